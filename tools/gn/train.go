package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/schollz/progressbar/v3"

	"github.com/cauchy-newton/playground/engine/train"
)

// trainCommand trains one network and reports an epoch a line.
type trainCommand struct {
	Epochs *int `range:"length" group:"run" xor:"length" placeholder:"N" help:"Passes over the training set [10]."`
	Steps  *int `range:"length" group:"run" xor:"length" placeholder:"N" help:"Steps, instead of epochs; both count from the start of the run, before --resume, too."`
	JSON   bool `group:"run" name:"json" help:"Print a JSON object a line: one per epoch, and one at the end."`
	course
	settings

	StopLoss     float64 `range:"loss" group:"run" placeholder:"X" help:"End when the mean training loss of ten steps is below X."`
	StopAccuracy float64 `range:"share" group:"run" placeholder:"X" help:"End when the accuracy on the test set, 0…1, is above X."`
	StopPatience int     `range:"length" group:"run" placeholder:"N" help:"End when N readings of ten steps brought no lower training loss."`
}

// Help is what gn train --help says beside the flags.
func (*trainCommand) Help() string {
	return `Without flags it trains 784-32-16-10 (tanh, canonical partition, minibatches of 100, seed 1) by grouped Newton on 6,000 MNIST digits. The same flags give the same output, whatever the machine's number of processors. A flag's default stands in brackets.

Examples:

    gn train
    gn train --method adam --epochs 3
    gn train --partition trivial --steps 150      # Cauchy's step
    gn train --layers 1024-200-100-10 --data-dir ~/mnist
    gn train --json | tail -1                     # the outcome alone
    gn train --data 'moons?noise=0.2' --layers 16-2 --batch 50
    gn train --data csv:iris.csv --label species --layers 16-3 --batch 30 --summary-batch 100
    gn train --trace run.trace --checkpoint run.checkpoint
    gn train --resume run.checkpoint --epochs 20  # ten more
    gn train --stop-accuracy 0.9                  # no longer than that

Exit code: 0 done, 1 failed or diverged, 2 called wrongly, 130 interrupted.`
}

// length returns the number of steps to take on n samples.
func (c *trainCommand) length(n, batch int) int {
	epochs := 10
	switch {
	case c.Steps != nil:
		return *c.Steps
	case c.Epochs != nil:
		epochs = *c.Epochs
	}
	return (epochs*n + batch - 1) / batch // the last minibatch may reach into the epoch after
}

// Run trains. Kong calls it.
func (c *trainCommand) Run(ctx context.Context, s *streams) error {
	if err := c.claim(); err != nil {
		return err
	}
	run, set, err := c.begin(&c.settings, s.err)
	if err != nil {
		return err
	}
	steps := c.length(set.Len(), run.Config().Batch)
	if steps <= run.Steps() {
		return usageError{fmt.Errorf("--resume: the run has taken %d steps, and %d are asked for in all", run.Steps(), steps)}
	}
	bar := newProgress(s.err, "training", steps-run.Steps(), isTerminal(s.err))
	defer bar.Clear()
	var report reporter = &table{out: s.out, bar: bar}
	if c.JSON {
		report = &records{out: s.out, bar: bar}
	}
	if c.Checkpoint != "" && exists(c.Checkpoint) && !same(c.Checkpoint, c.Resume) {
		fmt.Fprintf(s.err, "gn: the earlier checkpoint %s is replaced\n", c.Checkpoint)
	}
	fmt.Fprint(s.err, c.idle(run.Config()))
	var recording tracing
	if c.Trace != "" {
		err = recording.begin(c.Trace, run, s)
	}
	if err == nil {
		err = report.start(run, set)
	}
	if err != nil {
		recording.abandon()
		return err
	}
	stopped, err := c.follow(ctx, run, steps, bar, report, &recording)
	if stopped != "" {
		fmt.Fprintf(s.err, "gn: stopped: %s\n", stopped)
	}
	return errors.Join(err, recording.end())
}

// epoch is what is reported of the steps since the report before.
type epoch struct {
	Step     int            `json:"step"`     // the last of them
	Epoch    float64        `json:"epoch"`    // passes over the training set so far
	Loss     train.Number   `json:"loss"`     // mean over their minibatches
	TestLoss train.Number   `json:"testLoss"` // after them, on the test set
	Accuracy train.Number   `json:"accuracy"` // likewise, 0…1
	Groups   []string       `json:"groups"`
	Eta      []train.Number `json:"eta"`    // step sizes of the last of them
	Kept     int            `json:"kept"`   // summaries that gave no step, so that the old step sizes were kept
	Reason   string         `json:"reason"` // of the last of those
	Rate     train.Number   `json:"rate"`   // λ₁ in use
	Lambda   train.Number   `json:"lambda"` // λ_int in use
}

// follow trains up to the given step. Whenever an epoch or the run is over, it
// reports and writes the checkpoint. The run ends early when a rule stops it, for
// the reason that is returned, when it diverges and when ctx is done; what has been
// trained is reported before the error is returned.
func (c *trainCommand) follow(ctx context.Context, run *train.Run, steps int, bar *progressbar.ProgressBar, report reporter, recording *tracing) (stopped string, failure error) {
	watch := train.Stop{LossBelow: c.StopLoss, AccuracyAbove: c.StopAccuracy, Patience: c.StopPatience}.Watch()
	nothing := train.Number(math.NaN())
	var begin train.Frame
	run.Look(&begin)
	now := epoch{Step: begin.Step, Epoch: begin.Epoch, Loss: nothing, TestLoss: nothing, Accuracy: nothing}
	var losses float64
	first := now.Step // the step that the report before ended with
	for frame, err := range run.Frames(steps - run.Steps()) {
		written := recording.write(frame, run)
		if failure = cmp.Or(err, written); failure != nil {
			break
		}
		bar.Add(1)
		passed := int(frame.Epoch) > int(now.Epoch)
		now.Step, now.Epoch, now.Groups, now.Eta = frame.Step, frame.Epoch, frame.Groups, frame.Eta
		now.Rate, now.Lambda = frame.Rate, frame.Lambda
		if frame.Fresh && frame.Reason != "" {
			now.Kept, now.Reason = now.Kept+1, frame.Reason
		}
		losses += float64(frame.Loss)
		now.Loss = train.Number(losses / float64(frame.Step-first))
		if passed || frame.Step == steps {
			examine(run, &now)
			if err := errors.Join(report.epoch(&now), c.save(run)); err != nil {
				return "", err
			}
			losses, first = 0, frame.Step
			if frame.Step < steps {
				now.Kept, now.Reason = 0, ""
			}
		}
		if ctx.Err() != nil {
			failure = fmt.Errorf("interrupted after step %d: %w", frame.Step, ctx.Err())
			break
		}
		if stopped = watch.See(frame); stopped != "" {
			break
		}
	}
	if now.Step != first || failure != nil { // broken off within an epoch, or back at another point
		examine(run, &now)
	}
	if err := errors.Join(report.end(run, &now, failure), c.save(run)); err != nil {
		return stopped, err
	}
	return stopped, failure
}

// examine measures the network on the test set.
func examine(run *train.Run, now *epoch) {
	var seen train.Frame
	run.Look(&seen)
	now.TestLoss, now.Accuracy = seen.TestLoss, seen.Accuracy
}
