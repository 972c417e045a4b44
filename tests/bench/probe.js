/* Watches a page from inside: when a control was clicked, when messages came, what every animation
   frame showed, and when a change was painted. All times are milliseconds of the page's own clock.
   The map's frame is of the page's own origin, so one watcher sees both and outlives a frame that
   is thrown away and made anew. */
(() => {
  "use strict";
  if (window !== window.top) return;

  const WARDS = 50;
  const bench = { arrivals: [], sent: [] };
  const now = () => performance.now();
  let record = null;

  function frames() {
    return Array.from(document.querySelectorAll("iframe"))
      .filter((frame) => frame.offsetHeight > 0 && frame.contentDocument)
      .map((frame) => frame.contentDocument);
  }

  function shapes(selector) {
    let best = [];
    frames().forEach((page) => {
      const drawn = Array.from(page.querySelectorAll(selector))
        .filter((path) => (path.getAttribute("d") || "").length > 20);
      if (drawn.length > best.length) best = drawn;
    });
    const look = best.map((p) => `${p.getAttribute("fill")} ${p.getAttribute("d").length}`);
    return { drawn: best.length, look: look.join("|") };
  }

  function words(selector) {
    const found = document.querySelector(selector);
    return { drawn: found ? WARDS : 0, look: found ? found.textContent : "" };
  }

  /* A map of precincts is a canvas: its picture is read off small, and is whole if precincts cover
     about as much of it as the city does. */
  const GRID = 64;
  const COVERED = 0.03; // the canvas reaches beyond the frame on all sides
  const small = document.createElement("canvas");
  small.width = GRID;
  small.height = GRID;

  function picture() {
    const found = frames().map((page) => page.querySelector(".leaflet-map-pane canvas"))
      .find((canvas) => canvas && canvas.width > 0);
    if (!found) return { drawn: 0, look: "" };
    const pen = small.getContext("2d", { willReadFrequently: true });
    pen.clearRect(0, 0, GRID, GRID);
    pen.drawImage(found, 0, 0, GRID, GRID);
    const { data } = pen.getImageData(0, 0, GRID, GRID);
    let covered = 0;
    let look = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 0) covered += 1;
      look = (look * 31 + data[i] + 256 * data[i + 1] + 65536 * data[i + 2]) % 1000000007;
    }
    return { drawn: covered >= COVERED * GRID * GRID ? WARDS : 0, look: String(look) };
  }

  /* The map answers: a pointer on a ward opens its tooltip, with the texts it has to fetch. */
  function answers() {
    return frames().some((page) => {
      const ward = page.querySelector("path.atlas-ward[data-ward='25']");
      if (!ward) return false;
      ward.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
      const box = page.querySelector(".atlas-tooltip");
      const lines = box && !box.hidden ? box.childElementCount : 0;
      ward.dispatchEvent(new PointerEvent("pointerout", { bubbles: true, pointerType: "mouse" }));
      return lines > 1;
    });
  }

  const LOOKS = {
    atlas: () => shapes("path.atlas-ward"),
    precincts: picture,
    folium: () => shapes("path.leaflet-interactive"),
    text: () => words("[data-testid=stText]"),
    empty: () => words("[data-testid=stMarkdown] p"),
  };

  addEventListener("click", () => {
    if (record && record.clicked === null) record.clicked = now();
  }, true);

  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => bench.arrivals.push(now()));
    }

    send(data) {
      bench.sent.push(now());
      super.send(data);
    }
  };

  function whole(seen) {
    return seen.drawn >= WARDS;
  }

  /* Once per animation frame until stopped. The second frame after a change has it on screen. */
  function look(read, mine) {
    if (mine !== record) return;
    const seen = read();
    mine.frames += 1;
    if (!whole(seen)) mine.blank += 1;
    if (whole(seen) && seen.look !== mine.look) {
      mine.look = seen.look;
      mine.changes += 1;
      if (mine.painted === null) requestAnimationFrame(() => { mine.painted = now(); });
    }
    requestAnimationFrame(() => look(read, mine));
  }

  bench.watch = (kind) => {
    bench.arrivals.length = 0;
    bench.sent.length = 0;
    const read = LOOKS[kind];
    const fresh = { clicked: null, painted: null, frames: 0, blank: 0, changes: 0 };
    record = Object.assign(fresh, { look: read().look });
    look(read, record);
  };

  bench.stop = () => {
    const done = record;
    record = null;
    return Object.assign({ arrivals: bench.arrivals.slice(), sent: bench.sent.slice() }, done);
  };

  bench.waiting = () => record === null || record.painted === null;

  /* From navigation to the first whole picture, and to the first answer of a map. */
  bench.open = (kind) => {
    const opening = { drawn: null, ready: null };
    const step = () => {
      if (opening.drawn === null && whole(LOOKS[kind]())) {
        requestAnimationFrame(() => { opening.drawn = now(); });
      }
      if (opening.drawn !== null && (!["atlas", "precincts"].includes(kind) || answers())) opening.ready = now();
      else requestAnimationFrame(step);
    };
    step();
    return opening;
  };

  window.bench = bench;
})();
