// Arrival: whether all files of a page have loaded, and a message about those that have
// not. It runs in the first script and in the page's own, so that each can report
// the other.

/** Files that have not loaded after so many milliseconds are named. */
const soon = 2400;

/** From then on the page is checked at this interval. */
const again = 500;

/** How a page works without a file that it can do without. */
const extras = {
  "file theme.js": "The page works without it, in the colours that the system prefers.",
  "file page.css": "Until then the page is shown without its style.",
  "file frame.css": "The picture may look odd.",
  "file offline.js": "The page works, but it is not kept for use without a network.",
};

/** arrived marks a script as run to its end. */
export function arrived(script) {
  if (script) script.dataset.arrived = "";
}

const nameOf = (address) => "file " + address.replace(/[?#].*/, "").replace(/^.*\//, "").replace(/\.[0-9a-f]{12}\./, ".");

// styled reports whether a style sheet has loaded; one that has not may exist, and be
// empty or unreadable.
function styled({ sheet }) {
  try {
    return sheet?.cssRules.length > 0;
  } catch {
    return false;
  }
}

// state returns "" for a file that has loaded, else what is wrong with it.
function state(element, { performance }) {
  if ("arrived" in element.dataset || styled(element)) return "";
  const [entry] = performance.getEntriesByName(element.src || element.href, "resource");
  if (!entry) return "has not arrived yet";
  if (entry.responseStatus >= 400) return `could not be loaded (${entry.responseStatus})`;
  if (entry.responseStatus === 0) return "could not be loaded";
  if (!element.src) return "is damaged";
  // A script may still wait for a style sheet.
  const [page] = performance.getEntriesByType("navigation");
  return page.domContentLoadedEventStart > 0 ? "cannot be run: it is damaged, or this browser does not understand it" : "";
}

// Fonts and images are asked for when they are needed, at any time: these were on their
// way when the page was checked the last time.
const awaited = new WeakSet();

// missing returns the files that a document lacks: a list of [name, what is wrong].
function missing(page) {
  const list = [];
  const slow = (what, name) => {
    if (awaited.has(what)) list.push([name, "has not arrived yet"]);
    awaited.add(what);
  };
  for (const element of page.querySelectorAll("script[src], link[rel=stylesheet]")) {
    const wrong = state(element, page.defaultView);
    if (!wrong) continue;
    list.push([nameOf(element.src || element.href), wrong]);
    // A style sheet that does not come holds up the picture and the scripts of the
    // page; one that a script adds does not.
    if (element.rel === "stylesheet" && !("late" in element.dataset)) {
      element.dataset.late = "";
      element.replaceWith(element.cloneNode());
    }
  }
  for (const image of page.images) {
    const { top, bottom } = image.getBoundingClientRect();
    // One that is out of sight may not have been asked for.
    if (!image.checkVisibility() || bottom < 0 || top > page.defaultView.innerHeight) continue;
    if (!image.complete) slow(image, nameOf(image.src));
    else if (image.naturalWidth === 0) list.push([nameOf(image.src), "could not be loaded or is damaged"]);
  }
  for (const font of page.fonts) {
    if (font.status === "error") list.push([`font ${font.family}`, "could not be loaded or is damaged"]);
    if (font.status === "loading") slow(font, `font ${font.family}`);
  }
  return list;
}

// inFrame does the same for the picture's frame.
function inFrame(frame) {
  if (!frame?.src) return [];
  const page = frame.contentDocument; // null for the browser's own page about an error
  if (page && (page.URL === "about:blank" || page.readyState === "loading")) return [["file frame.html", "has not arrived yet"]];
  return page?.querySelector("script[data-program]") ? missing(page) : [["file frame.html", "could not be loaded"]];
}

/**
 * tell shows a sentence about a subject (offline, files) at the top of the page; "" removes
 * it. Its only state is in the page, because two scripts call it.
 */
export function tell(subject, words) {
  const box = document.getElementById("arrival");
  const line = box.querySelector(`[data-subject="${subject}"]`);
  if (line.textContent !== words) line.textContent = words;
  box.hidden = box.textContent === "";
}

/** late is the sentence about a file: its name, and what is wrong. */
export const late = (name, wrong) => `The ${name} ${wrong}. ${without(name) ?? "Nothing can be moved or computed here without it."}`;

function without(name) {
  if (name.startsWith("font ")) return "Text and formulas may look odd.";
  return name.endsWith(".png") ? "Its words stand in its place." : extras[name];
}

/** noPicture removes the progress bar, which would never end, and leaves the stage empty. */
export function noPicture() {
  document.getElementById("loading")?.setAttribute("hidden", "");
  document.getElementById("empty")?.removeAttribute("hidden");
}

function look() {
  const list = [...missing(document), ...inFrame(document.getElementById("canvas"))];
  const words = [...new Map(list).entries()].map(([name, wrong]) => late(name, wrong));
  if (words.length) words.push("Reload the page to try again.");
  tell("files", words.join(" "));
  if (list.some(([name, wrong]) => !wrong.endsWith("yet") && !without(name))) noPicture();
}

/** begin is the end of a page's own script: it calls main where a server has sent the page. */
export function begin(main) {
  watchArrival();
  if (window.location.protocol !== "file:") main();
  arrived(document.currentScript);
}

/** watchArrival begins to watch, once for a page. */
export function watchArrival() {
  const { dataset } = document.documentElement;
  if ("watched" in dataset) return;
  dataset.watched = "";
  // The page has to be read, but its scripts need not have come.
  if (document.readyState === "loading") document.addEventListener("readystatechange", watch, { once: true });
  else watch();
}

function watch() {
  if (window.location.protocol !== "file:") {
    setTimeout(() => {
      look();
      setInterval(look, again);
    }, Math.max(0, soon - performance.now()));
  } else if (document.getElementById("canvas")) {
    noPicture();
    tell("files", "This page needs a server: a browser starts no program from a file. In the folder of the sources “make run” serves it; any other web server can serve the folder in which this page lies.");
  }
}
