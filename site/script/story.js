// The story of a lesson: the sections of the text that have a state of the picture. The
// section that crosses the reading line enters its state; so do arrows, dots, keys, links
// and messages, which scroll to the section where there is one to be seen.

import { write } from "./symbols.js";
import { value } from "./figures.js";
import { narrow } from "./tabs.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Where the reading line lies, as a part of the room for the text. */
const line = 0.55;

/** A scroll to a section is over when nothing has scrolled for so many milliseconds; what passes by until then is not entered. */
const quiet = 600;

/**
 * story binds the sections to a lesson. It returns slug(), that of the state in which to
 * open; named(), that of the address; hash(), the part of the address that says where the story is; go(slug); and
 * begin(), to be called when the lesson is open.
 */
export function story(lesson) {
  const sections = [...document.querySelectorAll("[data-state]")];
  const slugs = sections.map(({ id }) => id);
  const index = (slug) => (slug ? slugs.indexOf(slug) : slugs.length && 0);
  const stage = document.querySelector(".stage");
  let seen = 0; // the section in which the reading line was last
  let bound = -1; // the section to which the page scrolls by itself
  let timer = 0;

  // Sections can be scrolled past the picture where it stays.
  const told = () => sections.length > 0 && sections[0].checkVisibility() && getComputedStyle(stage).position === "sticky";
  const at = () => {
    const top = narrow.matches ? stage.getBoundingClientRect().bottom : 0;
    const y = top + line * (window.innerHeight - top);
    return Math.max(0, sections.findLastIndex((section) => section.getBoundingClientRect().top < y));
  };
  const free = () => (bound = -1);
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(free, quiet);
  };
  const enter = (i) => lesson.attempt({ do: "enter", state: slugs[i] });

  // place scrolls to a section: below the picture on a phone, else to the middle.
  const place = (i, behavior = "instant") => {
    seen = bound = i;
    wait();
    const { top, height } = sections[i].getBoundingClientRect();
    const covered = narrow.matches ? stage.offsetHeight : parseFloat(getComputedStyle(stage).top);
    const middle = narrow.matches ? covered + 8 : Math.max(covered, (window.innerHeight + covered - height) / 2);
    window.scrollTo({ top: i === 0 ? 0 : top + window.scrollY - middle, behavior });
  };
  const go = (i) => {
    enter(i);
    if (told()) place(i, still.matches ? "instant" : "smooth");
  };
  const follow = () => {
    if (!told()) return;
    const i = at();
    if (bound >= 0) {
      if (i === bound) free();
      else wait();
    } else if (i !== seen) {
      seen = i;
      enter(i);
    }
  };

  const dots = [...document.querySelectorAll(".states a")];
  const now = [...document.querySelectorAll("[data-now]")];
  const replay = document.getElementById("replay");
  let shown = "";
  lesson.listen(({ state, figures, big, buttons }) => {
    if (replay) replay.hidden = !buttons.replay;
    for (const output of now) {
      const figure = figures.find(({ symbol }) => symbol === output.dataset.now);
      write(output, figure ? `now ${value(figure)}` : "");
    }
    if (state === shown) return;
    shown = state;
    const i = index(state);
    dots.forEach((dot, k) => (dot.ariaCurrent = k === i ? "step" : null));
    document.querySelector(".place b").textContent = i + 1;
    document.getElementById("before").ariaDisabled = String(i === 0);
    document.getElementById("after").ariaDisabled = String(i === slugs.length - 1);
    const heading = sections[i].querySelector("h1, h2");
    document.getElementById("headline").replaceChildren(...heading.cloneNode(true).childNodes);
    document.getElementById("story").replaceChildren(heading.cloneNode(true), sections[i].querySelector("p:not(.kicker)").cloneNode(true));
    document.getElementById("voice").textContent = `${heading.textContent}. ${big}`;
  });

  const first = index(window.location.hash.slice(1));
  let moved = false; // the reader has scrolled, before the lesson was open
  for (const kind of ["wheel", "touchmove", "keydown"]) window.addEventListener(kind, () => (moved = true), { once: true, passive: true });
  let placed = slugs[first] ?? slugs[0] ?? ""; // the slug that the address says
  const named = () => slugs[index(window.location.hash.slice(1))] ?? lesson.state;
  if (first > 0 && told()) place(first);
  return {
    slug() {
      if (moved && told()) return slugs[at()];
      if (first > 0 && told()) place(first); // the browser has gone to the anchor itself, which may lie below the picture
      return slugs[first] ?? slugs[0] ?? "";
    },
    named,
    hash() {
      if (lesson.state === placed) return window.location.hash; // it may be that of a heading
      placed = lesson.state;
      return index(placed) > 0 ? `#${placed}` : "";
    },
    go(slug) {
      const i = index(slug);
      if (i < 0 || !slugs.length) lesson.ask({ do: "enter", state: slug }); // it says which there are
      else go(i);
    },
    begin() {
      if (!slugs.length) return;
      seen = at();
      const by = (step) => () => go(Math.min(Math.max(index(lesson.state) + step, 0), slugs.length - 1));
      document.getElementById("before").addEventListener("click", by(-1));
      document.getElementById("after").addEventListener("click", by(1));
      dots.forEach((dot, i) =>
        dot.addEventListener("click", (event) => {
          event.preventDefault();
          go(i);
        }),
      );
      window.addEventListener("scroll", follow, { passive: true });
      for (const kind of ["wheel", "touchmove"]) window.addEventListener(kind, free, { passive: true });
      window.addEventListener("resize", () => (seen = at()));
      window.addEventListener("hashchange", () => {
        const i = index(window.location.hash.slice(1));
        if (i >= 0) go(i);
      });
      // Another tab was shown, and the story is where the picture is.
      document.addEventListener("tab", () => told() && at() !== index(lesson.state) && place(index(lesson.state)));
    },
  };
}

/** calm tells a lesson whether the visitor asks for less motion, now and when that changes. */
export function calm(lesson) {
  lesson.motion(still.matches);
  still.addEventListener("change", () => lesson.motion(still.matches));
}
