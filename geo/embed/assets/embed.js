"use strict";
(() => {
  const root = document.documentElement;
  const theme = new URLSearchParams(location.search).get("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  root.classList.add("js");
  tellHeight();

  const map = document.getElementById("map");
  if (!map) return;
  const areas = new Map();
  for (const path of document.querySelectorAll("#areas path")) areas.set(path.dataset.ward, path);
  const mark = document.getElementById("mark");
  const panel = document.getElementById("panel");
  const told = document.getElementById("told");
  const names = [...document.querySelectorAll("#rows thead th")].map((cell) => cell.textContent);
  const SAID = ["Ward", "Class", "Ward map"]; // the heading and the badge say these
  let kept = "";
  let stop = "";

  panel.hidden = false;
  map.setAttribute("role", "group");
  for (const path of areas.values()) {
    const title = path.querySelector("title");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", title.textContent);
    path.setAttribute("aria-pressed", "false");
    path.setAttribute("tabindex", "-1");
    title.remove();
  }
  const firstWard = areas.keys().next().value;
  setStop(areas.has(map.dataset.selected) ? map.dataset.selected : firstWard);
  if (areas.has(map.dataset.selected)) keep(map.dataset.selected);

  const over = (event) => event.target.closest?.("#areas path")?.dataset.ward || "";
  map.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") show(over(event) || kept);
  });
  map.addEventListener("pointerleave", () => show(kept));
  map.addEventListener("click", (event) => {
    const ward = over(event);
    if (!ward) return;
    root.classList.remove("keys");
    setStop(ward);
    keep(ward === kept ? "" : ward);
  });
  // Not on the drawing itself: Chromium stops at a drawing that listens for the focus.
  map.parentElement.addEventListener("focusin", (event) => {
    const ward = over(event);
    if (!ward || !event.target.matches(":focus-visible")) return;
    root.classList.add("keys");
    show(ward);
  });
  map.parentElement.addEventListener("focusout", () => {
    root.classList.remove("keys");
    show(kept);
  });
  map.addEventListener("keydown", (event) => {
    const act = ACTS[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });

  const order = () => [...areas.keys()];
  const ACTS = {
    ArrowLeft: () => go(nearest(-1, 0)),
    ArrowRight: () => go(nearest(1, 0)),
    ArrowUp: () => go(nearest(0, -1)),
    ArrowDown: () => go(nearest(0, 1)),
    Home: () => go(order()[0]),
    End: () => go(order().at(-1)),
    Enter: () => keep(stop === kept ? "" : stop),
    " ": () => keep(stop === kept ? "" : stop),
    Escape: () => keep(""),
  };

  function go(ward) {
    if (!ward) return;
    setStop(ward);
    areas.get(ward).focus();
    root.classList.add("keys");
    show(ward);
  }

  // The next ward in a direction: near, and rather straight ahead than aside.
  function nearest(dx, dy) {
    const place = (path) => [Number(path.dataset.x), Number(path.dataset.y)];
    const [x, y] = place(areas.get(stop));
    let best = "";
    let least = Infinity;
    for (const [ward, path] of areas) {
      const [px, py] = place(path);
      const ahead = (px - x) * dx + (py - y) * dy;
      const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      if (ahead > 0 && aside <= 2 * ahead && ahead + 2 * aside < least) {
        least = ahead + 2 * aside;
        best = ward;
      }
    }
    return best;
  }

  function setStop(ward) {
    if (stop) areas.get(stop).setAttribute("tabindex", "-1");
    stop = ward;
    areas.get(ward).setAttribute("tabindex", "0");
  }

  function keep(ward) {
    for (const row of document.querySelectorAll("#rows tr.kept")) row.classList.remove("kept");
    if (kept) areas.get(kept).setAttribute("aria-pressed", "false");
    kept = ward;
    if (kept) {
      areas.get(kept).setAttribute("aria-pressed", "true");
      rowOf(kept)?.classList.add("kept");
    }
    show(kept);
  }

  function rowOf(ward) {
    return document.querySelector(`#rows tr[data-ward="${ward}"]`);
  }

  function show(ward) {
    panel.classList.toggle("told", Boolean(ward));
    mark.classList.toggle("kept", ward !== "" && ward === kept);
    mark.setAttribute("d", ward ? areas.get(ward).getAttribute("d") : "M0 0");
    told.replaceChildren(...(ward ? facts(ward) : []));
  }

  // Everything is taken from the table and set as text.
  function facts(ward) {
    const head = document.createElement("h3");
    head.textContent = areas.get(ward).getAttribute("aria-label");
    const row = rowOf(ward);
    if (!row) return [head];
    const list = document.createElement("dl");
    [...row.cells].forEach((cell, column) => {
      if (SAID.includes(names[column]) || cell.textContent === "–") return;
      const name = document.createElement("dt");
      const value = document.createElement("dd");
      name.textContent = names[column];
      value.textContent = cell.textContent;
      list.append(name, value);
    });
    return [head, list];
  }

  // A page around this one may make its frame as high as it is.
  function tellHeight() {
    if (parent === window) return;
    let last = 0;
    const tell = () => {
      const height = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
      if (height === last) return;
      last = height;
      parent.postMessage({ type: "ward-atlas:height", height }, "*");
    };
    new ResizeObserver(tell).observe(document.querySelector("main"));
    addEventListener("load", tell);
  }
})();
