/* Pointer and keyboard: tooltip, selection, moving from ward to ward.
   The whole map is one tab stop: only the current ward has tabindex 0. */
(function (parts) {
  "use strict";

  const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const OFFSET = 14; // pixels between pointer and tooltip
  const LINES_READ = 2; // lines of a ward's text that a screen reader says with the title

  /* A box of plain text beside the pointer. textContent only: texts come from files. */
  class Tooltip {
    constructor() {
      this.box = document.createElement("div");
      this.box.className = "atlas-tooltip";
      this.box.setAttribute("aria-hidden", "true"); // the ward's label says the same
      this.box.hidden = true;
      document.body.appendChild(this.box);
    }

    show(text, x, y) {
      const items = [text.title].concat(text.lines).map((line, index) => {
        const item = document.createElement("div");
        item.className = index ? "" : "atlas-tooltip-title";
        item.textContent = line;
        return item;
      });
      this.box.replaceChildren(...items);
      this.box.hidden = false;
      this.move(x, y);
    }

    /* Right of and below the pointer, or on the other side where the frame ends. */
    move(x, y) {
      const { clientWidth, clientHeight } = document.documentElement;
      const { offsetWidth: w, offsetHeight: h } = this.box;
      const left = x + OFFSET + w > clientWidth - 4 ? x - OFFSET - w : x + OFFSET;
      const top = y + OFFSET + h > clientHeight - 4 ? y - OFFSET - h : y + OFFSET;
      this.box.style.left = `${Math.max(4, Math.min(left, clientWidth - w - 4))}px`;
      this.box.style.top = `${Math.max(4, Math.min(top, clientHeight - h - 4))}px`;
    }

    hide() {
      this.box.hidden = true;
    }
  }

  function wardOf(event) {
    const path = event.target instanceof Element && event.target.closest("path.atlas-ward");
    return path ? Number(path.dataset.ward) : null;
  }

  class Input {
    /* `host` offers layer(), texts(), value(number), choose(number) for a press on a ward,
       select(number | null), selected(), and precinct(number, x, y) with precinctWords(precinct)
       for maps with precincts. */
    constructor(map, pane, host, casings) {
      Object.assign(this, { map, pane, host, casings, current: null, hovered: null, told: null });
      this.precinct = null; // the one under the pointer
      this.tooltip = new Tooltip();
      pane.addEventListener("pointerover", (event) => this.onOver(event));
      pane.addEventListener("pointermove", (event) => this.onMove(event));
      pane.addEventListener("pointerout", () => this.leave());
      pane.addEventListener("click", (event) => this.onClick(event));
      pane.addEventListener("focusin", (event) => this.onFocus(event));
      pane.addEventListener("focusout", () => this.onBlur());
      document.addEventListener("keydown", (event) => this.onKey(event));
      map.on("zoomstart movestart", () => this.tooltip.hide());
    }

    /* Title and lines of a ward; the value of the indicator shown, if any, comes first. */
    text(number) {
      const found = (this.host.texts()[this.host.layer().vintage] || {})[number];
      const { title, lines } = found || { title: `Ward ${number}`, lines: [] };
      const value = this.host.value(number);
      const first = value === null ? [] : [value];
      return { title, lines: first.concat(lines), read: first.length + LINES_READ };
    }

    path(number) {
      return this.host.layer().wards.get(number).shape.getElement();
    }

    /* Names and roles, after a swap of ward maps or when the texts arrive. */
    describe() {
      this.host.layer().wards.forEach((ward, number) => {
        const { title, lines, read } = this.text(number);
        const path = ward.shape.getElement();
        path.dataset.ward = number;
        path.setAttribute("role", "button");
        path.setAttribute("aria-label", [title].concat(lines.slice(0, read)).join(". "));
      });
      this.refresh();
      if (this.told !== null && !this.tooltip.box.hidden) this.tell(...this.told);
    }

    /* Which ward is pressed, which one takes the tab key. */
    refresh() {
      const selected = this.host.selected();
      if (!this.hasFocus()) this.current = selected || this.current || 1;
      this.host.layer().wards.forEach((ward, number) => {
        const path = ward.shape.getElement();
        path.setAttribute("aria-pressed", String(number === selected));
        path.setAttribute("tabindex", number === this.current ? "0" : "-1");
      });
    }

    hasFocus() {
      return this.pane.contains(document.activeElement);
    }

    /* A new ward map lies under the pointer: forget the old ward, keep the keyboard's place. */
    swapped(hadFocus) {
      this.leave();
      this.describe();
      if (hadFocus) this.path(this.current).focus({ preventScroll: true });
    }

    onOver(event) {
      const number = wardOf(event);
      if (number === null || event.pointerType === "touch") return;
      this.hovered = number;
      this.precinct = this.host.precinct(number, event.clientX, event.clientY);
      this.casings.hover.around(this.precinct || this.host.layer().wards.get(number));
      this.tell(number, event.clientX, event.clientY);
    }

    onMove(event) {
      if (this.hovered === null || this.map.dragging.moving()) this.tooltip.hide();
      else if (this.tooltip.box.hidden || this.onOtherPrecinct(event)) this.onOver(event);
      else {
        this.told = [this.hovered, event.clientX, event.clientY];
        this.tooltip.move(event.clientX, event.clientY);
      }
    }

    onOtherPrecinct(event) {
      return this.host.precinct(this.hovered, event.clientX, event.clientY) !== this.precinct;
    }

    /* Show the tooltip of a ward; remembered, so that it follows a change of indicator. */
    tell(number, x, y) {
      this.told = [number, x, y];
      const text = this.text(number);
      const first = this.precinct && number === this.hovered
        ? [this.host.precinctWords(this.precinct)] : [];
      this.tooltip.show(Object.assign({}, text, { lines: first.concat(text.lines) }), x, y);
    }

    leave() {
      this.hovered = null;
      this.precinct = null;
      this.casings.hover.around(null);
      this.tooltip.hide();
    }

    onClick(event) {
      const number = wardOf(event);
      // The end of a drag is a click too; a click made by assistive software has no detail.
      if (number === null || (event.detail && this.map.dragging.moved())) return;
      this.choose(number);
    }

    choose(number) {
      this.current = number;
      this.host.choose(number);
    }

    onFocus(event) {
      const number = wardOf(event);
      if (number === null) return;
      this.current = number;
      this.refresh();
      if (!event.target.matches(":focus-visible")) return;
      this.casings.focus.around(this.host.layer().wards.get(number));
      this.reveal(number);
    }

    /* Bring the focused ward into view and say in the tooltip which one it is. */
    reveal(number) {
      const { label } = this.host.layer().wards.get(number);
      if (!this.map.getBounds().pad(-0.05).contains(label)) {
        this.map.panTo(label, { animate: false });
      }
      const { x, y } = this.map.latLngToContainerPoint(label);
      this.tell(number, x, y);
    }

    onBlur() {
      this.casings.focus.around(null);
      this.tooltip.hide();
    }

    onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") this.onEscape();
      else if (event.key === "+" || event.key === "=") this.map.zoomIn();
      else if (event.key === "-" || event.key === "_") this.map.zoomOut();
      else this.onWardKey(event);
    }

    onEscape() {
      this.tooltip.hide();
      if (this.host.selected() !== null) this.host.select(null);
    }

    onWardKey(event) {
      const number = wardOf(event);
      if (number === null) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (!event.repeat) this.choose(number);
      } else if (ARROWS.includes(event.key)) {
        event.preventDefault(); // the page must not scroll
        const next = parts.neighbor(this.host.layer(), number, event.key);
        if (next !== null) this.path(next).focus({ preventScroll: true });
      }
    }
  }

  parts.Input = Input;
})((window.atlasParts = window.atlasParts || {}));
