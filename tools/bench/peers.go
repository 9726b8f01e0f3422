package main

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/cauchy-newton/playground/tools/measure"
)

// peersCommand measures gradient and summary of the same networks at the same θ on
// the same batch, float64, with as many threads each. First both have to compute the
// same numbers; then they are timed in turns.
type peersCommand struct {
	Models  []string      `default:"${networks}" placeholder:"NAME" help:"The networks, named as for gn bench [${default}]."`
	Batch   int           `default:"100" help:"Samples in the batch."`
	Threads int           `default:"2" help:"Processors for each side."`
	Rounds  int           `default:"7" help:"How often each is measured."`
	Sample  time.Duration `default:"100ms" help:"How long a piece of work is repeated in a round, once at least."`
	Script  string        `default:"tools/bench/torch/summary.py" help:"The peer."`
	Python  string        `default:"/usr/bin/python3" help:"The interpreter that has torch."`
}

// peersRow is what was measured of one network.
type peersRow struct {
	model  string
	times  [2][2]measure.Series // milliseconds: gradient, summary; ours, theirs
	faster [2]measure.Series    // theirs/ours in a round: gradient, summary
}

// Run measures and prints.
func (c *peersCommand) Run(w io.Writer) error {
	runtime.GOMAXPROCS(int(c.Threads))
	table := measure.NewTable("network", "gradient, ms", "PyTorch", "speed", "summary, ms", "PyTorch", "speed")
	var goals []measure.Result
	release := ""
	for _, model := range c.Models {
		r, torch, err := c.measure(model)
		if err != nil {
			return fmt.Errorf("%s: %w", model, err)
		}
		release = torch
		row := []any{model}
		for i, of := range []map[string]measure.Goal{measure.TorchGradientGoals, measure.TorchSummaryGoals} {
			row = append(row, r.times[i][0].Middle(), r.times[i][1].Middle(), r.faster[i])
			if g, ok := of[model]; ok {
				goals = append(goals, measure.Result{Goal: g, Value: r.faster[i].Median(), Note: r.faster[i].Range()})
			}
		}
		table.Row(row...)
	}
	fmt.Fprintf(w, "%s\nPyTorch %s; float64, batch %d, %d threads each; the same ḡ, H̄, D³ to %.0e; medians of %d rounds\n\n",
		measure.Machine(), release, c.Batch, c.Threads, agreed, c.Rounds)
	return errors.Join(table.Write(w), measure.WriteGoals(w, goals))
}

func (c *peersCommand) measure(model string) (r peersRow, release string, err error) {
	g, err := measure.Network(model)
	if err != nil {
		return peersRow{}, "", err
	}
	p := measure.NewProblem(g, int(c.Batch), 1)
	peer, err := startTorch([]string{c.Python, c.Script}, int(c.Threads), p)
	if err != nil {
		return peersRow{}, "", err
	}
	defer peer.end()
	theirs, err := peer.numbers()
	if err != nil {
		return peersRow{}, "", err
	}
	if err := theirs.serious(); err != nil {
		return peersRow{}, "", err
	}
	if err := theirs.equal(p.Summary()); err != nil {
		return peersRow{}, "", err
	}
	works := []struct {
		name string
		work func()
	}{{"gradient", p.Gradient}, {"summary", func() { p.Summary() }}}
	var times [2][2]measure.Series // gradient, summary; ours, theirs
	for round := range c.Rounds + 1 {
		for i, of := range works {
			mine := measure.Sample(c.Sample, of.work)
			other, err := peer.time(of.name, c.Sample)
			if err != nil {
				return peersRow{}, "", err
			}
			if round > 0 { // the first warms both up
				times[i][0], times[i][1] = append(times[i][0], mine), append(times[i][1], other)
			}
		}
	}
	r = peersRow{model, times, [2]measure.Series{times[0][1].Per(times[0][0]), times[1][1].Per(times[1][0])}}
	return r, theirs.Torch + " with " + theirs.BLAS, nil
}
