// Command kernelgen writes the assembly of engine/kernel for amd64: every loop once for
// AVX2 with FMA, once for AVX-512.
//
//	go run ./tools/kernelgen -dir engine/kernel
//
// The loops are written in Go (product.go, single.go, vector.go, function.go) in terms of a
// small language of vectors (isa.go); the formulas of the functions are those of
// tools/formula. avo allocates the registers and prints the assembly and the Go
// declarations.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("kernelgen: ")
	dir := flag.String("dir", ".", "the folder of the package kernel")
	lowered := flag.String("lowered", "", "leave that folder as it is, and write here what `go test -overlay` takes to run its AVX-512 loops with AVX2")
	flag.Parse()
	files, err := generate()
	if err != nil {
		log.Fatal(err)
	}
	if *lowered != "" {
		if err := overlay(*dir, *lowered, files["loops_amd64.s"]); err != nil {
			log.Fatal(err)
		}
		return
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(*dir, name), text, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// generate returns the generated files by name.
func generate() (map[string][]byte, error) {
	ctx := build.NewContext()
	constants := map[uint64]string{}
	for _, set := range []set{avx2, avx512} {
		a := &assembler{Context: ctx, set: set, constants: constants}
		for vectors := 1; vectors <= set.vectors; vectors++ {
			a.outer(vectors)
			a.pack(vectors)
			a.single(vectors)
		}
		a.narrow()
		a.narrowTransposed()
		a.transpose()
		a.inner()
		a.dot()
		a.axpy()
		a.times()
		a.advance()
		a.functions()
	}
	file, err := ctx.Result()
	if err != nil {
		return nil, err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return nil, err
	}
	config := printer.Config{Pkg: "kernel", Argv: []string{"go", "generate"}}
	assembly, err := printer.NewGoAsm(config).Print(file)
	if err != nil {
		return nil, err
	}
	stubs, err := printer.NewStubs(config).Print(file)
	if err != nil {
		return nil, err
	}
	functions, err := table()
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"loops_amd64.s": assembly, "loops_amd64.go": stubs, "functions_amd64.go": functions}, nil
}
