// The talk with a scene in the frame: questions and their replies (package
// demos/client). The scene's client is there; here is its last reply.

/** What a reply leaves out. */
const blank = { values: {}, past: [], playing: false, wait: 0, buttons: {}, status: "", link: [], figures: [], tables: [], alt: "", big: "", lit: "", state: "", touched: false, stands: false, twins: [] };

/** Lesson asks the scene of a stage. Its fields are those of the last client.Reply. */
export class Lesson {
  #stage;
  #listeners = [];
  #timer = 0; // of the next step of a play
  #still = false; // nothing plays by itself

  /** refused is called with the error of an attempt, and with null after one that is taken. */
  refused = () => {};

  constructor(stage) {
    this.#stage = stage;
    stage.changed = () => this.look();
    Object.assign(this, blank);
    stage.again = () => {
      const { values, opening, past, playing, state, touched, stands } = this;
      if (this.#still) this.ask({ do: "motion", still: true });
      this.ask(opening ? { do: "restore", kept: { values, opening, past, playing, state, touched, stands } } : { do: "look" });
    };
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

  /** motion says whether what plays and glides is set at once. */
  motion(still) {
    this.#still = still;
    if (this.#stage.open) this.attempt({ do: "motion", still });
  }

  /** light shows the part of the picture that a symbol stands for. */
  light(symbol) {
    if (this.#stage.open) this.ask({ do: "light", symbol });
  }

  /** focus explains a twin, the part of the picture that the keyboard is on; "" none. */
  focus(twin) {
    if (this.#stage.open) this.ask({ do: "focus", twin });
  }

  /** check judges an answer: {right, words}. */
  check(values) {
    return this.ask({ do: "check", values });
  }

  /**
   * ask sends a question and takes the reply, from which it returns the verdict; a
   * refusal is thrown as an Error with its words and field.
   */
  ask(question) {
    const text = this.#stage.ask(JSON.stringify({ ...question, now: performance.now() }));
    if (!text) throw new Error("the picture does not answer");
    const { error, field, verdict, ...reply } = JSON.parse(text);
    if (!["light", "focus", "check"].includes(question.do)) this.#take(reply); // those change nothing
    if (error) throw Object.assign(new Error(field ? `${field}: ${error}` : error), { words: error, field });
    return verdict;
  }

  /** attempt is ask for the visitor; a refusal is shown. */
  attempt(question) {
    try {
      this.ask(question);
      this.refused(null);
    } catch (error) {
      this.refused(error, question);
    }
  }

  #take(reply) {
    Object.assign(this, blank, reply);
    document.getElementById("alt").textContent = this.alt;
    clearTimeout(this.#timer);
    if (this.wait) this.#timer = setTimeout(() => this.#stage.open && this.attempt({ do: "tick" }), this.wait);
    for (const listener of this.#listeners) listener(this);
  }
}
