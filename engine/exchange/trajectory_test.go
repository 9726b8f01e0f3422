package exchange

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/optim"
)

func openTrajectory(t *testing.T, path string) *Trajectory {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tr, err := ReadTrajectory(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return tr
}

// Every recorded training runs again to the recorded parameters, within what
// the recording says rounding amounts to: a relative 1e-13 of the start,
// amplified as its own perturbation was, or 1e-11 where that is less.
func TestReplay(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join("testdata", "traj_*.json"))
	if len(paths) == 0 {
		t.Fatal("no files")
	}
	for _, path := range paths {
		tr := openTrajectory(t, path)
		t.Run(tr.Name, func(t *testing.T) {
			amplified := tr.Sensitivity.Change / tr.Sensitivity.Perturbation
			replay(t, tr, math.Max(1e-13*amplified, 1e-11))
		})
	}
}

func replay(t *testing.T, tr *Trajectory, tol float64) {
	r, err := tr.Replay()
	if err != nil {
		t.Fatal(err)
	}
	m, err := tr.Method(r.StepsEpoch)
	if err != nil {
		t.Fatal(err)
	}
	within := func(what string, got, want []float64, tol float64) {
		t.Helper()
		if len(got) != len(want) {
			t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
		}
		scale := 1.0
		for _, v := range want {
			scale = math.Max(scale, math.Abs(v))
		}
		for i := range want {
			if d := math.Abs(got[i] - want[i]); !(d <= tol*scale) {
				t.Fatalf("%s: entry %d is %v, want %v", what, i, got[i], want[i])
			}
		}
	}
	var f optim.Frame
	for k, s := range tr.Steps {
		at := fmt.Sprintf("step %d: ", k)
		if err := m.Step(&f, r.Theta, r); err != nil {
			t.Fatal(at, err)
		}
		within(at+"loss", []float64{f.Loss}, []float64{float64(*s.LossBefore)}, tol)
		// The step sizes inherit the condition of H̄ + ½λrD².
		within(at+"η", f.Eta, s.Eta, 1e3*tol)
		within(at+"dampings", []float64{f.Rate, f.Lambda}, []float64{float64(*s.Damping), float64(*s.DampingInt)}, 1e-15)
		if f.Fresh != *s.Fresh {
			t.Fatalf("%sa summary: %v, recorded: %v", at, f.Fresh, *s.Fresh)
		}
		if *s.Fresh {
			if f.Status.Solved() != *s.Found {
				t.Fatalf("%sthe cubic step is %v, recorded as found: %v", at, f.Status, *s.Found)
			}
			within(at+"ḡ", f.Summary.Gbar, s.Gbar, 10*tol)
			within(at+"D³", f.Summary.Order3, s.Order3, 10*tol)
			within(at+"η raw", f.Newton, s.Newton, 1e3*tol)
			n := len(s.Gbar)
			for i := range n {
				within(at+"H̄", f.Summary.Hbar[i*n:(i+1)*n], s.Hbar[i], 10*tol)
			}
		}
		if k == 0 {
			after, err := Flatten(r.Graph.Params(), tr.AfterOne)
			if err != nil {
				t.Fatal(err)
			}
			within("θ after one step", r.Theta, after, 1e-12)
		}
	}
	final, err := Flatten(r.Graph.Params(), tr.Final)
	if err != nil {
		t.Fatal(err)
	}
	within("final θ", r.Theta, final, tol)
	within("final loss", []float64{r.Loss(r.Theta)}, []float64{float64(*tr.FinalLoss)}, tol)
}

// Every plateau multiplies what the schedule applies to by its factor, above 1
// or below, and the step sizes in use follow λ₁ but not λ_int.
func TestPlateauSchedules(t *testing.T) {
	for target, of := range map[string]func(f *optim.Frame) float64{
		"damping":     func(f *optim.Frame) float64 { return f.Rate },
		"damping_int": func(f *optim.Frame) float64 { return f.Lambda },
	} {
		for _, factor := range []float64{0.5, 1.0625, 2} {
			tr := openTrajectory(t, filepath.Join("testdata", "traj_dmp_auto_minibatch.json"))
			tr.Scheduler = &Scheduler{Factor: factor, ApplyTo: target, Threshold: 0.25}
			r, err := tr.Replay()
			if err != nil {
				t.Fatal(err)
			}
			m, err := tr.Method(r.StepsEpoch)
			if err != nil {
				t.Fatal(err)
			}
			var f optim.Frame
			var eta, averaged []float64
			best, sum, changes := math.Inf(1), 0.0, 0
			want, rate := math.NaN(), 0.0
			for k := range tr.Length(r.StepsEpoch) {
				if err := m.Step(&f, r.Theta, r); err != nil {
					t.Fatal(err)
				}
				if k == 0 {
					want = of(&f)
				}
				if of(&f) != want {
					t.Fatalf("%s × %g: %g in step %d, want %g", target, factor, of(&f), k, want)
				}
				if !f.Fresh {
					for s := range eta {
						if f.Averaged[s] != averaged[s] || math.Abs(f.Eta[s]*rate-eta[s]*f.Rate) > 1e-15*math.Abs(eta[s]*f.Rate) {
							t.Fatalf("%s × %g: step %d changes η from %v to %v, λ₁ from %g to %g", target, factor, k, eta, f.Eta, rate, f.Rate)
						}
					}
				}
				eta, averaged, rate = append(eta[:0], f.Eta...), append(averaged[:0], f.Averaged...), f.Rate
				if sum += f.Loss; (k+1)%r.StepsEpoch > 0 {
					continue
				}
				if mean := sum / float64(r.StepsEpoch); mean < 0.75*best {
					best = mean
				} else {
					best, want, changes = mean, want*factor, changes+1
				}
				sum = 0
			}
			if changes < 2 {
				t.Errorf("%s × %g: %d plateaus prove nothing", target, factor, changes)
			}
		}
	}
}

// A schedule that says nothing or something unknown is refused by name.
func TestBadSchedules(t *testing.T) {
	for text, want := range map[string]string{
		`{"factor":2,"apply_to":"lambda"}`:   `exchange: a schedule applies to "lambda", which is none of damping, damping_int`,
		`{"factor":0}`:                       "exchange: scheduler: factor 0, want a number above 0",
		`{"factor":-1,"apply_to":"damping"}`: "exchange: scheduler: factor -1, want a number above 0",
	} {
		tr, err := ReadTrajectory(strings.NewReader(strings.Replace(tinyTrajectory, `{"factor":0.5,"patience":1,"threshold":0.1}`, text, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tr.Method(1); err == nil || err.Error() != want {
			t.Errorf("%s: error %v", text, err)
		}
	}
}

// Hyperparameters that are left out where 0 makes no sense, or outside their
// range, are refused by path.
func TestBadHyperparameters(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`"damping":0.3`, `"damping":-0.3`, "hyper.damping: -0.3, want a number above 0"},
		{`"damping":0.3,`, ``, "hyper.damping: 0, want a number above 0"},
		{`"damping_int":1`, `"damping_int":-1`, "hyper.damping_int: -1, want a number from 0 up"},
		{`"mom_lrs":0.5`, `"mom_lrs":2`, "hyper.mom_lrs: 2, want a number from 0 to below 1"},
		{`"period_hg":2`, `"period_hg":-1`, "hyper.period_hg: -1, want a whole number from 1 up"},
		{`"period_hg":2,`, ``, "hyper.period_hg: 0, want a whole number from 1 up"},
		{`"period_hg":2`, `"period_hg":2,"movavg":5`, "hyper.movavg: 5, want a number from 0 to below 1"},
		{`"momentum":0.9`, `"momentum":1`, "updater.momentum: 1, want a number from 0 to below 1"},
		{`"dampening":0.9`, `"dampening":1.5`, "updater.dampening: 1.5, want a number from 0 to 1"},
		{`"SGD"`, `"Adam","betas":[0.9,-2],"eps":1e-8`, "updater.betas[1]: -2, want a number from 0 to below 1"},
		{`"SGD"`, `"Adam","betas":[0.9,0.99],"eps":-1`, "updater.eps: -1, want a number from 0 up"},
		{`"patience":1`, `"patience":-1`, "scheduler.patience: -1, want a whole number from 0 up"},
	} {
		tr, err := ReadTrajectory(strings.NewReader(strings.Replace(tinyTrajectory, c.from, c.to, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tr.Method(1); err == nil || err.Error() != "exchange: "+c.want {
			t.Errorf("%s: error %v, want %s", c.to, err, c.want)
		}
	}
}

const tinyTrajectory = `{"schema":"trajectory/1","arch":{"layers":[1,2],"activation":"tanh"},"loss":"nll",
"groups":[["layers.0.weight"],["layers.0.bias"]],"batch_size":1,"hg_batch_size":2,
"input":{"shape":[3,1],"data":[1,2,-1]},"target":{"shape":[3],"data":[0,1,1],"dtype":"int64"},
"hyper":{"damping":0.3,"damping_int":1,"mom_lrs":0.5,"period_hg":2,"remove_negative":true},
"updater":{"kind":"SGD","momentum":0.9,"dampening":0.9},"scheduler":{"factor":0.5,"patience":1,"threshold":0.1},
"params_init":[{"name":"layers.0.weight","shape":[2,1],"data":[1,-1]},{"name":"layers.0.bias","shape":[2],"data":[0,0.5]}]}`

// The seed of the fuzzer is accepted, so that its mutations reach the end.
func TestTinyTrajectory(t *testing.T) {
	tr, err := ReadTrajectory(strings.NewReader(tinyTrajectory))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Replay(); err != nil {
		t.Fatal(err)
	}
}

// No file makes the reader panic, and what it accepts can be run for two steps.
func FuzzTrajectory(f *testing.F) {
	f.Add(tinyTrajectory)
	f.Add(`{"schema":"trajectory/1"}`)
	for _, r := range [][2]string{{`"batch_size":1`, `"batch_size":0`}, {"[1,2]", "[1,-2]"}, {`"SGD"`, `"Adam"`}, {`"nll"`, `"mse"`}, {"[3,1]", "[3,2]"}, {"0.3", "1e308"}} {
		f.Add(strings.Replace(tinyTrajectory, r[0], r[1], 1))
	}
	f.Fuzz(func(t *testing.T, text string) {
		tr, err := ReadTrajectory(strings.NewReader(text))
		if err != nil {
			return
		}
		comesBack(t, tr, ReadTrajectory)
		r, err := tr.Replay()
		if err != nil {
			return
		}
		m, err := tr.Method(r.StepsEpoch)
		if err != nil {
			return
		}
		var frame optim.Frame
		for range 2 {
			if m.Step(&frame, r.Theta, r) != nil { // a named error is as good as a step
				return
			}
		}
	})
}

// A schedule of an unknown target is refused; it shrinks no other damping.
func TestUnknownTargetIsRefused(t *testing.T) {
	for _, target := range []string{"Damping", "damping_ext", "lambda", " damping"} {
		recorded := &Trajectory{Updater: Updater{Kind: "SGD"}, Scheduler: &Scheduler{Factor: 0.5, ApplyTo: target}}
		if _, err := recorded.Method(10); err == nil || !strings.Contains(err.Error(), "none of damping, damping_int") {
			t.Errorf("%q: %v", target, err)
		}
	}
}
