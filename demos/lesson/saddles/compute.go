package saddles

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/summary"
)

// ground is a landscape with what is drawn of it.
type ground struct {
	*landscape.Landscape
	field  plot.Field
	levels []float64
}

// columns and rows of the sampled landscape: a contour on so fine a grid looks
// round, and sampling it takes a few milliseconds, once a landscape.
const columns, rows = 73, 69

// open returns the landscape of that name, sampled the first time.
func (s *Scene) open(name string) *ground {
	if g := s.grounds[name]; g != nil {
		return g
	}
	g := &ground{Landscape: landscape.New(name)}
	g.field.Sample(columns, rows, window, g.Value)
	g.levels = plot.RingLevels(nil, g.field.Values, 14)
	s.grounds[name] = g
	return g
}

// group is one group with its numbers.
type group struct {
	index  int    // in ḡ
	name   string // "x", "y" or "all"
	place  int    // of its colour
	sign   string // of its step size
	symbol string // what the text calls the step size
}

// move is one step from the start.
type move struct {
	eta     []float64 // nil: there is none
	end     plot.XY
	promise float64   // φ(η)
	change  float64   // L(θ − U I η) − L(θ)
	along   []float64 // L(θ − t·U I η) − L(θ) at the fractions t of the step
	model   []float64 // φ(tη) there
}

func (m *move) ok() bool { return m.eta != nil }

// fractions of a step at which the loss along it is shown: a quarter beyond its
// end.
var fractions = func() []float64 {
	t := make([]float64, 51)
	for i := range t {
		t[i] = 1.25 * float64(i) / 50
	}
	return t
}()

// view is what compute finds: everything that is drawn.
type view struct {
	ground *ground
	start  plot.XY
	lambda float64
	r      float64 // the cursor

	groups []group // in the order of the picture
	loss   float64
	gbar   []float64
	hbar   []float64
	d      []float64
	u      []float64

	definite bool // H̄ has no negative eigenvalue
	curved   bool // there is a secular curve: the model is bounded and some D_s > 0
	status   cubic.Status
	root     float64   // ‖Dη‖ of the step
	floor    float64   // r_min
	poles    []float64 // where H̄ + ½λrD² is singular, the largest first
	rising   []float64 // those at which the curve leaves the picture, the smallest first
	psi      float64   // of the cursor

	newton, cubic, twin, cursor move

	path   []plot.XY // η*(λ) from λ → 0 to 0
	lost   []plot.XY // η(r) below r_min, from Newton's step
	rs     []float64
	curve  []float64 // ψ(rs)
	widest float64   // of r in the picture
}

// compute turns the values into a view.
func (s *Scene) compute(v demos.Values) error {
	w := view{
		ground: s.open(v["landscape"]),
		start:  plot.XY{X: v.Number("x"), Y: v.Number("y")},
		lambda: v.Number("lambda"), r: v.Number("r"),
	}
	w.summarise(v["partition"] == "trivial")
	w.solve()
	w.trace()
	s.view = w
	return nil
}

// summarise computes ḡ, H̄ and D at the start along the gradient.
func (w *view) summarise(trivial bool) {
	g := w.ground
	theta := w.theta(w.start)
	w.u = make([]float64, 2)
	g.Slopes(w.u, theta)
	sweep := g.Trivial
	w.groups = []group{{0, "all", 0, "η", "eta1"}}
	if !trivial {
		sweep = g.Discrete
		// The landscape knows which coordinate comes first in θ.
		x, y := g.Of([]float64{0, 1})
		w.groups = []group{{int(x), "x", 0, "η₁", "eta1"}, {int(y), "y", 2, "η₂", "eta2"}}
	}
	sum := summary.New(len(w.groups))
	sweep.Compute(sum, theta, w.u, &g.Batch)
	w.loss, w.gbar, w.hbar = sum.Loss, sum.Gbar, sum.Hbar
	w.d = summary.Roots(w.d, sum.Order3)
}

func (w *view) theta(q plot.XY) []float64 {
	theta := make([]float64, 2)
	w.ground.Theta(theta, q.X, q.Y)
	return theta
}

// solve finds the steps.
func (w *view) solve() {
	n := len(w.gbar)
	// Without a cubic term D does not matter. At r = 0 the path of ḡ and H̄ is
	// H̄⁻¹ḡ, also where that is no minimum.
	var plain cubic.Path
	ones := make([]float64, n)
	for i := range ones {
		ones[i] = 1
	}
	eta := make([]float64, n)
	w.definite = true
	if plain.Fit(w.gbar, w.hbar, ones) == nil {
		w.definite = len(plain.Poles(nil, 1)) == 0
		if plain.At(eta, 0, 1) {
			w.newton = w.take(eta)
		}
	}

	var solver cubic.Solver
	var step cubic.Step
	err := solver.Solve(&step, w.gbar, w.hbar, w.d, w.lambda)
	w.status, w.root = step.Status, step.R
	if err != nil {
		return
	}
	w.cubic = w.take(step.Eta)
	if step.AltEta != nil {
		w.twin = w.take(step.AltEta)
	}
}

// take makes the move of a step, whose η it copies.
func (w *view) take(eta []float64) move {
	m := move{eta: append([]float64(nil), eta...)}
	m.end = w.at(eta, 1)
	m.promise = cubic.Model(eta, w.gbar, w.hbar, w.d, w.lambda)
	m.change = w.ground.Value(m.end.X, m.end.Y) - w.loss
	part := make([]float64, len(eta))
	for _, t := range fractions {
		q := w.at(eta, t)
		m.along = append(m.along, w.ground.Value(q.X, q.Y)-w.loss)
		for i := range eta {
			part[i] = t * eta[i]
		}
		m.model = append(m.model, cubic.Model(part, w.gbar, w.hbar, w.d, w.lambda))
	}
	return m
}

// at returns θ − t·U I η as a point of the plane.
func (w *view) at(eta []float64, t float64) plot.XY {
	step := make([]float64, 2)
	for p, u := range w.u {
		s := 0
		if len(eta) > 1 {
			s = p
		}
		step[p] = t * eta[s] * u
	}
	dx, dy := w.ground.Of(step)
	return plot.XY{X: w.start.X - dx, Y: w.start.Y - dy}
}

// What is drawn of the curves: λ from where the path has left the picture or
// reached Newton's step to where it has come to 0, and enough points of
// the secular curve, which closes in on its poles.
const (
	leastLambda, mostLambda = 1e-4, 1e5
	pathPoints              = 181
	lostPoints              = 60
	curvePoints             = 161
)

// trace finds the path, the steps for the values of r below all minima, and the
// secular curve with the cursor on it.
func (w *view) trace() {
	var path cubic.Path
	if path.Fit(w.gbar, w.hbar, w.d) != nil {
		return
	}
	eta := make([]float64, len(w.gbar))
	for i := range pathPoints {
		lambda := leastLambda * math.Pow(mostLambda/leastLambda, float64(i)/(pathPoints-1))
		if _, status := path.Eta(eta, lambda); status.Solved() {
			w.path = append(w.path, w.at(eta, 1))
		}
	}
	ruled := false
	for _, d := range w.d {
		ruled = ruled || d > 0
	}
	w.curved = ruled && w.status != cubic.ZeroGradient
	if !w.curved {
		return
	}
	w.floor, w.poles = path.Floor(w.lambda), path.Poles(nil, w.lambda)
	w.psi = path.Secular(w.r, w.lambda)
	if path.At(eta, w.r, w.lambda) {
		w.cursor = w.take(eta)
	}
	for i := range lostPoints {
		if w.floor > 0 && path.At(eta, w.floor*float64(i)/lostPoints, w.lambda) {
			w.lost = append(w.lost, w.at(eta, 1))
		}
	}
	w.widest = max(1.7*w.root, 1.4*w.floor, w.r) // pulling r to the edge moves no axis
	if w.widest == 0 {
		w.widest = 1
	}
	for _, r := range slices.Backward(w.poles) {
		// In the hard case the slope has no part there and the curve passes.
		if path.Secular(r*(1+1e-6), w.lambda) > w.widest {
			w.rising = append(w.rising, r)
		}
	}
	w.rs = plot.Sampled(nil, 0, w.widest, curvePoints, w.rising...)
	for _, r := range w.rs {
		w.curve = append(w.curve, path.Secular(r, w.lambda))
	}
}
