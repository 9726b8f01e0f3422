package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/tools/measure"
)

// growthCommand measures how the time of a summary grows with the batch, the
// width and the depth of a network, fits an exponent to each and draws them.
type growthCommand struct {
	Rounds count  `default:"5" help:"How often each size is measured."`
	Output string `short:"o" placeholder:"FILE" help:"The picture to write, .svg, .png or .pdf."`
}

// sweep is one size that grows while the others stay.
type sweep struct {
	name     string // "batch"
	unit     string // of the axis
	network  func(size int) string
	samples  func(size int) int
	groups   string // the partition
	sizes    []int
	from     int // the fit takes the sizes from here on
	exponent float64
}

// sweeps: one processor, tanh, cross-entropy. Where the fit begins, and why:
//
//   - a batch of 256 is two chunks, each as large as chunks get: from there on
//     only their number grows;
//   - in layers of 256 units the products of 256² take over from the pointwise
//     work, which grows with the width alone;
//   - at fixed S every layer costs the same, the input and the head are two
//     layers among eight;
//   - at canonical S layer l carries the tangents of the 2l groups before it,
//     4l + 4 products, so that L layers are 2L² + O(L): the linear part is a fifth
//     at 16 and a twentieth at 64.
var sweeps = []sweep{
	{"batch", "samples, 256-4x256-10, canonical S", fixed("256-4x256-10"), itself, "canonical",
		[]int{32, 64, 128, 256, 512, 1024, 2048, 4096}, 256, 1},
	{"width", "units w, w-3×w-10, batch 128, canonical S", func(w int) string { return fmt.Sprintf("%d-3x%d-10", w, w) }, always(128), "canonical",
		[]int{32, 64, 128, 256, 512, 1024, 2048}, 256, 2},
	{"depth, S = 2", "layers L, 256-L×256-10, batch 64, weights and biases", deep, always(64), "weights-biases",
		[]int{2, 4, 8, 16, 32, 64, 96}, 8, 1},
	{"depth, S = 2L + 2", "layers L, 256-L×256-10, batch 64, canonical S", deep, always(64), "canonical",
		[]int{2, 4, 8, 16, 24, 32, 48, 64}, 16, 2},
}

func deep(layers int) string                { return fmt.Sprintf("256-%dx256-10", layers) }
func fixed(network string) func(int) string { return func(int) string { return network } }
func always(n int) func(int) int            { return func(int) int { return n } }
func itself(n int) int                      { return n }

// tolerance is how far an exponent may be from the one of the theory.
const tolerance = 0.15

// growthSample is how long a size is repeated in a round: long against the clock and
// the scheduler, short against the largest sizes.
const growthSample = 30 * time.Millisecond

// curve is what was measured of a sweep.
type curve struct {
	sweep
	ms              []float64 // of the processor in the fastest round, by size
	slope, constant float64   // ms = constant·size^slope over the sizes of the fit
}

// Run prints the times and exponents, and draws them.
func (g *growthCommand) Run(w io.Writer) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	fmt.Fprintf(w, "%s; one is used, its own time; the fastest of %d rounds\n\n", measure.Machine(), g.Rounds)
	var curves []curve
	var goals []measure.Result
	for _, s := range sweeps {
		c, err := s.measure(int(g.Rounds))
		if err != nil {
			return err
		}
		if err := c.write(w); err != nil {
			return err
		}
		curves = append(curves, c)
		goals = append(goals, measure.Result{
			Goal:  measure.AtMost(tolerance, fmt.Sprintf("summary: growth with %s, distance of the exponent from %g", s.name, s.exponent)),
			Value: math.Abs(c.slope - s.exponent),
		})
	}
	if err := measure.WriteGoals(w, goals); err != nil || g.Output == "" {
		return err
	}
	return draw(g.Output, filepath.Ext(g.Output), curves)
}

func (s sweep) measure(rounds int) (curve, error) {
	c := curve{sweep: s}
	var works []func()
	for _, size := range s.sizes {
		g, err := measure.Network(s.network(size))
		if err != nil {
			return c, err
		}
		p := measure.NewProblem(g, s.samples(size), 1)
		part, err := partition.Parse(s.groups, g.Params())
		if err != nil {
			return c, err
		}
		p.Partition(part)
		works = append(works, func() { p.Summary() })
	}
	for _, times := range measure.Rounds(rounds, growthSample, measure.Processor, works...) {
		c.ms = append(c.ms, times.Least())
	}
	first := slices.Index(s.sizes, s.from)
	c.slope, c.constant = fit(s.sizes[first:], c.ms[first:])
	return c, nil
}

// fit returns the e and c that minimise Σ (log y − log c − e·log x)².
func fit(x []int, y []float64) (e, c float64) {
	logX, logY := make([]float64, len(x)), make([]float64, len(y))
	for i, v := range y {
		logX[i], logY[i] = math.Log(float64(x[i])), math.Log(v)
	}
	c, e = stat.LinearRegression(logX, logY, nil, false)
	return e, math.Exp(c)
}

// write prints the times, and the exponent from each size to the next.
func (c *curve) write(w io.Writer) error {
	fmt.Fprintf(w, "%s (%s): exponent %.2f from %d on\n\n", c.name, c.unit, c.slope, c.from)
	t := measure.NewTable("size", "ms", "local exponent")
	local := "–"
	for i, size := range c.sizes {
		if i > 0 {
			local = fmt.Sprintf("%.2f", math.Log(c.ms[i]/c.ms[i-1])/math.Log(float64(size)/float64(c.sizes[i-1])))
		}
		t.Row(size, c.ms[i], local)
	}
	return t.Write(w)
}
