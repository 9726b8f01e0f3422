// What a link to a race says beyond the settings of its first lane: the other
// lanes (lanes=[{…}], what differs from the first) and how far they have come
// (at=120). A race is a function of its settings, so a link restores it to the bit.

/** The most steps that a link may have the page take when it opens. */
export const most = 5000;

/** What the engine sets anew for a lane of another method, unless it is told. */
const own = ["rate", "lambda", "dampening", "average", "fisher"];

/** rivals returns the lanes beyond the first: of each what differs from it. */
export function rivals(lanes) {
  const [first, ...others] = lanes.map(({ state }) => state);
  return others.map((state) => {
    const other = state.method !== first.method || state.adaptive !== first.adaptive;
    return Object.fromEntries(Object.entries(state).filter(([name, value]) => first[name] !== value || (other && own.includes(name))));
  });
}

/** add appends lanes to a query, unless the page opens them by itself. */
export function add(query, lanes, usual) {
  const others = JSON.stringify(rivals(lanes));
  return others === JSON.stringify(usual) ? query : `${query || "?v=1"}&lanes=${encodeURIComponent(others)}`;
}

/** reach appends the steps to a query. */
export function reach(query, step) {
  return step > 0 && step <= most ? `${query || "?v=1"}&at=${step}` : query;
}

/** read returns {rivals, at, trouble}; rivals is undefined where the link names none. */
export function read(search) {
  const query = new URLSearchParams(search);
  const broken = (why) => ({ at: 0, trouble: `This link is broken: ${why}. The default is open instead.` });
  const at = query.get("at") ?? "0";
  if (!/^\d{1,4}$/.test(at) || Number(at) > most) return broken(`“at” is a number of steps up to ${most}`);
  if (!query.has("lanes")) return { at: Number(at), trouble: "" };
  let list;
  try {
    list = JSON.parse(query.get("lanes"));
  } catch {
    return broken("its lanes are no JSON");
  }
  const plain = (lane) => lane !== null && typeof lane === "object" && !Array.isArray(lane) && Object.values(lane).every((value) => ["string", "number", "boolean"].includes(typeof value));
  if (!Array.isArray(list) || list.length > 3 || !list.every(plain)) return broken("its lanes are not up to three lists of settings");
  return { rivals: list, at: Number(at), trouble: "" };
}
