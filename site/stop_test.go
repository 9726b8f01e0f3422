package site_test

import (
	"slices"
	"testing"
)

// BenchmarkStop measures how long a stop takes: from the call of
// playground.pause while the default training plays until the engine's answer,
// after which no frame follows. It holds the way to the engine and back and
// whatever step the engine was in. With a picture the page itself is busy
// drawing in between.
func BenchmarkStop(b *testing.B) {
	for _, c := range []struct{ name, before string }{{"drawing", ""}, {"no-picture", noWebGL}} {
		b.Run(c.name, func(b *testing.B) {
			p := open(b, visit{before: c.before})
			p.run(`playground.step(1)`)
			var took []float64
			for b.Loop() {
				took = append(took, ask[float64](p, `(async () => {
					await playground.play();
					await new Promise((resolve) => setTimeout(resolve, 150 + 200 * Math.random()));
					const start = performance.now();
					await playground.pause();
					return performance.now() - start;
				})()`))
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "ms-median")
			b.ReportMetric(took[len(took)*9/10], "ms-p90")
			b.ReportMetric(0, "ns/op") // it holds the waiting
		})
	}
}
