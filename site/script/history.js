// What a picture was told since its run was opened, for one that begins anew.

/** Some four thousand steps of the default network, read in a second or two. */
const most = 2_000_000;

/** History keeps events as text: the opening and changes all, frames the latest. */
export class History {
  #kept = []; // {is, text}
  #size = 0; // of the frames' texts

  keep({ is }, text) {
    if (is === "opened") {
      this.#kept = [];
      this.#size = 0;
    }
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
