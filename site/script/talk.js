// The talk with a scene in the frame: questions and their replies (package
// demos/client). The scene's client is there; here is what it told last.

/** Lesson asks the scene of a stage. */
export class Lesson {
  #stage;
  #listeners = [];
  #timer = 0; // of the next step of a play
  #kept; // what another program needs to go on

  state = {}; // the values, as text
  speed = "";
  playing = false;
  buttons = {}; // those that there are by name, and whether they have something to do
  status = "";
  link = []; // the values as an address
  figures = [];
  tables = [];
  alt = "";
  lit = "";

  /** refused is called with the error of an attempt, and with null after one that is taken. */
  refused = () => {};

  constructor(stage) {
    this.#stage = stage;
    stage.changed = () => this.look();
    stage.again = () => this.ask(this.#kept ? { do: "restore", kept: this.#kept } : { do: "look" });
  }

  /** listen calls listener(this) after every change. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** look reads what the scene shows now. */
  look() {
    // A picture that begins anew, after its graphics were lost, is looked at later.
    if (this.#stage.open) this.ask({ do: "look" });
  }

  /** light shows the part of the picture that a symbol stands for. */
  light(symbol) {
    if (this.#stage.open) this.#say({ do: "light", symbol });
  }

  /** check judges an answer: {right, words}. */
  check(values) {
    return this.#say({ do: "check", values }).verdict;
  }

  /** ask does what a question says; for what is refused it throws an Error, with its words and field. */
  ask(question) {
    this.#say(question, (reply) => this.#take(reply));
  }

  /** attempt asks for the visitor, who is told of a refusal. */
  attempt(question) {
    try {
      this.ask(question);
      this.refused(null);
    } catch (error) {
      this.refused(error, question);
    }
  }

  #say(question, take = () => {}) {
    const text = this.#stage.ask(JSON.stringify({ ...question, now: performance.now() }));
    if (!text) throw new Error("the picture does not answer");
    const reply = JSON.parse(text);
    take(reply);
    const { error, field } = reply;
    if (error) throw Object.assign(new Error(field ? `${field}: ${error}` : error), { words: error, field });
    return reply;
  }

  #take({ values, speed, opening, past, playing, wait, buttons, status, link, figures, tables, alt, lit }) {
    if (values) this.#kept = { values, speed, opening, past, playing };
    Object.assign(this, { state: values ?? {}, speed, playing, buttons: buttons ?? {}, status: status ?? "", link: link ?? [] });
    Object.assign(this, { figures: figures ?? [], tables: tables ?? [], alt: alt ?? "", lit: lit ?? "" });
    clearTimeout(this.#timer);
    if (playing) this.#timer = setTimeout(() => this.attempt({ do: "tick" }), wait);
    for (const listener of this.#listeners) listener(this);
  }
}
