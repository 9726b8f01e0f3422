package method

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// vector is a vector of length P with its name.
type vector struct {
	name   string
	values []float64
}

// strips shows vectors of length P as cells in the colours of their signs, a
// row for each group. They share one scale.
type strips struct {
	vectors []vector
	maps    [][]plot.HeatMap // by vector, by group
	log     bool             // colours by the logarithm
	news    int
	box     demos.Box
}

// refresh takes the vectors when compute has found new ones.
func (p *strips) refresh(s *Scene, vectors []vector) {
	if p.news == s.news {
		return
	}
	p.news, p.vectors = s.news, append(p.vectors[:0], vectors...)
	var together []float64
	for _, v := range vectors {
		together = append(together, v.values...)
	}
	scale := plot.FitSigned(together, p.log)
	p.maps = make([][]plot.HeatMap, len(vectors))
	for i, v := range vectors {
		p.maps[i] = make([]plot.HeatMap, len(s.groups))
		for g := range s.groups {
			var cells []float64
			for _, k := range s.places(g) {
				cells = append(cells, v.values[k])
			}
			p.maps[i][g].Set(1, len(cells), cells, false)
			p.maps[i][g].Rescale(scale)
		}
	}
}

func (p *strips) draw(c demos.Canvas, s *Scene, box demos.Box, vectors ...vector) {
	p.refresh(s, vectors)
	p.box = box
	t := s.Theme
	const title, legend, gap = 17, 26, 6
	style := demos.TextStyle{Size: 11, Bold: true}
	longest, left := 1, 0.0
	for g := range s.groups {
		longest = max(longest, p.maps[0][g].Columns)
		left = max(left, plot.LabelWidth(c, s.groups[g].Short, style))
	}
	left = min(left, box.W/4) + 6
	n := float64(len(vectors))
	row := min(34, (box.H-legend-n*title-(n-1)*gap)/(n*float64(len(s.groups))))
	if row < 2 {
		return
	}
	if row < 11 {
		left = 0
	}
	side := min(42, (box.W-left)/float64(longest))
	y := box.Y
	for i, v := range p.vectors {
		plot.Label(c, plot.Fit(c, v.name, box.W, demos.TextStyle{}), box.X, y+12, demos.TextStyle{Color: t.Text})
		y += title
		for g := range s.groups {
			m := &p.maps[i][g]
			m.Area = demos.Box{X: box.X + left, Y: y, W: side * float64(m.Columns), H: row - min(3, row/4)}
			m.Draw(c, t)
			s.path = plot.Rectangle(s.path[:0], m.Area)
			c.StrokePath(s.path, 1, s.color(g))
			if left > 0 {
				st := style
				st.Color = s.color(g)
				plot.Label(c, plot.Fit(c, s.groups[g].Short, left-4, st), box.X, y+m.Area.H/2+4, st)
			}
			y += row
		}
		y += gap
	}
	p.maps[0][0].Legend(c, t, box.X+left, y, min(220, box.W-left))
}

func (p *strips) tip(s *Scene, at demos.Point) []string {
	if !p.box.Holds(at) {
		return nil
	}
	for i := range p.maps {
		for g := range p.maps[i] {
			if _, k, ok := p.maps[i][g].Under(at); ok {
				entry := s.places(g)[k]
				lines := []string{s.parameter(entry) + ", group " + s.groups[g].Short}
				for j, v := range p.vectors {
					line := v.name + " = " + plot.Exact(v.values[entry])
					if j == i {
						line = "→ " + line
					}
					lines = append(lines, line)
				}
				return lines
			}
		}
	}
	return nil
}
