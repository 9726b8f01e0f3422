package onestep

import (
	"slices"

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
	taken []demos.Box         // by the names
}

// namesOf is what the places of the names depend on, beside the curves.
type namesOf struct {
	box   demos.Box
	order string
	wide  float64 // of a name, which the font decides
}

// tries is how many places along a curve may have its name.
const tries = 32

// curveNames are what the models and the loss are called.
var curveNames = [orders + 1]string{"line", "parabola", "order 3", "loss"}

// draw sets the names of the curves that are drawn, away from the words that are there.
func (n *names) draw(c demos.Canvas, s *Scene) {
	k, t := &s.slice, s.Theme
	w, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(w).Label}
	if now := (namesOf{k.land.Area, s.v["order"], c.TextWidth(curveNames[1], st)}); n.stale || n.made != now {
		n.stale, n.made = false, now
		n.place(c, s, st)
	}
	for d, word := range curveNames {
		if n.width[d] == 0 {
			continue
		}
		part := [orders + 1]float64{s.Glide.At(atLine), s.Glide.At(atBend), s.Glide.At(atThird), 1}[d]
		if part < 1 || !isFree(s.picture.words, n.box(d, st.Size)) {
			continue // its curve is still on its way, or the number is longer than usual
		}
		// Above the ground a name has its curve's colour, which has too little contrast on it.
		i := k.nearest(k.land.Value(n.at[d]).X)
		if st.Color = t.Text; d < orders && k.land.Point(k.etas[i], k.truth[i]).Y > n.at[d].Y {
			st.Color = color(t, d)
		}
		c.Text(word, n.at[d].X, n.at[d].Y, st)
	}
	if s.Moving() || s.picture.drag.Held != 0 {
		return
	}
	st.Color = t.Text
	const word = "drag me"
	wide := c.TextWidth(word, st)
	b := demos.Box{X: k.ball.X - wide/2, Y: k.ball.Y + 30, W: wide, H: st.Size}
	room := k.land.Area.Inset(4, 4, 4, 4)
	if isFree(n.taken, b) && isFree(s.picture.words, b) && room.Holds(demos.Point{X: b.X, Y: b.Y}) && !crosses(&k.land.Axes, k.etas, k.truth, b) && room.Holds(demos.Point{X: b.X + b.W, Y: b.Y + b.H}) {
		c.Text(word, b.X, b.Y+0.8*b.H, st)
	}
}

// box is where a name is set.
func (n *names) box(d int, size float64) demos.Box {
	return demos.Box{X: n.at[d].X, Y: n.at[d].Y - 0.8*size, W: n.width[d], H: size}
}

// crosses reports whether a curve meets a box.
func crosses(a *plot.Axes, x, y []float64, b demos.Box) bool {
	for i := 1; i < len(x); i++ {
		if _, _, meets := plot.Cut(a.Point(x[i-1], y[i-1]), a.Point(x[i], y[i]), b); meets {
			return true
		}
	}
	return false
}

// isFree reports whether a box is free of others.
func isFree(taken []demos.Box, b demos.Box) bool {
	for _, o := range taken {
		if b.Inset(-12, -3, -12, -3).Meets(o) {
			return false
		}
	}
	return true
}

// place finds room beside the curves, below one or above it.
func (n *names) place(c demos.Canvas, s *Scene, st demos.TextStyle) {
	k, taken := &s.slice, slices.Clone(s.picture.words)
	a := &k.land.Axes
	// The number's box is as wide as usual: the names do not move while it changes.
	usual := plot.Counter{Number: "0.0000"}
	number := usual.Box(c, s.picture.stage.Hero)
	number.H = taken[0].H + 12
	taken = append(taken, number)
	if s.drawn(1) {
		at := k.bottom(&s.now, 1)
		taken = append(taken, demos.Box{X: at.X - catch, Y: at.Y - catch, W: 2 * catch, H: 2 * catch})
	}
	curves := [orders + 1][]float64{k.models[0], k.models[1], k.models[2], k.truth}
	room := a.Area.Inset(8, 8, 8, 8)
	level := a.Point(0, k.from).Y
	free := func(b demos.Box) bool {
		if b.X < room.X || b.Y < room.Y || b.X+b.W > room.X+room.W || b.Y+b.H > room.Y+room.H || level > b.Y-3 && level < b.Y+b.H+3 {
			return false
		}
		if !isFree(taken, b) {
			return false
		}
		for d, curve := range curves {
			if s.drawn(d) && crosses(a, k.etas, curve, b.Inset(-5, -5, -5, -5)) {
				return false
			}
		}
		return true
	}
	n.taken = n.taken[:0]
	for d := orders; d >= 0; d-- {
		n.width[d] = 0
		if !s.drawn(d) {
			continue
		}
		wide := c.TextWidth(curveNames[d], st)
		from := tries - 1 // the models from the right, the loss from where no ball is likely
		if d == orders {
			from = tries * 13 / 20
		}
	search:
		for try := range tries {
			i := samples - 4*(tries-(from-try+tries)%tries)
			p := a.Point(k.etas[i], curves[d][i])
			for side := range 3 * 4 { // farther away where the curve is steep
				air := []float64{8, 18, 30}[side/4]
				b := demos.Box{X: p.X - wide/2, Y: p.Y - st.Size/2, W: wide, H: st.Size}
				switch side % 4 {
				case 0:
					b.Y = p.Y + air
				case 1:
					b.X = p.X - wide - 2*air
				case 2:
					b.X = p.X + 2*air
				case 3:
					b.Y = p.Y - air - st.Size
				}
				if free(b) {
					n.at[d], n.width[d] = demos.Point{X: b.X, Y: b.Y + 0.8*st.Size}, wide
					taken, n.taken = append(taken, b), append(n.taken, b)
					break search
				}
			}
		}
	}
}
