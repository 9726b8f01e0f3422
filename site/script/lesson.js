// The page of a lesson: a scene that computes by itself, the text around it,
// and what both are bound by: the values of its controls.

import { arrived, watchArrival } from "./arrival.js";
import { decode, encode } from "./address.js";
import { Controls, checked, parse, text } from "./controls.js";
import { arrange, converse } from "./embed.js";
import { exercise } from "./exercise.js";
import { follow } from "./follow.js";
import { keep } from "./keep.js";
import { Loading, anyCurrent, canCompute, empty, failed, loaded, without } from "./loading.js";
import { notice } from "./notice.js";
import { Player } from "./player.js";
import { Sheets } from "./sheets.js";
import { Stage, canDraw } from "./stage.js";
import { Symbols } from "./symbols.js";
import { Lesson } from "./talk.js";
import { watch } from "./theme-choice.js";
import { offline, top } from "./top.js";

const { scene, controls: declared, questions = [], files } = JSON.parse(document.getElementById("settings").textContent);
const byId = (id) => document.getElementById(id);
const own = declared.filter(({ name }) => name !== "speed"); // those of the scene

function main() {
  top();
  // On a small screen the controls are folded: the text comes soon after the picture.
  if (matchMedia("(max-width: 67.99rem)").matches && byId("controls")) byId("controls").open = false;
  const { state: linked, trouble } = decode(declared, window.location.search);
  notice("link", trouble || arrange(window.location.search, declared));
  const tell = converse();

  if (!canCompute()) {
    notice("browser", without("WebAssembly", `and the lesson runs on it. ${anyCurrent}`));
    empty();
    return;
  }
  const drawable = canDraw();
  if (!drawable) {
    notice("picture", without("WebGL 2", "so the picture cannot be drawn. The lesson works all the same: its numbers are below."));
    byId("empty").hidden = false;
    if (byId("tables")) byId("tables").open = true;
  }
  const loading = new Loading(files, ["canvas.wasm"]);
  const stage = new Stage(
    byId("canvas"),
    `${files["frame.html"].path}?scene=${scene}${drawable ? "" : "&draw=no"}`,
    (bytes) => loading.report("canvas.wasm", bytes),
    (why) => notice("picture", `The picture was lost and cannot be drawn again (${why}). Reload the page to see it.`),
  );
  watch((theme) => stage.theme(theme));
  const lesson = new Lesson(stage);
  const player = new Player(lesson, own);
  if (linked.speed) player.speed = linked.speed;

  // set takes values from anywhere; what is refused is told at its control.
  const set = (partial, remember = true) => {
    const { speed, ...values } = partial;
    if (speed !== undefined) {
      player.speed = speed;
      panel.write({ speed });
    }
    if (Object.keys(values).length === 0) return;
    const before = lesson.state;
    setting = true;
    try {
      lesson.set(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)])));
    } finally {
      setting = false;
    }
    if (remember && JSON.stringify(before) !== JSON.stringify(lesson.state)) player.remember(before);
  };
  const attempt = (partial) => {
    try {
      set(partial);
      notice("refused", "");
    } catch (error) {
      const name = error.field ?? Object.keys(partial)[0];
      if (!panel.complain(name, error.message)) notice("refused", error.message);
    }
  };
  const panel = new Controls(document, declared, attempt);

  let shown = ""; // the values that the page shows
  let setting = false; // they change because the page sets them, not by the pointer
  lesson.listen(() => {
    byId("alt").textContent = lesson.alt;
    const now = JSON.stringify(lesson.state);
    if (now === shown) return;
    if (!setting && shown) player.remember(JSON.parse(shown), stage.grip);
    shown = now;
    const state = typed(lesson.state);
    panel.write({ ...state, speed: player.speed });
    remember(encode(own, state));
    tell("state", { values: { ...state, speed: player.speed }, figures: lesson.figures });
  });

  const ready = stage.ready.then(() => {
    loaded();
    lesson.look();
    stage.again = () => lesson.set(lesson.state);
    const usual = lesson.state; // what an address without values opens
    if (Object.keys(linked).length > 0) {
      try {
        set(linked, false);
      } catch (error) {
        notice("link", `This link is broken: ${error.message}. The default is open instead.`);
      }
    }
    player.opening = { ...lesson.state, speed: player.speed };
    new Symbols(lesson);
    if (byId("tables")) new Sheets(lesson);
    lesson.look();
    player.wire(attempt);
    exercise(lesson, scene, questions);
    if (byId("keep")) keep({ scene, lesson, stage, open: (values) => set(values), refuse: (words) => notice("file", words) });
    follow(declared, (state) => {
      window.history.pushState(null, "", window.location.href); // so that Back leads to what was there
      attempt(state);
    });
    goBack((state) => attempt({ ...usual, ...state }));
    offline();
  });
  ready.catch((error) => failed(`${error.message}.`));
  expose(lesson, player, stage, set, ready);
}

/** typed reads values that are text as their controls do. */
function typed(values) {
  const state = {};
  for (const control of own) state[control.name] = parse(control, values[control.name] ?? control.default);
  return state;
}

let timer = 0;

// remember writes the state into the address, not oftener than browsers like.
function remember(query) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const kept = new URLSearchParams(window.location.search);
    const extra = ["embed", "hide", "show"].filter((name) => kept.has(name)).map((name) => `${name}=${encodeURIComponent(kept.get(name))}`).join("&");
    const whole = extra ? `${query || "?v=1"}&${extra}` : query;
    if (whole !== window.location.search) window.history.replaceState(null, "", window.location.pathname + whole + window.location.hash);
  }, 150);
}

// goBack opens what the address says when the visitor goes back or forward.
function goBack(open) {
  window.addEventListener("popstate", () => {
    clearTimeout(timer);
    open(decode(declared, window.location.search).state);
  });
}

// expose puts the scripting interface on window, as a page of a run has it.
function expose(lesson, player, stage, set, ready) {
  window.playground = Object.freeze({
    ready,
    state: () => ({ ...typed(lesson.state), speed: player.speed }),
    set: async (partial) => set(checked(declared, partial)),
    step: async (n = 1) => player.step(n),
    play: async () => player.play(),
    pause: async () => player.pause(),
    restart: async () => player.restart(),
    reset: async (seed) => player.reset(seed),
    undo: async () => player.undo(),
    frame: () => ({ figures: structuredClone(lesson.figures), tables: structuredClone(lesson.tables) }),
    check: async (answer = {}) => lesson.check(Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, text(value)]))),
    light: (symbol) => lesson.light(symbol),
    picture: () => ({ ...stage.counts(), alt: lesson.alt ?? "", lit: lesson.lit ?? "" }),
  });
}

watchArrival();
if (window.location.protocol !== "file:") main();
arrived(document.currentScript);
