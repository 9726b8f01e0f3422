package main

import (
	"context"
	"fmt"
	"io"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/optim"
)

// replayCommand runs a recorded training again.
type replayCommand struct {
	input
	output
}

// Help is what gn replay --help says beside the flags.
func (*replayCommand) Help() string {
	return `Reads a recorded training (schema trajectory/1, see docs/exchange.md), runs it again from its first parameters with its hyperparameters, and prints the loss and the step sizes of every step, and where it ended.

Examples:

    gn replay training.json
    gn replay training.json --json | jq '.final_loss'

Exit code: 0 done, 1 the file cannot be read or the training diverged, 2 called wrongly, 130 interrupted.`
}

// Run replays and prints. Kong calls it.
func (c *replayCommand) Run(ctx context.Context, s *streams) error {
	recorded, err := read(&c.input, s, exchange.ReadTrajectory)
	if err != nil {
		return err
	}
	replay, err := recorded.Replay()
	if err != nil {
		return fmt.Errorf("%s: %w", c.name(), err)
	}
	method, err := recorded.Method(replay.StepsEpoch)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name(), err)
	}
	steps := recorded.Length(replay.StepsEpoch)
	bar := newProgress(s.err, "replaying", steps, isTerminal(s.err))
	defer bar.Clear()
	report := &exchange.RerunReport{Steps: []exchange.RerunStep{}}
	var frame optim.Frame
	for k := range steps {
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted before step %d: %w", k, ctx.Err())
		}
		if err := method.Step(&frame, replay.Theta, replay); err != nil {
			return fmt.Errorf("%s: step %d: %w", c.name(), k, err)
		}
		report.Add(&frame)
		bar.Add(1)
	}
	report.End(recorded, replay)
	bar.Clear()
	return c.print(s, report, func(w io.Writer) {
		for k, step := range report.Steps {
			fmt.Fprintf(w, "step %4d  loss %-12s η %s\n", k, digits5(float64(step.Loss)), list5(step.Eta))
		}
		fmt.Fprintf(w, "final loss %.10g over all rows\n", float64(report.FinalLoss))
	})
}
