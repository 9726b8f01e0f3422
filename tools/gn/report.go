package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/schollz/progressbar/v3"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
)

// reporter prints how a training run goes. Its errors are those of writing.
type reporter interface {
	start(run *train.Run, set *data.Set) error
	epoch(e *epoch) error
	end(run *train.Run, last *epoch, failure error) error
}

// table reports for people, a line an epoch.
type table struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

func (t *table) start(run *train.Run, set *data.Set) error {
	c := run.Config()
	names, _ := run.Groups()
	resumed := ""
	if run.Steps() > 0 {
		resumed = fmt.Sprintf("resumed after %d steps\n", run.Steps())
	}
	return t.printf("%s, %d parameters in %d groups (%s)\n%s on %d samples of %s in minibatches of %d, seed %d\n%s",
		network(c, set), run.Params(), len(names), c.Grouping(),
		c.Method, set.Len(), set.Name, c.Batch, c.Seed, resumed)
}

// network names the network that is trained and, where it is not the usual one,
// its loss.
func network(c train.Config, set *data.Set) string {
	name := fmt.Sprintf("%d-%s %s", set.Width(), c.Layers, c.Activation)
	if c.Idle("layers") != "" {
		name = fmt.Sprintf("%s %s on images of %s", c.Model, c.Activation, strings.Trim(strings.ReplaceAll(fmt.Sprint(set.Shape), " ", "×"), "[]"))
	}
	if c.Loss != (train.Config{}).Filled().Loss {
		name += ", " + c.Loss
	}
	return name
}

func (t *table) epoch(e *epoch) error {
	note := ""
	if e.Kept > 0 {
		note = fmt.Sprintf("             step sizes kept %d×: %s\n", e.Kept, e.Reason)
	}
	return t.printf("epoch %5.4g  step %6d  loss %s  test loss %s%s\n%s",
		e.Epoch, e.Step, digits4(e.Loss), digits4(e.TestLoss), accuracy("  accuracy %5.2f %%", e.Accuracy), note)
}

func (t *table) end(_ *train.Run, last *epoch, failure error) error {
	if last.Step == 0 {
		return nil // nothing was trained; the failure says why
	}
	outcome := "done"
	if failure != nil {
		outcome = "broken off"
	}
	return t.printf("%s after %d steps: loss %s, test loss %s%s\n",
		outcome, last.Step, digits4(last.Loss), digits4(last.TestLoss), accuracy(", test accuracy %.2f %%", last.Accuracy))
}

// accuracy writes a share of right answers; data with values to be predicted
// have none.
func accuracy(format string, share train.Number) string {
	if math.IsNaN(float64(share)) {
		return ""
	}
	return fmt.Sprintf(format, 100*share)
}

// digits4 writes a loss so that ordinary ones stand in columns and very small or
// large ones keep their digits.
func digits4(loss train.Number) string {
	if loss == 0 || loss >= 0.01 && loss < 1000 {
		return fmt.Sprintf("%.4f", loss)
	}
	return fmt.Sprintf("%.3e", loss)
}

// printf writes whole lines where the progress bar stood; the bar comes back
// with the next step.
func (t *table) printf(format string, args ...any) error {
	t.bar.Clear()
	_, err := fmt.Fprintf(t.out, format, args...)
	return err
}

// records reports for programs, a JSON object a line.
type records struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

func (r *records) start(*train.Run, *data.Set) error { return nil }

func (r *records) epoch(e *epoch) error {
	return r.write(struct {
		Event string `json:"event"`
		*epoch
	}{"epoch", e})
}

func (r *records) end(run *train.Run, last *epoch, failure error) error {
	reason := ""
	if failure != nil {
		reason = failure.Error()
	}
	return r.write(struct {
		Event string `json:"event"`
		*epoch
		Failure    string       `json:"failure"` // empty when the run went its whole length
		Parameters int          `json:"parameters"`
		Config     train.Config `json:"config"` // defaults filled in
	}{"end", last, reason, run.Params(), run.Config()})
}

func (r *records) write(record any) error {
	r.bar.Clear()
	return encode(r.out, record)
}
