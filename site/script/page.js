// The page of runs: puts link, stage, run, controls and figures together.

import { begin } from "./arrival.js";
import { follow, framed, pairs, put, search } from "./address.js";
import { wire } from "./buttons.js";
import { Controls } from "./controls.js";
import { arrange, converse } from "./embed.js";
import { exercise } from "./exercise.js";
import { every, figures, power } from "./figures.js";
import { keep } from "./keep.js";
import { Loading, drawable, failed, lacks, loaded } from "./loading.js";
import { notice, told } from "./notice.js";
import { race } from "./race.js";
import { Run } from "./run.js";
import { Stage } from "./stage.js";
import { calm, story } from "./story.js";
import { symbols } from "./symbols.js";
import { wireTabs } from "./tabs.js";
import { tale } from "./tale.js";
import { Lesson } from "./talk.js";
import { offline, top } from "./top.js";
import { twins } from "./twins.js";
import { done, wait } from "./waiting.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const { controls: declared, files, scene, race: racing } = settings;
const byId = (id) => document.getElementById(id);

/** A longer link is too long for some servers; the address then says only the first lane. */
const longest = 8000;

function main() {
  top(address);
  notice("link", arrange(window.location.search, declared));
  wireTabs();
  const tell = converse();

  if (lacks("training", true)) return;
  const follows = "so the picture cannot be drawn. The training itself works: its numbers are in the status line and in the tables.";
  const draws = drawable(follows);
  const loading = new Loading(files, draws ? ["engine.wasm", "canvas.wasm"] : ["engine.wasm"]);
  const run = new Run(files["engine.js"].path, files["engine.wasm"], (bytes) => loading.report("engine.wasm", bytes));
  const stage = new Stage(settings, draws, loading, (why) =>
    notice("picture", `The picture was lost and cannot be drawn again (${why}). The training goes on; reload the page to see it.`),
  );
  run.picture = (event, text) => stage.receive(event, text);

  // A visitor's changes come faster than they can be used: the last of each name
  // within a tenth of a second is taken.
  let pending = {};
  let timer = 0;
  const set = (values) => {
    pending = { ...pending, ...values };
    clearTimeout(timer);
    timer = setTimeout(() => {
      const values = pending;
      pending = {};
      run.set(values).then(
        () => notice("refused", ""),
        (error) => panel.refuse(error, values),
      );
    }, 100);
  };
  const panel = new Controls(document, declared, set);
  figures(run);
  const lanes = race(run, racing);

  // The link to this state: the whole for Share; for the address the shorter one, which
  // may leave out lanes.
  const reach = (query) => (run.client.at ? `${query || "?v=1"}&at=${run.client.at}` : query);
  function address() {
    return window.location.origin + window.location.pathname + reach(search(run.client.link.whole ?? []));
  }
  const place = () => {
    const { settings, whole, preset } = run.client.link;
    const query = search(preset ?? whole ?? []);
    return framed(query.length > longest ? search(settings) : query);
  };
  const tells = tale(run);
  const text = story(tells);
  const remember = () => put(reach(place()), text.hash());
  const note = every(1000, remember); // browsers take some three changes of the address a second

  const { promise: open, resolve: opens } = Promise.withResolvers(); // the first race is there
  const news = {
    frame: () => notice("step", run.client.remark),
    state() {
      panel.write(run.state);
      tell("state", { values: run.state, scene: tells.state });
    },
    scene: () => tell("state", { values: run.state, scene: tells.state }),
    lanes: opens,
    notice() {
      const { text, rate, label, good } = run.client.notice;
      notice("engine", power(text), rate && { label, act: () => run.attempt({ do: "again" }) }, good);
    },
  };
  run.listen((what) => {
    news[what]?.();
    // Quick steps are seen in the picture; one that takes long is named.
    if (run.playing && !run.client.walking) wait("playing", () => run.client.progress, null, 1000);
    else done("playing");
  });

  // visit opens what an address says, or the default if that cannot be opened.
  const visit = (query) =>
    run.visit(pairs(query), racing.rivals).catch((error) => {
      if (error.shown) throw error;
      notice("link", `This link is broken: ${error.message}. The default is open instead.`);
      return run.visit([], racing.rivals);
    });
  // Where nothing can be drawn the picture's program still has its numbers and
  // judges the exercise; the training does not wait for it.
  const drawn = (draws ? stage.ready : Promise.resolve()).catch((error) => {
    notice("picture", `${error.message}. The training works without the picture.`);
    byId("empty").hidden = false;
  });
  open.then(() => drawn).then(loaded); // the way to the step is shown while it is gone
  const ready = visit(window.location.search).then(async () => {
    // Where the address names values the story only says where the reader is.
    const says = pairs(window.location.search).some(([name]) => !["v", "speed", "embed", "hide", "show"].includes(name));
    if (text.slug()) await run.ask({ do: "enter", name: text.slug(), n: says ? 1 : 0 });
    await drawn;
    remember(); // until now the address says what is being opened
    run.listen((what) => (what === "frame" || run.playing ? note() : remember()));
  });
  window.addEventListener("popstate", () => {
    const query = window.location.search;
    if (query.replace(/&at=\d+/, "").replace(/^\?v=1$/, "") !== place()) visit(query).catch(told); // else it is another place of the text
  });
  // The lesson is there once its program is, or is known never to come.
  const lesson = ready.then(() => stage.ready.catch(() => {})).then(() => {
    const lesson = new Lesson(stage);
    symbols(lesson);
    exercise(lesson, scene);
    // While a race runs, the figures in the text need not follow every frame.
    const look = every(250, () => lesson.look());
    const carry = () => stage.says().forEach((wish) => run.wish(wish).catch(told)); // what the visitor did on the picture
    stage.changed = () => {
      carry();
      look();
    };
    lesson.listen(carry); // or by the keyboard
    lesson.listen(() => tells.show(lesson));
    twins(lesson);
    calm(lesson);
    run.listen((what) => what === "frame" && look());
    lesson.look();
    keep(scene, lesson, stage, address);
    return lesson;
  });
  lesson.catch(() => {}); // ready rejects too
  expose(run, stage, ready, lanes, lesson, text);
  ready.then(
    () => {
      wire(run);
      text.begin();
      follow((query) => {
        const { v, preset, ...values } = Object.fromEntries(pairs(query));
        if (preset === undefined) return set(values);
        document.querySelector(".stage").scrollIntoView({ block: "start" });
        // So that Back leads to what was there, as far as it had come.
        window.history.replaceState(null, "", window.location.pathname + reach(place()));
        window.history.pushState(null, "", window.location.href);
        lanes.choose(preset).catch(told);
      });
      offline();
    },
    (error) => failed(error.words ?? `${error.message}.`),
  );
}

// expose puts the scripting interface on window; docs/embedding.md describes it.
function expose(run, stage, ready, race, lesson, text) {
  const ask = async (wish) => void (await run.ask(wish));
  window.playground = Object.freeze({
    ready,
    state: () => structuredClone(run.state),
    set: async (partial) => void (await run.set(partial)),
    step: (n) => run.step(n),
    play: () => ask({ do: "play" }),
    pause: () => ask({ do: "pause" }),
    restart: () => ask({ do: "reset" }),
    reset: (seed) => ask(seed === undefined ? { do: "reopen" } : { do: "reset", seed }),
    frame: () => structuredClone(run.client.frame),
    check: async () => (await lesson).check({}),
    enter: async (slug) => text.go(String(slug)),
    scene: () => run.client.scene ?? "",
    race: Object.freeze({ look: race.look, choose: race.choose, ask: race.ask, load: race.load }),
    lanes: () => structuredClone(run.client.lanes.map(({ state }) => state)),
    picture: () => ({ ...stage.counts(), alt: stage.alt() }),
  });
}

begin(main);
