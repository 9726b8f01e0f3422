package changeofunits

import "github.com/cauchy-newton/playground/demos"

// layout has the boxes of the panels.
type layout struct {
	narrow                    bool
	header, plane, gap, sizes demos.Box
}

// narrow is the width below which the plane is above the rest.
const narrow = 700

func arrange(w, h float64) layout {
	l := layout{narrow: w < narrow}
	if l.narrow {
		in := demos.Box{X: 8, Y: 4, W: w - 16, H: h - 8}
		l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 48}
		y := in.Y + l.header.H + 4
		high := (in.Y + in.H - y - 6) * 0.54
		l.plane = demos.Box{X: in.X, Y: y, W: in.W, H: high}
		y += high + 6
		half := (in.W - 10) / 2
		l.gap = demos.Box{X: in.X, Y: y, W: half, H: in.Y + in.H - y}
		l.sizes = demos.Box{X: in.X + half + 10, Y: y, W: half, H: in.Y + in.H - y}
		return l
	}
	g := min(32, max(16, w/40))
	in := demos.Box{X: g, Y: 8, W: w - 2*g, H: h - 16}
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 38}
	y := in.Y + l.header.H + 4
	free := in.Y + in.H - y
	left := (in.W - g) * 0.58
	l.plane = demos.Box{X: in.X, Y: y, W: left, H: free}
	right := demos.Box{X: in.X + left + g, Y: y, W: in.W - left - g, H: free}
	l.gap = demos.Box{X: right.X, Y: y, W: right.W, H: (free - g*0.7) * 0.5}
	l.sizes = demos.Box{X: right.X, Y: y + l.gap.H + g*0.7, W: right.W, H: free - l.gap.H - g*0.7}
	return l
}
