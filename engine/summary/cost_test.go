package summary_test

import (
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Law: a summary of the trivial partition costs a few gradients, a finer
// partition more, and one of wide layers tends to 4 + 4·(earlier layers)
// products a layer beside the 3 of a gradient.
func TestCost(t *testing.T) {
	g, err := model.MLP(model.Shape{Widths: []int{400, 400, 400, 400}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	tapes := graph.NewSweep(g)
	_, gradient := g.Cost()
	cost := func(p *partition.Partition) float64 { return summary.NewSweep(tapes, p).Cost() / gradient }
	one, two, six := cost(partition.Trivial(g.Params())), cost(partition.WeightsBiases(g.Params())), cost(partition.Canonical(g.Params()))
	if !(1 < one && one < two && two < six) {
		t.Errorf("%.3g, %.3g and %.3g gradients for 1, 2 and 6 groups", one, two, six)
	}
	// By layer: the first 1 forwards + 1 its weights' tangent; then 4 and, for
	// each earlier group (weights and biases), one product in first order and one
	// in second order where it is there.
	want := (2. + (4 + 2 + 2) + (4 + 4 + 4)) / 8
	if !(six >= 0.95*want && six <= 1.1*want) {
		t.Errorf("%.3g gradients for the canonical partition, want about %.3g", six, want)
	}
}
