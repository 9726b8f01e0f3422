package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/cauchy-newton/playground/engine/exchange"
)

// verifyCommand compares files with the numbers that they hold.
type verifyCommand struct {
	Files []string `arg:"" name:"files" help:"The files; - is standard input."`
	output
}

// Help is what gn verify --help says beside the flags.
func (*verifyCommand) Help() string {
	return `Reads files of any schema (hg/1, diffn/1, nesterov/1, trajectory/1, see docs/exchange.md), computes what they hold, and prints a line a file with the largest relative error and, where the file stores only a part of what it may, which fields were compared and which are not there. A file passes when every quantity is within its tolerance: derivatives 1e-10 of the largest entry (1e-9 with binary cross-entropy), the value at a cubic minimum 1e-9 and its step sizes 1e-6, a replayed training 1e-9 or what its recorded sensitivity makes of 1e-13.

Examples:

    gn verify network.json
    gn verify fixtures/*.json --json | jq 'select(.pass | not)'

Exit code: 0 every file passed, 1 one did not or cannot be read, 2 called wrongly.`
}

// verdict is what was found for a file.
type verdict struct {
	File      string          `json:"file"`
	Schema    string          `json:"schema"`
	Pass      bool            `json:"pass"`
	Error     exchange.Number `json:"error"` // the largest relative one; of those that failed, if any
	Quantity  string          `json:"quantity"`
	Tolerance exchange.Number `json:"tolerance"`
	Checks    int             `json:"checks"`
	Compared  []string        `json:"compared"` // the fields of the file that were compared
	Absent    []string        `json:"absent"`   // those that it may store and does not
	Failure   string          `json:"failure"`  // why nothing could be compared
}

// partial says what was compared where that is not all that a file may store.
func (v *verdict) partial() string {
	if len(v.Absent) == 0 {
		return ""
	}
	return fmt.Sprintf("  (compared %s; not stored: %s)", strings.Join(v.Compared, ", "), strings.Join(v.Absent, ", "))
}

// errDiffers ends gn verify with exit code 1.
var errDiffers = errors.New("not every file agrees")

// Run compares and prints. Kong calls it.
func (c *verifyCommand) Run(ctx context.Context, s *streams) error {
	bar := newProgress(s.err, "verifying", len(c.Files), isTerminal(s.err))
	defer bar.Clear()
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	passed := 0
	for _, name := range c.Files {
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted before %s: %w", name, ctx.Err())
		}
		v := verify(&input{name}, s)
		if v.Pass {
			passed++
		}
		var err error
		switch {
		case c.JSON:
			bar.Clear()
			err = encode(s.out, v)
		case v.Failure != "":
			_, err = fmt.Fprintf(table, "FAIL\t%s\t%s\n", v.File, v.Failure)
		default:
			word := "FAIL"
			if v.Pass {
				word = "pass"
			}
			_, err = fmt.Fprintf(table, "%s\t%s\t%s\t%.1e\tof %.0e\t%s\n", word, v.File, v.Schema, float64(v.Error), float64(v.Tolerance), v.Quantity+v.partial())
		}
		if err != nil {
			return err
		}
		bar.Add(1)
	}
	bar.Clear()
	if err := table.Flush(); err != nil {
		return err
	}
	if passed < len(c.Files) {
		return fmt.Errorf("%w: %d of %d passed", errDiffers, passed, len(c.Files))
	}
	return nil
}

// verify compares one file.
func verify(in *input, s *streams) verdict {
	v := verdict{File: in.name(), Compared: []string{}, Absent: []string{}}
	found, err := read(in, s, exchange.Verify)
	if err != nil {
		v.Failure = err.Error()
		return v
	}
	worst := found.Worst()
	v.Schema, v.Pass, v.Checks = found.Schema, found.Pass(), len(found.Checks)
	v.Compared, v.Absent = found.Compared(), found.Absent()
	v.Error, v.Tolerance, v.Quantity = exchange.Number(worst.Error), exchange.Number(worst.Tolerance), worst.What
	return v
}
