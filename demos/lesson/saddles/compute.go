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

// open returns the landscape of that name.
func (s *Scene) open(name string) *landscape.Landscape {
	l := s.grounds[name]
	if l == nil {
		l = landscape.New(name)
		s.grounds[name] = l
	}
	return l
}

// pass is the place between two valleys, and the direction to one of them.
type pass struct{ at, valley plot.XY }

// passes are those of the landscapes that have one.
var passes = map[string]pass{
	"pass":   {plot.XY{}, plot.XY{X: math.Sqrt2 / 2, Y: math.Sqrt2 / 2}},
	"saddle": {plot.XY{X: 0.1270508441825262}, plot.XY{X: 1}}, // of x³ − x + ⅛ = 0
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
	flat    []float64 // and without the cubic term
}

func (m *move) ok() bool { return m.eta != nil }

// fractions of a step at which the loss along it is shown.
var fractions = func() []float64 {
	t := make([]float64, 51)
	for i := range t {
		t[i] = float64(i) / 50
	}
	return t
}()

// view is what compute finds: everything that is drawn.
type view struct {
	ground *landscape.Landscape
	show   string
	start  plot.XY
	lambda float64
	r      float64 // the cursor

	groups []group // in the order of the picture
	loss   float64
	gbar   []float64
	hbar   []float64
	d      []float64
	u      []float64

	slope plot.XY    // of the model's surface, if it has one
	bend  [3]float64 // along x, between x and y, along y

	definite bool // H̄ has no negative eigenvalue
	curved   bool // there is a secular curve: the model is bounded and some D_s > 0
	status   cubic.Status
	root     float64   // ‖Dη‖ of the step
	floor    float64   // r_min
	poles    []float64 // where H̄ + ½λrD² is singular, the largest first
	rising   []float64 // those at which the curve leaves the picture, the smallest first
	psi      float64   // of the cursor

	newton, cubic, twin, cursor move

	way    cubic.Path // of the steps over λ
	path   []plot.XY  // η*(λ) for λ → 0 first
	weight []float64  // the λ of each
	lost   []plot.XY  // η(r) below r_min, from Newton's step
	rs     []float64
	curve  []float64 // ψ(rs)
	widest float64   // of r in the picture
}

// compute turns the values into a view.
func (s *Scene) compute(v demos.Values) error {
	w := view{
		ground: s.open(v["landscape"]), show: v["view"],
		start:  plot.XY{X: v.Number("x"), Y: v.Number("y")},
		lambda: v.Number("lambda"), r: v.Number("r"),
	}
	if s.picture.hand.Held == holdR { // its axis stays under the hand
		w.widest = s.view.widest
	}
	w.summarise(v["partition"] == "trivial")
	w.solve()
	w.trace()
	s.view = w
	s.glide()
	return nil
}

// The numbers of the picture that move, by their places in the Glide.
const (
	atX = iota // the start
	atY
	atNewton // where Newton's step ends from there, two numbers
	atLambda = iota + 1
	atR
	atGrey  // how much of Newton's arrow is drawn
	atGreen // and of the cubic one
	atModel // how much the ground is the model's surface
	targets
)

// glide sets where the numbers of the picture move.
func (s *Scene) glide() {
	w := &s.view
	to := [targets]float64{atX: w.start.X, atY: w.start.Y, atLambda: math.Log(w.lambda), atR: w.r}
	if w.newton.ok() {
		to[atNewton], to[atNewton+1] = w.newton.end.X-w.start.X, w.newton.end.Y-w.start.Y
	}
	if w.show != "start" {
		to[atGrey] = 1
	}
	if w.green() {
		to[atGreen] = 1
	}
	if w.show == "level" {
		to[atModel] = 1
	}
	if !s.picture.drawn { // nothing was elsewhere
		s.Glide = demos.Glide{}
	}
	s.Glide.To(to[:]...)
}

// green reports whether the cubic step is shown.
func (w *view) green() bool { return w.show == "both" || w.pathed() }

// pathed reports whether its path is, along which its end can be dragged.
func (w *view) pathed() bool { return w.show == "path" || w.show == "root" }

// rooted reports whether the secular curve is shown.
func (w *view) rooted() bool { return w.show == "root" }

// surface is the model without its cubic term at a place of the plane.
func (w *view) surface(x, y float64) float64 {
	x, y = x-w.start.X, y-w.start.Y
	return w.loss + w.slope.X*x + w.slope.Y*y + w.bend[0]*x*x/2 + w.bend[1]*x*y + w.bend[2]*y*y/2
}

// shape computes the model's slope and curvatures in the plane from those of the groups.
func (w *view) shape() {
	if !w.faced() {
		return
	}
	x, y := w.groups[0].index, w.groups[1].index
	w.slope = plot.XY{X: w.gbar[x] / w.u[x], Y: w.gbar[y] / w.u[y]}
	w.bend = [3]float64{w.hbar[3*x] / w.u[x] / w.u[x], w.hbar[1] / w.u[x] / w.u[y], w.hbar[3*y] / w.u[y] / w.u[y]}
}

// faced reports whether the model has a surface over the plane.
func (w *view) faced() bool { return len(w.groups) == 2 && w.u[0] != 0 && w.u[1] != 0 }

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
	w.shape()
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
		m.flat = append(m.flat, cubic.Model(part, w.gbar, w.hbar, w.d, 0))
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
	path := &w.way
	if path.Fit(w.gbar, w.hbar, w.d) != nil {
		return
	}
	eta := make([]float64, len(w.gbar))
	for i := range pathPoints {
		lambda := leastLambda * math.Pow(mostLambda/leastLambda, float64(i)/(pathPoints-1))
		if _, status := path.Eta(eta, lambda); status.Solved() {
			w.path, w.weight = append(w.path, w.at(eta, 1)), append(w.weight, lambda)
		}
	}
	w.curved = w.ruled() && w.status != cubic.ZeroGradient
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
	w.widest = max(1.7*w.root, 1.4*w.floor, w.r, w.widest) // pulling r to the edge moves no axis
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

// ruled reports whether some D is positive.
func (w *view) ruled() bool {
	return slices.ContainsFunc(w.d, func(d float64) bool { return d > 0 })
}
