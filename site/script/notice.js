// Notices: what went wrong, in words, and what helps; and what has ended well.

const area = document.getElementById("notices");

/**
 * notice shows a sentence; a later one of the same subject takes its place, and
 * "" removes it. way is what helps: {label, act} of a button; good means that
 * nothing went wrong.
 */
export function notice(subject, sentence, way = null, good = false) {
  let box = area.querySelector(`[data-subject="${subject}"]`);
  if (!sentence) {
    box?.remove();
    return;
  }
  if (!box) {
    box = document.createElement("div");
    box.dataset.subject = subject;
    const words = document.createElement("p");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => box.remove());
    box.append(words, close);
    area.append(box);
  }
  box.classList.toggle("good", good);
  box.querySelector("[data-way]")?.remove();
  if (way) {
    const out = document.createElement("button");
    out.type = "button";
    out.dataset.way = "";
    out.textContent = way.label;
    out.addEventListener("click", () => way.act());
    box.querySelector("p").after(out);
  }
  const words = box.querySelector("p");
  if (words.textContent !== sentence) words.textContent = sentence;
}
