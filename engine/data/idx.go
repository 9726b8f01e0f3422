package data

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
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

// maxImages bounds what a header may ask for: the largest file of the MNIST
// family, EMNIST's digits, has 240,000 images.
const maxImages = 1 << 18

// maxSide bounds an image of the user's own: 1024×1024 are a million inputs.
const maxSide = 1024

// maxPixels bounds what is kept of a file of images: MNIST's full set is 47 MB.
const maxPixels = 1 << 28

// ReadIDX reads a set from a file of images of any size and a file of labels in
// the IDX format, each gzipped or not. Pixels are standardised by the mean and
// the deviation of all of them; there are as many classes as the largest label
// asks for.
func ReadIDX(name string, images, labels io.Reader) (*Set, error) {
	inner := []uint32{0, 0}
	n, pixels, err := readIDX(images, idxImages, inner...)
	if err != nil {
		return nil, fmt.Errorf("data: %s: images: %w", name, err)
	}
	m, classes, err := readIDX(labels, idxLabels)
	switch {
	case err != nil:
		return nil, fmt.Errorf("data: %s: labels: %w", name, err)
	case n == 0:
		return nil, fmt.Errorf("data: %s: no images", name)
	case m != n:
		return nil, fmt.Errorf("data: %s: %d labels for %d images", name, m, n)
	}
	list := make([]int, n)
	for i, c := range classes {
		list[i] = int(c)
	}
	mean, deviation := greys(pixels)
	return NewSet(name, []int{1, int(inner[0]), int(inner[1])}, slices.Max(list)+1, pixels, list, mean, deviation)
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
// grows with the bytes that arrive, not with the header's claim.
func readIDX(r io.Reader, magic uint32, inner ...uint32) (n int, elements []byte, err error) {
	r, err = gunzip(r)
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
	if dims[1] > maxImages {
		return 0, nil, fmt.Errorf("the header claims %d entries, more than %d", dims[1], maxImages)
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
	if size > maxPixels {
		return 0, nil, fmt.Errorf("the header claims %d bytes, more than %d", size, maxPixels)
	}
	elements, err = readExactly(r, size)
	if err != nil {
		return 0, nil, fmt.Errorf("%w (%d of %d bytes of %d entries)", truncated(err, "the data"), len(elements), size, n)
	}
	switch k, err := r.Read(make([]byte, 1)); {
	case k > 0:
		return 0, nil, fmt.Errorf("goes on behind the %d entries of its header", n)
	case err != io.EOF:
		return 0, nil, fmt.Errorf("behind the data: %w", err)
	}
	return n, elements, nil
}

// gunzip unpacks r if it starts like a gzip file.
func gunzip(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	// Too short a file is not gzip; reading the header will say what it is.
	if start, err := buffered.Peek(2); err == nil && start[0] == 0x1f && start[1] == 0x8b {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("gzip header: %w", err)
		}
		return z, nil
	}
	return buffered, nil
}

// readExactly reads size bytes. The buffer starts small and doubles as bytes
// arrive, up to size and never beyond; on an error it returns what it has.
func readExactly(r io.Reader, size int) ([]byte, error) {
	const first = 1 << 20 // a false claim costs no more than this
	buffer := make([]byte, min(size, first))
	filled := 0
	for {
		k, err := io.ReadFull(r, buffer[filled:])
		filled += k
		if err != nil {
			return buffer[:filled], err
		}
		if filled == size {
			return buffer, nil
		}
		larger := make([]byte, min(size, 2*filled))
		copy(larger, buffer)
		buffer = larger
	}
}

// truncated words an early end of file, and passes other errors on.
func truncated(err error, within string) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("truncated within %s", within)
	}
	return fmt.Errorf("in %s: %w", within, err)
}

// foreign words a wrong magic number.
func foreign(got, want uint32) error {
	names := map[uint32]string{idxLabels: "labels", idxImages: "images"}
	if name, ok := names[got]; ok {
		return fmt.Errorf("holds %s where %s are wanted", name, names[want])
	}
	return fmt.Errorf("not an IDX file of %s (it starts with %08x, not %08x)", names[want], got, want)
}
