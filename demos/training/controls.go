package training

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
)

// Controls declares the settings of setting.Config that a visitor may change,
// under their JSON names and with their defaults.
func (s *Scene) Controls() []demos.Control { return demos.Settings(link.Default().Filled()) }
