package summary

import (
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/partition"
)

// In float32 gradient and summary are those of float64 to about 2⁻²⁴, grown by
// the depth of the network, and not to the bit where the loops have lanes for
// float32: somebody who names the precision gets it.
func TestFloat32(t *testing.T) {
	before := kernel.Set()
	defer kernel.Use(before)
	for _, set := range kernel.Sets() {
		if err := kernel.Use(set); err != nil {
			t.Fatal(err)
		}
		for _, activation := range []string{"tanh", "elu", "softplus"} {
			p := newProblem(t, rand.New(rand.NewPCG(15, 0)), activation, "cross-entropy", 300, 90, 80, 70, 10)
			part := partition.Canonical(p.g.Params())
			want, exact := p.summary(part), make([]float64, len(p.theta))
			p.sweep.Gradient(exact, p.theta, p.batch)
			p.sweep.Precision = kernel.Float32
			got, grad := p.summary(part), make([]float64, len(p.theta))
			p.sweep.Gradient(grad, p.theta, p.batch)
			for _, q := range []struct {
				name string
				off  float64
			}{
				{"the gradient", off(grad, exact)}, {"ḡ", off(got.Gbar, want.Gbar)},
				{"H̄", off(got.Hbar, want.Hbar)}, {"D³", off(got.Order3, want.Order3)},
			} {
				if !(q.off <= 1e-5) {
					t.Errorf("%s, %s: %s is off by %.1e", set, activation, q.name, q.off)
				}
				if rounded := q.off > 1e-12; rounded != (set != "portable") {
					t.Errorf("%s, %s: %s is off by %.1e: is it float32?", set, activation, q.name, q.off)
				}
				t.Logf("%s, %s: %s is off by %.1e", set, activation, q.name, q.off)
			}
		}
	}
}
