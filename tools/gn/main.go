// Gn runs grouped Newton natively, from the command line.
//
//	go run ./tools/gn train --method adam --epochs 3 --json
//	go run ./tools/gn summary network.json --partition wb
//	go run ./tools/gn verify *.json
//	go run ./tools/gn --help
//	go run ./tools/gn --licences
//
// It reads and writes the formats of docs/exchange.md. It ends with 0 when all
// went well, 1 when a run failed or diverged, a file cannot be read or does not
// agree, 2 when it was called wrongly, and 130 when it was interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/cauchy-newton/playground/engine/train"
)

// The exit codes.
const (
	done        = 0
	failed      = 1
	misused     = 2
	interrupted = 130 // 128 + SIGINT, as shells have it
)

// commands is the grammar: each subcommand is a field here and a file of its
// own, with its flags as the fields of a struct and a method Run.
type commands struct {
	Train    trainCommand    `cmd:"" help:"Train a network by grouped Newton or a rival."`
	Summary  summaryCommand  `cmd:"" help:"ḡ, H̄, D³ and step sizes of a network in a file (hg/1)."`
	Tensor   tensorCommand   `cmd:"" help:"Derivatives of any order over the groups (hg/1, diffn/1)."`
	Solve    solveCommand    `cmd:"" help:"Minimise cubic models (nesterov/1)."`
	Replay   replayCommand   `cmd:"" help:"Run a recorded training again (trajectory/1)."`
	Spectrum spectrumCommand `cmd:"" help:"Eigenvalues of the Hessian and of H̄ (hg/1)."`
	Plot     plotCommand     `cmd:"" help:"Draw a trace or a network's H̄ as PNG, SVG or PDF."`
	Verify   verifyCommand   `cmd:"" help:"Compare files with the numbers that they hold."`
	Data     dataCommand     `cmd:"" help:"Fetch data that are too large to be built in."`
	Bench    benchCommand    `cmd:"" help:"Time a gradient and a summary of networks by size."`

	Licences licencesFlag `help:"Print the licences of what gn contains, and end."`
}

// newCommands returns the grammar with the flags of the settings.
func newCommands() *commands {
	return &commands{Train: trainCommand{settings: newSettings()}}
}

// streams is what a command reads and where it writes: results to out, progress
// to err.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// usageError is a wrong call that the grammar alone cannot find.
type usageError struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	// Kong leaves by calling an exit function when it has printed its help; the
	// panic unwinds to here instead of ending the process.
	type leave int
	defer func() {
		switch r := recover().(type) {
		case nil:
		case leave:
			code = int(r)
		default:
			panic(r)
		}
	}()

	parser := kong.Must(newCommands(), append(numbers(),
		kong.Name("gn"),
		kong.Description("Grouped Newton: second-order training with one step size per group of parameters."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(leave(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: 100}),
		flagGroups(),
		settingVars(),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&streams{stdin, stdout, stderr}),
	)...)
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "gn: %v\n", err)
		if wrong, ok := errors.AsType[*kong.ParseError](err); ok {
			fmt.Fprintf(stderr, "Try: %s --help\n", strings.TrimSpace("gn "+wrong.Context.Command()))
		}
		return misused
	}

	// A text or list that is empty would pass for a flag that is not there.
	for _, part := range command.Path {
		if f := part.Flag; f != nil && (f.Target.Kind() == reflect.String || f.Target.Kind() == reflect.Slice) && f.Target.Len() == 0 {
			fmt.Fprintf(stderr, "gn: --%s: it is empty\n", f.Name)
			return misused
		}
	}

	err = command.Run()
	if err == nil {
		return done
	}
	fmt.Fprintf(stderr, "gn: %v\n", err)
	if wrong, ok := errors.AsType[*train.Divergence](err); ok && wrong.Remedy != "" {
		fmt.Fprintf(stderr, "gn: %s\n", wrong.Remedy)
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return misused
	}
	if errors.Is(err, context.Canceled) {
		return interrupted
	}
	return failed
}
