// Command grid runs every method of a grid on every problem of it, once for each
// seed, and writes the tables of docs/results.md:
//
//	go run ./tools/grid run toy --seeds 101-110            # appends to docs/results/toy.jsonl
//	go run ./tools/grid run toy --seeds 101-110 --half 1/2 # and 2/2 beside it, on two cores
//	go run ./tools/grid table toy                          # the table, as Markdown
//
// A run that the file has already is not run again, so a grid can be stopped and
// continued at any time. A run uses one thread: its seconds are comparable.
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

// commands is the grammar.
type commands struct {
	Run   runCommand   `cmd:"" help:"Run what the file does not have yet."`
	Table tableCommand `cmd:"" help:"Write the table of a grid as Markdown."`
}

func main() {
	command := kong.Parse(new(commands), kong.Name("grid"), kong.Description("Run methods over many problems and seeds."))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "grid:", err)
		os.Exit(1)
	}
}
