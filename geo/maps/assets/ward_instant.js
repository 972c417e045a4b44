/* Stepping through indicators without waiting for the server: a small bar in the map, and the keys
   [ and ]. What each indicator looks like is fetched once; a press restyles the wards from it at
   once, and only when the reader rests is the server told, once. Its answer, which follows the
   reader's own choice of classes, then takes the place of what was drawn. */
(function (parts) {
  "use strict";

  const REST_MS = 300; // after the last press: fast stepping must not rerun the page each time
  const KEYS = { "[": -1, "]": 1 };
  const SAID = "Left and right square bracket change the indicator.";
  const LINE = { light: "#ffffff", dark: "#10161c" }; // of wards, if the state names no class
  const PLAIN = { opacity: 1, weight: 1, dash: "", pattern: "none", pattern_color: "#000000" };

  function element(kind, name, parent, attributes) {
    const made = L.DomUtil.create(kind, name, parent);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    return made;
  }

  /* Previous, the label, next. textContent only: the label comes from a file. */
  class Bar {
    constructor(map, press) {
      this.box = L.DomUtil.create("div", "atlas-steps leaflet-bar");
      this.box.setAttribute("role", "group");
      this.box.setAttribute("aria-label", "Indicator");
      this.box.hidden = true;
      this.buttons = [this.button("‹", "Previous indicator", "[", press)];
      this.label = element("span", "atlas-steps-label", this.box, {
        role: "status", "aria-live": "polite",
      });
      this.buttons.push(this.button("›", "Next indicator", "]", press));
      L.DomEvent.disableClickPropagation(this.box);
      const control = L.control({ position: "topleft" });
      control.onAdd = () => this.box;
      control.addTo(map);
    }

    button(sign, name, key, press) {
      const made = element("button", "", this.box, {
        type: "button", "aria-label": name, "aria-keyshortcuts": key, title: `${name} (${key})`,
      });
      made.textContent = sign;
      made.addEventListener("click", (event) => press(KEYS[key], event.timeStamp));
      return made;
    }

    /* An empty label hides the bar. */
    show(label, choices) {
      if (this.label.textContent !== label) this.label.textContent = label; // said once, if polite
      this.label.title = label;
      this.box.hidden = label === "";
      this.buttons.forEach((button) => {
        button.disabled = choices < 2;
      });
    }
  }

  /* One text for fifty wards, as the server packs them, back into lists. */
  function unpacked(entry) {
    const classes = {};
    const values = {};
    Object.keys(entry.classes).forEach((year) => {
      const found = entry.classes[year];
      const parts = found.includes(" ") ? found.split(" ") : Array.from(found);
      classes[year] = parts.map((index) => (index === "-" ? -1 : Number(index)));
      values[year] = entry.values[year].split("\n");
    });
    return Object.assign({}, entry, { classes, values });
  }

  class Instant {
    /* `host` offers asked(), the latest state asked for, redraw(), report(words) and stats. */
    constructor(map, pane, host, settleMs) {
      Object.assign(this, { pane, host, settleMs, list: [], timer: 0, told: "" });
      this.stepped = null; // the reader's step that the server has not confirmed yet
      this.about = pane.getAttribute("aria-label");
      this.bar = new Bar(map, (by, at) => this.step(by, at));
      document.addEventListener("keydown", (event) => this.onKey(event));
    }

    receive(data) {
      this.list = data.indicators.map(unpacked);
    }

    entry(key) {
      return this.list.find((found) => found.key === key);
    }

    /* Some keyboards make brackets with AltGr, which Windows reports as Control and Alt. */
    onKey(event) {
      const by = KEYS[event.key];
      if (by === undefined || event.metaKey || (event.ctrlKey && !event.altKey)) return;
      this.step(by, event.timeStamp);
    }

    step(by, at) {
      const asked = this.host.asked();
      const from = asked && this.entry(this.stepped ? this.stepped.key : asked.instant);
      if (!from || this.list.length < 2) return;
      const place = this.list.indexOf(from) + by + this.list.length;
      performance.mark("atlas:step", { startTime: at });
      this.stepped = { key: this.list[place % this.list.length].key, until: Infinity };
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.tell(), REST_MS);
      this.host.redraw();
      requestAnimationFrame(() => setTimeout(() => this.painted(at))); // a task after the frame
    }

    painted(at) {
      performance.mark("atlas:stepped");
      this.host.stats.steps += 1;
      this.host.stats.step_ms = performance.now() - at;
    }

    /* The reader rests. Back where the server is, there is nothing to say. */
    tell() {
      const { key } = this.stepped;
      if (key === this.told && key === this.host.asked().instant) {
        this.forget();
        return;
      }
      if (key !== this.told) this.host.report(`i:${key}`);
      this.told = key;
      this.stepped.until = Date.now() + this.settleMs;
      this.timer = setTimeout(() => this.forget(), this.settleMs + 50); // no answer: its state stands
    }

    forget() {
      this.drop(this.host.asked());
      this.host.redraw();
    }

    drop(state) {
      clearTimeout(this.timer);
      this.stepped = null;
      this.told = state.instant;
    }

    /* A state of the server: it confirms the step, shows no indicator, or is an older answer. */
    answered(state) {
      const { key, until } = this.stepped || { key: state.instant, until: 0 };
      const confirmed = until < Infinity && key === state.instant;
      if (confirmed || until < Date.now() || !this.entry(state.instant)) this.drop(state);
    }

    /* The state with the indicator that was stepped to in place of the server's. */
    over(state) {
      const entry = this.stepped && this.entry(this.stepped.key);
      if (!entry || entry.key === state.instant) return state;
      const line = state.dark ? LINE.dark : LINE.light;
      const { stroke, weight } = state.classes[0] || { stroke: line, weight: PLAIN.weight };
      const ramp = state.dark ? entry.ramp_dark : entry.ramp_light;
      return Object.assign({}, state, {
        instant: entry.key,
        classes: ramp.map((fill) => Object.assign({}, PLAIN, { fill, stroke, weight })),
        ward_class: entry.classes[state.vintage] || [],
        hatched: entry.hatched[state.vintage] || [],
      });
    }

    /* What the bar says of a state. */
    show(state) {
      const entry = this.entry(state.instant);
      this.bar.show(entry ? entry.label : "", this.list.length);
      this.pane.setAttribute("aria-label", entry ? `${this.about} ${SAID}` : this.about);
      if (entry) this.pane.setAttribute("aria-keyshortcuts", Object.keys(KEYS).join(" "));
      else this.pane.removeAttribute("aria-keyshortcuts");
    }

    /* The first line of a ward's tooltip; null if the state is of no indicator of the file. */
    value(state, number) {
      const entry = state && this.entry(state.instant);
      if (!entry) return null;
      const value = (entry.values[state.vintage] || [])[number - 1];
      const words = value ? [value, entry.unit].filter(Boolean).join(" ") : "no data";
      return `${entry.label}: ${words}`;
    }
  }

  parts.Instant = Instant;
})((window.atlasParts = window.atlasParts || {}));
