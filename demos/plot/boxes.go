package plot

import "github.com/cauchy-newton/playground/demos"

// Box returns where a cell was drawn.
func (k *Cuts) Box(cell int) demos.Box {
	p := k.Middle(cell)
	return demos.Box{X: p.X - k.cell/2, Y: p.Y - k.bar.H/2, W: k.cell, H: k.bar.H}
}

// GapBox returns where the i-th boundary is pressed.
func (k *Cuts) GapBox(i int) demos.Box {
	half := k.reach()
	p := k.Gap(i)
	return demos.Box{X: p.X - half, Y: p.Y - 22, W: 2 * half, H: 44}
}

// reach is half the width in which a boundary is pressed.
func (k *Cuts) reach() float64 { return min(22, k.cell/4) }

// Box returns where the counter's number and words are drawn in box.
func (k *Counter) Box(c demos.Canvas, box demos.Box) demos.Box {
	w, _ := c.Size()
	size, pad := TypeOf(w), Margin(w)
	st := demos.TextStyle{Size: size.Label}
	words := max(c.TextWidth(k.Unit, st), c.TextWidth(k.Below, st))
	wide, high := k.digits(c)+0.6*size.Label+words, 0.4*pad+0.95*size.Big
	if w >= narrowCanvas {
		wide, high = max(c.TextWidth(k.Number, demos.TextStyle{Size: size.Big, Light: true, Mono: true}), words), 0.4*pad+1.1*size.Big+1.1*size.Label
		if k.Below != "" {
			high += leading * size.Label
		}
	}
	return demos.Box{X: box.X + box.W - pad - wide, Y: box.Y, W: wide, H: high}
}

// Box returns where the word of the goal at p is drawn.
func (g *Goal) Box(c demos.Canvas, p demos.Point) demos.Box {
	w, _ := c.Size()
	size := TypeOf(w).Label
	wide := c.TextWidth(g.Label, demos.TextStyle{Size: size})
	if x := p.X + 22; w >= narrowCanvas && x+wide < w {
		return demos.Box{X: x, Y: p.Y - 14 - 0.8*size, W: wide, H: size}
	}
	return demos.Box{X: max(wide/2, min(p.X, w-wide/2)) - wide/2, Y: p.Y + 32 - 0.8*size, W: wide, H: size}
}

// Box returns where the word of the ring at p is drawn.
func (r *Ring) Box(c demos.Canvas, p demos.Point) demos.Box {
	w, _ := c.Size()
	size := TypeOf(w).Label
	wide := c.TextWidth(r.Label, demos.TextStyle{Size: size})
	y := p.Y - 26
	if r.Below || y < size {
		y = p.Y + 26 + 0.8*size
	}
	return demos.Box{X: max(wide/2, min(p.X, w-wide/2)) - wide/2, Y: y - 0.8*size, W: wide, H: size}
}

// Words returns where the names of the directions are drawn: that across, that upwards.
func (l *Land) Words(c demos.Canvas) [2]demos.Box {
	w, _ := c.Size()
	st := demos.TextStyle{Size: TypeOf(w).Label}
	x, y, across, rise := l.corner(w)
	return [2]demos.Box{
		{X: x + across + 8, Y: y + 5 - 0.8*st.Size, W: c.TextWidth(l.Across, st), H: st.Size},
		{X: x - 2, Y: y - rise - 9 - 0.8*st.Size, W: c.TextWidth(l.Up, st), H: st.Size},
	}
}
