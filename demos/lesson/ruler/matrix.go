package ruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrixPanel shows H̄ and its eigenvalues.
type matrixPanel struct {
	matrix plot.Matrix
	bars   plot.Bars
	shown  bool // the bars are
}

func (p *matrixPanel) draw(c demos.Canvas, s *Scene) {
	w, t := &s.view, s.Theme
	n := len(w.gbar)
	p.matrix.Set(n, n, w.hbar, true)
	p.matrix.Title = "H̄"
	if p.shown = s.layout.eigen.W > 0; !p.shown {
		p.matrix.Title = plot.FirstThatFits(c, s.layout.matrix.W, demos.TextStyle{}, "H̄, lowest eigenvalue "+plot.Round2(w.eigen[0]), "H̄, lowest: "+plot.Round2(w.eigen[0]), "H̄")
	}
	names := make([]string, n)
	for g := range names {
		names[g] = w.names[g]
		if len(w.holds[g]) > 1 {
			names[g] = plot.Fit(c, w.names[g], 44, demos.TextStyle{Size: 11})
		}
	}
	p.matrix.Left = plot.Edges(names, w.places)
	p.matrix.Above = plot.Edges(names, w.places)
	p.matrix.Legend = plot.Below
	p.matrix.Place(c, s.layout.matrix)
	p.matrix.Draw(c, t)
	if s.shade(t.Text, "Hbar", "low") != t.Text {
		b := s.layout.matrix
		c.FillRect(b.X, b.Y, b.W, b.H, t.Back.Fade(0.7))
	}
	if !p.shown {
		return
	}
	b := s.layout.eigen
	p.bars.Title = plot.FirstThatFits(c, b.W, demos.TextStyle{}, "eigenvalues of H̄", "eigenvalues")
	p.bars.Rows = p.bars.Rows[:0]
	ramp := plot.Diverging(t)
	for i, e := range w.eigen {
		bar := plot.Bar{Name: "Λ" + subscripts[i], Value: e, Color: s.shade(ramp.Positive[3], "Hbar")}
		if e < 0 {
			bar.Color = s.shade(ramp.Negative[3], "Hbar", "low")
		}
		p.bars.Rows = append(p.bars.Rows, bar)
	}
	p.bars.Place(c, b)
	p.bars.Draw(c, t)
}

// subscripts for at most four eigenvalues.
var subscripts = [...]string{"₁", "₂", "₃", "₄"}

func (p *matrixPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	if i, j, ok := p.matrix.Under(q); ok {
		lines := []string{"H̄ of " + w.names[i] + " and " + w.names[j] + ": " + plot.Exact(w.hbar[i*len(w.gbar)+j])}
		if i == j {
			lines = append(lines, "curvature along the group", "ḡ = "+plot.Exact(w.gbar[i]))
		} else {
			lines = append(lines, "how the slope of one changes when the other moves")
		}
		return "Hbar", lines
	}
	if p.shown {
		if i, ok := p.bars.Under(q); ok && i < len(w.eigen) {
			lines := []string{"eigenvalue " + plot.Exact(w.eigen[i])}
			if w.eigen[i] < 0 {
				lines = append(lines, "negative: the quadratic model falls for ever along its direction")
			}
			return "low", lines
		}
	}
	return "", nil
}
