package train

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/optim"
)

// broken is a method that fails with the given loss and error after its first step.
type broken struct {
	steps int
	loss  float64
	err   error
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
		back   float64 // how many steps of θ are left
	}{
		{math.NaN(), optim.ErrDiverged, "the loss is not a finite number", 1},
		{math.Inf(1), optim.ErrDiverged, "the loss is not a finite number", 1},
		{3.1e6, nil, "the loss has grown to 3.1×10⁶", 1},
		{3, optim.ErrDiverged, "the gradient or the next parameters are not finite", 2},
		{math.NaN(), errors.New("optim: the factors are singular"), "the factors are singular", 2},
	} {
		r := begin(t, small)
		start := r.theta[0]
		r.method = &broken{loss: c.loss, err: c.err}
		walk(t, r, 2)
		var frame Frame
		d, ok := errors.AsType[*Divergence](r.Step(&frame))
		if !ok || d.Reason != c.reason || frame.Reason != c.reason || d.Step != 3 || r.theta[0] != start+c.back {
			t.Errorf("%+v, θ %g further, want %q and %g", d, r.theta[0]-start, c.reason, c.back)
		}
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

// A run of a method without a state to archive says so.
func TestOnlyStatefulMethodsAreSaved(t *testing.T) {
	r := begin(t, small)
	r.method = &broken{}
	if err := r.Save(nil); err == nil || !strings.Contains(err.Error(), "a run of grouped-newton cannot be saved") {
		t.Errorf("error %v", err)
	}
}
