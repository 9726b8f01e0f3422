package network

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrixPanel shows H̄ or its inverse, weights before biases.
type matrixPanel struct {
	symbol string
	sign   string
	matrix plot.Matrix
	values []float64 // in the order of the picture; none where there is no matrix
	news   int
}

func newMatrix(symbol string) *matrixPanel {
	p := &matrixPanel{symbol: symbol, sign: "H̄"}
	if symbol == "Hinv" {
		p.sign = "H̄⁻¹"
	}
	p.matrix.Legend, p.matrix.Plain = plot.Below, true
	return p
}

func (p *matrixPanel) refresh(s *Scene) {
	if p.news == s.news {
		return
	}
	p.news = s.news
	now := &s.now
	n := len(now.groups)
	from := now.summary.Hbar
	if p.symbol == "Hinv" {
		from = now.inverse
	}
	p.values = p.values[:0]
	if from != nil {
		for _, i := range now.order {
			for _, j := range now.order {
				p.values = append(p.values, from[i*n+j])
			}
		}
	}
	m := &p.matrix
	m.Split = 0
	if now.split < n {
		m.Split = now.split
	}
	var names []string
	var places []int
	for _, g := range now.order {
		names, places = append(names, now.groups[g].name), append(places, now.groups[g].at)
	}
	m.Left, m.Above = plot.Edges(names, places), plot.Edges(names, places)
	m.Set(n, n, p.values, true)
}

func (p *matrixPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.refresh(s)
	t := s.Theme
	m := &p.matrix
	title := demos.TextStyle{Color: t.Text}
	forms := [...]string{p.sign + " · how the groups bend the loss, log colours", p.sign + ", log colours", p.sign}
	if p.symbol == "Hinv" {
		forms[0] = p.sign + " · what the step makes of it, log colours"
	}
	plot.Label(c, plot.FirstThatFits(c, box.W, title, forms[:]...), box.X, box.Y+12, title)
	inner := box.Inset(0, 18, 0, 0)
	if len(p.values) == 0 {
		c.FillRect(inner.X, inner.Y, inner.W, inner.H, t.Card)
		hint := demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle}
		plot.Label(c, plot.Fit(c, s.now.singly, inner.W-8, hint), inner.Middle().X, inner.Middle().Y, hint)
		return
	}
	m.Place(c, inner)
	m.LitCells = m.LitCells[:0]
	if at := s.panels.At; at.Panel != nil && at.I >= 0 {
		for a, i := range s.now.order {
			for b, j := range s.now.order {
				if _, cell := at.Panel.(*matrixPanel); cell && at.I == i && at.J == j {
					m.LitCells = append(m.LitCells, [2]int{a, b})
				}
			}
		}
	}
	m.LitRows = m.LitRows[:0]
	if g, ok := s.groupOf(s.Lighted()); ok && len(m.LitCells) == 0 {
		for a, i := range s.now.order {
			if i == g {
				m.LitRows = append(m.LitRows, a)
			}
		}
	}
	m.Draw(c, t)
	if p.symbol == "Hbar" && s.now.kind == diagonal {
		p.strike(c, s)
	}
}

// strike pales the cells that this run does not see.
func (p *matrixPanel) strike(c demos.Canvas, s *Scene) {
	n := len(s.now.groups)
	for i := range n {
		for _, span := range [...][2]int{{0, i}, {i + 1, n}} {
			if span[0] < span[1] {
				a, b := p.matrix.Cell(i, span[0]), p.matrix.Cell(i, span[1]-1)
				c.FillRect(a.X, a.Y, b.X+b.W-a.X, a.H, s.Theme.Back.Fade(0.7))
			}
		}
	}
}

// blocks names what part of the matrix a cell lies in.
func block(a, b group) string {
	kind := func(g group) string {
		if g.role == "mixed" {
			return "mixed"
		}
		return g.role
	}
	return kind(a) + "–" + kind(b)
}

func (p *matrixPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	if len(p.values) == 0 {
		return spot{}, false
	}
	i, j, ok := p.matrix.Under(q)
	if !ok {
		return spot{}, false
	}
	return spot{I: s.now.order[i], J: s.now.order[j]}, true
}

func (p *matrixPanel) Tip(s *Scene, at spot) []string {
	now := &s.now
	n := len(now.groups)
	a, b := now.groups[at.I], now.groups[at.J]
	v := now.summary.Hbar[at.I*n+at.J]
	if p.symbol == "Hinv" {
		v = now.inverse[at.I*n+at.J]
	}
	lines := []string{fmt.Sprintf("%s of %s and %s = %s", p.sign, a.name, b.name, plot.Exact(v)), "block " + block(a, b)}
	if p.symbol == "Hinv" {
		return append(lines, fmt.Sprintf("how far the slope of %s moves the step of %s", b.name, a.name))
	}
	if at.I == at.J {
		return append(lines, "the curvature that "+a.name+" meets when it moves alone")
	}
	lines = append(lines, "interaction |H̄ₛₜ| / √|H̄ₛₛ H̄ₜₜ| = "+plot.Exact(now.interaction(at.I, at.J)))
	if now.kind == diagonal {
		lines = append(lines, "this run takes it for 0")
	}
	return lines
}
