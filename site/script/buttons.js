// The buttons of a lesson or a run and their keys, which the page names (aria-keyshortcuts).

const stage = document.querySelector(".stage");

/** wire connects buttons and keys with a lesson or a run, and shows which can be used. */
export function wire(lesson) {
  const keyed = [...stage.querySelectorAll("button[aria-keyshortcuts]")];
  const buttons = keyed.filter((button) => !button.closest(".states")); // those are the story's
  for (const button of buttons) button.addEventListener("click", () => lesson.attempt({ do: button.id === "play" && lesson.playing ? "pause" : button.id }));
  // In a narrow row a button lies in the menu.
  for (const button of stage.querySelectorAll("[data-for]")) button.addEventListener("click", () => document.getElementById(button.dataset.for).click());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
    // Where a key means something already it keeps that meaning.
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest("input, select, textarea, [popover]")) return;
    if (event.key === " " && at.closest("button, summary, a")) return;
    const key = event.key === " " ? "k" : event.key.toLowerCase();
    const button = keyed.find((button) => button.getAttribute("aria-keyshortcuts") === key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  const play = document.getElementById("play");
  const show = () => {
    for (const button of buttons) button.disabled = !lesson.buttons[button.id];
    if (lesson.status !== undefined) document.getElementById("status").textContent = lesson.status;
    if (play) play.textContent = lesson.playing ? "Pause" : "Run";
  };
  show();
  lesson.listen(show);
}
