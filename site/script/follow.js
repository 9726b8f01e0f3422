// Links of the text that only name values: they set them here, so that a reader
// need not find the control.

/** follow calls set with the query of such a link; one that it throws at is a link like any other. */
export function follow(set) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('article a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      set(link.getAttribute("href"));
    } catch {
      window.location.assign(link.href);
    }
  });
}
