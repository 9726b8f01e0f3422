// Notices: what went wrong, in words, and what helps; and what has ended well.

const area = document.getElementById("notices");

/**
 * notice shows a sentence; a later one of the same subject takes its place, and
 * "" removes it. way is what helps: {label, act} of a button; good means that
 * nothing went wrong.
 */
export function notice(subject, sentence, way = null, good = false) {
  let box = area.querySelector(`[data-subject="${subject}"]`);
  if (!sentence) return box?.remove();
  if (!box) {
    box = document.getElementById("notice").content.firstElementChild.cloneNode(true);
    box.dataset.subject = subject;
    box.querySelector("button").addEventListener("click", () => box.remove());
    area.append(box);
  }
  const words = box.querySelector("p");
  box.classList.toggle("good", good);
  box.querySelector("[data-way]")?.remove();
  if (way) {
    const out = Object.assign(document.createElement("button"), { type: "button", textContent: way.label, onclick: way.act });
    out.dataset.way = "";
    words.after(out);
  }
  if (words.textContent !== sentence) words.textContent = sentence;
}

/** told shows why something was refused, if no notice of the client (package demos/client) does. */
export const told = (error) => error.shown || notice("refused", error.words ?? error.message);
