package vanishingruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// rulersPanel shows D of every group.
type rulersPanel struct {
	bars plot.Bars
}

func (p *rulersPanel) draw(c demos.Canvas, s *Scene) {
	w, t, b := &s.view, s.Theme, s.layout.rulers
	p.bars.Title = plot.FirstThatFits(c, b.W, demos.TextStyle{}, "ruler D of each group: cube root of the third derivative", "ruler D of each group", "ruler D")
	p.bars.Rows = p.bars.Rows[:0]
	for g, d := range w.d {
		lights := []string{"D"}
		for _, k := range w.holds[g] {
			lights = append(lights, [...]string{w1: "W1", b1: "W1", w2: "W2", b2: "W2"}[k])
		}
		bar := plot.Bar{Name: w.names[g], Value: d, Color: s.shade(t.Group(w.places[g]), lights...)}
		switch {
		case w.dead(g):
			bar.Note = "dead"
		case d == 0:
			bar.Note = "no ruler"
		}
		p.bars.Rows = append(p.bars.Rows, bar)
	}
	p.bars.Place(c, b)
	p.bars.Draw(c, t)
}

func (p *rulersPanel) under(s *Scene, q demos.Point) (string, []string) {
	g, ok := p.bars.Under(q)
	w := &s.view
	if !ok || g >= len(w.d) {
		return "", nil
	}
	return "D", []string{"D of " + w.names[g] + ": " + plot.Exact(w.d[g]), w.why(g)}
}

// why says where a group's ruler comes from.
func (w *view) why(g int) string {
	switch w.origin(g) {
	case noSlope:
		return "dead: its gradient is 0, and with it its row of H̄ and its D"
	case fromLoss:
		return "cross-entropy has a third derivative, so every group that moves the outputs has one"
	case fromBend:
		return "it lies inside " + w.activationLabel() + ", which bends"
	case fromPair:
		return "it moves W₂ and what W₂ multiplies: a product of two that move is no straight line"
	}
	return "the outputs are a straight line in it, and squared error makes that a parabola: no third derivative"
}
