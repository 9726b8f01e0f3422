package measure

import (
	"fmt"
	"io"
	"strconv"
)

// Goal is one number to be reached.
type Goal struct {
	What  string
	Bound float64
	Least bool // the bound is the least that is enough; otherwise the most that is allowed
}

// AtLeast and AtMost make goals.
func AtLeast(bound float64, what string) Goal { return Goal{what, bound, true} }
func AtMost(bound float64, what string) Goal  { return Goal{what, bound, false} }

// Met reports whether a measured number reaches the goal.
func (g Goal) Met(v float64) bool {
	if g.Least {
		return v >= g.Bound
	}
	return v <= g.Bound
}

// String writes the bound, as "≥ 0.7".
func (g Goal) String() string {
	sign := "≤"
	if g.Least {
		sign = "≥"
	}
	return sign + " " + strconv.FormatFloat(g.Bound, 'g', -1, 64)
}

// Result is a goal with what was measured.
type Result struct {
	Goal
	Value float64
	Note  string // text after the value, as "; at 1000 1.43"
}

// WriteGoals writes a table with a row a goal, and how many were missed.
func WriteGoals(w io.Writer, results []Result) error {
	t := NewTable("what", "goal", "measured", "")
	missed := 0
	for _, r := range results {
		verdict := "met"
		if !r.Met(r.Value) {
			verdict = "missed"
			missed++
		}
		t.Row(r.What, r.Goal, fmt.Sprintf("%.3g%s", r.Value, r.Note), verdict)
	}
	if err := t.Write(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d goals missed\n", missed, len(results))
	return err
}

// GoalBatch is the batch that the goals of gradients and summaries are about.
const GoalBatch = 100

// The goals, by the names of their rows in docs/performance.md. A summary is ḡ,
// H̄ and D³ of the canonical partition.
var (
	// Product shapes m×k×n, float64 on one core, in the speed of OpenBLAS.
	ProductGoals = map[[3]int]Goal{
		{1000, 784, 1024}: AtLeast(0.7, "product 1000×784×1024, speed of OpenBLAS, the slowest of NN, NT, TN"),
		{100, 784, 32}:    AtLeast(0.6, "product 100×784×32, the same"),
	}
	// The price of a summary in gradients, and the speed of a gradient and of a summary
	// in PyTorch's, by network.
	SummaryGoals, TorchGradientGoals, TorchSummaryGoals = map[string]Goal{}, map[string]Goal{}, map[string]Goal{}
)

func init() {
	for _, g := range []struct {
		network                  string
		price, gradient, summary float64
	}{
		{Small, 2.5, 1, 5}, {Wide, 1.8, 0.8, 5}, {LeNet, 5, 0.8, 5}, {Deep, 16, 0.8, 8},
	} {
		title := Title(g.network)
		SummaryGoals[g.network] = AtMost(g.price, "summary of "+title+" in gradients")
		TorchGradientGoals[g.network] = AtLeast(g.gradient, "gradient of "+title+", speed of PyTorch")
		TorchSummaryGoals[g.network] = AtLeast(g.summary, "summary of "+title+", speed of PyTorch")
	}
}
