package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/spectrum"
	"github.com/cauchy-newton/playground/engine/summary"
)

// spectrumCommand computes the eigenvalues of the full Hessian and of H̄.
type spectrumCommand struct {
	input
	Partition string `placeholder:"TEXT" help:"One partition instead of the file's, as for gn summary."`
	Estimate  bool   `help:"Estimate also where every eigenvalue could be computed, up to ${max_exact} parameters."`
	Probes    int    `range:"probes" default:"8" placeholder:"N" help:"Random probes of an estimate [${default}]."`
	Steps     int    `range:"lanczos" default:"80" placeholder:"N" help:"Lanczos steps of a probe [${default}]."`
	Seed      uint64 `range:"seed" default:"1" placeholder:"N" help:"Of the probes [${default}]."`
	output
}

// Help is what gn spectrum --help says beside the flags.
func (*spectrumCommand) Help() string {
	return `Reads a network (schema hg/1 or diffn/1, see docs/exchange.md) and prints the eigenvalues of the full Hessian, its trace and its spectral density, beside the eigenvalues of the summary H̄ of each partition. Small networks are computed exactly; for large ones Lanczos runs from random probes give the extreme eigenvalues and the density, and the trace with its standard error.

Examples:

    gn spectrum network.json
    gn spectrum network.json --estimate --probes 16 --json | jq '.largest'

Exit code: 0 done, 1 the file cannot be read or computed, 2 called wrongly, 130 interrupted.`
}

// spectrumReport is what is known of the eigenvalues.
type spectrumReport struct {
	Parameters int             `json:"parameters"`
	Exact      bool            `json:"exact"` // values are all the eigenvalues; otherwise Ritz values
	Smallest   float64         `json:"smallest"`
	Largest    float64         `json:"largest"`
	Trace      float64         `json:"trace"`
	TraceError float64         `json:"trace_error"` // standard error, 0 when exact
	Values     []float64       `json:"values"`
	Weights    []float64       `json:"weights"` // of the values in the distribution, summing to 1
	Density    []densityPoint  `json:"density"` // each value spread by a normal distribution
	Cases      []groupSpectrum `json:"cases"`
}

// densityPoint is the spectral density at one place.
type densityPoint struct {
	At      float64 `json:"at"`
	Density float64 `json:"density"`
}

// groupSpectrum are the eigenvalues of H̄, ascending.
type groupSpectrum struct {
	Partition   string     `json:"partition"`
	Groups      [][]string `json:"groups"`
	Eigenvalues []float64  `json:"eigenvalues"`
}

// Run computes and prints. Kong calls it.
func (c *spectrumCommand) Run(ctx context.Context, s *streams) error {
	point, err := c.readPoint(s, kernel.Float64, c.Partition)
	if err != nil {
		return err
	}
	full, err := c.full(ctx, s, point)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name(), err)
	}
	report := &spectrumReport{
		Parameters: full.N, Exact: full.Exact, Smallest: full.Smallest, Largest: full.Largest,
		Trace: full.Trace, TraceError: full.TraceError, Values: full.Values, Weights: full.Weights,
		Density: density(full),
	}
	summaries, err := point.Summarise(exchange.SummaryOptions{Partition: c.Partition, Lambdas: []float64{}})
	if err != nil {
		return fmt.Errorf("%s: %w", c.name(), err)
	}
	for i := range summaries.Cases {
		at := &summaries.Cases[i]
		values, err := eigenvalues(at.Hbar)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", c.name(), at.Partition, err)
		}
		report.Cases = append(report.Cases, groupSpectrum{at.Partition, at.Groups, values})
	}
	return c.print(s, report, report.print)
}

// full returns the spectrum of the full Hessian.
func (c *spectrumCommand) full(ctx context.Context, s *streams, p *exchange.Point) (*spectrum.Estimate, error) {
	n := len(p.Theta)
	exact := n <= spectrum.MaxExact && !c.Estimate
	products := c.Probes * min(c.Steps, n)
	if exact {
		products = n
	}
	bar := newProgress(s.err, "Hessian", products, isTerminal(s.err))
	defer bar.Clear()
	hessian := summary.NewHessian(p.Sweep())
	product := func(dst, v []float64) {
		if ctx.Err() != nil {
			clear(dst) // ends the work soon; the result is not used
			return
		}
		hessian.Multiply(dst, p.Theta, v, p.Batch)
		bar.Add(1)
	}
	var e *spectrum.Estimate
	var err error
	if exact {
		e, err = spectrum.Exact(product, n)
	} else {
		e, err = spectrum.Density(product, n, c.Probes, c.Steps, rand.New(rand.NewPCG(c.Seed, 0)))
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("interrupted: %w", ctx.Err())
	}
	return e, err
}

// densityPoints is how finely the density is written: a curve of a plot's width.
const densityPoints = 201

// density samples the smoothed distribution from below its smallest to above
// its largest value. The width of a fiftieth of the range joins neighbours and
// keeps outliers apart.
func density(e *spectrum.Estimate) []densityPoint {
	width := (e.Largest - e.Smallest) / 50
	if width == 0 {
		return []densityPoint{}
	}
	lo, hi := e.Smallest-3*width, e.Largest+3*width
	points := make([]densityPoint, densityPoints)
	for i := range points {
		x := lo + (hi-lo)*float64(i)/(densityPoints-1)
		points[i] = densityPoint{x, e.Smooth(x, width)}
	}
	return points
}

// eigenvalues returns those of a symmetric matrix, ascending.
func eigenvalues(m exchange.Matrix) ([]float64, error) {
	h := mat.NewSymDense(len(m), nil)
	for i, row := range m {
		for j := i; j < len(row); j++ {
			h.SetSym(i, j, row[j])
		}
	}
	values, err := spectrum.Eigenvalues(h)
	if err != nil {
		return nil, errors.New("H̄ is not finite")
	}
	return values, nil
}

// bars is the height of the histogram that a table shows.
const bars = 16

func (r *spectrumReport) print(text io.Writer) {
	how := "all eigenvalues"
	if !r.Exact {
		how = fmt.Sprintf("estimated from %d Ritz values", len(r.Values))
	}
	fmt.Fprintf(text, "Hessian of %d parameters, %s\n", r.Parameters, how)
	fmt.Fprintf(text, "  smallest %s\n  largest  %s\n  trace    %s", digits5(r.Smallest), digits5(r.Largest), digits5(r.Trace))
	if !r.Exact {
		fmt.Fprintf(text, " ± %s", digits5(r.TraceError))
	}
	fmt.Fprintf(text, "\n  share below 0: %.1f %%\n", 100*r.below(0))
	if step := (r.Largest - r.Smallest) / bars; step > 0 {
		for k := range bars {
			lo := r.Smallest + float64(k)*step
			share := r.below(lo+step) - r.below(lo)
			if k == bars-1 {
				share = 1 - r.below(lo)
			}
			fmt.Fprintf(text, "  %12s  %5.1f %%  %s\n", digits5(lo), 100*share, strings.Repeat("█", int(40*share+0.5)))
		}
	}
	for _, c := range r.Cases {
		fmt.Fprintf(text, "H̄, %s, %d groups: %s\n", c.Partition, len(c.Groups), list5(c.Eigenvalues))
	}
}

// below returns the share of eigenvalues below x.
func (r *spectrumReport) below(x float64) (share float64) {
	for k, v := range r.Values {
		if v < x {
			share += r.Weights[k]
		}
	}
	return share
}
