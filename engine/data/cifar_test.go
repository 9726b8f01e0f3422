package data

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

// cifar returns n records; byte j of record i is i+j, its label i mod 10.
func cifar(n int) []byte {
	var file []byte
	for i := range n {
		file = append(file, byte(i%10))
		for j := range cifarRecord - 1 {
			file = append(file, byte(i+j))
		}
	}
	return file
}

// Law: record by record, the label and the three planes, each standardised by
// its own mean and deviation.
func TestReadCIFAR(t *testing.T) {
	s := must[*Set](t)(ReadCIFAR("few", bytes.NewReader(cifar(12))))
	x, labels := rows(s)
	if s.Len() != 12 || s.Width() != 3072 || labels[11] != 1 || s.ClassNames[labels[11]] != "automobile" {
		t.Fatalf("%d samples of width %d, the last a %d", s.Len(), s.Width(), labels[11])
	}
	for i, v := range x {
		c := i % 3072 / 1024
		want := (float64(byte(i/3072+i%3072))/255 - cifarMean[c]) / cifarDeviation[c]
		if !(math.Abs(v-want) <= 1e-14) {
			t.Fatalf("value %d is %g, want %g", i, v, want)
		}
	}
}

var badCIFAR = []struct {
	file []byte
	want string
}{
	{nil, "data: t: no images"},
	{cifar(2)[:cifarRecord+100], "data: t: truncated within record 2 (100 of 3073 bytes)"},
	{append(cifar(1), bytes.Repeat([]byte{77}, cifarRecord)...), "data: t: label 77 of record 2 is outside 0…9: no binary file of CIFAR-10"},
	{[]byte("\x1f\x8b\x08"), "data: t: gzip header: unexpected EOF"},
}

func TestReadCIFARRefuses(t *testing.T) {
	for _, c := range badCIFAR {
		_, err := ReadCIFAR("t", bytes.NewReader(c.file))
		if err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
	// Zeros without end are records of airplanes.
	_, _, err := readCIFAR(endless("\x00"), nil, nil, 5)
	if want := "more than 5 images, the limit of what is kept in memory"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestOpenCIFAR(t *testing.T) {
	files := fstest.MapFS{
		"c/data_batch_1.bin": {Data: cifar(3)}, "c/data_batch_2.bin.gz": {Data: gzipped(t, cifar(4))}, "c/test_batch.bin": {Data: cifar(2)},
	}
	train, test, err := Open("cifar10:c?batches=2&crop=4&flip=yes", files)
	if err != nil {
		t.Fatal(err)
	}
	if train.Len() != 7 || test.Len() != 2 || train.Augment != (Augmentation{4, true}) || test.Augment != (Augmentation{}) {
		t.Errorf("%d + %d images, %+v", train.Len(), test.Len(), train.Augment)
	}
	_, _, err = Open("cifar10:c", files)
	if want := "data: cifar10: neither c/data_batch_3.bin nor c/data_batch_3.bin.gz"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
	files["c/test_batch.bin"].Data = cifar(2)[:5000]
	_, _, err = Open("cifar10:c?batches=1", files)
	if want := "data: cifar10: test_batch.bin: truncated within record 2 (1927 of 3073 bytes)"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

// Whatever the bytes, ReadCIFAR returns: a set, or an error with our prefix.
func FuzzReadCIFAR(f *testing.F) {
	f.Add(cifar(1))
	f.Add(cifar(2)[:4000])
	for _, c := range badCIFAR {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := ReadCIFAR("fuzz", bytes.NewReader(file))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "data: fuzz: ") {
				t.Errorf("error without prefix: %v", err)
			}
			return
		}
		s.Gather(make([]float64, 3072), make([]int, 1), []int{s.Len() - 1})
	})
}
