package runs

import (
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
)

// mostBars is the greatest number of groups of which the story shows step sizes.
const mostBars = 12

// scalesPanel shows the step size of every group on a logarithmic axis; each line is
// ten times the one before.
type scalesPanel struct {
	rows  demos.Box // of the bars, as wide as the panel
	row   float64   // the height of one
	lo    float64   // the decade at the left edge
	hi    float64
	glide demos.Glide
	grid  demos.Path
}

// sizes are the step sizes of a lane's groups. The method subspace measures new lengths in
// every step, along two directions a group, and sends none.
func (l *runner) sizes() []frame.Number {
	if l.config.Method == setting.Subspace {
		return nil
	}
	return l.frame.Eta
}

// aim sets where the bars end, in decades.
func (p *scalesPanel) aim(l *runner) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range l.groups {
		if v := math.Abs(float64(nth(l.sizes(), i))); v > 0 && plot.Finite(v) {
			lo, hi = min(lo, math.Log10(v)), max(hi, math.Log10(v))
		}
	}
	if lo > hi {
		lo, hi = -3, 1
	}
	// A scale that only grows while a lane runs does not jump.
	lo, hi = math.Floor(min(lo-0.3, -3)), math.Ceil(max(hi+0.05, 1))
	if p.row == 0 || lo < p.lo || hi > p.hi || l.frame.Step <= 1 {
		p.lo, p.hi = lo, hi
	}
	ends := make([]float64, len(l.groups))
	for i := range ends {
		ends[i] = p.lo
		if v := math.Abs(float64(nth(l.sizes(), i))); v > 0 && plot.Finite(v) {
			ends[i] = math.Log10(v)
		}
	}
	p.glide.To(ends...)
}

// Draw implements plot.Panel.
func (p *scalesPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l, t := s.chosen(), s.theme
	p.aim(l)
	w, _ := c.Size()
	size := plot.TypeOf(w)
	st := demos.TextStyle{Size: size.Label, Color: t.Soft}
	room := box.W - 3*size.Big
	if box.H < 360 && w >= 560 {
		room = 0.34 * box.W
	}
	count := plot.Counter{Number: p.apart(l), Below: plot.Fit(c, "lane "+s.end(s.lane), room, st)}
	count.Unit = plot.FirstThatFits(c, room, st, "times from the shortest to the longest", "times from least to most")
	if count.Number == "" {
		count.Number, count.Unit = "–", "no steps yet"
		if l.frame.Step > 0 && len(l.sizes()) == 0 {
			count.Unit = "lengths measured in each step"
		}
	} else if count.Number == "1" {
		count.Unit = "one rate for all"
	}
	margin := plot.Margin(w)
	count.Draw(c, t, demos.Box{X: box.X, Y: box.Y - 0.4*margin, W: box.W + margin, H: box.H})
	top := 1.3*size.Big + 2.2*size.Label
	beside := 0.0
	if w < 560 {
		top = size.Big + 14
	} else if box.H < 360 { // the number beside the bars
		top, beside = 0, 0.34*box.W
	}
	names := 0.0
	for _, g := range l.groups {
		names = max(names, plot.LabelWidth(c, g.Short, demos.TextStyle{Size: size.Label, Bold: true}))
	}
	number := demos.TextStyle{Size: size.Value, Mono: true, Color: t.Text}
	in := box.Inset(min(names, 0.3*box.W)+10, top, c.TextWidth("0.00000", number)+8+beside, 1.8*size.Label)
	p.row = in.H / float64(max(1, len(l.groups)))
	p.rows = demos.Box{X: box.X, Y: in.Y, W: in.X + in.W - box.X, H: in.H}
	x := func(decade float64) float64 { return in.X + in.W*(decade-p.lo)/(p.hi-p.lo) }
	p.grid = p.grid[:0]
	every := math.Ceil((p.hi - p.lo) / max(1, math.Floor(in.W/18)))
	for d := p.lo; d <= p.hi; d += every {
		p.grid = plot.Segment(p.grid, x(d), in.Y, x(d), in.Y+in.H)
	}
	c.StrokePath(p.grid, 1, t.Line)
	power := func(d float64) string { return strconv.FormatFloat(math.Pow10(int(d)), 'f', -1, 64) }
	axis := "each line ×" + power(every)
	c.Text(axis, in.X, in.Y+in.H+1.4*size.Label, st)
	st.Align = demos.End
	ends := power(p.lo) + " … " + power(p.hi)
	if c.TextWidth(axis, st)+c.TextWidth(ends, st)+16 < in.W {
		c.Text(ends, in.X+in.W, in.Y+in.H+1.4*size.Label, st)
	}
	thick := min(34, 0.62*p.row)
	for i, g := range l.groups {
		y := in.Y + (float64(i)+0.5)*p.row
		col := s.groupColor(i)
		eta, end := float64(nth(l.sizes(), i)), x(p.glide.At(i))
		switch {
		case end <= in.X+0.5:
		case eta < 0:
			c.StrokePath(plot.Rectangle(nil, demos.Box{X: in.X, Y: y - thick/2, W: end - in.X, H: thick}), 2, col)
		default:
			c.FillRect(in.X, y-thick/2, end-in.X, thick, col)
		}
		if p.row >= size.Label {
			plot.Label(c, plot.Fit(c, g.Short, in.X-10-box.X, demos.TextStyle{Size: size.Label, Bold: true}), in.X-10, y+0.35*size.Label, demos.TextStyle{Size: size.Label, Bold: true, Color: t.Text, Align: demos.End})
			text := plot.Three(eta)
			if note(l, i) == "clipped" {
				text = "clipped"
			}
			c.Text(text, max(end, in.X)+6, y+0.35*size.Value, number)
		}
	}
}

// apart is how many times the longest step is as long as the shortest, in words; "" before
// there are any.
func (p *scalesPanel) apart(l *runner) string {
	lo, hi := math.Inf(1), 0.0
	for _, e := range l.sizes() {
		if v := float64(e); v > 0 && plot.Finite(v) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	switch ratio := hi / lo; {
	case hi == 0:
		return ""
	case ratio < 1e5:
		return strconv.FormatFloat(roundedTo2(ratio), 'f', -1, 64)
	default:
		return plot.Format(ratio)
	}
}

// roundedTo2 rounds to two significant digits.
func roundedTo2(v float64) float64 {
	power := math.Pow10(int(math.Floor(math.Log10(v))) - 1)
	return math.Round(v/power) * power
}

// Under implements plot.Panel.
func (p *scalesPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	l := s.chosen()
	if l == nil || p.row <= 0 || !p.rows.Holds(q) {
		return spot{}, false
	}
	i := int((q.Y - p.rows.Y) / p.row)
	return spot{I: i}, i < len(l.groups)
}

// Tip implements plot.Panel.
func (p *scalesPanel) Tip(s *Scene, at spot) []string { return (&stepsPanel{}).Tip(s, at) }
