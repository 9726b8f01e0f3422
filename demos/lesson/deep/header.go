package deep

import (
	"fmt"
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// headerPanel is the line of this step's numbers, and what went wrong.
type headerPanel struct {
	items []item
	boxes []demos.Box
}

// item is one number with its name and what it means.
type item struct{ label, value, exact, help string }

func (p *headerPanel) fill(s *Scene) {
	now := &s.now
	n := len(now.groups)
	p.items = append(p.items[:0],
		item{"step", strconv.Itoa(now.step), strconv.Itoa(now.step), "steps of grouped Newton with a λ_int that finds its own size"},
		item{"hidden layers", strconv.Itoa(now.depth), strconv.Itoa(now.depth), fmt.Sprintf("so %d layers of weights, in %d groups", now.depth+1, n)},
		item{"loss", plot.Format(now.now.loss), plot.Exact(now.now.loss), fmt.Sprintf("mean cross-entropy over %d points of two spirals", samples)},
		item{"H̄", fmt.Sprintf("%d × %d", n, n), "", fmt.Sprintf("the Hessian itself has %d × %d entries", now.pupil.Len(), now.pupil.Len())},
	)
	if s.layout.narrow {
		p.items[1].label = "layers"
	}
}

func (p *headerPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.fill(s)
	p.boxes = p.boxes[:0]
	t := s.Theme
	soft, strong := demos.TextStyle{Color: t.Soft}, demos.TextStyle{Size: 13, Color: t.Text, Mono: true}
	gap, base := 22.0, box.Y+13
	if s.layout.narrow {
		soft.Size, strong.Size, gap = 11, 11, 8
	}
	x := box.X
	for _, k := range p.items {
		name := plot.LabelWidth(c, k.label, soft) + 5
		w := name + plot.LabelWidth(c, k.value, strong)
		if x+w > box.X+box.W {
			break
		}
		plot.Label(c, k.label, x, base, soft)
		plot.Label(c, k.value, x+name, base, strong)
		p.boxes = append(p.boxes, demos.Box{X: x, Y: base - 13, W: w, H: 17})
		x += math.Ceil(w/12)*12 + gap
	}
	st := demos.TextStyle{Color: t.Text}
	if s.layout.narrow {
		st.Size = 11
	}
	text := plot.FirstThatFits(c, box.W, st, s.now.words()...)
	if s.now.message != "" {
		st.Bold = true
		text = plot.Fit(c, s.now.message, box.W, st)
	}
	plot.Label(c, text, box.X, base+18, st)
}

func (p *headerPanel) under(s *Scene, q demos.Point) (spot, bool) {
	for k, b := range p.boxes {
		if b.Holds(q) {
			symbol := "loss"
			if k == 1 || k == 3 {
				symbol = "depth"
			}
			return spot{panel: p, symbol: symbol, i: k, j: -1}, true
		}
	}
	line := demos.Box{X: s.layout.header.X, Y: s.layout.header.Y + 18, W: s.layout.header.W, H: 18}
	return spot{panel: p, i: len(p.items), j: -1}, line.Holds(q)
}

func (p *headerPanel) tip(s *Scene, at spot) []string {
	if at.i >= len(p.items) {
		if s.now.message != "" {
			return []string{"What went wrong", s.now.message}
		}
		return []string{"Near and far", s.now.words()[0], "means of the last ten steps"}
	}
	k := p.items[at.i]
	if k.exact == "" {
		return []string{k.label + ": " + k.value, k.help}
	}
	return []string{k.label + " " + k.exact, k.help}
}
