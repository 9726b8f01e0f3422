package partitionmatrix

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// layout has the boxes of the picture. U H U and Iᵀ are above I and H̄, so that I has the columns of U H U and the rows of H̄, and Iᵀ the rows of
// U H U and the columns of H̄. H is to the left of U H U, with the table of
// sums below it; on a phone there is no H, and the table is at the bottom.
type layout struct {
	narrow                         bool
	cell                           float64
	header                         demos.Box
	plain, along, right, fold, sum demos.Box // the cells; fold and hbar have room for six groups
	hbar                           demos.Box
	above, beside                  demos.Box // u along the columns and the rows of U H U
	legend, plainLegend            demos.Box // of U H U and H̄; of H
}

// Room around the cells.
const (
	titleRoom = 17 // a title
	namesRoom = 14 // names of columns
	stripRoom = 8  // the colours of the groups
)

func arrange(w, h float64) layout {
	if w < 700 {
		return arrangeNarrow(w, h)
	}
	const pad, arrow, between = 18, 64, 34
	const left, legend = 28, 26
	// On a low canvas the sentence and the table are to the right of the matrices.
	low, header, aside := h < 420, 40.0, 0.0
	if low {
		header, aside = 0, 300
	}
	// Across: names, H, the arrow with u, U H U, the next arrow, H̄; upwards:
	// title, names, u, U H U, title, I and the legend.
	across := (w - aside - 2*pad - left - arrow - between - 8) / (18 + 0.7)
	upward := (h - pad - header - 2*titleRoom - namesRoom - 4*stripRoom - legend - 6) / (12 + 0.7)
	c := math.Floor(min(across, upward, 60))
	u := math.Floor(0.7 * c)
	wide := left + 18*c + u + arrow + between
	x := math.Floor((w-aside-wide)/2) + left
	l := layout{cell: c, header: demos.Box{X: x - left, Y: 10, W: w - 2*(x-left), H: header - 10}}
	y := header + titleRoom + namesRoom + stripRoom
	y += u
	if spare := h - pad - legend - (y + 12*c + titleRoom + stripRoom + 8); !low && spare > 0 {
		y += math.Floor(spare / 2) // as much above as below
	}
	l.plain = demos.Box{X: x, Y: y, W: 6 * c, H: 6 * c}
	x2 := x + 6*c + arrow + u
	l.along = demos.Box{X: x2, Y: y, W: 6 * c, H: 6 * c}
	l.above = demos.Box{X: x2, Y: y - stripRoom - u, W: 6 * c, H: u}
	l.beside = demos.Box{X: x2 - stripRoom - u, Y: y, W: u, H: 6 * c}
	x3 := x2 + 6*c + between
	l.right = demos.Box{X: x3, Y: y, W: 6 * c, H: 6 * c}
	y2 := y + 6*c + titleRoom + stripRoom + 8
	l.fold = demos.Box{X: x2, Y: y2, W: 6 * c, H: 6 * c}
	l.hbar = demos.Box{X: x3, Y: y2, W: 6 * c, H: 6 * c}
	l.legend = demos.Box{X: x3, Y: y2 + 6*c + 6, W: 6 * c, H: legend}
	l.plainLegend = demos.Box{X: x, Y: y + 6*c + 6, W: 6 * c, H: legend}
	if low {
		x4 := x - left + wide + 30
		l.header = demos.Box{X: x4, Y: 10, W: w - pad - x4, H: 64}
		l.sum = demos.Box{X: x4, Y: 90, W: w - pad - x4, H: h - pad - 90}
		return l
	}
	top := y2 + legend
	l.sum = demos.Box{X: x - left, Y: top, W: x2 - stripRoom - 34 - x + left, H: h - pad - top}
	return l
}

func arrangeNarrow(w, h float64) layout {
	const pad, header, between, table, legend = 8, 40, 26, 86, 24
	const left = 14
	across := (w - 2*pad - left - stripRoom - between) / (12 + 0.7)
	upward := (h - pad - header - table - legend - 2*titleRoom - namesRoom - 2*stripRoom - 8) / (12 + 0.7)
	c := math.Floor(min(across, upward, 44))
	u := math.Floor(0.7 * c)
	x := pad + left + u + stripRoom + math.Floor((w-2*pad-left-stripRoom-between-12*c-u)/2)
	l := layout{narrow: true, cell: c, header: demos.Box{X: pad, Y: 6, W: w - 2*pad, H: header - 6}}
	y := float64(header+titleRoom+namesRoom+stripRoom) + u
	l.along = demos.Box{X: x, Y: y, W: 6 * c, H: 6 * c}
	l.above = demos.Box{X: x, Y: y - stripRoom - u, W: 6 * c, H: u}
	l.beside = demos.Box{X: x - stripRoom - u, Y: y, W: u, H: 6 * c}
	x3 := x + 6*c + between
	l.right = demos.Box{X: x3, Y: y, W: 6 * c, H: 6 * c}
	y2 := y + 6*c + titleRoom + stripRoom + 4
	l.fold = demos.Box{X: x, Y: y2, W: 6 * c, H: 6 * c}
	l.hbar = demos.Box{X: x3, Y: y2, W: 6 * c, H: 6 * c}
	l.legend = demos.Box{X: x, Y: y2 + 6*c + 5, W: 12*c + between, H: legend}
	bottom := y2 + 6*c + legend + 8
	l.sum = demos.Box{X: pad, Y: bottom, W: w - 2*pad, H: h - bottom - 4}
	return l
}
