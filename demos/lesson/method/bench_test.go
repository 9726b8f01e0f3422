package method

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// BenchmarkMicroStep is what one micro-step costs, BenchmarkLastIteration what
// a link to the last iteration costs, with the most parameters there are.
func BenchmarkMicroStep(b *testing.B) {
	s := New()
	if err := s.Set(demos.Values{"step": "8", "hidden": "4,4"}); err != nil {
		b.Fatal(err)
	}
	for k := 0; b.Loop(); k++ {
		if err := s.Set(demos.Values{"micro": fmt.Sprint(k % (last + 1))}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLastIteration(b *testing.B) {
	s := New()
	for k := 0; b.Loop(); k++ {
		if err := s.Set(demos.Values{"step": fmt.Sprint(maxSteps), "hidden": "4,4", "period": "1", "seed": fmt.Sprint(k % 9999)}); err != nil {
			b.Fatal(err)
		}
	}
}
