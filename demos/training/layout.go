package training

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// narrow is the width below which the panels stand in two columns.
const narrow = 700

// layout is where every panel stands.
type layout struct {
	narrow                             bool
	header                             demos.Box
	hbar, inverse                      demos.Box
	steps, rates, loss, accuracy, path demos.Box
	digits                             demos.Box
}

// PreferredHeight returns the height that suits a picture of this width, both
// in CSS pixels: 16:10 on a wide screen, tall on a phone.
func PreferredHeight(width float64) float64 {
	if width >= narrow {
		return math.Round(max(500, width/1.6))
	}
	// Header, matrices (square, two beside each other), three rows of plots,
	// digits in two rows of ten.
	half := (width - 2*8 - gutter(width)) / 2
	return math.Round(44 + min(half+50, 260) + 3*max(124, width/2.9) + 50 + 2*min(56, width/10) + 5*12)
}

// arrange divides a canvas of w×h.
func arrange(w, h float64) layout {
	if w < narrow {
		return arrangeNarrow(w, h)
	}
	l := layout{}
	g := gutter(w)
	in := demos.Box{X: g, Y: 6, W: w - 2*g, H: h - 12}
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 20}
	tiles := min(88, max(70, h*0.13))
	rows := in.H - l.header.H - tiles - 3*g*0.6
	top := rows * 0.58
	y := in.Y + l.header.H + g*0.6
	// A matrix is square; its names, its colour scale and its title are not.
	matrix := min(top-matrixTop-matrixBottom+matrixLeft, in.W*0.26)
	l.hbar = demos.Box{X: in.X, Y: y, W: matrix, H: top}
	l.inverse = demos.Box{X: in.X + matrix + g, Y: y, W: matrix, H: top}
	rest := demos.Box{X: in.X + 2*(matrix+g), Y: y, W: in.W - 2*(matrix+g), H: top}
	l.steps = demos.Box{X: rest.X, Y: y, W: (rest.W - g) * 0.46, H: top}
	l.rates = demos.Box{X: rest.X + l.steps.W + g, Y: y, W: (rest.W - g) * 0.54, H: top}
	y += top + g*0.6
	bottom := rows - top
	third := (in.W - 2*g) / 3
	l.loss = demos.Box{X: in.X, Y: y, W: third, H: bottom}
	l.accuracy = demos.Box{X: in.X + third + g, Y: y, W: third, H: bottom}
	l.path = demos.Box{X: in.X + 2*(third+g), Y: y, W: third, H: bottom}
	y += bottom + g*0.6
	l.digits = demos.Box{X: in.X, Y: y, W: in.W, H: in.Y + in.H - y}
	return l
}

func arrangeNarrow(w, h float64) layout {
	l := layout{narrow: true}
	g := gutter(w)
	const row = 6 // between two rows
	in := demos.Box{X: 8, Y: 4, W: w - 16, H: h - 8}
	half := (in.W - g) / 2
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 34}
	tiles := 20 + 2*(min(56, (in.W+5)/10-5)+19)
	free := in.H - l.header.H - tiles - 5*row
	top := min(half+50, free*0.34)
	bars, plots := (free-top)*0.38, (free-top)*0.31 // bars need a line for each group
	left := func(y, h float64) demos.Box { return demos.Box{X: in.X, Y: y, W: half, H: h} }
	right := func(y, h float64) demos.Box { return demos.Box{X: in.X + half + g, Y: y, W: half, H: h} }
	y := in.Y + l.header.H + row
	l.hbar, l.inverse = left(y, top), right(y, top)
	y += top + row
	l.steps, l.rates = left(y, bars), right(y, bars)
	y += bars + row
	l.loss, l.accuracy = left(y, plots), right(y, plots)
	y += plots + row
	l.path = demos.Box{X: in.X, Y: y, W: in.W, H: plots}
	y += plots + row
	l.digits = demos.Box{X: in.X, Y: y, W: in.W, H: in.Y + in.H - y}
	return l
}

// gutter is the room between two panels.
func gutter(w float64) float64 { return min(28, max(12, w/45)) }

// arrange divides a canvas of w×h for the panels that are shown.
func (v Show) arrange(w, h float64) layout {
	switch {
	case v == Digits:
		return layout{narrow: w < narrow, digits: demos.Box{X: 8, Y: 4, W: w - 16, H: h - 8}}
	case v == Method && w < narrow:
		return arrangeLowNarrow(w, h)
	case v == Method:
		return arrangeLow(w, h)
	}
	return arrange(w, h)
}

// arrangeLow stands everything of the method in one row.
func arrangeLow(w, h float64) layout {
	l := layout{}
	g := gutter(w)
	in := demos.Box{X: g, Y: 4, W: w - 2*g, H: h - 8}
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 20}
	y := in.Y + l.header.H + 8
	high := in.Y + in.H - y
	matrix := min(high-matrixTop-matrixBottom+matrixLeft, in.W*0.25)
	l.hbar = demos.Box{X: in.X, Y: y, W: matrix, H: high}
	l.inverse = demos.Box{X: in.X + matrix + g, Y: y, W: matrix, H: high}
	rest := demos.Box{X: in.X + 2*(matrix+g), Y: y, W: in.W - 2*(matrix+g), H: high}
	l.steps = demos.Box{X: rest.X, Y: y, W: (rest.W - g) * 0.46, H: high}
	right := demos.Box{X: rest.X + l.steps.W + g, Y: y, W: (rest.W - g) * 0.54, H: (high - 8) / 2}
	l.rates = right
	right.Y += right.H + 8
	l.path = right
	return l
}

func arrangeLowNarrow(w, h float64) layout {
	l := layout{narrow: true}
	g := gutter(w)
	const row = 6
	in := demos.Box{X: 8, Y: 2, W: w - 16, H: h - 4}
	half := (in.W - g) / 2
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 34}
	free := in.H - l.header.H - 2*row
	top := min(half+50, free*0.6)
	y := in.Y + l.header.H + row
	l.hbar = demos.Box{X: in.X, Y: y, W: half, H: top}
	l.steps = demos.Box{X: in.X + half + g, Y: y, W: half, H: top}
	y += top + row
	l.rates = demos.Box{X: in.X, Y: y, W: half, H: in.Y + in.H - y}
	l.path = demos.Box{X: in.X + half + g, Y: y, W: half, H: in.Y + in.H - y}
	return l
}
