// Keep: the picture, the numbers and the state as files, a saved state opened
// again, and the code that embeds the page elsewhere.

import { csv } from "./figures.js";
import { notice } from "./notice.js";
import { copy, say } from "./top.js";

/** save hands a file to the visitor. */
export function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** saved is a state as a file. */
const saved = (scene, lesson) =>
  JSON.stringify({ playground: "state", version: 1, scene, values: lesson.values, figures: lesson.figures, tables: lesson.tables }, null, 1);

/**
 * opening calls take with the content of a file of a kind, which has a name in words, when
 * one is chosen that has at most so many bytes. It calls told with a sentence about what is
 * wrong, which take may throw, or with "".
 */
export function opening(input, kind, name, most, take, told) {
  input.disabled = false;
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      if (file.size > most) throw new Error(`This file is too large for a ${name}.`);
      take(contents(await file.text(), kind, name));
      told("");
    } catch (error) {
      told(error.message);
    }
  });
}

function contents(file, kind, name) {
  let content;
  try {
    content = JSON.parse(file);
  } catch {
    throw new Error(`This file is not a ${name}: it is no JSON.`);
  }
  if (content?.playground !== kind) throw new Error(`This file is not a ${name} of this playground.`);
  return content;
}

/** values are those of a saved state; it throws a sentence. */
function values(content, scene) {
  if (content.version !== 1) throw new Error(`This state is of version ${String(content.version).slice(0, 20)}; this page reads version 1.`);
  if (content.scene !== scene) throw new Error(`This state belongs to another page (“${String(content.scene).slice(0, 40)}”).`);
  const entries = Object.entries(content.values ?? {});
  if (entries.some(([, value]) => typeof value !== "string")) throw new Error("This state is damaged: a value is no text.");
  return Object.fromEntries(entries);
}

/** keep wires the panel up; address returns the link to this state. */
export function keep(scene, lesson, stage, address = () => window.location.href) {
  const refuse = (words) => notice("file", words);
  const acts = {
    png: async () => {
      const picture = await stage.picture();
      if (picture) save(`${scene}.png`, picture);
      else refuse("There is no picture to keep.");
    },
    csv: () => save(`${scene}.csv`, csv(lesson.figures, lesson.tables)),
    json: () => save(`${scene}.json`, saved(scene, lesson)),
    embed: async () => say((await copy(code(address()))) ? "Code copied" : "The clipboard is not to be had here"),
  };
  for (const button of document.querySelectorAll("[data-keep]")) {
    button.addEventListener("click", acts[button.dataset.keep]);
    button.disabled = false;
  }
  const input = document.getElementById("open");
  if (input) opening(input, "state", "saved state", 8_000_000, (content) => lesson.ask({ do: "set", values: values(content, scene) }), refuse);
}

/** code is the HTML that shows this state in another page. */
function code(link) {
  const address = new URL(link);
  address.searchParams.set("embed", "1");
  const title = document.title.replaceAll('"', "&quot;");
  return `<iframe src="${address.href.replaceAll("&", "&amp;")}" title="${title}" width="800" height="640" style="border:0" allow="clipboard-write"></iframe>`;
}
