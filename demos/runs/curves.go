package runs

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
)

// axisNames are the labels of link.Axes.
var axisNames = []string{"step", "gradients", "seconds"}

// shortAxes are the labels on a phone.
var shortAxes = []string{"step", "grad.", "s"}

// curvesPanel shows the loss or the accuracy of every lane.
type curvesPanel struct {
	accuracy bool
	axes     plot.Axes
	curves   [link.MaxLanes]plot.Curve
	labels   []plot.EndLabel
}

func (p *curvesPanel) series(l *runner, axis int) *plot.Series {
	if p.accuracy {
		return &l.right[axis]
	}
	return &l.loss[axis]
}

func (s *Scene) axisIndex() int { return slices.Index(link.Axes, s.axis) }

func (p *curvesPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	axis := s.axisIndex()
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "loss on the test set, log scale", "test loss, log scale", "test loss")
	keep := plot.Positive
	if p.accuracy {
		p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "accuracy on the test set, %", "test accuracy, %", "accuracy, %")
		keep = plot.Finite
	}
	lo, hi, last := math.Inf(1), math.Inf(-1), 0.0
	for _, l := range s.lanes {
		a, b := p.series(l, axis).Range(keep)
		lo, hi = min(lo, a), max(hi, b)
		last = max(last, at(&l.frame, axis))
	}
	if p.accuracy {
		lo, hi = 0, 100
	}
	p.axes.Y.Fit(lo, hi)
	least := []float64{10, 10, 0.1}[axis]
	p.axes.X.Label = axisNames[axis]
	if s.layout.narrow {
		p.axes.X.Label = shortAxes[axis]
	}
	fit(&p.axes.X, max(last, least))
	if s.exercise && axis == 1 {
		p.axes.X.Hi = max(p.axes.X.Hi, goalWork*1.1)
	}
	p.axes.Right = 14
	p.axes.Place(c, box)
	p.axes.Draw(c, s.theme)
	p.goal(c, s, axis)
	p.labels = p.labels[:0]
	area := p.axes.Area
	for i, l := range s.lanes {
		series := p.series(l, axis)
		width := 1.75
		if i == s.lane {
			width = 2.5
		}
		p.curves[i].Series(c, &p.axes, series, width, s.color(i))
		if end, ok := series.Last(); ok {
			if q := p.axes.Point(end.Last, end.Value); plot.Finite(q.Y) {
				p.labels = append(p.labels, plot.EndLabel{Text: strconv.Itoa(i + 1), Y: min(max(q.Y, area.Y+4), area.Y+area.H), Color: s.color(i)})
			}
		}
	}
	if plot.Spread(p.labels, 12, area.Y+4, area.Y+area.H) {
		for _, k := range p.labels {
			c.Text(k.Text, area.X+area.W+4, k.Y+4, demos.TextStyle{Size: 11, Bold: true, Color: k.Color})
		}
	}
	if s.panels.At.Panel == p {
		p.axes.Cross(c, s.panels.At.X, s.theme.Soft)
	}
}

// goal draws the accuracy and the work that the exercise asks for.
func (p *curvesPanel) goal(c demos.Canvas, s *Scene, axis int) {
	if !s.exercise || !p.accuracy {
		return
	}
	q := p.axes.Point(0, 100*goalAccuracy)
	right := p.axes.Area.X + p.axes.Area.W
	if axis == 1 {
		right = p.axes.Point(goalWork, 0).X
		c.FillRect(right-0.5, p.axes.Area.Y, 1, p.axes.Area.H, s.theme.Accent)
	}
	c.FillRect(p.axes.Area.X, q.Y-0.5, right-p.axes.Area.X, 1, s.theme.Accent)
}

func (p *curvesPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	x, ok := p.axes.Under(q)
	return spot{X: x}, ok
}

func (p *curvesPanel) Tip(s *Scene, at spot) []string {
	axis := s.axisIndex()
	lines := []string{fmt.Sprintf("%s %s", axisNames[axis], plot.Format(at.X))}
	for i, l := range s.lanes {
		near, ok := p.series(l, axis).Near(at.X)
		if !ok {
			continue
		}
		value := plot.Exact(near.Value)
		if p.accuracy {
			value += " %"
		}
		lines = append(lines, fmt.Sprintf("%d  %s: %s (at %s)", i+1, s.names[i], value, plot.Exact(near.Last)))
	}
	if p.accuracy && s.exercise {
		lines = append(lines, fmt.Sprintf("the exercise: %g %% within %g gradients", 100*goalAccuracy, float64(goalWork)))
	}
	return lines
}
