package cauchytonewton

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// dimension is P. Six parameters make a ladder of six rungs, and an H̄ whose
// cells can still be read.
const dimension = 6

// vector is a point of θ's space.
type vector = [dimension]float64

// bowl is the function of θ ∈ ℝ⁶ that the lesson minimises,
//
//	f(θ) = Σ_i ½κ_i y_i² + ¼b y_i⁴,   y = Qθ,
//
// with a rotation Q, κ₁ = 1 … κ₆ = κ in equal ratios, and the bend b: a
// quadratic where b = 0. The plane of y₁ and y₆, the softest and the stiffest
// axis, is what the picture shows, with the foot in it of every place and step. f is
// the sum of a function in the plane and one off it, so the foot of −g is the plane's
// own −g, and the foot of H⁻¹g its own Newton step. How long Cauchy's step is depends
// on what lies off the plane, too.
type bowl struct {
	kappa, bend float64
	sweep       *graph.Sweep
	terms       *graph.Terms
	zero        graph.Batch // the one sample x = 0 of f(θ + x)
	axes        mat.Dense   // Q: row i is the i-th axis
	foot0       vector      // of height, so that it allocates nothing
	aside       vector      // of length 1, off the plane, in terms of the axes
}

// newBowl returns the bowl of condition number kappa ≥ 1. Its axes are those of the
// parameters where mix is 0, and turn away from them as mix grows.
func newBowl(kappa, bend, mix float64, seed uint64) *bowl {
	w := &bowl{kappa: kappa, bend: bend, zero: graph.Batch{X: make([]float64, dimension)}}
	rng := rand.New(rand.NewPCG(seed, 0))
	near := mat.NewDense(dimension, dimension, nil)
	for i := range dimension {
		for j := range dimension {
			near.Set(i, j, mix*rng.NormFloat64())
		}
		near.Set(i, i, near.At(i, i)+1)
	}
	var qr mat.QR
	qr.Factorize(near)
	qr.QTo(&w.axes)
	length := 0.0
	for i := 1; i < dimension-1; i++ {
		w.aside[i] = rng.NormFloat64()
		length = math.Hypot(length, w.aside[i])
	}
	for i := range w.aside {
		w.aside[i] /= length
	}

	half, quarter := make([]float64, dimension), make([]float64, dimension)
	for i := range half {
		half[i] = math.Pow(kappa, float64(i)/(dimension-1)) / 2
		quarter[i] = bend / 4
	}
	b := graph.Build(dimension).With(op.Bias(), "theta", param.Weight, 0, []int{dimension}, 1)
	squares := b.Then(op.Map(dimension, dimension, w.axes.RawMatrix().Data)).Then(op.Square).Mark()
	b.Then(op.Map(1, dimension, half))
	if bend != 0 {
		quadratic := b.Mark()
		b.From(squares).Then(op.Square).Then(op.Map(1, dimension, quarter)).Join(op.Sum{A: 1, B: 1}, quadratic)
	}
	w.sweep = graph.NewSweep(b.Close(op.Output))
	var err error
	if w.terms, err = graph.NewTerms(w.sweep.Graph()); err != nil {
		panic("cauchytonewton: " + err.Error()) // the bowl is a polynomial
	}
	return w
}

// loss returns f(θ).
func (w *bowl) loss(theta *vector) float64 { return w.sweep.Loss(theta[:], &w.zero) }

// height returns f at a place of the plane.
func (w *bowl) height(q plot.XY) float64 {
	w.foot0 = w.theta(q, 0)
	return w.loss(&w.foot0)
}

// gradient writes ∂f/∂θ and returns f(θ).
func (w *bowl) gradient(dst, theta []float64) float64 {
	return w.sweep.Gradient(dst, theta, &w.zero)
}

// theta returns the θ above the place q of the plane, so far off it.
func (w *bowl) theta(q plot.XY, off float64) (theta vector) {
	for i, a := range w.aside {
		y := off * a
		switch i {
		case 0:
			y = q.X
		case dimension - 1:
			y = q.Y
		}
		for p, v := range w.axes.RawRowView(i) {
			theta[p] += y * v
		}
	}
	return theta
}

// foot returns the place of the plane below θ, and how far θ is off it.
func (w *bowl) foot(theta *vector) (q plot.XY, off float64) {
	for i := range dimension {
		y := 0.0
		for p, v := range w.axes.RawRowView(i) {
			y += v * theta[p]
		}
		switch i {
		case 0:
			q.X = y
		case dimension - 1:
			q.Y = y
		default:
			off = math.Hypot(off, y)
		}
	}
	return q, off
}

// view is the part of the plane where starts are.
var view = plot.Window{Lo: plot.XY{X: -1.3, Y: -0.6}, Hi: plot.XY{X: 1.3, Y: 0.6}}

// ring returns the places of the plane where f has a value: the closed line that goes
// round the minimum to the left. In the plane f is p(x) + q(y); the line is where
// p(x) = value·cos²φ and q(y) = value·sin²φ. A chord is within a tenth of a pixel of it.
func (w *bowl) ring(value, unit float64) []plot.XY {
	side := func(part, curvature float64) float64 { // the positive root of ½·curvature·r² + ¼b·r⁴ = part
		return math.Sqrt(4 * part / (curvature + math.Sqrt(curvature*curvature+4*w.bend*part)))
	}
	n := min(2000, max(24, int(7*math.Sqrt(side(value, 1)*unit))))
	line := make([]plot.XY, n+1)
	for k := range line {
		sin, cos := math.Sincos(2 * math.Pi * float64(k%n) / float64(n))
		line[k] = plot.XY{X: math.Copysign(side(value*cos*cos, 1), cos), Y: math.Copysign(side(value*sin*sin, w.kappa), sin)}
	}
	return line
}
