/* Precincts of one ward map below the wards, on a canvas: two thousand shapes change color within
   one frame there, as SVG they would take several. The wards above them lose their fill but keep
   their lines, the pointer and the keyboard. */
(function (parts) {
  "use strict";

  const CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const BASE = 8; // kinds a precinct can be of; two are packed in a letter
  const NO_DATA = 6; // the precinct votes in the race, but there is no figure
  const OUTSIDE = 7; // the precinct does not vote in the race: nothing is drawn
  const SEAM = 0.8; // pixels; a line of the fill's own color closes the seams between neighbors
  const DIM = 0.28; // as .atlas-dim of the stylesheet
  const DIGITS = 36; // base of the figures of a tooltip
  const SHARE = 2; // letters of a share
  const VOTES = 3; // letters of a number of votes
  const PER_MILLE = 10; // shares come in tenths of a percent
  const SAID = {
    votes: (share, total) => `${share}% of ${total} votes`,
    voters: (share, total) => `${share}% of ${total} registered voters`,
    lead: (share, total) => `ahead by ${share} points, ${total} votes in all`,
  };

  /* "AB" -> kinds of four precincts. */
  function unpacked(text, length) {
    const kinds = new Uint8Array(length);
    for (let i = 0; i < length; i += 1) {
      const code = CODES.indexOf(text[i >> 1]);
      kinds[i] = i % 2 ? code % BASE : Math.floor(code / BASE);
    }
    return kinds;
  }

  /* The figure of a precinct among figures of so many letters each; null where there is none. */
  function figure(text, place, letters) {
    const found = text.slice(place * letters, (place + 1) * letters);
    return found && !found.includes("-") ? parseInt(found, DIGITS) : null;
  }

  /* A share and what it is of, in words; null where the state has no shares. */
  parts.shareWords = function (shares, votes, place, unit) {
    if (!shares) return null;
    const share = figure(shares, place, SHARE);
    if (share === null) return "no figure for this choice";
    const total = figure(votes, place, VOTES) || 0;
    return SAID[unit]((share / PER_MILLE).toFixed(1), total.toLocaleString("en-US"));
  };

  /* A ring from its first vertex and the steps to the others; it closes where it began. */
  function ring(steps, scale) {
    const found = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      found.push([x / scale, y / scale]);
    }
    found.push(found[0]);
    return found;
  }

  /* Whether a point is inside, by counting borders to its right; holes count as borders too. */
  function holds(polygons, lon, lat) {
    let inside = false;
    polygons.forEach((polygon) => polygon.forEach((line) => {
      for (let i = 0, j = line.length - 1; i < line.length; j = i, i += 1) {
        const [x, y] = line[i];
        const [px, py] = line[j];
        const crosses = (y > lat) !== (py > lat) && lon < ((px - x) * (lat - y)) / (py - y) + x;
        if (crosses) inside = !inside;
      }
    }));
    return inside;
  }

  function makePrecinct([ward, precinct, packed], place, scale, renderer) {
    const polygons = packed.map((polygon) => polygon.map((steps) => ring(steps, scale)));
    const shape = parts.area(L.GeoJSON.coordsToLatLngs(polygons, 2), {
      pane: "atlas-precincts", renderer, weight: SEAM, fillOpacity: 0, opacity: 0,
    });
    return { place, ward, precinct, polygons, shape, box: shape.getBounds() };
  }

  class Precincts {
    /* `load(vintage)` promises the precincts of a ward map, see `compact_shapes`. */
    constructor(map, load) {
      Object.assign(this, { map, load, sets: new Map(), shown: null, state: null });
      this.renderer = L.canvas({ pane: "atlas-precincts", padding: 0.6 });
    }

    has(vintage) {
      return this.sets.has(vintage);
    }

    /* Make the shapes of a ward map's precincts; resolves when they can be drawn. */
    fetch(vintage) {
      return this.load(vintage).then((data) => {
        if (this.sets.has(vintage)) return;
        const list = data.precincts.map(
          (one, place) => makePrecinct(one, place, data.scale, this.renderer));
        const byWard = new Map();
        list.forEach((one) => byWard.set(one.ward, (byWard.get(one.ward) || []).concat(one)));
        const group = L.layerGroup(list.map((one) => one.shape));
        this.sets.set(vintage, { list, byWard, group });
      });
    }

    /* Draw the precincts of a state, or none. The shapes must have been fetched. */
    show(state, missing) {
      const set = state.precinct_class ? this.sets.get(state.vintage) : null;
      this.state = set ? state : null;
      if (set) this.paint(set, state, missing);
      if (set !== this.shown) {
        if (set) set.group.addTo(this.map);
        if (this.shown) this.shown.group.remove();
        this.shown = set;
      }
    }

    paint(set, state, missing) {
      const bright = state.highlighted.join();
      const asked = [state.precinct_class, state.basemap, state.dark, bright,
        state.classes.map(({ fill }) => fill)].join("|");
      if (set.told === asked) return;
      set.told = asked;
      const kinds = unpacked(state.precinct_class, set.list.length);
      const lit = new Set(state.highlighted);
      const see = state.basemap ? 0.6 : 1;
      const colors = state.classes.map(({ fill }) => fill);
      colors[NO_DATA] = missing;
      set.list.forEach(({ shape, ward, place }) => {
        const kind = kinds[place];
        const seen = kind === OUTSIDE ? 0 : see * (lit.size && !lit.has(ward) ? DIM : 1);
        const color = colors[kind] || missing;
        shape.setStyle({
          color, fillColor: color, fillOpacity: seen, opacity: seen, stroke: seen === 1,
          fill: seen > 0,
        });
      });
    }

    /* The precinct of a ward under a point of the frame; null if none is drawn there. */
    at(ward, x, y) {
      if (!this.state || !this.shown) return null;
      const box = this.map.getContainer().getBoundingClientRect();
      const { lat, lng } = this.map.containerPointToLatLng([x - box.left, y - box.top]);
      const near = (this.shown.byWard.get(ward) || []).filter((one) => one.box.contains([lat, lng]));
      return near.find((one) => holds(one.polygons, lng, lat)) || null;
    }

    /* "Precinct 12: 54.3% of 244 votes"; its number alone while the server has not answered. */
    words({ precinct, place }) {
      const { precinct_share: shares, precinct_votes: votes } = this.state;
      const said = parts.shareWords(shares, votes, place, this.state.share_unit);
      return said === null ? `Precinct ${precinct}` : `Precinct ${precinct}: ${said}`;
    }
  }

  parts.Precincts = Precincts;
})((window.atlasParts = window.atlasParts || {}));
