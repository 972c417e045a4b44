/* Fill patterns, so that no class is told by hue alone. Each is an SVG <pattern> in the map's own
   SVG holding the fill and the marks; its tiles keep a readable size at every zoom. */
(function (parts) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const KM_AT_ZOOM_0 = 256 / 40075 / Math.cos((41.84 * Math.PI) / 180); // pixels
  const MAX_KEPT = 80; // patterns of styles no longer shown are dropped beyond this

  function node(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    return made;
  }

  // Diagonals reach past the corners so that neighboring tiles join without notches.
  function rising(s) {
    const q = s / 4;
    return `M0 ${s}L${s} 0M${-q} ${q}L${q} ${-q}M${s - q} ${s + q}L${s + q} ${s - q}`;
  }

  function falling(s) {
    const q = s / 4;
    return `M0 0L${s} ${s}M${-q} ${s - q}L${q} ${s + q}M${s - q} ${-q}L${s + q} ${q}`;
  }

  const LINES = {
    hatch: rising,
    backhatch: falling,
    cross: (s) => rising(s) + falling(s),
    fine: rising,
  };

  /* Thin white lines with a dark edge: one of the two tones shows on any fill. */
  const DOUBT = [
    { stroke: "#14191d", "stroke-opacity": 0.6, "stroke-width": 2.2 },
    { stroke: "#ffffff", "stroke-opacity": 0.9, "stroke-width": 1 },
  ];

  function doubt(size) {
    const d = falling(size);
    return DOUBT.map((look) => node("path", Object.assign({ d, fill: "none" }, look)));
  }

  function marks(style, size) {
    if (style.pattern === "dots") {
      return [0.25, 0.75].map((at) => node("circle", {
        cx: size * at, cy: size * at, r: Math.max(1.1, size * 0.14), fill: style.pattern_color,
      }));
    }
    return [node("path", {
      d: LINES[style.pattern](size),
      fill: "none",
      stroke: style.pattern_color,
      "stroke-width": style.pattern === "fine" ? 0.9 : Math.max(1.2, size * 0.17),
    })];
  }

  class Patterns {
    constructor() {
      this.defs = node("defs", {});
      this.known = new Map();
      this.made = 0;
      this.size = 8;
    }

    attach(svg) {
      if (this.defs.parentNode !== svg) svg.insertBefore(this.defs, svg.firstChild);
    }

    /* Fill and fill-opacity for a style: its plain color, or a reference to its pattern. A ward
       in doubt gets what its class has and a thin hatch over it. */
    paint(style, opacity, inDoubt) {
      if (style.pattern === "none" && !inDoubt) {
        return { fillColor: style.fill, fillOpacity: opacity };
      }
      const below = inDoubt ? this.paint(style, 1, false).fillColor : style.fill;
      const key = [style.pattern, below, style.pattern_color, opacity, inDoubt].join(" ");
      let entry = this.known.get(key);
      if (!entry) {
        this.made += 1;
        const element = node("pattern", {
          id: `atlas-pattern-${this.made}`, patternUnits: "userSpaceOnUse",
        });
        entry = { element, style, opacity, below, inDoubt };
        this.draw(entry);
        this.defs.appendChild(element);
      }
      this.known.delete(key); // moves it to the end: the front of the map is the oldest
      this.known.set(key, entry);
      return { fillColor: `url(#${entry.element.id})`, fillOpacity: 1 };
    }

    // Whole pixels, no rotation: otherwise browsers draw hairlines between the tiles.
    tile(style, inDoubt) {
      if (inDoubt && style.pattern !== "none") return this.size * 2; // holds whole tiles of its own
      if (inDoubt) return Math.round(this.size * 1.3);
      return style.pattern === "fine" ? Math.round(this.size * 0.75) : this.size;
    }

    draw({ element, style, opacity, below, inDoubt }) {
      const size = this.tile(style, inDoubt);
      const ground = node("rect", { width: size, height: size, fill: below });
      const group = node("g", { opacity });
      group.append(ground, ...(inDoubt ? doubt(size) : marks(style, size)));
      element.setAttribute("width", size);
      element.setAttribute("height", size);
      element.replaceChildren(group);
    }

    /* Wider tiles on a closer view, within limits: 7 px on a phone's whole city, 14 close up. */
    rescale(zoom) {
      const pixelsPerKm = KM_AT_ZOOM_0 * Math.pow(2, zoom);
      const size = Math.round(Math.min(14, Math.max(7, 2 * Math.sqrt(pixelsPerKm))));
      if (size === this.size) return;
      this.size = size;
      this.known.forEach((entry) => this.draw(entry));
    }

    prune() {
      const old = Array.from(this.known.keys()).slice(0, Math.max(0, this.known.size - MAX_KEPT));
      old.forEach((key) => {
        this.known.get(key).element.remove();
        this.known.delete(key);
      });
    }
  }

  parts.Patterns = Patterns;
})((window.atlasParts = window.atlasParts || {}));
