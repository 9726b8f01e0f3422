// Embedding: a page in a frame of somebody else's, without what surrounds the
// picture, and the messages between the two. See docs/embedding.md.

/** What the address may hide by name, and what it hides of itself in a frame. */
const parts = {
  header: "body > header",
  text: "#text",
  exercise: "#exercise",
  controls: "#controls",
  figures: "#figures",
  tables: "#tables",
  numbers: "#numbers",
  keep: "#keep",
  buttons: "#buttons",
};
const buttons = ["play", "step", "whole", "reset", "seed", "undo", "share"];
const frameless = ["header", "text", "keep", "tables", "numbers"];

/**
 * arrange hides what the address names: ?embed=1 the surroundings,
 * hide=controls,eta the controls as a whole and the one of that name, and
 * show=text what embed would hide. It returns a sentence about names that mean nothing.
 */
export function arrange(search, controls) {
  const query = new URLSearchParams(search);
  const embed = query.get("embed") ?? "0";
  const embedded = embed === "1";
  document.documentElement.classList.toggle("embedded", embedded);
  const list = (name) => (query.get(name) ?? "").split(",").filter(Boolean);
  const shown = new Set(list("show"));
  const names = new Set([...(embedded ? frameless : []), ...list("hide")].filter((name) => !shown.has(name)));
  const strange = [];
  for (const name of new Set([...names, ...shown])) {
    // A button and a control may have the same name, such as the seed: both go.
    const selectors = [];
    if (Object.hasOwn(parts, name)) selectors.push(parts[name]);
    if (buttons.includes(name)) selectors.push(`#${name}`);
    if (controls.some((c) => c.name === name)) selectors.push(`[data-control="${CSS.escape(name)}"]`);
    if (selectors.length === 0) strange.push(name);
    else if (names.has(name)) for (const part of document.querySelectorAll(selectors.join())) part.hidden = true;
  }
  if (!["0", "1"].includes(embed)) return `This link says embed=${embed.slice(0, 40)}: it takes 1, or 0 for the whole page.`;
  return strange.length ? `This link hides or shows “${strange.join(", ").slice(0, 80)}”, which is nothing on this page.` : "";
}

const verbs = ["state", "set", "step", "play", "pause", "reset", "frame", "check"];

/**
 * converse answers the page around: {playground: "set", id, args: [{eta: 0.1}]}
 * is answered by {playground: "reply", id, value} or {…, error}. tell returns a
 * function that says what happens here.
 */
export function converse() {
  if (window.parent === window) return () => {};
  window.addEventListener("message", async ({ source, data }) => {
    if (source !== window.parent || typeof data?.playground !== "string" || data.playground === "reply") return;
    const { playground: verb, id = null, args = [] } = data;
    const answer = (reply) => source.postMessage({ playground: "reply", id, ...reply }, "*");
    if (!verbs.includes(verb)) return answer({ error: `“${verb.slice(0, 40)}” is none of ${verbs.join(", ")}` });
    if (!Array.isArray(args)) return answer({ error: "args is not a list" });
    try {
      await window.playground.ready;
      answer({ value: (await window.playground[verb]?.(...args)) ?? null });
    } catch (error) {
      answer({ error: error.message });
    }
  });
  return (what, value) => window.parent.postMessage({ playground: what, value }, "*");
}
