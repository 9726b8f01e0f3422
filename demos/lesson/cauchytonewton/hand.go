package cauchytonewton

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// hand is what the pointer holds: the start, or something of the bar. The zero value
// holds nothing.
type hand struct {
	ring plot.Drag
	bar  lesson.Bar
}

// holds reports whether something is held.
func (h *hand) holds() bool { return h.ring.Held > 0 || h.bar.Holds() }

// init prepares the parts that never change.
func (p *picture) init() {
	k := &p.hand.bar.Cuts
	k.Cells = make([]plot.Cell, dimension)
	for i := range k.Cells {
		k.Cells[i] = plot.Cell{Letter: "θ", Index: numerals[i+1]}
	}
	k.Symbol = "η"
	k.Hints = []string{"cut or join at the scissors, or drag a cell onto another piece", "cut at the scissors, or drag a cell onto another piece", "cut, join or drag a cell", "cut or drag a cell", "cut or drag"}
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.Watch(p, t); !s.picture.drawn {
		return s.Stale()
	}
	h := &s.picture.hand
	if h.bar.Tick() {
		s.Touch()
	}
	if !h.bar.Pressed() {
		s.dragStart(p)
	}
	down := h.bar.Pressed()
	if next := h.bar.Follow(p, h.ring.Hover == 0, s.own.pieces[:]); next != nil {
		_ = s.Set(recut(pieces(next).ordered())) // a partition of the six
	}
	if down && !h.bar.Pressed() {
		s.Touch()
	}
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

// Moving implements demos.Lesson.
func (s *Scene) Moving() bool { return s.Base.Moving() || s.picture.hand.bar.Moving() }

// Settle implements demos.Lesson.
func (s *Scene) Settle() {
	if s.picture.hand.bar.Moving() {
		s.picture.hand.bar.Settle()
		s.Touch()
	}
	s.Base.Settle()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool {
	h := &s.picture.hand
	return h.ring.Hover > 0 || h.bar.Over
}

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
	scissors, cell := p.hand.bar.Tip(at, g[:], theta)
	switch {
	case scissors != "":
		return "S", []string{scissors}
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
