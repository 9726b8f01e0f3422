// The exercise of a lesson: has the scene judge, shows the hint or the reason, and
// remembers what was solved.

import { marked, solve, solved } from "./progress.js";

/** exercise wires the box up; slug is the lesson's. */
export function exercise(lesson, slug) {
  const box = document.getElementById("exercise");
  if (!box) return;
  const fields = [...box.querySelectorAll("[data-control]")];
  const verdict = document.getElementById("verdict");
  const complain = (name, words) => {
    for (const field of fields) {
      const wrong = field.dataset.control === name;
      field.querySelector("[data-complaint]").textContent = wrong ? words : "";
      field.querySelector("[data-value]").setAttribute("aria-invalid", String(wrong));
    }
  };
  const mark = () => (document.getElementById("solved").hidden = !solved().has(slug));

  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = fields.map((field) => {
      const input = field.querySelector("[data-value]");
      return [field.dataset.control, input.type === "checkbox" ? String(input.checked) : input.value];
    });
    try {
      const { right, words } = lesson.check(Object.fromEntries(answer));
      complain();
      verdict.textContent = words;
      verdict.className = right ? "right" : "wrong";
      if (right) solve(slug);
      mark();
    } catch (error) {
      complain(error.field, error.words);
      verdict.textContent = error.field ? "" : error.message;
    }
  });
  document.getElementById("check").disabled = false;
  mark();
  marked();
}
