package method

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// column is one number for each group, with what they are.
type column struct {
	title  string
	values []float64
}

// columns shows up to three such sets of numbers as bars.
type columns struct {
	bars   [3]plot.Bars
	values [3][]float64
	places [3]demos.Box
	n      int
	box    demos.Box
}

// draw paints the first set, more another.
func (p *columns) draw(c demos.Canvas, s *Scene, box demos.Box, v column) {
	p.n, p.box = 0, box
	p.more(c, s, box, v)
}

func (p *columns) more(c demos.Canvas, s *Scene, box demos.Box, v column) {
	b := &p.bars[p.n]
	p.values[p.n], p.places[p.n] = v.values, box
	p.n++
	b.Title, b.Rows = v.title, b.Rows[:0]
	b.Axis = plot.Axis{}
	for g, k := range s.groups {
		row := plot.Bar{Name: k.Short, Value: v.values[g], Color: s.Theme.Group(k.Place)}
		if only, ok := lesson.GroupOf(s.Lighted(), len(s.groups)); ok && only != g {
			row.Pale = true
		}
		b.Rows = append(b.Rows, row)
	}
	b.Place(c, box)
	b.Draw(c, s.Theme)
}

func (p *columns) tip(s *Scene, at demos.Point) []string {
	if p.box == (demos.Box{}) {
		return nil
	}
	for i := range p.n {
		g, ok := p.bars[i].Under(at)
		if !ok || !p.places[i].Holds(at) {
			continue
		}
		return slices.Concat([]string{p.bars[i].Title + ", group " + s.groups[g].Short}, []string{plot.Exact(p.values[i][g])})
	}
	return nil
}
