package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/cauchy-newton/playground/engine/exchange"
	"github.com/cauchy-newton/playground/engine/kernel"
)

// summaryCommand computes ḡ, H̄, D³ and step sizes of a network in a file.
type summaryCommand struct {
	input
	Partition string    `placeholder:"TEXT" help:"One partition instead of the file's: the name of one of its cases, or as text (canonical, wb, blocks:3, custom: w1+w2 | b*)."`
	Lambda    []float64 `range:"lambda" placeholder:"X" help:"λ_int of the cubic steps instead of the file's."`
	Precision string    `default:"float64" placeholder:"NAME" help:"Of matrix products: ${precisions} [${precision}]."`
	Origins   bool      `help:"Also split H̄ by where it comes from: loss, activations, interactions of layers."`
	output
}

// Help is what gn summary --help says beside the flags.
func (*summaryCommand) Help() string {
	return `Reads a network with parameters, data and direction (schema hg/1 or diffn/1, see docs/exchange.md) and prints the loss, the gradient (--json), and for each of its partitions ḡ, H̄, D³ and the step sizes of the cubic step. Without a direction in the file it is the gradient.

Examples:

    gn summary network.json
    gn summary network.json --partition wb --lambda 0.1,1,10
    gn summary network.json --partition 'custom: w1+b1 | w2+b2' --origins
    gn summary - --json < network.json | jq '.cases[0].H'

Exit code: 0 done, 1 the file cannot be read or computed, 2 called wrongly.`
}

// Run computes and prints. Kong calls it.
func (c *summaryCommand) Run(s *streams) error {
	precision, err := kernel.ParsePrecision(c.Precision)
	if err != nil {
		return usageError{fmt.Errorf("--precision: %s", strings.TrimPrefix(err.Error(), "kernel: "))}
	}
	point, err := c.readPoint(s, precision, c.Partition)
	if err != nil {
		return err
	}
	report, err := point.Summarise(exchange.SummaryOptions{Partition: c.Partition, Lambdas: c.Lambda, Origins: c.Origins})
	if err != nil {
		return fmt.Errorf("%s: %w", c.name(), err)
	}
	return c.print(s, report, func(w io.Writer) {
		fmt.Fprintf(w, "%s: %d parameters, %d samples, loss %.6g\n", c.name(),
			point.Graph.Params().Size(), point.Batch.Samples(point.Graph.InWidth()), float64(report.Loss))
		for i := range report.Cases {
			printCase(w, &report.Cases[i])
		}
	})
}

// widest bounds the matrices that a table shows: beyond it a row is wider than
// a terminal. JSON has them whole.
const widest = 12

// printCase writes the tables of one partition.
func printCase(text io.Writer, c *exchange.CaseReport) {
	fmt.Fprintf(text, "\n%s, %d groups\n", c.Partition, len(c.Groups))
	table := tabwriter.NewWriter(text, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(name string, of func(n *exchange.StepReport) string, cells ...string) {
		for i := range c.Nesterov {
			cells = append(cells, of(&c.Nesterov[i]))
		}
		fmt.Fprintf(table, "%s\t%s\t\n", name, strings.Join(cells, "\t"))
	}
	number := func(v *exchange.Number) string {
		if v == nil {
			return "–"
		}
		return digits5(float64(*v))
	}
	row("", func(n *exchange.StepReport) string { return fmt.Sprintf("η (λ %g)", float64(n.Lambda)) }, "ḡ", "D³")
	for s, names := range c.Groups {
		row(groupName(names), func(n *exchange.StepReport) string {
			if n.Eta == nil {
				return "–"
			}
			return digits5(n.Eta[s])
		}, digits5(c.Gbar[s]), digits5(c.Order3[s]))
	}
	row("‖Dη‖", func(n *exchange.StepReport) string { return number(n.R) }, "", "")
	row("change", func(n *exchange.StepReport) string { return number(n.Value) }, "", "")
	row("status", func(n *exchange.StepReport) string { return n.Status }, "", "")
	table.Flush()
	printMatrix(text, "H̄", c.Hbar)
	for _, o := range c.Origins {
		printMatrix(text, fmt.Sprintf("H̄ from %s (%s)", o.Name, o.Kind), o.Hbar)
	}
}

// printMatrix writes a matrix under its name, or its size alone.
func printMatrix(text io.Writer, name string, m exchange.Matrix) {
	if len(m) > widest {
		fmt.Fprintf(text, "%s: %d × %d, see --json\n", name, len(m), len(m))
		return
	}
	fmt.Fprintln(text, name)
	table := tabwriter.NewWriter(text, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range m {
		fmt.Fprint(table, "\t")
		for _, v := range row {
			fmt.Fprintf(table, "%s\t", digits5(v))
		}
		fmt.Fprintln(table)
	}
	table.Flush()
}

// digits5 writes a number in a table.
func digits5(v float64) string { return fmt.Sprintf("%.5g", v) }

// groupName joins the names of a group, shortened where it is a long list.
func groupName(names []string) string {
	if len(names) > 3 {
		return fmt.Sprintf("%s+…+%s (%d)", names[0], names[len(names)-1], len(names))
	}
	return strings.Join(names, "+")
}
