// The page: puts link, stage, run, controls and figures together.

import { arrived, watchArrival } from "./arrival.js";
import { decode, encode, framed } from "./address.js";
import { TypedControls } from "./controls.js";
import { Figures, power } from "./figures.js";
import { Link } from "./link.js";
import { Loading, anyCurrent, canCompute, empty, failed, loaded, without } from "./loading.js";
import { notice } from "./notice.js";
import { expose } from "./playground.js";
import { arrange, converse } from "./embed.js";
import { exercise } from "./exercise.js";
import { follow } from "./follow.js";
import { keep } from "./keep.js";
import { add, most, reach, read, rivals } from "./race-link.js";
import { race } from "./race.js";
import { Run } from "./run.js";
import { Stage, canDraw } from "./stage.js";
import { Symbols } from "./symbols.js";
import { Lesson } from "./talk.js";
import { watch } from "./theme-choice.js";
import { done, wait } from "./waiting.js";
import { marked } from "./progress.js";
import { offline, top } from "./top.js";

const { controls: declared, files, scene, race: racing } = JSON.parse(document.getElementById("settings").textContent);
const byId = (id) => document.getElementById(id);

/** A longer link is too long for some servers; the address then says only the first lane. */
const longest = 8000;

/** missing names what the browser lacks, in words; "" when all is there. */
function missing() {
  if (!canCompute()) return without("WebAssembly", `and the training runs on it. ${anyCurrent}`);
  if (typeof Worker !== "function") {
    return "This browser has no Web Workers (or they are switched off), and the training runs in one. Any current Firefox, Chrome, Edge or Safari has them.";
  }
  return "";
}

function main() {
  top(address);
  marked();
  // On a small screen the controls are folded: the text comes soon after the picture.
  if (matchMedia("(max-width: 67.99rem)").matches) byId("race").open = byId("controls").open = false;
  const decoded = decode(declared, window.location.search);
  const linked = read(window.location.search);
  const trouble = decoded.trouble || linked.trouble;
  const state = trouble ? {} : decoded.state;
  notice("link", trouble || arrange(window.location.search, declared));
  const tell = converse();

  const lack = missing();
  if (lack) {
    new TypedControls(document, declared, () => {}).write(state);
    notice("browser", lack);
    empty();
    for (const element of document.querySelectorAll("#buttons button, #controls :is(input, select)")) element.disabled = true;
    return;
  }

  const drawable = canDraw();
  const loading = new Loading(files, drawable ? ["engine.wasm", "canvas.wasm"] : ["engine.wasm"]);
  const link = new Link(files["engine.js"].path, files["engine.wasm"], (bytes) => loading.report("engine.wasm", bytes));
  const run = new Run(link, { speed: "fast", ...state }, (!trouble && linked.rivals) || racing.rivals);
  // What leads back here: the lanes, and how far they have come since their start
  // if nothing was changed on the way.
  function address() {
    return window.location.origin + window.location.pathname + reach(query(), steps());
  }
  const settings = () => encode(declared, { ...run.lanes[0]?.state, speed: run.state.speed });
  let usual = racing.rivals ?? []; // the further lanes that the page opens by itself
  const query = () => add(settings(), run.lanes, usual);
  const steps = () => (run.straight ? (run.frame?.step ?? 0) : 0);

  if (!drawable) {
    notice("picture", without("WebGL 2", "so the picture cannot be drawn. The training itself works: its numbers are in the status line and in the tables."));
    byId("empty").hidden = false;
    byId("numbers").open = true;
  }
  const lost = (why) => notice("picture", `The picture was lost and cannot be drawn again (${why}). The training goes on; reload the page to see it.`);
  const stage = new Stage(
    byId("canvas"),
    `${files["frame.html"].path}?scene=${scene}${drawable ? "" : "&draw=no"}`,
    (bytes) => drawable && loading.report("canvas.wasm", bytes),
    lost,
  );
  // Where nothing can be drawn the picture's program still has its numbers and
  // judges the exercise; the training does not wait for it.
  const pictured = drawable ? stage.ready : Promise.resolve();
  watch((theme) => stage.theme(theme));
  link.listen((event, text) => stage.receive(event, text));

  // Changes from the visitor's hand come faster than they can matter: the last
  // of each name within a tenth of a second is taken.
  let pending = {};
  let timer = 0;
  const set = (partial) => {
    pending = { ...pending, ...partial };
    clearTimeout(timer);
    timer = setTimeout(() => {
      const wanted = pending;
      pending = {};
      run.set(wanted).then(
        () => notice("refused", ""),
        (error) => refuse(wanted, error),
      );
    }, 100);
  };
  const panel = new TypedControls(document, declared, set);
  const refuse = (wanted, error) => {
    const named = error.field in wanted ? error.field : Object.keys(wanted)[0];
    if (!panel.complain(named, error.message)) notice("refused", error.message);
  };
  panel.write(state);
  new Figures(run);
  let origin = trouble ? "" : window.location.search; // what Reset opens again
  const lanes = race(link, run, stage, racing, (slug) => (origin = `?preset=${slug}`));

  // The address says what Share copies, so a reload comes back to the step, or as
  // near as a link can lead.
  const bar = () => reach(place(), Math.min(steps(), most));
  const place = () => {
    const slug = lanes.preset();
    if (slug) {
      const speed = encode(declared, { speed: run.state.speed });
      return framed(speed ? `${speed}&preset=${slug}` : `?preset=${slug}`);
    }
    const whole = query();
    return framed(whole.length > longest ? settings() : whole);
  };
  let opened = false; // until then the address says what is being opened
  const remember = () => {
    if (!opened) return;
    const here = bar();
    if (here !== window.location.search) window.history.replaceState(null, "", window.location.pathname + here + window.location.hash);
  };
  // Browsers take some three changes of the address a second.
  let noting = 0;
  const note = () => {
    noting = 0;
    remember();
  };
  run.listen((what) => {
    if (what === "frame") noting ||= setTimeout(note, 1000);
    // Steps that follow each other are seen; one that takes long is told.
    if (run.playing && run.state.speed === "fast") wait("playing", () => `Taking step ${(run.frame?.step ?? 0) + 1}`, null, 1000);
    else done("playing");
    if (what === "playing" && !run.playing) remember();
    if (what === "state") {
      panel.write(run.state);
      tell("state", { values: run.state });
    }
    if (what === "state" || what === "lanes") remember();
    if (what === "frame") notice("step", explain(run.frame, run.state));
    const [sign, verb] = byId("play").querySelectorAll("span");
    sign.textContent = run.playing ? "❚❚" : "▷";
    verb.textContent = run.playing ? "Pause" : "Play";
  });
  link.restarted = (words) => notice("restarted", words);
  link.listen((event) => {
    // An error that names a field is shown at its control, by whoever asked.
    const own = (event.lane ?? 0) === run.lane;
    if ((event.is === "error" && !event.field && !event.own) || (event.is === "stopped" && own)) {
      const out = wayOut(event.message, run.state);
      notice("engine", sentence(power(event.message)) + out.words, out.rate && { label: `Restart with ${rateName(run.state)} = ${out.rate}`, act: () => again(out.rate) }, event.is === "stopped" && !event.failed);
    }
    // Whatever goes on after an error has got over it.
    const goes = event.is === "frames" && event.frames.some((frame) => (frame.lane ?? 0) === run.lane);
    if (event.is === "opened" || event.is === "undone" || goes) notice("engine", "");
  });

  const again = async (rate) => {
    await run.set({ rate });
    await run.reset();
    await run.play();
  };
  // A seed begins at step 0 with another start; without one all is as the address opened it.
  const reset = (seed) => (seed === undefined ? reopen(origin) : run.reset(seed));

  const buttons = {
    play: () => (run.playing ? run.pause() : run.play()),
    step: () => run.step(1),
    restart: () => run.reset(),
    reset: () => reset(),
    seed: () => run.reset(1 + (crypto.getRandomValues(new Uint32Array(1))[0] % 999_999)),
  };
  const press = (key) => {
    const name = { " ": "play", k: "play", s: "step", b: "restart", r: "reset", n: "seed" }[key.toLowerCase?.() ?? key];
    if (name && !byId(name).disabled) byId(name).click();
  };
  for (const [name, act] of Object.entries(buttons)) {
    byId(name).addEventListener("click", () => act().catch(() => {})); // the error event has told
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
    // Where a key means something already it keeps that meaning. The picture
    // passes its keys on, with the document as their target.
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest("input, select, textarea, [popover]")) return;
    if (event.key === " " && at.closest("button, summary, a")) return;
    if (event.key === " ") event.preventDefault(); // the page would scroll
    press(event.key);
  });

  // A link may also name a race to start from.
  const preset = (search) => new URLSearchParams(search).get("preset");
  const chosen = preset(window.location.search);
  const at = trouble ? 0 : linked.at;
  const ready = open(run, pictured, chosen === null ? at : 0).then(async () => {
    if (!linked.rivals) usual = rivals(run.lanes); // with what the engine has filled in
    if (chosen !== null) {
      await lanes.choose(chosen).then(
        () => advance(run, at),
        (error) => notice("link", `This link is broken: ${error.message}. The default is open instead.`),
      );
    }
    opened = true;
    remember();
  });
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.('article a[href^="?preset="]');
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.querySelector(".bench").scrollIntoView({ block: "start" });
    ready
      .then(() => {
        // So that Back leads to what was there, as far as it had come.
        window.history.replaceState(null, "", window.location.pathname + bar());
        window.history.pushState(null, "", window.location.href);
        return lanes.choose(preset(anchor.getAttribute("href")));
      })
      .catch(told);
  });
  const told = (error) => error.shown || notice("refused", error.message);
  window.addEventListener("popstate", () => {
    const search = window.location.search;
    if (search.replace(/&at=\d+/, "").replace(/^\?v=1$/, "") === place()) return; // another place of the text
    origin = search;
    reopen(search).catch(told);
  });
  // reopen opens what an address says.
  const reopen = async (search) => {
    const slug = preset(search);
    const said = read(search);
    if (slug !== null) {
      await lanes.choose(slug);
    } else {
      if (run.playing) await run.pause();
      lanes.own();
      run.state = { speed: "fast", ...decode(declared, search).state };
      run.rivals = said.rivals ?? racing.rivals;
      await run.open();
    }
    await advance(run, said.at);
  };
  // The lesson is there once its program is, or is known never to come.
  const lesson = ready.then(() => stage.ready.catch(() => {})).then(() => {
    const lesson = new Lesson(stage);
    new Symbols(lesson);
    exercise(lesson, scene);
    // While a race runs, the figures in the text need not follow every frame.
    let late = 0;
    const look = () => {
      late = 0;
      lesson.look();
    };
    stage.changed = () => {
      lanes.hear();
      late ||= setTimeout(look, 250);
    };
    run.listen((what) => what === "frame" && (late ||= setTimeout(look, 250)));
    lesson.look();
    keep({ scene, lesson, stage, address, refuse: (words) => notice("file", words) });
    describe(stage);
    return lesson;
  });
  lesson.catch(() => {}); // whoever waits for ready is told
  expose(run, stage, declared, ready, lanes, lesson, reset);
  ready.then(
    () => {
      loaded();
      for (const name of Object.keys(buttons)) byId(name).disabled = false;
      lanes.ready();
      follow((link) => {
        const { state, trouble } = decode(declared, link);
        if (trouble) throw new Error(trouble);
        set(state);
      });
      offline();
    },
    (error) => {
      failed(sentence(error.message).trim());
    },
  );
}

/** open opens the run; a link whose state the engine refuses opens the default. */
async function open(run, pictured, at) {
  const drawn = pictured.catch((error) => {
    notice("picture", `${error.message}. The training works without the picture.`);
    byId("empty").hidden = false;
  });
  try {
    await run.open();
  } catch (error) {
    if (!error.field) throw error;
    notice("link", `This link is broken: ${error.field}: ${error.message}. The default is open instead.`);
    run.state = { speed: "fast" };
    run.rivals = racing.rivals;
    await run.open();
    at = 0;
  }
  await drawn;
  loaded(); // the way to the step is shown while it is gone
  await advance(run, at);
}

/** advance goes the steps that a link names; a lane that ends before the last has told why. */
async function advance(run, steps) {
  if (steps > 0) await run.step(steps).catch(() => {});
}

/** wayOut says what helps after an error of the engine, and names a smaller rate if one may. */
function wayOut(message, state) {
  if (message.startsWith("engine:")) return { words: "Reload the page to go on." };
  if (!message.startsWith("diverged")) return { words: "" };
  // λ₁ is a part of a computed step; a learning rate can be wrong by orders of magnitude.
  const rate = Number((state.rate / (newton(state) ? 3 : 10)).toPrecision(1));
  const last =
    state.method === "grouped-newton" && state.loss === "squared-error"
      ? "With the squared error D is 0 in the last layer, so nothing shortens its step. "
      : "";
  return {
    words: `${last}Restart it with a smaller ${rateName(state)}${newton(state) ? ", or let λ_int move by itself (the control of that name)" : ""}.`,
    rate,
  };
}

/** newton tells whether a method takes the cubic step. */
const newton = ({ method }) => ["grouped-newton", "cauchy", "newton"].includes(method);

/** rateName is what the control “rate” is to a method. */
const rateName = (state) => (newton(state) ? "λ₁" : "rate");

/** explain says why a step was not what it should be; "" when all is well. */
function explain({ step, reason, case: status }, state) {
  // What grouped Newton would do is an aside while another method trains.
  if (!reason || !newton(state)) return "";
  const hope = status === "unbounded" ? "What helps: a loss or an activation whose third derivative is not zero (cross-entropy, tanh), or larger groups." : "";
  return `Step ${step}: ${reason}. ${hope}`.trim();
}

function sentence(words) {
  if (!words) return "";
  const whole = words[0].toUpperCase() + words.slice(1);
  return /[.!?]$/.test(whole) ? `${whole} ` : `${whole}. `;
}

/** describe keeps the picture's text alternative up to date, without hurry. */
function describe(stage) {
  const write = () => (byId("alt").textContent = stage.alt());
  write();
  setInterval(write, 2000);
}

watchArrival();
if (window.location.protocol !== "file:") main();
arrived(document.currentScript);
