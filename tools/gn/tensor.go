package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/kernel"
)

// tensorCommand computes the full derivatives D^(1) … D^(d) over the groups.
type tensorCommand struct {
	input
	Order     int    `range:"order" default:"3" placeholder:"D" help:"The highest order, 1 to ${max_order} [${default}]."`
	Partition string `placeholder:"TEXT" help:"Groups of parameters, as for gn summary [the file's first]."`
	output
}

// Help is what gn tensor --help says beside the flags.
func (*tensorCommand) Help() string {
	return `Reads a network (schema hg/1 or diffn/1, see docs/exchange.md) and prints the derivatives of φ(e) = L(θ + Σ e_s u_s) at 0 of every order up to D: symmetric tensors with an axis of S groups for each order, row-major. The price of order d is that of (S+d choose d) directions with d+1 forward passes each.

Examples:

    gn tensor --order 4 network.json
    gn tensor --order 3 --partition wb network.json --json | jq '.dense["3"]'

Exit code: 0 done, 1 the file cannot be read or computed, 2 called wrongly.`
}

// Run computes and prints. Kong calls it.
func (c *tensorCommand) Run(ctx context.Context, s *streams) error {
	point, err := c.readPoint(s, kernel.Float64, c.Partition)
	if err != nil {
		return err
	}
	part, err := point.Partition(c.Partition)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name(), err)
	}
	report := &exchange.TensorReport{Dense: map[int]exchange.Numbers{}}
	bar := newProgress(s.err, "tensor", c.Order, isTerminal(s.err))
	defer bar.Clear()
	for d := 1; d <= c.Order; d++ {
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted before order %d: %w", d, ctx.Err())
		}
		data, err := point.Derivative(d, part)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
		report.Dense[d] = data
		bar.Add(1)
	}
	bar.Clear()
	return c.print(s, report, func(w io.Writer) {
		for d := 1; d <= c.Order; d++ {
			printTensor(w, d, part.Len(), report.Dense[d])
		}
	})
}

// printTensor writes the entries of a tensor over n groups with ascending indices,
// which by symmetry are all.
func printTensor(w io.Writer, d, n int, data []float64) {
	fmt.Fprintf(w, "order %d\n", d)
	index := make([]int, d)
	for i, v := range data {
		for axis, rest := d-1, i; axis >= 0; axis, rest = axis-1, rest/n {
			index[axis] = rest % n
		}
		if slices.IsSorted(index) {
			fmt.Fprintf(w, "  %v  %.10g\n", index, v)
		}
	}
}
