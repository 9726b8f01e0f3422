package runs

import "github.com/cauchy-newton/playground/demos"

// narrow is the width below which the scene has the layout of a phone.
const narrow = 700

// layout holds the boxes of all panels.
type layout struct {
	narrow         bool
	legend         demos.Box
	loss, accuracy demos.Box
	below          demos.Box // the chosen panel
	digits         demos.Box // the test digits

	wall, desk, race, scales demos.Box // the lesson's story

	// The parts of below for "method".
	header, hbar, inverse, steps, rates, path demos.Box
}

// low is the height below which a wide canvas, as on a phone in landscape, has the
// chosen panel beside the curves and not below them.
const low = 420

// rowHeight is the height of a row of the legend: a lane, or the reason it stopped.
const rowHeight = 17

// arrange divides a canvas of w×h for a legend of n rows; with tiles, the digits are
// below the chosen panel.
func arrange(w, h float64, n int, tiles bool) layout {
	if w >= narrow && h < low {
		return beside(w, h, n, tiles)
	}
	l := layout{narrow: w < narrow}
	g := min(28, max(10, w/45))
	in := demos.Box{X: g, Y: 6, W: w - 2*g, H: h - 12}
	if l.narrow {
		in = demos.Box{X: 8, Y: 4, W: w - 16, H: h - 8}
	}
	l.legend = demos.Box{X: in.X, Y: in.Y, W: in.W, H: rowHeight * float64(max(1, n)+1)}
	y := in.Y + l.legend.H + 6
	free := in.Y + in.H - y - 6
	plots := min(free*0.38, 260)
	if l.narrow {
		plots = min(free*0.32, 170)
	} else if !tiles {
		// What the square matrices below leave of a tall canvas is the curves'.
		plots = max(plots, min(free*0.48, free-0.25*w-110))
	}
	half := (in.W - g) / 2
	l.loss = demos.Box{X: in.X, Y: y, W: half, H: plots}
	l.accuracy = demos.Box{X: in.X + half + g, Y: y, W: half, H: plots}
	y += plots + 6
	l.below = demos.Box{X: 0, Y: y, W: w, H: h - y}
	if tiles {
		row := min(190, l.below.H*0.6)
		if l.narrow {
			row = min(170, l.below.H*0.62)
		}
		l.below.H -= row
		l.digits = demos.Box{X: in.X, Y: y + l.below.H + 4, W: in.W, H: row - 8}
	}
	return l
}

// beside is the layout of a low canvas: the lanes and their curves on the left,
// the chosen panel on the right.
func beside(w, h float64, n int, tiles bool) layout {
	left := w / 2
	l := arrange(left, h, n, false)
	l.loss.H = h - 8 - l.loss.Y
	l.accuracy.H = l.loss.H
	l.below = demos.Box{X: left, W: w - left, H: h}
	if tiles {
		row := l.below.H * 0.62
		l.below.H -= row
		l.digits = demos.Box{X: left + 8, Y: l.below.H + 4, W: w - left - 16, H: row - 8}
	}
	return l
}

// content is below without the margins.
func (l *layout) content() demos.Box {
	side := l.legend.X
	return l.below.Inset(side, 4, side, 6)
}

// method divides below for "method": in one row or, on a phone, in two, without the
// inverse of H̄.
func (l *layout) method() {
	b := l.below
	g := min(28, max(12, b.W/45))
	if l.narrow {
		const row = 6
		in := b.Inset(8, 2, 8, 2)
		half := (in.W - g) / 2
		l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 34}
		top := min(half+50, (in.H-l.header.H-2*row)*0.6)
		y := in.Y + l.header.H + row
		l.hbar = demos.Box{X: in.X, Y: y, W: half, H: top}
		l.steps = demos.Box{X: in.X + half + g, Y: y, W: half, H: top}
		y += top + row
		l.rates = demos.Box{X: in.X, Y: y, W: half, H: in.Y + in.H - y}
		l.path = demos.Box{X: in.X + half + g, Y: y, W: half, H: in.Y + in.H - y}
		return
	}
	in := b.Inset(g, 4, g, 4)
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: 20}
	y := in.Y + l.header.H + 8
	high := in.Y + in.H - y
	// The cells of a matrix are a square.
	matrix := min(high-matrixTop-matrixBottom+matrixLeft, in.W*0.25)
	l.hbar = demos.Box{X: in.X, Y: y, W: matrix, H: high}
	l.inverse = demos.Box{X: in.X + matrix + g, Y: y, W: matrix, H: high}
	x, rest := in.X+2*(matrix+g), in.W-2*(matrix+g)
	l.steps = demos.Box{X: x, Y: y, W: (rest - g) * 0.46, H: high}
	l.rates = demos.Box{X: x + l.steps.W + g, Y: y, W: (rest - g) * 0.54, H: (high - 8) / 2}
	l.path = l.rates
	l.path.Y += l.rates.H + 8
}
