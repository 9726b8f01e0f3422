package saddles

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// landPanel is the landscape with the steps on it.
type landPanel struct {
	plane    plot.Plane
	contours plot.Contours
	ground   plot.Shade
	way      plot.Curve
	hold     plot.Drag
	handle   [1]plot.Handle
	xs, ys   []float64
}

// color of each step.
func (s *Scene) newtonColor() demos.Color { return s.shade(s.Theme.Soft, "newton") }
func (s *Scene) cubicColor() demos.Color {
	return s.shade(s.Theme.Group(cubicPlace), "eta", "eta1", "eta2", "root", "path", "lambda")
}
func (s *Scene) cursorColor() demos.Color { return s.shade(s.Theme.Group(cursorPlace), "r", "psi") }

func (p *landPanel) draw(c demos.Canvas, s *Scene) {
	w, t := &s.view, s.Theme
	p.key(c, s)
	p.plane.View = w.ground.field.Window
	p.plane.Axes.X.Label, p.plane.Axes.Y.Label = "x", "y"
	p.plane.Bare = true
	p.plane.Place(c, s.layout.land)
	a := &p.plane.Axes
	p.contours.Trace(&w.ground.field, w.ground.levels)
	p.ground.Draw(c, a, t, &w.ground.field, w.ground.levels)
	p.contours.Draw(c, a, t)
	p.plane.Draw(c, t)

	green := s.cubicColor()
	p.line(c, w.lost, 1, s.cursorColor().Fade(0.5))
	p.line(c, w.path, 1.5, s.shade(t.Group(cubicPlace).Fade(0.7), "path", "eta", "psi", "lambda"))
	p.arrow(c, s, &w.newton, 2.5, s.newtonColor())
	p.arrow(c, s, &w.cubic, 3, green)
	p.arrow(c, s, &w.twin, 2, green.Fade(0.6))
	if at := p.plane.At(w.cursor.end); w.cursor.ok() && p.plane.Area.Holds(at) {
		c.FillPath(plot.Disc(nil, at, 5), t.Back)
		c.FillPath(plot.Disc(nil, at, 4), s.cursorColor())
	}
	p.handle[0] = plot.Handle{At: w.start, Color: s.shade(t.Text, "theta")}
	p.handle[0].Draw(c, a, t, p.hold.Hot(0))
}

// line paints a curve of the plane, cut where it is far outside.
func (p *landPanel) line(c demos.Canvas, points []plot.XY, width float64, col demos.Color) {
	p.xs, p.ys = p.xs[:0], p.ys[:0]
	seen := p.plane.Seen()
	for _, q := range points {
		if far := 4 * (seen.Hi.X - seen.Lo.X); math.Abs(q.X)+math.Abs(q.Y) > far {
			q.X = math.NaN()
		}
		p.xs, p.ys = append(p.xs, q.X), append(p.ys, q.Y)
	}
	p.way.Points(c, &p.plane.Axes, p.xs, p.ys, width, col)
}

func (p *landPanel) arrow(c demos.Canvas, s *Scene, m *move, width float64, col demos.Color) {
	if !m.ok() {
		return
	}
	from := s.view.start
	plot.Vector(c, &p.plane.Axes, from, plot.XY{X: m.end.X - from.X, Y: m.end.Y - from.Y}, width, col)
}

// key names the colours, in one row or two.
func (p *landPanel) key(c demos.Canvas, s *Scene) {
	b := s.layout.key
	st := demos.TextStyle{Size: 12, Color: s.Theme.Text}
	if s.layout.narrow {
		st.Size = 11
	}
	entries := []struct {
		text string
		col  demos.Color
	}{
		{"start (drag)", s.shade(s.Theme.Text, "theta")},
		{"Newton H̄⁻¹ḡ", s.newtonColor()},
		{"cubic η*", s.cubicColor()},
		{"path over λ", s.shade(s.Theme.Group(cubicPlace).Fade(0.7), "path", "eta", "psi", "lambda")},
		{"step at your r", s.cursorColor()},
	}
	room := 14.0 * float64(len(entries)-1)
	for _, e := range entries {
		room += 20 + plot.LabelWidth(c, e.text, st)
	}
	if room > b.W {
		for i, short := range [...]string{"start", "Newton", "cubic", "path", "your r"} {
			entries[i].text = short
		}
	}
	x, y := b.X, b.Y+st.Size
	for i, e := range entries {
		width := 20 + plot.LabelWidth(c, e.text, st)
		if x+width > b.X+b.W+0.01 && x > b.X {
			x, y = b.X, y+st.Size+4
		}
		switch mark := (demos.Point{X: x + 8, Y: y - 4}); i {
		case 0:
			c.StrokePath(plot.Disc(nil, mark, 5), 2, e.col)
		case len(entries) - 1:
			c.FillPath(plot.Disc(nil, mark, 4), e.col)
		default:
			thick := []float64{2.5, 3, 1.5}[i-1]
			c.FillRect(x, y-4-thick/2, 15, thick, e.col)
		}
		plot.Label(c, e.text, x+20, y, st)
		x += width + 14
	}
}

// drag moves the start.
func (p *landPanel) drag(s *Scene) {
	before := p.hold.Hover
	_, moved := p.plane.Drag(&p.hold, s.Pointer, p.handle[:])
	if moved {
		at := p.handle[0].At
		s.Drag(map[string]float64{"x": at.X, "y": at.Y})
	}
	if before != p.hold.Hover {
		s.Touch()
	}
}

// reach is how near to a mark, in pixels, the pointer is on it.
const reach = 9

// under returns what is below q: the end of a step, or a place.
func (p *landPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	if !p.plane.Area.Holds(q) {
		return "", nil
	}
	near := func(at plot.XY) bool {
		o := p.plane.At(at)
		return math.Hypot(o.X-q.X, o.Y-q.Y) <= reach
	}
	for _, k := range []struct {
		m            *move
		symbol, name string
	}{
		{&w.cubic, "eta", "cubic step"}, {&w.twin, "eta", "the other minimiser of the model, just as good"},
		{&w.newton, "newton", "Newton’s step"}, {&w.cursor, "r", "step at the r of the cursor"},
	} {
		if k.m.ok() && near(k.m.end) {
			return k.symbol, []string{
				k.name, fmt.Sprintf("to x = %s, y = %s", plot.Format(k.m.end.X), plot.Format(k.m.end.Y)),
				"the true loss changes by " + plot.Exact(k.m.change),
				"the model promises " + plot.Exact(k.m.promise),
			}
		}
	}
	if near(w.start) {
		return "theta", []string{
			"start: drag it", fmt.Sprintf("x = %s, y = %s", plot.Exact(w.start.X), plot.Exact(w.start.Y)),
			"loss " + plot.Exact(w.loss), "H̄ is " + w.shape() + " here",
		}
	}
	for _, at := range w.path {
		if o := p.plane.At(at); math.Hypot(o.X-q.X, o.Y-q.Y) <= 5 {
			return "path", []string{
				"path of the cubic step", fmt.Sprintf("x = %s, y = %s", plot.Format(at.X), plot.Format(at.Y)),
				"towards the start λ_int grows, away from it λ_int falls",
			}
		}
	}
	at := p.plane.Value(q)
	return "", []string{
		"loss " + plot.Format(w.ground.Value(at.X, at.Y)),
		fmt.Sprintf("at x = %s, y = %s", plot.Format(at.X), plot.Format(at.Y)),
	}
}
