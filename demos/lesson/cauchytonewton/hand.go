package cauchytonewton

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// hand is what the pointer holds: the start, a cell, or a pair of scissors. The zero
// value holds nothing.
type hand struct {
	ring   plot.Drag
	gap    int         // the scissors that are pressed, from 1
	cell   int         // the cell that is held, from 1
	from   demos.Point // where it was pressed
	pulled bool        // it has left its place
	back   demos.Glide // how far a cell that was dropped still is from its place, in px
	last   int         // that cell, from 1
	down   bool
	over   bool // something that can be held is below the pointer
}

// slack is how far a press may slip before it pulls a cell, in px.
const slack = 6

// holds reports whether something is held.
func (h *hand) holds() bool { return h.ring.Held > 0 || h.gap > 0 || h.cell > 0 && h.pulled }

// init prepares the parts that never change.
func (p *picture) init() {
	p.cuts.Cells = make([]plot.Cell, dimension)
	for i := range p.cuts.Cells {
		p.cuts.Cells[i] = plot.Cell{Letter: "θ", Index: numerals[i+1]}
	}
	p.cuts.Symbol = "η"
	p.cuts.Hints = []string{"cut or join at the scissors, or drag a cell onto another piece", "cut at the scissors, or drag a cell onto another piece", "cut, join or drag a cell", "cut or drag a cell", "cut or drag"}
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.Watch(p, t); !s.picture.drawn {
		return s.Stale()
	}
	h, pic := &s.picture.hand, &s.picture
	if h.back.Tick() {
		s.Touch()
	}
	pressed, released := p.Down && !h.down, !p.Down && h.down
	h.down = p.Down
	if pressed && !p.Inside {
		pressed = false
	}
	if h.gap == 0 && h.cell == 0 {
		s.dragStart(p)
	}
	gap, cell := -1, -1
	if p.Inside && h.ring.Hover == 0 {
		gap, cell = pic.cuts.Under(p.Point)
	}
	switch {
	case pressed && h.ring.Held == 0:
		h.gap, h.cell, h.from, h.pulled = gap+1, cell+1, p.Point, false
	case released:
		s.release(p, gap)
	case h.cell > 0 && math.Hypot(p.X-h.from.X, p.Y-h.from.Y) > slack:
		h.pulled = true
	}
	h.over = h.holds() || h.ring.Hover > 0 || gap >= 0 || cell >= 0
	symbol := ""
	if p.Inside && !h.holds() {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// dragStart lets the pointer drag the ring of the start.
func (s *Scene) dragStart(p demos.Pointer) {
	h, l := &s.picture.hand, &s.picture.land
	at := l.Area.Nearest(l.At(s.own.places[0].foot))
	if which, to, moved := h.ring.Update(p, []demos.Point{at}); which == 0 && moved {
		v := s.moved(l.Value(l.Area.Inset(edge, edge, edge, edge).Nearest(to)))
		if v["x"] != s.v["x"] || v["y"] != s.v["y"] || s.step > 0 {
			_ = s.Set(v) // within the controls' ranges
			s.Settle()   // the picture follows the hand at once
		}
	}
}

// release ends a press on the bar.
func (s *Scene) release(p demos.Pointer, gap int) {
	h, k := &s.picture.hand, &s.picture.cuts
	cell := h.cell - 1
	var v demos.Values
	switch {
	case h.gap > 0 && gap == h.gap-1:
		v = recut(s.own.pieces.snip(gap))
	case h.cell > 0 && h.pulled && p.Inside:
		v = s.dropped(cell, s.landing(cell, p.Point))
		h.last, h.back = h.cell, demos.Glide{}
		h.back.To(p.X-h.from.X, p.Y-h.from.Y)
		h.back.To(0, 0)
	}
	h.gap, h.cell, h.pulled = 0, 0, false
	if k.Held, k.Pull, k.Down = 0, 0, 0; v != nil {
		_ = s.Set(v) // a partition of the six
	}
	s.Touch()
}

// landing returns the piece on which a cell is dropped at p; dimension on empty room.
func (s *Scene) landing(cell int, p demos.Point) int {
	k, g := &s.picture.cuts, s.own.pieces
	for piece := range g.count() {
		first := true
		var lo, hi demos.Box
		for _, at := range k.Order {
			if g[at] != piece || at == cell && g.alone(at) {
				continue
			}
			b := k.Box(at)
			if at == cell {
				b.X -= k.Pull // where it came from
			}
			if first {
				lo, first = b, false
			}
			hi = b
		}
		const near = 24 // above and below the bar
		y := k.Gap(0).Y
		if !first && p.X >= lo.X && p.X <= hi.X+hi.W && math.Abs(p.Y-y) <= hi.H/2+near {
			return piece
		}
	}
	return dimension
}

// alone reports whether parameter p is a piece.
func (g pieces) alone(p int) bool { return g == g.move(p, dimension) }

// show lets the bar show what is held or pointed at.
func (h *hand) show(s *Scene) {
	k := &s.picture.cuts
	k.Held, k.Pull, k.Down, k.Hover = 0, 0, 0, 0
	switch gap, _ := k.Under(s.Pointer.Point); {
	case h.cell > 0 && h.pulled:
		k.Held, k.Pull, k.Down = h.cell, s.Pointer.X-h.from.X, s.Pointer.Y-h.from.Y
	case h.last > 0 && h.back.Moving():
		k.Held, k.Pull, k.Down = h.last, h.back.At(0), h.back.At(1)
	case s.Pointer.Inside && h.ring.Hover == 0 && h.cell == 0:
		k.Hover = gap + 1
	}
}

// Moving implements demos.Lesson.
func (s *Scene) Moving() bool { return s.Base.Moving() || s.picture.hand.back.Moving() }

// Settle implements demos.Lesson.
func (s *Scene) Settle() {
	if s.picture.hand.back.Moving() {
		s.picture.hand.back.Settle()
		s.Touch()
	}
	s.Base.Settle()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.hand.over }

// ofPicture are the symbols of the text that have a part of the picture.
var ofPicture = []string{"S", "Hbar", "gbar", "sizes", "eta", "drop", "promise", "loss", "steps", "way", "cauchy", "newton", "lands"}

// etas are the symbols of the step sizes.
var etas = func() (symbols [dimension]string) {
	for g := range symbols {
		symbols[g] = lesson.Eta(g)
	}
	return symbols
}()

// ink fades a colour while the text points at another part of the picture. Pointing at
// the picture dims nothing.
func (s *Scene) ink(col demos.Color, of ...string) demos.Color {
	at := s.Lighted()
	if at == "" || at == s.Lit() || slices.Contains(of, at) {
		return col
	}
	if g, ok := lesson.GroupOf(at, dimension); ok && g >= s.own.pieces.count() || !ok && !slices.Contains(ofPicture, at) {
		return col
	}
	return col.Fade(0.25)
}

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	p, g := &s.picture, s.own.pieces
	if !p.drawn {
		return "", nil
	}
	l := &p.land
	if p.hand.ring.Hover > 0 {
		return "", s.startTip()
	}
	gap, cell := p.cuts.Under(at)
	switch {
	case gap >= 0:
		order := g.order()
		a, b := order[gap], order[gap+1]
		if g[a] == g[b] {
			return "S", []string{fmt.Sprintf("cut between %s and %s", theta(a), theta(b))}
		}
		return "S", []string{fmt.Sprintf("join the pieces of %s and %s", theta(a), theta(b))}
	case cell >= 0:
		return etas[g[cell]], s.cellTip(cell)
	case p.stage.Strips[1].Holds(at):
		return "drop", s.dropTip()
	case !l.Area.Holds(at):
		return "", nil
	}
	if s.step > 0 {
		if i, ok := p.trail.under(at); ok && i < len(s.own.places) {
			q := &s.own.places[i]
			return s.own.lit(), []string{fmt.Sprintf("step %d", i), "loss " + plot.Exact(q.loss), plot.Three(q.off) + " off the plane, drawn at its foot"}
		}
	}
	if p.counterBox.Holds(at) {
		return "steps", []string{s.own.steps() + " from the start", "to a loss of 10⁻⁸, with " + g.many()}
	}
	for k := range ladder {
		if s.step == 0 && s.ghost(k) && s.tipAt(&s.proposals[k], at) {
			return s.climb(k).lit(), s.arrowTip(s.climb(k), &s.proposals[k])
		}
	}
	if s.next.err == nil && !s.arrived() && s.tipAt(&s.next, at) {
		return s.own.lit(), s.arrowTip(s.own, &s.next)
	}
	if !s.Pointer.Down { // it would be in the way of what is watched
		return "", nil
	}
	q := l.Value(at)
	return "", []string{"the bowl at (" + plot.Three(q.X) + ", " + plot.Three(q.Y) + ")", "loss " + plot.Three(s.bowl.height(q)) + " in the plane"}
}

func (s *Scene) startTip() []string {
	start := &s.own.places[0]
	return []string{"start", fmt.Sprintf("(%s, %s), %s off the plane that is drawn", s.v["x"], s.v["y"], plot.Three(start.off)), "loss " + plot.Exact(start.loss)}
}

// tipAt reports whether the arrow of a proposal ends near a point.
func (s *Scene) tipAt(next *proposal, at demos.Point) bool {
	q := s.picture.land.At(next.next.foot)
	return math.Hypot(q.X-at.X, q.Y-at.Y) < 12
}

func (s *Scene) arrowTip(c *climb, next *proposal) []string {
	return []string{"step of " + c.pieces.name() + ": " + c.pieces.words(), fmt.Sprintf("loss %s → %s", plot.Three(s.from().loss), plot.Three(next.next.loss)),
		"promised drop " + plot.Exact(next.promise), plot.Three(next.next.off) + " off the plane, drawn at its foot"}
}

func (s *Scene) cellTip(cell int) []string {
	g := s.own.pieces[cell]
	lines := []string{fmt.Sprintf("%s, in piece %d", theta(cell), g+1)}
	if s.next.err != nil {
		return append(lines, s.next.err.Error())
	}
	eta := s.next.step.Eta[g]
	lines = append(lines, "η"+lesson.Subscript(g+1)+" = "+plot.Exact(eta))
	switch {
	case s.idle()[g]:
		lines = append(lines, "the piece’s slope is 0 here, so it has no direction and is left out of the step")
	case eta < 0:
		lines = append(lines, "negative: here the step goes against −u, because the other pieces’ steps have turned the slope")
	default:
		lines = append(lines, "ḡ"+lesson.Subscript(g+1)+" = "+plot.Exact(s.next.summary.Gbar[g])+", the slope along the piece")
	}
	return lines
}

func (s *Scene) dropTip() []string {
	if s.next.err != nil {
		return []string{"no step", s.next.err.Error()}
	}
	return []string{"promised drop " + plot.Exact(s.next.promise), "true drop " + plot.Exact(s.next.drop), "all there is: " + plot.Exact(s.from().loss)}
}
