package train

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Every word that a Config may hold is known to the engine.
func TestWordsAreTheEnginesOwn(t *testing.T) {
	for _, name := range setting.Names("activation") {
		if op.Activation(name) == nil {
			t.Errorf("the engine has no activation %q", name)
		}
	}
	for _, name := range setting.Names("loss") {
		if op.Loss(name) == nil {
			t.Errorf("the engine has no loss %q", name)
		}
	}
}

// options shows the options of a method without its state: the fields that have a
// public name.
func options(m any) string {
	v := reflect.ValueOf(m).Elem()
	text := v.Type().Name()
	for i := range v.NumField() {
		switch f := v.Field(i); {
		case !v.Type().Field(i).IsExported():
		case f.Kind() == reflect.Pointer && !f.IsNil():
			text += " " + options(f.Interface())
		default:
			text += fmt.Sprint(" ", f.Interface())
		}
	}
	return text
}

func TestSettingsReachTheMethod(t *testing.T) {
	guards := optim.Guards{Bound: 10, Reach: 1, Trial: 0.1}
	for _, test := range []struct {
		config Config
		want   optim.Method
	}{
		{Config{}, &optim.GroupedNewton{
			Rate: 0.3, Lambda: 1, Period: 10, Momentum: 0.9, Dampening: 0.9, SummaryAveraging: 0.5,
			Clipping: optim.ClipAtUse, PlateauPeriod: 60, Window: 1, Guards: guards,
		}},
		{Config{Bare: true}, &optim.GroupedNewton{
			Rate: 0.3, Lambda: 1, Period: 10, Momentum: 0.9, Dampening: 0.9, Averaging: 0.5,
			Clipping: optim.ClipAtUse, PlateauPeriod: 60, Window: 1,
		}},
		{Config{Rate: 2, Lambda: -1, Period: 3, Momentum: -1, Average: -1, SummaryAverage: -1, Bound: 3, Reach: -1, Trial: 2, Signed: true, Ridge: 0.5, Diagonal: true}, &optim.GroupedNewton{
			Rate: 2, Period: 3, Ridge: 0.5, Diagonal: true, PlateauPeriod: 60, Window: 1, Guards: optim.Guards{Bound: 3, Trial: 2},
		}},
		{Config{Momentum: 0.5, Dampening: -1, ClipFirst: true, Direction: "adam", Bare: true, Reach: 2}, &optim.GroupedNewton{
			Rate: 0.3, Lambda: 1, Period: 10, Momentum: 0.5, Averaging: 0.5, Clipping: optim.ClipFirst, Guards: optim.Guards{Reach: 2},
			Adam: &optim.Adam{Rate: 0.3, Beta1: 0.5}, PlateauPeriod: 60, Window: 1,
		}},
		{Config{PlateauFactor: 0.5, PlateauEvery: 7, Patience: 2, PlateauTarget: "lambda"}, &optim.GroupedNewton{
			Rate: 0.3, Lambda: 1, Period: 10, Momentum: 0.9, Dampening: 0.9, SummaryAveraging: 0.5, Clipping: optim.ClipAtUse, Guards: guards,
			Plateau: &optim.Plateau{Factor: 0.5, Patience: 2, Threshold: 1e-4}, PlateauPeriod: 7, Window: 1, PlateauTarget: optim.TargetLambda,
		}},
		{Config{Adaptive: true, Window: 3}, &optim.GroupedNewton{
			Rate: 1, Lambda: 1, Period: 10, Momentum: 0.9, Dampening: 0.9, Window: 3, Guards: optim.Guards{Bound: 10, Reach: 1},
			Clipping: optim.ClipAtUse, PlateauPeriod: 60, Adaptive: new(optim.Adaptive),
		}},
		{Config{Method: setting.Cauchy}, &optim.Cauchy{Rate: 1}},
		{Config{Method: setting.Cauchy, Adaptive: true}, &optim.Cauchy{Rate: 1, Lambda: 1, Adaptive: new(optim.Adaptive)}},
		{Config{Method: setting.Newton, Rate: 0.5, Ridge: 2}, &optim.Newton{Rate: 0.5, Lambda: 1, Ridge: 2}},
		{Config{Method: setting.KFAC}, &optim.KFAC{Rate: 0.01, Momentum: 0.9, Damping: 0.03, Clip: 0.001, Seed: 1}},
		{Config{Method: setting.KFAC, Loss: "squared-error", FactorDamping: 1, KLClip: 2}, &optim.KFAC{
			Rate: 0.01, Momentum: 0.9, Damping: 1, Clip: 2, Seed: 1, Fisher: kfac.Exact,
		}},
		{Config{Method: setting.LBFGS, Inner: 7}, &optim.LBFGS{Inner: 7}},
		{Config{Method: setting.SGD}, &optim.SGD{Rate: 0.1, Momentum: 0.9}},
		{Config{Method: setting.SGD, Rate: 2, Momentum: -1, Dampening: 0.25}, &optim.SGD{Rate: 2, Dampening: 0.25}},
		{Config{Method: setting.SGD, Warmup: 3, Cosine: 9}, &optim.SGD{Rate: 0.1, Momentum: 0.9, Schedule: optim.Schedule{Warmup: 3, Cosine: 9}}},
		{Config{Method: setting.AdamW, Momentum: -1}, &optim.AdamW{Rate: 0.001, Beta1: math.SmallestNonzeroFloat64, Decay: 0.01}},
		{Config{Method: setting.AdamW, WeightDecay: -1}, &optim.AdamW{Rate: 0.001, Beta1: 0.9}},
		{Config{Method: setting.ScheduleFreeSGD, Warmup: 5}, &optim.ScheduleFreeSGD{Rate: 1, Momentum: 0.9, Warmup: 5}},
		{Config{Method: setting.ScheduleFreeAdamW, Momentum: -1, WeightDecay: 0.5}, &optim.ScheduleFreeAdamW{Rate: 0.0025, Decay: 0.5}},
		{Config{Method: setting.Prodigy}, &optim.Prodigy{Rate: 1, Beta1: 0.9}},
		{Config{Method: setting.Muon}, &optim.Muon{Rate: 0.02, Momentum: 0.95, AdamRate: 0.003}},
		{Config{Method: setting.Adam}, &optim.Adam{Rate: 0.001, Beta1: 0.9}},
		{Config{Method: setting.Adam, Momentum: -1}, &optim.Adam{Rate: 0.001, Beta1: math.SmallestNonzeroFloat64}},
	} {
		c := test.config.Filled()
		made := newMethod(c, 6000, nil)
		if got, want := options(made), options(test.want); got != want {
			t.Errorf("%+v\nmakes %s\nwant  %s", test.config, got, want)
		}
		// Law: tuning to a Config ends where starting with it begins.
		start := Config{Method: c.Method, Rate: 7, Lambda: 7, Momentum: 0.1, PlateauFactor: 0.1, Direction: "adam"}.Filled()
		tuned := newMethod(start, 6000, nil)
		tuned.Tune(start, c, 6000)
		if got, want := options(tuned), options(made); got != want {
			t.Errorf("%+v\ntunes to  %s\nbut makes %s", test.config, got, want)
		}
	}
}

// A damping that the plateau lowered stays lowered when another setting
// changes, and obeys when it is set itself.
func TestPlateauLowersTheRate(t *testing.T) {
	c := small
	c.Rate, c.PlateauFactor, c.PlateauEvery = 1e-6, 0.5, 1 // at this rate the loss of a minibatch is chance
	r := begin(t, c)
	lowered := walk(t, r, 12)[11].Rate
	if !(lowered < 1e-6) {
		t.Fatalf("the rate is %g after 12 readings of chance", float64(lowered))
	}
	c.Lambda, c.PlateauFactor = 2, 0
	if err := r.Set(c); err != nil {
		t.Fatal(err)
	}
	if f := walk(t, r, 1)[0]; !(f.Rate <= lowered) || f.Lambda != 2 {
		t.Errorf("rate %g, λ_int %g after another setting; want at most %g, 2", float64(f.Rate), float64(f.Lambda), float64(lowered))
	}
	c.Rate = 0.25
	if err := r.Set(c); err != nil {
		t.Fatal(err)
	}
	if f := walk(t, r, 1)[0]; f.Rate != 0.25 {
		t.Errorf("rate %g, want the 0.25 that was set", float64(f.Rate))
	}
}

// Another partition takes new step sizes and keeps the direction.
func TestRegroupKeepsTheMomentum(t *testing.T) {
	after := func(partition string) []float64 {
		r := begin(t, small)
		walk(t, r, 6)
		c := small
		c.Partition = partition
		if err := r.Set(c); err != nil {
			t.Fatal(err)
		}
		f := walk(t, r, 1)[0]
		if partition != "canonical" && !f.Fresh {
			t.Error("a new partition has no new summary")
		}
		if names, _ := r.Groups(); len(f.Eta) != len(names) || len(f.Groups) != len(names) {
			t.Errorf("%d step sizes, %d names for %d groups", len(f.Eta), len(f.Groups), len(names))
		}
		return f64(f.Gbar)
	}
	// Law: ḡ of merged groups is the sum, if the direction is the same.
	parts := 0.0
	for _, g := range after("weights-biases") {
		parts += g
	}
	if whole := after("trivial")[0]; !(math.Abs(parts-whole) <= 1e-12*math.Abs(whole)) || whole == 0 {
		t.Errorf("ḡ of all is %g, the sum over weights and biases %g", whole, parts)
	}
}

func f64(n []Number) []float64 {
	var out []float64
	for _, v := range n {
		out = append(out, float64(v))
	}
	return out
}

// Every method trains through a Config alone: the classic ones take the
// partition that they are, whatever the Config's.
func TestEveryMethodTrains(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	changes := map[string]func(*Config){
		setting.GroupedNewton: func(c *Config) { c.Adaptive = true },
		setting.Cauchy:        func(c *Config) { c.Batch, c.SummaryBatch, c.Rate = 300, 300, 0.5 },
		setting.Newton:        func(c *Config) { c.Batch, c.SummaryBatch, c.Adaptive = 300, 300, true },
		setting.Adam:          func(c *Config) { c.Rate = 0.01 },
		setting.AdamW:         func(c *Config) { c.Rate = 0.01 },
		setting.LBFGS:         func(c *Config) { c.Batch, c.Inner = 300, 1 },
	}
	eachMethod(t, func(t *testing.T, method string) {
		c := Config{Data: "moons?n=300", Layers: "8-2", Batch: 50, SummaryBatch: 200, Period: 4, Method: method}
		if change, ok := changes[method]; ok {
			change(&c)
		}
		r := open(t, c)
		names, _ := r.Groups()
		if want := map[string]int{"trivial": 1, "discrete": r.Params()}[setting.MethodOf(method).Partition]; want != 0 && len(names) != want {
			t.Errorf("%s has %d groups, want %d", method, len(names), want)
		}
		frames := walk(t, r, 150)
		if last := frames[149].Loss; !(last < 0.35) || !(frames[0].Loss > 0.5) {
			t.Errorf("%s: the loss went from %.3f to %.3f", method, float64(frames[0].Loss), float64(last))
		}
	})
}

// Newton's method on a large network is refused, not begun.
func TestNewtonOnALargeNetwork(t *testing.T) {
	r := begin(t, small)
	c := small
	c.Method, c.Partition = setting.Newton, "discrete"
	if err := r.Set(c); fieldOf(err) != "method" || r.Config().Method != setting.GroupedNewton {
		t.Errorf("%d parameters: %v", r.Params(), err)
	}
}

func TestDivergenceIsTakenBack(t *testing.T) {
	c := small
	c.Method, c.Activation, c.Rate = setting.SGD, "relu", 1e80
	r := begin(t, c)
	var frame Frame
	var err error
	var path [][]float64 // θ before each step
	for err == nil && len(path) < 50 {
		path = append(path, slices.Clone(r.Theta()))
		err = r.Step(&frame)
	}
	d, ok := errors.AsType[*Divergence](err)
	if !ok || !errors.Is(err, optim.ErrDiverged) || d.Reason == "" || d.Step != len(path) || frame.Step != d.Step || frame.Reason != d.Reason {
		t.Fatalf("after %d steps the error is %v, the frame %d %q", len(path), err, frame.Step, frame.Reason)
	}
	if len(path) < 2 || !(frame.Loss >= Ruin) {
		t.Fatalf("the test wants a loss that explodes in a later step; it is %g in step %d", float64(frame.Loss), d.Step)
	}
	if !slices.Equal(r.Theta(), path[len(path)-2]) || r.Steps() != len(path)-1 {
		t.Error("θ is not back before the step that led astray")
	}
	if d.Back != len(path)-2 {
		t.Errorf("%v", err)
	}
	c.Rate = 1e-6
	if err := r.Set(c); err != nil {
		t.Fatal(err)
	}
	for _, f := range walk(t, r, 3) {
		if !(f.Loss < Ruin) {
			t.Errorf("step %d: loss %g with a rate that is small enough", f.Step, float64(f.Loss))
		}
	}
}

// Law: a rival takes the same path whether it is observed or not.
func TestObservingDoesNotDisturb(t *testing.T) {
	for _, method := range []string{setting.SGD, setting.Adam, setting.GroupedNewton} {
		c := small
		c.Method = method
		blind, seen := begin(t, c), begin(t, c)
		c.Observe = true
		if err := seen.Set(c); err != nil {
			t.Fatal(err)
		}
		walk(t, blind, 9)
		walk(t, seen, 9)
		if !slices.Equal(blind.Theta(), seen.Theta()) {
			t.Errorf("%s takes another path when observed", method)
		}
	}
}

// Law: for a short step what ḡ and H̄ promise is what happens; and a rival's
// direction is the one that it took, so its step size is its rate.
func TestObservedRivals(t *testing.T) {
	for method, rate := range map[string]float64{setting.SGD: 1e-4, setting.Adam: 1e-5} {
		c := small
		c.Method, c.Rate, c.Observe = method, rate, true
		for _, f := range walk(t, begin(t, c), 9) {
			if fresh := f.Step%c.Period == 1; f.Fresh != fresh {
				t.Errorf("%s, step %d: fresh is %t", method, f.Step, f.Fresh)
			}
			if len(f.Hbar) != 16 || len(f.Newton) != 4 || len(f.D) != 4 || f.Status != "interior" {
				t.Errorf("%s, step %d: %+v", method, f.Step, f)
			}
			for _, eta := range f.Eta {
				if eta != Number(rate) {
					t.Errorf("%s: η is %g, want the rate %g", method, float64(eta), rate)
				}
			}
			if !f.Fresh {
				continue
			}
			if p, a := float64(f.Predicted), float64(f.Actual); p == 0 || !(math.Abs(p/a-1) < 1e-3) {
				t.Errorf("%s, step %d: %g promised, %g came", method, f.Step, p, a)
			}
		}
	}
}
