// The buttons of a lesson or a run and their keys, which the page names (aria-keyshortcuts).

const buttons = () => document.querySelectorAll("#buttons > button");

/** wire connects buttons and keys with a lesson or a run, and shows which can be used. */
export function wire(lesson) {
  for (const button of buttons()) button.addEventListener("click", () => lesson.attempt({ do: button.id === "play" && lesson.playing ? "pause" : button.id }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
    // Where a key means something already it keeps that meaning.
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest("input, select, textarea, [popover]")) return;
    if (event.key === " " && at.closest("button, summary, a")) return;
    const key = event.key === " " ? "k" : event.key.toLowerCase();
    const button = [...buttons()].find((button) => button.getAttribute("aria-keyshortcuts") === key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  const show = () => {
    for (const button of buttons()) button.disabled = !lesson.buttons[button.id];
    if (lesson.status !== undefined) document.getElementById("status").textContent = lesson.status;
    const [sign, verb] = document.querySelectorAll("#play span");
    if (!sign) return;
    sign.textContent = lesson.playing ? "❚❚" : "▷";
    verb.textContent = lesson.playing ? "Pause" : "Play";
  };
  show();
  lesson.listen(show);
}
