package kernel

import "testing"

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
