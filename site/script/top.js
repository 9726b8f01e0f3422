// The top of every page: theme, menu with what was solved, share, and the copy for offline use.

import { late, tell } from "./arrival.js";
import { marked } from "./progress.js";
import { toggle } from "./theme-choice.js";

const byId = (id) => document.getElementById(id);

/** top wires the header up; address returns the link that Share copies. */
export function top(address = () => window.location.href) {
  marked();
  byId("theme").addEventListener("click", toggle);
  byId("share")?.addEventListener("click", async () => {
    const link = address();
    if (await copy(link)) return say("Link copied");
    window.history.replaceState(null, "", link);
    say("Copy the link from the address bar");
  });
  // A menu closes when something else is wanted.
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", ({ target }) => {
    for (const menu of menus) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of menus) {
      if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
}

/** offline keeps the site for the next visit without a network. */
export function offline() {
  if (!("serviceWorker" in navigator)) return;
  const wrong = (words) => tell("offline", words && late("file offline.js", words));
  const timer = setTimeout(() => wrong("has not arrived yet"), 2500);
  navigator.serviceWorker
    .register("offline.js")
    .then(
      ({ installing }) => {
        wrong("");
        installing?.addEventListener("statechange", () => wrong(installing.state === "redundant" ? "could not keep the page" : ""));
      },
      // Offline use is an extra: where it is forbidden, nothing else is lost.
      ({ name }) => wrong(name === "TypeError" ? "could not be loaded or is damaged" : ""),
    )
    .finally(() => clearTimeout(timer));
}

/** copy puts a text on the clipboard and reports whether that was allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

let timer = 0;

/** say shows a short word in the header. */
export function say(words) {
  byId("shared").textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => (byId("shared").textContent = ""), 3000);
}
