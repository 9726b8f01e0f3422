package training

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// fitSteps fits a step axis to what was recorded.
func fitSteps(a *plot.Axis, r *record) {
	last := float64(r.frame.Step)
	a.Fit(0, max(last, 10))
	a.Hi = max(last, 10) // a curve uses the whole width
}

// underSteps is under for all plots over steps.
func underSteps(a *plot.Axes, q demos.Point) (spot, bool) {
	x, ok := a.Under(q)
	return spot{X: math.Round(x)}, ok
}

func whichStep(p plot.Span) string {
	if p.First == p.Last {
		return fmt.Sprintf("step %.0f", p.First)
	}
	return fmt.Sprintf("steps %.0f to %.0f", p.First, p.Last)
}

// exactly writes the value of a span, or its range when it stands for several.
func exactly(p plot.Span) string {
	if p.First == p.Last || p.Lo == p.Hi {
		return plot.Exact(p.Value)
	}
	return plot.Format(p.Lo) + " to " + plot.Format(p.Hi) + ", last " + plot.Exact(p.Value)
}

// hint is written into a plot that has no data yet.
func hint(c demos.Canvas, s *Scene, area demos.Box, text string) {
	st := demos.TextStyle{Size: 11, Color: s.theme.Soft, Align: demos.Middle}
	text = plot.Fit(c, text, area.W-8, st)
	w, x, y := plot.LabelWidth(c, text, st)+8, area.X+area.W/2, area.Y+area.H/2
	c.FillRect(x-w/2, y-9, w, 18, s.theme.Back) // no grid line through the letters
	plot.Label(c, text, x, y+4, st)
}
