package network

import (
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// headerPanel is the line of this step's numbers, or what went wrong.
type headerPanel struct {
	items []item
	boxes []demos.Box
}

// item is one number with its name and what it means.
type item struct{ label, short, value, exact, help string }

// rho is the true change of the loss over the promised one.
func (t *trial) rho() float64 {
	if t.promised == 0 {
		return math.NaN()
	}
	return t.actual / t.promised
}

func (p *headerPanel) fill(s *Scene) {
	now := &s.now
	loss := now.states[now.kind].loss
	t := &now.trials[now.kind]
	using := "the whole H̄"
	if now.kind == diagonal {
		using = "only the diagonal of H̄"
	}
	p.items = append(p.items[:0],
		item{"step", "step", strconv.Itoa(now.step), strconv.Itoa(now.step), "steps that both runs have taken"},
		item{"using", "using", using, "", "whose run the picture follows; the control “off-diagonal” changes it"},
		item{"loss", "loss", plot.Format(loss), plot.Exact(loss), "mean cross-entropy over the points"},
		item{"ρ", "ρ", plot.Format(t.rho()), plot.Exact(t.rho()), "true ÷ promised change of the loss by the next step; 1: the model was right, negative: the loss grows"},
	)
	if s.layout.narrow {
		p.items[1].value = "all of H̄"
		if now.kind == diagonal {
			p.items[1].value = "diagonal"
		}
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
		w := plot.LabelWidth(c, k.label, soft) + 5 + plot.LabelWidth(c, k.value, strong)
		if x+w > box.X+box.W {
			break
		}
		plot.Label(c, k.label, x, base, soft)
		plot.Label(c, k.value, x+plot.LabelWidth(c, k.label, soft)+5, base, strong)
		p.boxes = append(p.boxes, demos.Box{X: x, Y: base - 13, W: w, H: 17})
		x += math.Ceil(w/12)*12 + gap
	}
	if s.now.message == "" {
		return
	}
	st := demos.TextStyle{Size: 12, Color: t.Text, Bold: true}
	if s.layout.narrow {
		st.Size = 11
	}
	plot.Label(c, plot.Fit(c, s.now.message, box.W, st), box.X, base+19-3, st)
}

func (p *headerPanel) under(s *Scene, at demos.Point) (spot, bool) {
	for k, b := range p.boxes {
		if b.Holds(at) {
			symbol := "rho"
			if k == 2 {
				symbol = "L"
			}
			return spot{panel: p, symbol: symbol, i: -1, j: k}, true
		}
	}
	message := demos.Box{X: s.layout.header.X, Y: s.layout.header.Y + 17, W: s.layout.header.W, H: 18}
	if s.now.message != "" && message.Holds(at) {
		return spot{panel: p, i: -1, j: len(p.items)}, true
	}
	return spot{}, false
}

func (p *headerPanel) tip(s *Scene, at spot) []string {
	if at.j >= len(p.items) {
		return []string{"What went wrong", s.now.message}
	}
	k := p.items[at.j]
	lines := []string{k.label + " " + k.exact, k.help}
	if k.exact == "" {
		lines[0] = k.value
	}
	if k.label == "ρ" {
		t := &s.now.trials[s.now.kind]
		lines = append(lines, "promised change "+plot.Exact(t.promised), "true change "+plot.Exact(t.actual))
	}
	return lines
}
