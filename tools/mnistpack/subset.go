package main

import (
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"

	"github.com/klauspost/compress/flate"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/data/pack"
)

// The subset: 6,000 + 1,000 digits are enough for a small network to reach 90 %
// and few enough to be loaded with a page.
const (
	trainPerClass = 600
	testPerClass  = 100
	seed          = 1
)

// choose draws the subset: training digits from the 60,000 to train with, test
// digits from the 10,000 to test with: no writer is in both.
func choose(source fs.FS) (*pack.Pack, error) {
	train, test, err := data.OpenMNIST(source)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	chosenTrain, err := balanced(train, trainPerClass, rng)
	if err != nil {
		return nil, err
	}
	chosenTest, err := balanced(test, testPerClass, rng)
	if err != nil {
		return nil, err
	}
	p := &pack.Pack{
		Rows: train.Shape[1], Cols: train.Shape[2], Classes: train.Classes,
		Train: len(chosenTrain), Test: len(chosenTest),
	}
	add(p, train, chosenTrain)
	add(p, test, chosenTest)
	return p, nil
}

// balanced returns the indices of perClass samples of each class, drawn without
// replacement, in the order 0, 1, … C−1, 0, 1, …: the first C samples of the
// subset show every class once.
func balanced(s *data.Set, perClass int, rng *rand.Rand) ([]int, error) {
	byClass := make([][]int, s.Classes)
	for i, l := range s.Labels {
		byClass[l] = append(byClass[l], i)
	}
	for c, members := range byClass {
		if len(members) < perClass {
			return nil, fmt.Errorf("%s: %d samples of class %d, need %d", s.Name, len(members), c, perClass)
		}
		rng.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	}
	chosen := make([]int, 0, perClass*s.Classes)
	for k := range perClass {
		for _, members := range byClass {
			chosen = append(chosen, members[k])
		}
	}
	return chosen, nil
}

// add appends the chosen samples of s to p.
func add(p *pack.Pack, s *data.Set, chosen []int) {
	for _, i := range chosen {
		p.Labels = append(p.Labels, byte(s.Labels[i]))
		p.Pixels = append(p.Pixels, s.Pixels(i)...)
	}
}

// encode returns the bytes of the file. The compressor is not the standard
// library's, whose output may change with the release of Go, but one whose
// version is fixed in go.mod: the same go.mod makes the same file.
func encode(p *pack.Pack) ([]byte, error) {
	return p.Encode(func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
}
