package method

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// stations are the quantities of an iteration in their order. The clip and the
// average are one station: the result of both.
var stations = [...]act{actGradient, actDirection, actSlope, actCurvature, actThird, actNewton, actClip, actUpdate}

// station is the micro-step at which the k-th station is complete: of clip and
// average the later.
func (now *shown) station(k int) int {
	if stations[k] == actClip {
		return last - 1
	}
	return now.place(stations[k])
}

// flow shows all quantities small: those that the iteration has reached in
// full, the present one framed.
type flow struct {
	maps [len(stations)]plot.HeatMap
	news int
}

func (p *flow) refresh(s *Scene) {
	if p.news == s.news {
		return
	}
	p.news = s.news
	now := &s.now
	n := len(s.groups)
	for k, a := range stations {
		m := &p.maps[k]
		switch a {
		case actGradient:
			m.Set(1, len(now.g), now.g, false)
		case actDirection:
			m.Set(1, len(now.u), now.u, false)
		case actCurvature:
			m.Set(n, n, now.call.Hbar, true)
		case actUpdate:
			theta := now.theta()
			m.Set(1, len(theta), theta, false)
		}
	}
}

func (p *flow) draw(c demos.Canvas, s *Scene) {
	p.refresh(s)
	now, t := &s.now, s.Theme
	for k, a := range stations {
		b := s.layout.chips[k]
		arrow := 16.0
		if s.layout.narrow {
			arrow = 7
		}
		place, symbol := now.station(k), acts[a].symbol
		reached := now.micro >= place || now.kept(a) || a == actClip && now.micro == place-1
		st := demos.TextStyle{Size: 11, Color: t.Text, Align: demos.Middle, Bold: place == now.micro}
		if !reached {
			st.Color = t.Soft
		}
		sign := acts[a].sign
		if a == actClip {
			sign = "η"
		}
		in := demos.Box{X: b.X, Y: b.Y + 16, W: b.W - arrow, H: b.H - 18}
		plot.Label(c, plot.FirstThatFits(c, b.W-2, st, sign, "new"), in.X+in.W/2, b.Y+11, st)
		c.FillRect(in.X, in.Y, in.W, in.H, t.Card)
		if reached {
			p.picture(c, s, k, in.Inset(4, 4, 4, 4))
		}
		if !reached || now.kept(a) || !s.lights(symbol) && s.inFlow(s.Lighted()) {
			c.FillRect(in.X, in.Y, in.W, in.H, t.Back.Fade(0.55))
		}
		s.path = plot.Rectangle(s.path[:0], in)
		if place == now.micro || a == actClip && now.micro == last-2 {
			c.StrokePath(s.path, 2, t.Accent)
		} else {
			c.StrokePath(s.path, 1, t.Line)
		}
		if k < len(stations)-1 {
			x, y := in.X+in.W, in.Y+in.H/2
			plot.Arrow(c, demos.Point{X: x + 1, Y: y}, demos.Point{X: x + arrow - 1, Y: y}, 1, t.Soft)
		}
	}
}

// lights reports whether the station of a symbol is highlighted.
func (s *Scene) lights(symbol string) bool {
	at := s.Lighted()
	return at == symbol || at == acts[actAverage].symbol && symbol == acts[actClip].symbol
}

// inFlow reports whether a symbol has a station.
func (s *Scene) inFlow(symbol string) bool {
	return symbol == acts[actAverage].symbol || slices.ContainsFunc(stations[:], func(a act) bool { return acts[a].symbol == symbol })
}

// picture paints the k-th quantity.
func (p *flow) picture(c demos.Canvas, s *Scene, k int, b demos.Box) {
	m := &p.maps[k]
	a := stations[k]
	if a == actClip {
		a = s.now.steps[min(max(s.now.micro, last-2), last-1)]
	}
	if values := s.now.perGroup(a); values != nil && a != actUpdate {
		p.bars(c, s, values, b)
		return
	}
	if m.Rows == m.Columns {
		side := min(b.W, b.H)
		m.Area = demos.Box{X: b.X + (b.W-side)/2, Y: b.Y + (b.H-side)/2, W: side, H: side}
	} else {
		m.Area = b
	}
	m.Draw(c, s.Theme)
}

// bars paints one upright bar for each group, of the cube root of its value:
// step sizes differ by orders of magnitude.
func (p *flow) bars(c demos.Canvas, s *Scene, values []float64, b demos.Box) {
	top, bottom := 0.0, 0.0
	for _, v := range values {
		if plot.Finite(v) {
			top, bottom = max(top, math.Cbrt(v)), max(bottom, -math.Cbrt(v))
		}
	}
	unit := b.H / max(top+bottom, 1e-300)
	zero, wide := b.Y+top*unit, b.W/float64(len(values))
	if top+bottom == 0 {
		zero = b.Y + b.H
	}
	for g, v := range values {
		if !plot.Finite(v) {
			continue
		}
		h := math.Cbrt(v) * unit
		c.FillRect(b.X+float64(g)*wide, min(zero, zero-h), max(1, wide-1), max(1, math.Abs(h)), s.color(g))
	}
	c.FillRect(b.X, zero-0.5, b.W, 1, s.Theme.Soft)
}
