// Progress: which exercises this visitor has solved. It is kept on this machine
// and nowhere else, and nothing depends on it.

const key = "progress";

/** solved returns the slugs of the lessons whose exercise was solved. */
export function solved() {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]").filter((slug) => typeof slug === "string"));
  } catch {
    return new Set(); // storage may be forbidden, or hold what is not ours
  }
}

function keep(slugs) {
  try {
    localStorage.setItem(key, JSON.stringify([...slugs]));
  } catch {
    // It lasts as long as the page.
  }
  marked(slugs);
}

/** solve adds a lesson. */
export function solve(slug) {
  keep(solved().add(slug));
}

/** forget begins anew. */
export function forget() {
  keep(new Set());
}

/** text is the progress as a file. */
export const text = () => JSON.stringify({ playground: "progress", version: 1, solved: [...solved()] }, null, 1);

/** read adds what the content of a file holds, for the lessons there are; it throws a sentence. */
export function read(content, lessons) {
  if (content.version !== 1 || !Array.isArray(content.solved)) throw new Error("This file is not a progress file of this playground.");
  keep(new Set([...solved(), ...content.solved.filter((slug) => lessons.includes(slug))]));
}

/** marked marks the lessons in menus and lists. */
export function marked(slugs = solved()) {
  for (const item of document.querySelectorAll("[data-lesson]")) {
    const done = slugs.has(item.dataset.lesson);
    item.classList.toggle("done", done);
    const link = item.querySelector("a");
    if (done) link.setAttribute("aria-description", "solved");
    else link.removeAttribute("aria-description");
  }
}
