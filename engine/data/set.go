// Package data brings labelled samples to the engine: the MNIST digits, as an
// embedded subset or as the four full files, and the seeded samplers that draw
// minibatches from them.
//
//	train, test, err := data.MNIST()
//	draw := data.NewSampler(train.Len(), rand.NewPCG(1, 0))
//	draw.Next(index)
//	train.Gather(x, labels, index)
package data

import "fmt"

// Set is a labelled set of N samples that all have one shape. It is read-only
// once made, so several goroutines may gather from it at the same time.
//
// Pixels are kept as bytes and turned into numbers when they are gathered:
// 7,000 digits take 5.5 MB this way and 44 MB as float64, which counts in a
// browser.
type Set struct {
	Name    string // "mnist train"
	Shape   []int  // of one sample, outermost first: {1, 28, 28} is channels, rows, columns
	Classes int    // labels are 0 … Classes−1
	Labels  []int  // length N

	width  int          // product of Shape
	pixels []byte       // N×width
	value  [256]float64 // the standardised value of each byte
}

// NewSet returns the set of len(labels) samples whose bytes lie one sample
// after the other in pixels, which it keeps. A byte b stands for the number
// (b/255 − mean)/deviation.
//
// An error says which of the sizes or labels do not fit together.
func NewSet(name string, shape []int, classes int, pixels []byte, labels []int, mean, deviation float64) (*Set, error) {
	s := &Set{Name: name, Shape: shape, Classes: classes, Labels: labels, width: 1, pixels: pixels}
	for _, n := range shape {
		if n <= 0 {
			return nil, fmt.Errorf("data: %s: shape %v has an empty side", name, shape)
		}
		s.width *= n
	}
	if len(pixels)%s.width != 0 {
		return nil, fmt.Errorf("data: %s: %d bytes are no whole number of samples of shape %v", name, len(pixels), shape)
	}
	if n := len(pixels) / s.width; n != len(labels) {
		return nil, fmt.Errorf("data: %s: %d labels for %d images", name, len(labels), n)
	}
	for i, l := range labels {
		if l < 0 || l >= classes {
			return nil, fmt.Errorf("data: %s: label %d of sample %d is outside 0…%d", name, l, i, classes-1)
		}
	}
	for b := range s.value {
		s.value[b] = (float64(b)/255 - mean) / deviation
	}
	return s, nil
}

// Len returns N, the number of samples.
func (s *Set) Len() int { return len(s.Labels) }

// Width returns the number of values of one sample: 784 for a digit.
func (s *Set) Width() int { return s.width }

// Gather writes the samples named by index one after the other into dst
// (len(index)×Width, row-major) and their labels into labels, which may be nil
// when nobody asks for them. It allocates nothing, and panics when a length or
// an index does not fit.
func (s *Set) Gather(dst []float64, labels []int, index []int) {
	if len(dst) != len(index)*s.width {
		panic(fmt.Sprintf("data: gather: %d values for %d samples of width %d", len(dst), len(index), s.width))
	}
	if labels != nil && len(labels) != len(index) {
		panic(fmt.Sprintf("data: gather: %d labels for %d samples", len(labels), len(index)))
	}
	for k, i := range index {
		row := dst[k*s.width:][:s.width]
		for j, b := range s.Pixels(i) {
			row[j] = s.value[b]
		}
		if labels != nil {
			labels[k] = s.Labels[i]
		}
	}
}

// Pixels returns the bytes of sample i as they were read: 0 is the background
// of a digit, 255 full ink. The slice is the set's own and must not be
// changed.
func (s *Set) Pixels(i int) []byte {
	return s.pixels[i*s.width : (i+1)*s.width : (i+1)*s.width]
}
