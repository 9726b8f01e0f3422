package runs

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// laneColors are the indices in Theme.Groups of the lanes' colours, those that
// groups use last.
var laneColors = [...]int{8, 6, 10, 12}

// Place is the index of a lane's colour in Theme.Groups.
func Place(lane int) int { return laneColors[lane%len(laneColors)] }

func (s *Scene) color(lane int) demos.Color { return s.theme.Group(Place(lane)) }

// legendPanel is the table of the lanes with their names and numbers.
type legendPanel struct {
	box demos.Box
}

// column is a column of the table: a number of each lane.
type column struct {
	head, short string // short: the head on a phone; without one, the column is left out
	help        string
	text        func(l *runner) string
	exact       func(l *runner) string
}

var columns = []column{
	{"step", "", "updates of the parameters so far",
		func(l *runner) string { return strconv.Itoa(l.frame.Step) },
		func(l *runner) string { return strconv.Itoa(l.frame.Step) }},
	{"test loss", "", "mean loss on the test set, measured every ten steps",
		func(l *runner) string { return plot.Format(float64(l.frame.TestLoss)) },
		func(l *runner) string { return plot.Exact(float64(l.frame.TestLoss)) }},
	{"accuracy", "acc.", "share of the test set that is read right",
		func(l *runner) string { return plot.Percent(float64(l.frame.Accuracy)) },
		func(l *runner) string { return plot.Exact(float64(l.frame.Accuracy)) }},
	{"gradients", "grad.", "gradient-equivalents: what all sweeps cost, in gradients over 100 samples; counted from the sizes of the network, so it is the same everywhere",
		func(l *runner) string { return plot.Format(float64(l.frame.Work)) },
		func(l *runner) string { return plot.Exact(float64(l.frame.Work)) }},
	{"for curvature", "", "the part of them that summaries took, with the losses that test their promise, or K-FAC’s factors",
		func(l *runner) string {
			if l.frame.Work == 0 {
				return "–"
			}
			return plot.Percent(float64(l.frame.Curvature / l.frame.Work))
		},
		func(l *runner) string { return plot.Exact(float64(l.frame.Curvature)) }},
	{"seconds", "s", "time that the lane’s own steps took on this device; a look at the test set or at a rival’s curvature does not count",
		func(l *runner) string { return plot.Format(float64(l.frame.Seconds)) },
		func(l *runner) string { return plot.Exact(float64(l.frame.Seconds)) }},
}

// rows returns the lane of each row of the legend. A lane that has stopped has more
// rows, one for each part of the reason, for which there is no room beside the
// numbers.
func (s *Scene) rows() (lanes []int) {
	for i, l := range s.lanes {
		lanes = append(lanes, i)
		if l.ended != "" {
			for range l.reasons() {
				lanes = append(lanes, i)
			}
		}
	}
	return lanes
}

// reasons are the parts of the reason why a lane stopped, each short enough for a
// phone.
func (l *runner) reasons() []string { return strings.Split(l.ended, "; ") }

func (p *legendPanel) columns(narrow bool) (list []column, width float64) {
	if !narrow {
		return columns, 92
	}
	for _, k := range columns {
		if k.short != "" {
			list = append(list, k)
		}
	}
	return list, 52
}

func (p *legendPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.box = box
	t := s.theme
	if len(s.lanes) == 0 {
		text := plot.FirstThatFits(c, box.W, demos.TextStyle{Color: t.Soft}, "Press Run: runs from the same start race on these plots.", "Press Run: the race starts.")
		plot.Label(c, text, box.X, box.Y+13, demos.TextStyle{Color: t.Soft})
		return
	}
	list, w := p.columns(s.layout.narrow)
	head := demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.End}
	right := box.X + box.W
	for i, k := range list {
		name := k.head
		if s.layout.narrow {
			name = k.short
		}
		c.Text(name, right-w*float64(len(list)-1-i), box.Y+11, head)
	}
	title := demos.TextStyle{Size: 11, Color: t.Soft}
	c.Text(plot.FirstThatFits(c, box.W-w*float64(len(list))-8, title, "lanes, from the same start", "lanes"), box.X, box.Y+11, title)
	rows, part := s.rows(), 0
	for k, i := range rows {
		l, y := s.lanes[i], box.Y+rowHeight*float64(k+1)
		if i == s.lane && len(s.lanes) > 1 {
			c.FillRect(box.X-4, y, box.W+8, rowHeight, t.Card)
		}
		st := demos.TextStyle{Color: t.Text, Size: 12}
		if k > 0 && rows[k-1] == i {
			why := l.reasons()[part]
			st.Size = 11
			if part++; part == 1 {
				why = plot.FirstThatFits(c, box.W-18, st, "stopped: "+why, why)
			}
			plot.Label(c, plot.Fit(c, why, box.W-18, st), box.X+18, y+13, st)
			continue
		}
		part = 0
		col := s.color(i)
		c.FillRect(box.X, y+7, 14, 4, col)
		c.Text(strconv.Itoa(i+1), box.X+18, y+13, demos.TextStyle{Size: 11, Bold: true, Color: col})
		plot.Label(c, plot.Fit(c, s.names[i], box.W-w*float64(len(list))-30, st), box.X+28, y+13, st)
		num := demos.TextStyle{Size: 11, Mono: true, Color: t.Text, Align: demos.End}
		for k, f := range list {
			c.Text(plot.Fit(c, f.text(l), w-6, num), right-w*float64(len(list)-1-k), y+13, num)
		}
	}
}

func (p *legendPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	if !p.box.Holds(q) || len(s.lanes) == 0 {
		return spot{}, false
	}
	list, w := p.columns(s.layout.narrow)
	row, rows := int((q.Y-p.box.Y)/rowHeight)-1, s.rows()
	j := len(list) - 1 - int((p.box.X+p.box.W-q.X)/w)
	if row >= len(rows) {
		return spot{}, false
	}
	i := -1
	if row >= 0 {
		i = rows[row]
	}
	if row > 0 && rows[row-1] == i {
		j = -1 // the reason has no columns
	}
	return spot{I: i, J: j}, i >= 0 || j >= 0
}

func (p *legendPanel) Tip(s *Scene, at spot) []string {
	list, _ := p.columns(s.layout.narrow)
	if at.I >= len(s.lanes) {
		return nil
	}
	if at.J >= 0 && at.J < len(list) {
		k := list[at.J]
		if at.I < 0 {
			return []string{k.head, k.help}
		}
		return []string{k.head + " of lane " + strconv.Itoa(at.I+1) + ": " + k.exact(s.lanes[at.I]), k.help}
	}
	if at.I < 0 {
		return nil
	}
	l := s.lanes[at.I]
	lines := []string{fmt.Sprintf("lane %d: %s", at.I+1, s.names[at.I]), fmt.Sprintf("%d parameters in %d groups", l.params, len(l.groups))}
	if l.ended != "" {
		lines = append(lines, "stopped: "+l.ended)
	}
	for _, k := range columns {
		lines = append(lines, k.head+": "+k.exact(l))
	}
	return lines
}
