package network

import "github.com/cauchy-newton/playground/demos"

// layout has the boxes of the panels.
type layout struct {
	narrow                                                bool
	header, surface, diagram, curves, hbar, inverse, cost demos.Box
}

// narrow is the width below which there are two columns of panels.
const narrow = 700

// arrange lays out a canvas of w×h: what the network does above, why below.
func arrange(w, h float64) layout {
	l := layout{narrow: w < narrow}
	g, top, header := min(28, max(14, w/45)), 8.0, 38.0
	if l.narrow {
		g, top, header = 10, 4, 32
	}
	in := demos.Box{X: g, Y: top, W: w - 2*g, H: h - 2*top}
	if l.narrow {
		in.X, in.W = 8, w-16
	}
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: header}
	y := in.Y + header + 4
	free := in.Y + in.H - y
	if l.narrow {
		const row = 6
		free -= 2 * row
		half := (in.W - g) / 2
		// The matrices have the most labels.
		heights := [3]float64{free * 0.33, free * 0.34, free * 0.33}
		pairs := [3][2]*demos.Box{{&l.surface, &l.diagram}, {&l.hbar, &l.inverse}, {&l.curves, &l.cost}}
		for k, pair := range pairs {
			*pair[0] = demos.Box{X: in.X, Y: y, W: half, H: heights[k]}
			*pair[1] = demos.Box{X: in.X + half + g, Y: y, W: half, H: heights[k]}
			y += heights[k] + row
		}
		return l
	}
	row := (free - g*0.7) / 2
	third := (in.W - 2*g) / 3
	at := func(column, line int) demos.Box {
		return demos.Box{X: in.X + float64(column)*(third+g), Y: y + float64(line)*(row+g*0.7), W: third, H: row}
	}
	l.surface, l.diagram, l.curves = at(0, 0), at(1, 0), at(2, 0)
	l.hbar, l.inverse, l.cost = at(0, 1), at(1, 1), at(2, 1)
	return l
}
