package changeofunits

import (
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// header names what is compared, and the numbers of this step.
type header struct {
	boxes []demos.Box
	tips  [][]string
}

func (h *header) draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	h.boxes, h.tips = h.boxes[:0], h.tips[:0]
	x, y := box.X, box.Y+13
	item := func(label, value string, col demos.Color, tip ...string) {
		soft, strong := demos.TextStyle{Color: t.Soft}, demos.TextStyle{Size: 13, Color: col, Mono: true}
		if s.layout.narrow {
			soft.Size, strong.Size = 11, 11
		}
		w := plot.LabelWidth(c, label, soft)
		all := w + 5 + plot.LabelWidth(c, value, strong)
		if x > box.X && x+all > box.X+box.W {
			if y+16 > box.Y+box.H || s.message != "" && !s.layout.narrow {
				return
			}
			x, y = box.X, y+16
		}
		plot.Label(c, label, x, y, soft)
		plot.Label(c, value, x+w+5, y, strong)
		h.boxes, h.tips = append(h.boxes, demos.Box{X: x, Y: y - 12, W: all, H: 16}), append(h.tips, tip)
		x += all + 16
	}
	item("step", strconv.Itoa(s.step), t.Text, "step "+strconv.Itoa(s.step), "steps that all runs have taken")
	for k, p := range s.pairs {
		d := p.apart(s.step)
		word := "splits"
		if p.worst(s.step) <= coincide {
			word = "coincides"
		}
		name := s.name(k)
		if s.layout.narrow {
			name = [...]string{methods[0].short, s.rival.short}[k]
		}
		item(name, word+" "+plot.Round2(d), s.colour(k), name+": "+word, "distance of the two runs, in parts of θ: "+plot.Exact(d),
			"loss in the old units "+plot.Exact(s.loss(k, false)), "loss in the new units "+plot.Exact(s.loss(k, true)))
	}
	if s.message == "" {
		return
	}
	st := demos.TextStyle{Size: 12, Bold: true, Color: t.Text}
	if s.layout.narrow {
		st.Size = 11
	}
	y = box.Y + box.H - 8
	plot.Label(c, plot.Fit(c, s.message, box.W, st), box.X, y, st)
	h.boxes, h.tips = append(h.boxes, demos.Box{X: box.X, Y: y - 12, W: box.W, H: 16}), append(h.tips, []string{"What went wrong", s.message})
}

func (h *header) under(_ *Scene, p demos.Point) (symbol string, words []string) {
	for i, b := range h.boxes {
		if b.Holds(p) {
			return "", h.tips[i]
		}
	}
	return "", nil
}
