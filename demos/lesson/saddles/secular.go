package saddles

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// secularPanel is ψ(r) = ‖Dη(r)‖ − r with a cursor that the visitor drags
// to its root.
type secularPanel struct {
	axes   plot.Axes
	line   plot.Curve
	cursor plot.Cursor
	shown  bool
}

func (p *secularPanel) draw(c demos.Canvas, s *Scene) {
	w, t, b := &s.view, s.Theme, s.layout.secular
	p.axes.Title = plot.FirstThatFits(c, b.W, demos.TextStyle{}, "secular curve ψ(r) = |Dη(r)| − r", "ψ(r) = |Dη(r)| − r", "ψ(r)")
	p.axes.X.Label, p.axes.Y.Label = "r", "ψ"
	p.shown = w.curved
	width := w.widest
	if !p.shown {
		width = 1
	}
	p.axes.X.Lo, p.axes.X.Hi = 0, width
	p.axes.Y.Lo, p.axes.Y.Hi = -width, width
	p.axes.Place(c, b)
	area := p.axes.Area
	if !p.shown {
		p.axes.Draw(c, t)
		st := demos.TextStyle{Size: 11, Color: t.Soft}
		for i, line := range plot.Wrap(c, w.uncurved(), area.W-16, 5, st) {
			plot.Label(c, line, area.X+8, area.Y+18+float64(i)*14, st)
		}
		return
	}
	if w.floor > 0 {
		c.FillRect(area.X, area.Y, p.axes.X.At(w.floor)*area.W, area.H, s.shade(t.Cell, "rmin"))
	}
	p.axes.Draw(c, t)
	zero := p.axes.Point(0, 0).Y
	c.FillRect(area.X, zero-0.5, area.W, 1, t.Soft)
	for _, r := range w.poles {
		p.axes.Cross(c, r, s.shade(t.Soft, "rmin"))
	}
	p.line.Branches(c, &p.axes, w.rs, w.curve, w.rising, 2, s.shade(t.Text, "psi", "r", "root"))

	st := demos.TextStyle{Size: 11, Color: s.shade(t.Soft, "rmin")}
	if name := "r_min"; w.floor > 0 {
		x := area.X + p.axes.X.At(w.floor)*area.W
		if room := plot.LabelWidth(c, name, st) + 8; x-area.X > room {
			st.Align = demos.End
			plot.Label(c, name, x-4, area.Y+area.H-5, st)
		} else if area.X+area.W-x > room {
			plot.Label(c, name, x+4, area.Y+area.H-5, st)
		}
	}
	if w.cubic.ok() {
		at := p.axes.Point(w.root, 0)
		ring := plot.Disc(nil, at, 5)
		c.FillPath(ring, t.Back)
		c.StrokePath(ring, 2, s.shade(t.Group(cubicPlace), "root", "eta"))
	}
	// Where the curve has left the picture, the ring stays at its edge.
	p.cursor.X, p.cursor.Color = w.r, s.cursorColor()
	p.cursor.Draw(c, &p.axes, t, max(-w.widest, min(w.psi, w.widest)))
}

// drag moves the cursor.
func (p *secularPanel) drag(s *Scene) {
	if !p.shown {
		return
	}
	hot := p.cursor.Hot()
	if p.cursor.Update(s.Pointer, &p.axes) {
		s.Drag(map[string]float64{"r": p.cursor.X})
	}
	if hot != p.cursor.Hot() {
		s.Touch()
	}
}

func (p *secularPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	r, inside := p.axes.Under(q)
	if !inside || !p.shown {
		return "", nil
	}
	pixel := w.widest / p.axes.Area.W
	switch {
	case p.cursor.Hot() || math.Abs(r-w.r) <= 5*pixel:
		lines := []string{
			"your r = " + plot.Exact(w.r), "ψ(r) = " + plot.Exact(w.psi),
			"|Dη(r)| = " + plot.Exact(w.psi+w.r) + ": pull r until they agree",
		}
		if w.r < w.floor {
			lines = append(lines, "below r_min: η(r) is a saddle of the model, no minimum")
		}
		return "r", lines
	case w.cubic.ok() && math.Abs(r-w.root) <= 5*pixel:
		return "root", []string{"the root, r = |Dη*|", plot.Exact(w.root), "where ψ crosses 0 the guess r is the length of its own step"}
	case r < w.floor:
		return "rmin", []string{
			"r < r_min = " + plot.Exact(w.floor),
			"here H̄ + ½λ_int r D² still has a negative eigenvalue: a root would be no minimum",
		}
	}
	return "psi", []string{"r = " + plot.Format(r), "right of r_min the curve only falls, so it has one root at most"}
}
