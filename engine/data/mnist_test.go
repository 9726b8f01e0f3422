package data

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
)

// The embedded subset is balanced, and in an order that shows each class once
// in ten.
func TestMNISTIsBalanced(t *testing.T) {
	train, test, err := MNIST()
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 6000 || test.Len() != 1000 {
		t.Fatalf("%d + %d digits", train.Len(), test.Len())
	}
	for _, s := range []*Set{train, test} {
		if s.Width() != 784 || s.Classes != 10 {
			t.Errorf("%s: width %d, %d classes", s.Name, s.Width(), s.Classes)
		}
		for i, l := range s.Labels {
			if l != i%10 {
				t.Fatalf("%s: sample %d is a %d", s.Name, i, l)
			}
		}
	}
}

// The subset is a fair sample: standardised by the whole set's mean and
// deviation, it has mean 0 and deviation 1 but for the chance of the draw.
func TestMNISTIsStandardised(t *testing.T) {
	train, _, err := MNIST()
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float64, train.Width())
	var sum, squares float64
	for i := range train.Len() {
		train.Gather(x, nil, []int{i})
		for _, v := range x {
			sum += v
			squares += v * v
		}
	}
	n := float64(train.Len() * train.Width())
	mean := sum / n
	deviation := math.Sqrt(squares/n - mean*mean)
	if !(math.Abs(mean) <= 0.01 && math.Abs(deviation-1) <= 0.01) {
		t.Errorf("mean %.4f, deviation %.4f", mean, deviation)
	}
}

// No digit is both trained with and tested on, and none comes twice.
func TestMNISTDigitsAreDistinct(t *testing.T) {
	train, test, err := MNIST()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, s := range []*Set{train, test} {
		for i := range s.Len() {
			key, here := string(s.Pixels(i)), fmt.Sprintf("%s %d", s.Name, i)
			if there, ok := seen[key]; ok {
				t.Errorf("%s and %s are the same image", there, here)
			}
			seen[key] = here
		}
	}
}

// idx returns an IDX file.
func idx(magic uint32, dims []uint32, elements []byte) []byte {
	file := binary.BigEndian.AppendUint32(nil, magic)
	for _, d := range dims {
		file = binary.BigEndian.AppendUint32(file, d)
	}
	return append(file, elements...)
}

// images returns an IDX file of n images, image i being all i+1, labels one of
// the labels 0, 1, ….
func images(n int) []byte {
	var pixels []byte
	for i := range n {
		pixels = append(pixels, bytes.Repeat([]byte{byte(i + 1)}, 784)...)
	}
	return idx(idxImages, []uint32{uint32(n), 28, 28}, pixels)
}

func labels(n int) []byte {
	var l []byte
	for i := range n {
		l = append(l, byte(i%10))
	}
	return idx(idxLabels, []uint32{uint32(n)}, l)
}

func gzipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Plain or gzipped, at once or byte by byte: the same set.
func TestReadMNIST(t *testing.T) {
	for name, reader := range map[string]func([]byte) io.Reader{
		"plain":       func(b []byte) io.Reader { return bytes.NewReader(b) },
		"gzipped":     func(b []byte) io.Reader { return bytes.NewReader(gzipped(t, b)) },
		"byte a time": func(b []byte) io.Reader { return iotest.OneByteReader(bytes.NewReader(b)) },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := ReadMNIST("few", reader(images(12)), reader(labels(12)))
			if err != nil {
				t.Fatal(err)
			}
			if s.Len() != 12 || s.Labels[11] != 1 || s.Pixels(11)[783] != 12 {
				t.Errorf("%d samples, the last a %d with pixel %d", s.Len(), s.Labels[11], s.Pixels(11)[783])
			}
		})
	}
}

func TestReadMNISTRefuses(t *testing.T) {
	damaged := gzipped(t, images(2))
	damaged[len(damaged)-5] ^= 1 // in gzip's checksum
	for _, c := range []struct {
		name           string
		images, labels []byte
		want           string
	}{
		{"fewer labels", images(6), labels(5), "data: mnist: 5 labels for 6 images"},
		{"nothing", nil, labels(1), "data: mnist: images: truncated within the magic number"},
		{"half a header", images(1)[:9], labels(1), "data: mnist: images: truncated within the header"},
		{"half the pixels", images(2)[:1000], labels(2), "images: truncated within the data (984 of 1568 bytes of 2 entries)"},
		{"missing label byte", images(2), labels(2)[:9], "data: mnist: labels: truncated within the data"},
		{"one byte too many", append(images(2), 0), labels(2), "images: goes on behind the 2 entries of its header"},
		{"truncated gzip", gzipped(t, images(2))[:20], labels(2), "data: mnist: images: truncated within"},
		{"damaged gzip", damaged, labels(2), "images: behind the data: gzip: invalid checksum"},
		{"foreign", []byte("\x89PNG\r\n\x1a\n"), labels(2), "images: not an IDX file of images (it starts with 89504e47"},
		{"swapped", labels(2), images(2), "data: mnist: images: holds labels where images are wanted"},
		{"labels given twice", labels(2), labels(2), "data: mnist: images: holds labels"},
		{"images given twice", images(2), images(2), "data: mnist: labels: holds images where labels are wanted"},
		{"32×32", idx(idxImages, []uint32{1, 32, 32}, make([]byte, 1024)), labels(1), "images of 32×32, want 28×28"},
		{"none", images(0), labels(0), "data: mnist: no images"},
		{"letters", images(1), idx(idxLabels, []uint32{1}, []byte{26}), "data: mnist: label 26 of sample 0 is outside 0…9"},
		{"4 billion", idx(idxImages, []uint32{math.MaxUint32, 28, 28}, nil), labels(1), "truncated within the data (0 of 3367254359280 bytes of 4294967295 entries)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadMNIST("mnist", bytes.NewReader(c.images), bytes.NewReader(c.labels))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestOpenMNIST(t *testing.T) {
	plain := fstest.MapFS{
		"train-images-idx3-ubyte": {Data: images(20)}, "train-labels-idx1-ubyte": {Data: labels(20)},
		"t10k-images-idx3-ubyte": {Data: images(10)}, "t10k-labels-idx1-ubyte": {Data: labels(10)},
	}
	mixed := fstest.MapFS{} // every second file gzipped
	for i, name := range []string{"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"} {
		if i%2 == 0 {
			mixed[name] = plain[name]
		} else {
			mixed[name+".gz"] = &fstest.MapFile{Data: gzipped(t, plain[name].Data)}
		}
	}
	for name, fsys := range map[string]fs.FS{"plain": plain, "mixed": mixed} {
		train, test, err := OpenMNIST(fsys)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if train.Len() != 20 || test.Len() != 10 {
			t.Errorf("%s: %d + %d digits", name, train.Len(), test.Len())
		}
	}

	delete(plain, "t10k-labels-idx1-ubyte")
	_, _, err := OpenMNIST(plain)
	if want := "data: mnist test: neither t10k-labels-idx1-ubyte nor t10k-labels-idx1-ubyte.gz"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

// Whatever the bytes, ReadMNIST returns: a set whose parts fit together, or an
// error with our prefix.
func FuzzReadMNIST(f *testing.F) {
	f.Add(images(2), labels(2))
	f.Add(images(2), labels(3))
	f.Add(images(1)[:100], labels(1))
	f.Add([]byte("\x1f\x8b\x08"), []byte{})
	f.Add(idx(idxImages, []uint32{1 << 31, 28, 28}, nil), idx(idxLabels, []uint32{1 << 31}, nil))
	f.Fuzz(func(t *testing.T, images, labels []byte) {
		s, err := ReadMNIST("fuzz", bytes.NewReader(images), bytes.NewReader(labels))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "data: fuzz: ") {
				t.Errorf("error without prefix: %v", err)
			}
			return
		}
		if s.Len() == 0 || s.Width() != 784 {
			t.Errorf("%d samples of width %d", s.Len(), s.Width())
		}
		s.Gather(make([]float64, 784), make([]int, 1), []int{s.Len() - 1})
	})
}

// A pair of IDX files of another size opens by name, standardised by its own
// moments; what does not fit together is told.
func TestOpenIDXPair(t *testing.T) {
	const n = 40
	pixels := make([]byte, n*6*4)
	labels := make([]byte, n)
	for i := range pixels {
		pixels[i] = byte(i * 37)
	}
	for i := range labels {
		labels[i] = byte(i % 3)
	}
	files := fstest.MapFS{
		"p": {Data: idx(idxImages, []uint32{n, 6, 4}, pixels)}, "l": {Data: idx(idxLabels, []uint32{n}, labels)},
		"few": {Data: idx(idxLabels, []uint32{n - 1}, labels[1:])}, "huge": {Data: idx(idxImages, []uint32{n, 6, 4000}, nil)},
		"one.bin": {Data: bytes.Repeat(append([]byte{3}, make([]byte, 3072)...), 10)},
	}
	train, test, err := Open("idx:p?labels=l&test=0.25", files)
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 30 || test.Len() != 10 || train.Classes != 3 || train.Shape[1] != 6 || train.Shape[2] != 4 || !train.Images() {
		t.Errorf("%d + %d of shape %v in %d classes", train.Len(), test.Len(), train.Shape, train.Classes)
	}
	for name, want := range map[string]string{
		"idx:p":             "data: idx: the file of labels is missing",
		"idx:p?labels=few":  "data: p: 39 labels for 40 images",
		"idx:l?labels=l":    "data: l: images: holds labels where images are wanted",
		"idx:huge?labels=l": "data: huge: images: images of 6×4000, want sides from 1 to 1024",
	} {
		if _, _, err := Open(name, files); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if train, test, err = Open("cifar10:one.bin", files); err != nil || train.Len() != 8 || test.Len() != 2 {
		t.Errorf("one file of CIFAR-10: %v", err)
	}
}
