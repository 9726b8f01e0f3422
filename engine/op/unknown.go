package op

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/engine/activation"
)

// NoActivation returns the error for a name that Activation does not know.
func NoActivation(name string) error {
	return unknown("activation", name, activation.Names(activation.Rows))
}

// NoLoss returns the error for a name that Loss does not know.
func NoLoss(name string) error {
	var names []string
	for _, h := range Heads() {
		names = append(names, h.name)
	}
	return unknown("loss", name, names)
}

// unknown returns the error for a name that none of the known ops has.
func unknown(kind, name string, known []string) error {
	return fmt.Errorf("no %s is named %.40q: there are %s", kind, name, strings.Join(known, ", "))
}
