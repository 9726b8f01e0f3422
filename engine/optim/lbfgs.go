package optim

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Repeatable is an Objective that can evaluate the minibatch that Gradient drew last
// again.
type Repeatable interface {
	Objective
	// GradientAgain writes ∂L/∂θ on that minibatch and returns the loss there.
	GradientAgain(dst, theta []float64) (loss float64)
}

// LBFGS is the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno
// (Nocedal and Wright 2006, Algorithm 7.5), made of the parts of gonum's
// optimize: the two-loop direction and a bisection to the strong Wolfe
// conditions. Each iteration is one line search.
//
// A Step draws a minibatch and makes Inner iterations on it. Differences of
// gradients on two minibatches do not measure curvature, so the pairs are reused in
// the next Step only if loss and gradient at θ are the same as before, as with a
// full batch; else the method starts anew. The
// objective must be Repeatable, or its Gradient be the same at every call.
//
// At a minimum to rounding, where no descent is found, θ stays.
type LBFGS struct {
	Inner int // iterations a Step; 0 means 1

	descent
	pairs  optimize.LBFGS
	wolfe  optimize.Bisection
	search optimize.LinesearchMethod
	at     optimize.Location // where the search is
	warm   bool              // the search has started and is at θ
	start  struct {          // θ and its loss at the start of the line search
		x, gradient []float64
		loss        float64
	}
}

var _ = enter(setting.LBFGS, func() Trainable { return new(LBFGS) })

// Tune implements Trainable.
func (l *LBFGS) Tune(_, to setting.Config, _ int) { l.Inner = to.Inner }

// sameBatch is how far, relative to the largest entry, a gradient may be from
// the one before and still be that of the same samples: their order changes the
// rounding of a sum, other samples change much more.
const sameBatch = 1e-9

// evaluations bounds those of one line search.
const evaluations = 30

// Step draws one minibatch and moves θ. The error is ErrDiverged.
func (l *LBFGS) Step(dst *Frame, theta []float64, o Objective) error {
	loss, err := l.observe(theta, o)
	plain(dst, loss, 1)
	if err != nil {
		return err
	}
	if l.warm && !l.same(loss) {
		l.warm = false
	}
	if !l.warm {
		l.place(theta, loss)
	}
	inner := max(l.Inner, 1)
	for range inner {
		if !l.iterate(o) {
			// Old pairs may point uphill; the gradient does not.
			l.place(l.start.x, l.start.loss)
			copy(l.at.Gradient, l.start.gradient)
			if !l.iterate(o) {
				copy(l.at.X, l.start.x)
				l.warm = false
				break
			}
		}
	}
	if !allFinite(l.at.X) {
		return ErrDiverged
	}
	copy(theta, l.at.X)
	return nil
}

// same reports whether the gradient just drawn is that of the search's present point.
func (l *LBFGS) same(loss float64) bool {
	size, off := 0.0, 0.0
	for p, g := range l.gradient {
		size, off = max(size, math.Abs(g)), max(off, math.Abs(g-l.at.Gradient[p]))
	}
	return math.Abs(loss-l.at.F) <= sameBatch*max(math.Abs(loss), 1) && off <= sameBatch*size
}

// place puts a new search at x, with the gradient just drawn.
func (l *LBFGS) place(x []float64, loss float64) {
	l.pairs.Store = 15
	l.search.NextDirectioner, l.search.Linesearcher = &l.pairs, &l.wolfe
	l.at.X, l.at.Gradient = grown(l.at.X, len(x)), grown(l.at.Gradient, len(x))
	l.start.x, l.start.gradient = grown(l.start.x, len(x)), grown(l.start.gradient, len(x))
	copy(l.at.X, x)
	copy(l.at.Gradient, l.gradient)
	l.at.F = loss
	l.warm = false
}

// iterate makes one line search. It reports false where there is no descent.
func (l *LBFGS) iterate(o Objective) bool {
	copy(l.start.x, l.at.X)
	copy(l.start.gradient, l.at.Gradient)
	l.start.loss = l.at.F
	if !allFinite(l.at.Gradient) || !slices.ContainsFunc(l.at.Gradient, func(g float64) bool { return g != 0 }) {
		return false
	}
	var op optimize.Operation
	var err error
	if l.warm {
		op, err = l.search.Iterate(&l.at)
	} else {
		op, err = l.search.Init(&l.at)
		l.warm = true
	}
	gradient := o.Gradient
	if r, ok := o.(Repeatable); ok {
		gradient = r.GradientAgain
	}
	for count := 0; err == nil; {
		switch {
		case op == optimize.MajorIteration:
			return true
		case op&optimize.FuncEvaluation != 0:
			if count++; count > evaluations {
				return false
			}
			l.at.F = gradient(l.at.Gradient, l.at.X)
			if !finite(l.at.F) || !allFinite(l.at.Gradient) {
				l.at.F = math.Inf(1) // the bisection turns back
			}
		}
		// A gradient that is requested alone belongs to the last loss.
		op, err = l.search.Iterate(&l.at)
	}
	return false
}

// Archive saves nothing: the library owns the pairs. Saving a run discards them, so
// that it continues like the resumed one. On minibatches a step begins without pairs
// anyway.
func (l *LBFGS) Archive(a *archive.Archive) {
	a.Section("l-bfgs")
	l.warm = false
}
