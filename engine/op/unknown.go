package op

import (
	"fmt"
	"strings"
)

// NoActivation returns the error for a name that Activation does not know.
func NoActivation(name string) error { return unknown("activation", name, Activations()) }

// NoLoss returns the error for a name that Loss does not know.
func NoLoss(name string) error { return unknown("loss", name, Heads()) }

// unknown returns the error for a name that none of the known ops has.
func unknown[T interface{ Name() string }](kind, name string, known []T) error {
	names := make([]string, len(known))
	for i, o := range known {
		names[i] = o.Name()
	}
	return fmt.Errorf("no %s is named %.40q: there are %s", kind, name, strings.Join(names, ", "))
}
