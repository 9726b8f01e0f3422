package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/cauchy-newton/playground/engine/exchange"
)

// solveCommand solves the cubic problems of a file.
type solveCommand struct {
	input
	output
}

// Help is what gn solve --help says beside the flags.
func (*solveCommand) Help() string {
	return `Reads cubic problems (schema nesterov/1, see docs/exchange.md) and prints for each the η that minimises −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³, with r = ‖Dη‖ and the value, or why there is none. A problem without a minimiser is an answer, not a failure.

Examples:

    gn solve problems.json
    gn solve - --json < problems.json | jq '.cases[].status'

Exit code: 0 done, 1 the file cannot be read, 2 called wrongly.`
}

// solved is the answer to one problem.
type solved struct {
	Exists bool `json:"exists"`
	exchange.Solution
	Alt exchange.Numbers `json:"lrs_alt,omitempty"` // a second minimiser of the same value
}

// Run solves and prints. Kong calls it.
func (c *solveCommand) Run(s *streams) error {
	problems, err := read(&c.input, s, exchange.ReadCubic)
	if err != nil {
		return err
	}
	report := struct {
		Cases []solved `json:"cases"`
	}{[]solved{}}
	for i := range problems.Cases {
		step := problems.Cases[i].Solve()
		report.Cases = append(report.Cases, solved{step.Status.Solved(), exchange.Report(step), step.AltEta})
	}
	return c.print(s, report, func(w io.Writer) {
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "case\tS\tλ\tstatus\t‖Dη‖\tchange\tη")
		for i, a := range report.Cases {
			p := &problems.Cases[i]
			fmt.Fprintf(table, "%d\t%d\t%g\t%s", i, len(p.Gbar), float64(p.Lambda), a.Status)
			if a.Exists {
				fmt.Fprintf(table, "\t%s\t%s\t%s", digits5(float64(*a.R)), digits5(float64(*a.Value)), list5(a.Eta))
			}
			fmt.Fprintln(table)
		}
		table.Flush()
	})
}

// list5 writes a list of numbers in a table.
func list5(list []float64) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = digits5(v)
	}
	return strings.Join(words, " ")
}
