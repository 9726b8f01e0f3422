// Embedding: a page in a frame of another site, without what surrounds the picture,
// and the messages between the two. See docs/embedding.md.

/** What the address may hide by its id, besides controls by their names and the header. */
const parts = ["text", "story", "exercise", "controls", "figures", "tables", "numbers", "keep", "buttons", "play", "step", "whole", "restart", "reset", "seed", "undo", "share"];

/** What it hides of itself in a frame. */
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
    if (name === "header") selectors.push("body > header");
    if (parts.includes(name)) selectors.push(`#${name}`);
    if (name === "story") selectors.push("#story-panel");
    if (controls.some((c) => c.name === name)) selectors.push(`[data-control="${CSS.escape(name)}"]`);
    if (selectors.length === 0) strange.push(name);
    else if (names.has(name)) for (const part of document.querySelectorAll(selectors.join())) part.hidden = true;
  }
  if (!["0", "1"].includes(embed)) return `This link says embed=${embed.slice(0, 40)}: it takes 1, or 0 for the whole page.`;
  return strange.length ? `This link hides or shows “${strange.join(", ").slice(0, 80)}”, which is nothing on this page.` : "";
}

const verbs = ["state", "set", "step", "play", "pause", "restart", "reset", "frame", "check", "enter", "scene"];

/** So many wrong messages a second are answered; what comes behind them is counted and dropped. */
const patience = 100;

/**
 * converse answers the page around: {playground: "set", id, args: [{eta: 0.1}]}
 * is answered by {playground: "reply", id, value} or {…, error}. It returns a
 * function that posts what happens here.
 */
export function converse() {
  if (window.parent === window) return () => {};
  let wrong = 0; // in this second
  let dropped = 0;
  const err = (source, id, error) => {
    if (wrong++ === 0) {
      setTimeout(() => {
        if (dropped) source.postMessage({ playground: "dropped", value: dropped }, "*");
        wrong = dropped = 0;
      }, 1000);
    }
    source.postMessage({ playground: "reply", id, error }, "*");
  };
  window.addEventListener("message", async ({ source, data }) => {
    if (source !== window.parent || typeof data?.playground !== "string" || data.playground === "reply") return;
    const { playground: verb, id = null, args = [] } = data;
    if (window.playground) await window.playground.ready.catch(() => {}); // what waits for it is counted, too
    if (wrong >= patience) return void dropped++;
    const known = verbs.filter((verb) => !window.playground || verb in window.playground);
    if (!known.includes(verb)) return err(source, id, `“${verb.slice(0, 40)}” is none of ${known.join(", ")}`);
    if (!Array.isArray(args)) return err(source, id, "args is not a list");
    try {
      await window.playground.ready;
      const value = (await window.playground[verb](...args)) ?? null;
      source.postMessage({ playground: "reply", id, value }, "*");
    } catch (error) {
      err(source, id, error.message);
    }
  });
  return (what, value) => window.parent.postMessage({ playground: what, value }, "*");
}
