// The run: what its client knows (package demos/client, beside the engine in the
// worker), and the wishes of the visitor.

import { texts } from "./controls.js";
import { Link } from "./link.js";

/** Run asks the client for the visitor. */
export class Run extends Link {
  #rest = 0; // the timer of a slow walk
  buttons = { play: true, step: true, restart: true, reset: true, seed: true }; // that can be pressed, once a race is open

  constructor(...args) {
    super(...args);
    this.listen(() => {
      const { rest } = this.client;
      if (rest)
        this.#rest ||= setTimeout(() => {
          this.#rest = 0;
          this.attempt({ do: "tick" });
        }, rest);
    });
  }

  get playing() {
    return this.client.playing;
  }

  /** lane is the chosen one's number. */
  get lane() {
    return this.client.look.lane;
  }

  /** state is every value by name. */
  get state() {
    return { ...this.client.lanes[this.lane]?.state, speed: this.client.speed };
  }

  /** ask makes a wish about the chosen lane, unless it names another. */
  ask(wish, options) {
    return this.wish({ lane: this.lane, ...wish }, options);
  }

  /** attempt asks for a button; an error is shown by the client's notice. */
  attempt({ do: button }) {
    this.ask({ do: { restart: "reset", reset: "reopen" }[button] ?? button }, button === "step" ? this.#way() : {}).catch(() => {});
  }

  /** set changes some values; a change of the network starts the run anew. */
  set(values) {
    return this.ask({ do: "set", state: texts(values) });
  }

  /** step makes n steps; the promise resolves after the frame of the last. */
  async step(n = 1) {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`step: ${n} is not a number of steps`);
    await this.ask({ do: "step", n }, this.#way(n > 1));
  }

  /** visit opens what an address says; lanes are the further ones that the page opens by itself. */
  visit(pairs, lanes) {
    return this.ask({ do: "visit", state: pairs, lanes }, this.#way(true));
  }

  // way returns the words about the progress of steps, and how they are stopped.
  #way(many = false) {
    return { words: (usual) => this.client.progress || usual, stop: many ? () => this.attempt({ do: "pause" }) : null };
  }
}
