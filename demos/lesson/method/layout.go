package method

import "github.com/cauchy-newton/playground/demos"

// layout has the boxes of the parts.
type layout struct {
	narrow                    bool
	header, list, flow, stage demos.Box
	rows                      [last + 1]demos.Box // of the list, by micro-step
	chips                     [len(stations)]demos.Box
}

// narrow is the width below which the list is a row of numbers.
const narrow = 700

// arrange lays out a canvas of w×h; a message needs a higher header.
func arrange(w, h float64, message bool) layout {
	l, more := layout{narrow: w < narrow}, 0.0
	switch {
	case message && l.narrow:
		more = 30
	case message:
		more = 15
	}
	if l.narrow {
		in := demos.Box{X: 8, Y: 6, W: w - 16, H: h - 10}
		l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 32 + more}
		l.list = demos.Box{X: in.X, Y: in.Y + more + 36, W: in.W, H: 26}
		l.flow = demos.Box{X: in.X, Y: in.Y + more + 68, W: in.W, H: 46}
		l.stage = demos.Box{X: in.X, Y: in.Y + more + 122, W: in.W, H: in.H - more - 122}
		side := l.list.W / (last + 1)
		for k := range l.rows {
			l.rows[k] = demos.Box{X: l.list.X + float64(k)*side, Y: l.list.Y, W: side, H: l.list.H}
		}
	} else {
		g := min(24, max(14, w/50))
		in := demos.Box{X: g, Y: 8, W: w - 2*g, H: h - 16}
		l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 36 + more}
		flow := min(96, max(70, h/7))
		y := in.Y + l.header.H + 4
		l.flow = demos.Box{X: in.X, Y: in.Y + in.H - flow, W: in.W, H: flow}
		list := min(270, max(186, w/4.4))
		l.list = demos.Box{X: in.X, Y: y, W: list, H: l.flow.Y - 12 - y}
		l.stage = demos.Box{X: in.X + list + g, Y: y, W: in.W - list - g, H: l.list.H}
		height := min(38, l.list.H/(last+1))
		for k := range l.rows {
			l.rows[k] = demos.Box{X: l.list.X, Y: l.list.Y + float64(k)*height, W: l.list.W, H: height}
		}
	}
	wide := l.flow.W / float64(len(stations))
	for k := range l.chips {
		l.chips[k] = demos.Box{X: l.flow.X + float64(k)*wide, Y: l.flow.Y, W: wide, H: l.flow.H}
	}
	return l
}

// halves cuts the rest of the stage below its formulas into two parts, side by
// side where it is wide; share is that of the first.
func (l *layout) halves(b demos.Box, share float64) (first, second demos.Box) {
	const gap = 14
	if b.W < 420 {
		h := (b.H - gap/2) * share
		return demos.Box{X: b.X, Y: b.Y, W: b.W, H: h}, demos.Box{X: b.X, Y: b.Y + h + gap/2, W: b.W, H: b.H - h - gap/2}
	}
	w := (b.W - gap) * share
	return demos.Box{X: b.X, Y: b.Y, W: w, H: b.H}, demos.Box{X: b.X + w + gap, Y: b.Y, W: b.W - w - gap, H: b.H}
}
