package deep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrixPanel shows the interactions or their inverse, weights before biases.
type matrixPanel struct {
	side   side
	matrix lesson.Square
	news   int
}

func newMatrix(of side) *matrixPanel {
	p := &matrixPanel{side: of}
	p.matrix.Legend, p.matrix.Plain = plot.Below, true
	return p
}

func (p *matrixPanel) refresh(s *Scene) {
	if p.news == s.news {
		return
	}
	p.news = s.news
	now := &s.now
	m := &p.matrix
	m.Fill(now.now.matrix(p.side), now.groups, now.order, now.split, false)
	if top := m.Scale.Top; top > 2 {
		// A fifth of the largest gets nearly half of the colour, so that the decay is
		// visible and not only its peak.
		m.Rescale(plot.Signed{Top: top, Knee: top / 5})
	}
}

func (p *matrixPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.refresh(s)
	t := s.Theme
	title := demos.TextStyle{Color: t.Text}
	sign := signs[p.side]
	forms := [...]string{sign + " in units where each group bends by ±1", sign + ", each group scaled to ±1", sign + ", scaled"}
	plot.Label(c, plot.FirstThatFits(c, box.W, title, forms[:]...), box.X, box.Y+12, title)
	inner := box.Inset(0, 18+blockRoom, 0, 0)
	m := &p.matrix
	if m.Missing(c, t, inner, s.now.now.noInverse) {
		return
	}
	m.Place(c, inner)
	m.LitCells = m.LitCells[:0]
	switch at := s.panels.At.Panel.(type) {
	case *matrixPanel:
		m.Frame(func(i, j int) bool { return i == s.panels.At.I && j == s.panels.At.J })
	case *distancePanel: // the cells at this distance
		if at.side == p.side {
			m.Frame(func(i, j int) bool { return s.now.apart(i, j) == s.panels.At.I })
		}
	}
	m.Draw(c, t)
	p.blocks(c, s)
}

// blockRoom is the height of the names of the blocks.
const blockRoom = 12

// blocks says above the columns what they are, where there is no room for the
// name of each.
func (p *matrixPanel) blocks(c demos.Canvas, s *Scene) {
	m := &p.matrix
	cell := m.Cell(0, 0)
	st := demos.TextStyle{Size: 11, Color: s.Theme.Soft}
	named := cell.H >= 12 // as plot.Matrix has it
	for _, e := range m.Above {
		named = named && plot.LabelWidth(c, e.Name, st) <= cell.W-2
	}
	if named {
		return
	}
	y := m.Area.Y - 11
	if m.Split == 0 {
		plot.Label(c, plot.FirstThatFits(c, m.Area.W-plot.LabelWidth(c, " last", st), st, "first layer", "first"), m.Area.X, y, st)
		st.Align = demos.End
		plot.Label(c, "last", m.Area.X+m.Area.W, y, st)
		return
	}
	st.Align = demos.Middle
	from := cell.X
	split, end := m.Cell(0, m.Split).X, m.Area.X+m.Area.W
	for _, block := range [...]struct {
		names []string
		to    float64
	}{{[]string{"weights", "W"}, split}, {[]string{"biases", "b"}, end}} {
		plot.Label(c, plot.FirstThatFits(c, block.to-from-2, st, block.names...), (from+block.to)/2, y, st)
		from = block.to
	}
}

func (p *matrixPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	i, j, ok := p.matrix.Groups(q)
	return spot{I: i, J: j}, ok
}

func (p *matrixPanel) Tip(s *Scene, at spot) []string {
	now := &s.now
	n := len(now.groups)
	if at.I >= n || at.J >= n || now.now.matrix(p.side) == nil {
		return nil
	}
	a, b := now.groups[at.I], now.groups[at.J]
	v := now.now.matrix(p.side)[at.I*n+at.J]
	unit := math.Sqrt(math.Abs(now.now.curve[at.I] * now.now.curve[at.J]))
	block := a.Role + "–" + b.Role
	if a.Role == "mixed" {
		block = "weights and biases together"
	}
	away := now.apart(at.I, at.J)
	lines := []string{
		fmt.Sprintf("%s and %s: %s", a.Short, b.Short, plot.Exact(v)),
		fmt.Sprintf("%s, %s apart", block, counted(away, "layer", now.partition)),
	}
	if p.side == back {
		return append(lines, "H̄⁻¹ₛₜ √|H̄ₛₛ H̄ₜₜ|, where H̄⁻¹ₛₜ = "+plot.Exact(v/unit))
	}
	return append(lines, "H̄ₛₜ / √|H̄ₛₛ H̄ₜₜ|, where H̄ₛₜ = "+plot.Exact(v*unit))
}

// counted writes "3 layers" or, where chunks of layers are the groups, "3 chunks".
func counted(n int, word, partition string) string {
	if partition == "blocks:4" {
		word = "chunk"
	}
	return plot.Count(n, word, word+"s")
}
