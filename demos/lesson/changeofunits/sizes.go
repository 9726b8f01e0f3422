package changeofunits

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// sizesPanel shows grouped Newton's step sizes in both units.
type sizesPanel struct{ bars plot.Bars }

func (p *sizesPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	b := &p.bars
	b.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "grouped Newton’s step sizes η, in old and new units, log scale", "step sizes η, old and new units", "η, old and new units")
	b.Rows = b.Rows[:0]
	here, there := s.eta()
	for g, k := range s.bench.groups {
		col := s.Theme.Group(k.Place)
		old, now := plot.Bar{Name: k.Short + " old", Value: math.NaN(), Color: col}, plot.Bar{Name: "new", Value: math.NaN(), Color: demos.Mix(col, s.Theme.Back, 0.35)}
		if here != nil {
			old.Value, now.Value = here[g], there[g]
			factor := plot.Round2(there[g] / here[g])
			now.Note, now.Brief = "× "+factor, "×"+factor // the text uses the factor, and the old number is above
		}
		b.Rows = append(b.Rows, old, now)
	}
	b.Place(c, box)
	b.Draw(c, s.Theme)
}

func (p *sizesPanel) under(s *Scene, at demos.Point) (symbol string, words []string) {
	row, ok := p.bars.Under(at)
	here, there := s.eta()
	if !ok || row/2 >= len(s.bench.groups) { // there may be fewer than were drawn
		return "", nil
	}
	g := row / 2
	lines := []string{"η of " + s.bench.groups[g].Short}
	if here == nil {
		return "eta", append(lines, "there is no next step")
	}
	return "eta", append(lines, "in the old units "+plot.Exact(here[g]), "in the new units "+plot.Exact(there[g]), "new ÷ old = "+plot.Exact(there[g]/here[g]),
		"η follows the units: whatever they do to u, it undoes")
}
