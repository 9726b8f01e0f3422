package train

import "github.com/cauchy-newton/playground/engine/optim"

// newMethod returns the method that the settings name, at its start, for a training
// set of n samples and groups of the given names. It panics for
// settings that Validate refuses.
func newMethod(c Config, n int, names []string) optim.Trainable {
	build, ok := optim.Methods[c.Method]
	if !ok {
		panic("train: " + unbuilt("method", c.Method, optim.Methods).Error())
	}
	m := build()
	m.Tune(Config{}, c, n)
	regroup(m, names)
	return m
}

// regroup tells a method that has state for each group that the partition has
// changed.
func regroup(m optim.Method, names []string) {
	if m, ok := m.(interface{ Regroup(names []string) }); ok {
		m.Regroup(names)
	}
}
