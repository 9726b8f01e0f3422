package partitionmatrix

import (
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: one matrix, one big number, and the bar that is cut
// into groups.
type picture struct {
	stage  plot.Stage
	corner demos.Box // in its upper right corner is the number
	matrix demos.Box // all its cells
	names  float64   // how wide the names of rows are at most,
	along  float64   // and the entries of u beside them
	above  float64   // how high those above the columns are
	count  plot.Counter
	bar    lesson.Bar
	places []float64
	drawn  bool
}

// init prepares the parts that never change.
func (p *picture) init() {
	k := &p.bar.Cuts
	for i := range P {
		k.Cells = append(k.Cells, plot.Cell{Letter: string("wbv"[i/2]), Index: strconv.Itoa(i%2 + 1)})
	}
	k.Symbol = "g\u0304"
	k.Hints = []string{"cut or join at the scissors, or drag a cell onto another group", "cut, join or drag a cell", "cut or drag"}
}

// colourBar is the width of the groups' colours beside the rows and above the columns.
const colourBar = 6

// place lays out the picture.
func (s *Scene) place(c demos.Canvas) {
	w, h := c.Size()
	p := &s.picture
	p.stage = plot.Arrange(w, h, plot.CutsHeight(w))
	hero, size, pad := p.stage.Hero, plot.TypeOf(w), plot.Margin(w)
	top, right := hero.Y+0.4*pad, 0.36*hero.W
	p.names, p.along, p.above = 3.4*size.Label, 52, 24
	if w < short {
		top, right = hero.Y+1.3*size.Big, pad
		p.names, p.along, p.above = 1.7*size.Label, 36, 20
	}
	p.corner = hero
	if p.stage.Beside { // the number stands above the bar
		p.corner, right = demos.Box{X: hero.W, W: w - hero.W, H: h}, pad
		p.stage.Strips[0].Y = h - p.stage.Strips[0].H
	}
	left, head := p.names+p.along+colourBar+16, 1.2*size.Label+p.above+colourBar+15
	side := math.Floor(min(hero.W-pad-left-right, hero.Y+hero.H-8-top-head))
	x := hero.X + pad + left
	if w < short {
		x = hero.X + max(pad+left, (hero.W-side+left)/2)
	}
	p.matrix = demos.Box{X: math.Floor(x), Y: math.Floor(top + head), W: side, H: side}
}

// short is the width below which the number stands above the matrix.
const short = 560

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	c.Clear(t.Back)
	s.place(c)
	if s.view == "third" {
		s.drawThird(c)
	} else {
		s.drawMatrix(c)
		s.drawKey(c)
	}
	s.counter()
	p.count.Draw(c, t, p.corner)
	s.drawBar(c)
	p.drawn = true
	if at, words := s.explained(); len(words) > 0 {
		plot.Tooltip(c, t, at, words)
	}
	s.Drawn()
}

// counter fills the big number: how many numbers there are, or how many groups' third
// derivatives are sums.
func (s *Scene) counter() {
	k := &s.picture.count
	if s.view == "third" {
		*k = plot.Counter{Number: strconv.Itoa(s.agreeing()), Unit: "of " + plot.Count(s.size(), "group", "groups"), Below: "add up"}
		return
	}
	n := int(math.Round(s.Glide.At(atCount)))
	*k = plot.Counter{Number: strconv.Itoa(n), Unit: "numbers"}
	if n == 1 {
		k.Unit = "number"
	}
	if s.foldsRows() {
		k.Below = "of " + strconv.Itoa(P*P)
	}
}

// drawBar paints the bar of the groups.
func (s *Scene) drawBar(c demos.Canvas) {
	b, g := &s.picture.bar, s.groups
	k := &b.Cuts
	k.Caption = "the parameters, in " + plot.Count(s.size(), "group", "groups")
	k.Values = k.Values[:0]
	if !slices.ContainsFunc(finest[:], func(p int) bool { return math.Abs(s.Glide.At(atCell+p)-s.picture.places[p]) > 0.02 }) { // none is on its way past others
		k.Values = append(k.Values, s.grouped.Gbar...)
	}
	k.Place(c, s.picture.stage.Strips[0])
	b.Show(s.Pointer, true, g[:], func(p int) int { return g.place(g[p]) }, func(p int) float64 { return s.Glide.At(atCell + p) })
	k.Draw(c, s.Theme)
	if slices.Contains(s.ofMatrix(), s.Lighted()) && s.Lit() == "" {
		for p := range g {
			box := k.Box(p)
			c.FillRect(box.X-0.4, box.Y, box.W+0.8, box.H, s.Theme.Back.Fade(0.6))
		}
	}
}

// ofBar are the symbols of the text that the bar stands for.
var ofBar = []string{"I", "S", "gbar"}

// ofMatrix are those of the matrix that is shown.
func (s *Scene) ofMatrix() []string {
	switch s.view {
	case "hessian":
		return []string{"H"}
	case "along":
		return []string{"UHU", "U"}
	case "folded":
		return []string{"Hbar"}
	case "third":
		return []string{"D3"}
	}
	return nil
}

// explained returns what is explained and where: what the pointer is on, else what the
// keyboard is.
func (s *Scene) explained() (at demos.Point, words []string) {
	if s.picture.bar.Holds() {
		return at, nil
	}
	if at = s.Pointer.Point; s.Pointer.Inside {
		if _, words = s.under(at); len(words) > 0 {
			return at, words
		}
	}
	if s.Focused() == "" {
		return at, nil
	}
	for _, twin := range s.Twins() {
		if twin.Name == s.Focused() {
			at = twin.Box.Middle()
			_, words = s.under(at)
			return at, words
		}
	}
	return at, nil
}

// drawKey paints the scale of the colours in the lower right corner, where there is room.
func (s *Scene) drawKey(c demos.Canvas) {
	w, _ := c.Size()
	p, t := &s.picture, s.Theme
	pad, m := plot.Margin(w), p.matrix
	box := demos.Box{X: m.X + m.W + 2*pad, Y: m.Y + m.H - 34, W: 220, H: 10}
	box.W = min(box.W, p.stage.Hero.X+p.stage.Hero.W-pad-box.X)
	if w < short || box.W < 120 || m.H < 260 || s.Glide.Moving() {
		return
	}
	scale, of := s.scale, []string{"U H U and its sums", "U H U"}
	if s.view == "hessian" {
		scale, of = s.hscale, []string{"second derivatives", "H"}
	}
	plot.ScaleKey(c, t, box, plot.Three(scale.Top), of...)
}
