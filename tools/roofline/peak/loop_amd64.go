package peak

import "github.com/cauchy-newton/playground/engine/kernel"

// sums is how many vectors each loop adds to; the generator has the reason.
const sums = 12

func loop(set string, precision kernel.Precision) (run func(), operations float64, ok bool) {
	lanes := map[string]float64{"avx2": 4, "avx512": 8}[set]
	if precision == kernel.Float32 {
		lanes *= 2
		singles := singlesAVX2
		if set == "avx512" {
			singles = singlesAVX512
		}
		one := float32(1)
		run = func() { singles(&one, turns) }
	} else {
		doubles := doublesAVX2
		if set == "avx512" {
			doubles = doublesAVX512
		}
		one := 1.0
		run = func() { doubles(&one, turns) }
	}
	return run, 2 * sums * turns * lanes, lanes > 0
}
