// Symbols: the figures of a scene in the text around it. A symbol of a formula,
// its entry in the list of figures and its part of the picture light up
// together, whichever of them is pointed at.

import { value } from "./figures.js";

/** long is true for a figure whose words are a sentence or a filled formula. */
const long = (figure) => figure.words.length > 16;

/** now writes figures below a formula: one line, or one for each filled formula, which names itself. */
const now = (figures) => {
  const lines = figures.some(({ words }) => words.includes("="));
  const said = figures.map((figure) => (figure.words.includes("=") ? figure.words : `${figure.sign}\u00a0=\u00a0${value(figure)}`));
  return said.join(lines ? "\n" : ",  ");
};

/** write puts a text with its subscripts into an element: λ_int with a small int. */
export function write(element, text) {
  element.replaceChildren(
    ...text.split(/_(\w+)/).map((part, i) => {
      if (i % 2 === 0) return part;
      const low = document.createElement("sub");
      low.textContent = part;
      return low;
    }),
  );
}

/** exact writes it to the last digit. */
const exact = (figure) => `${figure.sign}, ${figure.label}: ${figure.words || (figure.value ?? "none")}`;

/** symbols binds the text to a lesson. */
export function symbols(lesson) {
  const list = document.getElementById("figures");
  const items = new Map(); // symbol → button
  let pointed = "";

  // show marks every place of a symbol.
  const show = (symbol) => {
    for (const place of document.querySelectorAll(".lit")) place.classList.remove("lit");
    if (!symbol) return;
    for (const place of document.querySelectorAll(`[data-symbol="${CSS.escape(symbol)}"]`)) place.classList.add("lit");
  };
  const point = (symbol) => {
    if (symbol === pointed) return;
    pointed = symbol;
    lesson.light(symbol);
    show(symbol);
  };
  const rebuild = (figures) => {
    items.clear();
    list.replaceChildren(
      ...figures.map((figure) => {
        const item = document.getElementById("figure").content.firstElementChild.cloneNode(true);
        const [button] = item.children;
        button.dataset.symbol = figure.symbol;
        items.set(figure.symbol, button);
        return item;
      }),
    );
  };
  // The colour of a group changes with the partition.
  const paint = (element, { place }) => (place >= 0 ? (element.dataset.place = place) : delete element.dataset.place);
  lesson.listen(({ figures, lit }) => {
    const known = new Map(figures.map((figure) => [figure.symbol, figure]));
    if (list && [...items.keys()].join() !== [...known.keys()].join()) rebuild(figures);
    for (const figure of figures) {
      const item = items.get(figure.symbol);
      if (!item) continue;
      item.title = exact(figure);
      paint(item, figure);
      // What a figure is may change with the values: the distance of two runs of another method.
      write(item.querySelector("b"), figure.sign);
      write(item.querySelector("output"), value(figure));
      write(item.querySelector("span"), figure.label);
      item.parentElement.classList.toggle("long", long(figure));
    }
    for (const place of document.querySelectorAll("article [data-symbol]")) {
      const figure = known.get(place.dataset.symbol);
      if (!figure) continue;
      place.title = exact(figure);
      paint(place, figure);
    }
    for (const line of document.querySelectorAll("[data-values]")) {
      const names = [...new Set(line.dataset.values.split(" "))].filter((name) => known.has(name));
      write(line, now(names.map((name) => known.get(name))));
    }
    if (!pointed) show(lit);
  });

  const over = ({ target }) => point(target.closest?.("[data-symbol]")?.dataset.symbol ?? "");
  document.addEventListener("pointerover", over);
  list?.addEventListener("focusin", over);
  list?.addEventListener("focusout", () => point(""));
}
