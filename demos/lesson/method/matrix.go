package method

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrix shows H̄ with its numbers.
type matrix struct {
	matrix plot.Matrix
	news   int
	box    demos.Box
}

func (p *matrix) draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.box = box
	m := &p.matrix
	if p.news != s.news {
		p.news = s.news
		var names []string
		var places []int
		for _, g := range s.groups {
			names, places = append(names, g.Short), append(places, g.Place)
		}
		m.Left, m.Above = plot.Edges(names, places), plot.Edges(names, places)
		m.Set(len(names), len(names), s.now.call.Hbar, true)
		m.Title, m.Legend = "H̄, curvature between groups, log colours", plot.Beside
	}
	m.Place(c, box)
	m.Draw(c, s.Theme)
}

func (p *matrix) tip(s *Scene, at demos.Point) []string {
	if !p.box.Holds(at) {
		return nil
	}
	i, j, ok := p.matrix.Under(at)
	if !ok {
		return nil
	}
	n := len(s.groups)
	a, b := s.groups[i].Short, s.groups[j].Short
	return []string{"H̄(" + a + ", " + b + ") = " + plot.Exact(s.now.call.Hbar[i*n+j]), "u(" + a + ")ᵀ H u(" + b + ") on the summary minibatch"}
}
