package train

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

var measured = Config{Method: setting.Subspace, Layers: "12-10", Batch: 20, SummaryBatch: 60, Period: 3}

// Law: the work of subspace is its gradients, factors at 0, 1, 2, 4, 8, 16, 20 and 40,
// sums in steps 0 to 39 and every second one from there, and the losses that test them;
// none for a setting that it does not use, and none for the observer.
func TestWorkOfSubspace(t *testing.T) {
	for _, observe := range []bool{false, true} {
		c := measured
		c.Observe = observe
		r := begin(t, c)
		cuts := 0
		for _, f := range walk(t, r, 50) {
			if !observe && f.Reason != "" {
				cuts++
			}
		}
		if cuts > 0 {
			t.Fatal("a step was cut: the sum below knows no other loss")
		}
		o := r.objective
		factors, err := o.Layers(optim.SubspaceBlock)
		if err != nil {
			t.Fatal(err)
		}
		loss, gradient := r.graph.Cost()
		sums := o.layered.along.GaussNewtonCost()
		wantCurved := 8*200*factors.Cost(0) + (40+5)*50*(sums+loss)
		all, curved := r.Spent()
		if math.Abs(curved-wantCurved) > 1e-9*curved || math.Abs(all-curved-50*20*gradient) > 1e-9*all {
			t.Errorf("observed %t: %g, of which curvature %g, want %g and %g", observe, all, curved, wantCurved+50*20*gradient, wantCurved)
		}
		// A step costs 20 gradients, factors of 200 samples, sums and their losses on 50.
		if p := r.StepProducts(c); p < 20*gradient+200*factors.Cost(0)+50*(sums+loss) {
			t.Errorf("the costliest step is said to take %g", p)
		}
	}
}

// Law: subspace takes the same path whether it is observed or not, with whatever
// summary batch; another seed takes another one; what the sums and factors are drawn
// from does not move the minibatches.
func TestSubspaceHasFeedsOfItsOwn(t *testing.T) {
	plain, c := begin(t, measured), measured
	c.Observe, c.SummaryBatch = true, 30
	observed := begin(t, c)
	c.Seed = 2
	other := begin(t, c)
	for _, r := range []*Run{plain, observed, other} {
		walk(t, r, 12)
	}
	if !slices.Equal(plain.theta, observed.theta) {
		t.Error("observed it takes another path")
	}
	if slices.Equal(plain.objective.layered.sums.index, other.objective.layered.sums.index) {
		t.Error("another seed draws the same samples of the sums")
	}
	sgd := measured
	sgd.Method = setting.SGD
	r := begin(t, sgd)
	walk(t, r, 12)
	if !slices.Equal(r.objective.gradients.index, plain.objective.gradients.index) {
		t.Error("the minibatches are not those of SGD")
	}
	l := plain.objective.layered
	if slices.Equal(l.sums.index, l.layers.index[:50]) || slices.Equal(l.sums.index[:20], plain.objective.gradients.index) {
		t.Error("two feeds draw the same samples")
	}
}

// A run that changes to subspace and away again is saved and resumed to the bit; the
// factors take as many samples as a larger minibatch.
func TestSubspaceIsChangedTo(t *testing.T) {
	sgd := measured
	sgd.Method = setting.SGD
	r := begin(t, sgd)
	walk(t, r, 5)
	for _, c := range []Config{measured, sgd, measured} {
		c.Batch = 250
		if err := r.Set(c); err != nil {
			t.Fatal(err)
		}
		walk(t, r, 4)
		again, err := Resume(bytes.NewReader(saved(t, r)), r.train, r.test)
		if err != nil {
			t.Fatal(err)
		}
		if c.Method == setting.Subspace && r.objective.layered.layers.size != 250 {
			t.Errorf("factors of %d samples", r.objective.layered.layers.size)
		}
		if !slices.Equal(bits(walk(t, r, 4)), bits(walk(t, again, 4))) || !slices.Equal(r.theta, again.theta) {
			t.Errorf("%s: resumed it takes another path", c.Method)
		}
	}
	c := r.config
	c.Partition = "per-layer"
	if err := r.Set(c); err != nil {
		t.Fatal(err)
	}
	walk(t, r, 4)
}

// Panels of float32 are used by subspace's gradients and sums, and it trains with them,
// with every set of loops.
func TestSubspaceInFloat32(t *testing.T) {
	before := kernel.Set()
	defer kernel.Use(before)
	for _, set := range kernel.Sets() {
		if err := kernel.Use(set); err != nil {
			t.Fatal(err)
		}
		c := measured
		c.Layers, c.Batch = "64-10", 100
		double := walk(t, begin(t, c), 30)
		c.Precision = "float32"
		single := walk(t, begin(t, c), 30)
		first, last := double[0].Loss, double[29].Loss
		if !(single[29].Loss < first/2 && last < first/2) {
			t.Errorf("%s: from %g to %g, with float32 to %g", set, float64(first), float64(last), float64(single[29].Loss))
		}
		if same := double[29].Loss == single[29].Loss; same != (set == "portable") {
			t.Errorf("%s: float32 has the same bits: %t", set, same)
		}
	}
}
