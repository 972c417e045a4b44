/* The ward map in its frame. The server calls atlas.start once and atlas.show for every state; a
   state holds numbers, colors and keys only. Shapes are fetched once per ward map, styles change
   in place, and a new ward map replaces the old one within one frame. */
(function (parts) {
  "use strict";

  const SETTLE_MS = 2500; // how long a click outranks states sent before the server heard of it
  const PRESSES_TOLD = 8; // more are not made while a server answers one
  const REST_MS = 1500; // after the first picture, before what may be needed later is fetched
  // Streets (Leaflet's tile pane is 200) cover lake and land once they have come.
  const PANES = {
    context: 150, wards: 400, sides: 430, rings: 435, casings: 440, glyphs: 450, labels: 460,
  };
  const BELOW_WARDS = 390;
  const NO_DATA = {
    light: { fill: "#f6f6f4", stroke: "#c9cdd0", pattern_color: "#d4d7d9" },
    dark: { fill: "#1c242c", stroke: "#414c56", pattern_color: "#37424c" },
  };
  const stats = { shows: 0, swaps: 0, fetches: 0, steps: 0, step_ms: 0 };

  let map = null;
  let files = null;
  let view = null; // the objects that draw: frame, precincts, patterns, casings, rings, labels …
  let texts = {};
  let context = null; // promise; the first picture waits for it, later ones do not
  let wanted = null; // the latest state asked for
  let shown = null; // the state on the screen, which may be of an indicator the reader stepped to
  let current = null; // its wards
  let clicked = null; // a selection the server has not confirmed yet
  let presses = []; // the last ones, as told to the server
  let clicks = Date.now(); // a number per message, so that no two are equal, even after a reload
  const layers = new Map();
  const loading = new Map();

  function fetchJson(address) {
    stats.fetches += 1;
    return fetch(address, { cache: "force-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      return answer.json();
    });
  }

  function renderer(pane) {
    map.createPane(`atlas-${pane}`).style.zIndex = PANES[pane];
    return L.svg({ pane: `atlas-${pane}`, padding: 0.6 });
  }

  function load(vintage) {
    if (!loading.has(vintage)) {
      const address = files.wards[vintage];
      const fetched = Promise.all([fetchJson(address), context]).then(([data]) => {
        const layer = parts.makeLayer(vintage, data, view.renderers);
        layers.set(vintage, layer);
        return layer;
      });
      loading.set(vintage, fetched);
      fetched.catch(() => loading.delete(vintage)); // the next state tries again
    }
    return loading.get(vintage);
  }

  /* A failed download is tried again with the next state; the wards can be asked meanwhile. */
  function precinctsOf(vintage) {
    if (!files.precincts[vintage]) return Promise.reject(new Error("there are no precincts for it"));
    return fetchJson(files.precincts[vintage]);
  }

  /* A state from the server. */
  function show(state) {
    view.ahead.receive(state);
    view.instant.answered(state);
    draw(state);
  }

  /* Draw a state now, or when its wards have come; of those waiting only the latest is drawn. */
  function draw(state) {
    wanted = state;
    view.frame.theme(state.dark);
    const withPrecincts = state.precinct_class && !view.precincts.has(state.vintage);
    if (layers.has(state.vintage) && !withPrecincts) {
      apply(layers.get(state.vintage), state);
      return;
    }
    const precincts = withPrecincts ? view.precincts.fetch(state.vintage) : null;
    Promise.all([load(state.vintage), precincts]).then(
      ([layer]) => wanted === state && apply(layer, state),
      (fault) => view.frame.complain(
        `The ward map could not be loaded (${fault.message}). Reload the page to try again.`),
    );
  }

  function apply(layer, asked) {
    const state = view.instant.over(asked);
    const before = shown;
    shown = state;
    view.frame.complain("");
    view.frame.fitTo(layer.group.getBounds());
    aim(layer, state.focus);
    const swapped = layer !== current;
    const hadFocus = swapped && current !== null && view.input.hasFocus();
    if (swapped) swap(layer);
    restyle(layer, state);
    view.frame.basemap(state.basemap);
    view.sides.show(state.outline);
    settle();
    drawSelection();
    fetchOthers();
    view.instant.show(state);
    if (swapped) view.input.swapped(hadFocus);
    else if (before.instant !== state.instant || before.ward_share !== state.ward_share) {
      view.input.describe();
    }
    stats.shows += 1;
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("atlas:shown")));
  }

  function aim(layer, wards) {
    const shapes = wards.map((number) => layer.wards.get(number).shape);
    view.frame.aim(wards.length ? `${layer.vintage} ${wards.join()}` : "",
      wards.length ? L.featureGroup(shapes).getBounds() : null);
  }

  /* The other ward maps, once the page is at rest, so that changing to them needs no waiting. */
  function fetchOthers() {
    if (stats.shows > 0) return;
    setTimeout(() => Object.keys(files.wards).forEach((year) => load(Number(year))), REST_MS);
  }

  /* New wards in, old wards out, within one task: no frame is painted in between. */
  function swap(layer) {
    layer.group.addTo(map);
    if (current) current.group.remove();
    current = layer;
    stats.swaps += 1;
    view.patterns.attach(map.getPane("atlas-wards").querySelector("svg"));
  }

  function noData(dark) {
    const colors = dark ? NO_DATA.dark : NO_DATA.light;
    return Object.assign({ opacity: 1, weight: 0.75, dash: "", pattern: "fine" }, colors);
  }

  function restyle(layer, state) {
    const bright = new Set(state.highlighted);
    const see = state.basemap ? 0.6 : 1; // streets shine through
    const doubtful = new Set(state.hatched);
    const missing = noData(state.dark);
    view.precincts.show(state, missing.stroke);
    layer.wards.forEach((ward) => {
      const found = state.classes[state.ward_class[ward.number - 1]];
      const style = found || missing;
      const inDoubt = found !== undefined && doubtful.has(ward.number);
      const paint = state.precinct_class ? { fillColor: style.stroke, fillOpacity: 0 }
        : view.patterns.paint(style, style.opacity * see, inDoubt);
      ward.shape.setStyle(Object.assign(paint, {
        color: style.stroke, weight: style.weight, dashArray: style.dash || null,
      }));
      const dim = bright.size > 0 && !bright.has(ward.number);
      ward.shape.getElement().classList.toggle("atlas-dim", dim);
    });
    view.patterns.prune();
    view.rings.show(layer, state.rings, bright);
    view.glyphs.show(layer, state.glyphs, bright, state.labels);
  }

  function selected() {
    if (clicked) return clicked.ward;
    return shown ? shown.selected : null;
  }

  /* Two quick clicks: the answer to the first must not undo the second. */
  function settle() {
    if (clicked && (clicked.ward === shown.selected || Date.now() > clicked.until)) clicked = null;
  }

  function drawSelection() {
    const number = selected();
    view.casings.selected.around(number === null ? null : current.wards.get(number));
    view.labels.show(current, shown.labels, number, new Set(shown.highlighted));
    view.input.refresh();
  }

  /* Where a press changes the ward itself, it is drawn so before the server answers; a second press
     takes it back. A busy server takes two messages as one, so each names the last presses with
     their numbers, and the server passes over those it has heard of. */
  function press(number) {
    const at = number - 1;
    const swapped = (to, from) => to.map((found, index) => (index === at ? from[at] : found));
    draw(Object.assign({}, wanted, {
      ward_class: swapped(wanted.ward_class, wanted.presses),
      presses: swapped(wanted.presses, wanted.ward_class),
    }));
    mark(number);
    presses = presses.concat(`${number}@${clicks + 1}`).slice(-PRESSES_TOLD);
    report(presses.join(","));
  }

  function choose(number) {
    if (shown.presses.length) press(number);
    else select(number === selected() ? null : number);
  }

  function select(number) {
    mark(number);
    report(String(number === null ? 0 : number));
  }

  function mark(number) {
    clicked = { ward: number, until: Date.now() + SETTLE_MS };
    setTimeout(() => {
      settle();
      drawSelection(); // without an answer the server's selection stands
    }, SETTLE_MS + 50);
    drawSelection();
  }

  /* Straight to Streamlit: its wrapper would wait 250 ms. Writing the value where the wrapper keeps
     its own makes its later comparison find nothing new, so one click is one message. */
  function report(words) {
    if (!window.Streamlit || !window.__GLOBAL_DATA__) return;
    clicks += 1;
    const value = { last_object_clicked_tooltip: `${words}#${clicks}` };
    window.__GLOBAL_DATA__.last_object_clicked_tooltip = value.last_object_clicked_tooltip;
    window.__GLOBAL_DATA__.previous_data = value;
    window.Streamlit.setComponentValue(value);
  }

  function build() {
    const renderers = {};
    Object.keys(PANES).forEach((pane) => {
      renderers[pane] = renderer(pane);
    });
    const glyphs = new parts.Glyphs(map, "atlas-glyphs");
    const casing = (name, width) =>
      new parts.Casing(map, "atlas-casings", renderers.casings, name, width);
    const casings = {
      hover: casing("hover", 1.5), selected: casing("selected", 2.5), focus: casing("focus", 2.5),
    };
    map.createPane("atlas-precincts").style.zIndex = BELOW_WARDS;
    const host = {
      layer: () => current,
      texts: () => texts,
      value: (number) => view.instant.value(shown, number) || (shown && parts.shareWords(
        shown.ward_share, shown.ward_votes, number - 1, shown.share_unit)),
      precinct: (number, x, y) => view.precincts.at(number, x, y),
      precinctWords: (precinct) => view.precincts.words(precinct),
      choose,
      select,
      selected,
    };
    const stepping = { asked: () => wanted, redraw: () => wanted && draw(wanted), report, stats };
    const pane = map.getPane("atlas-wards");
    pane.setAttribute("role", "group");
    pane.setAttribute("aria-label", "Ward map. Arrow keys move between wards, Enter selects.");
    return {
      renderers,
      casings,
      frame: new parts.Frame(map, files.indicators !== ""),
      precincts: new parts.Precincts(map, (vintage) => precinctsOf(vintage)),
      ahead: new parts.Ahead(draw),
      patterns: new parts.Patterns(),
      sides: new parts.Sides(map, "atlas-sides", renderers.sides),
      rings: new parts.Rings(map, "atlas-rings", renderers.rings),
      instant: new parts.Instant(map, pane, stepping, SETTLE_MS),
      glyphs,
      labels: new parts.Labels(map, "atlas-labels", glyphs),
      input: new parts.Input(map, pane, host, casings),
    };
  }

  function start(leafletMap, addresses) {
    map = leafletMap;
    files = addresses;
    view = build();
    view.frame.font(files.font);
    context = fetchJson(files.context).then(
      (data) => view.frame.context(data, "atlas-context", view.renderers.context), () => null);
    fetchJson(files.lines).then((data) => view.sides.receive(data), () => null);
    fetchJson(files.texts).then((data) => {
      texts = data;
      if (current) view.input.describe();
    }, () => null);
    if (files.indicators) {
      fetchJson(files.indicators).then((data) => {
        view.instant.receive(data);
        if (!shown) return;
        view.instant.show(shown);
        view.input.describe();
      }, () => null); // without it the server's own states are still drawn
    }
    map.on("zoomend", () => {
      view.patterns.rescale(map.getZoom());
      view.glyphs.place();
      view.labels.place();
    });
    // A state sent while the scripts were loading was dropped by Streamlit's wrapper: saying
    // "ready" once more makes the page send the latest one again.
    if (window.Streamlit) window.Streamlit.setComponentReady();
  }

  function neighbor(number, key) {
    return parts.neighbor(current, number, key);
  }

  window.atlas = { start, show, neighbor, stats };
})((window.atlasParts = window.atlasParts || {}));
