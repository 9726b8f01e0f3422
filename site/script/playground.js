// window.playground: the scripting interface for teachers and tests.

/**
 * expose puts the interface on window:
 *
 *   ready         a promise: the run is open, the picture drawn (or known to be impossible)
 *   state()       every value, by name
 *   set(partial)  change some; resolves when the engine has taken them, rejects with the reason
 *   step(n)       n steps; resolves after the n-th frame
 *   play(), pause()   resolve when the engine has begun, has stopped
 *   restart()     back to step 0 with these settings
 *   reset(seed)   back to step 0 of another seed; without one, to what the address opened
 *   frame()       the last frame: step, loss, accuracy, gbar, hbar, D, eta, r, case …; null at step 0
 *   check()       judges the exercise: {right, words}
 *   race.look({lane, what, with, axis})   what is shown of which lane (counted from 0), and over what
 *   race.choose(slug)   a preset; race.ask(n) the network about a test image; race.load([File…]) data or a saved race
 *   lanes()       of each lane its whole state
 *   picture()     what the picture has cost so far (draws, updates, calls), and the picture in words (alt)
 */
export function expose(run, stage, ready, race, lesson) {
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
    race: Object.freeze({ look: race.look, choose: race.choose, ask: race.ask, load: race.load }),
    lanes: () => structuredClone(run.client.lanes.map(({ state }) => state)),
    picture: () => ({ ...stage.counts(), alt: stage.alt() }),
  });
}
