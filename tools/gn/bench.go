package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/measure"
)

// benchCommand times a gradient and a summary.
type benchCommand struct {
	Model     []string      `default:"${bench_models}" placeholder:"NAME" help:"Networks: widths from the input on (784-32-16-10, 784-20x256-10) or lenet5 [${default}]."`
	Batch     []int         `range:"samples" default:"100,1000" placeholder:"N" help:"Samples in the batch [${default}]."`
	Precision []string      `default:"float64" placeholder:"NAME" help:"${precisions} [${default}]."`
	Threads   int           `range:"threads" default:"0" placeholder:"N" help:"Processors to use; 0 is all [${default}]."`
	Time      time.Duration `default:"2s" placeholder:"D" help:"How long each case is measured; three rounds at least [${default}]."`
	output
}

// Help is what gn bench --help says beside the flags.
func (*benchCommand) Help() string {
	return `Times a gradient and a complete summary (ḡ, H̄, D³ of the canonical partition) in turns, each in tanh networks with cross-entropy at a random point, and prints the medians in milliseconds, the price of the summary in gradients (the median of the turns' quotients) and the speed of the gradient: GFLOP/s counts the matrix products alone, two operations a multiply–add, over the time of the whole gradient. The goals below the table are judged at batch 100, with the most expensive of the other batches beside it where it costs more.

Examples:

    gn bench
    gn bench --model 784-32-16-10 --batch 100 --threads 1 --time 500ms
    gn bench --precision float64,float32 --batch 100
    gn bench --json | jq -r '.cases[] | [.model, .batch, .ratio] | @tsv'

Exit code: 0 done, 2 called wrongly, 130 interrupted.`
}

// Validate refuses cases that cannot be measured. Kong calls it.
func (c *benchCommand) Validate() error {
	for _, name := range c.Model {
		if _, err := measure.Network(name); err != nil {
			return fmt.Errorf("--model: %s", strings.TrimPrefix(err.Error(), "measure: "))
		}
	}
	for _, p := range c.Precision {
		if _, err := kernel.ParsePrecision(p); err != nil {
			return fmt.Errorf("--precision: %s", strings.TrimPrefix(err.Error(), "kernel: "))
		}
	}
	if c.Time < 0 || c.Time > time.Hour {
		return errors.New("--time goes from 0 to an hour")
	}
	return nil
}

// benchReport is what gn bench --json prints.
type benchReport struct {
	Machine string      `json:"machine"`
	Cases   []benchCase `json:"cases"`
}

// benchCase is one network at one batch.
type benchCase struct {
	Model     string  `json:"model"`
	Batch     int     `json:"batch"`
	Precision string  `json:"precision"`
	Threads   int     `json:"threads"`
	Gradient  float64 `json:"gradient_ms"`
	Summary   float64 `json:"summary_ms"`
	Ratio     float64 `json:"ratio"`  // the median of summary/gradient in a turn
	Gflops    float64 `json:"gflops"` // measure.Operations of a gradient in a nanosecond
}

// Run measures and prints. Kong calls it.
func (c *benchCommand) Run(ctx context.Context, s *streams) error {
	threads := c.Threads
	if threads == 0 {
		threads = runtime.NumCPU()
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads))
	report := benchReport{Machine: measure.Machine()}
	for _, model := range c.Model {
		for _, batch := range c.Batch {
			for _, precision := range c.Precision {
				if err := ctx.Err(); err != nil {
					return err
				}
				one, err := c.measure(model, batch, precision, threads)
				if err != nil {
					return err
				}
				report.Cases = append(report.Cases, one)
			}
		}
	}
	return c.print(s, report, report.write)
}

func (c *benchCommand) measure(model string, batch int, precision string, threads int) (benchCase, error) {
	g, err := measure.Network(model)
	if err != nil {
		return benchCase{}, err
	}
	products, err := kernel.ParsePrecision(precision)
	if err != nil {
		return benchCase{}, err
	}
	p := measure.NewProblem(g, batch, 1)
	p.In(products)
	times := measure.Turns(c.Time, p.Gradient, func() { p.Summary() })
	gradient, summary := times[0].Median(), times[1].Median()
	return benchCase{model, batch, precision, threads, gradient, summary, times[1].Per(times[0]).Median(),
		measure.Operations(g, batch) / gradient / 1e6}, nil
}

// write prints a table, and the goals of the networks that have one.
func (r *benchReport) write(w io.Writer) {
	fmt.Fprintln(w, r.Machine)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "network\tbatch\tprecision\tthreads\tgradient, ms\tsummary, ms\tratio\tGFLOP/s\t")
	for _, c := range r.Cases {
		fmt.Fprintf(t, "%s\t%d\t%s\t%d\t%.4g\t%.4g\t%.2f\t%.1f\t\n",
			measure.Title(c.Model), c.Batch, c.Precision, c.Threads, c.Gradient, c.Summary, c.Ratio, c.Gflops)
	}
	t.Flush()
	if goals := r.judge(); goals != nil {
		fmt.Fprintln(w)
		measure.WriteGoals(w, goals)
	}
}

// judge returns the goals with what was measured at their batch, for each
// precision by itself, and beside it the most expensive batch.
func (r *benchReport) judge() (results []measure.Result) {
	for _, c := range r.Cases {
		goal, ok := measure.SummaryGoals[c.Model]
		if !ok || c.Batch != measure.GoalBatch {
			continue
		}
		if c.Precision != kernel.Float64.String() {
			goal.What += ", " + c.Precision + " panels"
		}
		result, costliest := measure.Result{Goal: goal, Value: c.Ratio}, c
		for _, other := range r.Cases {
			if other.Model == c.Model && other.Precision == c.Precision && other.Ratio > costliest.Ratio {
				costliest = other
			}
		}
		if costliest.Batch != c.Batch {
			result.Note = fmt.Sprintf("; at %d %.3g", costliest.Batch, costliest.Ratio)
		}
		results = append(results, result)
	}
	return results
}
