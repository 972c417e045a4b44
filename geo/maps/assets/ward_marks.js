/* What is drawn above the ward fills: casings of the hovered, selected and focused ward, borders
   of sides, ward numbers. Colors come from the stylesheet, so light and dark need no redrawing. */
(function (parts) {
  "use strict";

  /* A line with a halo below it, readable on any fill. */
  class Casing {
    constructor(map, pane, renderer, name, width) {
      this.map = map;
      this.lines = [["halo", width + 2.5], ["line", width]].map(([part, weight]) =>
        parts.area([], {
          pane, renderer, weight, fill: false, className: `atlas-${name}-${part}`,
        }));
    }

    /* Draw around `ward`; null removes it. */
    around(ward) {
      this.lines.forEach((line) => {
        if (ward) line.setLatLngs(ward.shape.getLatLngs()).addTo(this.map);
        else line.remove();
      });
    }
  }

  const DISTRICT = /^(us-house|state-house|county-board)-/;
  const WEIGHTS = { side: [4.5, 2], district: [8, 4.5] }; // pixels of halo and line

  /* Borders of the sides of one scheme, or of one district, at a time. */
  class Sides {
    constructor(map, pane, renderer) {
      Object.assign(this, { map, pane, renderer, shown: null, key: "", data: null });
    }

    show(key) {
      if (key === this.key && (this.shown || !key)) return;
      this.key = key;
      if (this.shown) this.shown.remove();
      this.shown = null;
      if (!key || !this.data) return;
      const borders = this.data.features
        .filter((feature) => feature.properties.scheme === key)
        .map(({ geometry: { type, coordinates } }) =>
          L.GeoJSON.coordsToLatLngs(type === "LineString" ? [coordinates] : coordinates, 1));
      const name = DISTRICT.test(key) ? "district" : "side";
      const [halo, line] = WEIGHTS[name];
      const layer = (part, weight) => parts.outline([].concat(...borders), {
        pane: this.pane, renderer: this.renderer, weight, className: `atlas-${name}-${part}`,
      });
      this.shown = L.layerGroup([layer("halo", halo), layer("line", line)]).addTo(this.map);
    }

    /* The lines arrive after the first state: draw what was asked for meanwhile. */
    receive(data) {
      this.data = data;
      this.show(this.key);
    }
  }

  const SVG = "http://www.w3.org/2000/svg";
  const DIGIT = 7; // pixels, with the type size of the stylesheet
  const HEIGHT = 16;
  const AIR = 1; // between two numbers
  const ROOM = 6.5; // a ward whose label has less to its border on screen goes without

  function labelMarker(ward, pane) {
    const svg = document.createElementNS(SVG, "svg");
    const text = document.createElementNS(SVG, "text");
    svg.setAttribute("class", "atlas-label");
    svg.setAttribute("aria-hidden", "true");
    text.textContent = String(ward.number);
    svg.appendChild(text);
    const icon = L.divIcon({ html: svg, className: "", iconSize: [0, 0] });
    const marker = L.marker(ward.label, { icon, pane, interactive: false, keyboard: false });
    return { ward, svg, marker };
  }

  function overlaps(box, placed) {
    return placed.some((other) => other.number !== box.number
      && Math.abs(box.x - other.x) < (box.w + other.w) / 2 + AIR
      && Math.abs(box.y - other.y) < (box.h + other.h) / 2 + AIR);
  }

  /* Ward numbers where there is room for them, widest wards first, the selected before all. */
  class Labels {
    /* `glyphs` are marks that come before numbers. */
    constructor(map, pane, glyphs) {
      Object.assign(this, { map, pane, glyphs, sets: new Map(), shown: null });
    }

    labelsOf(layer) {
      if (!this.sets.has(layer.vintage)) {
        const labels = Array.from(layer.wards.values(), (ward) => labelMarker(ward, this.pane));
        labels.sort((a, b) => b.ward.room - a.ward.room);
        const group = L.layerGroup(labels.map((label) => label.marker));
        this.sets.set(layer.vintage, { labels, group });
      }
      return this.sets.get(layer.vintage);
    }

    show(layer, on, selected, bright) {
      const set = on ? this.labelsOf(layer) : null;
      if (set !== this.shown) {
        if (set) set.group.addTo(this.map);
        if (this.shown) this.shown.group.remove();
        this.shown = set;
      }
      this.selected = selected;
      if (!set) return;
      set.labels.forEach(({ ward, svg }) => {
        svg.classList.toggle("atlas-dim", bright.size > 0 && !bright.has(ward.number));
        svg.classList.toggle("atlas-chosen", ward.number === selected);
      });
      this.place();
    }

    place() {
      if (!this.shown) return;
      const scale = Math.pow(2, this.map.getZoom());
      const first = this.shown.labels.filter(({ ward }) => ward.number === this.selected);
      const others = this.shown.labels.filter(({ ward }) => ward.number !== this.selected);
      const placed = this.glyphs.boxes(scale);
      first.concat(others).forEach(({ ward, svg }) => {
        const { number } = ward;
        const lift = this.glyphs.lift(number);
        const { x, y } = ward.flatLabel.multiplyBy(scale);
        const box = { number, x, y: y - lift, w: DIGIT * String(number).length, h: HEIGHT };
        const fits = lift !== null && ward.room * scale >= ROOM && !overlaps(box, placed);
        svg.classList.toggle("atlas-hidden", !fits);
        svg.style.marginTop = lift ? `${-lift}px` : "";
        if (fits) placed.push(box);
      });
    }
  }

  Object.assign(parts, { Casing, Sides, Labels });
})((window.atlasParts = window.atlasParts || {}));
