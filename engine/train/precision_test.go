package train

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/summary"
)

// both computes gradient and summary of a new run in both precisions, on its
// first minibatches of real digits and along the gradient.
type both struct {
	run     *Run
	grad    [2][]float64
	summary [2]*summary.Summary
	took    [2][2][]float64 // seconds of processor time, by precision: gradients, summaries
}

func newBoth(tb testing.TB, c Config) *both {
	r := begin(tb, c)
	b := &both{run: r}
	for i := range b.grad {
		b.grad[i], b.summary[i] = make([]float64, len(r.theta)), summary.New(r.partition.Len())
	}
	r.objective.gradients.next()
	r.objective.summaries.next()
	return b
}

func (b *both) compute() {
	o := b.run.objective
	for _, p := range []kernel.Precision{kernel.Float64, kernel.Float32} {
		o.sweep.Precision = p
		start := clock()
		o.sweep.Gradient(b.grad[p], b.run.theta, &o.gradients.Batch)
		middle := clock()
		o.summary.Compute(b.summary[p], b.run.theta, b.grad[kernel.Float64], &o.summaries.Batch)
		b.took[p][0] = append(b.took[p][0], (middle - start).Seconds())
		b.took[p][1] = append(b.took[p][1], (clock() - middle).Seconds())
	}
}

// errors returns by how much float32 differs: the largest difference over the
// largest entry.
func (b *both) errors() map[string]float64 {
	off := func(got, want []float64) float64 {
		scale, worst := 0.0, 0.0
		for i := range want {
			scale, worst = max(scale, math.Abs(want[i])), max(worst, math.Abs(got[i]-want[i]))
		}
		return worst / scale
	}
	exact, rounded := b.summary[0], b.summary[1]
	return map[string]float64{
		"gradient": off(b.grad[1], b.grad[0]), "ḡ": off(rounded.Gbar, exact.Gbar),
		"H̄": off(rounded.Hbar, exact.Hbar), "D³": off(rounded.Order3, exact.Order3),
	}
}

// A run in float32 computes in float32, to the error that docs/performance.md
// states, and one that goes back to float64 is what it was.
func TestPrecisionOfARun(t *testing.T) {
	for _, set := range kernel.Sets() {
		t.Run(set, func(t *testing.T) {
			defer kernel.Use(kernel.Set())
			if err := kernel.Use(set); err != nil {
				t.Fatal(err)
			}
			b := newBoth(t, Config{Precision: "float32", SummaryBatch: 200})
			if p := b.run.objective.sweep.Precision; p != kernel.Float32 {
				t.Errorf("the run asks for float32 and has %s", p)
			}
			b.compute()
			for what, e := range b.errors() {
				if !(e <= 1e-5) || set != "portable" && e == 0 {
					t.Errorf("%s is off by %.1e", what, e)
				}
			}
			c := b.run.Config()
			c.Precision = "float64"
			if err := b.run.Set(c); err != nil || b.run.objective.sweep.Precision != kernel.Float64 {
				t.Errorf("back to float64: %v, %s", err, b.run.objective.sweep.Precision)
			}
		})
	}
}

// BenchmarkPrecision measures the error of float32 and what it saves, for the
// networks of docs/performance.md with their first weights and real digits.
func BenchmarkPrecision(b *testing.B) {
	for _, net := range []struct {
		name   string
		config Config
	}{
		{"784-32-16-10", Config{Layers: "32-16-10"}},
		{"784-1024-200-100-10", Config{Layers: "1024-200-100-10"}},
		{"lenet5", Config{Model: "lenet"}},
		{"784-20x256-10", Config{Layers: "20x256-10"}},
	} {
		for _, batch := range []int{100, 1000} {
			b.Run(fmt.Sprintf("%s/batch=%d", net.name, batch), func(b *testing.B) {
				c := net.config
				c.Batch, c.SummaryBatch = batch, batch
				x := newBoth(b, c)
				for b.Loop() {
					x.compute()
				}
				for what, e := range x.errors() {
					b.ReportMetric(e*1e9, what+"-off-e-9")
				}
				for i, what := range []string{"gradient", "summary"} {
					var ms [2]float64
					for p := range ms {
						slices.Sort(x.took[p][i])
						ms[p] = 1e3 * x.took[p][i][len(x.took[p][i])/2]
						b.ReportMetric(ms[p], fmt.Sprintf("%s-%s-ms", what, kernel.Precision(p)))
					}
					b.ReportMetric(ms[0]/ms[1], what+"-faster")
				}
			})
		}
	}
}
