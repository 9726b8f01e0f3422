package train

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// broken is a method that fails with the given loss and error after its first step.
type broken struct {
	optim.SGD // the rest of a method
	steps     int
	loss      float64
	err       error
}

func (b *broken) Step(dst *optim.Frame, theta []float64, _ optim.Objective) error {
	*dst = optim.Frame{Loss: 3}
	theta[0]++
	if b.steps++; b.steps == 3 {
		theta[0]--
		dst.Loss = b.loss
		return b.err
	}
	return nil
}

// Each way to fail has a reason of its own, and goes back to where the loss was
// still good: a bad loss is the fault of the step before.
func TestReasons(t *testing.T) {
	for _, c := range []struct {
		loss   float64
		err    error
		reason string
		back   int // how many steps of θ are left
	}{
		{math.NaN(), optim.ErrDiverged, "the loss is not a finite number", 1},
		{math.Inf(1), optim.ErrDiverged, "the loss is not a finite number", 1},
		{3.1e6, nil, "the loss has grown to 3.1×10⁶", 1},
		{3, optim.ErrDiverged, "the gradient or the next parameters are not finite", 2},
		{math.NaN(), errors.New("optim: the factors are singular"), "the factors are singular", 1}, // no loss was measured there
	} {
		r := begin(t, small)
		start := r.theta[0]
		r.method = &broken{loss: c.loss, err: c.err}
		walk(t, r, 2)
		var frame Frame
		d, ok := errors.AsType[*Divergence](r.Step(&frame))
		if !ok || d.Reason != c.reason || frame.Reason != c.reason || d.Step != 3 || d.Back != c.back || d.Loss != 3 || r.theta[0] != start+float64(c.back) {
			t.Errorf("%+v, θ %g further, want %q and %d", d, r.theta[0]-start, c.reason, c.back)
		}
	}
}

// scripted is a method whose losses are given; θ counts its steps.
type scripted struct {
	optim.SGD // the rest of a method
	losses    []float64
}

func (s *scripted) Step(dst *optim.Frame, theta []float64, _ optim.Objective) error {
	*dst = optim.Frame{Loss: s.losses[0]}
	s.losses = s.losses[1:]
	theta[0]++
	return nil
}

// Law: a divergence goes back to the point of least loss, of the last hundred
// steps at least, and to one of at most twice the least of the run however slowly
// the loss has grown. Where a minibatch is the whole set its loss is the point's,
// else the mean over ten.
func TestBackToTheBestPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 5))
	for _, whole := range []bool{true, false} {
		for _, growth := range []float64{1.02, 1.2, 1e4} {
			for _, noise := range []float64{0, 0.3} {
				c := Config{Data: "moons?n=300", Layers: "2-2", Batch: 299, SummaryBatch: 20}
				if whole {
					c.Batch = 300
				}
				r := open(t, c)
				start := r.theta[0]
				script, loss := []float64{}, 2.0
				for k := 0; loss <= Ruin*2; k++ { // it falls for 300 steps, then grows
					if k < 300 {
						loss *= 0.9
					} else {
						loss *= growth
					}
					script = append(script, loss*math.Exp(noise*rng.NormFloat64()))
				}
				script = append(script, 1e9)
				r.method = &scripted{losses: script}
				var frame Frame
				var err error
				for err == nil {
					err = r.Step(&frame)
				}
				d, ok := errors.AsType[*Divergence](err)
				if !ok || r.theta[0] != start+float64(d.Back) {
					t.Fatalf("%v, θ %g further", err, r.theta[0]-start)
				}
				reading := func(k int) float64 {
					from := max(0, k-9)
					if whole {
						from = k
					}
					sum := 0.0
					for _, l := range script[from : k+1] {
						sum += l
					}
					return sum / float64(k+1-from)
				}
				least, recent := math.Inf(1), math.Inf(1)
				for k := range d.Step - 1 {
					if script[k] <= reading(k) {
						least = min(least, reading(k))
						if k >= d.Step-memorySteps {
							recent = min(recent, reading(k))
						}
					}
				}
				at := reading(d.Back)
				if !(math.Abs(d.Loss-at) <= 1e-12*at) || at > 2*least*(1+1e-12) || at > recent*(1+1e-12) {
					t.Errorf("whole %v, growth %g, noise %g: back at step %d with a loss of %g, said to be %g; the least is %g, of late %g", whole, growth, noise, d.Back, at, d.Loss, least, recent)
				}
				if want := fmt.Sprintf("; back at step %d, where the loss was %.3g", d.Back, d.Loss); !strings.HasSuffix(err.Error(), want) {
					t.Errorf("%q does not end with %q", err, want)
				}
			}
		}
	}
}

// A run that overshoots goes back to where the whole training set's loss was as
// good as is said, and a checkpoint of that point goes on as the run itself does.
func TestTheBestPointIsGoodAndCanBeSaved(t *testing.T) {
	c := Config{Data: "teacher?n=300&inputs=4", Layers: "5-1", Loss: "squared-error", Method: setting.SGD, Rate: 0.05, Batch: 30, SummaryBatch: 60, Observe: true}
	r := open(t, c)
	walk(t, r, 150)
	c.Rate = 1.5
	if err := r.Set(c); err != nil {
		t.Fatal(err)
	}
	var frame Frame
	var err error
	for err == nil && r.Steps() < 2000 {
		err = r.Step(&frame)
	}
	d, ok := errors.AsType[*Divergence](err)
	if !ok {
		t.Fatal(err)
	}
	all := newExam(r.train, r.objective.sweep)
	if loss, _ := all.measure(r.theta); !(loss < 1.5*d.Loss && d.Loss < 0.5*r.first) {
		t.Errorf("%v; over the whole set it is %g, at first it was %g", err, loss, r.first)
	}
	c.Rate = 0.01
	if err := r.Set(c); err != nil {
		t.Fatal(err)
	}
	again, err := Resume(bytes.NewReader(saved(t, r)), r.train, r.test)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(bits(walk(t, r, 20)), bits(walk(t, again, 20))) || !bytes.Equal(saved(t, r), saved(t, again)) {
		t.Error("resumed at that point the run takes another path")
	}
}

// A run whose first loss is no number is back at the start, and says no loss.
func TestDivergenceAtTheStart(t *testing.T) {
	r := begin(t, small)
	theta := slices.Clone(r.theta)
	r.method = &scripted{losses: []float64{math.NaN()}}
	err := r.Step(new(Frame))
	if err == nil || err.Error() != "train: diverged in step 1: the loss is not a finite number; back at the start" || !slices.Equal(r.theta, theta) {
		t.Errorf("%v", err)
	}
}

// Values in the hundreds of thousands have losses of 10¹¹, which is no ruin.
func TestLargeValuesAreNoRuin(t *testing.T) {
	inputs, values := make([]float64, 200), make([]float64, 200)
	for i := range inputs {
		inputs[i] = float64(i)/100 - 1
		values[i] = 3e5 * (1 + inputs[i])
	}
	s, err := data.NewValues("houses", []int{1}, inputs, 1, values)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Config{Layers: "8-1", Loss: "squared-error", Batch: 50, SummaryBatch: 200, Period: 4}, s, s)
	if err != nil {
		t.Fatal(err)
	}
	frames := walk(t, r, 100)
	if first, last := frames[0].Loss, frames[99].Loss; !(first > 1e10 && last < first/2) {
		t.Errorf("loss %g at first, %g after 100 steps", float64(first), float64(last))
	}
}

// Every method that meets a parameter that is no number says so in words, or takes
// it back, and goes on from a point that is one.
func TestEveryMethodDivergesInWords(t *testing.T) {
	eachMethod(t, func(t *testing.T, method string) {
		r := open(t, smallFor(method))
		walk(t, r, 3)
		r.theta[0] = math.NaN()
		var frame Frame
		if d, ok := errors.AsType[*Divergence](r.Step(&frame)); !ok && !r.Config().Adaptive && frame.Reason == "" || ok && (d.Reason == "" || frame.Reason != d.Reason) {
			t.Errorf("%+v, frame %q", d, frame.Reason)
		}
		for _, v := range r.Theta() {
			if !finite(v) {
				t.Fatalf("θ holds a %g", v)
			}
		}
		walk(t, r, 3)
	})
}
