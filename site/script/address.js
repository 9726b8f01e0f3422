// The address: names and values (package demos/client, Pair) as a query, and back; and the
// links of the text that only name values.

/** pairs reads a query: its names and values. */
export const pairs = (search) => [...new URLSearchParams(search)];

/** search writes names and values as a query; "" for none. */
export function search(pairs) {
  // Commas, colons and slashes are harmless in a query and easier to read.
  const query = new URLSearchParams(pairs).toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return query && `?${query}`;
}

/** put writes a query and a hash into the address. */
export function put(query, hash = window.location.hash) {
  if (query + hash !== window.location.search + window.location.hash) window.history.replaceState(null, "", window.location.pathname + query + hash);
}

/** framed appends the present address's options of a frame to a query. */
export function framed(query) {
  const kept = new URLSearchParams(window.location.search);
  const extra = ["embed", "hide", "show"].filter((name) => kept.has(name)).map((name) => `${name}=${encodeURIComponent(kept.get(name))}`);
  return extra.length ? [query || "?v=1", ...extra].join("&") : query;
}

/**
 * follow calls set with the query of such a link, so that a reader need not find the
 * control; one that it throws at is a link like any other.
 */
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
