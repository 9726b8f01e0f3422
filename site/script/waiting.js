// Waiting: what the page waits for, in words, once it takes longer than a moment.

/** A wait is shown after so many milliseconds, and its seconds are counted from then on. */
const soon = 300;
const long = 3000;

const byId = (id) => document.getElementById(id);
const waits = new Map(); // by key: {words, begun, stop}, in the order in which they began
let timer = 0;

/**
 * wait shows that something is waited for, until done(key). words is a sentence
 * without its stop, or a function that returns it as it is now; stop, if it can be
 * stopped, is what the button does; after, how long it is not worth a word.
 */
export function wait(key, words, stop = null, after = soon) {
  waits.delete(key);
  waits.set(key, { words, stop, after, begun: performance.now() });
  timer ||= setInterval(show, 100);
}

/** done ends the wait. */
export function done(key) {
  if (waits.delete(key) && waits.size === 0) show();
}

function show() {
  const box = byId("waiting");
  const now = performance.now();
  // While the programs load, their own bar is shown.
  // An engine that is away is what all the others wait for.
  const all = [waits.get("away"), ...waits.values()];
  const shown = byId("loading").hidden ? all.find((one) => one && now - one.begun > one.after) : null;
  if (waits.size === 0) {
    clearInterval(timer);
    timer = 0;
  }
  box.hidden = !shown;
  if (!shown) return;
  const words = typeof shown.words === "function" ? shown.words() : shown.words;
  const seconds = now - shown.begun > long ? ` (${Math.round((now - shown.begun) / 1000)} s)` : "";
  box.querySelector("p").textContent = `${words}${seconds} …`;
  const button = box.querySelector("button");
  button.hidden = !shown.stop;
  button.onclick = shown.stop;
}
