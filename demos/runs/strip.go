package runs

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// racePanel shows the share of digits that every lane reads right over what it cost.
type racePanel struct {
	axes   plot.Axes
	curves [4]plot.Curve
	ends   []plot.EndLabel
	lanes  []int // of the ends
	box    demos.Box
	names  float64 // where they begin
	size   float64
}

// raceLow is the share at the lower edge: the lanes differ above it.
const raceLow = 60

// raceUnits are the words for the axes, in the order of link.Axes.
var raceUnits = []string{"steps", "gradients of work", "seconds on this device"}

// Draw implements plot.Panel.
func (p *racePanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	t, axis := s.theme, s.axisIndex()
	w, _ := c.Size()
	p.box, p.size = box, plot.TypeOf(w).Label
	st := demos.TextStyle{Size: p.size, Color: t.Soft, Mono: true}
	room := 0.0
	for i := range s.lanes {
		room = max(room, min(0.3*box.W, c.TextWidth(s.end(i), demos.TextStyle{Size: p.size, Bold: true}))+12)
	}
	left := c.TextWidth("90 %", st) + 8
	p.axes.Area = box.Inset(left, 0.4*p.size, room, 1.7*p.size)
	area := p.axes.Area
	p.names = area.X + area.W + 6
	last := []float64{100, goalWork * 1.1, 0.1}[axis]
	for _, l := range s.lanes {
		last = max(last, at(&l.frame, axis))
	}
	fit(&p.axes.X, last)
	p.axes.Y.Lo, p.axes.Y.Hi = raceLow, 100
	goal := p.axes.Point(0, 100*goalAccuracy)
	end := area.X + area.W
	if axis == 1 { // the exercise: 90 % within so many gradients
		end = p.axes.Point(goalWork, 0).X
		c.FillRect(end-0.75, goal.Y, 1.5, area.Y+area.H-goal.Y, t.Accent)
	}
	c.FillRect(area.X, goal.Y-0.75, end-area.X, 1.5, t.Accent)
	c.FillRect(area.X, area.Y+area.H, area.W, 1, t.Soft)
	num := st
	num.Align = demos.End
	c.Text("90 %", area.X-6, goal.Y+0.35*p.size, num)
	c.Text(fmt.Sprintf("%d %%", raceLow), area.X-6, area.Y+area.H, num)
	p.ticks(c, s, axis, st)
	p.ends, p.lanes = p.ends[:0], p.lanes[:0]
	for i, l := range s.lanes {
		series := &l.right[axis]
		width := 2.0
		if i == s.lane {
			width = 3.5
		}
		p.curves[i].Series(c, &p.axes, series, width, s.color(i))
		y := area.Y + area.H
		if end, ok := series.Last(); ok && plot.Finite(end.Value) {
			y = p.axes.Point(end.Last, end.Value).Y
		}
		p.ends = append(p.ends, plot.EndLabel{Text: s.end(i), Y: y, Color: s.color(i)})
	}
	p.costs(c, s, axis, goal.Y)
	if plot.Spread(p.ends, 1.35*p.size, area.Y+2, area.Y+area.H) {
		for _, k := range p.ends {
			st := demos.TextStyle{Size: p.size, Bold: true, Color: k.Color}
			c.Text(plot.Fit(c, k.Text, box.X+box.W-p.names, st), p.names, k.Y+0.35*p.size, st)
		}
	} else {
		p.ends = p.ends[:0]
	}
}

// costs marks where each lane has first reached 90 %, with what that has cost, above the
// line or below, where there is room.
func (p *racePanel) costs(c demos.Canvas, s *Scene, axis int, y float64) {
	free := [2]float64{math.Inf(-1), math.Inf(-1)} // above the line and below
	order := slices.Clone(s.lanes)
	slices.SortStableFunc(order, func(a, b *runner) int {
		if a.reached == nil || b.reached == nil {
			return 0
		}
		return cmp.Compare(at(a.reached, axis), at(b.reached, axis))
	})
	for _, l := range order {
		if l.reached == nil {
			continue
		}
		q := demos.Point{X: p.axes.Point(at(l.reached, axis), 0).X, Y: y}
		col := s.color(slices.Index(s.lanes, l))
		c.FillPath(plot.Disc(nil, q, 5), col)
		st := demos.TextStyle{Size: p.size, Bold: true, Mono: true, Color: col, Align: demos.Middle}
		text := plot.Three(at(l.reached, axis))
		half := c.TextWidth(text, st) / 2
		for k, dy := range [2]float64{-9, 9 + 0.8*p.size} {
			if q.X-half > free[k] && q.X+half < p.names {
				c.Text(text, q.X, y+dy, st)
				free[k] = q.X + half + 6
				break
			}
		}
	}
}

// end is what stands at the end of a lane's curve.
func (s *Scene) end(i int) string { return strconv.Itoa(i+1) + " " + s.names[i] }

// ticks writes numbers below the axis and what they count.
func (p *racePanel) ticks(c demos.Canvas, s *Scene, axis int, st demos.TextStyle) {
	area := p.axes.Area
	y := area.Y + area.H + 1.35*p.size
	unit := plot.FirstThatFits(c, area.W*0.5, st, raceUnits[axis], axisNames[axis], shortAxes[axis])
	right := p.box.X + p.box.W
	name := st
	name.Align, name.Mono = demos.End, false
	c.Text(unit, right, y, name)
	right -= c.TextWidth(unit, name) + 12
	free := p.box.X
	st.Align = demos.Middle
	for _, k := range p.axes.X.Ticks(max(2, min(8, int(area.W/70)))) {
		x, half := area.X+k.At*area.W, c.TextWidth(k.Label, st)/2
		if k.Label == "" || x-half < free || x+half > right {
			continue
		}
		c.Text(k.Label, x, y, st)
		c.FillRect(x, area.Y+area.H, 1, 4, s.theme.Soft)
		free = x + half + 10
	}
}

// Under implements plot.Panel: I is the lane whose name is there, or −1; X is on the axis.
func (p *racePanel) Under(s *Scene, q demos.Point) (spot, bool) {
	if !p.box.Holds(q) {
		return spot{}, false
	}
	if q.X < p.names {
		x, ok := p.axes.Under(q)
		return spot{I: -1, X: x}, ok
	}
	near, best := -1, 0.75*p.size
	for _, k := range p.ends {
		if d := math.Abs(k.Y - q.Y); d <= best {
			near, best = int(k.Text[0]-'1'), d
		}
	}
	return spot{I: near}, near >= 0
}

// Tip implements plot.Panel.
func (p *racePanel) Tip(s *Scene, at spot) []string {
	if at.I >= 0 {
		if at.I >= len(s.lanes) {
			return nil
		}
		return []string{s.end(at.I), rule(&s.lanes[at.I].config), s.lanes[at.I].goal()}
	}
	axis := s.axisIndex()
	lines := []string{fmt.Sprintf("at %s %s", plot.Format(at.X), axisNames[axis])}
	for i, l := range s.lanes {
		if near, ok := l.right[axis].Near(at.X); ok {
			lines = append(lines, fmt.Sprintf("%s: %s %% (at %s)", s.end(i), plot.Exact(near.Value), plot.Exact(near.Last)))
		}
	}
	return append(lines, fmt.Sprintf("the line: %g %%, and for the exercise %g gradients", 100*goalAccuracy, float64(goalWork)))
}

// goal says what 90 % have cost the lane.
func (l *runner) goal() string {
	if l.reached == nil {
		return "90 % not reached yet"
	}
	return fmt.Sprintf("90 %% for %s gradients", plot.Three(float64(l.reached.Work)))
}
