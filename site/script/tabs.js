// The tabs beside the picture: the text, the numbers, the controls. On a phone and in a
// frame of another site the last two are sheets below the text.

const side = document.querySelector(".side");
const tabs = [...document.querySelectorAll("[role=tab]")];
const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

/** narrow is a window in which the text lies below the picture. */
export const narrow = matchMedia("(max-width: 60rem)");

/** below reports whether the sheets lie below the text. */
const below = () => narrow.matches || document.documentElement.classList.contains("embedded");

const places = {}; // by the name of a tab: how far it was scrolled

/** choose shows the panel of that id; "" none. */
export function choose(name) {
  const before = side.dataset.tab;
  if (name === before) return;
  places[before] = window.scrollY;
  side.dataset.tab = name;
  for (const tab of tabs) tab.setAttribute("aria-selected", String(panel(tab).id === name));
  if (!below()) window.scrollTo({ top: places[name] ?? 0, behavior: "instant" });
  document.dispatchEvent(new Event("tab"));
}

/** reveal opens the tab in which an element lies. */
export function reveal(element) {
  const inside = element.closest("[role=tabpanel]");
  if (inside && !inside.checkVisibility()) choose(inside.id);
}

/** wireTabs wires the tabs up; one that has nothing to show goes. */
export function wireTabs() {
  for (const tab of tabs) tab.hidden = panel(tab).hidden || [...panel(tab).children].every((part) => part.matches("[hidden], template, h1"));
  const left = tabs.filter((tab) => !tab.hidden);
  const [text] = tabs;
  if (!left.some((tab) => panel(tab).id === side.dataset.tab)) choose(below() || left.length === 0 ? "" : panel(left[0]).id);
  else if (below()) choose(panel(text).id);
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      const open = below() && panel(tab).id === side.dataset.tab;
      choose(panel(open ? text : tab).id); // a sheet is closed by its button, too
      if (below() && !open) panel(tab).scrollIntoView({ block: "start", behavior: "instant" });
    });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (!step) return;
      event.preventDefault();
      const seen = left.filter((tab) => tab.checkVisibility());
      const at = seen.indexOf(tab) + step;
      const next = Number.isFinite(at) ? seen[(at + seen.length) % seen.length] : seen.at(at > 0 ? -1 : 0);
      next.focus();
      next.click();
    });
  }
  // A link to something in a panel opens it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    reveal(target);
    if (target.getAttribute("role") !== "tabpanel") return;
    event.preventDefault();
    target.scrollIntoView({ block: "start", behavior: "instant" });
    link.closest("details")?.removeAttribute("open");
  });
  const target = document.getElementById(window.location.hash.slice(1));
  if (target) reveal(target);
}
