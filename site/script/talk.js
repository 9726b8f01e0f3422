// The talk with a lesson: questions to the scene in the frame and its replies
// (package demos/lesson/talk).

/** Lesson asks the scene of a stage. */
export class Lesson {
  #stage;
  #listeners = [];

  state = {}; // the values, as text
  figures = [];
  tables = [];
  next = null; // what one part of a step more sets, where steps have parts; null at the end

  constructor(stage) {
    this.#stage = stage;
    stage.changed = () => this.look();
  }

  /** listen calls listener(this) after every change. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** look reads what the scene shows now. */
  look() {
    // A picture that begins anew, after its graphics were lost, is looked at later.
    if (this.#stage.open) this.#take(this.#ask({ do: "look" }));
  }

  /** set changes values; it throws an Error, with field, for what is refused. */
  set(values) {
    this.#take(this.#ask({ do: "set", values }));
  }

  /** light shows the part of the picture that a symbol stands for. */
  light(symbol) {
    if (this.#stage.open) this.#ask({ do: "light", symbol });
  }

  /** check judges an answer: {right, words}. */
  check(values) {
    return this.#ask({ do: "check", values }).verdict;
  }

  #ask(question) {
    const text = this.#stage.ask(JSON.stringify(question));
    if (!text) throw new Error("the picture does not answer");
    const reply = JSON.parse(text);
    if (reply.error) throw Object.assign(new Error(reply.error), { field: reply.field });
    return reply;
  }

  #take({ values, figures, tables, alt, lit, next }) {
    this.state = values ?? {};
    this.figures = figures ?? [];
    this.tables = tables ?? [];
    this.alt = alt ?? "";
    this.lit = lit ?? "";
    this.next = next ?? null;
    for (const listener of this.#listeners) listener(this);
  }
}
