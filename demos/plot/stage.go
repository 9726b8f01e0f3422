package plot

import "github.com/cauchy-newton/playground/demos"

// Stage is the layout of a lesson's picture: the hero, which reaches the edges of the
// canvas, and at most two strips below it, or beside it where the canvas is low.
type Stage struct {
	Hero   demos.Box
	Strips [2]demos.Box // in the order of Arrange; one without a size has no room
	Beside bool         // the strips stand on the right of the hero
}

// The hero has at least these shares of the canvas: of its height with strips below,
// of its width with strips beside it.
const (
	heroHigh = 0.6
	heroWide = 0.6
)

// stripWide is the width that a strip beside the hero needs.
const stripWide = 290

// Margin is the distance of strips and words from the edges of a canvas of that width.
func Margin(width float64) float64 {
	if width < narrowCanvas {
		return 14
	}
	return 28
}

// Arrange lays out a canvas of w×h with strips of the given heights, the more
// important one first. Where the canvas is small, the second has no room.
func Arrange(w, h float64, strips ...float64) (s Stage) {
	strips = strips[:min(len(strips), len(s.Strips))]
	pad := Margin(w)
	high := func() (sum float64) {
		for _, k := range strips {
			sum += k
		}
		return sum
	}
	s.Hero = demos.Box{W: w, H: h}
	column := s.Hero.Inset(pad, 0, pad, 0)
	low := func() bool { return h-high() < heroHigh*h }
	s.Beside = low() && (1-heroWide)*w-1.5*pad >= stripWide
	for len(strips) > 1 && (s.Beside && high() > h || !s.Beside && low()) {
		strips = strips[:len(strips)-1]
	}
	if s.Beside {
		s.Hero.W = heroWide * w
		column = demos.Box{X: s.Hero.W + pad/2, W: w - s.Hero.W - 1.5*pad, H: h}
		column.Y = (h - high()) / 2
	} else {
		s.Hero.H = h - high()
		column.Y = s.Hero.H
	}
	for i, k := range strips {
		column.H = k
		s.Strips[i] = column
		column.Y += k
	}
	return s
}
