// Package data provides samples: the MNIST digits, as an embedded subset or as the
// four full files, CIFAR-10, tables of comma-separated values, toy sets and random
// teachers, with classes or with numbers to be predicted; and the seeded samplers
// that draw minibatches from them.
//
//	train, test, err := data.Open("moons?noise=0.2", nil)
//	draw := data.NewSampler(train.Len(), rand.NewPCG(1, 0))
//	draw.Next(index)
//	train.Gather(x, labels, index)
package data

import (
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"math"
)

// Set is a set of N samples that all have one shape, each with a label or with
// a row of values to be predicted. It is read-only once made, so several
// goroutines may gather from it at the same time.
//
// Images are kept as bytes and turned into numbers when they are gathered:
// 7,000 digits take 5.5 MB this way and 44 MB as float64, which counts in a
// browser.
type Set struct {
	Name    string // "mnist train"
	Shape   []int  // of one sample, outermost first: {1, 28, 28} is channels, rows, columns
	Classes int    // labels are 0 … Classes−1; 0 for a set with values
	Labels  []int  // length N; nil for a set with values

	// ClassNames are the labels as a file spelled them, of length Classes; nil
	// where the numbers are their names.
	ClassNames []string

	// Origin says in words what was recognised in the file of the set; "" where there
	// was nothing to recognise. Table holds it as data, for a table; nil elsewhere.
	Origin string
	Table  *Table

	// Augment is how a run changes the images while it trains with them.
	// Gather itself never does: see Augmenter.
	Augment Augmentation

	n      int
	width  int            // product of Shape
	pixels []byte         // N×width, or
	inputs []float64      // N×width
	tables [][256]float64 // of pixels: the standardised value of each byte, for each channel or for all

	outputs int       // of a set with values: how many a sample has
	values  []float64 // N×outputs
}

// NewSet returns the set of len(labels) images whose bytes lie one sample
// after the other in pixels, which it keeps. A byte b stands for the number
// (b/255 − mean)/deviation.
//
// An error says which of the sizes or labels do not fit together.
func NewSet(name string, shape []int, classes int, pixels []byte, labels []int, mean, deviation float64) (*Set, error) {
	return NewImages(name, shape, classes, pixels, labels, []float64{mean}, []float64{deviation})
}

// NewImages is NewSet with a mean and a deviation for each channel, the
// outermost side of the shape.
func NewImages(name string, shape []int, classes int, pixels []byte, labels []int, mean, deviation []float64) (*Set, error) {
	s := &Set{Name: name, Shape: shape, Classes: classes, Labels: labels, pixels: pixels}
	if err := s.measure(len(pixels), "bytes"); err != nil {
		return nil, err
	}
	if channels := len(mean); channels != len(deviation) || channels != 1 && (len(shape) == 0 || channels != shape[0]) {
		return nil, fmt.Errorf("data: %s: %d means and %d deviations for shape %v", name, channels, len(deviation), shape)
	}
	if err := s.checkLabels("images"); err != nil {
		return nil, err
	}
	s.tables = make([][256]float64, len(mean))
	for c := range s.tables {
		for b := range s.tables[c] {
			s.tables[c][b] = (float64(b)/255 - mean[c]) / deviation[c]
		}
	}
	return s, nil
}

// NewClasses returns the set of len(labels) samples whose numbers lie one
// sample after the other in inputs, which it keeps. An error says what does not
// fit together.
func NewClasses(name string, shape []int, inputs []float64, classes int, labels []int) (*Set, error) {
	s := &Set{Name: name, Shape: shape, Classes: classes, Labels: labels, inputs: inputs}
	if err := s.measure(len(inputs), "numbers"); err != nil {
		return nil, err
	}
	return s, s.checkLabels("samples")
}

// NewValues returns the set of samples whose numbers lie one sample after the
// other in inputs, with the given number of values to be predicted for each in
// values. It keeps both. An error says what does not fit together.
func NewValues(name string, shape []int, inputs []float64, outputs int, values []float64) (*Set, error) {
	s := &Set{Name: name, Shape: shape, inputs: inputs, outputs: outputs, values: values}
	if err := s.measure(len(inputs), "numbers"); err != nil {
		return nil, err
	}
	if outputs < 1 || len(values) != s.n*outputs {
		return nil, fmt.Errorf("data: %s: %d values for %d samples of %d each", name, len(values), s.n, outputs)
	}
	return s, nil
}

// measure finds the width and the number of samples.
func (s *Set) measure(size int, of string) error {
	s.width = 1
	for _, n := range s.Shape {
		if n <= 0 {
			return fmt.Errorf("data: %s: shape %v has an empty side", s.Name, s.Shape)
		}
		s.width *= n
	}
	if size%s.width != 0 {
		return fmt.Errorf("data: %s: %d %s are no whole number of samples of shape %v", s.Name, size, of, s.Shape)
	}
	s.n = size / s.width
	return nil
}

func (s *Set) checkLabels(of string) error {
	if len(s.Labels) != s.n {
		return fmt.Errorf("data: %s: %d labels for %d %s", s.Name, len(s.Labels), s.n, of)
	}
	for i, l := range s.Labels {
		if l < 0 || l >= s.Classes {
			return fmt.Errorf("data: %s: label %d of sample %d is outside 0…%d", s.Name, l, i, s.Classes-1)
		}
	}
	return nil
}

// Len returns N, the number of samples.
func (s *Set) Len() int { return s.n }

// Width returns the number of values of one sample: 784 for a digit.
func (s *Set) Width() int { return s.width }

// Outputs returns how many numbers a network for this set answers with: one a
// class, or the values to be predicted.
func (s *Set) Outputs() int {
	if s.Classes > 0 {
		return s.Classes
	}
	return s.outputs
}

// Gather writes the samples named by index one after the other into dst
// (len(index)×Width, row-major) and their labels into labels, which may be nil and
// must be for a set with values. It allocates
// nothing, and panics when a length or an index does not fit.
func (s *Set) Gather(dst []float64, labels []int, index []int) {
	if len(dst) != len(index)*s.width {
		panic(fmt.Sprintf("data: gather: %d values for %d samples of width %d", len(dst), len(index), s.width))
	}
	for k, i := range index {
		s.write(dst[k*s.width:][:s.width], i)
	}
	s.gatherLabels(labels, index)
}

// write writes the numbers of sample i.
func (s *Set) write(row []float64, i int) {
	if s.pixels == nil {
		copy(row, s.inputs[i*s.width:(i+1)*s.width])
		return
	}
	s.Numbers(row, s.Pixels(i))
}

// Numbers writes to row the standardised numbers of an image of the set's shape, as a
// network takes them. It panics when a length does not fit, or when the
// samples are no images.
func (s *Set) Numbers(row []float64, pixels []byte) {
	if s.pixels == nil || len(row) != s.width || len(pixels) != s.width {
		panic(fmt.Sprintf("data: %s: an image of %d bytes for %d numbers, want %d", s.Name, len(pixels), len(row), s.width))
	}
	plane := s.width / len(s.tables)
	for c := range s.tables {
		table, part := &s.tables[c], row[c*plane:][:plane]
		for j, b := range pixels[c*plane:][:plane] {
			part[j] = table[b]
		}
	}
}

func (s *Set) gatherLabels(labels []int, index []int) {
	if labels == nil {
		return
	}
	if len(labels) != len(index) {
		panic(fmt.Sprintf("data: gather: %d labels for %d samples", len(labels), len(index)))
	}
	for k, i := range index {
		labels[k] = s.Labels[i]
	}
}

// Targets writes what a network should answer to the samples named by index
// (len(index)×Outputs, row-major): their values, or for a set with classes a 1
// at the label and 0 elsewhere. It allocates nothing, and panics when a length
// or an index does not fit.
func (s *Set) Targets(dst []float64, index []int) {
	n := s.Outputs()
	if len(dst) != len(index)*n {
		panic(fmt.Sprintf("data: targets: %d values for %d samples of %d each", len(dst), len(index), n))
	}
	if s.Classes > 0 {
		clear(dst)
	}
	for k, i := range index {
		if s.Classes > 0 {
			dst[k*n+s.Labels[i]] = 1
		} else {
			copy(dst[k*n:][:n], s.values[i*n:(i+1)*n])
		}
	}
}

// Images tells whether the samples are images kept as bytes: whether there are
// Pixels.
func (s *Set) Images() bool { return s.pixels != nil }

// Pixels returns the bytes of sample i as they were read: 0 is the background
// of a digit, 255 full ink. The slice is the set's own and must not be
// changed. A set that is no set of images has none.
func (s *Set) Pixels(i int) []byte {
	if s.pixels == nil {
		return nil
	}
	return s.pixels[i*s.width : (i+1)*s.width : (i+1)*s.width]
}

// Fingerprint returns a checksum of all that a network can learn from the set:
// inputs, labels and values, with their order and shapes, but not the names. Two
// sets that differ by accident have different ones but once in 2⁶⁴.
func (s *Set) Fingerprint() uint64 {
	hash := crc64.New(crc64.MakeTable(crc64.ECMA))
	room := make([]byte, 0, 1<<12)
	number := func(v uint64) {
		if room = binary.LittleEndian.AppendUint64(room, v); len(room) == cap(room) {
			hash.Write(room) // never fails
			room = room[:0]
		}
	}
	for _, v := range append([]int{s.n, s.Classes, s.outputs}, s.Shape...) {
		number(uint64(v))
	}
	for _, l := range s.Labels {
		number(uint64(l))
	}
	for c := range s.tables {
		number(math.Float64bits(s.tables[c][0]))
		number(math.Float64bits(s.tables[c][255]))
	}
	for _, list := range [][]float64{s.inputs, s.values} {
		for _, v := range list {
			number(math.Float64bits(v))
		}
	}
	hash.Write(room)
	hash.Write(s.pixels)
	return hash.Sum64()
}
