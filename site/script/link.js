// The link to the worker, in which the engine and the client of the run are (packages
// engine/session and demos/client): wishes out, the client's state and the picture's
// events in. If the worker dies, another goes on from its last state.

import { heartbeat } from "./heartbeat.js";
import { intact, megabytes, request, wrong } from "./intact.js";
import { notice } from "./notice.js";
import { done, wait } from "./waiting.js";

/** After so many deaths in a row without progress the engine is not started again. */
const mostDeaths = 3;

/** What the page waits for, by the verb of the wish. */
const doing = {
  visit: "Opening the race",
  preset: "Opening the race",
  reopen: "Opening the race",
  again: "Going back to step 0",
  seed: "Going back to step 0",
  set: "Taking the new setting",
  add: "Opening one more lane",
  drop: "Dropping the lane",
  play: "Beginning to train",
  pause: "Waiting for the end of this step",
  step: "Taking steps",
  reset: "Going back to step 0",
  undo: "Going back to before the last change",
  stop: "Taking the rules",
  look: "Looking at the lane",
  ask: "Reading the image",
  save: "Writing the race to a file",
  load: "Reading the file",
  restore: "Opening the race",
};

/** Those that are answered within about a step; the others may read data or make a network. */
const prompt = ["drop", "play", "pause", "step", "stop", "look", "ask"];

/** An engine that has lived so long, in milliseconds, since it was started again is sound. */
const longLife = 60_000;

/** Opening anything built in takes fewer multiplications than this (session.maxEffort). */
const opening = 5e8;

/** Link owns the worker. */
export class Link {
  #script;
  #program; // {path, bytes}; compiled, when it has come
  #report;
  #worker;
  #heart;
  #last = 0;
  #pending = new Map(); // id → {message, do, resolve, reject}
  #listeners = [];
  #broken = null; // why the engine will not answer any more

  #ready = false; // it has answered once
  #away = true; // it has not answered yet, or died, and the next one is on its way to where it stood
  #deaths = 0; // in a row: at the same steps, each soon after the one before
  #diedAt; // the steps of the lanes at the latest
  #reached = ""; // by the next one, in words
  #safe = 0; // when the engine has lived so long that the next one begins a new row
  #text = ""; // what the next one needs to go on (package engine/session, Kept),
  #pieces = new Map(); // and the pieces that the text names
  #files = new Map(); // the visitor's own, by name
  #reading = null; // {name, done, of}: the file that is being read
  #products = 0; // the most that the engine multiplies before it can answer

  /** client is the latest state of the client (client.State). */
  client = { lanes: [], look: { lane: 0 }, speed: "", link: {}, frame: null, playing: false, waiting: {} };

  /** picture is called with every event for the picture, and its text. */
  picture = () => {};

  /**
   * script is an address, program {path, bytes}; report is called with "script" or
   * the bytes of the program received so far.
   */
  constructor(script, program, report) {
    this.#script = script;
    // An address in a worker is relative to the worker's script.
    this.#program = { ...program, path: new URL(program.path, document.baseURI).href };
    this.#report = report;
    this.#check().then(
      () => this.#begin(),
      (error) => this.#break(error.message),
    );
  }

  // check fetches the worker's script first: a worker that does not start gives no reason.
  async #check() {
    const response = await request(this.#script);
    const content = await response.blob().catch(() => Promise.reject(wrong(this.#script, "is cut off")));
    if (!(await intact(this.#script, content))) throw wrong(this.#script, "is damaged");
  }

  /** listen calls listener(what) for each thing that is new in the client: see client.Run. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /**
   * wish sends one and returns a promise: a refusal rejects it, with the field that
   * is wrong if there is one, and shown if the client's notice shows it. words and stop
   * are those of wait, words called with the usual ones.
   */
  wish(wish, { words, stop } = {}) {
    const id = ++this.#last;
    const usual = doing[wish.do];
    return this.#send(id, wish.do, JSON.stringify({ ...wish, id }), words ? () => words(usual) : usual, stop);
  }

  /** file is wish for a load or restore with its file. */
  file(verb, file) {
    const id = ++this.#last;
    const words = () => {
      const { name, done, of } = this.#reading ?? {};
      return `Reading ${file.name}${name === file.name ? `: ${megabytes(done)} of ${megabytes(of)} MB` : `, ${megabytes(file.size)} MB`}`;
    };
    const answer = this.#send(id, verb, { file: { do: verb, name: file.name, blob: file, id } }, words);
    if (verb !== "load") return answer;
    // The next engine will need it again; a file that is refused takes one of its name with it.
    answer.then(
      () => this.#files.set(file.name, file),
      () => this.#files.delete(file.name),
    );
    return answer;
  }

  #send(id, verb, message, words, stop) {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { message, do: verb, resolve, reject });
      if (verb !== "tick") wait(id, words, stop);
      if (!this.#away) this.#worker.postMessage(message);
    });
  }

  // begin starts a worker; one that follows another goes on from its state.
  #begin(calm = false) {
    const worker = new Worker(this.#script);
    this.#worker = worker;
    // Late messages of a worker that was given up are ignored.
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      this.#dies(this.#ready ? event.message : "the worker could not be started");
    };
    worker.postMessage({ program: this.#program });
    if (!this.#ready) return;
    if (this.#text) worker.postMessage({ resume: { text: this.#text, pieces: [...this.#pieces], files: [...this.#files.values()], calm, client: JSON.stringify(this.client) } });
    this.#listenToTheHeart();
  }

  #listenToTheHeart() {
    const size = () => [...this.#files.values(), ...[...this.#pending.values()].map(({ message }) => message.file?.blob ?? { size: 0 })].reduce((sum, { size }) => sum + size, 0);
    const load = () => {
      const opens = this.#away || [...this.#pending.values()].some((command) => !prompt.includes(command.do));
      return { products: this.#products + (opens ? opening : 0), megabytes: opens ? size() / 1e6 : 0 };
    };
    this.#heart = heartbeat(
      () => this.#worker.postMessage("ping"),
      () => this.#dies("it did not answer any more"),
      load,
    );
  }

  #hear(data) {
    this.#heart?.heard();
    if (data.here) return this.#report("script");
    if (data.loaded) return this.#report(data.loaded);
    if (data.compiled) return void (this.#program = data.compiled);
    if (data.reading) return void (this.#reading = data.reading);
    if (data.failed) return this.#dies(data.failed, data.id);
    if (data.unread) return this.#settle(data.unread)?.reject(new Error(data.why));
    if (!data.events) return;
    this.#keep(data);
    data.events.forEach((text) => this.#take(text));
    if (data.client) this.#learn(JSON.parse(data.client));
    // The engine posts the next list only then: frames do not pile up on a page that is busy drawing.
    this.#worker.postMessage("taken");
  }

  #keep({ text, pieces, products }) {
    this.#products = products;
    if (!text) return;
    this.#text = text;
    for (const [n, bytes] of pieces) this.#pieces.set(n, bytes);
    if (pieces.length === 0) return;
    const named = new Set(JSON.parse(text).lanes.flatMap(({ about, run, marks = [] }) => [about, run, ...marks]));
    for (const n of this.#pieces.keys()) if (!named.has(n)) this.#pieces.delete(n);
  }

  #take(text) {
    // What the page needs of a frame is in the client's state.
    const event = text.startsWith('{"is":"frames"') ? { is: "frames" } : JSON.parse(text);
    switch (event.is) {
      case "ready":
        if (this.#ready) {
          if (!this.#text) this.#resumed(); // nothing was open: nothing comes back
          return;
        }
        this.#ready = true;
        this.#listenToTheHeart();
        this.#return();
        break;
      case "resuming":
        this.#reached = `: step ${event.step}`;
        return;
      case "resumed":
        this.#resumed(event.step ?? 0);
        return;
      case "error":
        if (this.#away && !event.id) return this.#break(`it stopped and cannot be started again: ${event.message}`);
    }
    this.picture(event, text);
  }

  #learn({ news, answers, ...parts }) {
    Object.assign(this.client, parts);
    for (const what of news ?? []) this.#listeners.forEach((listener) => listener(what));
    for (const { id, message, words, field, shown, event } of answers ?? []) {
      const waiting = this.#settle(id);
      if (!waiting) continue; // its engine died over it
      if (message) waiting.reject(Object.assign(new Error(field ? `${field}: ${message}` : message), { words, field, shown }));
      else waiting.resolve(event);
      if (!prompt.includes(waiting.do)) this.#deaths = 0;
    }
  }

  #settle(id) {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    done(id);
    return waiting;
  }

  // dies starts another engine. culprit is the command that the first one died of,
  // if that is known; it is not sent again. A second death before anything was
  // gained is taken for a fault of what the engine does: the next one is paused.
  #dies(why, culprit) {
    this.#worker?.terminate();
    this.#heart?.stop();
    if (!this.#ready) return this.#break(why);
    console.warn(`the engine stopped: ${why}`);
    this.#away = true;
    const at = this.#text && JSON.parse(this.#text).lanes.map(({ steps }) => steps).join();
    this.#deaths = at === this.#diedAt && performance.now() < this.#safe ? this.#deaths + 1 : 1;
    this.#diedAt = at;
    if (this.#deaths === mostDeaths) {
      return this.#break(`it stopped ${mostDeaths} times in a row and is not started again; what is on the page stays. A smaller network or fewer samples may help`);
    }
    const calm = this.#deaths > 1;
    for (const id of this.#pending.keys()) {
      if (calm || id === culprit) this.#settle(id).reject(Object.assign(new Error(`the engine stopped: ${why}`), { shown: true }));
    }
    this.#safe = Infinity;
    this.#reached = "";
    wait("away", () => `The engine stopped. It is being started again${this.#reached}`);
    this.#begin(calm);
  }

  #resumed(step) {
    this.#safe = performance.now() + longLife;
    this.#return();
    done("away");
    notice("restarted", `The engine stopped and was started again${step === undefined ? "" : ` from step ${step}`}${this.#deaths > 1 ? "; it stands still, because it stopped twice here" : ""}.`);
  }

  // return sends the wishes made while the engine was away, and those that the one
  // before had not begun.
  #return() {
    const taken = this.#text ? Object.values(this.client.waiting).map(({ id }) => id) : [];
    for (const [id, { message }] of this.#pending) if (!taken.includes(id)) this.#worker.postMessage(message);
    this.#away = false;
  }

  // break gives the engine up: every wish, now or later, is rejected.
  #break(why) {
    const text = `Engine: ${why}. Reload the page to go on.`;
    this.#broken = Object.assign(new Error(`engine: ${why}`), { words: `Engine: ${why}.`, shown: true });
    this.#away = false;
    done("away");
    this.picture({ is: "error" }, JSON.stringify({ is: "error", message: this.#broken.message }));
    this.picture({ is: "playing" }, JSON.stringify({ is: "playing" }));
    this.#learn({ news: ["notice", "playing"], playing: false, notice: { text } });
    for (const id of this.#pending.keys()) this.#settle(id).reject(this.#broken);
  }
}
