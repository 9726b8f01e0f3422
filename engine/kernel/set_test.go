package kernel

import (
	"os"
	"strings"
	"testing"
)

// onEverySet runs a test with every set of loops that this processor has.
func onEverySet(t *testing.T, test func(t *testing.T)) {
	before := Set()
	for _, set := range Sets() {
		t.Run(set, func(t *testing.T) {
			if err := Use(set); err != nil {
				t.Fatal(err)
			}
			defer Use(before)
			test(t)
		})
	}
}

func TestUnknownSet(t *testing.T) {
	before := Set()
	if err := Use("abacus"); err == nil || Set() != before {
		t.Errorf("Use(abacus) = %v, and the set is %s", err, Set())
	}
}

// What GODEBUG turns off is not used: so `make test-kernels` runs the tests of
// the engine with every set of loops.
func TestTurnedOff(t *testing.T) {
	off := os.Getenv("GODEBUG")
	for feature, sets := range map[string]string{"avx512f": "avx512", "avx2": "avx2 avx512", "fma": "avx2 avx512"} {
		if strings.Contains(off, "cpu."+feature+"=off") && strings.Contains(sets, Set()) {
			t.Errorf("the loops are those of %s, with %s", Set(), off)
		}
	}
}
