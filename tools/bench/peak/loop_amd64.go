package peak

import "github.com/cauchy-newton/playground/engine/kernel"

// Each adds one·one to each lane of twelve vectors, turns times, and returns the
// first lane of the first.

//go:noescape
func doublesAVX2(one *float64, turns int) float64

//go:noescape
func singlesAVX2(one *float32, turns int) float32

//go:noescape
func doublesAVX512(one *float64, turns int) float64

//go:noescape
func singlesAVX512(one *float32, turns int) float32

func loop(set string, precision kernel.Precision) (run func(), operations float64, ok bool) {
	lanes := map[string]float64{"avx2": 4, "avx512": 8}[set]
	doubles, singles := doublesAVX2, singlesAVX2
	if set == "avx512" {
		doubles, singles = doublesAVX512, singlesAVX512
	}
	run = func() { doubles(new(1.0), turns) }
	if precision == kernel.Float32 {
		lanes *= 2
		run = func() { singles(new(float32(1)), turns) }
	}
	return run, 2 * 12 * turns * lanes, lanes > 0
}
