package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/partition"
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
	defer bar.clear()
	for d := 1; d <= c.Order; d++ {
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted before order %d: %w", d, ctx.Err())
		}
		data, err := point.Derivative(d, part)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name(), err)
		}
		report.Dense[d] = data
		bar.step()
	}
	bar.clear()
	if c.JSON {
		return encode(s.out, report)
	}
	for d := 1; d <= c.Order; d++ {
		if err := printTensor(s, d, part, report.Dense[d]); err != nil {
			return err
		}
	}
	return nil
}

// printTensor writes the entries with ascending indices: by symmetry all.
func printTensor(s *streams, d int, part *partition.Partition, data []float64) error {
	if _, err := fmt.Fprintf(s.out, "order %d\n", d); err != nil {
		return err
	}
	n := part.Len()
	index := make([]int, d)
	for i, v := range data {
		for axis, rest := d-1, i; axis >= 0; axis, rest = axis-1, rest/n {
			index[axis] = rest % n
		}
		if !slices.IsSorted(index) {
			continue
		}
		if _, err := fmt.Fprintf(s.out, "  %v  %.10g\n", index, v); err != nil {
			return err
		}
	}
	return nil
}
