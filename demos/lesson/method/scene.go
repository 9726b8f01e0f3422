// Package method is the lesson "The method, step by step": Algorithm 1 in
// a debugger that splits an iteration into eleven micro-steps and writes the
// formula of each with its numbers.
package method

import (
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Scene is the lesson. Use New.
type Scene struct {
	lesson.Base

	key    string // the values that the run was made for
	run    *run
	groups []demos.Group
	now    shown
	news   int // incremented by compute: parts then refresh their caches

	window plot.Window // of the points

	layout  layout
	flow    flow
	plane   plane
	strips  strips
	bars    columns
	matrix  matrix
	secular secular
	down    bool
	path    demos.Path
}

var (
	_ demos.Lesson  = (*Scene)(nil)
	_ demos.Stepper = (*Scene)(nil)
)

// New returns the lesson in its opening state.
func New() *Scene {
	s := &Scene{}
	s.Open(controls(), s.compute)
	return s
}

// Next implements demos.Stepper: one micro-step more, over those that the
// iteration leaves out, and on into the next iteration.
func (s *Scene) Next() demos.Values {
	now := &s.now
	step, micro := s.State().Count("step"), now.micro+1
	for micro < last && now.kept(now.steps[micro]) {
		micro++
	}
	if micro > last {
		if step == maxSteps || s.run.broken && step >= len(s.run.taken)-1 {
			return nil
		}
		step, micro = step+1, 1 // it starts where this one ends
	}
	return demos.Values{"step": strconv.Itoa(step), "micro": strconv.Itoa(micro)}
}

// Update follows the pointer; a press on a micro-step goes there.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	pressed := p.Down && !s.down
	s.down = p.Down
	symbol := ""
	if s.Watch(p, t) && p.Inside {
		micro, ok := s.under(p.Point)
		if ok {
			symbol = acts[s.now.steps[micro]].symbol
		} else if s.layout.stage.Holds(p.Point) {
			symbol = acts[s.now.act()].symbol
		}
		if ok && pressed && micro != s.now.micro {
			s.Drag(map[string]float64{"micro": float64(micro)})
		}
	}
	s.Point(symbol)
	return s.Stale()
}

// under returns the micro-step whose row or station is below p.
func (s *Scene) under(p demos.Point) (micro int, ok bool) {
	for k, b := range s.layout.rows {
		if b.Holds(p) {
			return k, true
		}
	}
	for k, b := range s.layout.chips {
		if b.Holds(p) {
			return s.now.station(k), true
		}
	}
	return 0, false
}

// place is the micro-step that an act is.
func (now *shown) place(a act) int {
	return slices.Index(now.steps[:], a)
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	w, h := c.Size()
	s.layout = arrange(w, h, s.now.message != "")
	c.Clear(s.Theme.Back)
	s.drawHeader(c)
	s.drawList(c)
	s.flow.draw(c, s)
	s.drawStage(c)
	if s.Pointer.Inside {
		plot.Tooltip(c, s.Theme, s.Pointer.Point, s.tip(s.Pointer.Point))
	}
	s.Drawn()
}

// drawHeader writes the iteration, the micro-step and what is wrong.
func (s *Scene) drawHeader(c demos.Canvas) {
	now, t, b := &s.now, s.Theme, s.layout.header
	st := demos.TextStyle{Size: 13, Bold: true, Color: t.Text}
	micro := "micro-step " + strconv.Itoa(now.micro) + " of " + strconv.Itoa(last) + ": " + acts[now.act()].name
	iteration := "Iteration t = " + strconv.Itoa(now.t)
	words := plot.FirstThatFits(c, b.W, st, iteration+", "+micro, iteration+", "+strconv.Itoa(now.micro)+": "+acts[now.act()].name)
	plot.Label(c, words, b.X, b.Y+12, st)
	st = demos.TextStyle{Size: 12, Color: t.Soft}
	more := "L = " + plot.Format(now.whole[0]) + " over all samples"
	if now.micro == last {
		more = "L: " + plot.Format(now.whole[0]) + " → " + plot.Format(now.whole[1]) + " over all samples"
	}
	if now.message != "" {
		more, st.Color, st.Bold = now.message, t.Text, true
	} else if !now.fresh {
		more += " · the step sizes of t = " + strconv.Itoa(now.call.t) + " are kept"
	}
	for i, line := range plot.Wrap(c, more, b.W, int(b.H-15)/15, st) {
		plot.Label(c, line, b.X, b.Y+29+15*float64(i), st)
	}
}

// drawList paints the micro-steps: a row each, or on a narrow canvas a number.
func (s *Scene) drawList(c demos.Canvas) {
	now, t := &s.now, s.Theme
	for k, b := range s.layout.rows {
		a := acts[now.steps[k]]
		col, ground := t.Text, demos.Color{}
		switch {
		case k == now.micro:
			ground, col = t.Accent, t.Back
		case now.kept(now.steps[k]):
			col = t.Soft.Fade(0.75)
		case k > now.micro:
			col = t.Soft
		}
		if !s.Shines(a.symbol) && k != now.micro {
			col = col.Fade(0.6)
		}
		if ground.A > 0 {
			c.FillRect(b.X, b.Y+1, b.W-1, b.H-2, ground)
		} else if s.layout.narrow || s.Lighted() == a.symbol {
			c.FillRect(b.X, b.Y+1, b.W-1, b.H-2, t.Cell)
		}
		st := demos.TextStyle{Size: 12, Bold: k == now.micro, Color: col}
		if s.layout.narrow {
			st.Align = demos.Middle
			c.Text(strconv.Itoa(k), b.X+b.W/2, b.Y+b.H/2+4, st)
			continue
		}
		base := b.Y + b.H/2 + 4
		st.Align = demos.End
		c.Text(strconv.Itoa(k), b.X+20, base, st)
		st.Align = demos.Start
		sign := demos.TextStyle{Size: 12, Color: st.Color}
		room := plot.LabelWidth(c, a.sign, sign)
		plot.Label(c, plot.Fit(c, a.name, b.W-34-room-12, st), b.X+28, base, st)
		sign.Align = demos.End
		plot.Label(c, a.sign, b.X+b.W-8, base, sign)
	}
}

// drawStage paints the formula of the present micro-step and its picture.
func (s *Scene) drawStage(c demos.Canvas) {
	now, t, b := &s.now, s.Theme, s.layout.stage
	st := demos.TextStyle{Size: 15, Color: t.Text}
	leading, lines := 20.0, 2
	if s.layout.narrow {
		st.Size, leading = 13, 17
	}
	y := b.Y + st.Size
	for _, line := range plot.Wrap(c, now.formula(now.act()), b.W, lines, st) {
		plot.Label(c, line, b.X, y, st)
		y += leading
	}
	st = demos.TextStyle{Size: 12, Color: t.Accent}
	for _, filled := range s.filled(now.act()) {
		for _, line := range plot.Wrap(c, filled, b.W, lines, st) {
			plot.Label(c, line, b.X, y, st)
			y += 16
		}
	}
	y -= 4
	s.drawPicture(c, demos.Box{X: b.X, Y: y, W: b.W, H: b.Y + b.H - y})
}
