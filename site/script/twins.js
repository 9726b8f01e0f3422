// Twins: what the pointer can press or move in the picture, as buttons for the keyboard.

const keys = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** twins lays them over the picture of a lesson, in reading order. */
export function twins(lesson) {
  const box = document.getElementById("twins");
  const shown = new Map(); // name → button
  const make = (name) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    const press = (key) => lesson.attempt({ do: "press", twin: name, key });
    button.addEventListener("click", () => press("enter"));
    button.addEventListener("keydown", (event) => {
      if (!("moves" in button.dataset) || !keys[event.key]) return;
      event.preventDefault();
      press(keys[event.key]);
    });
    button.addEventListener("focus", () => lesson.focus(name));
    button.addEventListener("blur", () => lesson.focus(""));
    shown.set(name, button);
    return button;
  };
  lesson.listen(() => {
    const names = lesson.twins.map(({ name }) => name);
    for (const [name, button] of shown) {
      if (names.includes(name)) continue;
      button.remove();
      shown.delete(name);
    }
    lesson.twins.forEach(({ name, label, moves, box: { x, y, w, h } }, i) => {
      const button = shown.get(name) ?? make(name);
      if (box.children[i] !== button) box.insertBefore(button, box.children[i] ?? null);
      if (button.ariaLabel !== label) button.ariaLabel = label;
      button.toggleAttribute("data-moves", moves);
      Object.assign(button.style, { left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${h}px` });
    });
  });
}
