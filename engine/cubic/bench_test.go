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

// BenchmarkSolveWide is of problems that twofold numbers do not settle: a group's D
// is far from the others', and a gradient is exactly orthogonal to the critical
// direction.
func BenchmarkSolveWide(b *testing.B) {
	for _, n := range []int{6, 12, 40, 100} {
		far := func() model {
			g, h, d := positive(rand.New(rand.NewPCG(1, 1)), n)
			for i := range n {
				h[i*n+i] -= 0.5
			}
			d[0] *= 1e-100
			return model{g, h, d, 1}
		}
		for name, m := range map[string]model{"far": far(), "hard": exactlyHard(rand.New(rand.NewPCG(1, 1)), n)} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				var s Solver
				var step Step
				for b.Loop() {
					if err := s.Solve(&step, m.g, m.h, m.d, m.lambda); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
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
