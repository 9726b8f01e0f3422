package site_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
)

// learns: the default network, 784-32-16-10, tanh, canonical partition, batch
// 100, seed 1, has learned in 150 steps.
func learns(p *tab) {
	t := p.t
	f := ask[train.Frame](p, `playground.frame()`)
	t.Logf("step %d: loss %.4f, accuracy %.4f, case %s", f.Step, f.Loss, f.Accuracy, f.Status)
	if f.Step != 150 {
		t.Fatalf("the last frame is of step %d", f.Step)
	}
	if !(f.Loss < 0.6) {
		t.Errorf("training loss %g, want below 0.6", f.Loss)
	}
	if !(f.Accuracy > 0.88) {
		t.Errorf("test accuracy %g, want above 0.88", f.Accuracy)
	}
	s := len(f.Groups)
	if s != 6 || len(f.Hbar) != s*s || len(f.Gbar) != s || len(f.D) != s || len(f.Eta) != s {
		t.Fatalf("%d groups, H̄ %d, ḡ %d, D %d, η %d entries", s, len(f.Hbar), len(f.Gbar), len(f.D), len(f.Eta))
	}
	for i := range s {
		for j := range s {
			h := float64(f.Hbar[i*s+j])
			if math.IsNaN(h) || math.IsInf(h, 0) {
				t.Errorf("H̄[%d,%d] is %g", i, j, h)
			}
			if h != float64(f.Hbar[j*s+i]) {
				t.Errorf("H̄[%d,%d] is %g and H̄[%d,%d] is %g", i, j, h, j, i, float64(f.Hbar[j*s+i]))
			}
		}
	}
}

// steps gathers the frames of the first n steps in the page, as JSON.
const steps = `(async (n) => {
	await playground.restart();
	const frames = [];
	for (let i = 0; i < n; i++) {
		await playground.step();
		frames.push((` + numbers + `)());
	}
	return frames;
})`

// numbers is a function that returns what a run decides of the last frame: not
// the seconds, which are measured.
const numbers = `() => { const { seconds, ...frame } = playground.frame(); return frame; }`

// One seed is one run, to the last bit, whether it is played again or opened
// again; another seed is another run.
func TestSameSeedSameNumbers(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	first := ask[json.RawMessage](p, steps+`(12)`)
	if again := ask[json.RawMessage](p, steps+`(12)`); !bytes.Equal(first, again) {
		t.Error("after a reset the numbers differ")
	}
	other := open(t, visit{page: "lab.html", before: noPicture})
	if again := ask[json.RawMessage](other, steps+`(12)`); !bytes.Equal(first, again) {
		t.Error("in another window the numbers differ")
	}
	p.run(`playground.reset(2)`)
	if again := ask[json.RawMessage](p, steps+`(12)`); bytes.Equal(first, again) {
		t.Error("another seed gives the same numbers")
	}
}

// The same 20 steps, run natively, agree to 1e-9 relative: wasm and amd64
// differ by fused multiplications and the order of SIMD sums, no more.
func TestAgreesWithNative(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	page := ask[[]train.Frame](p, steps+`(20)`)
	digits, test, err := data.MNIST()
	if err != nil {
		t.Fatal(err)
	}
	run, err := train.New(train.Config{}, digits, test)
	if err != nil {
		t.Fatal(err)
	}
	var native train.Frame
	run.Look(&native) // the session looks at step 0 too, and keeps that accuracy until the next measurement
	worst := 0.0
	for i := range page {
		if err := run.Step(&native); err != nil {
			t.Fatal(err)
		}
		got := page[i]
		if got.Step != native.Step || got.Status != native.Status {
			t.Fatalf("step %d %q in the page, step %d %q natively", got.Step, got.Status, native.Step, native.Status)
		}
		compare := func(name string, got, want []train.Number) {
			t.Helper()
			if len(got) != len(want) {
				t.Fatalf("step %d, %s: %d and %d entries", native.Step, name, len(got), len(want))
			}
			// Relative to the largest entry: a small entry of H̄ is a sum of
			// large ones that cancel.
			scale := 0.0
			for _, w := range want {
				scale = max(scale, math.Abs(float64(w)))
			}
			for k := range want {
				g, w := float64(got[k]), float64(want[k])
				if math.IsNaN(g) && math.IsNaN(w) {
					continue
				}
				gap := math.Abs(g-w) / scale
				if g == w {
					gap = 0
				}
				worst = max(worst, gap)
				if !(gap <= 1e-9) {
					t.Errorf("step %d, %s[%d]: %.17g in the page, %.17g natively", native.Step, name, k, g, w)
				}
			}
		}
		compare("loss", []train.Number{got.Loss}, []train.Number{native.Loss})
		compare("accuracy", []train.Number{got.Accuracy}, []train.Number{native.Accuracy})
		compare("ḡ", got.Gbar, native.Gbar)
		compare("H̄", got.Hbar, native.Hbar)
		compare("D", got.D, native.D)
		compare("η", got.Eta, native.Eta)
		compare("r", []train.Number{got.R}, []train.Number{native.R})
	}
	t.Logf("largest relative difference %.2g", worst)
}

// After a pause is answered no frame comes any more. How long the answer takes
// depends on the machine and is told, not judged; without WebGL nothing is
// drawn and the time is the engine's alone.
func TestPauseStops(t *testing.T) {
	t.Parallel()
	t.Run("with the picture", func(t *testing.T) { pauseStops(t, visit{width: 800, height: 600}) })
	t.Run("without", func(t *testing.T) { pauseStops(t, visit{before: noPicture}) })
}

func pauseStops(t *testing.T, v visit) {
	p := open(t, v)
	p.run(`playground.play()`)
	p.until(`playground.frame().step >= 15`)
	took := ask[[]float64](p, `(async () => {
		const took = [];
		for (let i = 0; i < 12; i++) {
			await playground.play();
			await new Promise((resolve) => setTimeout(resolve, 7 * i)); // another moment of the step each time
			const begin = performance.now();
			await playground.pause();
			took.push(performance.now() - begin);
		}
		return took;
	})()`)
	t.Logf("pause answered after (ms) %.0f", took)
	at := ask[int](p, `playground.frame().step`)
	p.stands(at)
	if text := ask[string](p, `document.getElementById("play").textContent`); text != "Run" {
		t.Errorf("the button says %q", text)
	}
}

// stands fails if a run goes on that is paused at a step: with answers of the engine
// would come what it has still computed.
func (p *tab) stands(at int) {
	p.t.Helper()
	p.run(`(async () => { for (let i = 1; i <= 20; i++) await playground.set({ lambda: i }); })()`)
	if later := ask[int](p, `playground.frame().step`); later != at {
		p.t.Errorf("paused at step %d, and later at %d", at, later)
	}
}

// What can change while it runs does, without a restart; the network restarts.
func TestChangeWhileItRuns(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	p.run(`playground.play()`)
	p.until(`playground.frame().step >= 3`)
	p.run(`playground.set({ rate: 0.2, partition: "trivial", lambda: 3 })`)
	p.until(`playground.frame().groups.length === 1`)
	if step := ask[int](p, `playground.frame().step`); step < 3 {
		t.Errorf("the run started anew: step %d", step)
	}
	p.run(`playground.pause()`)
	p.run(`playground.set({ layers: "12-10" })`)
	if step := ask[int](p, `playground.frame().step`); step != 0 {
		t.Errorf("a new network, and step %d", step)
	}
	if why := ask[string](p, `playground.set({ rate: -1 }).then(() => "", (error) => error.message)`); why == "" {
		t.Error("a negative rate was taken")
	}
	if why := ask[string](p, `playground.set({ colour: "red" }).then(() => "", (error) => error.message)`); why == "" {
		t.Error("an unknown name was taken")
	}
	if why := ask[string](p, `playground.set({ partition: "no-such-partition" }).then(() => "", (error) => error.message)`); why == "" {
		t.Error("an unknown partition was taken")
	}
}

// Played slowly it is the same run, and it stops as well; the speed can change
// while it plays.
func TestSlow(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", query: "?v=1&speed=slow", before: noPicture})
	p.run(`playground.play()`)
	p.until(`playground.frame().step >= 3`)
	p.run(`playground.pause()`)
	slow := ask[json.RawMessage](p, `(`+numbers+`)()`)
	at := ask[int](p, `playground.frame().step`)
	p.stands(at)
	p.run(`playground.reset()`)
	p.run(`playground.step(` + number(at) + `)`)
	if fast := ask[json.RawMessage](p, `(`+numbers+`)()`); !bytes.Equal(fast, slow) {
		t.Errorf("step %d played slowly\n%s\nand at once\n%s", at, slow, fast)
	}
	p.run(`playground.play()`)
	p.run(`playground.set({ speed: "fast" })`)
	p.until(`playground.frame().step >= ` + number(at+20))
	p.run(`playground.pause()`)
}

// A divergence is told with its reason and a way out; a smaller rate and a reset
// are one.
func TestDivergence(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	p.run(`playground.set({ activation: "identity", loss: "squared-error", method: "sgd", rate: 2 })`)
	if why := ask[string](p, `playground.step(100).then(() => "", (error) => error.message)`); !strings.Contains(why, "diverged in step") {
		t.Fatalf("a hundred steps at rate 2 ended with %q", why)
	}
	words := func() string { return ask[string](p, `document.getElementById("notices").textContent`) }
	// Where the run stands is said once, by the engine.
	if got := words(); !strings.Contains(got, "Diverged in step") || !strings.Contains(got, "smaller rate") || !strings.Contains(got, "; back at ") || strings.Contains(got, "stands at") {
		t.Errorf("notices %q", got)
	}
	if ways := ask[int](p, `document.querySelectorAll("#notices [data-subject=engine] [data-way]").length`); ways != 1 {
		t.Errorf("%d ways out to press", ways)
	}
	p.run(`playground.set({ rate: 0.001 })`)
	p.run(`playground.reset()`)
	p.run(`playground.step(20)`)
	if got := words(); strings.Contains(got, "Diverged") {
		t.Errorf("after it has gone on: %q", got)
	}
}

// A model without a minimum is told in words.
func TestUnbounded(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	if words := ask[string](p, `document.getElementById("notices").textContent`); strings.Contains(words, "Step") {
		t.Fatalf("before the first step: %q", words)
	}
	p.run(`playground.set({ activation: "identity", loss: "squared-error", bare: true })`)
	p.run(`playground.step(1)`)
	f := ask[train.Frame](p, `playground.frame()`)
	words := ask[string](p, `document.getElementById("notices").textContent`)
	if f.Status != "unbounded" || f.Reason == "" || !strings.Contains(words, f.Reason) || !strings.Contains(words, "What helps") {
		t.Errorf("case %q, reason %q, notices %q", f.Status, f.Reason, words)
	}
}

// The way out of a divergence is a button: it goes back to the start and trains
// on with a smaller λ₁, which the control then shows.
func TestWayOut(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&loss=squared-error"}) // of before the guards
	p.run(`playground.step(100).catch(() => {})`)
	if words := ask[string](p, `document.getElementById("notices").textContent`); !strings.Contains(words, "Leave the guards on") {
		t.Fatalf("notices %q", words)
	}
	p.run(`document.querySelector("#notices [data-subject=engine] [data-way]").click()`)
	p.until(`playground.frame()?.step > 40`)
	p.run(`playground.pause()`)
	if got := ask[string](p, `document.getElementById("control-rate").value`); got != "0.1" {
		t.Errorf("λ₁ is %s now", got)
	}
	if words := ask[string](p, `document.getElementById("notices").textContent`); strings.Contains(words, "Diverged") {
		t.Errorf("notices %q", words)
	}
}

// Each method brings its own default rate, and the control shows it; a rate
// that the visitor chose for another method would suit none.
func TestMethodBringsItsRate(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	for _, c := range [][2]string{{"adam", "0.001"}, {"sgd", "0.1"}, {"grouped-newton", "0.3"}} {
		p.run(`(() => { const method = document.getElementById("control-method"); method.value = "` + c[0] + `"; method.dispatchEvent(new Event("change")); })()`)
		p.until(`playground.state().method === "` + c[0] + `"`)
		if got := ask[string](p, `document.getElementById("control-rate").value`); got != c[1] {
			t.Errorf("%s: the control shows the rate %s, want %s", c[0], got, c[1])
		}
	}
}
