/* Outlines of wards with a ward organization (solid) and of those with a regional one only
   (dashed), above the fills of an indicator. Colors come from the stylesheet. */
(function (parts) {
  "use strict";

  const HALO = 2.5; // pixels more than the line
  const KINDS = [
    { name: "solid", weight: 2.5, dashArray: null },
    { name: "dashed", weight: 1.75, dashArray: "5 4" },
  ];
  const DIM = KINDS.length; // rings of wards off the chosen side come after those on it

  class Rings {
    constructor(map, pane, renderer) {
      const line = (part, { name, weight, dashArray }, dim) => parts.outline([], {
        pane,
        renderer,
        weight,
        dashArray,
        lineCap: dashArray ? "butt" : "round",
        className: `atlas-ring-${part} atlas-ring-${name}${dim ? " atlas-dim" : ""}`,
      });
      const all = (make) => [false, true].map((dim) => KINDS.map((kind) => make(kind, dim)));
      const wider = (kind) => Object.assign({}, kind, {
        weight: kind.weight + HALO, dashArray: null,
      });
      this.halos = [].concat(...all((kind, dim) => line("halo", wider(kind), dim)));
      this.lines = [].concat(...all((kind, dim) => line("line", kind, dim)));
      this.group = L.layerGroup(this.halos.concat(this.lines)); // every halo below every line
      Object.assign(this, { map, told: "[]" });
    }

    /* `groups` are ward numbers, the most important first; `bright` are the wards not dimmed. */
    show(layer, groups, bright) {
      const asked = JSON.stringify(groups.length ? [layer.vintage, groups, [...bright]] : []);
      if (asked === this.told) return;
      this.told = asked;
      const ranks = this.ranks(groups, bright);
      const stretches = this.lines.map(() => []);
      layer.borders.forEach(({ wards, line }) => {
        const best = Math.min(...wards.map((ward) => (ranks.has(ward) ? ranks.get(ward) : DIM * 2)));
        if (best < stretches.length) stretches[best].push(line);
      });
      if (ranks.size) this.group.addTo(this.map);
      else this.group.remove();
      document.documentElement.classList.toggle("atlas-ringed", ranks.size > 0);
      stretches.forEach((lines, rank) => {
        this.halos[rank].setLatLngs(lines);
        this.lines[rank].setLatLngs(lines);
      });
    }

    /* A border of two ringed wards is drawn once, as that of the first of them. */
    ranks(groups, bright) {
      const found = new Map();
      groups.forEach((wards, group) => wards.forEach((ward) => {
        const dim = bright.size > 0 && !bright.has(ward);
        if (!found.has(ward)) found.set(ward, group + (dim ? DIM : 0));
      }));
      return found;
    }
  }

  parts.Rings = Rings;
})((window.atlasParts = window.atlasParts || {}));
