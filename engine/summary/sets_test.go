package summary

import (
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/partition"
)

// Every set of loops gives the same summary and gradient up to rounding, on
// small ragged layers and several chunks.
func TestSetsAgree(t *testing.T) {
	before := kernel.Set()
	defer kernel.Use(before)
	for _, f := range op.Activations() {
		rng := rand.New(rand.NewPCG(9, 0))
		for round := range 10 {
			p := newProblem(t, rng, f.Name(), "cross-entropy", 20+rng.IntN(300), 2+rng.IntN(20), 1+rng.IntN(20), 1+rng.IntN(20), 2+rng.IntN(9))
			part := partition.Canonical(p.g.Params())
			var first *Summary
			var want []float64
			for _, set := range kernel.Sets() {
				if err := kernel.Use(set); err != nil {
					t.Fatal(err)
				}
				s, grad := p.summary(part), make([]float64, len(p.theta))
				p.sweep.Gradient(grad, p.theta, p.batch)
				if first == nil {
					first, want = s, grad
					continue
				}
				for what, e := range map[string]float64{"ḡ": off(s.Gbar, first.Gbar), "H̄": off(s.Hbar, first.Hbar),
					"D³": off(s.Order3, first.Order3), "the gradient": off(grad, want)} {
					if !(e <= 1e-11) {
						t.Errorf("%s, %s, round %d: %s is off by %.1e", f.Name(), set, round, what, e)
					}
				}
			}
		}
	}
}
