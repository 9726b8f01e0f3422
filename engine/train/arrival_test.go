package train

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/setting"
)

// zeros is a regression whose values are all 0 but those of the given samples.
// Without one θ = 0 solves it exactly, and a method can come as near as doubles
// reach.
func zeros(t *testing.T, others ...int) *data.Set {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	inputs := make([]float64, 40*3)
	for i := range inputs {
		inputs[i] = rng.NormFloat64()
	}
	values := make([]float64, 40*2)
	for _, i := range others {
		values[2*i] = 1
	}
	s, err := data.NewValues("zeros", []int{3}, inputs, 2, values)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every method comes to an end on a problem that it solves to the smallest double,
// from the solution itself (where u, ḡ, H̄ and K-FAC's factors are 0) and from
// close by: the run says that it has arrived, and no step before fails or is said
// to fall for ever. What need not come so near from close by, Adam with its steps of
// one length, L-BFGS and H̄ + ridge, does not fail either, nor say it too early.
func TestEveryMethodArrives(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	s := zeros(t)
	try := func(t *testing.T, name string, c Config, scale float64, arrives bool) {
		t.Helper()
		c.Layers, c.Activation, c.Loss = "2", "identity", "squared-error"
		c.Batch, c.SummaryBatch, c.Period = 20, 40, 2
		r, err := New(c, s, s)
		if err != nil {
			t.Fatal(name, err)
		}
		for p := range r.theta {
			r.theta[p] *= scale
		}
		var last *Frame
		for frame, err := range r.Until(Stop{Steps: 5000}) {
			if last = frame; strings.Contains(frame.Reason, "for ever") || errors.As(err, new(*Divergence)) {
				t.Errorf("%s, step %d: %q, %v", name, frame.Step, frame.Reason, err)
				return
			}
		}
		if arrives && last.Arrived == "" || last.Arrived != "" && !(last.Loss < 1e-300) {
			t.Errorf("%s × %g: arrived %q at step %d with a loss of %g", name, scale, last.Arrived, last.Step, float64(last.Loss))
		}
	}
	eachMethod(t, func(t *testing.T, method string) {
		for _, momentum := range []float64{0, -1} {
			c := Config{Method: method, Observe: momentum == 0, Momentum: momentum}
			try(t, method, c, 0, true)
			try(t, method, c, 1e-150, setting.MethodOf(method).Arrives)
		}
	})
	for name, c := range map[string]Config{
		"adaptive":                {Adaptive: true},
		"adaptive Cauchy":         {Adaptive: true, Method: setting.Cauchy},
		"adaptive Newton":         {Adaptive: true, Method: setting.Newton},
		"no cubic term":           {Lambda: -1},
		"Adam's direction":        {Direction: "adam"},
		"clip first":              {ClipFirst: true},
		"signed":                  {Signed: true, Lambda: -1, Rate: 1, Average: -1},
		"diagonal":                {Diagonal: true},
		"ridge":                   {Ridge: 1e-3, Lambda: -1},
		"one group":               {Partition: "trivial"},
		"averaged summaries":      {Window: 4},
		"Cauchy without the term": {Method: setting.Cauchy, Lambda: -1},
		"Newton without the term": {Method: setting.Newton, Lambda: -1},
	} {
		try(t, name, c, 0, true)
		try(t, name, c, 1e-150, c.Ridge == 0)
	}
}

// A run that stands still has arrived only when an epoch of minibatches says so.
func TestOneMinibatchDoesNotArrive(t *testing.T) {
	s := zeros(t, 0, 7, 13)
	r, err := New(Config{Layers: "2", Activation: "identity", Loss: "squared-error", Method: setting.SGD, Batch: 1, SummaryBatch: 1, Rate: math.SmallestNonzeroFloat64}, s, s)
	if err != nil {
		t.Fatal(err)
	}
	clear(r.theta)
	for range 400 {
		var f Frame
		if err := r.Step(&f); err != nil || f.Arrived != "" {
			t.Fatalf("step %d: %q, %v", f.Step, f.Arrived, err)
		}
	}
}

// A run has not arrived by a summary of solved samples, as long as minibatches
// hold samples that are wrong: here a few of 1,000, whose loss is about 100.
func TestArrivalIsOfEveryMinibatch(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	c := Config{Data: "circles?noise=0.01", Layers: "8-8-2", Seed: 4, Activation: "softplus", Adaptive: true}
	samples, unseen, err := data.Open(c.Data, data.Disk{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(c, samples, unseen)
	if err != nil {
		t.Fatal(err)
	}
	for frame, err := range r.Until(Stop{Steps: 1700}) {
		if frame.Arrived != "" && frame.Loss > 1e-60 {
			t.Fatalf("step %d: %v", frame.Step, err)
		}
	}
}
