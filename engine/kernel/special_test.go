package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// specials are the numbers at which loops with masks and comparisons err.
var specials = []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1)}

// fencedAll returns copies of x, each inside a fence.
func fencedAll(x ...[]float64) (inner, outer [][]float64) {
	for _, v := range x {
		in, out := fenced(v)
		inner, outer = append(inner, in), append(outer, out)
	}
	return inner, outer
}

// limits are the slopes of the functions at −∞ and +∞.
var limits = []struct {
	name   string
	f      *Function
	lo, hi [3]float64
}{
	{"exp", Exp, [3]float64{}, [3]float64{math.Inf(1), math.Inf(1), math.Inf(1)}},
	{"tanh", Tanh, [3]float64{}, [3]float64{}},
	{"sigmoid", Sigmoid, [3]float64{}, [3]float64{}},
	{"softplus", Softplus, [3]float64{}, [3]float64{1, 0, 0}},
	{"elu", ELU, [3]float64{}, [3]float64{1, 0, 0}},
	{"relu", ReLU, [3]float64{}, [3]float64{1, 0, 0}},
}

// Law: at a special argument the slopes are the limits (NaN at NaN, but 0 for
// ReLU, which asks whether x is above 0), their products with the adjoint are
// those of IEEE, whatever the adjoint is, no other entry changes a bit, and
// nothing but the outputs is written. So in every lane, in whole vectors and in
// the rest.
func TestPullsAtSpecials(t *testing.T) {
	adjoints := append([]float64{-0.7}, specials...)
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(41, 0))
		for _, c := range limits {
			for n := 1; n < 20; n++ {
				x, dy, p := normal(rng, n), normal(rng, n), rng.IntN(n)
				plain := pulls(c.f, x, dy)
				for _, arg := range append([]float64{-1e300, -1e4, 1e4, 1e300, 0.3}, specials...) {
					for _, l := range adjoints {
						x[p], dy[p] = arg, l
						d := at3(c.f, c.lo, c.hi, arg)
						want := map[string]float64{"f′ alone": d[0], "f′·dy alone": d[0] * l,
							"f′": d[0], "f′·dy": d[0] * l, "f″": d[1], "f″·dy": d[1] * l, "f‴·dy": d[2] * l}
						for name, got := range pulls(c.f, x, dy) {
							if !intact(got) {
								t.Fatalf("%s, %d of %d: %s is written beside its place", c.name, p, n, name)
							}
							got := got[fence : fence+n]
							if !near(got[p], want[name], 1e-14) {
								t.Fatalf("%s(%v), adjoint %v, %d of %d: %s is %v, want %v", c.name, arg, l, p, n, name, got[p], want[name])
							}
							for q := range got {
								if before := plain[name][fence+q]; q != p && got[q] != before {
									t.Fatalf("%s, %v at %d of %d: %s at %d is %v, was %v", c.name, arg, p, n, name, q, got[q], before)
								}
							}
						}
					}
				}
			}
		}
	})
}

// at3 returns the three slopes at an argument that is far out or special, or
// what portable Go says of them.
func at3(f *Function, lo, hi [3]float64, x float64) [3]float64 {
	switch {
	case x <= -1e4:
		return lo
	case x >= 1e4 && f != Exp:
		return hi
	case x != x && f == ReLU:
		return [3]float64{}
	case x != x:
		return [3]float64{x, x, x}
	}
	s1, s2, s3 := f.Slopes(x, f.Value(x))
	return [3]float64{s1, s2, s3}
}

// pulls returns what Pull1 and Pull3 write, inside fences. ReLU has no Pull3.
func pulls(f *Function, x, dy []float64) map[string][]float64 {
	n := len(x)
	blank := make([]float64, n)
	in, _ := fencedAll(x, blank, dy)
	f.Values(in[1], in[0])
	to, outer := fencedAll(slices.Repeat([][]float64{blank}, 7)...)
	f.Pull1(to[0], to[1], in[0], in[1], in[2])
	all := map[string][]float64{"f′·dy alone": outer[0], "f′ alone": outer[1]}
	if f.Curved {
		f.Pull3(to[2], to[3], to[4], to[5], to[6], in[0], in[1], in[2])
		for i, name := range []string{"f′·dy", "f′", "f″", "f″·dy", "f‴·dy"} {
			all[name] = outer[2+i]
		}
	}
	return all
}

// Law: a special number in any of Advance's six vectors gives the tangents of
// its entry and the sum what the formula gives, and changes no other entry.
// Advance reads and writes nothing but its vectors.
func TestAdvanceAtSpecials(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(42, 0))
		for n := 1; n < 40; n++ {
			for which := range 7 { // in the seventh turn there is none
				for _, bad := range specials {
					v := [6][]float64{}
					for i := range v {
						v[i] = normal(rng, n)
					}
					p := rng.IntN(n)
					if which < 6 {
						v[which][p] = bad
					}
					if n%2 == 0 { // two that meet: 0·∞, ∞ − ∞
						v[rng.IntN(6)][p] = specials[rng.IntN(len(specials))]
					}
					y, yy, third := make([]float64, n), make([]float64, n), 0.0
					for i := range y {
						x, xx, d1, d2, q2, q3 := v[0][i], v[1][i], v[2][i], v[3][i], v[4][i], v[5][i]
						y[i], yy[i] = d1*x, d2*x*x+d1*xx
						third += x * (q3*x*x + 3*q2*xx)
					}
					in, outer := fencedAll(v[:]...)
					got := Advance(in[0], in[1], in[2], in[3], in[4], in[5])
					if !near(got, third, 1e-12) {
						t.Fatalf("%v at %d of %d in vector %d: the sum is %v, want %v", bad, p, n, which, got, third)
					}
					for i := range y {
						if !same(in[0][i], y[i]) || !near(in[1][i], yy[i], 1e-14) {
							t.Fatalf("%v at %d of %d in vector %d: tangents %v, %v at %d, want %v, %v",
								bad, p, n, which, in[0][i], in[1][i], i, y[i], yy[i])
						}
					}
					for i, o := range outer {
						if !intact(o) || i > 1 && !slices.EqualFunc(in[i], v[i], same) {
							t.Fatalf("%d of %d: Advance writes to or beside vector %d", p, n, i)
						}
					}
				}
			}
		}
	})
}

// Law: a special number in a row of X or among the weights reaches exactly the
// entries of G that depend on it, G stays symmetric, and Gram reads and writes
// nothing but its matrices.
func TestGramAtSpecials(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(43, 0))
		for round := range 300 {
			s, n := 1+rng.IntN(10), 1+rng.IntN(40)
			if round%20 == 0 {
				n = strip - 5 + rng.IntN(20)
			}
			x, w, g := normal(rng, s*n), normal(rng, n), make([]float64, s*s)
			if at := rng.IntN(s*n + n); round%6 == 5 {
				// none
			} else if bad := specials[round%6]; at < s*n {
				x[at] = bad
			} else {
				w[at-s*n] = bad
				x[rng.IntN(s)*n+at-s*n] = specials[rng.IntN(len(specials))]
			}
			in, outer := fencedAll(g, w, x)
			Gram(in[0], in[1], in[2], s, n)
			for i := range s {
				for j := range s {
					want := 0.0
					for p := range n {
						want += w[p] * x[i*n+p] * x[j*n+p]
					}
					if got := in[0][i*s+j]; !near(got, want, 1e-12) || !same(got, in[0][j*s+i]) {
						t.Fatalf("round %d, s=%d n=%d: G[%d,%d] = %v, want %v", round, s, n, i, j, got, want)
					}
				}
			}
			if !intact(outer[0]) || !slices.EqualFunc(in[1], w, same) || !slices.EqualFunc(in[2], x, same) {
				t.Fatalf("s=%d n=%d: Gram writes beside G", s, n)
			}
		}
	})
}
