package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Rounded is the outline of a box with round corners.
func Rounded(b demos.Box, radius float64) (line []demos.Point) {
	const pieces = 6 // to a corner: enough for 8 px
	for corner := range 4 {
		x, y := b.X+radius, b.Y+radius
		if corner == 0 || corner == 3 {
			x = b.X + b.W - radius
		}
		if corner < 2 {
			y = b.Y + b.H - radius
		}
		for i := range pieces + 1 {
			sin, cos := math.Sincos((float64(corner) + float64(i)/pieces) * math.Pi / 2)
			line = append(line, demos.Point{X: x + radius*cos, Y: y + radius*sin})
		}
	}
	return line
}
