//go:build !amd64 && !(js && wasm)

package kernel

// Here the loops are portable Go; what follows is never called.

var names = []string{"portable"}

func best() level { return portable }

const page = false

const fewestSingle = 0

func nativeDots(_, _, _ []float64, _, _, _ int)                 { panic(unreachable) }
func nativeRows(_, _, _ []float64, _, _, _, _, _ int)           { panic(unreachable) }
func nativeDot(_, _ []float64) float64                          { panic(unreachable) }
func nativeAxpy(_ []float64, _ float64, _ []float64)            { panic(unreachable) }
func nativeTimes(_, _, _ []float64)                             { panic(unreachable) }
func nativeAdvance(_, _, _, _, _, _ []float64) float64          { panic(unreachable) }
func nativeSingle(_, _, _ []float64, _, _, _ int, _, _ strides) { panic(unreachable) }
func nativeTile(_ *[16]float64, _, _ []float64, _, _, _, _ int) { panic(unreachable) }

const unreachable = "kernel: assembly on a processor without"

// loops is a pointwise function's assembly: none.
type loops struct{}

func loopsOf(int, string) *loops { return nil }

func (loops) values(_, _ []float64)                  { panic(unreachable) }
func (loops) pull1(_, _, _, _, _ []float64)          { panic(unreachable) }
func (loops) pull3(_, _, _, _, _, _, _, _ []float64) { panic(unreachable) }
