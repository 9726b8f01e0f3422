package network

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrixPanel shows H̄ or its inverse, weights before biases.
type matrixPanel struct {
	symbol string
	sign   string
	matrix lesson.Square
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
	p.matrix.Fill(p.values(&s.now), s.now.groups, s.now.order, s.now.split, true)
}

// values returns those of the matrix; nil where there is none.
func (p *matrixPanel) values(now *shown) []float64 {
	if p.symbol == "Hinv" {
		return now.inverse
	}
	return now.summary.Hbar
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
	if m.Missing(c, t, inner, s.now.noInverse) {
		return
	}
	m.Place(c, inner)
	m.LitCells = m.LitCells[:0]
	if _, cell := s.panels.At.Panel.(*matrixPanel); cell {
		m.Frame(func(i, j int) bool { return i == s.panels.At.I && j == s.panels.At.J })
	}
	m.LitRows = m.LitRows[:0]
	if g, ok := lesson.GroupOf(s.Lighted(), len(s.groups)); ok && len(m.LitCells) == 0 {
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

// strike fades the cells that this run ignores.
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

func (p *matrixPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	i, j, ok := p.matrix.Groups(q)
	return spot{I: i, J: j}, ok
}

func (p *matrixPanel) Tip(s *Scene, at spot) []string {
	now := &s.now
	n := len(now.groups)
	values := p.values(now)
	if at.I >= n || at.J >= n || values == nil {
		return nil
	}
	a, b := now.groups[at.I], now.groups[at.J]
	lines := []string{fmt.Sprintf("%s of %s and %s = %s", p.sign, a.Short, b.Short, plot.Exact(values[at.I*n+at.J])), "block " + a.Role + "–" + b.Role}
	if p.symbol == "Hinv" {
		return append(lines, fmt.Sprintf("how far the slope of %s moves the step of %s", b.Short, a.Short))
	}
	if at.I == at.J {
		return append(lines, "the curvature that "+a.Short+" meets when it moves alone")
	}
	lines = append(lines, "interaction |H̄ₛₜ| / √|H̄ₛₛ H̄ₜₜ| = "+plot.Exact(now.interaction(at.I, at.J)))
	if now.kind == diagonal {
		lines = append(lines, "this run takes it for 0")
	}
	return lines
}
