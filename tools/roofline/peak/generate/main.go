// Command generate writes the bare loops of package peak for amd64.
//
//	go run ./tools/roofline/peak/generate -dir tools/roofline/peak
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("generate: ")
	dir := flag.String("dir", ".", "the folder of the package peak")
	flag.Parse()
	files, err := generate()
	if err != nil {
		log.Fatal(err)
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
	ymm := func() operand.Op { return ctx.YMM() }
	zmm := func() operand.Op { return ctx.ZMM() }
	for _, l := range []loop{
		{"doublesAVX2", "float64", ymm, ctx.VBROADCASTSD, ctx.VXORPD, ctx.VFMADD231PD},
		{"singlesAVX2", "float32", ymm, ctx.VBROADCASTSS, ctx.VXORPS, ctx.VFMADD231PS},
		{"doublesAVX512", "float64", zmm, ctx.VBROADCASTSD, ctx.VXORPD, ctx.VFMADD231PD},
		{"singlesAVX512", "float32", zmm, ctx.VBROADCASTSS, ctx.VXORPS, ctx.VFMADD231PS},
	} {
		l.write(ctx)
	}
	file, err := ctx.Result()
	if err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	if err := pass.Compile.Execute(file); err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	config := printer.Config{Pkg: "peak", Argv: []string{"go", "generate"}}
	assembly, err := printer.NewGoAsm(config).Print(file)
	if err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	stubs, err := printer.NewStubs(config).Print(file)
	if err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	return map[string][]byte{"loops_amd64.s": assembly, "loops_amd64.go": stubs}, nil
}

// loop is a bare loop over one kind of number in one width of vectors.
type loop struct {
	name, number string
	vector       func() operand.Op
	broadcast    func(ops ...operand.Op)
	clear        func(ops ...operand.Op)
	multiplyAdd  func(ops ...operand.Op)
}

// sums is how many sums a loop adds to in turn, without reading any before the
// others had theirs: two units with a latency of four or five cycles are busy
// with ten, and two registers of the sixteen are left for the factors.
const sums = 12

func (l loop) write(ctx *build.Context) {
	ctx.Function(l.name)
	ctx.Attributes(attr.NOSPLIT)
	ctx.Pragma("noescape")
	ctx.SignatureExpr(fmt.Sprintf("func(one *%s, turns int) %s", l.number, l.number))
	ctx.Doc(fmt.Sprintf("%s adds one·one to each lane of %d vectors, turns times, and returns the first lane of the first.", l.name, sums))
	from, turns := ctx.GP64(), ctx.GP64()
	ctx.Load(ctx.Param("one"), from)
	ctx.Load(ctx.Param("turns"), turns)
	x, y := l.vector(), l.vector()
	l.broadcast(operand.Mem{Base: from}, x)
	l.broadcast(operand.Mem{Base: from}, y)
	list := make([]operand.Op, sums)
	for i := range list {
		list[i] = l.vector()
		l.clear(list[i], list[i], list[i])
	}
	ctx.Label("turn")
	for _, sum := range list {
		l.multiplyAdd(x, y, sum)
	}
	ctx.DECQ(turns)
	ctx.JNZ(operand.LabelRef("turn"))
	ctx.VZEROUPPER()
	ctx.Store(list[0].(reg.Vec).AsX(), ctx.ReturnIndex(0))
	ctx.RET()
}
