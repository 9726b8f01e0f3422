package data

import (
	"fmt"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/archive"
)

// Sampler draws the indices 0 … n−1 in random order without replacement: each
// epoch is a fresh permutation, so every sample comes exactly once before any
// comes again. The same source gives the same draws.
//
// Two samplers are independent when their sources are; a run gives its gradient
// and its summary sampler the same seed and two different streams,
// rand.NewPCG(seed, 0) and rand.NewPCG(seed, 1).
type Sampler struct {
	source *rand.PCG
	rng    *rand.Rand
	order  []int // the permutation of this epoch
	next   int   // how many of it are drawn
	drawn  int   // in all
}

// NewSampler returns a sampler over n samples. Nothing else should draw from the
// source afterwards. It panics unless n > 0.
func NewSampler(n int, source *rand.PCG) *Sampler {
	if n <= 0 {
		panic(fmt.Sprintf("data: a sampler over %d samples", n))
	}
	s := &Sampler{source: source, rng: rand.New(source), order: make([]int, n), next: n}
	for i := range s.order {
		s.order[i] = i
	}
	return s
}

// Next fills dst with the next len(dst) indices. Batches do not stop at the
// end of an epoch: one that does not fit takes the rest of this epoch and goes
// on with the next, so it may hold a sample twice. Next allocates nothing.
func (s *Sampler) Next(dst []int) {
	s.drawn += len(dst)
	for len(dst) > 0 {
		if s.next == len(s.order) {
			s.shuffle()
		}
		n := copy(dst, s.order[s.next:])
		s.next += n
		dst = dst[n:]
	}
}

// shuffle starts an epoch (Fisher–Yates, here and not by rand.Shuffle, whose
// closure would cost an allocation).
func (s *Sampler) shuffle() {
	for i := len(s.order) - 1; i > 0; i-- {
		j := s.rng.IntN(i + 1)
		s.order[i], s.order[j] = s.order[j], s.order[i]
	}
	s.next = 0
}

// Epochs returns the passes made over the samples so far: indices drawn / n.
func (s *Sampler) Epochs() float64 { return float64(s.drawn) / float64(len(s.order)) }

// Archive archives the sampler's place in its epoch and in its random numbers. A
// reader fails unless it finds a permutation of as many samples.
func (s *Sampler) Archive(a *archive.Archive) {
	a.Section("sampler")
	archiveSource(a, s.source)
	order, next, drawn := s.order, s.next, s.drawn
	a.Ints(&order)
	a.Int(&next)
	a.Int(&drawn)
	if !a.Reading() {
		return
	}
	a.Check(len(order) == len(s.order), "a sampler over %d samples, want %d", len(order), len(s.order))
	a.Check(next >= 0 && next <= len(order) && drawn >= 0, "place %d of an epoch after %d draws", next, drawn)
	seen := make([]bool, len(order))
	for _, i := range order {
		if i < 0 || i >= len(order) || seen[i] {
			a.Fail("sample %d makes the order of an epoch no permutation", i)
			break
		}
		seen[i] = true
	}
	if a.Err() == nil {
		s.order, s.next, s.drawn = order, next, drawn
	}
}

// archiveSource archives the state of a source of random numbers.
func archiveSource(a *archive.Archive, source *rand.PCG) {
	state, err := source.MarshalBinary()
	if err != nil {
		panic("data: " + err.Error()) // PCG's never fails
	}
	a.Bytes(&state)
	if a.Reading() && a.Err() == nil {
		if err := source.UnmarshalBinary(state); err != nil {
			a.Fail("%v", err)
		}
	}
}
