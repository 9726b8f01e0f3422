package data

import (
	"bytes"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// emnist is the number of images of EMNIST's ByClass and ByMerge, the largest
// sets of the family.
const emnist = 697_932

// A header that claims a large set, with no data behind it, costs about a
// megabyte and not the 547 it claims.
func TestFalseClaimsCostLittle(t *testing.T) {
	file := idx(idxImages, []uint32{emnist, 28, 28}, nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _, err := readIDX(bytes.NewReader(file), idxImages, 0, 28, 28)
	runtime.ReadMemStats(&after)
	if want := "truncated within the data (0 of 547178688 bytes of 697932 entries)"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
	if got := after.TotalAlloc - before.TotalAlloc; got > 2<<20 {
		t.Errorf("%d bytes allocated", got)
	}
}

// sized is a file that says what its size is and breaks when more than its
// beginning is read.
type sized struct {
	*bytes.Reader
	size int64
	t    *testing.T
}

func (f *sized) Stat() (fs.FileInfo, error) { return f, nil }
func (f *sized) Close() error               { return nil }
func (f *sized) Name() string               { return "" }
func (f *sized) Size() int64                { return f.size }
func (f *sized) Mode() fs.FileMode          { return 0 }
func (f *sized) ModTime() time.Time         { return time.Time{} }
func (f *sized) IsDir() bool                { return false }
func (f *sized) Sys() any                   { return nil }
func (f *sized) Read(p []byte) (int, error) {
	if f.Len() == 0 {
		f.t.Error("the data are read")
	}
	return f.Reader.Read(p)
}

// A file whose size does not fit its header is refused before its data are read.
func TestSizeIsCheckedFirst(t *testing.T) {
	const right = 16 + emnist*784
	for size, want := range map[int64]string{
		right - 1: "truncated within the data (547178687 of 547178688 bytes of 697932 entries)",
		right + 1: "goes on behind the 697932 entries of its header",
	} {
		file := &sized{bytes.NewReader(idx(idxImages, []uint32{emnist, 28, 28}, make([]byte, 5000))), size, t}
		if _, _, err := readIDX(file, idxImages, 0, 28, 28); err == nil || err.Error() != want {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Sets of any number of images open, as many classes as the largest label asks
// for; where memory is short they are refused by their header.
func TestOpenWithin(t *testing.T) {
	classes := make([]byte, 620)
	for i := range classes {
		classes[i] = byte(i % 62)
	}
	files := fstest.MapFS{
		"i": {Data: gzipped(t, idx(idxImages, []uint32{620, 2, 2}, make([]byte, 4*620)))},
		"l": {Data: idx(idxLabels, []uint32{620}, classes)},
	}
	train, test, err := OpenWithin("idx:i?labels=l", files, 2480)
	if err != nil {
		t.Fatal(err)
	}
	if train.Classes != 62 || train.Len()+test.Len() != 620 || train.Origin != "labels 0 … 61: 62 classes, 620 images of 2×2 pixels" {
		t.Errorf("%d classes, %d and %d images, %q", train.Classes, train.Len(), test.Len(), train.Origin)
	}
	_, _, err = OpenWithin("idx:i?labels=l", files, 2479)
	if want := "data: i: images: the header claims 620 entries, 2480 bytes, more than the 2479 that are kept here"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

// Classes without an image, as class 0 of the letters of EMNIST, are told.
func TestLabelsFromOne(t *testing.T) {
	files := fstest.MapFS{
		"i": {Data: idx(idxImages, []uint32{4, 1, 1}, make([]byte, 4))},
		"l": {Data: idx(idxLabels, []uint32{4}, []byte{4, 1, 4, 1})},
	}
	train, test, err := Open("idx:i?labels=l&test=0.5", files)
	if err != nil {
		t.Fatal(err)
	}
	if want := "labels 1 … 4: 5 classes, 3 of them without an image, 4 images of 1×1 pixels"; train.Origin != want {
		t.Errorf("%q, want %q", train.Origin, want)
	}
	for _, s := range []*Set{train, test} {
		if s.Len() != 2 || s.Labels[0]+s.Labels[1] != 5 {
			t.Errorf("labels %v", s.Labels)
		}
	}
}

// Law: images that are stored transposed and read so are the images; and it is
// said.
func TestTranspose(t *testing.T) {
	const rows, columns = 2, 3
	upright := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	stored := []byte{1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12}
	open := func(file []byte, d2, d3 uint32, query string) *Set {
		files := fstest.MapFS{
			"i": {Data: idx(idxImages, []uint32{2, d2, d3}, file)},
			"l": {Data: idx(idxLabels, []uint32{2}, []byte{0, 1})},
		}
		train, test, err := Open("idx:i?labels=l&test=0.5"+query, files)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(train.Shape, []int{1, rows, columns}) {
			t.Errorf("%s: images of shape %v", query, train.Shape)
		}
		if said := strings.HasSuffix(train.Origin, ", stored transposed (column by column)"); said != (query == "&transpose=yes") || test.Origin != train.Origin {
			t.Errorf("%s: %q, %q", query, train.Origin, test.Origin)
		}
		return train
	}
	if open(upright, rows, columns, "").Fingerprint() != open(stored, columns, rows, "&transpose=yes").Fingerprint() {
		t.Error("transposed images are other ones")
	}

	tall := images(4)
	tall[16+1], tall[16+28] = 200, 100 // beside and below the first pixel
	files := fstest.MapFS{
		"train-images-idx3-ubyte": {Data: tall}, "train-labels-idx1-ubyte": {Data: labels(4)},
		"t10k-images-idx3-ubyte": {Data: tall}, "t10k-labels-idx1-ubyte": {Data: labels(4)},
	}
	for query, want := range map[string][2]byte{"": {200, 100}, "?transpose=yes": {100, 200}} {
		train, _, err := Open("mnist:."+query, files)
		if err != nil {
			t.Fatal(err)
		}
		if p := train.Pixels(0); [2]byte{p[1], p[28]} != want {
			t.Errorf("mnist:.%s: %d beside and %d below the first pixel", query, p[1], p[28])
		}
	}
}
