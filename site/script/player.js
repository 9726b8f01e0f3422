// The player of a lesson: play, step, reset, a new seed and undo are changes of
// its values.

/** The pauses between steps at each speed, in milliseconds. */
const pauses = { fast: 60, slow: 250, slower: 800 };

/** Changes that follow each other within this time are taken back together. */
const together = 600;

export class Player {
  #lesson;
  #steps; // the control "step", if there is one
  #seeds;
  #timer = 0;
  #past = [];
  #last = -Infinity;
  #attempt = () => {};

  speed = "fast";
  opening = {}; // the values at first

  constructor(lesson, controls) {
    this.#lesson = lesson;
    this.#steps = controls.find(({ name }) => name === "step");
    this.#seeds = controls.find(({ name }) => name === "seed");
  }

  /** wire binds the buttons and keys. */
  wire(attempt) {
    this.#attempt = attempt;
    const acts = {
      play: () => (this.#timer ? this.pause() : this.play()),
      step: () => this.step(1),
      reset: () => this.reset(),
      seed: () => this.reset(1 + (crypto.getRandomValues(new Uint32Array(1))[0] % this.#seeds.max)),
      undo: () => this.undo(),
    };
    for (const [name, act] of Object.entries(acts)) {
      const button = document.getElementById(name);
      if (!button) continue;
      button.disabled = false;
      button.addEventListener("click", act);
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      // Where a key means something already it keeps that meaning.
      const at = event.target instanceof Element ? event.target : document.body;
      if (at.closest("input, select, textarea, [popover]")) return;
      if (event.key === " " && at.closest("button, summary, a")) return;
      const name = { " ": "play", k: "play", s: "step", r: "reset", n: "seed", u: "undo" }[event.key.toLowerCase()];
      if (!name || !document.getElementById(name)) return;
      event.preventDefault();
      document.getElementById(name).click();
    });
    this.#show();
    this.#lesson.listen(() => this.#show());
  }

  get #step() {
    return Number(this.#lesson.state.step ?? 0);
  }

  /** play steps on and on, to the last step there is; at the end it begins again. */
  play() {
    if (!this.#steps || this.#timer) return;
    if (this.#step >= this.#steps.max) this.#attempt({ step: 0 });
    const walk = () => {
      const before = this.#step;
      this.#attempt({ step: Math.min(before + 1, this.#steps.max) });
      // What cannot go on (a refusal, the last step) ends.
      this.#timer = this.#step > before && this.#step < this.#steps.max ? setTimeout(walk, pauses[this.speed]) : 0;
      this.#show();
    };
    this.#timer = setTimeout(walk, 0);
    this.#show();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#show();
  }

  /** step goes n steps on. */
  step(n) {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`step: ${n} is not a number of steps`);
    if (!this.#steps) throw new RangeError("step: this lesson has no steps");
    this.pause();
    this.#attempt({ step: Math.min(this.#step + n, this.#steps.max) });
  }

  /** reset goes back to step 0, or to that of another seed; without steps, to the opening state. */
  reset(seed) {
    this.pause();
    if (seed !== undefined && !this.#seeds) throw new RangeError("reset: this lesson has no seed");
    if (this.#steps) this.#attempt({ step: 0, ...(seed === undefined ? {} : { seed }) });
    else this.#attempt(seed === undefined ? { ...this.opening } : { seed });
  }

  /** remember keeps the values before a change. */
  remember(values) {
    const now = performance.now();
    if (this.#timer || now - this.#last < together) {
      this.#last = now;
      return; // the steps of a play and the places of a drag are one change
    }
    this.#last = now;
    this.#past.push(values);
    if (this.#past.length > 200) this.#past.shift();
  }

  /** undo goes back to the values before the last change. */
  undo() {
    this.pause();
    const before = this.#past.pop();
    if (!before) return;
    this.#last = -Infinity;
    const kept = this.#past.length;
    this.#attempt(before);
    this.#past.length = kept; // going back is no change to take back
    this.#last = -Infinity;
    this.#show();
  }

  #show() {
    const button = document.getElementById("undo");
    if (button) button.disabled = this.#past.length === 0;
    const line = document.getElementById("status");
    if (this.#steps) line.textContent = `step ${this.#step} of ${this.#steps.max}`;
    const play = document.getElementById("play");
    if (!play) return;
    const [sign, verb] = play.querySelectorAll("span");
    sign.textContent = this.#timer ? "❚❚" : "▷";
    verb.textContent = this.#timer ? "Pause" : "Play";
  }
}
