// The address: the whole state in the link and back. The link says
// ?v=1&name=value…, only for values that are not the defaults.

import { allowed, parse, text } from "./controls.js";

const version = "1";

// The engine's default of the one depends on the values of the others: a link
// that names one of those names the first, whatever it is.
const companions = { rate: ["method", "adaptive"], lambda: ["method"], average: ["adaptive"] };

/** encode returns the query of a state, "" for the default one. */
export function encode(controls, state) {
  const query = new URLSearchParams();
  for (const control of controls) {
    const value = state[control.name];
    // What a control cannot say (no cubic term at all) is a default that comes back by itself.
    if (value === undefined || parse(control, text(value)) === undefined) continue;
    const free = !companions[control.name]?.some((name) => query.has(name));
    if (free && value === parse(control, control.default)) continue;
    query.append(control.name, text(value));
  }
  const said = [...query];
  return said.length ? search([["v", version], ...said]) : "";
}

/** pairs reads a query: its names and values. */
export const pairs = (search) => [...new URLSearchParams(search)];

/** search writes names and values as a query; "" for none. */
export function search(pairs) {
  // Commas, colons and slashes are harmless in a query and easier to read.
  const query = new URLSearchParams(pairs).toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return query && `?${query}`;
}

/** framed appends to a query what the present address says of a frame. */
export function framed(query) {
  const kept = new URLSearchParams(window.location.search);
  const extra = ["embed", "hide", "show"].filter((name) => kept.has(name)).map((name) => `${name}=${encodeURIComponent(kept.get(name))}`);
  return extra.length ? [query || "?v=1", ...extra].join("&") : query;
}

/**
 * decode reads a query: state holds the values that it names. A link that does
 * not hold together opens the defaults, never half of what it says, and trouble
 * says why.
 */
export function decode(controls, search) {
  const state = {};
  const broken = (why) => ({ state: {}, trouble: `This link is broken: ${why}. The default is open instead.` });
  const query = new URLSearchParams(search);
  const named = controls.filter((control) => query.has(control.name));
  for (const key of query.keys()) {
    const meant = controls.find(({ name }) => name !== key && name.toLowerCase() === key.trim().toLowerCase());
    if (meant) return broken(`“${clip(key)}” is called “${meant.name}”`);
  }
  // Trackers append parameters of their own; they are none of our business.
  if (named.length === 0 && !query.has("v")) return { state, trouble: "" };
  // A link without a version, such as those of the text, is of the first.
  if (query.has("v") && query.getAll("v").join() !== version) return broken(`it is of version “${clip(query.get("v"))}”, this page reads version ${version}`);
  for (const control of named) {
    const values = query.getAll(control.name);
    if (values.length > 1) return broken(`it says “${control.name}” twice`);
    const value = parse(control, values[0]);
    if (value === undefined) return broken(`“${clip(values[0])}” is not a value of “${control.name}” (${allowed(control)})`);
    state[control.name] = value;
  }
  return { state, trouble: "" };
}

function clip(value) {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
