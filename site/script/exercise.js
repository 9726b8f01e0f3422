// The exercise of a lesson: asks the scene to judge, shows the hint or the
// reason, and remembers what was solved.

import { allowed, parse, text } from "./controls.js";
import { marked, solve, solved } from "./progress.js";

/** exercise wires the box up; slug is the lesson's. */
export function exercise(lesson, slug, questions) {
  const box = document.getElementById("exercise");
  if (!box) return;
  const form = box.querySelector("form");
  const verdict = document.getElementById("verdict");
  const field = (name) => form.querySelector(`[data-control="${CSS.escape(name)}"]`);
  const complain = (name, words) => {
    const at = field(name);
    if (!at) return;
    at.querySelector("[data-complaint]").textContent = words;
    at.querySelector("[data-value]").setAttribute("aria-invalid", words ? "true" : "false");
  };
  const mark = () => (document.getElementById("solved").hidden = !solved().has(slug));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = {};
    let ready = true;
    for (const question of questions) {
      const input = field(question.name).querySelector("[data-value]");
      const source = input.type === "checkbox" ? text(input.checked) : input.value;
      const value = parse(question, source);
      complain(question.name, value === undefined ? `Takes ${allowed(question)}.` : "");
      if (value === undefined) ready = false;
      else answer[question.name] = text(value);
    }
    if (!ready) {
      verdict.textContent = "";
      return;
    }
    try {
      const { right, words } = lesson.check(answer);
      verdict.textContent = words;
      verdict.className = right ? "right" : "wrong";
      if (right) solve(slug);
      mark();
    } catch (error) {
      if (error.field) complain(error.field, error.message);
      else verdict.textContent = error.message;
    }
  });
  document.getElementById("check").disabled = false;
  mark();
  marked();
}
