package partitionmatrix

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// cellBox is where the cell of parameters p and q is: those of a group lie on each other
// once they are folded.
func (s *Scene) cellBox(p, q int) demos.Box {
	m := s.picture.matrix
	return demos.Box{
		X: m.X + m.W*s.Glide.At(atX+q), Y: m.Y + m.H*s.Glide.At(atY+p),
		W: m.W * s.Glide.At(atWidth+q), H: m.H * s.Glide.At(atHigh+p),
	}
}

// shade is the colour of that cell, as a part of its scale.
func (s *Scene) shade(p, q int) float64 {
	mix := func(a, b, f float64) float64 { return a + f*(b-a) }
	along := s.scale.At(s.discrete.Hbar[p*P+q])
	rows := s.scale.At(s.rows[p*P+q])
	both := s.scale.At(s.grouped.Hbar[s.groups[p]*s.size()+s.groups[q]])
	return mix(mix(mix(s.hscale.At(s.hessian.Hbar[p*P+q]), along, s.Glide.At(atWalk)), rows, s.Glide.At(atRows)), both, s.Glide.At(atColumns))
}

// value is the number in that cell.
func (s *Scene) value(p, q int) float64 {
	switch {
	case s.foldsColumns():
		return s.grouped.Hbar[s.groups[p]*s.size()+s.groups[q]]
	case s.foldsRows():
		return s.rows[p*P+q]
	case s.view == "along":
		return s.discrete.Hbar[p*P+q]
	}
	return s.hessian.Hbar[p*P+q]
}

// first reports whether the row or column of p is that of no parameter before.
func (g grouping) first(p int) bool { return g.place(g[p]) == p }

// shown reports whether the cell of p and q is drawn: of those that lie on each other at
// rest only one is.
func (s *Scene) shown(p, q int) bool {
	return s.Glide.Moving() || (!s.foldsRows() || s.groups.first(p)) && (!s.foldsColumns() || s.groups.first(q))
}

// drawMatrix paints the cells, their numbers at rest, and the names of rows and columns.
func (s *Scene) drawMatrix(c demos.Canvas) {
	t, ramp := s.Theme, plot.Diverging(s.Theme)
	i, j, pointed := s.cell()
	for p := range P {
		for q := range P {
			if !s.shown(p, q) {
				continue
			}
			b := s.cellBox(p, q).Inset(1, 1, 1, 1)
			col := ramp.At(s.shade(p, q))
			c.FillRect(b.X, b.Y, b.W, b.H, col)
			lit := pointed && s.groups[p] == i && s.groups[q] == j
			switch {
			case lit && s.foldsColumns() && !s.Glide.Moving():
				s.drawSummands(c, b, i, j)
				continue
			case pointed && !lit:
				c.FillRect(b.X, b.Y, b.W, b.H, t.Back.Fade(0.7))
				continue
			case lit:
				c.StrokePath(plot.Rectangle(nil, b), 2, t.Text)
			}
			if !s.Glide.Moving() {
				s.number(c, b, s.value(p, q), col)
			}
		}
	}
	s.edges(c)
	if at := s.Lighted(); at != "" && s.Lit() == "" && !pointed && (at == "I" || at == "S" || at == "gbar") {
		m := s.picture.matrix
		c.FillRect(m.X-0.5, m.Y-0.5, m.W+1, m.H+1, t.Back.Fade(0.7))
	}
}

// number writes a number into its cell in as many digits as fit: three where they do.
func (s *Scene) number(c demos.Canvas, b demos.Box, v float64, on demos.Color) {
	w, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: demos.Ink(on), Align: demos.Middle, Mono: true}
	for size := min(34, 0.2*b.W); size > st.Size; size-- {
		if large := (demos.TextStyle{Size: size, Mono: true}); c.TextWidth(plot.Three(v), large) <= 0.8*b.W {
			st.Size = size
			break
		}
	}
	text := plot.FirstThatFits(c, b.W-3, st, plot.Three(v), plot.Round2(v), brief(v), tight(v))
	if c.TextWidth(text, st) <= b.W && st.Size <= b.H {
		c.Text(text, b.X+b.W/2, b.Y+b.H/2+0.36*st.Size, st)
	}
}

// drawSummands paints into a cell of H̄ the cells of U H U that add up to it.
func (s *Scene) drawSummands(c demos.Canvas, b demos.Box, i, j int) {
	t, ramp := s.Theme, plot.Diverging(s.Theme)
	c.StrokePath(plot.Rectangle(nil, b), 3, t.Text)
	rows, columns := s.groups.count(i), s.groups.count(j)
	wide, high := b.W/float64(columns), b.H/float64(rows)
	y := 0
	for p, g := range s.groups {
		if g != i {
			continue
		}
		x := 0
		for q, o := range s.groups {
			if o != j {
				continue
			}
			part := demos.Box{X: b.X + float64(x)*wide, Y: b.Y + float64(y)*high, W: wide, H: high}.Inset(3, 3, 3, 3)
			v := s.discrete.Hbar[p*P+q]
			col := ramp.At(s.scale.At(v))
			c.FillRect(part.X, part.Y, part.W, part.H, col)
			s.number(c, part, v, col)
			x++
		}
		y++
	}
}

// count returns how many parameters group s has.
func (g grouping) count(s int) (n int) {
	for _, o := range g {
		if o == s {
			n++
		}
	}
	return n
}

// edges paints the groups' colours and the names beside the rows and above the columns,
// and u where it is walked along.
func (s *Scene) edges(c demos.Canvas) {
	w, _ := c.Size()
	p, t, m := &s.picture, s.Theme, s.picture.matrix
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: t.Text}
	out := float64(colourBar + 10)
	ramp, scale := plot.Diverging(t), plot.FitSigned(s.point.u[:], false)
	walked := s.Glide.At(atWalk) * (1 - s.Glide.At(atRows))
	for k := range P {
		b := s.cellBox(k, k)
		col := t.Group(s.groups.place(s.groups[k]))
		row, column := s.shown(k, k) || !s.foldsColumns() && s.groups.first(k), s.shown(k, k) || !s.foldsColumns()
		if row {
			c.FillRect(m.X-colourBar-4, b.Y+1, colourBar, b.H-2, col)
		}
		if column {
			c.FillRect(b.X+1, m.Y-colourBar-4, b.W-2, colourBar, col)
		}
		if walked > 0 {
			v := s.point.u[k]
			beside := demos.Box{X: m.X - out - p.along, Y: b.Y, W: p.along, H: b.H}.Inset(1, 1, 1, 1)
			above := demos.Box{X: b.X, Y: m.Y - out - p.above, W: b.W, H: p.above}.Inset(1, 1, 1, 1)
			col := demos.Mix(t.Back, ramp.At(scale.At(v)), walked)
			for _, u := range [...]demos.Box{beside, above} {
				c.FillRect(u.X, u.Y, u.W, u.H, col)
				if !s.Glide.Moving() {
					s.number(c, u, v, col)
				}
			}
		}
		if s.Glide.Moving() {
			continue
		}
		y := b.Y + b.H/2 + 0.36*st.Size
		st.Align = demos.End
		switch {
		case s.foldsRows() && row:
			c.Text(s.groupName(c, s.groups[k], p.names+p.along, st), m.X-out, y, st)
		case s.view == "along":
			c.Text(names[k], m.X-out-p.along-4, y, st)
		case !s.foldsRows():
			c.Text(names[k], m.X-out, y, st)
		}
		st.Align = demos.Middle
		switch {
		case s.foldsColumns() && column:
			c.Text(s.groupName(c, s.groups[k], b.W-4, st), b.X+b.W/2, m.Y-out, st)
		case !s.foldsColumns():
			up := out
			if s.view == "along" {
				up += p.above + 5
			}
			c.Text(names[k], b.X+b.W/2, m.Y-up, st)
		}
	}
	if walked > 0 && !s.Glide.Moving() {
		st.Align = demos.Middle
		plot.Symbol(c, "u", "", m.X-out-p.along/2, m.Y-out-0.3*p.above, st)
	}
}

// groupName names a group by its parameters, or by its number where they have no room.
func (s *Scene) groupName(c demos.Canvas, g int, room float64, st demos.TextStyle) string {
	number := string('1' + rune(g))
	return plot.FirstThatFits(c, room, st, s.groups.members(g), "group "+number, number)
}

// drawThird paints for every group the sum of its parameters' third derivatives above
// its own.
func (s *Scene) drawThird(c demos.Canvas) {
	w, _ := c.Size()
	t, m := s.Theme, s.picture.matrix
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: t.Text}
	most := 0.0
	for g := range s.size() {
		_, _, own, sum := s.sums(g)
		most = max(most, math.Abs(own), math.Abs(sum))
	}
	high, field := m.H/float64(s.size()), m.W-36 // beside the field stands whether the two are equal
	zero := m.X + field/2
	c.FillRect(zero-0.5, m.Y, 1, m.H, t.Line)
	for g := range s.size() {
		_, _, own, sum := s.sums(g)
		col := t.Group(s.groups.place(g))
		y := m.Y + float64(g)*high
		c.FillRect(m.X-colourBar-4, y+2, colourBar, high-4, col)
		st.Align = demos.End
		c.Text(s.groupName(c, g, s.picture.names+s.picture.along, st), m.X-colourBar-10, y+high/2+0.36*st.Size, st)
		st.Align = demos.Start
		line := min(high/2-2, 1.2*st.Size+26)
		if line < 1.2*st.Size { // no room for bars
			c.Text(plot.Three(own)+" "+equal(s.agrees(g))+" "+plot.Three(sum), m.X, y+high/2+0.36*st.Size, st)
			continue
		}
		bars := [...]struct {
			words string
			value float64
			color demos.Color
		}{{"sum of its parameters’ ", sum, t.Soft}, {"its own ", own, col}}
		for k, bar := range bars {
			top := y + high/2 + float64(k-1)*line
			text := plot.FirstThatFits(c, field, st, bar.words+plot.Three(bar.value), plot.Three(bar.value))
			c.Text(text, m.X, top+st.Size, st)
			if rest := line - 1.3*st.Size - 2; most > 0 && rest >= 2 {
				wide := 0.5 * field * bar.value / most
				c.FillRect(min(zero, zero+wide), top+1.3*st.Size, math.Abs(wide), rest, bar.color)
			}
		}
		sign := demos.TextStyle{Size: min(34, max(st.Size, 0.3*high)), Color: t.Text, Align: demos.End}
		c.Text(equal(s.agrees(g)), m.X+m.W, y+high/2+0.36*sign.Size, sign)
	}
}
