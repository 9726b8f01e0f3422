package train

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// threshold is how much better a reading of the loss must be to count as
// progress: 1e-4 relative, as in the paper's runs.
const threshold = 1e-4

// builder makes a method without a past, for groups of the given names.
type builder func(c Config, names []string) optim.Method

// builders has one for each of setting.Methods.
var builders = map[string]builder{
	setting.GroupedNewton: func(_ Config, names []string) optim.Method { return &optim.GroupedNewton{Names: names} },
	setting.Cauchy:        func(Config, []string) optim.Method { return new(optim.Cauchy) },
	setting.Newton:        func(Config, []string) optim.Method { return new(optim.Newton) },
	setting.SGD:           func(Config, []string) optim.Method { return new(optim.SGD) },
	setting.Adam:          func(Config, []string) optim.Method { return new(optim.Adam) },
	setting.KFAC:          func(c Config, _ []string) optim.Method { return &optim.KFAC{Seed: c.Seed} },
	setting.LBFGS:         func(Config, []string) optim.Method { return new(optim.LBFGS) },
}

// newMethod returns the method that the settings name, without a past, for a
// training set of n samples and groups of the given names. It panics for
// settings that Validate refuses.
func newMethod(c Config, n int, names []string) optim.Method {
	build, ok := builders[c.Method]
	if !ok {
		panic("train: " + unbuilt("method", c.Method, builders).Error())
	}
	m := build(c, names)
	tune(m, Config{}, c, n)
	return m
}

// tune changes the options of a method from those of one Config to those of
// the next. A damping that a plateau has lowered stays lowered unless the
// setting itself changes.
func tune(m optim.Method, old, c Config, n int) {
	switch m := m.(type) {
	case *optim.SGD:
		m.Rate, m.Momentum, m.Dampening = c.Rate, setting.OrNone(c.Momentum), setting.OrNone(c.Dampening)
	case *optim.Adam:
		m.Rate, m.Beta1 = c.Rate, beta(c.Momentum)
	case *optim.Cauchy:
		m.Rate, m.Lambda, m.Adaptive = c.Rate, setting.OrNone(c.Lambda), adaptive(m.Adaptive, old, c)
	case *optim.Newton:
		m.Rate, m.Lambda, m.Ridge, m.Adaptive = c.Rate, setting.OrNone(c.Lambda), c.Ridge, adaptive(m.Adaptive, old, c)
	case *optim.KFAC:
		m.Rate, m.Momentum = c.Rate, setting.OrNone(c.Momentum)
		m.Damping, m.Clip = c.FactorDamping, c.KLClip
		m.Fisher = fishers[c.Fisher]
	case *optim.LBFGS:
		m.Inner = c.Inner
	case *optim.GroupedNewton:
		m.Adaptive = adaptive(m.Adaptive, old, c)
		if c.Rate != old.Rate {
			m.Rate = c.Rate
		}
		if c.Lambda != old.Lambda {
			m.Lambda = setting.OrNone(c.Lambda)
		}
		m.Period = c.Period
		m.Momentum, m.Dampening = setting.OrNone(c.Momentum), setting.OrNone(c.Dampening)
		m.Adam = adam(m.Adam, c)
		m.Averaging, m.Window = setting.OrNone(c.Average), c.Window
		m.Clipping = clipping(c)
		m.Ridge, m.Diagonal = c.Ridge, c.Diagonal
		m.Plateau = plateau(m.Plateau, c)
		m.PlateauPeriod, m.PlateauTarget = c.PlateauEvery, targets[c.PlateauTarget]
		if c.PlateauEvery == 0 {
			m.PlateauPeriod = (n + c.Batch - 1) / c.Batch
		}
	default:
		panic(fmt.Sprintf("train: nothing tunes a %T", m))
	}
}

// The words of the settings that a method is tuned by; Validate refuses others.
var (
	fishers    = map[string]kfac.Fisher{"sampled": kfac.Sampled, "exact": kfac.Exact, "empirical": kfac.Empirical}
	targets    = map[string]optim.Target{"rate": optim.TargetRate, "lambda": optim.TargetLambda}
	directions = map[string]bool{"momentum": false, "adam": true} // whether Adam gives it
)

// adaptive returns what moves λ_int, or nil where it stays. A λ_int that is set
// anew is where it goes on from.
func adaptive(have *optim.Adaptive, old, c Config) *optim.Adaptive {
	switch {
	case !c.Adaptive:
		return nil
	case have == nil || c.Lambda != old.Lambda:
		return new(optim.Adaptive)
	}
	return have
}

// regroup tells a method that the partition is another one.
func regroup(m optim.Method, names []string) {
	if m, ok := m.(*optim.GroupedNewton); ok {
		m.Names = names
		m.Regroup()
	}
}

// adam returns the source of Adam's direction, or nil where momentum serves.
func adam(have *optim.Adam, c Config) *optim.Adam {
	if !directions[c.Direction] {
		return nil
	}
	if have == nil {
		have = new(optim.Adam)
	}
	have.Beta1 = beta(c.Momentum)
	return have
}

// plateau returns the schedule, or nil where there is none.
func plateau(have *optim.Plateau, c Config) *optim.Plateau {
	if c.PlateauFactor == 0 {
		return nil
	}
	if have == nil {
		have = &optim.Plateau{Threshold: threshold}
	}
	have.Factor, have.Patience = c.PlateauFactor, c.Patience
	return have
}

func clipping(c Config) optim.Clipping {
	switch {
	case c.Signed:
		return optim.NoClipping
	case c.ClipFirst:
		return optim.ClipFirst
	}
	return optim.ClipAtUse
}

// beta returns Adam's β₁. No momentum is the smallest number above 0, because
// 0 asks optim.Adam for its default.
func beta(momentum float64) float64 { return max(momentum, math.SmallestNonzeroFloat64) }
