package data

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// The binary form of CIFAR-10: records of a label and three planes of 32×32
// bytes, red, green, blue, each line by line from the top.
const (
	cifarSide    = 32
	cifarRecord  = 1 + 3*cifarSide*cifarSide
	cifarBatches = 5
)

// maxCIFAR bounds the records of a set: more than the 50,000 there are to train
// with, and 190 MB.
const maxCIFAR = 62_500

// Mean and deviation of CIFAR-10's training pixels by channel, as fractions of
// full light, to four digits.
var (
	cifarMean      = []float64{0.4914, 0.4822, 0.4465}
	cifarDeviation = []float64{0.2470, 0.2435, 0.2616}
)

// CIFARNames are the ten classes.
var CIFARNames = []string{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"}

// OpenCIFAR reads CIFAR-10's binary files in a folder of fsys,
//
//	data_batch_1.bin … data_batch_5.bin  test_batch.bin
//
// each as it is or gzipped with .gz behind its name: 10,000 images each, of
// which the first batches files are trained with. Images have the shape
// {3, 32, 32} and are standardised by channel. The error names the file that is
// missing or wrong.
func OpenCIFAR(fsys fs.FS, folder string, batches int) (train, test *Set, err error) {
	if batches < 1 || batches > cifarBatches {
		return nil, nil, fmt.Errorf("data: cifar10: %d batches, there are 1 to %d", batches, cifarBatches)
	}
	read := func(name string, files ...string) (*Set, error) {
		var pixels []byte
		var labels []int
		for _, file := range files {
			r, err := openPlainOrGzipped(fsys, path.Join(folder, file))
			if err != nil {
				return nil, fmt.Errorf("data: cifar10: %w", err)
			}
			pixels, labels, err = readCIFAR(r, pixels, labels, maxCIFAR)
			r.Close()
			if err != nil {
				return nil, fmt.Errorf("data: cifar10: %s: %w", file, err)
			}
		}
		return newCIFAR(name, pixels, labels)
	}
	var files []string
	for k := range batches {
		files = append(files, fmt.Sprintf("data_batch_%d.bin", k+1))
	}
	if train, err = read("cifar10 train", files...); err != nil {
		return nil, nil, err
	}
	test, err = read("cifar10 test", "test_batch.bin")
	return train, test, err
}

// ReadCIFAR reads a set from one file of records, gzipped or not.
func ReadCIFAR(name string, r io.Reader) (*Set, error) {
	pixels, labels, err := readCIFAR(r, nil, nil, maxCIFAR)
	if err != nil {
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	return newCIFAR(name, pixels, labels)
}

func newCIFAR(name string, pixels []byte, labels []int) (*Set, error) {
	s, err := NewImages(name, []int{3, cifarSide, cifarSide}, len(CIFARNames), pixels, labels, cifarMean, cifarDeviation)
	if err == nil {
		s.ClassNames = CIFARNames
	}
	return s, err
}

// readCIFAR appends records one by one, to no more than limit: memory follows
// what arrives.
func readCIFAR(r io.Reader, pixels []byte, labels []int, limit int) ([]byte, []int, error) {
	r, _, err := gunzip(r)
	if err != nil {
		return nil, nil, err
	}
	record := make([]byte, cifarRecord)
	for n := 1; ; n++ {
		switch k, err := io.ReadFull(r, record); {
		case err == io.EOF && n == 1:
			return nil, nil, errors.New("no images")
		case err == io.EOF:
			return pixels, labels, nil
		case err != nil:
			return nil, nil, fmt.Errorf("%w (%d of %d bytes)", truncated(err, fmt.Sprintf("record %d", n)), k, cifarRecord)
		case record[0] >= byte(len(CIFARNames)):
			return nil, nil, fmt.Errorf("label %d of record %d is outside 0…%d: no binary file of CIFAR-10", record[0], n, len(CIFARNames)-1)
		case len(labels) == limit:
			return nil, nil, fmt.Errorf("more than %d images, the limit of what is kept in memory", limit)
		}
		labels = append(labels, int(record[0]))
		pixels = append(pixels, record[1:]...)
	}
}
