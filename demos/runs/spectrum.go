package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// spectrumPanel shows the spectrum of the full Hessian, by Lanczos, and on the same
// axis below it the eigenvalues of H̄ in unit directions.
type spectrumPanel struct {
	axes  plot.Axes
	stems demos.Path
	discs demos.Path
}

// strip is the height for the eigenvalues of H̄.
const strip = 30

func (p *spectrumPanel) Draw(c demos.Canvas, s *Scene, _ demos.Box) {
	box := s.layout.content()
	f := s.seen.Spectrum
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{},
		fmt.Sprintf("full Hessian of lane %d by Lanczos: eigenvalues and their share in a random direction, log scale; below: eigenvalues of H̄ in unit directions", s.lane+1),
		"Hessian: eigenvalues and their weight; below: those of H̄", "eigenvalues of H; below: of H̄")
	lo, hi, small := 0.0, 0.0, math.Inf(1)
	if f != nil {
		for i, v := range f.Values {
			lo, hi = min(lo, float64(v)), max(hi, float64(v))
			if w := float64(f.Weights[i]); w > 0 {
				small = min(small, w)
			}
		}
		for _, v := range f.Hbar {
			lo, hi = min(lo, float64(v)), max(hi, float64(v))
		}
	}
	p.axes.X.Knee = 1e-3 * max(hi, -lo)
	p.axes.X.Fit(lo, hi)
	p.axes.Y.Fit(max(small, 1e-8), 1)
	upper := box
	upper.H -= strip
	p.axes.Place(c, upper)
	p.axes.Draw(c, s.theme)
	a := p.axes.Area
	if f == nil {
		hint(c, s, a, "computing: one product with the Hessian after the other …")
		return
	}
	p.stems = p.stems[:0]
	for i, v := range f.Values {
		q := p.axes.Point(float64(v), math.Max(float64(f.Weights[i]), p.axes.Y.Lo))
		p.stems = plot.Segment(p.stems, q.X, a.Y+a.H, q.X, q.Y)
	}
	c.StrokePath(p.stems, 2, s.color(s.lane))
	zero := p.axes.Point(0, 1).X
	c.FillRect(zero-0.5, a.Y, 1, a.H, s.theme.Soft)
	y := box.Y + box.H - 8
	c.FillRect(a.X, y, a.W, 1, s.theme.Line)
	for _, v := range f.Hbar {
		p.discs = plot.Disc(p.discs[:0], demos.Point{X: p.axes.Point(float64(v), 1).X, Y: y}, 4)
		c.FillPath(p.discs, s.theme.Accent)
	}
	st := demos.TextStyle{Size: 11, Color: s.theme.Soft, Align: demos.End}
	plot.Label(c, "H̄", a.X-6, y+4, st)
}

func (p *spectrumPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	a := p.axes.Area
	a.H += strip + 20
	if !a.Holds(q) || s.seen.Spectrum == nil {
		return spot{}, false
	}
	row := 0
	if q.Y > p.axes.Area.Y+p.axes.Area.H {
		row = 1
	}
	return spot{I: row, X: p.axes.X.Value((q.X - a.X) / a.W)}, true
}

func (p *spectrumPanel) Tip(s *Scene, at spot) []string {
	f := s.seen.Spectrum
	if f == nil {
		return nil
	}
	list := f.Values
	if at.I == 1 {
		list = f.Hbar
	}
	best, k := math.Inf(1), -1
	where := p.axes.X.At(at.X)
	for i, v := range list {
		if d := math.Abs(p.axes.X.At(float64(v)) - where); d < best {
			best, k = d, i
		}
	}
	if k < 0 {
		return nil
	}
	if at.I == 1 {
		return []string{fmt.Sprintf("eigenvalue %d of %d of H̄ in unit directions: %s", k+1, len(list), plot.Exact(float64(list[k]))), "The Hessian seen within the span of the groups’ directions: it lies between the outermost eigenvalues above."}
	}
	return []string{
		"Ritz value: " + plot.Exact(float64(f.Values[k])),
		"known to ±" + plot.Format(float64(f.Errors[k])),
		"share in a random direction: " + plot.Exact(float64(f.Weights[k])),
		fmt.Sprintf("on %d samples, at step %d", f.Samples, s.seenAt),
	}
}
