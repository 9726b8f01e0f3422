// Command peers measures the engine beside PyTorch in one run: gradient and
// summary of the same networks at the same θ on the same batch, float64, with
// as many threads each. First both have to compute the same numbers; then they
// are timed in turns.
//
//	go run ./tools/peers
//	go run ./tools/peers -models lenet5 -batch 1000 -rounds 3
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/cauchy-newton/playground/tools/measure"
)

func main() {
	models := flag.String("models", strings.Join(measure.Networks, ","), "the networks, by `names` as in gn bench")
	batch := flag.Int("batch", 100, "`samples` in the batch")
	threads := flag.Int("threads", 2, "`processors` for each side")
	rounds := flag.Int("rounds", 7, "how often each is measured")
	sample := flag.Duration("sample", 100*time.Millisecond, "how long a piece of work is repeated in a round, once at least")
	script := flag.String("script", "tools/peers/torch/summary.py", "the peer's `file`")
	python := flag.String("python", "/usr/bin/python3", "the `interpreter` that has torch")
	flag.Parse()
	if *batch < 1 || *threads < 1 || *rounds < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	runtime.GOMAXPROCS(*threads)
	c := contest{samples: *batch, threads: *threads, rounds: *rounds, sample: *sample, command: []string{*python, *script}}
	if err := c.run(os.Stdout, strings.Split(*models, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// contest says what is measured and how.
type contest struct {
	samples, threads, rounds int
	sample                   time.Duration
	command                  []string // starts the peer
}

// row is what was measured of one network.
type row struct {
	model             string
	gradient, summary [2]float64 // milliseconds, ours and theirs
	faster            [2]float64 // medians of the quotients theirs/ours in a round: gradient, summary
}

func (c *contest) run(w io.Writer, models []string) error {
	var rows []row
	release := ""
	for _, model := range models {
		r, torch, err := c.measure(model)
		if err != nil {
			return fmt.Errorf("%s: %w", model, err)
		}
		rows, release = append(rows, r), torch
	}
	fmt.Fprintf(w, "%s\nPyTorch %s; float64, batch %d, %d threads each; the same ḡ, H̄, D³ to %.0e; medians of %d rounds\n\n",
		measure.Machine(), release, c.samples, c.threads, tolerance, c.rounds)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tgradient, ms\t\t\tsummary, ms\t\t\t")
	fmt.Fprintln(t, "network\tours\tPyTorch\tspeed\tours\tPyTorch\tspeed\t")
	var goals []measure.Result
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%.4g\t%.4g\t%.2f×\t%.4g\t%.4g\t%.2f×\t\n", r.model,
			r.gradient[0], r.gradient[1], r.faster[0], r.summary[0], r.summary[1], r.faster[1])
		if g, ok := measure.TorchGradientGoals[r.model]; ok {
			goals = append(goals, measure.Result{Goal: g, Value: r.faster[0]})
		}
		if g, ok := measure.TorchSummaryGoals[r.model]; ok {
			goals = append(goals, measure.Result{Goal: g, Value: r.faster[1]})
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return measure.WriteGoals(w, goals)
}

func (c *contest) measure(model string) (r row, release string, err error) {
	g, err := measure.Network(model)
	if err != nil {
		return row{}, "", err
	}
	p := measure.NewProblem(g, c.samples, 1)
	peer, err := startTorch(c.command, c.threads, p)
	if err != nil {
		return row{}, "", err
	}
	defer peer.end()
	theirs, err := peer.numbers()
	if err != nil {
		return row{}, "", err
	}
	if err := theirs.serious(); err != nil {
		return row{}, "", err
	}
	if err := theirs.equal(p.Summary()); err != nil {
		return row{}, "", err
	}
	works := []struct {
		name string
		work func()
	}{{"gradient", p.Gradient}, {"summary", func() { p.Summary() }}}
	var times [2][2]measure.Series // gradient, summary; ours, theirs
	for round := range c.rounds + 1 {
		for i, of := range works {
			mine := measure.Sample(c.sample, of.work)
			other, err := peer.time(of.name, c.sample)
			if err != nil {
				return row{}, "", err
			}
			if round > 0 { // the first warms both up
				times[i][0], times[i][1] = append(times[i][0], mine), append(times[i][1], other)
			}
		}
	}
	r.model = model
	for side := range 2 {
		r.gradient[side], r.summary[side] = times[0][side].Median(), times[1][side].Median()
	}
	for i := range works {
		r.faster[i] = times[i][1].Per(times[i][0]).Median()
	}
	return r, theirs.Torch + " with " + theirs.BLAS, nil
}
