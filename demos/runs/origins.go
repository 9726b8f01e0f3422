package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// originsPanel shows H̄ and the parts that it is the sum of.
type originsPanel struct{ gallery }

// originName is the title of a part.
func originName(kind, name string) string {
	of, ok := kinds[kind]
	if !ok {
		return fmt.Sprintf("%q is no kind of origin", kind)
	}
	return of.title(name)
}

// kinds are the origins of parts.
var kinds = map[string]struct {
	words string
	title func(name string) string
}{
	"loss":        {"curvature of the loss in the outputs: the Gauss–Newton part", func(string) string { return "loss" }},
	"activation":  {"curvature of an activation", func(name string) string { return name }},
	"interaction": {"weights meeting the activations before them", func(name string) string { return demos.Short(name) + " × before" }},
	"penalty":     {"the penalty on all parameters", func(name string) string { return name }},
}

// refresh makes the matrices, all with the same colour scale.
func (p *originsPanel) refresh(s *Scene) {
	if p.fresh(s) || len(s.seen.Views) == 0 {
		return
	}
	v := &s.seen.Views[0]
	groups := demos.Groups(v.Groups, v.Roles)
	p.add("H̄, the sum", groups, v.Hbar)
	for _, o := range v.Origins {
		p.add(originName(o.Kind, o.Name), groups, o.Hbar)
	}
	var all []float64
	for i := range p.list {
		all = append(all, p.list[i].cells.Values...)
	}
	scale := plot.FitSigned(all, true)
	for i := range p.list {
		p.list[i].cells.Rescale(scale)
	}
}

func (p *originsPanel) Draw(c demos.Canvas, s *Scene, _ demos.Box) {
	p.refresh(s)
	box := s.layout.content()
	inner := heading(c, s, box,
		fmt.Sprintf("H̄ of lane %d by where it comes from, at step %d; one colour scale, the parts add up", s.lane+1, s.seenAt),
		fmt.Sprintf("H̄ by origin, lane %d, step %d", s.lane+1, s.seenAt)).Inset(0, 0, 0, 24)
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

func (p *originsPanel) Tip(s *Scene, at spot) []string {
	k := int(at.X)
	if k >= len(p.list) {
		return nil
	}
	lines := p.list[k].tip(at.I, at.J)
	if v := s.seen.Views; k > 0 && len(v) > 0 && k-1 < len(v[0].Origins) {
		lines = append(lines, kinds[v[0].Origins[k-1].Kind].words)
	}
	return lines
}
