package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/data/pack"
	"github.com/cauchy-newton/playground/tools/digits"
)

const committed = "../../engine/data/mnist.pack"

// The committed file is what the packer makes of the module's files: the same
// digits, and the same bytes.
func TestCommittedFileIsWhatThePackerMakes(t *testing.T) {
	file, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}
	source, err := digits.Locate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, err := choose(source)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pack.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s holds other digits than the packer chooses: run go generate ./engine/data", committed)
	}
	bytesOfPacker, err := encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytesOfPacker, file) {
		t.Errorf("%s holds the right digits in other bytes than the packer's (a new version of the compressor?): run go generate ./engine/data", committed)
	}
}

// The full files of the module load, with the sizes and the class counts that
// the MNIST page lists.
func TestFullFiles(t *testing.T) {
	source, err := digits.Locate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	train, test, err := data.OpenMNIST(source)
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[*data.Set][10]int{
		train: {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
		test:  {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
	} {
		var got [10]int
		for _, l := range s.Labels {
			got[l]++
		}
		if got != want {
			t.Errorf("%s: %v of each class, want %v", s.Name, got, want)
		}
	}
}

// A set with too few samples of a class is refused, by class.
func TestBalancedNeedsEnoughOfEach(t *testing.T) {
	s, err := data.NewSet("few", []int{1}, 2, []byte{1, 2, 3}, []int{0, 1, 0}, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 0))
	if chosen, err := balanced(s, 1, rng); err != nil || len(chosen) != 2 || chosen[1] != 1 {
		t.Errorf("one of each: %v, %v", chosen, err)
	}
	if _, err := balanced(s, 2, rng); err == nil || !strings.Contains(err.Error(), "few: 1 samples of class 1, need 2") {
		t.Errorf("error %v", err)
	}
}
