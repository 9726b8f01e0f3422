package vanishingruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrixPanel shows H̄ and its eigenvalues.
type matrixPanel struct {
	matrix plot.Matrix
	shown  bool        // the list of eigenvalues is
	rows   []demos.Box // of it
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
	title := plot.FirstThatFits(c, b.W, demos.TextStyle{}, "eigenvalues of H̄", "eigenvalues")
	top := max(b.Y, p.matrix.Area.Y-34)
	plot.Label(c, title, b.X, top+12, demos.TextStyle{Color: t.Text})
	ramp := plot.Diverging(t)
	p.rows = p.rows[:0]
	for i, e := range w.eigen {
		row := demos.Box{X: b.X, Y: top + 22 + 20*float64(i), W: b.W, H: 20}
		p.rows = append(p.rows, row)
		col, lights := ramp.Positive[3], []string{"Hbar"}
		if e < 0 {
			col, lights = ramp.Negative[3], []string{"Hbar", "low"}
		}
		ink := s.shade(t.Text, lights...)
		if e != 0 {
			c.FillRect(row.X, row.Y+5, 10, 10, s.shade(col, lights...))
		}
		plot.Label(c, "Λ"+lesson.Subscript(i+1), row.X+16, row.Y+14, demos.TextStyle{Color: ink})
		st := demos.TextStyle{Color: ink, Mono: true}
		c.Text(plot.Fit(c, plot.Format(e), row.W-38, st), row.X+38, row.Y+14, st)
	}
}

func (p *matrixPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	if i, j, ok := p.matrix.Under(q); ok && max(i, j) < len(w.names) { // there may be fewer groups than were drawn
		lines := []string{"H̄ of " + w.names[i] + " and " + w.names[j] + ": " + plot.Exact(w.hbar[i*len(w.gbar)+j])}
		if i == j {
			lines = append(lines, "curvature along the group", "ḡ = "+plot.Exact(w.gbar[i]))
		} else {
			lines = append(lines, "how the slope of one changes when the other moves")
		}
		return "Hbar", lines
	}
	for i, row := range p.rows {
		if p.shown && i < len(w.eigen) && row.Holds(q) {
			lines := []string{"eigenvalue " + plot.Exact(w.eigen[i])}
			if w.eigen[i] < 0 {
				lines = append(lines, "negative: the quadratic model falls for ever along its direction")
			}
			return "low", lines
		}
	}
	return "", nil
}
