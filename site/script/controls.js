// The controls of the scene: HTML form elements ↔ a state whose keys are the
// controls' names. What a control allows is declared by the scene
// (demos.Control) and is the same for typing, links and scripts.

/** text returns a value the way the link holds it. */
export const text = (value) => String(value);

/**
 * decimal reads a number, with a point or a comma before its decimals; NaN for
 * anything else. A comma with three digits behind it may also mean thousands.
 */
function decimal(source) {
  const plain = source.replace("−", "-");
  if (!/^[-+]?(\d+[.,]?\d*|[.,]\d+)(e[-+]?\d+)?$/i.test(plain) || /^[-+]?[1-9]\d{0,2},\d{3}$/.test(plain)) return NaN;
  return Number(plain.replace(",", "."));
}

/**
 * parse reads a value from text as the control declares it; undefined if it is
 * not one of the control's values.
 */
export function parse(control, source) {
  const value = source.trim();
  switch (control.kind) {
    case "slider":
    case "number": {
      const number = decimal(value);
      const low = control.min ?? 0;
      const high = control.max ?? 0;
      if (!(number >= low && number <= high)) return undefined;
      if (control.kind === "number" && !Number.isSafeInteger(number)) return undefined;
      return number;
    }
    case "choice": // a name, letter by letter
      return control.options.some((option) => option.value === source) ? source : undefined;
    case "toggle":
      return source === "true" ? true : source === "false" ? false : undefined;
    case "text":
      if (value.length > 4000) return undefined; // a partition that names every tensor of a deep network fits
      if (control.pattern && !new RegExp(`^(?:${control.pattern})$`, "u").test(value)) return undefined;
      return value;
    default:
      throw new Error(`no control is of the kind “${control.kind}”`);
  }
}

/** allowed says in words which values a control takes. */
export function allowed(control) {
  switch (control.kind) {
    case "slider":
      return `a number from ${control.min ?? 0} to ${control.max ?? 0}`;
    case "number":
      return `a whole number from ${control.min ?? 0} to ${control.max ?? 0}`;
    case "choice":
      return `one of ${control.options.map((option) => option.value).join(", ")}`;
    case "toggle":
      return "true or false";
    case "text":
      return control.options ? `${control.options.map((option) => option.value).join(", or ")}` : lower(control.help);
    default:
      throw new Error(`no control is of the kind “${control.kind}”`);
  }
}

const lower = (sentence) => sentence[0].toLowerCase() + sentence.slice(1).replace(/\.$/, "");

/**
 * checked reads values given by name as their controls do; what no control
 * takes is an error that says what it takes.
 */
export function checked(controls, partial) {
  const state = {};
  for (const [name, value] of Object.entries(partial)) {
    const control = controls.find((control) => control.name === name);
    if (!control) throw new RangeError(`set: there is no “${name}”`);
    state[name] = parse(control, text(value));
    if (state[name] === undefined) throw new RangeError(`set: “${name}” takes ${allowed(control)}, not ${value}`);
  }
  return state;
}

/** Controls owns the form elements in root. */
export class Controls {
  #fields = new Map(); // name → {control, input, slide, output}

  /** changed is called with {name: text} whenever the visitor changes one. */
  constructor(root, controls, changed) {
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
        changed({ [control.name]: control.kind === "toggle" ? text(field.input.checked) : field.input.value });
      };
      field.input.addEventListener("change", take);
      field.slide?.addEventListener("input", () => {
        field.input.value = text(slideValue(control, field.slide.valueAsNumber));
        take();
      });
    }
  }

  /** write shows the values of state; names without a control are left out. */
  write(state) {
    for (const [name, value] of Object.entries(state)) {
      const field = this.#fields.get(name);
      if (!field) continue;
      // Whoever is typing right now is not interrupted.
      if (field.input !== document.activeElement || field.input.type === "checkbox") {
        if (field.control.kind === "toggle") field.input.checked = value === true;
        else field.input.value = text(value);
      }
      if (field.slide !== document.activeElement) this.#slideTo(field, value);
      this.complain(name, "");
    }
  }

  /** complain shows a sentence at a control; "" takes it back. */
  complain(name, sentence) {
    const field = this.#fields.get(name);
    if (!field) return false;
    field.complaint.textContent = sentence;
    field.input.setAttribute("aria-invalid", sentence ? "true" : "false");
    return true;
  }

  #slideTo(field, value) {
    if (!field.slide) return;
    field.slide.value = text(place(field.control, value));
    field.slide.setAttribute("aria-valuetext", text(value));
  }
}

/** TypedControls are Controls whose values are called by what they are: numbers, texts, truth values. */
export class TypedControls extends Controls {
  constructor(root, controls, changed) {
    super(root, controls, (change) => {
      const [[name, source]] = Object.entries(change);
      const control = controls.find((control) => control.name === name);
      const value = parse(control, source);
      if (value === undefined) this.complain(name, `Takes ${allowed(control)}.`);
      else changed({ [name]: value });
    });
  }
}

/** place is where the thumb of a slider stands for a value. */
function place(control, value) {
  return control.log ? Math.log10(Math.max(value, control.min)) : value;
}

/** slideValue is the value at a place of the thumb, rounded to what a hand can aim at. */
function slideValue(control, place) {
  const exact = control.log ? 10 ** place : place;
  const rounded = control.log ? Number(exact.toPrecision(2)) : Number(exact.toPrecision(12));
  return Math.min(Math.max(rounded, control.min ?? 0), control.max ?? 0);
}
