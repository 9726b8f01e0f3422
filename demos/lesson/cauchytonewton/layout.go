package cauchytonewton

import "github.com/cauchy-newton/playground/demos"

// layout has the boxes of the picture.
type layout struct {
	narrow                              bool
	header, plane, table, rates, matrix demos.Box
}

// arrange lays the scene out: wide, the plane over the step sizes beside the
// ladder over H̄; on a phone three rows.
func arrange(w, h float64) layout {
	if w < 700 {
		const pad, gap, header = 8, 8, 32
		wide := w - 2*pad
		rest := h - pad - header - 3*gap - pad
		plane := 0.36 * rest
		table := max(0.34*rest, 146)
		last := rest - plane - table
		y := pad + header + gap + 0.0
		l := layout{narrow: true, header: demos.Box{X: pad, Y: pad, W: wide, H: header}}
		l.plane = demos.Box{X: pad, Y: y, W: wide, H: plane}
		y += plane + gap
		l.table = demos.Box{X: pad, Y: y, W: wide, H: table}
		y += table + gap
		half := min(last+40, wide*0.48)
		l.rates = demos.Box{X: pad, Y: y, W: wide - half - gap, H: last}
		l.matrix = demos.Box{X: pad + wide - half, Y: y, W: half, H: last}
		return l
	}
	const pad, gap, header = 18, 22, 24
	wide, high := w-2*pad, h-pad-header-gap-pad
	left := 0.535 * wide
	right := wide - left - gap
	top := 0.60 * (high - gap)
	y := pad + header + gap/2.0
	l := layout{header: demos.Box{X: pad, Y: pad - 4, W: wide, H: header}}
	l.plane = demos.Box{X: pad, Y: y, W: left, H: top}
	l.table = demos.Box{X: pad + left + gap, Y: y, W: right, H: top}
	y += top + gap
	low := h - pad - y
	l.rates = demos.Box{X: pad, Y: y, W: left, H: low}
	l.matrix = demos.Box{X: pad + left + gap, Y: y, W: right, H: low}
	return l
}
