// The race: lanes, presets, what is looked at, rules that stop, files. All of it
// goes to the engine as commands (package demos/link) and comes back as events.

import { TypedControls } from "./controls.js";
import { short } from "./figures.js";
import { notice } from "./notice.js";
import { write } from "./symbols.js";
import { done, wait } from "./waiting.js";

const byId = (id) => document.getElementById(id);

/** laneName is what a lane is called on its button. */
const methods = { "grouped-newton": "grouped Newton", cauchy: "Cauchy", newton: "Newton", sgd: "SGD", adam: "Adam", kfac: "K-FAC", lbfgs: "L-BFGS" };
const laneName = ({ state }, i) => `${i + 1} · ${methods[state.method] ?? state.method}`;

/** choosing returns the setting of data with a value of an option, "" for none. */
function choosing(data, option, value) {
  const [place, ...options] = data.split(/[?&]/).filter((part) => !part.startsWith(`${option}=`));
  if (value) options.push(`${option}=${value}`);
  return [place, options.join("&")].filter(Boolean).join("?");
}

/** megabytes writes a size. */
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/**
 * race wires the panel up and returns what a page needs to drive it; chose is
 * told which preset was opened.
 */
export function race(link, run, stage, { look, stop, presets = [], maxFile }, chose) {
  const at = { lane: 0, what: "method", with: "trivial", axis: "step" };
  const rules = {};
  const told = (error) => error.shown || notice("refused", error.message);

  const views = new TypedControls(document, look, ({ lane, ...change }) => {
    watch({ ...change, ...(lane !== undefined && { lane: lane - 1 }) }).catch((error) => {
      if (!views.complain(error.field ?? "lane", error.message)) told(error);
    });
  });
  const watch = (change) => link.ask({ do: "look", ...at, lane: run.lane, ...change }, { own: true });

  const stops = new TypedControls(document, stop, (change) => {
    for (const [name, value] of Object.entries(change)) rules[name.slice("stop-".length)] = value;
    link.ask({ do: "stop", stop: rules }, { own: true }).catch((error) => stops.complain(Object.keys(change)[0], error.message));
  });

  const show = () => {
    byId("lanes").replaceChildren(
      ...run.lanes.map((lane, i) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = laneName(lane, i);
        button.setAttribute("aria-pressed", i === run.lane ? "true" : "false");
        button.addEventListener("click", () => watch({ lane: i }).catch(told));
        return button;
      }),
    );
    byId("lane-add").disabled = run.lanes.length >= 4;
    byId("lane-drop").disabled = run.lanes.length < 2;
    byId("lane-undo").disabled = !run.lanes[run.lane]?.marks.length;
  };
  run.listen((what) => what === "lanes" && show());
  byId("lane-add").addEventListener("click", () =>
    link.ask({ do: "add", lane: run.lane }).then((event) => watch({ lane: event.lane ?? 0 })).catch(told),
  );
  byId("lane-drop").addEventListener("click", () => link.ask({ do: "drop", lane: run.lane }).catch(told));
  byId("lane-undo").addEventListener("click", () => link.ask({ do: "undo", lane: run.lane }).then(() => notice("refused", ""), told));

  let chosen = null; // the preset that was opened: {slug, lanes}
  const states = () => JSON.stringify(run.lanes.map(({ state }) => state));
  const choose = async (slug) => {
    const preset = presets.find((p) => p.slug === slug);
    if (!preset) throw new Error(`there is no preset ${slug}`);
    const [state, ...lanes] = preset.lanes.map((text) => JSON.parse(text));
    if (run.playing) await run.pause();
    const before = chosen;
    chosen = { slug }; // its lanes are told one after the other
    try {
      await link.ask({ do: "open", state, lanes });
    } catch (error) {
      chosen = before;
      throw error;
    }
    chosen.lanes = states();
    await watch({ lane: 0, what: preset.what, axis: preset.axis });
    chose(slug);
    byId("preset").value = slug;
    write(byId("preset-comment"), `${preset.comment} (${preset.steps} steps)`);
  };
  byId("preset")?.addEventListener("change", ({ target }) => {
    byId("preset-comment").textContent = "";
    if (target.value) choose(target.value).catch(told); // the other choice is the race as it stands
  });

  const ask = () => {
    const source = byId("digit").value.trim();
    const n = Number(source);
    if (!/^\d+$/.test(source) || !Number.isSafeInteger(n)) {
      byId("digit-answer").textContent = "Takes the number of a test image, from 0 up.";
      return Promise.resolve();
    }
    return link.ask({ do: "ask", n, lane: run.lane }, { own: true }).then(
      () => at.what === "data" || watch({ what: "data" }),
      (error) => (byId("digit-answer").textContent = `${error.message}.`),
    );
  };
  byId("digit-ask").addEventListener("click", ask);
  byId("digit").addEventListener("keydown", ({ key }) => key === "Enter" && ask());

  // Files: data sets train anew, a saved race goes on. What was recognised in a
  // file is told and can be changed; a table whose labels are in doubt asks before
  // anything trains.
  const tell = (words) => (byId("files-told").textContent = words);
  const labels = byId("label-column");
  const transposed = byId("transpose");
  let shown = {}; // the file's set that is described
  const describe = (data) => {
    shown = data;
    const { name, origin, table, train, test, shape } = data;
    const asks = table?.doubt;
    const [, kind, place] = name.match(/^(.*?):([^?]*)/);
    const rest = asks
      ? `${asks[0].toUpperCase()}${asks.slice(1)}. It is not opened yet: which column holds the labels? To predict numbers, write ${name}?target=COLUMN as the data.`
      : `${train} samples to train and ${test} to test with, ${shape.join(" × ")} numbers each.`;
    tell(`${place === "." ? kind : place}: ${origin ? `${origin}. ` : ""}${rest}`);
    byId("label-control").hidden = !table;
    byId("transpose-control").hidden = !/^(idx|mnist):/.test(name);
    transposed.checked = choosing(name, "transpose", "yes") === name;
    if (!table) return;
    const columns = table.columns.map((column, i) => new Option(column ? `${i + 1}: ${column.slice(0, 60)}` : `${i + 1}`, i + 1));
    const choice = asks || !table.label ? [new Option("choose one", "")] : [];
    labels.replaceChildren(...choice, ...columns);
    labels.value = choice.length ? "" : table.label;
  };
  const open = (data) => link.ask({ do: "set", state: { data } }, { own: true }).catch((error) => tell(`${error.message}.`));
  labels.addEventListener("change", () => labels.value && open(choosing(choosing(shown.name, "target", ""), "label", labels.value)));
  transposed.addEventListener("change", () => open(choosing(shown.name, "transpose", transposed.checked ? "yes" : "")));
  const load = async (files) => {
    let opens = "";
    for (const file of files) {
      if (file.size > maxFile) throw new Error(`${file.name} has ${megabytes(file.size)}, more than the ${megabytes(maxFile)} that a page opens. The command line (gn train) has no such limit`);
      if (/\.(race|json)$/i.test(file.name)) {
        await link.file("restore", file);
        tell(`${file.name}: the race goes on where it was saved.`);
        return;
      }
      const event = await link.file("load", file);
      if (event.data) {
        describe(event.data);
        opens = event.data.table?.doubt ? "" : event.name;
      } else {
        tell(`${file.name}: ${event.message}.`);
      }
    }
    if (opens) await link.ask({ do: "set", state: { data: opens } });
  };
  const loaded = (files) => load(files).catch((error) => tell(`${error.message}.`));
  byId("files").addEventListener("change", ({ target }) => {
    loaded([...target.files]);
    target.value = "";
  });
  document.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    loaded([...event.dataTransfer.files]);
  });
  byId("race-save").addEventListener("click", async () => {
    const { saved } = await link.ask({ do: "save" });
    const bytes = Uint8Array.from(atob(saved), (letter) => letter.charCodeAt(0));
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([bytes], { type: "application/json" }));
    anchor.download = "cauchy-newton.race";
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  });

  let ready = false;
  let images = false; // the race is about images, which can be read
  link.listen((event) => {
    switch (event.is) {
      case "opened":
        images = Boolean(event.digits && event.data?.classes);
        byId("digit-ask").disabled = !ready || !images;
        if (event.data?.name.includes(":")) describe(event.data);
        else if (!shown.table?.doubt) for (const id of ["label-control", "transpose-control"]) byId(id).hidden = true;
        break;
      case "looking":
        Object.assign(at, { lane: event.lane ?? 0, what: event.what, with: event.with, axis: event.axis });
        views.write({ ...at, lane: at.lane + 1 });
        if (["origins", "spectrum", "compare"].includes(event.what)) wait("seen", "Computing what lies below the race");
        else done("seen");
        break;
      case "seen":
      case "error":
        done("seen");
        break;
      case "answer": {
        const { guess, prob, index, label } = event.answer;
        const what = index < 0 ? "Your drawing" : `Test image ${index}, a ${label},`;
        byId("digit-answer").textContent = `${what} is read as a ${guess}, with probability ${short(prob[guess])}.`;
        break;
      }
      case "stopped":
        byId("voice").textContent = `Lane ${(event.lane ?? 0) + 1} stopped: ${event.message}.`;
        break;
      case "done":
        if (event.stop) stops.write(Object.fromEntries(stop.map(({ name }) => [name, event.stop[name.slice("stop-".length)] ?? 0])));
        break;
    }
  });

  return {
    /** ready enables what needs the engine. */
    ready() {
      ready = true;
      for (const id of ["files", "race-save"]) byId(id).disabled = false;
      byId("digit-ask").disabled = !images;
      show();
    },
    /** hear passes on what the visitor did on the picture. */
    hear() {
      for (const command of stage.says()) link.ask(command).catch(told);
    },
    look: watch,
    choose,
    /** preset is the slug of the one that is open, as long as its lanes are what it says. */
    preset: () => (chosen && (chosen.lanes ?? states()) === states() ? chosen.slug : ""),
    /** own says that the race is no preset. */
    own() {
      chosen = null;
      if (byId("preset")) byId("preset").value = byId("preset-comment").textContent = "";
    },
    load,
    ask: (n) => {
      byId("digit").value = String(n);
      return ask();
    },
  };
}
