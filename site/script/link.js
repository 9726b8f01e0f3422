// The link to the engine: commands out, events in (package demos/link).

// Said after each list of events: the engine posts the next one only then, so
// a page that is busy drawing is not buried in frames.
const taken = "taken";

/** events are what the engine may tell (link.Events). */
const events = [
  "ready", "opened", "frames", "playing", "done", "dropped", "stopped", "undone",
  "looking", "seen", "answer", "loaded", "saved", "error",
];

/**
 * whole completes a list of frames: one that is the "same" as the one of its
 * lane before it left out its summary (package demos/link, Frames).
 */
function whole(frames) {
  const last = new Map(); // by lane
  frames.forEach((frame, i) => {
    const lane = frame.lane ?? 0;
    if (frame.same) {
      const { same, ...own } = frame;
      const { digits, ...before } = last.get(lane);
      frames[i] = { ...before, ...own };
    }
    last.set(lane, frames[i]);
  });
}

/** Link owns the worker. */
export class Link {
  #worker;
  #last = 0;
  #pending = new Map(); // id → {resolve, reject}
  #listeners = [];
  #broken = null; // why the engine will not answer any more

  /**
   * script and program are addresses; report is called with the bytes of the
   * program received so far.
   */
  constructor(script, program, report) {
    this.#worker = new Worker(script);
    // The events of one turn come together, so a promise that one of them keeps
    // is seen to be kept after all of them were heard.
    this.#worker.onmessage = ({ data }) => {
      if (data.failed) return this.#break(data.failed);
      if (data.loaded) return report(data.loaded);
      data.forEach((text) => this.#take(text));
      this.#worker.postMessage(taken);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#break(`engine: ${event.message || "the worker could not be started"}`);
    };
    // An address in a worker is relative to the worker's script.
    this.#worker.postMessage({ program: new URL(program, document.baseURI).href });
  }

  /** listen calls listener(event, text) for every event, in order. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /**
   * ask sends a command and returns a promise of the event that answers it; an
   * error event rejects it, with the name of the field that is wrong if there
   * is one. Whoever shows the error where it belongs asks with own, and the
   * event says so to those who show it elsewhere.
   */
  ask(command, { own = false } = {}) {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, own });
      this.#worker.postMessage(JSON.stringify({ ...command, id }));
    });
  }

  /** file is ask with own, for a load or restore with its bytes, a Uint8Array that is given away. */
  file(verb, name, bytes) {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, own: true });
      this.#worker.postMessage({ file: { do: verb, name, bytes, id } }, [bytes.buffer]);
    });
  }

  #take(text) {
    const event = JSON.parse(text);
    if (!events.includes(event.is)) return this.#break(`engine: “${String(event.is).slice(0, 40)}” is none of ${events.join(", ")}`);
    if (event.frames) whole(event.frames);
    const waiting = this.#pending.get(event.id);
    if (event.is === "error") event.own = waiting?.own ?? false;
    for (const listener of this.#listeners) listener(event, text);
    if (!waiting) return;
    this.#pending.delete(event.id);
    // What names no field and is nobody's own has been shown by then.
    if (event.is === "error") waiting.reject(Object.assign(new Error(event.message), { field: event.field, shown: !event.field && !event.own }));
    else waiting.resolve(event);
  }

  // break gives the engine up: whoever waits for it, now or later, is told.
  #break(message) {
    this.#broken = new Error(message);
    this.#take(JSON.stringify({ is: "error", message }));
    for (const { reject } of this.#pending.values()) reject(this.#broken);
    this.#pending.clear();
  }
}
