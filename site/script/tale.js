// The story of a page of runs: its states are entered in the client of the run (package
// demos/client), its numbers are those of the picture.

import { told } from "./notice.js";

/** tale returns what story.js wants of a lesson, and show(lesson), which tells the numbers. */
export function tale(run) {
  const listeners = [];
  const tell = () => tale.state && listeners.forEach((listener) => listener(tale));
  const enter = ({ state }) => void run.ask({ do: "enter", name: state }).catch(told);
  const tale = {
    figures: [],
    big: "",
    buttons: {},
    get state() {
      return run.client.scene ?? "";
    },
    listen: (listener) => void listeners.push(listener),
    ask: enter,
    attempt: enter,
    show({ figures, big }) {
      Object.assign(tale, { figures, big });
      tell();
    },
  };
  run.listen((what) => what === "scene" && tell());
  return tale;
}
