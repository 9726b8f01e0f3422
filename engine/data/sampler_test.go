package data

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Without replacement: whatever the batch size, each epoch's worth of indices
// is a permutation, batches that straddle two epochs included.
func TestSamplerDrawsEverySampleOnceAnEpoch(t *testing.T) {
	for _, n := range []int{1, 2, 7, 60} {
		for _, batch := range []int{1, 3, 7, 10, 150} {
			s := NewSampler(n, rand.NewPCG(1, 0))
			var drawn []int
			index := make([]int, batch)
			for len(drawn) < 5*n {
				s.Next(index)
				drawn = append(drawn, index...)
			}
			if got, want := s.Epochs(), float64(len(drawn))/float64(n); got != want {
				t.Errorf("n %d, batch %d: %g epochs, want %g", n, batch, got, want)
			}
			for epoch := range len(drawn) / n {
				part := slices.Sorted(slices.Values(drawn[epoch*n : (epoch+1)*n]))
				for i, v := range part {
					if v != i {
						t.Fatalf("n %d, batch %d, epoch %d: %v is no permutation", n, batch, epoch, part)
					}
				}
			}
		}
	}
}

// The order depends on the source alone, not on the batches it is drawn in.
func TestSamplerOrderIsIndependentOfBatches(t *testing.T) {
	draw := func(batch int) []int {
		s := NewSampler(50, rand.NewPCG(3, 1))
		all := make([]int, 300)
		for rest := all; len(rest) > 0; rest = rest[batch:] {
			s.Next(rest[:batch])
		}
		return all
	}
	want := draw(1)
	for _, batch := range []int{2, 30, 100, 300} {
		if !slices.Equal(draw(batch), want) {
			t.Errorf("batches of %d give another order", batch)
		}
	}
}

// Epochs differ from one another, seeds do, and so do the streams of one seed.
func TestSamplerShufflesAnew(t *testing.T) {
	epoch := func(s *Sampler) []int {
		index := make([]int, 100)
		s.Next(index)
		return index
	}
	s := NewSampler(100, rand.NewPCG(1, 0))
	orders := [][]int{
		epoch(s), epoch(s),
		epoch(NewSampler(100, rand.NewPCG(1, 1))),
		epoch(NewSampler(100, rand.NewPCG(2, 0))),
	}
	for i := range orders {
		for j := range i {
			same := 0
			for k := range orders[i] {
				if orders[i][k] == orders[j][k] {
					same++
				}
			}
			// Two random permutations agree in 1 place on average, and in
			// more than 10 once in 10^8.
			if same > 10 {
				t.Errorf("orders %d and %d agree in %d of 100 places", i, j, same)
			}
		}
	}
}

// Every place of an epoch is equally likely for every sample (χ² over 7×7).
func TestSamplerIsUniform(t *testing.T) {
	const n, epochs = 7, 7000
	s := NewSampler(n, rand.NewPCG(1, 0))
	var count [n][n]float64
	index := make([]int, n)
	for range epochs {
		s.Next(index)
		for place, i := range index {
			count[place][i]++
		}
	}
	var chi2 float64
	for _, row := range count {
		for _, c := range row {
			d := c - epochs/n
			chi2 += d * d / (epochs / n)
		}
	}
	if !(chi2 <= 73.4) { // 36 degrees of freedom: exceeded with probability 0.0002
		t.Errorf("χ² = %.1f", chi2)
	}
}

func TestSamplersAllocateNothing(t *testing.T) {
	index := make([]int, 30)
	for name, next := range map[string]func([]int){
		"Sampler": NewSampler(50, rand.NewPCG(1, 0)).Next,
	} {
		if n := testing.AllocsPerRun(20, func() { next(index) }); n != 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}
