package method

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// secular shows ψ(r) = ‖Dη(r)‖ − r with its pole and its root.
type secular struct {
	axes  plot.Axes
	curve plot.Curve
	r     []float64
	psi   []float64
	poles [1]float64
	news  int
	box   demos.Box
}

// refresh samples the curve.
func (p *secular) refresh(s *Scene) {
	if p.news == s.news {
		return
	}
	p.news = s.news
	now := &s.now
	p.poles[0] = now.path.Floor(now.lambda)
	root := now.call.r
	hi := max(2*root, 1.5*p.poles[0], 1e-9)
	p.r, p.psi = plot.Sampled(p.r[:0], hi/1000, hi, 160, p.poles[0]), p.psi[:0]
	for _, r := range p.r {
		p.psi = append(p.psi, now.path.Secular(r, now.lambda))
	}
	a := &p.axes
	a.X.Lo, a.X.Hi = 0, hi
	a.Y.Lo, a.Y.Hi = -1.1*hi, 1.3*hi
	a.Title = "ψ(r) = ‖Dη(r)‖ − r, its root and r_min"
	a.X.Label, a.Y.Label = "r", "ψ"
}

func (p *secular) draw(c demos.Canvas, s *Scene, box demos.Box) {
	now, t := &s.now, s.Theme
	if now.path == nil {
		st := demos.TextStyle{Size: 13, Color: t.Text}
		words := "Without the cubic term there is no curve: η_new = H̄⁻¹ḡ, where H̄ is positive definite."
		if now.lambda > 0 {
			words = "There is no curve: " + now.call.reason
		}
		for i, line := range plot.Wrap(c, words, box.W, 6, st) {
			plot.Label(c, line, box.X, box.Y+24+19*float64(i), st)
		}
		return
	}
	p.box = box
	p.refresh(s)
	a := &p.axes
	a.Place(c, box)
	a.Draw(c, t)
	zero := a.Point(0, 0).Y
	c.FillRect(a.Area.X, zero-0.5, a.Area.W, 1, t.Soft)
	if p.poles[0] > 0 {
		a.Mark(c, p.poles[0], "r_min = "+num(p.poles[0]), -1, true, t.Soft)
	}
	p.curve.Branches(c, a, p.r, p.psi, p.poles[:], 2.5, t.Text)
	if now.call.status.Solved() && now.call.r > 0 {
		a.Mark(c, now.call.r, "root r = "+num(now.call.r), 0, false, t.Accent)
		c.FillPath(plot.Disc(nil, a.Point(now.call.r, 0), 5), t.Accent)
	}
}

func (p *secular) tip(s *Scene, at demos.Point) []string {
	if !p.box.Holds(at) || !p.axes.Area.Holds(at) || s.now.path == nil {
		return nil
	}
	r := p.axes.Value(at).X
	lines := []string{"r = " + plot.Exact(r), "ψ(r) = " + plot.Exact(s.now.path.Secular(r, s.now.lambda)), "the root: " + plot.Exact(s.now.call.r)}
	if r < p.poles[0] && !math.IsNaN(p.poles[0]) {
		lines = append(lines, "below r_min H̄ + ½λ_int r D² is not positive semidefinite")
	}
	return lines
}
