// Command bench measures how fast the engine is, beside others and beside what the
// machine can do:
//
//	go run ./tools/bench products             # the matrix products beside OpenBLAS
//	go run ./tools/bench growth               # a summary over batch, width and depth
//	go run ./tools/bench peers --batch 1000   # gradient and summary beside PyTorch
//	go run ./tools/bench browser              # in Chromium, beside TensorFlow.js
//
// What is compared is measured in one run, in turns. What a summary costs on this
// machine is the subject of gn bench.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/tools/measure"
)

// commands is the grammar: each subcommand is a file of its own.
type commands struct {
	Products productsCommand `cmd:"" help:"The products of engine/kernel beside OpenBLAS and a bare loop of multiply–adds."`
	Growth   growthCommand   `cmd:"" help:"How a summary grows with batch, width and depth, and the exponents."`
	Peers    peersCommand    `cmd:"" help:"Gradient and summary beside PyTorch."`
	Browser  browserCommand  `cmd:"" help:"The engine in headless Chromium beside TensorFlow.js and ConvNetJS, with its SIMD modules and without."`
}

func main() {
	command := kong.Parse(new(commands), kong.Name("bench"),
		kong.Description("Measure how fast the engine is."),
		kong.Vars{"networks": strings.Join(measure.Networks, ",")},
		kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// count is how often or how many: 1 at least.
type count int

// Validate refuses what is below. Kong calls it.
func (c count) Validate() error {
	if c < 1 {
		return fmt.Errorf("%d is below 1", c)
	}
	return nil
}
