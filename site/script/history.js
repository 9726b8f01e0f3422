// The events that a picture has received since its run was opened, for one that begins anew.

/** Some four thousand steps of the default network, read in a second or two. */
const most = 2_000_000;

/** History keeps events as text: the opening and changes all, frames the latest. */
export class History {
  #kept = []; // {is, text}
  #size = 0; // of the frames' texts

  keep({ is, lane = 0 }, text) {
    if (is === "opened" && lane === 0) {
      // What is looked at outlives a new start.
      this.#kept = this.#kept.filter((event) => event.is === "looking");
      this.#size = 0;
    }
    // Of what is looked at, only the latest counts.
    if (["looking", "seen", "answer"].includes(is)) this.#kept = this.#kept.filter((event) => event.is !== is);
    this.#kept.push({ is, text });
    if (is === "frames") this.#size += text.length;
    while (this.#size > most) {
      const first = this.#kept.findIndex((event) => event.is === "frames");
      this.#size -= this.#kept[first].text.length;
      this.#kept.splice(first, 1);
    }
  }

  texts() {
    return this.#kept.map(({ text }) => text);
  }
}
