package race

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/demos/training"
	"github.com/cauchy-newton/playground/engine/setting"
)

// runner is what the scene remembers of a lane, in memory that does not grow
// with the length of the race.
type runner struct {
	config setting.Config
	params int
	groups int
	detail *training.Scene
	ended  string

	frame   link.Frame // the latest
	started bool
	loss    [3]plot.Series // on the test set, over each of link.Axes
	right   [3]plot.Series // accuracy in percent, likewise
	ratio   plot.Series    // ρ over steps
	lambda  plot.Series    // λ_int over steps
	promise link.Frame     // the latest frame that knows ρ
	reached map[float64]link.Frame
}

func (l *runner) open(e *link.Event) {
	*l = runner{detail: l.detail, config: *e.State, params: e.Params, groups: len(e.Groups), reached: map[float64]link.Frame{}}
}

// at is where a frame stands on an axis.
func at(f *link.Frame, axis int) float64 {
	return [...]float64{float64(f.Step), float64(f.Work), float64(f.Seconds)}[axis]
}

// add takes the next step.
func (l *runner) add(f *link.Frame) {
	if l.started && f.Step <= l.frame.Step && f.Step == 0 { // the lane was reset
		*l = runner{detail: l.detail, config: l.config, params: l.params, groups: l.groups, reached: map[float64]link.Frame{}}
	}
	if n := len(f.Groups); n > 0 {
		l.groups = n
	}
	measured := len(f.Digits) > 0 || !l.started || f.TestLoss != l.frame.TestLoss
	if last, ok := l.loss[0].Last(); ok && last.Last >= float64(f.Step) { // told again, after an undo
		measured = false
	}
	if measured && plot.Finite(float64(f.TestLoss)) {
		for axis := range link.Axes {
			x := at(f, axis)
			l.loss[axis].Add(x, float64(f.TestLoss))
			l.right[axis].Add(x, math.Round(1e6*float64(f.Accuracy))/1e4)
		}
		for _, share := range shares {
			if _, done := l.reached[share]; !done && float64(f.Accuracy) >= share {
				l.reached[share] = *f
			}
		}
	}
	if p := float64(f.Predicted); p != 0 && plot.Finite(p) && plot.Finite(float64(f.Actual)) {
		l.ratio.Add(float64(f.Step), float64(f.Actual)/p)
		l.promise = *f
	}
	if plot.Finite(float64(f.Lambda)) && f.Step > 0 {
		l.lambda.Add(float64(f.Step), float64(f.Lambda))
	}
	l.frame, l.started = *f, true
}

// shares are the accuracies whose first reaching is kept.
var shares = []float64{0.9}

// rewind forgets what came after a step: the lane went back to it.
func (l *runner) rewind(step int) {
	last := link.Frame{}
	last.Step = step - 1
	// Work and seconds rise with the steps; what they were at that step, the frame
	// that follows tells, so the curves are cut when it is there: by steps.
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
	for share, f := range l.reached {
		if f.Step > step {
			delete(l.reached, share)
		}
	}
	l.frame = last
}

// legend writes the value of a setting by which lanes are told apart.
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

// Names tells lanes apart: the method, and of lanes with the same method the
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
