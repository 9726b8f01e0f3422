package data

import (
	"fmt"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/archive"
)

// Augmentation changes images at random each time they are drawn. The zero
// value leaves them as they are.
type Augmentation struct {
	Crop int  // shift by up to this many pixels in both directions; what comes in from outside is the value of byte 0
	Flip bool // mirror an image, left and right, with probability ½
}

// Augmenter gathers images from a set with its Augmentation. It draws three numbers
// a sample from the source in any case, so the same source gives the same images,
// in whatever batches they are drawn.
type Augmenter struct {
	set    *Set
	source *rand.PCG
	rng    *rand.Rand
	room   []float64 // one sample
}

// NewAugmenter returns an augmenter of a set of images, which takes the source
// over. It panics for a set that holds no images of the shape channels, rows,
// columns: there is nothing to crop.
func NewAugmenter(s *Set, source *rand.PCG) *Augmenter {
	if !s.Images() || len(s.Shape) != 3 {
		panic(fmt.Sprintf("data: augmenting samples of shape %v, which are no images", s.Shape))
	}
	return &Augmenter{set: s, source: source, rng: rand.New(source), room: make([]float64, s.width)}
}

// Gather is Set.Gather of changed images.
func (a *Augmenter) Gather(dst []float64, labels []int, index []int) {
	s, crop := a.set, a.set.Augment.Crop
	if len(dst) != len(index)*s.width {
		panic(fmt.Sprintf("data: gather: %d values for %d samples of width %d", len(dst), len(index), s.width))
	}
	for k, i := range index {
		down, right := a.rng.IntN(2*crop+1)-crop, a.rng.IntN(2*crop+1)-crop
		flip := a.rng.Uint64()&1 == 1 && s.Augment.Flip
		s.write(a.room, i)
		a.move(dst[k*s.width:][:s.width], down, right, flip)
	}
	s.gatherLabels(labels, index)
}

// move writes the image in room, flipped and then shifted.
func (a *Augmenter) move(dst []float64, down, right int, flip bool) {
	s := a.set
	channels, rows, columns := s.Shape[0], s.Shape[1], s.Shape[2]
	for c := range channels {
		outside := s.tables[min(c, len(s.tables)-1)][0]
		for y := range rows {
			line, from := dst[(c*rows+y)*columns:][:columns], y-down
			for x := range line {
				at := x - right
				if flip {
					at = columns - 1 - at
				}
				line[x] = outside
				if from >= 0 && from < rows && at >= 0 && at < columns {
					line[x] = a.room[(c*rows+from)*columns+at]
				}
			}
		}
	}
}

// Archive archives the augmenter's place in its random numbers.
func (a *Augmenter) Archive(ar *archive.Archive) {
	ar.Section("augmenter")
	archiveSource(ar, a.source)
}
