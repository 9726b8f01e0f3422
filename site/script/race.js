// The race: lanes, presets, what is looked at, rules that stop, files. All of it is
// wishes to the client of the run (package demos/client), and what it then knows.

import { Controls } from "./controls.js";
import { save } from "./keep.js";
import { notice, told } from "./notice.js";
import { write } from "./symbols.js";
import { done, wait } from "./waiting.js";

const byId = (id) => document.getElementById(id);

/** choosing returns the setting of data with a value of an option, "" for none. */
function choosing(data, option, value) {
  const [place, ...options] = data.split(/[?&]/).filter((part) => !part.startsWith(`${option}=`));
  if (value) options.push(`${option}=${value}`);
  return [place, options.join("&")].filter(Boolean).join("?");
}

/** race wires the panel up and returns what a page needs to drive it. */
export function race(run, { look, stop, maxFile }) {
  const watch = async (change) => void (await run.ask({ do: "look", ...change }));
  const views = new Controls(document, look, (change) => watch(change.lane ? { lane: change.lane - 1 } : change).catch((error) => views.refuse(error, change)));
  const stops = new Controls(document, stop, (state) => run.ask({ do: "stop", state }).catch((error) => stops.refuse(error, state)));

  const button = ({ name }, i) =>
    Object.assign(document.createElement("button"), {
      type: "button",
      textContent: `${i + 1} · ${name}`,
      ariaPressed: String(i === run.lane),
      onclick: () => watch({ lane: i }).catch(told),
    });
  const show = () => {
    byId("lanes").replaceChildren(...run.client.lanes.map(button));
    byId("lane-add").disabled = run.client.lanes.length >= 4;
    byId("lane-drop").disabled = run.client.lanes.length < 2;
    byId("lane-undo").disabled = !run.client.lanes[run.lane]?.undo;
  };
  for (const verb of ["add", "drop", "undo"]) {
    byId(`lane-${verb}`).addEventListener("click", () => run.ask({ do: verb }).then(() => notice("refused", ""), told));
  }

  const choose = async (slug) => void (await run.ask({ do: "preset", name: slug }));
  byId("preset")?.addEventListener("change", ({ target }) => {
    byId("preset-comment").textContent = "";
    if (target.value) choose(target.value).catch(told); // the other choice is the race as it stands
  });

  const ask = async () => {
    const source = byId("digit").value.trim();
    const n = Number(source);
    const refuse = (words) => (byId("digit-answer").textContent = words);
    if (!/^\d+$/.test(source) || !Number.isSafeInteger(n)) return void refuse("Takes the number of a test image, from 0 up.");
    await run.ask({ do: "ask", n }).catch((error) => refuse(error.words));
  };
  byId("digit-ask").addEventListener("click", ask);
  byId("digit").addEventListener("keydown", ({ key }) => key === "Enter" && ask());

  // Files: data sets train anew, a saved race goes on. What was recognised in a
  // file is shown and can be changed; a table whose labels are in doubt asks before
  // anything trains.
  const tell = (words) => (byId("files-told").textContent = words);
  const fail = (error) => tell(error.words ?? `${error.message}.`);
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
  const open = (data) => run.set({ data }).catch(fail);
  labels.addEventListener("change", () => labels.value && open(choosing(choosing(shown.name, "target", ""), "label", labels.value)));
  transposed.addEventListener("change", () => open(choosing(shown.name, "transpose", transposed.checked ? "yes" : "")));
  const load = async (files) => {
    let opens = "";
    for (const file of files) {
      if (file.size > maxFile) throw new Error(`${file.name} has ${Math.round(file.size / 1e6)} MB, more than the ${Math.round(maxFile / 1e6)} MB that a page opens. The command line (gn train) has no such limit`);
      if (/\.(race|json)$/i.test(file.name)) {
        await run.file("restore", file);
        tell(`${file.name}: the race goes on where it was saved.`);
        return;
      }
      const event = await run.file("load", file);
      if (event.data) {
        describe(event.data);
        opens = event.data.table?.doubt ? "" : event.name;
      } else {
        tell(`${file.name}: ${event.message}.`);
      }
    }
    if (opens) await run.set({ data: opens });
  };
  byId("files").addEventListener("change", ({ target }) => {
    load([...target.files]).catch(fail);
    target.value = "";
  });
  document.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    load([...event.dataTransfer.files]).catch(fail);
  });
  byId("race-save").addEventListener("click", async () => {
    const { saved } = await run.ask({ do: "save" });
    save("cauchy-newton.race", Uint8Array.from(atob(saved), (letter) => letter.charCodeAt(0)));
  });

  const news = {
    lanes: show,
    look: () => views.write({ ...run.client.look, lane: run.lane + 1 }),
    seeking: () => (run.client.seeking ? wait("seen", "Computing what lies below the race") : done("seen")),
    rules: () => stops.write(Object.fromEntries(stop.map(({ name }) => [name, run.client.rules[name.slice("stop-".length)] ?? 0]))),
    preset: () => {
      if (!byId("preset")) return;
      byId("preset").value = run.client.preset;
      write(byId("preset-comment"), run.client.comment);
    },
    data: () => {
      const { data, images } = run.client;
      for (const id of ["files", "race-save"]) byId(id).disabled = false; // a race is open
      byId("digit-ask").disabled = !images;
      if (data?.name.includes(":")) describe(data);
      else if (!shown.table?.doubt) for (const id of ["label-control", "transpose-control"]) byId(id).hidden = true;
    },
    answer: () => (byId("digit-answer").textContent = run.client.answer),
    said: () => (byId("voice").textContent = run.client.said),
  };
  run.listen((what) => news[what]?.());

  return {
    look: watch,
    choose,
    load,
    ask: (n) => {
      byId("digit").value = String(n);
      return ask();
    },
  };
}
