// The run: what the engine trains now, and the buttons' verbs.

/** The pauses between steps at each speed, in milliseconds. */
const pauses = { fast: 0, slow: 100, slower: 500 };

/** The engine keeps so many marks (session.maxMarks). */
const mostMarks = 8;

/**
 * marked returns the steps that an undo of a lane goes back to, after a change or
 * an undo: of several changes at one step the engine keeps the first.
 */
function marked({ marks = [], frame } = {}, change) {
  if (!change) return marks.slice(0, -1);
  const step = frame?.step ?? 0;
  return marks.at(-1) === step ? marks : [...marks, step].slice(-mostMarks);
}

/** Run keeps the state, the last frame, and whether it is playing. */
export class Run {
  #link;
  #listeners = [];
  #pace = null; // the timer's promise while playing slowly

  state = {};
  frame = null;
  fresh = null; // the last frame that computed a summary
  playing = false;
  groups = []; // their names
  lane = 0; // which of the runs all of this is about
  lanes = []; // of each: {state, groups, frame, fresh, ended, marks}; marks are the steps that an undo goes back to
  straight = true; // nothing was changed since the start: the settings and the step say all

  /** rivals are the further lanes to open: what differs from the first. */
  constructor(link, state, rivals = []) {
    this.#link = link;
    this.state = state;
    this.rivals = rivals;
    link.listen((event) => this.#take(event));
  }

  /** listen calls listener(what) after a change: "state", "lanes", "frame" or "playing". */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** open starts a new run with the whole state. */
  open() {
    const { speed, ...state } = this.state;
    return this.#link.ask({ do: "open", state, lanes: this.rivals });
  }

  /** set changes some values; a change of the network starts the run anew. */
  async set(partial) {
    const { speed, ...state } = partial;
    if (speed !== undefined && !Object.hasOwn(pauses, speed)) throw new RangeError(`speed: “${speed}” is none of ${Object.keys(pauses).join(", ")}`);
    if (speed !== undefined && speed !== this.state.speed) {
      this.state = { ...this.state, speed };
      this.#tell("state");
      if (this.playing) {
        await this.pause();
        await this.play();
      }
    }
    if (Object.keys(state).length > 0) await this.#link.ask({ do: "set", state, lane: this.lane });
  }

  /** play trains until pause; the promise resolves when the engine has begun. */
  async play() {
    if (this.playing) return;
    if (pauses[this.state.speed]) this.#walk();
    else await this.#link.ask({ do: "play" });
  }

  /** pause resolves when the engine has stopped: no frame follows. */
  async pause() {
    if (this.#pace) {
      const pace = this.#pace;
      this.#pace = null;
      this.#play(false);
      await pace;
    } else {
      await this.#link.ask({ do: "pause" });
    }
  }

  /** step makes n steps; the promise resolves after the frame of the last. */
  async step(n = 1) {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`step: ${n} is not a number of steps`);
    if (this.playing) await this.pause();
    const goal = (this.frame?.step ?? 0) + n;
    const words = () => (n === 1 ? `Taking step ${goal}` : `Step ${(this.frame?.step ?? 0).toLocaleString("en")} of ${goal.toLocaleString("en")}`);
    const { message } = await this.#link.ask({ do: "step", n }, { words, stop: n === 1 ? null : () => this.pause().catch(() => {}) });
    if (message) throw new Error(message); // cut short by another command
    const { ended } = this.lanes[this.lane] ?? {};
    if (ended) throw new Error(ended); // the other lanes went on
  }

  /** reset goes back to step 0; without a seed to the same start. */
  async reset(seed = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`reset: ${seed} is not a seed`);
    if (this.playing) await this.pause();
    await this.#link.ask({ do: "reset", seed });
  }

  // walk plays at a pace for the eye: one step, a rest, the next.
  #walk() {
    const walk = async () => {
      while (this.#pace === pace) {
        await this.#link.ask({ do: "step", n: 1 });
        if (this.#pace !== pace) return;
        await new Promise((resolve) => setTimeout(resolve, pauses[this.state.speed]));
      }
    };
    const pace = Promise.resolve().then(walk);
    this.#pace = pace;
    this.#play(true);
    pace.catch(() => {
      // The error event has told the visitor; here only the walking ends.
      if (this.#pace === pace) this.#pace = null;
      this.#play(false);
    });
  }

  #play(playing) {
    if (this.playing === playing) return;
    this.playing = playing;
    this.#tell("playing");
  }

  #take(event) {
    switch (event.is) {
      case "opened":
      case "undone":
      case "done": {
        if (!event.state) return; // the end of some steps
        const lane = event.lane ?? 0;
        if (event.is === "opened" && lane === 0) this.straight = true;
        else if (this.frame?.step > 0) this.straight = false;
        if (event.is === "opened" && event.lanes) this.lanes.length = Math.min(this.lanes.length, event.lanes);
        // A change of settings leaves the frames; whatever begins anew has others.
        const kept = event.is === "done" ? this.lanes[lane] : {};
        const marks = event.is === "opened" ? [] : marked(this.lanes[lane], event.is === "done");
        this.lanes[lane] = { frame: kept?.frame ?? null, fresh: kept?.fresh ?? null, state: event.state, groups: event.groups, marks };
        if (this.lane >= (event.lanes ?? this.lanes.length)) this.lane = 0;
        if (lane === this.lane) this.#adopt();
        else this.#tell("lanes");
        break;
      }
      case "dropped":
        this.straight = false;
        this.lanes.splice(event.lane ?? 0, 1);
        if (this.lane > (event.lane ?? 0) || this.lane === this.lanes.length) this.lane--;
        this.#adopt();
        break;
      case "stopped":
        if (this.lanes[event.lane ?? 0]) this.lanes[event.lane ?? 0].ended = event.message;
        break;
      case "looking":
        if ((event.lane ?? 0) === this.lane) break;
        this.lane = event.lane ?? 0;
        this.#adopt();
        this.#tell("frame");
        break;
      case "frames": {
        for (const frame of event.frames) {
          const lane = this.lanes[frame.lane ?? 0];
          if (!lane) continue;
          // A saved race begins in the middle.
          if (frame.step > (lane.frame?.step ?? -1) + 1) this.straight = false;
          lane.frame = frame;
          if (frame.fresh) lane.fresh = frame;
        }
        const { frame, fresh } = this.lanes[this.lane] ?? {};
        if (frame === this.frame) break; // of other lanes
        this.frame = frame;
        this.fresh = fresh;
        this.#tell("frame");
        break;
      }
      case "playing":
        this.#play(event.playing === true);
        break;
    }
  }

  // adopt takes over what is known of the chosen lane.
  #adopt() {
    const { state, groups, frame, fresh } = this.lanes[this.lane];
    this.frame = frame;
    this.fresh = fresh;
    this.groups = groups;
    this.state = { ...this.state, ...state };
    this.#tell("state");
    this.#tell("lanes");
  }

  #tell(what) {
    for (const listener of this.#listeners) listener(what);
  }
}
