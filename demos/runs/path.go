package runs

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

const (
	// pathPoints over pathDecades to either side of the present λ_int are enough for
	// a smooth curve.
	pathPoints  = 121
	pathDecades = 3
	// maxPath is the greatest number of groups. The eigendecomposition for every
	// summary takes a time of order S³, 25 ms for 40 groups, which blocks the page.
	maxPath = 32
)

// pathPanel shows the cubic step of the latest summary as a function of λ.
type pathPanel struct {
	axes   plot.Axes
	path   cubic.Path
	lambda []float64   // rising
	eta    [][]float64 // per group, over lambda; NaN where there is no minimiser
	now    []float64   // η*(λ_int)
	curves []plot.Curve
	reason string // why there is no curve
	of     version
	centre float64 // λ_int
}

func (p *pathPanel) refresh(l *runner) {
	centre := float64(l.summary.Lambda)
	if p.of == l.version() && p.centre == centre {
		return
	}
	p.of, p.centre, p.reason = l.version(), centre, ""
	p.lambda = p.lambda[:0]
	n := len(l.groups)
	p.axes.X.Lo, p.axes.X.Hi = math.Pow10(-pathDecades), math.Pow10(pathDecades)
	if !(centre > 0) {
		centre = 1
	}
	switch {
	case n == 0 || len(l.summary.Hbar) != n*n || len(l.summary.Gbar) != n || len(l.summary.D) != n:
		p.reason = l.absent()
	case n > maxPath:
		p.reason = "not drawn for so many groups"
	default:
		if err := p.path.Fit(floats(l.summary.Gbar), floats(l.summary.Hbar), floats(l.summary.D)); err == cubic.ErrUnbounded {
			p.reason = "no λ gives the model a minimum"
		} else if err == cubic.ErrSpread {
			p.reason = "the summary’s numbers differ by too many orders of magnitude"
		} else if err != nil {
			p.reason = "the summary is not finite"
		}
	}
	if p.reason != "" {
		p.axes.Y.Lo, p.axes.Y.Hi, p.axes.Y.Knee = 0, 1, 0.001
		return
	}
	p.axes.X.Lo, p.axes.X.Hi = centre*math.Pow10(-pathDecades), centre*math.Pow10(pathDecades)
	for len(p.eta) < n {
		p.eta = append(p.eta, nil)
		p.curves = append(p.curves, plot.Curve{})
	}
	p.eta = p.eta[:n]
	for g := range p.eta {
		p.eta[g] = p.eta[g][:0]
	}
	lo, hi := 0.0, 0.0
	point := make([]float64, n)
	for k := range pathPoints {
		lambda := p.axes.X.Value(float64(k) / (pathPoints - 1))
		_, status := p.path.Eta(point, lambda)
		p.lambda = append(p.lambda, lambda)
		for g, v := range point {
			if !status.Solved() {
				v = math.NaN()
			} else {
				lo, hi = min(lo, v), max(hi, v)
			}
			p.eta[g] = append(p.eta[g], v)
		}
	}
	p.now = append(p.now[:0], point...)
	if _, status := p.path.Eta(p.now, centre); !status.Solved() || !(l.summary.Lambda > 0) {
		p.now = p.now[:0]
	}
	p.axes.Y.Knee = p.knee(max(hi, -lo))
	p.axes.Y.Fit(lo, hi)
}

// knee returns the η up to which the axis is linear: a hundredth of the step in use,
// which is then well visible beside the long steps of a small λ.
func (p *pathPanel) knee(top float64) float64 {
	present := 0.0
	for _, v := range p.now {
		present = max(present, math.Abs(v))
	}
	if present == 0 {
		present = top
	}
	if top == 0 {
		return 0
	}
	return math.Pow10(int(math.Floor(math.Log10(max(present, top*1e-6)))) - 2)
}

func (p *pathPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l, t := s.chosen(), s.theme
	p.refresh(l)
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "this step’s solutions η*(λ), dot: λ in use", "solutions η*(λ), dot: λ in use", "solutions η*(λ)")
	p.axes.Place(c, box)
	p.axes.Draw(c, t)
	if p.reason != "" {
		if l.frame.Reason == "" {
			hint(c, s, p.axes.Area, p.reason)
		}
		p.explain(c, s)
		return
	}
	if len(p.now) > 0 {
		p.axes.Cross(c, p.centre, t.Soft)
	}
	zero := p.axes.Point(p.centre, 0).Y
	c.FillRect(p.axes.Area.X, zero-0.5, p.axes.Area.W, 1, t.Soft)
	for g := range p.eta {
		p.curves[g].Points(c, &p.axes, p.lambda, p.eta[g], 1.75, s.groupColor(g))
	}
	for g, v := range p.now {
		q := p.axes.Point(p.centre, v)
		if plot.Finite(q.X) && plot.Finite(q.Y) {
			c.FillPath(plot.Disc(nil, q, 3.5), s.groupColor(g))
		}
	}
	if s.panels.At.Panel == p && len(p.lambda) > 0 {
		p.axes.Cross(c, p.lambda[p.nearest(s.panels.At.X)], t.Soft)
	}
	p.explain(c, s)
}

// explain writes into the plot why the engine has found no step.
func (p *pathPanel) explain(c demos.Canvas, s *Scene) {
	if s.chosen().frame.Reason == "" {
		return
	}
	const leading = 14
	st := demos.TextStyle{Size: 11, Color: s.theme.Text}
	a := p.axes.Area
	lines := plot.Wrap(c, s.chosen().reason(), a.W-16, max(1, int(a.H/leading)-1), st)
	c.FillRect(a.X+2, a.Y+2, a.W-4, float64(len(lines))*leading+6, s.theme.Card.Fade(0.9))
	for i, line := range lines {
		plot.Label(c, line, a.X+8, a.Y+14+float64(i)*leading, st)
	}
}

// nearest returns the index of the λ nearest to x on the logarithmic axis.
func (p *pathPanel) nearest(x float64) int {
	return max(0, min(int(math.Round(p.axes.X.At(x)*(pathPoints-1))), len(p.lambda)-1))
}

func (p *pathPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	x, ok := p.axes.Under(q)
	return spot{X: x}, ok && (len(p.lambda) > 0 || p.reason != "")
}

func (p *pathPanel) Tip(s *Scene, at spot) []string {
	l := s.chosen()
	why := statusHelp(l.summary.Status)
	if l.frame.Reason != "" {
		why = l.reason()
	}
	if len(p.lambda) == 0 || len(p.eta) != len(l.groups) {
		if l.summary.Status == "" {
			return nil
		}
		return []string{l.summary.Status, why}
	}
	k := p.nearest(at.X)
	lines := []string{"λ = " + plot.Format(p.lambda[k]) + ", in use " + plot.Exact(float64(l.summary.Lambda))}
	for g := range p.eta {
		if len(lines) == maxLines {
			break
		}
		lines = append(lines, "η* of "+l.groups[g].Short+": "+plot.Exact(p.eta[g][k]))
	}
	return append(lines, l.summary.Status+": "+why)
}
