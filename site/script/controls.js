// The controls of the scene: HTML form elements ↔ a state whose keys are the
// controls' names. What a control allows is declared by the scene
// (demos.Control) and is the same for typing, links and scripts.

import { told } from "./notice.js";
import { reveal } from "./tabs.js";

/** texts returns values the way the client reads them. */
export const texts = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** Controls owns the form elements in root; of each control only its name is needed, and what a slider has. */
export class Controls {
  #fields = new Map(); // name → {control, input, slide, complaint}

  /** changed is called with {name: text} whenever the visitor changes one. */
  constructor(root, controls, changed = () => {}) {
    for (const control of controls) {
      const box = root.querySelector(`[data-control="${CSS.escape(control.name)}"]`);
      const field = {
        control,
        input: box.querySelector("[data-value]"),
        slide: box.querySelector("[data-slide]"),
        complaint: box.querySelector("[data-complaint]"),
      };
      this.#fields.set(control.name, field);
      const take = () => {
        this.complain(control.name, "");
        changed({ [control.name]: text(field) });
      };
      field.input.addEventListener("change", take);
      field.slide?.addEventListener("input", () => {
        field.input.value = String(slideValue(control, field.slide.valueAsNumber));
        take();
      });
    }
  }

  /** values returns the text of every control by its name. */
  values() {
    return Object.fromEntries([...this.#fields].map(([name, field]) => [name, text(field)]));
  }

  /** write shows the values of state; names without a control are left out. */
  write(state) {
    for (const [name, value] of Object.entries(state)) {
      const field = this.#fields.get(name);
      if (!field) continue;
      // Whoever is typing right now is not interrupted.
      if (field.input.type === "checkbox") field.input.checked = value === true;
      else if (field.input !== document.activeElement) field.input.value = String(value);
      if (field.slide && field.slide !== document.activeElement) {
        field.slide.value = String(place(field.control, value));
        field.slide.setAttribute("aria-valuetext", String(value));
      }
      this.complain(name, "");
    }
  }

  /** complain shows a sentence at a control; "" takes it back. */
  complain(name, sentence) {
    const field = this.#fields.get(name);
    if (!field) return false;
    field.complaint.textContent = sentence;
    field.input.setAttribute("aria-invalid", sentence ? "true" : "false");
    if (sentence) reveal(field.complaint);
    return true;
  }

  /** refuse shows an error at the control that it names, or the first of values; else in a notice. */
  refuse(error, values) {
    const [first] = Object.keys(values);
    this.complain(error.field ?? first, error.words ?? error.message) || told(error);
  }
}

const text = ({ input }) => (input.type === "checkbox" ? String(input.checked) : input.value);

/** place is the position of a slider's thumb for a value. */
function place(control, value) {
  return control.log ? Math.log10(Math.max(value, control.min)) : value;
}

/** slideValue is the value at a place of the thumb, rounded to the precision of a pointer. */
function slideValue(control, place) {
  const exact = control.log ? 10 ** place : place;
  const rounded = control.log ? Number(exact.toPrecision(2)) : Number(exact.toPrecision(12));
  return Math.min(Math.max(rounded, control.min ?? 0), control.max ?? 0);
}
