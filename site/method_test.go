package site_test

import "testing"

// On the method's page Step goes by micro-steps, over those that an iteration
// leaves out and on into the next; Iteration goes to the end; Play runs on,
// Reset goes back to the start of the first.
func TestMicroSteps(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "method.html", before: noWebGL})
	want := func(what, place string) {
		t.Helper()
		if got := ask[string](p, "`${playground.state().step} ${playground.state().micro}`"); got != place {
			t.Errorf("%s leads to %s, want %s", what, got, place)
		}
	}
	want("opening", "0 1")
	p.press("s")
	want("Step", "0 2")
	p.press("i")
	want("Iteration", "0 11")
	p.press("s")
	want("Step at the end", "1 1")
	p.press("s")
	p.press("s")
	want("Step over what is left out", "1 11")
	p.press("i")
	want("Iteration from the end", "2 11")
	p.run(`playground.step(3)`)
	want("step(3)", "3 11")
	if got := ask[string](p, `document.getElementById("status").textContent`); got != "iteration 3 of 40, micro-step 11 of 11" {
		t.Errorf("the status says %q", got)
	}
	p.press("k")
	p.until(`playground.state().step === 4 && playground.state().micro > 5`)
	p.press("k")
	p.press("b")
	want("Restart", "0 0")
	p.press("r")
	want("Reset", "0 1") // as the page opens
	// The end is an end.
	p.run(`playground.set({ step: 40, micro: 11 })`)
	p.press("s")
	p.press("i")
	want("Step at the last", "40 11")
}
