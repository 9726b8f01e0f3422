package training

import (
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
)

// record is what the scene remembers of a run, in memory that does not grow
// with its length.
type record struct {
	config  setting.Config
	groups  []demos.Group
	order   []int // of the matrices
	split   int   // weights before biases in order
	digits  *link.Digits
	answers []frame.Answer
	playing bool
	message string // the engine's last complaint

	frame   frame.Frame // the latest step
	summary frame.Frame // the latest step with a new summary
	steps   int         // frames since the start
	news    int         // counts changes of groups and summary, for what is derived from them

	loss, testLoss, accuracy plot.Series   // accuracy in percent
	eta                      []plot.Series // per group; at most maxCurves
	ratio                    float64       // ρ of the latest step that knows it
}

// maxCurves bounds the η histories: more curves than this nobody reads, and
// the discrete partition has thousands of groups.
const maxCurves = 64

// open starts a run anew.
func (r *record) open(e *link.Event) {
	*r = record{news: r.news + 1, ratio: math.NaN(), loss: r.loss, testLoss: r.testLoss, accuracy: r.accuracy, digits: e.Digits}
	r.forget()
	if e.State != nil {
		r.config = *e.State
	}
	r.regroup(e.Groups, e.Roles)
}

// forget empties the histories.
func (r *record) forget() {
	r.loss.Reset()
	r.testLoss.Reset()
	r.accuracy.Reset()
	for i := range r.eta {
		r.eta[i].Reset()
	}
	r.frame, r.summary, r.steps, r.ratio = frame.Frame{}, frame.Frame{}, 0, math.NaN()
	r.answers = nil
	r.news++
}

// regroup takes a new partition.
func (r *record) regroup(names, roles []string) {
	r.groups = demos.Groups(names, roles)
	r.order, r.split = demos.Order(r.groups)
	r.eta = make([]plot.Series, min(len(names), maxCurves))
	r.summary = frame.Frame{}
	r.news++
}

// add takes the next step.
func (r *record) add(f *frame.Frame) {
	if r.steps > 0 && f.Step <= r.frame.Step { // the run was reset
		r.forget()
	}
	if len(f.Groups) > 0 && !same(r.groups, f.Groups, f.Roles) {
		r.regroup(f.Groups, f.Roles)
	}
	x := float64(f.Step)
	if f.Step > 0 {
		r.loss.Add(x, float64(f.Loss))
	}
	if len(f.Digits) > 0 {
		r.answers = f.Digits
		r.testLoss.Add(x, float64(f.TestLoss))
		// In percent, free of the last bit's rounding: 90.6, not 90.60000000000001.
		r.accuracy.Add(x, math.Round(1e6*float64(f.Accuracy))/1e4)
	}
	if len(f.Eta) == len(r.groups) {
		for i := range r.eta {
			r.eta[i].Add(x, float64(f.Eta[i]))
		}
	}
	if s := len(r.groups); s > 0 && len(f.Hbar) == s*s && (f.Fresh || len(r.summary.Hbar) == 0) {
		r.summary = *f
		r.news++
	}
	if f.Step > 0 && len(f.Hbar) == 0 && (len(r.summary.Hbar) > 0 || r.frame.Step == 0) { // a method that has none
		r.summary, r.ratio = frame.Frame{}, math.NaN()
		r.news++
	}
	if p := float64(f.Predicted); p != 0 && !math.IsNaN(p) && !math.IsNaN(float64(f.Actual)) {
		r.ratio = float64(f.Actual) / p
	}
	r.frame = *f
	r.steps++
}

// rewind forgets what came after a step: the run went back to it.
func (r *record) rewind(step int) {
	for _, s := range []*plot.Series{&r.loss, &r.testLoss, &r.accuracy} {
		s.Cut(float64(step))
	}
	for i := range r.eta {
		r.eta[i].Cut(float64(step))
	}
	r.frame, r.ratio, r.summary = frame.Frame{Step: step - 1}, math.NaN(), frame.Frame{}
	r.news++
}

// absent says why there is no summary.
func (r *record) absent() string {
	if r.frame.Step == 0 {
		return "after the first step"
	}
	return "not computed by this method"
}

// reason returns the engine's words about a step that was not found, with the
// groups called as in the picture.
func (r *record) reason() string {
	text := r.frame.Reason
	for _, g := range r.groups {
		if g.Short != g.Name {
			text = strings.ReplaceAll(text, g.Name, g.Short)
		}
	}
	return text
}

// floats returns numbers as float64s.
func floats(n []frame.Number) []float64 {
	out := make([]float64, len(n))
	for i, v := range n {
		out[i] = float64(v)
	}
	return out
}

// at returns n[i], or NaN where there is none.
func at(n []frame.Number, i int) float64 {
	if i < len(n) {
		return float64(n[i])
	}
	return math.NaN()
}

// ordered returns the S×S matrix h in the order of the pictures.
func (r *record) ordered(h []float64) []float64 {
	n := len(r.order)
	out := slices.Grow([]float64(nil), n*n)
	for _, i := range r.order {
		for _, j := range r.order {
			out = append(out, h[i*n+j])
		}
	}
	return out
}

// wrong counts the shown digits that the network gets wrong.
func (r *record) wrong() int {
	n := 0
	for _, a := range r.answers {
		if a.Guess != a.Label {
			n++
		}
	}
	return n
}

// same reports whether the groups have these names and roles.
func same(groups []demos.Group, names, roles []string) bool {
	if len(groups) != len(names) {
		return false
	}
	return slices.EqualFunc(groups, names, func(g demos.Group, n string) bool { return g.Name == n }) &&
		(len(roles) != len(groups) || slices.EqualFunc(groups, roles, func(g demos.Group, r string) bool { return g.Role == r }))
}
