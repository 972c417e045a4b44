/* Small marks at the middle of a ward, one per membership, so that none hides another. Each kind has
   its own color and form; filled, open and gray dashed ones differ in what is known. Marks take no pointer
   events: the ward below answers. */
(function (parts) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const RADIUS = { least: 3.4, most: 6.5 }; // pixels
  const SMALL = 0.62; // of the radius
  const GAP = 2; // pixels between two marks
  const NUMBER = 15; // height of a ward number above its marks
  const FILL = 0.8; // how much of a ward's clear circle its marks may take

  /* Outlines in a box from -1 to 1, of about the same area. */
  const FORMS = {
    circle: "M0 -1A1 1 0 0 1 0 1A1 1 0 0 1 0 -1Z",
    square: "M-0.88 -0.88H0.88V0.88H-0.88Z",
    "triangle-up": "M0 -1.1L1.1 0.9H-1.1Z",
    diamond: "M0 -1.25L1.15 0L0 1.25L-1.15 0Z",
    "triangle-down": "M0 1.1L1.1 -0.9H-1.1Z",
    cross: "M-0.4 -1.1H0.4V-0.4H1.1V0.4H0.4V1.1H-0.4V0.4H-1.1V-0.4H-0.4Z",
  };

  function node(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    return made;
  }

  /* The marks of each ward, in the order of the kinds. */
  function byWard(glyphs) {
    const found = new Map();
    glyphs.forEach((glyph) => {
      const { color, shape, small } = glyph;
      ["solid", "open", "faint"].forEach((look) => glyph[look].forEach((ward) => {
        const mark = { color, shape, look, size: small.includes(ward) ? SMALL : 1 };
        found.set(ward, (found.get(ward) || []).concat(mark));
      }));
    });
    return found;
  }

  function drawn({ color, shape, look, size }) {
    const group = node("g", { class: `atlas-glyph atlas-glyph-${look}` });
    const d = FORMS[shape];
    const halo = node("path", { d, class: "atlas-glyph-halo" });
    const paint = { solid: { fill: color }, open: { stroke: color }, faint: {} }[look];
    group.append(halo, node("path", Object.assign({ d, class: "atlas-glyph-mark" }, paint)));
    group.dataset.size = size;
    group.dataset.shape = shape;
    return group;
  }

  /* Rows of marks, as square as can be: 1, 2, 2 + 1, 2 + 2, 3 + 2 … */
  function grid(count) {
    const columns = Math.ceil(Math.sqrt(count));
    return { columns, rows: Math.ceil(count / columns) };
  }

  class Glyphs {
    constructor(map, pane) {
      Object.assign(this, { map, pane, told: "[]", group: null, clusters: new Map() });
    }

    /* `bright` are the wards not dimmed, `labels` whether wards are to have their numbers. */
    show(layer, glyphs, bright, labels) {
      const asked = JSON.stringify(glyphs.length ? [layer.vintage, glyphs, [...bright]] : []);
      const same = asked === this.told;
      if (same && labels === this.labels) return;
      Object.assign(this, { told: asked, labels });
      if (!same) this.build(layer, glyphs, bright);
      this.place();
    }

    build(layer, glyphs, bright) {
      if (this.group) this.group.remove();
      this.clusters = new Map();
      byWard(glyphs).forEach((marks, number) => {
        const ward = layer.wards.get(number);
        const svg = node("svg", { class: "atlas-glyphs", "aria-hidden": "true" });
        svg.dataset.ward = number;
        svg.classList.toggle("atlas-dim", bright.size > 0 && !bright.has(number));
        svg.append(...marks.map(drawn));
        const icon = L.divIcon({ html: svg, className: "", iconSize: [0, 0] });
        const { pane } = this;
        const marker = L.marker(ward.label, { icon, pane, interactive: false, keyboard: false });
        this.clusters.set(number, { ward, svg, marker });
      });
      this.group = L.layerGroup([...this.clusters.values()].map(({ marker }) => marker));
      this.group.addTo(this.map);
    }

    /* Marks as large as the ward allows, below its number where there is room for both. */
    place() {
      const scale = Math.pow(2, this.map.getZoom());
      this.clusters.forEach((cluster) => {
        const { columns, rows } = grid(cluster.svg.childElementCount);
        const clear = cluster.ward.room * scale * FILL;
        const fit = (2 * clear - (columns - 1) * GAP) / (2 * columns);
        const radius = Math.max(RADIUS.least, Math.min(RADIUS.most, fit));
        const step = 2 * radius + GAP;
        const height = rows * step - GAP;
        const numbered = this.labels && height + NUMBER <= 2 * clear / FILL;
        const down = numbered ? NUMBER / 2 : 0;
        this.arrange(cluster.svg, columns, radius, down);
        Object.assign(cluster, {
          lift: numbered ? height / 2 : null,
          box: { down, w: columns * step - GAP, h: height },
        });
      });
    }

    arrange(svg, columns, radius, down) {
      const marks = [...svg.children];
      const step = 2 * radius + GAP;
      const rows = Math.ceil(marks.length / columns);
      marks.forEach((mark, index) => {
        const row = Math.floor(index / columns);
        const inRow = row < rows - 1 ? columns : marks.length - row * columns;
        const x = ((index % columns) - (inRow - 1) / 2) * step;
        const y = (row - (rows - 1) / 2) * step + down;
        mark.setAttribute("transform", `translate(${x} ${y}) scale(${radius * mark.dataset.size})`);
      });
    }

    /* How far a ward's number stands above its middle; null if its marks leave no room for it. */
    lift(number) {
      const cluster = this.clusters.get(number);
      return cluster ? cluster.lift : 0;
    }

    /* What the marks cover on the screen, for the numbers of other wards to keep clear of. */
    boxes(scale) {
      return [...this.clusters.values()].map(({ ward, box }) => {
        const { x, y } = ward.flatLabel.multiplyBy(scale);
        return { number: ward.number, x, y: y + box.down, w: box.w, h: box.h };
      });
    }
  }

  parts.Glyphs = Glyphs;
})((window.atlasParts = window.atlasParts || {}));
