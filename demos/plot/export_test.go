package plot

import "github.com/cauchy-newton/playground/demos"

// Lines returns the lines of the i-th level.
func (k *Contours) Lines(i int) [][]XY { return k.lines[i] }

// Places returns the points of the picture drawn last; a NaN ends a piece.
func (v *Curve) Places() []demos.Point { return v.points }
