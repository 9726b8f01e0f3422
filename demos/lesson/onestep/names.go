package onestep

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// names are the words beside the curves of the slice. They stay where they are while
// the ball rolls.
type names struct {
	stale bool // the curves have changed
	made  namesOf
	at    [orders + 1]demos.Point
	width [orders + 1]float64 // 0: there is no room
}

// namesOf is what the places of the names depend on, beside the curves.
type namesOf struct {
	box   demos.Box
	order string
	size  float64
}

// curveNames are what the models and the loss are called.
var curveNames = [orders + 1]string{"line", "parabola", "order 3", "loss"}

// draw sets the names of the curves that are drawn, away from the words that are there.
func (n *names) draw(c demos.Canvas, s *Scene) {
	k, t := &s.slice, s.Theme
	w, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(w).Label}
	if now := (namesOf{k.land.Area, s.v["order"], st.Size}); n.stale || n.made != now {
		n.stale, n.made = false, now
		n.place(c, s, st)
	}
	for d, word := range curveNames {
		if n.width[d] == 0 {
			continue
		}
		part := [orders + 1]float64{s.Glide.At(atLine), s.Glide.At(atBend), s.Glide.At(atThird), 1}[d]
		if part < 1 {
			continue // its curve is still on its way
		}
		if st.Color = t.Text; d < orders {
			st.Color = color(t, d)
		}
		c.Text(word, n.at[d].X, n.at[d].Y, st)
	}
}

// place finds room beside the curves: from the right, below a curve or above it.
func (n *names) place(c demos.Canvas, s *Scene, st demos.TextStyle) {
	k, taken := &s.slice, s.picture.words
	a := &k.land.Axes
	if s.drawn(1) {
		taken = append(taken, demos.Box{X: k.lowest.X - catch, Y: k.lowest.Y - catch, W: 2 * catch, H: 2 * catch})
	}
	curves := [orders + 1][]float64{k.models[0], k.models[1], k.models[2], k.truth}
	room := a.Area.Inset(8, 8, 8, 8)
	level := a.Point(0, k.from).Y
	free := func(b demos.Box) bool {
		if b.X < room.X || b.Y < room.Y || b.X+b.W > room.X+room.W || b.Y+b.H > room.Y+room.H || level > b.Y-3 && level < b.Y+b.H+3 {
			return false
		}
		for _, o := range taken {
			if b.Inset(-6, -6, -6, -6).Meets(o) {
				return false
			}
		}
		near := b.Inset(-5, -5, -5, -5)
		for d, curve := range curves {
			for i := 1; s.drawn(d) && i < len(curve); i++ {
				if _, _, meets := plot.Cut(a.Point(k.etas[i-1], curve[i-1]), a.Point(k.etas[i], curve[i]), near); meets {
					return false
				}
			}
		}
		return true
	}
	for d := orders; d >= 0; d-- {
		n.width[d] = 0
		if !s.drawn(d) {
			continue
		}
		wide := c.TextWidth(curveNames[d], st)
	search:
		for i := samples - 4; i > samples/3; i -= 4 {
			p := a.Point(k.etas[i], curves[d][i])
			for _, q := range [...]demos.Point{{X: p.X - wide/2, Y: p.Y + 8}, {X: p.X - wide - 22, Y: p.Y - st.Size/2}, {X: p.X + 22, Y: p.Y - st.Size/2}, {X: p.X - wide/2, Y: p.Y - 8 - st.Size}} {
				if b := (demos.Box{X: q.X, Y: q.Y, W: wide, H: st.Size}); free(b) {
					n.at[d], n.width[d] = demos.Point{X: b.X, Y: b.Y + 0.8*st.Size}, wide
					taken = append(taken, b)
					break search
				}
			}
		}
	}
}
