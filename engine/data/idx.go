package data

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
)

// The IDX format of the MNIST files: two zero bytes, the element type (8 for
// bytes), the number of dimensions, then each dimension as a big-endian uint32,
// then the elements.
const (
	idxLabels = 0x0801
	idxImages = 0x0803
)

// maxSide bounds an image of the user's own: 1024×1024 are a million inputs.
const maxSide = 1024

// IDX says how a pair of IDX files is read. The zero value reads them as they
// are, and sets no limit but memory.
type IDX struct {
	Transpose bool // the images are stored column by column, as those of EMNIST are
	MaxBytes  int  // how many bytes of images are kept; 0 is any number
}

// storedTransposed is the Origin of a set that is read so.
const storedTransposed = "stored transposed (column by column)"

// ReadIDX reads a set from a file of images of any size and a file of labels in
// the IDX format, each gzipped or not. Pixels are standardised by the mean and
// the deviation of all of them; there are as many classes as the largest label
// asks for. A file that is not gzipped and whose size does not fit its header is
// refused before it is read.
func ReadIDX(name string, images, labels io.Reader, o IDX) (*Set, error) {
	inner := []uint32{0, 0}
	pixels, list, err := readPair(name, images, labels, o, inner)
	if err != nil {
		return nil, err
	}
	mean, deviation := greys(pixels)
	s, err := NewSet(name, []int{1, int(inner[0]), int(inner[1])}, slices.Max(list)+1, pixels, list, mean, deviation)
	if err == nil {
		classes := plural(s.Classes, "class", "classes")
		present := slices.Compact(slices.Sorted(slices.Values(list)))
		if empty := s.Classes - len(present); empty > 0 {
			classes += fmt.Sprintf(", %d of them without an image", empty)
		}
		s.Origin = fmt.Sprintf("labels %d … %d: %s, %s of %d×%d pixels", present[0], s.Classes-1,
			classes, plural(s.Len(), "image", "images"), inner[0], inner[1])
		if o.Transpose {
			s.Origin += ", " + storedTransposed
		}
	}
	return s, err
}

// readPair reads a file of images, whose sides are those wanted or filled in, and
// its file of labels.
func readPair(name string, images, labels io.Reader, o IDX, sides []uint32) (pixels []byte, list []int, err error) {
	if o.Transpose {
		slices.Reverse(sides)
		defer slices.Reverse(sides)
	}
	n, pixels, err := readIDX(images, idxImages, o.MaxBytes, sides...)
	if err != nil {
		return nil, nil, fmt.Errorf("data: %s: images: %w", name, err)
	}
	m, classes, err := readIDX(labels, idxLabels, o.MaxBytes)
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("data: %s: labels: %w", name, err)
	case n == 0:
		return nil, nil, fmt.Errorf("data: %s: no images", name)
	case m != n:
		return nil, nil, fmt.Errorf("data: %s: %d labels for %d images", name, m, n)
	}
	if o.Transpose {
		transpose(pixels, int(sides[0]), int(sides[1]))
	}
	return pixels, labelsOf(classes), nil
}

// labelsOf turns the bytes of a file of labels into numbers.
func labelsOf(classes []byte) []int {
	labels := make([]int, len(classes))
	for i, c := range classes {
		labels[i] = int(c)
	}
	return labels
}

// transpose turns images of rows×columns bytes into columns×rows ones.
func transpose(pixels []byte, rows, columns int) {
	image := make([]byte, rows*columns)
	for ; len(pixels) > 0; pixels = pixels[len(image):] {
		copy(image, pixels)
		for i, v := range image {
			pixels[i%columns*rows+i/columns] = v
		}
	}
}

// greys returns mean and deviation of bytes as fractions of 255; 1 for a
// deviation of 0.
func greys(pixels []byte) (mean, deviation float64) {
	var counts [256]float64
	for _, b := range pixels {
		counts[b]++
	}
	n, squares := float64(len(pixels)), 0.0
	for b, c := range counts {
		mean += c * float64(b) / 255 / n
	}
	for b, c := range counts {
		d := float64(b)/255 - mean
		squares += c * d * d / n
	}
	if squares == 0 {
		return mean, 1
	}
	return mean, math.Sqrt(squares)
}

// readIDX reads one IDX file of bytes, gzipped or not, and returns its first
// dimension and its elements. The magic number and the dimensions behind the
// first must be the ones wanted; one that is wanted as 0 is filled in. Memory
// grows with the bytes that arrive, not with the header's claim, up to most
// bytes; 0 is any number.
func readIDX(r io.Reader, magic uint32, most int, inner ...uint32) (n int, elements []byte, err error) {
	length := sizeOf(r)
	r, packed, err := gunzip(r)
	if err != nil {
		return 0, nil, err
	}
	dims := make([]uint32, 2+len(inner)) // magic, n, inner dimensions
	if err := binary.Read(r, binary.BigEndian, dims[:1]); err != nil {
		return 0, nil, truncated(err, "the magic number")
	}
	if dims[0] != magic {
		return 0, nil, foreign(dims[0], magic)
	}
	if err := binary.Read(r, binary.BigEndian, dims[1:]); err != nil {
		return 0, nil, truncated(err, "the header")
	}
	n = int(dims[1])
	size := n
	for i, want := range inner {
		if have := dims[2+i]; want == 0 && have >= 1 && have <= maxSide {
			inner[i], want = have, have
		}
		if want == 0 {
			return 0, nil, fmt.Errorf("images of %d×%d, want sides from 1 to %d", dims[2], dims[3], maxSide)
		}
		if dims[2+i] != want {
			return 0, nil, fmt.Errorf("images of %d×%d, want %d×%d", dims[2], dims[3], inner[0], inner[1])
		}
		size *= int(want)
	}
	if most > 0 && size > most {
		return 0, nil, fmt.Errorf("the header claims %d entries, %d bytes, more than the %d that are kept here", n, size, most)
	}
	cut := func(err error, have int) error {
		return fmt.Errorf("%w (%d of %d bytes of %d entries)", truncated(err, "the data"), have, size, n)
	}
	long := fmt.Errorf("goes on behind the %d entries of its header", n)
	if held := length - 4*len(dims); length >= 0 && !packed && held != size {
		if held < size {
			return 0, nil, cut(io.ErrUnexpectedEOF, held)
		}
		return 0, nil, long
	}
	elements, err = io.ReadAll(io.LimitReader(r, int64(size)))
	if len(elements) < size {
		return 0, nil, cut(cmp.Or(err, io.ErrUnexpectedEOF), len(elements))
	}
	switch k, err := r.Read(make([]byte, 1)); {
	case k > 0:
		return 0, nil, long
	case err != io.EOF:
		return 0, nil, fmt.Errorf("behind the data: %w", err)
	}
	return n, elements, nil
}

// sizeOf returns how many bytes a file has, −1 where that is not known.
func sizeOf(r io.Reader) int {
	if file, ok := r.(fs.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return int(info.Size())
		}
	}
	return -1
}

// gunzip unpacks r if it starts like a gzip file.
func gunzip(r io.Reader) (plain io.Reader, packed bool, err error) {
	buffered := bufio.NewReader(r)
	// Too short a file is not gzip; reading the header will say what it is.
	if start, err := buffered.Peek(2); err == nil && start[0] == 0x1f && start[1] == 0x8b {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, true, fmt.Errorf("gzip header: %w", err)
		}
		return z, true, nil
	}
	return buffered, false, nil
}

// truncated returns the error for an early end of file, and wraps others.
func truncated(err error, within string) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("truncated within %s", within)
	}
	return fmt.Errorf("in %s: %w", within, err)
}

// foreign returns the error for a wrong magic number.
func foreign(got, want uint32) error {
	names := map[uint32]string{idxLabels: "labels", idxImages: "images"}
	if name, ok := names[got]; ok {
		return fmt.Errorf("holds %s where %s are wanted", name, names[want])
	}
	return fmt.Errorf("not an IDX file of %s (it starts with %08x, not %08x)", names[want], got, want)
}
