package network

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// surfacePanel shows the samples and the probability of class 1 over the plane,
// in grey: colours belong to groups.
type surfacePanel struct {
	plane  plot.Plane
	line   plot.Contours
	bitmap demos.Bitmap
	theme  *demos.Theme
	news   int
	hollow demos.Path
	full   demos.Path
}

func (p *surfacePanel) paint(s *Scene) {
	if p.news == s.news && p.theme == s.Theme {
		return
	}
	p.news, p.theme = s.news, s.Theme
	f := &s.field
	p.bitmap.W, p.bitmap.H, p.bitmap.Pix = f.W, f.H, p.bitmap.Pix[:0]
	grey := demos.Mix(s.Theme.Back, s.Theme.Text, 0.34)
	for j := f.H - 1; j >= 0; j-- {
		for i := range f.W {
			v := f.Values[j*f.W+i]
			if math.IsNaN(v) {
				v = 0.5
			}
			col := demos.Mix(s.Theme.Back, grey, v)
			p.bitmap.Pix = append(p.bitmap.Pix, col.R, col.G, col.B, 255)
		}
	}
	p.bitmap.Version++
	p.line.Trace(f, []float64{0.5})
}

func (p *surfacePanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.paint(s)
	t := s.Theme
	a := &p.plane
	a.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "what the network says: ○ class 0, ● class 1", "○ class 0, ● class 1", "○ 0, ● 1")
	a.View, a.X.Label, a.Y.Label = s.window, "x₁", "x₂"
	a.Place(c, box)
	a.Draw(c, t)
	a.Inside(c, func() {
		q, r := a.At(plot.XY{X: s.window.Lo.X, Y: s.window.Hi.Y}), a.At(plot.XY{X: s.window.Hi.X, Y: s.window.Lo.Y})
		dx, dy := (r.X-q.X)/(surfaceCells-1), (r.Y-q.Y)/(surfaceCells-1)
		c.Image(&p.bitmap, q.X-dx/2, q.Y-dy/2, dx*surfaceCells, dy*surfaceCells, true)
	})
	p.line.DrawLevel(c, &a.Axes, 0, 1.5, t.Text)
	radius := 2.6
	if s.layout.narrow {
		radius = 2
	}
	p.hollow, p.full = p.hollow[:0], p.full[:0]
	for i, class := range s.task.Class {
		q := a.At(s.task.Point(i))
		if class == 0 {
			p.hollow = plot.Disc(p.hollow, q, radius)
		} else {
			p.full = plot.Disc(p.full, q, radius)
		}
	}
	a.Inside(c, func() {
		c.FillPath(p.hollow, t.Back)
		c.StrokePath(p.hollow, 1, t.Text)
		c.FillPath(p.full, t.Text)
		c.StrokePath(p.full, 0.75, t.Back)
	})
}

func (p *surfacePanel) Under(s *Scene, q demos.Point) (spot, bool) {
	if !p.plane.Area.Holds(q) {
		return spot{}, false
	}
	return spot{I: -1, J: p.nearest(s, q)}, true
}

// nearest returns the point that is drawn below q, or −1.
func (p *surfacePanel) nearest(s *Scene, q demos.Point) int {
	best, k := 6.0, -1
	for i := range s.task.Class {
		at := p.plane.At(s.task.Point(i))
		if d := math.Hypot(at.X-q.X, at.Y-q.Y); d < best {
			best, k = d, i
		}
	}
	return k
}

func (p *surfacePanel) Tip(s *Scene, at spot) []string {
	q := p.plane.Value(s.Pointer.Point)
	lines := []string{"probability of class 1: " + plot.Format(s.field.At(q)), fmt.Sprintf("at x₁ = %s, x₂ = %s", plot.Format(q.X), plot.Format(q.Y))}
	if at.J >= 0 {
		x := s.task.Point(at.J)
		lines = append(lines, fmt.Sprintf("point %d of %d, class %d: (%s, %s)", at.J+1, len(s.task.Class), s.task.Class[at.J], plot.Exact(x.X), plot.Exact(x.Y)))
	}
	return append(lines, "where the ground is grey: class 1, elsewhere class 0; on the line the network is undecided")
}
