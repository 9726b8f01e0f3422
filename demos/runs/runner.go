package runs

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// runner is the history of a lane, in bounded memory.
type runner struct {
	config setting.Config
	params int
	groups []demos.Group
	digits *link.Digits
	ended  string

	frame   link.Frame // the latest
	started bool
	loss    [3]plot.Series // on the test set, over each of link.Axes
	right   [3]plot.Series // accuracy in percent, likewise
	ratio   plot.Series    // ρ over steps
	lambda  plot.Series    // λ_int over steps
	promise link.Frame     // the latest frame with a ρ
	reached *link.Frame    // the first that has the exercise's accuracy; nil before

	eta      []plot.Series // per group, over steps; at most maxCurves
	summary  frame.Frame   // the latest step with a new summary
	rho      float64       // the latest ρ
	answers  []frame.Answer
	revision int // counts changes of groups and summary
}

// maxCurves is the greatest number of η histories: a discrete partition has thousands
// of groups, too many to read.
const maxCurves = 64

// version identifies a summary, for panels that cache what they derive from it.
type version struct {
	of       *runner
	revision int
}

func (l *runner) version() version { return version{l, l.revision} }

// open starts a lane.
func (l *runner) open(e *link.Event) {
	*l = runner{config: *e.State, params: e.Params, digits: e.Digits, revision: l.revision}
	l.reset(demos.Groups(e.Groups, e.Roles))
}

// reset sets a lane to its state before the first step.
func (l *runner) reset(groups []demos.Group) {
	*l = runner{config: l.config, params: l.params, digits: l.digits, revision: l.revision}
	l.regroup(groups)
}

// regroup deletes what belongs to other groups, or to other steps.
func (l *runner) regroup(groups []demos.Group) {
	l.groups, l.eta = groups, make([]plot.Series, min(len(groups), maxCurves))
	l.summary, l.rho, l.answers = frame.Frame{}, math.NaN(), nil
	l.revision++
}

// at returns the position of a frame on an axis.
func at(f *link.Frame, axis int) float64 {
	return [...]float64{float64(f.Step), float64(f.Work), float64(f.Seconds)}[axis]
}

// add records the next step.
func (l *runner) add(f *link.Frame) {
	switch {
	case l.started && f.Step == 0:
		l.reset(l.groups)
	case l.started && f.Step <= l.frame.Step: // the lane went back
		l.regroup(l.groups)
	}
	if len(f.Groups) > 0 && !same(l.groups, f.Groups, f.Roles) {
		l.regroup(demos.Groups(f.Groups, f.Roles))
	}
	measured := len(f.Digits) > 0 || !l.started || f.TestLoss != l.frame.TestLoss
	if last, ok := l.loss[0].Last(); ok && last.Last >= float64(f.Step) { // repeated after an undo
		measured = false
	}
	if measured && plot.Finite(float64(f.TestLoss)) {
		for axis := range link.Axes {
			x := at(f, axis)
			l.loss[axis].Add(x, float64(f.TestLoss))
			l.right[axis].Add(x, math.Round(1e6*float64(f.Accuracy))/1e4) // 90.6, not 90.60000000000001
		}
		if l.reached == nil && f.Accuracy >= goalAccuracy {
			first := *f
			l.reached = &first
		}
	}
	if len(f.Digits) > 0 {
		l.answers = f.Digits
	}
	l.record(&f.Frame, l.frame.Step == 0)
	if p := float64(f.Predicted); p != 0 && plot.Finite(p) && plot.Finite(float64(f.Actual)) {
		l.rho = float64(f.Actual) / p
		l.ratio.Add(float64(f.Step), l.rho)
		l.promise = *f
	}
	if plot.Finite(float64(f.Lambda)) && f.Step > 0 {
		l.lambda.Add(float64(f.Step), float64(f.Lambda))
	}
	l.frame, l.started = *f, true
}

// record records step sizes and summary of a step; first: of the first one.
func (l *runner) record(f *frame.Frame, first bool) {
	n := len(l.groups)
	if len(f.Eta) == n {
		for i := range l.eta {
			l.eta[i].Add(float64(f.Step), float64(f.Eta[i]))
		}
	}
	switch {
	case n > 0 && len(f.Hbar) == n*n && (f.Fresh || len(l.summary.Hbar) == 0):
		l.summary = *f
	case f.Step > 0 && len(f.Hbar) == 0 && (len(l.summary.Hbar) > 0 || first): // a method that has none
		l.summary, l.rho = frame.Frame{}, math.NaN()
	default:
		return
	}
	l.revision++
}

// hbar returns H̄ of the latest summary, or nil.
func (l *runner) hbar() []frame.Number {
	if n := len(l.groups); n > 0 && len(l.summary.Hbar) == n*n {
		return l.summary.Hbar
	}
	return nil
}

// absent explains why there is no summary.
func (l *runner) absent() string {
	if l.frame.Step == 0 {
		return "after the first step"
	}
	return "not computed by this method"
}

// reason returns why the engine has found no step, with the short names of groups.
func (l *runner) reason() string {
	text := l.frame.Reason
	for _, g := range l.groups {
		if g.Short != g.Name {
			text = strings.ReplaceAll(text, g.Name, g.Short)
		}
	}
	return text
}

// wrong counts the wrong answers to the digits shown.
func (l *runner) wrong() int {
	n := 0
	for _, a := range l.answers {
		if a.Guess != a.Label {
			n++
		}
	}
	return n
}

// same reports whether the groups have these names and roles.
func same(groups []demos.Group, names, roles []string) bool {
	return slices.EqualFunc(groups, names, func(g demos.Group, n string) bool { return g.Name == n }) &&
		(len(roles) != len(groups) || slices.EqualFunc(groups, roles, func(g demos.Group, r string) bool { return g.Role == r }))
}

// rewind deletes what came after a step, to which the lane has returned.
func (l *runner) rewind(step int) {
	// Work and seconds of that step are not known, but they increase with the steps,
	// and the series over them have the same number of spans.
	keep := 0
	for keep < len(l.loss[0].Spans) && l.loss[0].Spans[keep].Last <= float64(step) {
		keep++
	}
	for axis := range link.Axes {
		for _, s := range []*plot.Series{&l.loss[axis], &l.right[axis]} {
			if keep < len(s.Spans) {
				if keep == 0 {
					s.Reset()
				} else {
					s.Cut(s.Spans[keep-1].Last)
				}
			}
		}
	}
	l.ratio.Cut(float64(step))
	l.lambda.Cut(float64(step))
	for i := range l.eta {
		l.eta[i].Cut(float64(step))
	}
	if l.reached != nil && l.reached.Step > step {
		l.reached = nil
	}
	l.frame, l.summary, l.rho = link.Frame{Frame: frame.Frame{Step: step - 1}}, frame.Frame{}, math.NaN()
	l.revision++
}

// legend writes the value of a setting in which lanes differ.
func legend(c *setting.Config, s *setting.Setting) string {
	text := c.Text(s.Name)
	switch v, err := strconv.ParseFloat(text, 64); {
	case text == "false":
		return s.Legend[0]
	case text == "true":
		return s.Legend[1]
	case err == nil && !s.Range.Whole:
		text = strconv.FormatFloat(v, 'g', 4, 64)
	}
	return s.Legend[0] + text
}

// Names returns names for lanes: the method and, if other lanes have the same, the
// settings in which they differ.
func Names(lanes []setting.Config) []string {
	out := make([]string, len(lanes))
	for i := range lanes {
		l := &lanes[i]
		name := cmp.Or(setting.MethodOf(l.Method).Label, l.Method)
		var parts []string
		for k := range setting.Settings {
			s := &setting.Settings[k]
			if s.Legend != nil && slices.ContainsFunc(lanes, func(o setting.Config) bool {
				return o.Method == l.Method && legend(&o, s) != legend(l, s)
			}) {
				parts = append(parts, legend(l, s))
			}
		}
		if len(parts) > 0 {
			name = fmt.Sprintf("%s, %s", name, strings.Join(parts, ", "))
		}
		out[i] = name
	}
	return out
}
