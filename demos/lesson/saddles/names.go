package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// names writes the words over the land, each where it has room.
func (s *Scene) names(c demos.Canvas) {
	p, w, l := &s.picture, &s.view, &s.picture.land
	wide, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(wide).Label, Color: s.Theme.Text}
	start := l.Area.Nearest(l.At(w.start))
	p.segment = [4][2]demos.Point{{start, start}, {start, start}, {start, start}, {start, start}}
	for i, m := range [...]*move{&w.newton, &w.cubic, &w.twin} {
		if m.ok() && (i == 0 && w.show != "start" || i > 0 && w.green()) {
			p.segment[i][1] = l.At(m.end)
		}
	}
	if s.Moving() {
		return
	}
	outside := func(m *move, name string) string {
		if l.Area.Inset(4, 4, 4, 4).Holds(l.At(m.end)) {
			return name
		}
		return name + ", on to " + coordinates(m.end)
	}
	end := func(i int) demos.Point {
		_, to, _ := plot.Cut(start, p.segment[i][1], l.Area.Inset(4, 4, 4, 4))
		return to
	}
	if s.Glide.At(atModel) > 0 && w.faced() {
		corner := demos.Point{X: l.Area.X + plot.Margin(wide), Y: l.Area.Y + 1.5*st.Size}
		s.name(c, "the model’s surface", corner, 0, st)
	}
	if p.hand.Held == 0 {
		s.name(c, "drag me", start, 15, st)
	}
	if p.segment[0][1] != start && w.newton.ok() && !(w.show == "level" && l.Area.Holds(l.At(w.newton.end))) {
		s.name(c, outside(&w.newton, "Newton"), end(0), 8, st)
	}
	if p.segment[1][1] != start && w.cubic.ok() {
		name, away := "cubic", 12.0
		if w.pathed() {
			name, away = "cubic, λ = "+plot.Three(w.lambda), catch+2
		}
		if w.twin.ok() {
			name = "one"
			s.name(c, outside(&w.twin, "the other"), end(2), 8, st)
		}
		s.name(c, outside(&w.cubic, name), end(1), away, st)
	}
	if k, ok := passes[w.ground.Name]; ok && s.Glide.At(atModel) == 0 {
		s.name(c, "pass", l.At(k.at), 21, st)
	}
	if w.show == "level" && w.newton.ok() {
		s.name(c, "level: "+w.point(), l.At(w.newton.end), 18, st)
	}
	if at, ok := s.cursor(); ok {
		s.name(c, "your r", at, 10, st)
	}
	if w.ground.Name == "pass" && s.Glide.At(atModel) == 0 {
		for _, q := range [...]plot.XY{{X: 1, Y: 1}, {X: -1, Y: -1}} {
			s.name(c, "valley", l.At(q), 4, st)
		}
	}
}

// name writes a word near a place, where it meets no word, arrow or handle; nowhere if
// there is no room.
func (s *Scene) name(c demos.Canvas, word string, at demos.Point, away float64, st demos.TextStyle) {
	p := &s.picture
	wide, h := c.TextWidth(word, st), st.Size
	room := p.land.Area.Inset(6, 6, 6, 6)
	for _, far := range [...]float64{away, away + 10, away + 24} {
		for _, q := range [...]demos.Point{
			{X: at.X + far, Y: at.Y - h/2}, {X: at.X - far - wide, Y: at.Y - h/2},
			{X: at.X - wide/2, Y: at.Y + far}, {X: at.X - wide/2, Y: at.Y - far - h},
			{X: at.X + far, Y: at.Y + far/2}, {X: at.X - far - wide, Y: at.Y + far/2},
			{X: at.X + far, Y: at.Y - far/2 - h}, {X: at.X - far - wide, Y: at.Y - far/2 - h},
		} {
			b := demos.Box{X: q.X, Y: q.Y, W: wide, H: h}
			if b.X < room.X || b.Y < room.Y || b.X+b.W > room.X+room.W || b.Y+b.H > room.Y+room.H || !s.clear(b) {
				continue
			}
			p.words = append(p.words, b)
			c.Text(word, b.X, b.Y+0.8*h, st)
			return
		}
	}
}

// clear reports whether a box meets no word, arrow or handle.
func (s *Scene) clear(b demos.Box) bool {
	p := &s.picture
	b = b.Inset(-4, -3, -4, -3)
	for _, o := range p.words {
		if b.Meets(o) {
			return false
		}
	}
	for _, k := range p.segment {
		if _, _, meets := plot.Cut(k[0], k[1], b); meets {
			return false
		}
		for _, q := range k {
			if n := b.Nearest(q); (n.X-q.X)*(n.X-q.X)+(n.Y-q.Y)*(n.Y-q.Y) < 64 {
				return false
			}
		}
	}
	return true
}
