package training

import (
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// headerPanel is the line of this step's numbers.
type headerPanel struct {
	items []item
	boxes []demos.Box
}

// item is one number with its name and what it means.
type item struct {
	label, value, exact, help string
}

func (p *headerPanel) fill(r *record) {
	f := &r.frame
	p.items = p.items[:0]
	add := func(label, value, exact, help string) {
		p.items = append(p.items, item{label, value, exact, help})
	}
	if r.steps == 0 {
		return
	}
	add("step", strconv.Itoa(f.Step), strconv.Itoa(f.Step), "updates of the parameters so far")
	add("epoch", strconv.FormatFloat(f.Epoch, 'f', 2, 64), plot.Exact(f.Epoch), "passes over the training digits so far")
	add("loss", plot.Format(float64(f.Loss)), plot.Exact(float64(f.Loss)), "on this step's minibatch, before the step")
	add("test accuracy", plot.Percent(float64(f.Accuracy)), plot.Exact(float64(f.Accuracy)), "share of the test digits that are read right")
	status := f.Status
	if status == "" || status == "unsolved" { // nothing was asked
		status = "–"
	}
	add("case", status, status, statusHelp(f.Status))
	add("ρ", plot.Format(r.ratio), plot.Exact(r.ratio), "actual ÷ predicted change of the loss; 1: the model was right")
}

// statusHelp says in a sentence what a case of the cubic step means.
func statusHelp(status string) string {
	switch status {
	case "interior":
		return "the cubic model has one minimum, found inside"
	case "boundary":
		return "the hard case: two equally good minima"
	case "unregularised":
		return "solved, but some groups have D = 0"
	case "zero gradient":
		return "ḡ = 0: there is nowhere to go"
	case "unbounded":
		return "the model has no minimum, so there is no step"
	case "not finite":
		return "ḡ, H̄ or D holds a number that is none"
	}
	return "how the last cubic step was found"
}

func (p *headerPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	r, t := &s.record, s.theme
	p.fill(r)
	p.boxes = p.boxes[:0]
	soft, strong := demos.TextStyle{Color: t.Soft}, demos.TextStyle{Size: 13, Color: t.Text, Mono: true}
	gap, line := 22.0, 17.0
	if s.layout.narrow {
		soft.Size, strong.Size, gap = 11, 11, 10
	}
	base := box.Y + 13
	if r.message != "" || len(p.items) == 0 {
		text, col := "Press play: a small network starts to learn to read digits.", t.Soft
		if r.message != "" {
			text, col = "Stopped: "+r.message, t.Text
		}
		st := demos.TextStyle{Color: col, Bold: r.message != ""}
		most := 1
		if s.layout.narrow {
			most = 2
		}
		for i, part := range plot.Wrap(c, text, box.W, most, st) {
			plot.Label(c, part, box.X, base+float64(i)*line, st)
		}
		return
	}
	x, row := box.X, 0
	for _, k := range p.items {
		label := k.label
		if s.layout.narrow && label == "test accuracy" {
			label = "test"
		}
		value := k.value
		w := c.TextWidth(label, soft) + 5 + c.TextWidth(value, strong)
		if x+w > box.X+box.W {
			if row++; row > 1 || !s.layout.narrow {
				break
			}
			x, base = box.X, base+line
		}
		plot.Label(c, label, x, base, soft)
		plot.Label(c, value, x+w-c.TextWidth(value, strong), base, strong)
		p.boxes = append(p.boxes, demos.Box{X: x, Y: base - 13, W: w, H: line})
		// Room for a longer number, so that the line stands still while
		// numbers change.
		x += math.Ceil(w/12)*12 + gap
	}
}

func (p *headerPanel) under(at demos.Point) (spot, bool) {
	for i, b := range p.boxes {
		if b.Holds(at) {
			return spot{panel: p, i: i}, true
		}
	}
	return spot{}, false
}

func (p *headerPanel) tip(s *Scene, at spot) []string {
	if at.i >= len(p.items) {
		return nil
	}
	k := p.items[at.i]
	lines := []string{k.label + " " + k.exact, k.help}
	if k.label == "ρ" {
		f := &s.record.summary
		lines = append(lines, "predicted "+plot.Exact(float64(f.Predicted)), "actual "+plot.Exact(float64(f.Actual)))
	}
	return lines
}
