package data

import "math"

// The digits of MNIST were made like this (LeCun et al. 1998): the ink is scaled to
// fit a box of 20×20 with its proportions kept, and placed in a field of 28×28 with
// its centre of mass in the middle of pixel 14.
const inkSide = 20

// Centre writes the grey drawing src (w×h, 0 is the background) to dst (side×side)
// the way the digits of MNIST were made, for a field of that side. A network trained
// on centred digits recognises no others. An empty
// drawing stays empty. It panics when a length does not fit.
func Centre(dst []byte, side int, src []byte, w, h int) {
	if len(dst) != side*side || len(src) != w*h {
		panic("data: centre: the lengths do not fit the sides")
	}
	clear(dst)
	x0, y0, x1, y1 := w, h, 0, 0
	for i, v := range src {
		if v > 0 {
			x0, x1 = min(x0, i%w), max(x1, i%w+1)
			y0, y1 = min(y0, i/w), max(y1, i/w+1)
		}
	}
	if x0 >= x1 {
		return
	}
	// One pixel of dst is step pixels of src.
	step := float64(max(x1-x0, y1-y0)) * mnistSide / inkSide / float64(side)
	mass, mx, my := 0.0, 0.0, 0.0
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			v := float64(src[y*w+x])
			mass, mx, my = mass+v, mx+v*(float64(x)+0.5), my+v*(float64(y)+0.5)
		}
	}
	// In MNIST the centre of mass is the middle of pixel 14 of 0 … 27.
	middle := step * (float64(side/2) + 0.5)
	left, top := mx/mass-middle, my/mass-middle
	for y := range side {
		for x := range side {
			dst[y*side+x] = byte(math.Round(area(src, w, h, left+step*float64(x), top+step*float64(y), step)))
		}
	}
}

// area returns the mean of src over the square of the given side at (x, y), the
// background around it included.
func area(src []byte, w, h int, x, y, side float64) float64 {
	sum := 0.0
	for j := max(0, int(math.Floor(y))); j < min(h, int(math.Ceil(y+side))); j++ {
		tall := math.Min(y+side, float64(j+1)) - math.Max(y, float64(j))
		for i := max(0, int(math.Floor(x))); i < min(w, int(math.Ceil(x+side))); i++ {
			wide := math.Min(x+side, float64(i+1)) - math.Max(x, float64(i))
			sum += float64(src[j*w+i]) * tall * wide
		}
	}
	return sum / (side * side)
}
