package kernel

import (
	"fmt"
	"slices"
	"strings"
)

// level is a set of loops, by the instructions that it needs; names has its name.
type level int

// portable is Go, on every processor.
const portable level = 0

// PageSets are the sets in a page by the level of the browser, from one without
// SIMD instructions to one with the relaxed multiply–add.
var PageSets = []string{"portable", "simd", "relaxed"}

// PagePanel is how many columns of B the page's modules pack beside each other.
const PagePanel = 4

// active is the set in use: the widest that this processor has.
var active = best()

// Sets returns the names of the sets of loops that this processor can run, the
// widest last: "portable", on amd64 "avx2" and "avx512", in the page one of
// [PageSets].
func Sets() []string { return slices.Clone(names[:best()+1]) }

// Set returns the name of the set in use.
func Set() string { return names[active] }

// Use chooses the set of loops by name. It serves tests and measurements and
// must not run beside anything that computes: the sets agree to a few units in
// the last place, not to the bit.
func Use(set string) error {
	i := slices.Index(Sets(), set)
	if i < 0 {
		return fmt.Errorf("kernel: no set %q on this processor, which has %s", set, strings.Join(Sets(), ", "))
	}
	active = level(i)
	return nil
}

// Alone reports whether the loops in use run on one processor only, as those of the
// page's modules do: there, splitting work for a second one would cost time.
func Alone() bool { return page && native() }

// native reports whether the loops are assembly.
func native() bool { return active != portable }
