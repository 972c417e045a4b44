/* The map answers a control of the page before the server does. Every state brings along, in a few
   hundred bytes, what each one-step change of a control would show; when the reader presses that
   control, the map shows it at once, and the server's own answer, which follows with numbers,
   legend and table, finds it on the screen already. Where the page cannot be heard, or the control
   is not known, nothing is lost: the map waits for the server. */
(function (parts) {
  "use strict";

  const NAMED = /(?:^|\s)st-key-([a-z0-9_]+)(?:\s|$)/; // Streamlit's class for a control with a key

  const ANSWER_MS = 10000; // after that the map goes back to what the server last said

  /* The control and choice a click is about, in the words the server uses. Only clicks can be
     heard: Streamlit's controls change without a "change" event. */
  function pressed(target) {
    const label = target.closest && !target.closest("button") && target.closest("label");
    const named = label && NAMED.exec((label.closest("[class*='st-key-']") || label).className);
    const input = named && label.querySelector("input");
    if (!input || input.disabled) return null;
    return { control: named[1], choice: input.type === "radio" ? Number(input.value) : null };
  }

  class Ahead {
    constructor(draw) {
      Object.assign(this, { draw, state: null, timer: 0 });
      const hear = (event) => this.hear(event.target);
      try {
        const page = window.parent.document;
        page.addEventListener("click", hear, true);
        window.addEventListener("pagehide", () => page.removeEventListener("click", hear, true));
      } catch {
        this.state = null; // a page of another origin keeps its controls to itself
      }
    }

    /* A new state of the server: from now on its steps count. */
    receive(state) {
      clearTimeout(this.timer);
      this.state = state;
    }

    /* A switch has one step, to its other side; a list has one for every other choice. */
    hear(target) {
      const press = this.state && pressed(target);
      const found = press && this.state.ahead.find(({ control, choice }) =>
        control === press.control && (press.choice === null || choice === press.choice));
      if (!found) return;
      const answered = this.state;
      this.state = null; // a second press before the answer would start from an outdated state
      this.draw(Object.assign({}, answered, found.changes));
      this.timer = setTimeout(() => {
        this.receive(answered);
        this.draw(answered);
      }, ANSWER_MS);
    }
  }

  parts.Ahead = Ahead;
})((window.atlasParts = window.atlasParts || {}));
