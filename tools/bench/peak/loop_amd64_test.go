package peak

import (
	"testing"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Law: a loop adds 1 as often as it says.
func TestLoops(t *testing.T) {
	one, single := 1.0, float32(1)
	for _, set := range kernel.Sets()[1:] {
		doubles, singles := doublesAVX2, singlesAVX2
		if set == "avx512" {
			doubles, singles = doublesAVX512, singlesAVX512
		}
		for _, n := range []int{1, 7, turns} {
			if got := doubles(&one, n); got != float64(n) {
				t.Errorf("%s: %v after %d turns", set, got, n)
			}
			if got := singles(&single, n); got != float32(n) {
				t.Errorf("%s, float32: %v after %d turns", set, got, n)
			}
		}
	}
}

// Every set but the portable one has a loop, in float32 twice the operations.
func TestLoop(t *testing.T) {
	for _, set := range kernel.Sets() {
		run, doubles, ok := Loop(set, kernel.Float64)
		_, singles, both := Loop(set, kernel.Float32)
		if ok != (set != "portable") || both != ok {
			t.Errorf("%s: %v, in float32 %v", set, ok, both)
		}
		if ok {
			run()
			if doubles <= 0 || singles != 2*doubles {
				t.Errorf("%s: %v operations, in float32 %v", set, doubles, singles)
			}
		}
	}
}
