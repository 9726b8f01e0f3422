// The home page: one live picture that plays, the list of lessons, and what was solved.

import { begin, noPicture } from "./arrival.js";
import { Loading, canCompute, failed, loaded } from "./loading.js";
import { notice } from "./notice.js";
import { forget, read, solved, text } from "./progress.js";
import { opening, save } from "./keep.js";
import { Stage, canDraw } from "./stage.js";
import { calm } from "./story.js";
import { Lesson } from "./talk.js";
import { offline, top } from "./top.js";
import { twins } from "./twins.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const byId = (id) => document.getElementById(id);

function main() {
  top();
  progress();
  offline();
  if (!canDraw() || !canCompute()) {
    noPicture();
    notice("picture", "This browser has no WebGL 2 or no WebAssembly, so the picture cannot be drawn. The lessons say what works without.");
    window.playground = Object.freeze({ ready: Promise.resolve() });
    return;
  }
  const loading = new Loading(settings.files, ["canvas.wasm"]);
  const stage = new Stage(settings, true, loading, (why) => notice("picture", `The picture was lost (${why}). Reload the page to see it.`));
  const lesson = new Lesson(stage);
  twins(lesson);
  const ready = stage.ready.then(() => {
    const play = () => lesson.ask({ do: "open" }); // it plays its first state
    loaded();
    calm(lesson);
    play();
    byId("again").addEventListener("click", play);
    lesson.listen(() => (byId("again").hidden = !lesson.buttons.replay)); // it is at rest, after the end or a touch
  });
  ready.catch((error) => failed(`${error.message}.`));
  window.playground = Object.freeze({ ready, state: () => lesson.values, picture: () => ({ ...stage.counts(), alt: lesson.alt }) });
}

function progress() {
  const { course } = settings;
  const show = (words = "") => {
    const done = course.filter((slug) => solved().has(slug)).length;
    byId("progress").hidden = false;
    byId("progress-words").textContent = words || `You have solved ${done} of ${course.length} exercises. This is kept in your browser and nowhere else.`;
  };
  byId("progress-export").addEventListener("click", () => save("progress.json", text()));
  byId("progress-forget").addEventListener("click", () => {
    forget();
    show();
  });
  opening(byId("progress-import"), "progress", "progress file", 100_000, (content) => read(content, course), show);
  show();
}

begin(main);
