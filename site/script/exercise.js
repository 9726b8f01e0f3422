// The exercise of a lesson: has the scene judge, shows the hint or the reason, and
// remembers what was solved.

import { Controls } from "./controls.js";
import { solve, solved } from "./progress.js";

/** exercise wires the box up; slug is the lesson's. */
export function exercise(lesson, slug) {
  const box = document.getElementById("exercise");
  if (!box) return;
  const names = [...box.querySelectorAll("[data-control]")].map((field) => field.dataset.control);
  const answer = new Controls(box, names.map((name) => ({ name })));
  const verdict = document.getElementById("verdict");
  const mark = () => (document.getElementById("solved").hidden = !solved().has(slug));

  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    names.forEach((name) => answer.complain(name, ""));
    try {
      const { right, words } = lesson.check(answer.values());
      verdict.textContent = words;
      verdict.className = right ? "right" : "wrong";
      if (right) solve(slug);
      mark();
    } catch (error) {
      answer.complain(error.field, error.words);
      verdict.textContent = error.field ? "" : error.message;
    }
  });
  document.getElementById("check").disabled = false;
  mark();
}
