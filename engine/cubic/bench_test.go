package cubic

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkSolve(b *testing.B) {
	for _, n := range []int{6, 12, 40, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, h, d := positive(rand.New(rand.NewPCG(1, 1)), n)
			for i := range n {
				h[i*n+i] -= 0.5 // indefinite, as networks are
			}
			var s Solver
			var step Step
			b.ReportAllocs()
			for b.Loop() {
				if err := s.Solve(&step, g, h, d, 1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPath(b *testing.B) {
	for _, n := range []int{6, 12, 40} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, h, d := positive(rand.New(rand.NewPCG(1, 1)), n)
			var p Path
			eta := make([]float64, n)
			for b.Loop() {
				if err := p.Fit(g, h, d); err != nil {
					b.Fatal(err)
				}
				for i := range 100 {
					p.Eta(eta, float64(i+1))
				}
			}
		})
	}
}
