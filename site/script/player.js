// The player of a lesson: play, step, reset, a new seed and undo are changes of
// its values. Where steps have parts (a control "micro"), step and play go by
// those, as the lesson says, and a button goes to the end of the step.

/** The pauses between steps at each speed, in milliseconds. */
const pauses = { fast: 60, slow: 250, slower: 800 };

/** Changes that follow each other within this time are taken back together. */
const together = 600;

export class Player {
  #lesson;
  #steps; // the control "step", if there is one
  #parts; // the control "micro", if there is one
  #seeds;
  #timer = 0;
  #past = [];
  #last = -Infinity;
  #grip; // the hold of the pointer in which the last change came
  #attempt = () => {};

  #speed = "fast";
  opening = {}; // the values that the address opened, and the speed

  constructor(lesson, controls) {
    this.#lesson = lesson;
    this.#steps = controls.find(({ name }) => name === "step");
    this.#parts = controls.find(({ name }) => name === "micro");
    this.#seeds = controls.find(({ name }) => name === "seed");
    if (this.#parts) this.speed = "slow"; // a part of a step is to be read
  }

  get speed() {
    return this.#speed;
  }

  set speed(speed) {
    if (!Object.hasOwn(pauses, speed)) throw new RangeError(`speed: “${speed}” is none of ${Object.keys(pauses).join(", ")}`);
    this.#speed = speed;
  }

  /** wire binds the buttons and keys. */
  wire(attempt) {
    this.#attempt = attempt;
    const acts = {
      play: () => (this.#timer ? this.pause() : this.play()),
      step: () => this.step(1),
      whole: () => this.whole(),
      restart: () => this.restart(),
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
      const name = { " ": "play", k: "play", s: "step", i: "whole", b: "restart", r: "reset", n: "seed", u: "undo" }[event.key.toLowerCase()];
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

  /** #next is what one step more sets, null at the end. */
  get #next() {
    if (this.#parts) return this.#lesson.next;
    return this.#step < this.#steps.max ? { step: this.#step + 1 } : null;
  }

  /** #place is where the run is, to be compared. */
  get #place() {
    return `${this.#step} ${this.#lesson.state.micro ?? ""}`;
  }

  /** #start is where a run begins. */
  get #start() {
    return this.#parts ? { step: 0, micro: 0 } : { step: 0 };
  }

  /** play steps on and on, to the last step there is; at the end it begins again. */
  play() {
    if (!this.#steps || this.#timer) return;
    if (!this.#next) this.#attempt(this.#start);
    const walk = () => {
      const before = this.#place;
      if (this.#next) this.#attempt(this.#next);
      // What cannot go on (a refusal, the last step) ends.
      this.#timer = this.#place !== before && this.#next ? setTimeout(walk, pauses[this.speed]) : 0;
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
    if (!this.#parts) {
      this.#attempt({ step: Math.min(this.#step + n, this.#steps.max) });
      return;
    }
    for (let k = 0; k < n && this.#next; k++) this.#attempt(this.#next);
  }

  /** whole goes to the end of the step, or of the next one from there. */
  whole() {
    if (!this.#parts) throw new RangeError("whole: the steps of this lesson have no parts");
    this.pause();
    const end = this.#parts.max;
    const here = Number(this.#lesson.state.micro) < end;
    if (here || this.#next) this.#attempt({ step: this.#step + (here ? 0 : 1), micro: end });
  }

  /** restart goes back to step 0 and leaves everything else. */
  restart() {
    if (!this.#steps) throw new RangeError("restart: this lesson has no steps");
    this.pause();
    this.#attempt(this.#start);
  }

  /** reset goes back to the state that the address opened; with a seed to step 0 of that seed. */
  reset(seed) {
    this.pause();
    if (seed === undefined) return this.#attempt({ ...this.opening });
    if (!this.#seeds) throw new RangeError("reset: this lesson has no seed");
    this.#attempt({ ...(this.#steps ? this.#start : {}), seed });
  }

  /**
   * remember keeps the values before a change; grip tells one hold of the
   * pointer on the picture from another.
   */
  remember(values, grip) {
    const now = performance.now();
    const same = grip === undefined ? now - this.#last < together : grip === this.#grip;
    this.#last = now;
    this.#grip = grip;
    if (this.#timer || same) return; // the steps of a play and the places of a drag are one change
    this.#past.push(values);
    if (this.#past.length > 200) this.#past.shift();
  }

  /** undo goes back to the values before the last change. */
  undo() {
    this.pause();
    const before = this.#past.pop();
    if (!before) return;
    this.#last = -Infinity;
    this.#grip = undefined;
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
    if (this.#steps) {
      const part = this.#parts ? `, micro-step ${this.#lesson.state.micro ?? 0} of ${this.#parts.max}` : "";
      line.textContent = `${this.#parts ? "iteration" : "step"} ${this.#step} of ${this.#steps.max}${part}`;
    }
    const play = document.getElementById("play");
    if (!play) return;
    const [sign, verb] = play.querySelectorAll("span");
    sign.textContent = this.#timer ? "❚❚" : "▷";
    verb.textContent = this.#timer ? "Pause" : "Play";
  }
}
