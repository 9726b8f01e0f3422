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
	if k, ok := passes[w.ground.Name]; ok && s.Glide.At(atModel) == 0 {
		p.segment[3] = [2]demos.Point{l.At(k.at), l.At(k.at)}
	}
	if s.Moving() {
		return
	}
	tip := func(at demos.Point, away float64, m *move, name string) {
		if l.Area.Inset(4, 4, 4, 4).Holds(l.At(m.end)) {
			s.name(c, at, away, st, name)
		} else {
			s.name(c, at, away, st, name+", on to "+coordinates(m.end), name+" goes on")
		}
	}
	end := func(i int) demos.Point {
		_, to, _ := plot.Cut(start, p.segment[i][1], l.Area.Inset(4, 4, 4, 4))
		return to
	}
	if s.Glide.At(atModel) > 0 && w.faced() {
		corner := demos.Point{X: l.Area.X + plot.Margin(wide), Y: l.Area.Y + 1.5*st.Size}
		s.name(c, corner, 0, st, "the model’s surface")
	}
	if p.hand.Held == 0 {
		s.name(c, start, 15, st, "drag me")
	}
	if p.segment[0][1] != start && w.newton.ok() && !(w.show == "level" && l.Area.Holds(l.At(w.newton.end))) {
		tip(end(0), 8, &w.newton, "Newton")
	}
	if p.segment[1][1] != start && w.cubic.ok() {
		name, away := "cubic", 12.0
		if w.pathed() {
			name, away = "cubic, λ = "+plot.Three(w.lambda), catch+2
		}
		if w.twin.ok() {
			name = "one"
			tip(end(2), 8, &w.twin, "the other")
		}
		tip(end(1), away, &w.cubic, name)
	}
	if k, ok := passes[w.ground.Name]; ok && s.Glide.At(atModel) == 0 {
		s.name(c, l.At(k.at), 21, st, "pass")
	}
	if w.show == "level" && w.newton.ok() {
		s.name(c, l.At(w.newton.end), 18, st, "level: "+w.point())
	}
	if at, ok := s.cursor(); ok {
		s.name(c, at, 10, st, "your r")
	}
	if w.ground.Name == "pass" && s.Glide.At(atModel) == 0 {
		for _, q := range [...]plot.XY{{X: 1, Y: 1}, {X: -1, Y: -1}} {
			s.name(c, l.At(q), 4, st, "valley")
		}
	}
}

// name writes the first of some forms that has room near a place, where it meets no word,
// arrow or handle.
func (s *Scene) name(c demos.Canvas, at demos.Point, away float64, st demos.TextStyle, forms ...string) {
	p := &s.picture
	room := p.land.Area.Inset(6, 6, 6, 6)
	h := st.Size
	for _, word := range forms {
		wide := c.TextWidth(word, st)
		for _, far := range [...]float64{away, away + 10, away + 24} {
			for _, q := range [...]demos.Point{
				{X: far, Y: -h / 2}, {X: -far - wide, Y: -h / 2}, {X: -wide / 2, Y: far}, {X: -wide / 2, Y: -far - h},
				{X: far, Y: far / 2}, {X: -far - wide, Y: far / 2}, {X: far, Y: -far/2 - h}, {X: -far - wide, Y: -far/2 - h},
			} {
				b := demos.Box{X: at.X + q.X, Y: at.Y + q.Y, W: wide, H: h}
				if b.X >= room.X && b.Y >= room.Y && b.X+b.W <= room.X+room.W && b.Y+b.H <= room.Y+room.H && s.clear(b) {
					p.words = append(p.words, b)
					c.Text(word, b.X, b.Y+0.8*h, st)
					return
				}
			}
		}
	}
}

// thin is how many points of the path one is looked at of, to keep words away from it.
const thin = 4

// clear reports whether a box meets no word, arrow, path or handle.
func (s *Scene) clear(b demos.Box) bool {
	p := &s.picture
	b = b.Inset(-4, -3, -4, -3)
	for _, o := range p.words {
		if b.Meets(o) {
			return false
		}
	}
	if path := s.view.path; s.view.pathed() {
		for i := thin; i < len(path); i += thin {
			from, to := p.land.At(path[i-thin]), p.land.At(path[i])
			if _, _, meets := plot.Cut(from, to, b); meets {
				return false
			}
		}
	}
	for i, k := range p.segment {
		mark := 8.0
		if i == 3 {
			mark = 16
		}
		if _, _, meets := plot.Cut(k[0], k[1], b); meets {
			return false
		}
		for _, q := range k {
			if n := b.Nearest(q); (n.X-q.X)*(n.X-q.X)+(n.Y-q.Y)*(n.Y-q.Y) < mark*mark {
				return false
			}
		}
	}
	return true
}
