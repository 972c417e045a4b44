/* The frame around the wards: its height, the fit of the city, wheel and touch manners, colors of
   the page, lake and land, and the optional street map. */
(function (parts) {
  "use strict";

  const MARGIN = 12; // pixels around the city
  const AROUND = 0.15; // of the part of the city the map is about, so that its surroundings show
  const WIDE = 640; // pixels; from here on the bar that steps through indicators fits beside the city
  const BAR = { narrow: 44, wide: 12 }; // pixels kept free for it above the city
  const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
  const COPYRIGHT = "https://www.openstreetmap.org/copyright";

  /* In proportion to the city, which is 1.2 times as high as wide. */
  function heightFor(width) {
    if (width < 500) return Math.round(width * 1.22);
    return Math.round(Math.min(760, Math.max(520, width * 1.15)));
  }

  function attribution() {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "atlas-attribution");
      const link = L.DomUtil.create("a", "", box);
      link.href = COPYRIGHT;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "© OpenStreetMap contributors";
      return box;
    };
    return control;
  }

  class Frame {
    constructor(map, withBar) {
      Object.assign(this, { map, withBar, city: null, moved: false, ours: false, width: 0 });
      Object.assign(this, { part: null, about: "" }); // what of the city the map is about
      this.armed = false;
      document.documentElement.classList.toggle("atlas-with-bar", withBar);
      map.setMaxZoom(16);
      map.on("movestart zoomstart", () => {
        if (!this.ours) this.moved = true;
      });
      this.setUpHeight();
      this.setUpWheel();
      this.setUpTouch();
      this.setUpButtons();
    }

    /* A change of view of our own making does not count as the reader's. */
    quietly(change) {
      this.ours = true;
      change();
      this.ours = false;
    }

    /* Known before the first state, so that nothing jumps when an indicator is chosen. */
    roomForBar(width) {
      if (!this.withBar) return 0;
      return width < WIDE ? BAR.narrow : BAR.wide;
    }

    height(width) {
      return heightFor(width) + this.roomForBar(width);
    }

    setUpHeight() {
      const streamlit = window.Streamlit;
      if (streamlit) {
        const send = streamlit.setFrameHeight;
        // Streamlit's wrapper asks for a fixed height at every change: answer with ours.
        streamlit.setFrameHeight = () => {
          const width = document.documentElement.clientWidth;
          if (!width || this.height(width) === this.told) return; // each costs the page a layout
          this.told = this.height(width);
          send.call(streamlit, this.told);
        };
      }
      new ResizeObserver(() => this.resize()).observe(document.documentElement);
      this.resize();
    }

    resize() {
      const width = document.documentElement.clientWidth;
      if (!width || width === this.width) return; // hidden, or only the height we set ourselves
      this.width = width;
      this.map.getContainer().style.height = `${this.height(width)}px`;
      if (window.Streamlit) window.Streamlit.setFrameHeight();
      this.quietly(() => this.map.invalidateSize({ animate: false }));
      if (!this.moved) this.fit();
    }

    fitTo(city) {
      if (this.city) return;
      this.city = city;
      if (!this.moved) this.fit();
      // After the fit: before it, Leaflet would start to glide the first view inside the limits.
      this.quietly(() => this.map.setMaxBounds(city.pad(0.2)));
    }

    /* Another race is about another part of the city: show it whole. `about` names the part, so
       that every other change keeps the reader's zoom; without bounds it is all of the city. */
    aim(about, bounds) {
      if (about === this.about) return;
      Object.assign(this, { about, part: bounds, moved: false });
      this.fit();
    }

    fit() {
      if (!this.city) return;
      const options = {
        paddingTopLeft: [MARGIN, MARGIN + this.roomForBar(this.width)],
        paddingBottomRight: [MARGIN, MARGIN],
        animate: false,
      };
      this.quietly(() => {
        this.map.setMinZoom(0); // the old limit must not hold back the new fit
        this.map.fitBounds(this.city, options);
        this.map.setMinZoom(this.map.getZoom() - 0.25);
        if (this.part) this.map.fitBounds(this.part.pad(AROUND), options);
      });
    }

    /* The wheel scrolls the page until the reader clicks the map, or holds ctrl. */
    setUpWheel() {
      const container = this.map.getContainer();
      const wheel = this.map.scrollWheelZoom;
      container.addEventListener("pointerdown", (event) => {
        this.armed = event.pointerType !== "touch";
      });
      document.documentElement.addEventListener("pointerleave", () => {
        this.armed = false;
      });
      container.addEventListener("wheel", (event) => {
        if (this.armed || event.ctrlKey || event.metaKey) wheel.enable();
        else wheel.disable();
      }, { capture: true, passive: true });
    }

    /* One finger scrolls the page (see touch-action in the stylesheet), two move the map. */
    setUpTouch() {
      const { dragging } = this.map;
      this.map.getContainer().addEventListener("pointerdown", (event) => {
        if (event.pointerType === "touch") dragging.disable();
        else dragging.enable();
      }, { capture: true });
    }

    /* The keys + and - do the same, so the wards stay the only tab stop. */
    setUpButtons() {
      const keys = { in: "+", out: "-" };
      Object.keys(keys).forEach((way) => {
        const button = this.map.getContainer().querySelector(`.leaflet-control-zoom-${way}`);
        button.tabIndex = -1;
        button.setAttribute("aria-keyshortcuts", keys[way]);
      });
    }

    theme(dark) {
      document.documentElement.classList.toggle("atlas-dark", dark);
    }

    basemap(on) {
      if (on && !this.tiles) {
        this.tiles = L.tileLayer(TILES, { className: "atlas-tiles", maxZoom: 19 });
        this.credit = attribution();
      }
      if (!this.tiles || on === this.map.hasLayer(this.tiles)) return;
      [this.tiles, this.credit].forEach((item) => (on ? item.addTo(this.map) : item.remove()));
    }

    /* Lake and neighboring land, below the wards; without them the map is still complete. */
    context(data, pane, renderer) {
      L.geoJSON(data, {
        pane,
        renderer,
        interactive: false,
        style: (feature) => ({
          className: feature.properties.kind === "lake" ? "atlas-lake" : "atlas-land",
          weight: 1,
          fillOpacity: 1,
        }),
      }).addTo(this.map);
    }

    font(address) {
      if (!address) return;
      const face = new FontFace("Atlas Sans", `url(${address})`, { weight: "200 900" });
      face.load().then((loaded) => document.fonts.add(loaded), () => null); // else system sans
    }

    complain(text) {
      this.note = this.note || document.body.appendChild(document.createElement("p"));
      this.note.className = "atlas-note";
      this.note.setAttribute("role", "alert");
      this.note.hidden = !text;
      this.note.textContent = text;
    }
  }

  parts.Frame = Frame;
})((window.atlasParts = window.atlasParts || {}));
