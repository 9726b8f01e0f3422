package data

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"

	"github.com/cauchy-newton/playground/engine/data/pack"
)

//go:generate go run ../../tools/mnistpack -o mnist.pack

//go:embed mnist.pack
var mnistPack []byte

// Mean and deviation of MNIST's training pixels as fractions of full ink, to
// the digits that torchvision's examples made customary.
const (
	mnistMean      = 0.1307
	mnistDeviation = 0.3081
	mnistSide      = 28
	mnistClasses   = 10
)

// unpacked are the embedded digits: all sets of them share the pixels. MNIST fills
// it, and no initialiser, which would link the file into programs without digits.
var unpacked struct {
	sync.Once
	*pack.Pack
	error
}

// MNIST returns the embedded subset of the MNIST digits: 6,000 to train and
// 1,000 to test with, as many of each class, in the order 0, 1, … 9, 0, 1, …;
// pixels standardised to (x/255 − 0.1307)/0.3081. The first call decodes it.
//
// The digits are by Yann LeCun, Corinna Cortes and Christopher J. C. Burges,
// under CC BY-SA 3.0; see LICENSE-MNIST.
func MNIST() (train, test *Set, err error) {
	unpacked.Do(func() { unpacked.Pack, unpacked.error = pack.Decode(mnistPack) })
	p, err := unpacked.Pack, unpacked.error
	if err != nil {
		return nil, nil, fmt.Errorf("data: mnist: %w", err)
	}
	if p.Rows != mnistSide || p.Cols != mnistSide || p.Classes != mnistClasses {
		return nil, nil, fmt.Errorf("data: mnist: packed as %d×%d in %d classes", p.Rows, p.Cols, p.Classes)
	}
	cut := p.Train * mnistSide * mnistSide
	train, err = newMNIST("mnist train", p.Pixels[:cut], labelsOf(p.Labels[:p.Train]))
	if err != nil {
		return nil, nil, err
	}
	test, err = newMNIST("mnist test", p.Pixels[cut:], labelsOf(p.Labels[p.Train:]))
	return train, test, err
}

// OpenMNIST reads the four full MNIST files in the root of fsys,
//
//	train-images-idx3-ubyte  train-labels-idx1-ubyte
//	t10k-images-idx3-ubyte   t10k-labels-idx1-ubyte
//
// each as it is or gzipped with .gz behind its name: 60,000 digits to train
// and 10,000 to test with. The error names the file that is missing or wrong.
func OpenMNIST(fsys fs.FS) (train, test *Set, err error) {
	return openMNIST(fsys, ".", IDX{})
}

// openMNIST is OpenMNIST in a folder, which fs.Sub would not let be absolute.
func openMNIST(fsys fs.FS, folder string, o IDX) (train, test *Set, err error) {
	train, err = openPair(fsys, "mnist train", path.Join(folder, "train"), o)
	if err != nil {
		return nil, nil, err
	}
	test, err = openPair(fsys, "mnist test", path.Join(folder, "t10k"), o)
	return train, test, err
}

// ReadMNIST reads a set from a file of images and a file of labels in the IDX
// format, each gzipped or not. Images must be 28×28 and labels 0 … 9.
func ReadMNIST(name string, images, labels io.Reader) (*Set, error) {
	return readMNIST(name, images, labels, IDX{})
}

func readMNIST(name string, images, labels io.Reader, o IDX) (*Set, error) {
	pixels, list, err := readPair(name, images, labels, o, []uint32{mnistSide, mnistSide})
	if err != nil {
		return nil, err
	}
	s, err := newMNIST(name, pixels, list)
	if err == nil && o.Transpose {
		s.Origin = storedTransposed
	}
	return s, err
}

// openPair reads prefix-images-… and prefix-labels-….
func openPair(fsys fs.FS, name, prefix string, o IDX) (*Set, error) {
	images, err := openPlainOrGzipped(fsys, prefix+"-images-idx3-ubyte")
	if err != nil {
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	defer images.Close()
	labels, err := openPlainOrGzipped(fsys, prefix+"-labels-idx1-ubyte")
	if err != nil {
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	defer labels.Close()
	return readMNIST(name, images, labels, o)
}

// openPlainOrGzipped opens the file of that name or, where there is none,
// name.gz.
func openPlainOrGzipped(fsys fs.FS, name string) (fs.File, error) {
	file, err := fsys.Open(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	file, err = fsys.Open(name + ".gz")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("neither %s nor %[1]s.gz: %w", name, fs.ErrNotExist)
	}
	return file, err
}

// newMNIST is NewSet with everything that all MNIST sets share.
func newMNIST(name string, pixels []byte, labels []int) (*Set, error) {
	return NewSet(name, []int{1, mnistSide, mnistSide}, mnistClasses, pixels, labels, mnistMean, mnistDeviation)
}
