// Links of the text that only name values: they set them here, so that a reader
// need not find the control.

import { decode } from "./address.js";

/** follow calls set with the values of such a link. */
export function follow(controls, set) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('article a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { state, trouble } = decode(controls, link.getAttribute("href"));
    if (trouble) return; // then it is a link like any other
    event.preventDefault();
    set(state);
  });
}
