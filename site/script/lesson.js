// The page of a lesson: a scene that computes by itself, the text around it,
// and what both are bound by: the values of its controls.

import { begin } from "./arrival.js";
import { follow, framed, pairs, put, search } from "./address.js";
import { wire } from "./buttons.js";
import { Controls, texts } from "./controls.js";
import { arrange, converse } from "./embed.js";
import { exercise } from "./exercise.js";
import { every, sheets } from "./figures.js";
import { keep } from "./keep.js";
import { Loading, drawable, failed, lacks, loaded } from "./loading.js";
import { notice } from "./notice.js";
import { Stage } from "./stage.js";
import { calm, story } from "./story.js";
import { symbols } from "./symbols.js";
import { wireTabs } from "./tabs.js";
import { Lesson } from "./talk.js";
import { offline, top } from "./top.js";
import { twins } from "./twins.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const { scene, controls: declared, files } = settings;

function main() {
  top();
  notice("link", arrange(window.location.search, declared));
  wireTabs();
  const tell = converse();

  if (lacks("lesson")) return;
  const draws = drawable("so the picture cannot be drawn. The lesson works all the same.");
  const loading = new Loading(files, ["canvas.wasm"]);
  const stage = new Stage(settings, draws, loading, (why) => notice("picture", `The picture was lost and cannot be drawn again (${why}). Reload the page to see it.`));
  const lesson = new Lesson(stage);
  const panel = new Controls(document, declared, (values) => lesson.attempt({ do: "set", values }));
  lesson.refused = (error, { values = {} } = {}) => (error ? panel.refuse(error, values) : notice("refused", ""));

  const told = story(lesson);
  let hash = window.location.hash; // the one that was written or opened last
  const remember = every(400, () => put(framed(search(lesson.link)), (hash = told.hash()))); // browsers take some three changes of the address a second
  let shown = ""; // the values that the page shows, and the state of the story
  lesson.listen(() => {
    const values = state(lesson);
    const now = JSON.stringify([values, lesson.state]);
    if (now === shown) return;
    shown = now;
    panel.write(values);
    remember();
    tell("state", { values, figures: lesson.figures, scene: lesson.state });
  });
  twins(lesson);

  const ready = stage.ready.then(() => {
    loaded();
    symbols(lesson);
    sheets(lesson);
    calm(lesson);
    try {
      lesson.ask({ do: "open", link: pairs(window.location.search), state: told.slug() });
    } catch (error) {
      notice("link", error.message);
    }
    told.begin();
    wire(lesson);
    exercise(lesson, scene);
    keep(scene, lesson, stage);
    follow((link) => {
      lesson.ask({ do: "follow", link: pairs(link) });
      window.history.pushState(null, "", window.location.href); // so that Back leads to what was there
    });
    window.addEventListener("popstate", () => {
      const elsewhere = window.location.hash !== hash && window.location.search === framed(search(lesson.link));
      hash = window.location.hash;
      if (!elsewhere) lesson.attempt({ do: "follow", link: pairs(window.location.search), whole: true, state: told.named() }); // else it is another place of the text
    });
    offline();
  });
  ready.catch((error) => failed(`${error.message}.`));
  expose(lesson, stage, told, ready);
}

const typed = { slider: Number, number: Number, toggle: (text) => text === "true", choice: String, text: String };

/** state is every value by name: numbers, texts and truth values. */
const state = (lesson) => Object.fromEntries(declared.map(({ name, kind }) => [name, typed[kind](lesson.values[name])]));

// expose puts the scripting interface on window; docs/embedding.md describes it.
function expose(lesson, stage, told, ready) {
  const act = (what) => async (n) => lesson.ask({ do: what, n });
  window.playground = Object.freeze({
    ready,
    state: () => state(lesson),
    set: async (partial) => lesson.ask({ do: "set", values: texts(partial) }),
    ...Object.fromEntries(["step", "play", "pause", "restart", "undo"].map((name) => [name, act(name)])),
    reset: async (seed) => lesson.ask({ do: seed === undefined ? "reset" : "seed", n: seed }),
    frame: () => ({ figures: structuredClone(lesson.figures), tables: structuredClone(lesson.tables) }),
    check: async (answer = {}) => lesson.check(texts(answer)),
    enter: async (slug) => told.go(String(slug)),
    scene: () => lesson.state,
    light: (symbol) => lesson.light(symbol),
    picture: () => ({ ...stage.counts(), alt: lesson.alt, lit: lesson.lit }),
  });
}

begin(main);
