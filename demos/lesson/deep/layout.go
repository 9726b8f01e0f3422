package deep

import "github.com/cauchy-newton/playground/demos"

// layout has the boxes of the panels: H̄ and its inverse, each as a matrix and
// by distance, and two shares over the steps.
type layout struct {
	narrow                                          bool
	header, hbar, forth, far, inverse, back, beside demos.Box
}

// arrange lays out a canvas of w×h: H̄ above, its inverse below; on a phone one
// beside the other.
func arrange(w, h float64) layout {
	l := layout{narrow: w < 700}
	g, top, header := min(28, max(14, w/45)), 8.0, 38.0
	in := demos.Box{X: g, Y: top, W: w - 2*g, H: h - 2*top}
	if l.narrow {
		g, top, header = 10, 4, 32
		in = demos.Box{X: 8, Y: top, W: w - 16, H: h - 2*top}
	}
	l.header = demos.Box{X: in.X, Y: in.Y, W: in.W, H: header}
	y := in.Y + header + 4
	free := in.Y + in.H - y
	upper, lower := [3]*demos.Box{&l.hbar, &l.forth, &l.far}, [3]*demos.Box{&l.inverse, &l.back, &l.beside}
	if l.narrow {
		const row = 6
		free -= 2 * row
		half := (in.W - g) / 2
		for k, share := range [3]float64{0.36, 0.34, 0.30} { // the matrices have the most labels
			*upper[k] = demos.Box{X: in.X, Y: y, W: half, H: share * free}
			*lower[k] = demos.Box{X: in.X + half + g, Y: y, W: half, H: share * free}
			y += share*free + row
		}
		return l
	}
	row, third := (free-0.7*g)/2, (in.W-2*g)/3
	for k := range 3 {
		x := in.X + float64(k)*(third+g)
		*upper[k] = demos.Box{X: x, Y: y, W: third, H: row}
		*lower[k] = demos.Box{X: x, Y: y + row + 0.7*g, W: third, H: row}
	}
	return l
}
