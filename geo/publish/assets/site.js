// Narrows the list of wards and organizations while a reader types. Without this script the list is
// all there; nothing else of the site needs one.
(function () {
  "use strict";
  var finder = document.querySelector("[data-finder]");
  if (!finder) return;
  var box = finder.querySelector("input");
  var said = finder.querySelector("[role=status]");
  var items = Array.prototype.slice.call(finder.querySelectorAll("[data-words]"));

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  // "5" is ward 5 and not 15 or 2015: a number fits whole, a word from its beginning.
  function fits(words, wanted) {
    return words.some(function (word) {
      return /^\d+$/.test(wanted) ? word === wanted : word.indexOf(wanted) === 0;
    });
  }

  var known = items.map(function (item) {
    return plain(item.dataset.words).split(/[^a-z0-9]+/);
  });

  function narrow() {
    var wanted = plain(box.value).split(/[^a-z0-9]+/).filter(Boolean);
    var shown = 0;
    items.forEach(function (item, number) {
      var fit = wanted.every(function (word) { return fits(known[number], word); });
      item.hidden = !fit;
      if (fit) shown += 1;
    });
    if (wanted.length) all.open = true;
    said.textContent = wanted.length ? shown + " of " + items.length : "";
  }

  var all = finder.querySelector("details");
  finder.querySelector(".ask").hidden = false;
  box.addEventListener("input", narrow);
  narrow();
})();
