// Package peak has loops of multiply–adds alone, without loads or dependencies: the
// upper bound of a product's speed on one core.
package peak

import "github.com/cauchy-newton/playground/engine/kernel"

// Loop returns a bare loop of multiply–adds in the widest vectors that a set of
// kernel's loops uses, in a precision, and the operations of a call of it, two a
// multiply–add. There is none for portable loops.
func Loop(set string, precision kernel.Precision) (run func(), operations float64, ok bool) {
	return loop(set, precision)
}

// turns is how often a call goes around: some 6000 cycles, against which the
// call is nothing.
const turns = 1 << 10
