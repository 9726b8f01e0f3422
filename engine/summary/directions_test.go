package summary

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/partition"
)

// draws returns random vectors of θ's length, the last one 0 in half of its entries.
func draws(rng *rand.Rand, p *problem, n int) (us [][]float64) {
	for range n {
		u := make([]float64, len(p.theta))
		for i := range u {
			u[i] = rng.NormFloat64()
		}
		us = append(us, u)
	}
	clear(us[n-1][:len(p.theta)/2])
	return us
}

// onPartitions runs a test for every problem cut in every way.
func onPartitions(t *testing.T, f func(t *testing.T, p *problem, part *partition.Partition, us [][]float64)) {
	rng := rand.New(rand.NewPCG(21, 0))
	list := problems(t)
	list["relu"] = newProblem(t, rng, "relu", "cross-entropy", 40, 4, 5, 3)
	for name, p := range list {
		for _, text := range []string{"trivial", "weights-biases", "canonical", "per-neuron"} {
			part, err := partition.Parse(text, p.g.Params())
			if err != nil {
				continue // a gate has no units
			}
			t.Run(name+"/"+text, func(t *testing.T) { f(t, p, part, draws(rng, p, 3)) })
		}
	}
}

// cutTo returns u outside of group s set to 0.
func cutTo(part *partition.Partition, u []float64, s int) []float64 {
	dst, unit := make([]float64, len(u)), make([]float64, part.Len())
	unit[s] = 1
	part.Spread(dst, unit, u)
	return dst
}

// Law: a summary along several directions holds u_iᵀg and u_iᵀHu_j of all groups of
// all of them, by Hessian–vector products, and the third derivative along each is
// that of the direction alone.
func TestAlongDirections(t *testing.T) {
	onPartitions(t, func(t *testing.T, p *problem, part *partition.Partition, us [][]float64) {
		s, k := part.Len(), len(us)
		got := New(k * s)
		NewDirections(p.sweep, part, k).Along(got, p.theta, us, p.batch)
		want, grad, hv := New(k*s), make([]float64, len(p.theta)), make([]float64, len(p.theta))
		want.Loss = p.sweep.Gradient(grad, p.theta, p.batch)
		h, one := NewHessian(p.sweep), New(s)
		for a, u := range us {
			NewSweep(p.sweep, part).Compute(one, p.theta, u, p.batch)
			copy(want.Order3[a*s:], one.Order3)
			for i := range s {
				v := cutTo(part, u, i)
				want.Gbar[a*s+i] = kernel.Dot(v, grad)
				h.Multiply(hv, p.theta, v, p.batch)
				for b, w := range us {
					for j := range s {
						want.Hbar[(a*s+i)*k*s+b*s+j] = kernel.Dot(cutTo(part, w, j), hv)
					}
				}
			}
		}
		agree(t, got, want, 1e-12)
	})
}

func agree(t *testing.T, got, want *Summary, most float64) {
	t.Helper()
	if !(math.Abs(got.Loss-want.Loss) <= 1e-14*(1+math.Abs(want.Loss))) {
		t.Errorf("loss %v, want %v", got.Loss, want.Loss)
	}
	for name, e := range map[string]float64{"ḡ": off(got.Gbar, want.Gbar), "H̄": off(got.Hbar, want.Hbar)} {
		if !(e <= most) {
			t.Errorf("%s is off by %.1e", name, e)
		}
	}
	for i, v := range want.Order3 {
		if !(math.Abs(got.Order3[i]-v) <= most*(1+math.Abs(v))) {
			t.Errorf("D³ of group %d is %v, want %v", i, got.Order3[i], v)
		}
	}
}

// Law: the Gauss–Newton part along several directions is what the origins of H̄ say
// along single ones: between two groups by a direction that has one from each,
// within a group by polarisation.
func TestGaussNewtonIsTheOriginLoss(t *testing.T) {
	onPartitions(t, func(t *testing.T, p *problem, part *partition.Partition, us [][]float64) {
		s, k := part.Len(), len(us)
		one, single := New(s), NewSweep(p.sweep, part)
		loss := func(u []float64, i, j int) (v float64) {
			for _, o := range single.Origins(one, p.theta, u, p.batch) {
				if o.Kind == FromLoss || o.Kind == FromPenalty {
					v += o.Hbar[i*s+j]
				}
			}
			return v
		}
		sum := func(a, b []float64) []float64 {
			c := make([]float64, len(a))
			for i := range c {
				c[i] = a[i] + b[i]
			}
			return c
		}
		got, want := New(k*s), New(k*s)
		NewDirections(p.sweep, part, k).Along(want, p.theta, us, p.batch) // for the loss and ḡ
		clear(want.Order3)
		rng := rand.New(rand.NewPCG(22, 0))
		pairs := 0
		NewDirections(p.sweep, part, k).GaussNewton(got, p.theta, us, p.batch)
		for x := range k * s {
			for y := range k * s {
				if k*s > 20 && x != y && rng.IntN(k*s) > 3 { // some of many
					want.Hbar[x*k*s+y] = got.Hbar[x*k*s+y]
					continue
				}
				pairs++
				u, w, i, j := us[x/s], us[y/s], x%s, y%s
				if i != j {
					want.Hbar[x*k*s+y] = loss(sum(cutTo(part, u, i), cutTo(part, w, j)), i, j)
					continue
				}
				want.Hbar[x*k*s+y] = (loss(sum(u, w), i, i) - loss(u, i, i) - loss(w, i, i)) / 2
			}
		}
		agree(t, got, want, 1e-12)
		if pairs < k*s {
			t.Errorf("%d pairs", pairs)
		}
	})
}

// Law: the Gauss–Newton part is (1/N)Σ ż_iᵀℓ″ż_j with differences of the outputs for
// ż, and with ℓ″ from its formula; ḡ follows from ℓ′ alike.
func TestGaussNewtonOfTheOutputs(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 0))
	for _, loss := range []string{"cross-entropy", "squared-error"} {
		p := newProblem(t, rng, "tanh", loss, 33, 5, 6, 4, 3)
		part := partition.Canonical(p.g.Params())
		s, n, width := part.Len(), 33, 3
		us := draws(rng, p, 2)
		got, want := New(2*s), New(2*s)
		NewDirections(p.sweep, part, 2).GaussNewton(got, p.theta, us, p.batch)
		want.Loss = p.sweep.Loss(p.theta, p.batch)
		outputs := func(e float64, v []float64) []float64 {
			at, z := make([]float64, len(v)), make([]float64, n*width)
			for i := range at {
				at[i] = p.theta[i] + e*v[i]
			}
			p.sweep.Evaluate(z, at, p.batch)
			return z
		}
		var dots [][]float64
		for _, u := range us {
			for i := range s {
				const e = 1e-3
				v, dot := cutTo(part, u, i), make([]float64, n*width)
				for _, c := range [][2]float64{{e, 8}, {-e, -8}, {2 * e, -1}, {-2 * e, 1}} {
					for r, z := range outputs(c[0], v) {
						dot[r] += c[1] * z / (12 * e)
					}
				}
				dots = append(dots, dot)
			}
		}
		z := outputs(0, us[0])
		for r := range n {
			row := z[r*width : (r+1)*width]
			prob, total := make([]float64, width), 0.0
			for c, v := range row {
				prob[c] = math.Exp(v)
				total += prob[c]
			}
			for i, a := range dots {
				a := a[r*width : (r+1)*width]
				for c := range row {
					slope := prob[c] / total
					if loss == "squared-error" {
						slope = 2 * (row[c] - p.batch.Y[r*width+c]) / float64(width)
					} else if p.batch.Labels[r] == c {
						slope--
					}
					want.Gbar[i] += slope * a[c] / float64(n)
				}
				for j, b := range dots {
					b := b[r*width : (r+1)*width]
					mixed, meanA, meanB := 0.0, 0.0, 0.0
					for c := range row {
						weight := 2 / float64(width)
						if loss != "squared-error" {
							weight = prob[c] / total
							meanA, meanB = meanA+weight*a[c], meanB+weight*b[c]
						}
						mixed += weight * a[c] * b[c]
					}
					want.Hbar[i*2*s+j] += (mixed - meanA*meanB) / float64(n)
				}
			}
		}
		agree(t, got, want, 1e-8)
	}
}

// A Gauss–Newton sweep counts a forward pass, its tangents and their inner products,
// two thirds of the whole summary at most; it allocates nothing once warm,
// for convolutions too.
func TestGaussNewtonIsCheap(t *testing.T) {
	g, err := model.MLP(model.Shape{Widths: []int{400, 400, 400, 400}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	_, gradient := g.Cost()
	sweep := NewDirections(graph.NewSweep(g), partition.Canonical(g.Params()), 2)
	// Of a layer: 1 forwards, 2 own tangents, 4 for each earlier layer.
	want, got := (3.+(3+4)+(3+8))/8, sweep.GaussNewtonCost()/gradient
	if !(got >= 0.95*want && got <= 1.1*want) {
		t.Errorf("%.3g gradients, want about %.3g", got, want)
	}
	if whole := sweep.Cost() / gradient; !(whole > 1.5*got) {
		t.Errorf("%.3g gradients, the whole summary %.3g", got, whole)
	}

	lenet, err := model.LeNet(op.Image{Channels: 2, Height: 12, Width: 13}, 10, "elu")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(24, 0))
	for _, p := range []*problem{joined(rng), newProblemOf(lenet, rng, 20)} {
		part := partition.Canonical(p.g.Params())
		us, s, sweep := draws(rng, p, 2), New(2*part.Len()), NewDirections(p.sweep, part, 2)
		if n := testing.AllocsPerRun(4, func() { sweep.GaussNewton(s, p.theta, us, p.batch) }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	}
}

// Every set of loops gives the same Gauss–Newton part, and float32 one near to it;
// the order of the calls on a workspace does not matter.
func TestGaussNewtonOnEverySet(t *testing.T) {
	before := kernel.Set()
	defer kernel.Use(before)
	rng := rand.New(rand.NewPCG(25, 0))
	p := newProblem(t, rng, "tanh", "cross-entropy", 150, 90, 80, 70, 10)
	part := partition.Canonical(p.g.Params())
	us := draws(rng, p, 2)
	var first *Summary
	for _, set := range kernel.Sets() {
		if err := kernel.Use(set); err != nil {
			t.Fatal(err)
		}
		sweep, whole, s := NewDirections(p.sweep, part, 2), New(2*part.Len()), New(2*part.Len())
		p.sweep.Precision = kernel.Float64
		sweep.GaussNewton(s, p.theta, us, p.batch)
		once := fmt.Sprintf("%x", *s)
		sweep.Along(whole, p.theta, us, p.batch)
		sweep.GaussNewton(s, p.theta, us, p.batch)
		if again := fmt.Sprintf("%x", *s); again != once {
			t.Errorf("%s: other bits behind a whole summary", set)
		}
		if first == nil {
			first = s
		}
		agree(t, s, first, 1e-12)
		single := New(2 * part.Len())
		p.sweep.Precision = kernel.Float32
		sweep.GaussNewton(single, p.theta, us, p.batch)
		if e := off(single.Hbar, s.Hbar); !(e <= 1e-5) || (e > 1e-12) != (set != "portable") {
			t.Errorf("%s, float32: B is off by %.1e", set, e)
		}
	}
}
