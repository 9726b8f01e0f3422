package cauchytonewton

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// tablePanel is the ladder itself: a row for every rung, the finest on top,
// with its groups, the drop that it promises and the steps that it needs.
type tablePanel struct {
	box, groups, drops, steps demos.Box // the columns, without their titles
	row                       float64
	number                    float64 // the room of a number behind a bar
	path                      demos.Path
}

// place lays the columns out.
func (p *tablePanel) place(box demos.Box, narrow bool) {
	const title = 34
	p.box = box.Inset(0, title, 0, 0)
	p.row = p.box.H / dimension
	gap, number := 14.0, 20.0
	cell := min(p.row-6, box.W*0.26/dimension)
	if narrow {
		gap, number = 10, 14
	}
	p.groups = demos.Box{X: box.X + number, Y: p.box.Y, W: cell * dimension, H: p.box.H}
	x := p.groups.X + p.groups.W + gap
	rest := box.X + box.W - x - gap
	p.drops = demos.Box{X: x, Y: p.box.Y, W: rest * 0.6, H: p.box.H}
	p.steps = demos.Box{X: x + p.drops.W + gap, Y: p.box.Y, W: rest * 0.4, H: p.box.H}
}

// under returns the rung below a point.
func (p *tablePanel) under(at demos.Point) (rung int, ok bool) {
	if p.row == 0 || !p.box.Holds(at) {
		return 0, false
	}
	return dimension - 1 - min(int((at.Y-p.box.Y)/p.row), dimension-1), true
}

// column returns what the text calls the column below a point.
func (p *tablePanel) column(at demos.Point) string {
	switch {
	case at.X < p.drops.X:
		return "S"
	case at.X < p.steps.X:
		return "drop"
	}
	return "steps"
}

// baseline of a row's text.
func (p *tablePanel) baseline(rung int) float64 {
	return p.box.Y + (float64(dimension-1-rung)+0.5)*p.row + 4
}

func (p *tablePanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	p.place(box, s.layout.narrow)
	p.number = 0
	for i := range s.proposals {
		p.number = max(p.number, c.TextWidth(fitted(c, s.proposals[i].promise, mostNumber, numberStyle), numberStyle)+8)
	}
	chosen := s.groups() - 1

	mark := demos.Box{X: box.X - 4, Y: p.box.Y + float64(dimension-1-chosen)*p.row, W: box.W + 8, H: p.row}
	c.FillRect(mark.X, mark.Y, mark.W, mark.H, t.Card)
	c.StrokePath(plot.Rectangle(nil, mark), 1, t.Soft)

	p.titles(c, s)
	for rung := range rungs {
		p.cells(c, s, rung, rung == chosen)
		p.drop(c, s, rung, rung == chosen)
		p.climb(c, s, rung, rung == chosen)
	}
	if x, ok := p.length(s, s.before()); ok {
		p.path = p.path[:0]
		for y := p.box.Y; y < p.box.Y+p.box.H; y += 7 {
			p.path = append(p.path, []demos.Point{{X: p.drops.X + x, Y: y}, {X: p.drops.X + x, Y: min(y+4, p.box.Y+p.box.H)}})
		}
		c.StrokePath(p.path, 1.5, s.ink(t.Text, "loss"))
	}
}

func (p *tablePanel) titles(c demos.Canvas, s *Scene) {
	t := s.Theme
	st := demos.TextStyle{Size: 12, Color: t.Text}
	soft := demos.TextStyle{Size: 11, Color: t.Soft}
	y := p.box.Y - 20
	title := func(b demos.Box, room float64, under string, forms ...string) {
		plot.Label(c, plot.FirstThatFits(c, room, st, forms...), b.X, y, st)
		plot.Label(c, plot.Fit(c, under, room, soft), b.X, y+13, soft)
	}
	left := demos.Box{X: p.box.X}
	title(left, p.drops.X-p.box.X-6, "S, θ₁ … θ₆", "the ladder")
	under, room := "dashed: all there is", p.steps.X-p.drops.X-6
	if s.misses() {
		under = plot.FirstThatFits(c, room, soft, "line: true drop; dashed: all there is", "line: true drop", "line: true")
	}
	title(p.drops, room, under, "promised drop ½ḡ·H̄⁻¹ḡ", "promised drop", "drop")
	title(p.steps, p.steps.W, plot.FirstThatFits(c, p.steps.W, soft, "to a loss of 10⁻⁸", "to 10⁻⁸"), "steps it takes", "steps")
}

// cells paints the groups of a rung.
func (p *tablePanel) cells(c demos.Canvas, s *Scene, rung int, chosen bool) {
	t := s.Theme
	st := demos.TextStyle{Size: 12, Color: t.Text, Bold: chosen}
	c.Text(strconv.Itoa(rung+1), p.box.X, p.baseline(rung), st)
	side := p.groups.W / dimension
	high := min(p.row-6, 22)
	y := p.baseline(rung) - 4 - high/2
	opacity := 0.55
	if chosen {
		opacity = 1
	}
	ink := func(col demos.Color) demos.Color {
		if chosen && strings.HasPrefix(s.Lighted(), "eta") {
			return col // groupColor has decided
		}
		return s.ink(col, append(s.names(rung), "S")...)
	}
	for first := 0; first < dimension; {
		past := first + 1
		for past < dimension && rungs[rung][past] == rungs[rung][first] {
			past++
		}
		col := t.Group(groupPlace(rung, rungs[rung][first]))
		if chosen {
			col = s.groupColor(rungs[rung][first])
		}
		// One bar for a group, which has one step size.
		c.FillRect(p.groups.X+float64(first)*side, y, float64(past-first)*side-2, high, ink(col).Fade(opacity))
		first = past
	}
}

// mostNumber is the room for a number behind a bar: enough for a power of ten.
const mostNumber = 62

// numberStyle is that of the numbers behind the bars.
var numberStyle = demos.TextStyle{Size: 11, Mono: true}

// fitted writes a number with as many digits as fit.
func fitted(c demos.Canvas, v, w float64, st demos.TextStyle) string {
	return plot.FirstThatFits(c, w, st, plot.Format(v), plot.Short(v), plot.Round2(v))
}

// length returns how long the bar of a drop is.
func (p *tablePanel) length(s *Scene, drop float64) (w float64, ok bool) {
	top := s.before()
	for i := range s.proposals {
		if v := s.proposals[i].promise; plot.Finite(v) {
			top = max(top, v)
		}
	}
	if !(top > 0) || !plot.Finite(drop) {
		return 0, false
	}
	return max(0, drop/top) * (p.drops.W - p.number), true
}

func (p *tablePanel) drop(c demos.Canvas, s *Scene, rung int, chosen bool) {
	t := s.Theme
	next := &s.proposals[rung]
	number := numberStyle
	number.Color = t.Text
	y, high := p.baseline(rung), min(p.row*0.55, 22)
	col := s.ink(s.rungColor(rung), append(s.names(rung), "drop")...)
	if !chosen {
		col = col.Fade(0.5)
	}
	if next.err != nil {
		c.Text("no minimum", p.drops.X, y, demos.TextStyle{Size: 11, Color: t.Soft})
		return
	}
	if w, ok := p.length(s, next.promise); ok {
		c.FillRect(p.drops.X, y-4-high/2, max(1, w), high, col)
	}
	number.Align = demos.End
	c.Text(fitted(c, next.promise, mostNumber, number), p.drops.X+p.drops.W, y, number)
	if x, ok := p.length(s, next.drop); ok && relative(next.drop, next.promise) > visible {
		c.FillRect(p.drops.X+x-1, y-4-high/2-2, 2, high+4, s.ink(t.Text, "drop"))
	}
}

// misses reports whether a rung promises another drop than there is.
func (s *Scene) misses() bool {
	for i := range s.proposals {
		if p := &s.proposals[i]; p.err == nil && relative(p.drop, p.promise) > visible {
			return true
		}
	}
	return false
}

// visible is the relative difference of a promised and a true drop from which a
// line shows the true one: about a pixel.
const visible = 0.005

// relative is the difference of two numbers in terms of the larger.
func relative(a, b float64) float64 {
	return max(a-b, b-a) / max(a, -a, b, -b)
}

func (p *tablePanel) climb(c demos.Canvas, s *Scene, rung int, chosen bool) {
	t := s.Theme
	y, high := p.baseline(rung), min(p.row*0.55, 22)
	number := demos.TextStyle{Size: 11, Mono: true, Color: t.Text, Align: demos.End}
	top := 1
	for _, k := range s.climbs {
		top = max(top, len(k.places)-1)
	}
	k := s.climbs[rung]
	col := s.ink(s.rungColor(rung), append(s.names(rung), "steps")...)
	if !chosen {
		col = col.Fade(0.5)
	}
	if k.reason == "" {
		c.FillRect(p.steps.X, y-4-high/2, max(2, float64(len(k.places)-1)/float64(top)*(p.steps.W-34)), high, col)
	}
	c.Text(k.count(), p.steps.X+p.steps.W, y, number)
}

// count is the number of steps that a climb takes, in words.
func (c *climb) count() string {
	switch {
	case c.arrived >= 0:
		return strconv.Itoa(c.arrived)
	case c.reason != "":
		return "–"
	}
	return fmt.Sprintf(">%d", most)
}

// steps is count with its unit.
func (c *climb) steps() string {
	if c.arrived >= 0 {
		return plot.Count(c.arrived, "step", "steps")
	}
	return c.count() + " steps"
}
