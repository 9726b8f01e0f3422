package onestep

import (
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: the slice and the map, one of them large, and one
// big number.
type picture struct {
	stage plot.Stage
	chart chart
	count plot.Counter
	words []demos.Box // that stay where they are, the number's first
	lines [2]string   // below the number
	drag  plot.Drag
	press bool // on the parabola's lowest point
	down  bool
	over  bool // something that can be held or pressed is below the pointer
	drawn bool

	canvas demos.Canvas // during Draw

	start plot.XY // of which the glide was set last
	land  *landscape.Landscape
}

// stripHeight is the height of the small picture below the large one.
func stripHeight(h float64) float64 { return max(0.34*h, 150) }

// gap is what separates the two.
const gap = 10

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	w, h := c.Size()
	c.Clear(t.Back)
	p.canvas = c
	p.stage = plot.Arrange(w, h, stripHeight(h))
	hero, strip := p.stage.Hero, demos.Box{Y: p.stage.Hero.H + gap, W: w, H: h - p.stage.Hero.H - gap}
	if p.stage.Beside {
		strip = demos.Box{X: hero.W + gap, W: w - hero.W - gap, H: h}
	}
	onMap := s.v["view"] == "map"
	s.counter()
	if onMap {
		p.chart.draw(c, s, hero)
		s.slice.draw(c, s, strip, 0)
	} else {
		p.chart.draw(c, s, strip)
		s.slice.draw(c, s, hero, p.count.Box(c, hero).H+1.4*plot.TypeOf(w).Label)
	}
	p.words = append(p.words[:0], s.number(c))
	for _, names := range [...][2]demos.Box{p.chart.land.Words(c), s.slice.land.Words(c)} {
		p.words = append(p.words, names[:]...)
	}
	if onMap {
		p.chart.names(c, s)
	} else {
		s.slice.names.draw(c, s)
	}
	p.canvas, p.drawn = nil, true
	if s.Pointer.Inside && p.drag.Held == 0 {
		_, words := s.under(s.Pointer.Point)
		plot.Tooltip(c, t, s.Pointer.Point, words)
	}
	s.Drawn()
}

// counter fills the big number: the step size, on the map the steps taken.
func (s *Scene) counter() {
	p, now, from := &s.picture, &s.now, s.first()
	k := &p.count
	p.lines = [2]string{"loss " + plot.Three(now.loss), ""}
	if s.v["view"] == "map" {
		n := int(math.Ceil(s.Glide.At(atTaken) - 1e-6))
		if k.Number, k.Unit = strconv.Itoa(n), "steps"; n == 1 {
			k.Unit = "step"
		}
		if len(s.way) > 0 {
			p.lines[0] = "loss " + plot.Three(from.loss) + " → " + plot.Three(now.loss)
		}
		if n := len(s.cauchy); n > 0 {
			p.lines[1] = "with Cauchy’s " + plot.Three(s.cauchy[n-1].reached)
		}
		return
	}
	k.Number, k.Unit = plot.Three(s.Glide.At(atEta)), "step size η"
	switch off := math.Abs(now.eta/now.best - 1); {
	case off == 0:
		k.Unit = "step size η, Cauchy’s"
	case off <= tolerance:
		k.Unit = "step size η, within 2 % of Cauchy’s"
	}
	p.lines[0] = "loss " + plot.Three(now.loss) + " → " + plot.Three(now.reached)
	if now.rises() {
		p.lines[0] += ": it rises"
	}
}

// tolerance is how near to Cauchy's a step size has to come to be as good as his.
const tolerance = 0.02

// first is the step with which the way begins.
func (s *Scene) first() *step {
	if len(s.way) > 0 {
		return &s.way[0]
	}
	return &s.now
}

// number sets the big number and the lines below it, and returns where they are.
func (s *Scene) number(c demos.Canvas) demos.Box {
	p, t := &s.picture, s.Theme
	hero := p.stage.Hero
	p.count.Draw(c, t, hero)
	b := p.count.Box(c, hero)
	w, _ := c.Size()
	size := plot.TypeOf(w).Label
	for i, words := range p.lines {
		if words == "" {
			continue
		}
		st := demos.TextStyle{Size: size, Color: t.Text, Align: demos.End, Mono: true}
		wide := c.TextWidth(words, st)
		b.H += 1.4 * size
		y := b.Y + b.H - 0.25*size
		c.Text(words, b.X+b.W, y, st)
		if i > 0 { // a line as that on the map
			x := b.X + b.W - wide - 6
			c.FillRect(x-18, y-0.4*size, 18, 2, color(t, 1))
			wide += 24
		}
		if wide > b.W {
			b.X, b.W = b.X+b.W-wide, wide
		}
	}
	return b
}

// counterBox is where the number was drawn.
func (s *Scene) counterBox() demos.Box {
	if len(s.picture.words) == 0 {
		return demos.Box{}
	}
	return s.picture.words[0]
}

// drawn reports whether a model is drawn, or the loss.
func (s *Scene) drawn(d int) bool { return d == orders || d < int(s.v.Number("order")) }

// ofPicture are the symbols of the text that have a part of the picture.
var ofPicture = []string{"loss", "gbar", "hbar", "order3", "eta", "best", "promise", "drop", "rho", "line", "parabola", "steps"}

// ink fades a colour while the text points at another part of the picture. Pointing at
// the picture dims nothing.
func (s *Scene) ink(col demos.Color, of ...string) demos.Color {
	at := s.Lighted()
	if at == "" || at == s.Lit() || slices.Contains(of, at) || !slices.Contains(ofPicture, at) {
		return col
	}
	return col.Fade(0.25)
}
