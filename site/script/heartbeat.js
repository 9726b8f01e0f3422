// Heartbeat: whether a worker still answers. A browser may end one without notice, and
// one in an endless loop sends nothing either.

/** The interval in milliseconds of the checks. */
const beat = 1000;

/**
 * So many seconds a worker may be silent that has nothing long to do: its slices
 * are of 10 ms, so a machine would have to be a thousand times too busy. A test may
 * say otherwise in <html data-patience="2">.
 */
const patience = () => Number(document.documentElement.dataset.patience ?? 10);

/** A machine a hundred times slower than the one this was made on multiplies so often in a second. */
const slowest = 1e7;

/** A machine as slow reads a megabyte of a file in so many seconds. */
const slowRead = 60;

/**
 * heartbeat watches a worker. ask is called to make the worker answer, dead once when it
 * does not. load returns what keeps the worker from answering: {products, megabytes} at
 * most. It returns heard, to be called with every message of the worker, and stop.
 */
export function heartbeat(ask, dead, load) {
  let silent = 0; // seconds
  const heard = () => (silent = 0);
  const timer = setInterval(() => {
    // A hidden page has its timers slowed, and so may its worker be. Time is
    // counted in beats: a machine that slept has not waited.
    if (document.hidden) return heard();
    silent += beat / 1000;
    const { products, megabytes } = load();
    if (silent > patience() + products / slowest + megabytes * slowRead) dead();
    else if (silent === 1) ask();
  }, beat);
  return { heard, stop: () => clearInterval(timer) };
}
