// Command grid runs methods over many problems and seeds, and makes the tables of
// docs/results.md:
//
//	go run ./tools/grid run toy --seeds 101:110 -j 2   # appends to docs/results/toy.jsonl
//	go run ./tools/grid run lenet -m 'method=adam rate=0.01' -m method=subspace
//	go run ./tools/grid table toy                      # as Markdown
//	go test ./tools/grid -update                       # into docs/results.md
//
// A grid is data: grids.go. Any method can be named by its settings. A run that the
// file has already is not run again, so a grid can be stopped and continued at any
// time, and a run whose settings mean something else now is made anew. The rates of
// rivals are chosen by seeds 1 to 3, which no table reports. A run has one thread, and
// its seconds are those of a processor: what else the machine does hardly counts.
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
	Prune pruneCommand `cmd:"" help:"Drop from a file what its grid does not have any more."`
}

func main() {
	command := kong.Parse(new(commands), kong.Name("grid"), kong.Description("Run methods over many problems and seeds."))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "grid:", err)
		os.Exit(1)
	}
}
