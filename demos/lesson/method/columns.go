package method

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// columns shows up to three sets of numbers, one for each group, as bars.
type columns struct {
	bars   [3]plot.Bars
	values [3][]float64
	places [3]demos.Box
	n      int // how many are drawn
}

// draw paints the next set.
func (p *columns) draw(c demos.Canvas, s *Scene, box demos.Box, title string, values []float64) {
	b := &p.bars[p.n]
	p.values[p.n], p.places[p.n] = values, box
	p.n++
	b.Title, b.Rows, b.Axis = title, b.Rows[:0], plot.Axis{}
	only, one := lesson.GroupOf(s.Lighted(), len(s.groups))
	for g, k := range s.groups {
		b.Rows = append(b.Rows, plot.Bar{Name: k.Short, Value: values[g], Color: s.Theme.Group(k.Place), Pale: one && only != g})
	}
	b.Place(c, box)
	b.Draw(c, s.Theme)
}

func (p *columns) tip(s *Scene, at demos.Point) []string {
	for i := range p.n {
		if g, ok := p.bars[i].Under(at); ok && p.places[i].Holds(at) {
			return []string{p.bars[i].Title + ", group " + s.groups[g].Short, plot.Exact(p.values[i][g])}
		}
	}
	return nil
}
