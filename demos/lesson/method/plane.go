package method

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// plane shows the samples, those of a minibatch in full, over what the network
// says.
type plane struct {
	plane     plot.Plane
	decisions plot.Decisions
	samples   []int // those in full
	others    demos.Path
	box       demos.Box
}

// draw paints the samples named in full, or all for nil.
func (p *plane) draw(c demos.Canvas, s *Scene, box demos.Box, title string, batch []int) {
	p.box = box
	if box.H < 60 {
		return
	}
	t, d := s.Theme, &p.decisions
	p.samples, d.Points, d.Classes = batch, d.Points[:0], d.Classes[:0]
	in := map[int]bool{}
	for _, i := range batch {
		in[i] = true
	}
	a := &p.plane
	if batch != nil {
		title = fmt.Sprintf("%s: %d of %d samples", title, len(in), samples)
	}
	a.View, a.X.Label, a.Y.Label = s.window, "x₁", "x₂"
	a.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, title+"  (● class 0, ■ class 1)", title)
	a.Place(c, box)
	a.Draw(c, t)
	p.others = p.others[:0]
	for i, class := range s.run.recorder.Class {
		q := s.run.recorder.Point(i)
		if batch == nil || in[i] {
			d.Points, d.Classes = append(d.Points, q), append(d.Classes, class)
		} else {
			p.others = plot.Disc(p.others, a.At(q), 1.5)
		}
	}
	d.Draw(c, &a.Axes, t)
	a.Inside(c, func() { c.FillPath(p.others, t.Soft.Fade(0.6)) })
}

func (p *plane) tip(s *Scene, at demos.Point) []string {
	if !p.box.Holds(at) || !p.plane.Area.Holds(at) {
		return nil
	}
	q := p.plane.Value(at)
	lines := []string{fmt.Sprintf("x = (%s, %s)", plot.Format(q.X), plot.Format(q.Y))}
	if class, prob, ok := p.decisions.At(q); ok {
		lines = append(lines, fmt.Sprintf("the network says class %d, %s", class, plot.Percent(prob)))
	}
	best, k := 8.0, -1
	for i := range s.run.recorder.Class {
		b := p.plane.At(s.run.recorder.Point(i))
		if d := math.Hypot(b.X-at.X, b.Y-at.Y); d < best {
			best, k = d, i
		}
	}
	if k >= 0 {
		x := s.run.recorder.Point(k)
		lines = append(lines, fmt.Sprintf("sample %d, class %d: (%s, %s)", k, s.run.recorder.Class[k], plot.Exact(x.X), plot.Exact(x.Y)))
	}
	return lines
}
