package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// originsPanel shows H̄ and the parts that it is the sum of.
type originsPanel struct {
	list []matrix
	news int
}

// originName is what a part is called in the picture.
func originName(kind, name string) string {
	of, ok := kinds[kind]
	if !ok {
		return fmt.Sprintf("%q is no kind of origin", kind)
	}
	return of.title(name)
}

// kinds say where a part comes from.
var kinds = map[string]struct {
	words string
	title func(name string) string
}{
	"loss":        {"curvature of the loss in the outputs: the Gauss–Newton part", func(string) string { return "loss" }},
	"activation":  {"curvature of an activation", func(name string) string { return name }},
	"interaction": {"weights meeting the activations before them", func(name string) string { return demos.Short(name) + " × before" }},
	"penalty":     {"the penalty on all parameters", func(name string) string { return name }},
}

func (p *originsPanel) refresh(s *Scene) {
	if p.news == s.news {
		return
	}
	p.news, p.list = s.news, p.list[:0]
	if s.seen == nil || len(s.seen.Seen.Views) == 0 {
		return
	}
	v := &s.seen.Seen.Views[0]
	groups := demos.Groups(v.Groups, v.Roles)
	one := func(title string, values []frame.Number) {
		var m matrix
		if m.set(title, groups, floats(values)) {
			p.list = append(p.list, m)
		}
	}
	one("H̄, the sum", v.Hbar)
	for _, o := range v.Origins {
		one(originName(o.Kind, o.Name), o.Hbar)
	}
	share(p.list)
}

func (p *originsPanel) Draw(c demos.Canvas, s *Scene, _ demos.Box) {
	p.refresh(s)
	box := s.layout.content()
	step := 0
	if s.seen != nil {
		step = s.seen.Step
	}
	st := demos.TextStyle{Color: s.theme.Text}
	text := fmt.Sprintf("H̄ of lane %d by where it comes from, at step %d; one colour scale, the parts add up", s.lane+1, step)
	plot.Label(c, plot.FirstThatFits(c, box.W, st, text, fmt.Sprintf("H̄ by origin, lane %d, step %d", s.lane+1, step)), box.X, box.Y+12, st)
	inner := box.Inset(0, 20, 0, 24)
	if len(p.list) == 0 {
		hint(c, s, inner, "computing …")
		return
	}
	across, w, h := grid(len(p.list), inner, 26)
	for i := range p.list {
		p.list[i].draw(c, s, demos.Box{X: inner.X + float64(i%across)*w, Y: inner.Y + float64(i/across)*h, W: w - 12, H: h - 6})
	}
	p.list[0].cells.Legend(c, s.theme, box.X, box.Y+box.H-20, min(260, box.W))
}

// grid divides a box for n nearly square pictures with a title of the given
// height: the number of columns that makes them largest.
func grid(n int, box demos.Box, title float64) (across int, w, h float64) {
	best := 0.0
	for k := 1; k <= n; k++ {
		rows := (n + k - 1) / k
		cw, ch := box.W/float64(k), box.H/float64(rows)
		if side := math.Min(cw-12-edge, ch-title-edge); side > best || across == 0 {
			best, across, w, h = side, k, cw, ch
		}
	}
	return across, math.Min(w, math.Max(best+edge+12, 60)+40), h
}

func (p *originsPanel) Under(_ *Scene, q demos.Point) (spot, bool) { return under(p.list, q) }

func (p *originsPanel) Tip(s *Scene, at spot) []string {
	k := int(at.X)
	if k >= len(p.list) {
		return nil
	}
	lines := p.list[k].tip(at.I, at.J)
	if k > 0 && s.seen != nil && k-1 < len(s.seen.Seen.Views[0].Origins) {
		lines = append(lines, kinds[s.seen.Seen.Views[0].Origins[k-1].Kind].words)
	}
	return lines
}
