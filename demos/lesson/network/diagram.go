package network

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/param"
)

// diagramPanel shows the network: units in columns, weights as lines in the
// colour of their group, and every tensor's step size beside it.
type diagramPanel struct {
	columns []column
	area    demos.Box
	shades  [3]demos.Path // the lines of one tensor by the size of the weight
	discs   demos.Path
}

// column is a layer of units.
type column struct {
	x, top, pitch, radius float64
	units                 int
}

func (k *column) unit(i int) demos.Point {
	return demos.Point{X: k.x, Y: k.top + (float64(i)+0.5)*k.pitch}
}

// diagramLabels is the room above and below the units for the name of a tensor and
// its step size.
const diagramLabels = 28

// place lays the columns out.
func (p *diagramPanel) place(s *Scene, box demos.Box) {
	widths := perceptron.Chosen(s.State(), samples).Widths
	left, right := 12.0, 22.0
	if s.layout.narrow {
		left, right = 9, 13
	}
	p.area = box.Inset(left, 18+diagramLabels, right, diagramLabels)
	p.columns = p.columns[:0]
	pitch := p.area.H
	for _, n := range widths {
		pitch = min(pitch, p.area.H/float64(n))
	}
	pitch = min(pitch, 26)
	for l, n := range widths {
		k := column{units: n, pitch: pitch, radius: min(7, max(2.5, pitch*0.34))}
		k.x = p.area.X + p.area.W*float64(l)/float64(len(widths)-1)
		k.top = p.area.Y + (p.area.H-pitch*float64(n))/2
		p.columns = append(p.columns, k)
	}
}

func (p *diagramPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	title := demos.TextStyle{Color: t.Text}
	plot.Label(c, plot.FirstThatFits(c, box.W, title, "the network, and the step size η of each tensor", "the network and its step sizes η", "network, step sizes η"), box.X, box.Y+12, title)
	p.place(s, box)
	p.net(c, s, 1)
	spans := s.task.Graph.Params().Spans
	for i := range spans {
		p.label(c, s, box, &spans[i])
	}
	ends := demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle}
	first, last := &p.columns[0], &p.columns[len(p.columns)-1]
	if first.top-p.area.Y > 16 {
		c.Text("in", first.x, first.top-5, ends)
	}
	if last.top-p.area.Y > 16 {
		c.Text("out", last.x, last.top-5, ends)
	}
}

// net draws units and weights, with lines so many times as wide as usual.
func (p *diagramPanel) net(c demos.Canvas, s *Scene, wide float64) {
	t, spans := s.Theme, s.task.Graph.Params().Spans
	theta := s.now.states[s.now.kind].theta
	for i := range spans {
		if span := &spans[i]; span.Role == param.Weight {
			p.weights(c, s, span, span.Of(theta), wide)
		}
	}
	for l := range p.columns {
		k := &p.columns[l]
		col, width := t.Soft, 1.25
		for i := range spans {
			if span := &spans[i]; span.Role == param.Bias && span.Layer == l-1 {
				col, width = s.color(s.task.GroupOf(span.Offset)), 2
			}
		}
		p.discs = p.discs[:0]
		for i := range k.units {
			p.discs = plot.Disc(p.discs, k.unit(i), k.radius)
		}
		c.FillPath(p.discs, t.Back)
		c.StrokePath(p.discs, wide*width, col)
	}
}

// weights draws the lines of a tensor, the stronger the weight the darker.
func (p *diagramPanel) weights(c demos.Canvas, s *Scene, span *param.Span, w []float64, wide float64) {
	from, to := &p.columns[span.Layer], &p.columns[span.Layer+1]
	top := 0.0
	for _, v := range w {
		top = max(top, math.Abs(v))
	}
	for k := range p.shades {
		p.shades[k] = p.shades[k][:0]
	}
	for j := range to.units {
		for i := range from.units {
			k := min(int(math.Abs(w[j*from.units+i])/top*float64(len(p.shades))), len(p.shades)-1)
			if k >= 0 { // not where a weight is no number
				p.shades[k] = append(p.shades[k], []demos.Point{from.unit(i), to.unit(j)})
			}
		}
	}
	col := s.color(s.task.GroupOf(span.Offset))
	for k, path := range p.shades {
		if len(path) > 0 {
			c.StrokePath(path, wide*(0.75+0.4*float64(k)), col.Fade([...]float64{0.25, 0.5, 0.9}[k]))
		}
	}
}

// labelPlace is that of a tensor's two lines of text: weights below their lines,
// biases above their units.
func (p *diagramPanel) labelPlace(span *param.Span) (x, y float64) {
	to := &p.columns[span.Layer+1]
	if span.Role == param.Bias {
		return to.x, p.area.Y - diagramLabels + 8
	}
	from := &p.columns[span.Layer]
	return (from.x + to.x) / 2, p.area.Y + p.area.H + 12
}

func (p *diagramPanel) label(c demos.Canvas, s *Scene, box demos.Box, span *param.Span) {
	g := s.task.GroupOf(span.Offset)
	x, y := p.labelPlace(span)
	room := p.columns[1].x - p.columns[0].x - 2
	eta := s.now.states[s.now.kind].eta
	name := demos.TextStyle{Size: 11, Bold: true, Color: s.color(g), Align: demos.Middle}
	value := demos.TextStyle{Size: 11, Mono: true, Color: s.Theme.Text, Align: demos.Middle}
	if !s.shine(g) {
		value.Color = s.Theme.Soft.Fade(0.5)
	}
	number := "–"
	if g < len(eta) {
		number = sized(c, eta[g], room, value)
	}
	tensor := [...]string{param.Weight: "W", param.Bias: "b"}[span.Role] + string('₁'+rune(span.Layer))
	// The outermost texts stay inside the box.
	half := max(c.TextWidth(tensor, name), c.TextWidth(number, value)) / 2
	x = min(max(x, box.X+half), box.X+box.W-half)
	c.Text(tensor, x, y, name)
	c.Text(number, x, y+13, value)
}

// sized writes v with two digits, with one where there is less room, or not at
// all: the tooltip has it too.
func sized(c demos.Canvas, v, room float64, st demos.TextStyle) string {
	if !plot.Finite(v) || v == 0 {
		return plot.Format(v)
	}
	p := math.Pow10(int(math.Floor(math.Log10(math.Abs(v)))))
	for _, s := range [...]string{plot.Round2(v), plot.Short(math.Round(v/p) * p)} {
		if c.TextWidth(s, st) <= room {
			return s
		}
	}
	return ""
}

// Under finds the tensor below q: a unit means its bias, the space between two
// columns the weights.
func (p *diagramPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	spans := s.task.Graph.Params().Spans
	if len(spans) != 2*(len(p.columns)-1) { // nothing or another network was drawn last
		return spot{}, false
	}
	if !p.area.Inset(-12, -diagramLabels, -22, -diagramLabels).Holds(q) {
		return spot{}, false
	}
	best, found := math.Inf(1), -1
	for i := range spans {
		x, y := p.labelPlace(&spans[i])
		d := math.Abs(q.X - x)
		if spans[i].Role == param.Bias {
			to := &p.columns[spans[i].Layer+1]
			if d > max(12, to.radius+4) {
				continue
			}
			d /= 4 // units lie on top of lines
		}
		if label := math.Abs(q.Y - y); label > p.area.H+diagramLabels {
			continue
		}
		if d < best {
			best, found = d, i
		}
	}
	if found < 0 {
		return spot{}, false
	}
	g := s.task.GroupOf(spans[found].Offset)
	return spot{Symbol: lesson.Eta(g), I: g, J: found}, true
}

func (p *diagramPanel) Tip(s *Scene, at spot) []string {
	span := &s.task.Graph.Params().Spans[at.J]
	g := at.I
	here := s.now.states[s.now.kind]
	what := "biases"
	if span.Role == param.Weight {
		what = fmt.Sprintf("%d × %d weights", span.Shape[0], span.Shape[1])
	}
	lines := []string{fmt.Sprintf("group %s: %s", s.groups[g].Short, what)}
	if g < len(here.eta) {
		lines = append(lines, "η = "+plot.Exact(here.eta[g])+", of the next step")
		if here.eta[g] < 0 {
			lines = append(lines, "negative: this group climbs its own slope, so that the others can fall")
		}
	}
	n := len(s.groups)
	return append(lines, "ḡ = "+plot.Exact(s.now.summary.Gbar[g])+", its own slope", "H̄ = "+plot.Exact(s.now.summary.Hbar[g*n+g])+", its own curvature")
}
