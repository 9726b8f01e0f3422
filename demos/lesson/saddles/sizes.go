package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// sizesPanel shows the step size of every group, of each step. A negative one
// moves its group up its own gradient: its bar is hollow and red, with a note.
type sizesPanel struct {
	bars plot.Bars
	rows []row
}

// row is the meaning of one bar.
type row struct {
	group group
	step  string
	value float64
}

// leastRow is the height at which a bar still has its name.
const leastRow = 13

func (p *sizesPanel) draw(c demos.Canvas, s *Scene) {
	w, t, b := &s.view, s.Theme, s.layout.sizes
	if p.rows = p.rows[:0]; b.H == 0 {
		return
	}
	steps := []struct {
		name, symbol string
		m            *move
	}{{"Newton", "newton", &w.newton}, {"cubic", "eta", &w.cubic}, {"your r", "r", &w.cursor}}
	if b.H-38 < float64(3*len(w.groups))*leastRow {
		steps = steps[:2]
	}
	p.bars.Title = plot.FirstThatFits(c, b.W, demos.TextStyle{}, "step size η of each group; hollow red: negative, uphill", "step sizes η; hollow red: uphill", "step sizes η")
	p.bars.Rows = p.bars.Rows[:0]
	for _, g := range w.groups {
		for _, k := range steps {
			if !k.m.ok() {
				continue
			}
			v := k.m.eta[g.index]
			bar := plot.Bar{Name: g.sign + " " + k.name, Value: v, Color: t.Group(g.place)}
			if v < 0 {
				bar.Note, bar.Color = "uphill", red(t)
			}
			bar.Color = s.shade(bar.Color, g.symbol, k.symbol)
			p.bars.Rows = append(p.bars.Rows, bar)
			p.rows = append(p.rows, row{g, k.name, v})
		}
	}
	p.bars.Place(c, b)
	// The sizes of few groups are of one order: a linear axis compares them
	// better than the logarithmic one of many.
	lo, hi := 0.0, 0.0
	for _, r := range p.rows {
		lo, hi = min(lo, r.value), max(hi, r.value)
	}
	p.bars.Axis = plot.Axis{}
	p.bars.Axis.Fit(lo, hi)
	p.bars.Draw(c, t)
}

// red is the colour of a negative step size: that of the end of the scale, which
// differs from the colours of all groups.
func red(t *demos.Theme) demos.Color { return plot.Diverging(t).Positive[3] }

func (p *sizesPanel) under(s *Scene, q demos.Point) (string, []string) {
	i, ok := p.bars.Under(q)
	if !ok || i >= len(p.rows) {
		return "", nil
	}
	r := p.rows[i]
	lines := []string{
		r.group.sign + ", " + r.step + ": " + plot.Exact(r.value),
		"group " + r.group.name + " moves by −η times its gradient",
	}
	if r.value < 0 {
		lines = append(lines, "negative: this group moves up its own slope; good where the others make up for it, as they do for the cubic step")
	}
	return r.group.symbol, lines
}
