package op

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// probe shows an op of any kind as a map of its inputs with derivatives, so
// that one test serves all kinds.
type probe struct {
	in      [][]float64 // x, and w where there is one
	value   func(in [][]float64) []float64
	tangent func(dir [][]float64) []float64               // f′[ẋ] at in
	adjoint func(bar []float64) [][]float64               // f′ᵀ ȳ at in
	second  func(in, d, e [][]float64) []float64          // f″[d, e]
	third   func(d [][]float64) []float64                 // f‴[d, d, d] at in
	slope   func(in, dir [][]float64) (tangent []float64) // f′[dir] at another point
}

func dot(x, y []float64) (s float64) {
	for i := range x {
		s += x[i] * y[i]
	}
	return s
}

func add(x []float64, w float64, y []float64) []float64 {
	z := make([]float64, len(x))
	for i := range x {
		z[i] = x[i] + w*y[i]
	}
	return z
}

func zero(n int) func([][]float64) []float64 {
	return func([][]float64) []float64 { return make([]float64, n) }
}

// samples is how many samples an op is fed.
const samples = 4

// fed returns the shape of the samples that an op is fed.
func fed(o Op) Shape {
	if shape := (Shape{16, 2}); o.Name() != "reorder" && o.Out(Shape{1, 5}) == (Shape{}) {
		return shape
	} else if o.Name() == "reorder" {
		return Shape{1, 32}
	}
	return Shape{1, 5}
}

func normals(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

func newProbe(o Op, rng *rand.Rand) probe {
	in, out := fed(o), o.Out(fed(o))
	d := Dims{Rows: samples * in.Rows, In: in.Width, Out: out.Width}
	if l, ok := o.(*Linear); ok && l.Sample {
		d = Dims{Rows: samples, In: in.Size(), Out: out.Size()}
	}
	size := d.Rows * d.Out
	x := normals(rng, samples*in.Size())
	switch o := o.(type) {
	case *Linear:
		return linearProbe(o, d, x, normals(rng, d.Out))
	case *Gather:
		return gatherProbe(o, Dims{Rows: samples, In: in.Size(), Out: out.Size()}, x)
	case Sum:
		return sumProbe(o, x, normals(rng, len(x)))
	case *Bilinear:
		w := normals(rng, d.Out*d.In)
		if o == Product {
			w = normals(rng, len(x))
		}
		f := func(in [][]float64) []float64 {
			z := make([]float64, size)
			o.Mul(z, in[0], in[1], d)
			return z
		}
		both := func(in, e [][]float64) []float64 {
			return add(f([][]float64{e[0], in[1]}), 1, f([][]float64{in[0], e[1]}))
		}
		in := [][]float64{x, w}
		return probe{
			in: in, value: f, slope: both,
			tangent: func(dir [][]float64) []float64 { return both(in, dir) },
			adjoint: func(bar []float64) [][]float64 {
				da, dw := make([]float64, len(in[0])), make([]float64, len(in[1]))
				o.Left(da, bar, in[1], d)
				o.Right(dw, bar, in[0], d)
				return [][]float64{da, dw}
			},
			second: func(_, p, q [][]float64) []float64 {
				return add(f([][]float64{p[0], q[1]}), 1, f([][]float64{q[0], p[1]}))
			},
			third: zero(size),
		}
	case *Pointwise:
		return pointwiseProbe(o, x)
	case *Head:
		return headProbe(o, d, x, rng)
	}
	panic("an op of no kind")
}

func linearProbe(o *Linear, d Dims, x, w []float64) probe {
	in := [][]float64{x}
	if o.Param != nil {
		in = append(in, w)
	}
	f := func(in [][]float64) []float64 {
		y := make([]float64, d.Rows*d.Out)
		o.Apply(y, in[0], d)
		if o.Param != nil {
			o.Param(y, in[1], d)
		}
		return y
	}
	return probe{
		in: in, value: f, tangent: f,
		slope: func(_, dir [][]float64) []float64 { return f(dir) },
		adjoint: func(bar []float64) [][]float64 {
			dx := make([]float64, len(x))
			o.Adjoint(dx, bar, d)
			if o.Param == nil {
				return [][]float64{dx}
			}
			dw := make([]float64, len(w))
			o.ParamAdjoint(dw, bar, d)
			return [][]float64{dx, dw}
		},
		second: func(_, _, _ [][]float64) []float64 { return make([]float64, d.Rows*d.Out) },
		third:  zero(d.Rows * d.Out),
	}
}

// gatherProbe holds the places that the input chooses: the neighbourhood of the
// test moves none of them.
func gatherProbe(o *Gather, d Dims, x []float64) probe {
	f := func(in [][]float64) []float64 {
		y := make([]float64, d.Rows*d.Out)
		o.Apply(y, in[0], o.Places(make([]int32, len(y)), x, d), d)
		return y
	}
	value := func(in [][]float64) []float64 {
		y := make([]float64, d.Rows*d.Out)
		o.Apply(y, in[0], o.Places(make([]int32, len(y)), in[0], d), d)
		return y
	}
	return probe{
		in: [][]float64{x}, value: value, tangent: f,
		slope: func(_, dir [][]float64) []float64 { return f(dir) },
		adjoint: func(bar []float64) [][]float64 {
			dx := make([]float64, len(x))
			o.Adjoint(dx, bar, o.Places(make([]int32, len(bar)), x, d), d)
			return [][]float64{dx}
		},
		second: func(_, _, _ [][]float64) []float64 { return make([]float64, d.Rows*d.Out) },
		third:  zero(d.Rows * d.Out),
	}
}

func sumProbe(o Sum, x, y []float64) probe {
	f := func(in [][]float64) []float64 {
		return add(add(make([]float64, len(x)), o.A, in[0]), o.B, in[1])
	}
	return probe{
		in: [][]float64{x, y}, value: f, tangent: f,
		slope: func(_, dir [][]float64) []float64 { return f(dir) },
		adjoint: func(bar []float64) [][]float64 {
			return [][]float64{add(make([]float64, len(x)), o.A, bar), add(make([]float64, len(x)), o.B, bar)}
		},
		second: func(_, _, _ [][]float64) []float64 { return make([]float64, len(x)) },
		third:  zero(len(x)),
	}
}

func pointwiseProbe(o *Pointwise, x []float64) probe {
	in := [][]float64{x}
	each := func(f func(x, y float64) float64) func(in [][]float64) []float64 {
		return func(in [][]float64) []float64 {
			y := make([]float64, len(in[0]))
			for i, v := range in[0] {
				y[i] = f(v, o.Value(v))
			}
			return y
		}
	}
	d1 := each(func(x, y float64) float64 { d, _, _ := o.Slopes(x, y); return d })
	d2 := each(func(x, y float64) float64 { _, d, _ := o.Slopes(x, y); return d })
	d3 := each(func(x, y float64) float64 { _, _, d := o.Slopes(x, y); return d })
	mul := func(x []float64, ys ...[]float64) []float64 {
		for _, y := range ys {
			for i := range x {
				x[i] *= y[i]
			}
		}
		return x
	}
	slope := func(in, dir [][]float64) []float64 { return mul(d1(in), dir[0]) }
	return probe{
		in: in, slope: slope,
		value:   each(func(_, y float64) float64 { return y }),
		tangent: func(dir [][]float64) []float64 { return slope(in, dir) },
		adjoint: func(bar []float64) [][]float64 { return [][]float64{mul(d1(in), bar)} },
		second:  func(in, p, q [][]float64) []float64 { return mul(d2(in), p[0], q[0]) },
		third:   func(p [][]float64) []float64 { return mul(d3(in), p[0], p[0], p[0]) },
	}
}

func headProbe(o *Head, d Dims, x []float64, rng *rand.Rand) probe {
	const weight = 0.3
	var targets Targets
	if o.Classes {
		for range samples {
			targets.Labels = append(targets.Labels, rng.IntN(d.In))
		}
	} else {
		targets.Values = normals(rng, len(x))
	}
	in := [][]float64{x}
	run := func(in [][]float64) (loss float64, lambda, state []float64) {
		lambda, state = make([]float64, len(x)), make([]float64, samples*o.State(d.In))
		return o.Loss(lambda, state, in[0], targets, d, weight), lambda, state
	}
	slope := func(in, dir [][]float64) []float64 {
		_, lambda, _ := run(in)
		return []float64{dot(lambda, dir[0])}
	}
	return probe{
		in: in, slope: slope,
		value:   func(in [][]float64) []float64 { loss, _, _ := run(in); return []float64{loss} },
		tangent: func(dir [][]float64) []float64 { return slope(in, dir) },
		adjoint: func(bar []float64) [][]float64 {
			_, lambda, _ := run(in)
			return [][]float64{add(make([]float64, len(x)), bar[0], lambda)}
		},
		second: func(in, p, q [][]float64) []float64 {
			_, _, state := run(in)
			y, centred := make([]float64, len(x)), slices.Clone(p[0])
			o.Centre(centred, state, d)
			o.Curve(y, centred, state, d, weight)
			return []float64{dot(y, q[0])}
		},
		third: func(p [][]float64) []float64 {
			_, _, state := run(in)
			centred := slices.Clone(p[0])
			o.Centre(centred, state, d)
			return []float64{o.Third(centred, state, d, weight)}
		},
	}
}

// central returns (f(t) − f(−t))/2t extrapolated once (Richardson), with an
// error of order t⁴ and rounding of order 1e-16/t.
func central(f func(t float64) []float64) []float64 {
	const t = 1e-3
	wide, narrow := add(f(2*t), -1, f(-2*t)), add(f(t), -1, f(-t))
	out := make([]float64, len(wide))
	for i := range out {
		out[i] = (8*narrow[i] - wide[i]) / (12 * t)
	}
	return out
}

func agree(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	for i := range want {
		if d := math.Abs(got[i] - want[i]); !(d <= tol*(1+math.Abs(want[i]))) {
			t.Errorf("%s: entry %d is %v, want %v", what, i, got[i], want[i])
			return
		}
	}
}

// Every op obeys the laws of its kind: the tangent is the difference of values,
// the adjoint is its transpose, each higher order is the difference of the one
// below.
func TestConformance(t *testing.T) {
	for _, o := range All() {
		t.Run(o.Name(), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			p := newProbe(o, rng)
			var dir, other [][]float64
			for i := range p.in {
				for k, v := range p.in[i] { // away from the kink at 0 of ReLU and ELU
					if math.Abs(v) < 0.05 {
						p.in[i][k] = math.Copysign(0.05, v)
					}
				}
				dir, other = append(dir, normals(rng, len(p.in[i]))), append(other, normals(rng, len(p.in[i])))
			}
			along := func(t float64) [][]float64 {
				moved := make([][]float64, len(p.in))
				for i := range moved {
					moved[i] = add(p.in[i], t, dir[i])
				}
				return moved
			}
			agree(t, "first order", p.tangent(dir), central(func(t float64) []float64 { return p.value(along(t)) }), 1e-9)
			agree(t, "second order", p.second(p.in, dir, other), central(func(t float64) []float64 { return p.slope(along(t), other) }), 1e-9)
			agree(t, "third order", p.third(dir), central(func(t float64) []float64 { return p.second(along(t), dir, dir) }), 1e-9)
			agree(t, "symmetry of the second order", p.second(p.in, dir, other), p.second(p.in, other, dir), 1e-14)

			bar := normals(rng, len(p.value(p.in)))
			left, right := dot(bar, p.tangent(dir)), 0.0
			for i, a := range p.adjoint(bar) {
				right += dot(a, dir[i])
			}
			if !(math.Abs(left-right) <= 1e-13*(1+math.Abs(left))) {
				t.Errorf("⟨ȳ, Jẋ⟩ = %v, ⟨Jᵀȳ, ẋ⟩ = %v", left, right)
			}
		})
	}
}

// Over slices a pointwise op is what it is entry by entry, to 4 units in the
// last place of the larger of the number and 1.
func TestSlices(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, o := range All() {
		f, ok := o.(*Pointwise)
		if !ok {
			continue
		}
		const n = 37 // no multiple of any vector
		x, dy := normals(rng, n), normals(rng, n)
		y, dx, d1 := make([]float64, n), make([]float64, n), make([]float64, n)
		d2, q2, q3 := make([]float64, n), make([]float64, n), make([]float64, n)
		f.Values(y, x)
		near := func(what string, got, want float64) {
			if !(math.Abs(got-want) <= 4*0x1p-52*math.Max(1, math.Abs(want))) {
				t.Errorf("%s: %s is %v over slices, %v by itself", f.Name(), what, got, want)
			}
		}
		for pass := range 2 {
			curved := pass == 1 && f.Curved
			if curved {
				f.Pull3(dx, d1, d2, q2, q3, x, y, dy)
			} else {
				f.Pull1(dx, d1, x, y, dy)
			}
			for i := range x {
				s1, s2, s3 := f.Slopes(x[i], y[i])
				near("f", y[i], f.Value(x[i]))
				near("f′", d1[i], s1)
				near("f′·dy", dx[i], s1*dy[i])
				if curved {
					near("f″", d2[i], s2)
					near("f″·dy", q2[i], s2*dy[i])
					near("f‴·dy", q3[i], s3*dy[i])
				}
			}
		}
	}
}

// An op that says it is not curved has no second derivative, and only then.
func TestCurved(t *testing.T) {
	for _, f := range Activations() {
		curved := false
		for x := -3.0; x < 3; x += 0.1 {
			if _, d2, _ := f.Slopes(x, f.Value(x)); d2 != 0 {
				curved = true
			}
		}
		if curved != f.Curved {
			t.Errorf("%s: Curved is %v", f.Name(), f.Curved)
		}
	}
}

// Far out the values stay finite and exact, where the naive formulas overflow
// or cancel.
func TestFarOut(t *testing.T) {
	cases := []struct {
		f       *Pointwise
		x, y, d float64
	}{
		{Tanh, 800, 1, 0}, {Tanh, -800, -1, 0},
		{Sigmoid, -40, math.Exp(-40), math.Exp(-40)}, {Sigmoid, 800, 1, 0}, {Sigmoid, -800, 0, 0},
		{Softplus, -40, math.Exp(-40), math.Exp(-40)}, {Softplus, 800, 800, 1}, {Softplus, -800, 0, 0},
		{ELU, -40, -1, math.Exp(-40)}, {ELU, 800, 800, 1}, {ELU, -800, -1, 0},
		{ReLU, -800, 0, 0}, {ReLU, 0, 0, 0},
	}
	for _, c := range cases {
		y := c.f.Value(c.x)
		d, d2, d3 := c.f.Slopes(c.x, y)
		near := func(got, want float64) bool { return math.Abs(got-want) <= 1e-14*math.Abs(want) }
		if !near(y, c.y) || !near(d, c.d) || math.IsNaN(d2+d3) {
			t.Errorf("%s(%v) = %v with slopes %v, %v, %v, want %v and %v", c.f.Name(), c.x, y, d, d2, d3, c.y, c.d)
		}
	}
}

// The cross-entropy of huge logits does not overflow.
func TestCrossEntropyStable(t *testing.T) {
	d := Dims{Rows: 1, In: 3, Out: 1}
	lambda, state := make([]float64, 3), make([]float64, CrossEntropy.State(3))
	loss := CrossEntropy.Loss(lambda, state, []float64{1e300, 0, -1e300}, Targets{Labels: []int{0}}, d, 1)
	if loss != 0 || lambda[0] != 0 {
		t.Errorf("loss %v, λ %v, want 0", loss, lambda)
	}
	loss = CrossEntropy.Loss(lambda, state, []float64{1000, 0, 0}, Targets{Labels: []int{1}}, d, 1)
	if loss != 1000 {
		t.Errorf("loss %v, want 1000", loss)
	}
}
