package session

import (
	"encoding/json"

	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)

// change returns the settings with the fields of a patch. A method brings its own
// rate, averages and the like: what stood at the default of the old one goes to
// that of the new.
func change(c train.Config, patch []byte) (train.Config, error) {
	if len(patch) == 0 {
		return c, nil
	}
	next, err := c.With(patch)
	if err != nil {
		return c, err
	}
	if next.Method == c.Method && next.Adaptive == c.Adaptive && next.Loss == c.Loss {
		return next, nil
	}
	given := named(patch)
	old := train.Config{Method: c.Method, Adaptive: c.Adaptive, Loss: c.Loss, Momentum: c.Momentum}.Filled()
	for _, f := range []struct {
		name       string
		field, was *float64
	}{
		{"rate", &next.Rate, &old.Rate}, {"lambda", &next.Lambda, &old.Lambda},
		{"dampening", &next.Dampening, &old.Dampening}, {"average", &next.Average, &old.Average},
	} {
		if !given[f.name] && (*f.field == *f.was || *f.field < 0 && *f.was < 0) {
			*f.field = 0
		}
	}
	if !given["fisher"] && next.Fisher == old.Fisher {
		next.Fisher = ""
	}
	return next, nil
}

// named returns the fields that a patch holds.
func named(patch []byte) map[string]bool {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(patch, &fields) // With has said what is wrong with it
	names := map[string]bool{}
	for name := range fields {
		names[name] = true
	}
	return names
}

// share returns c with everything that the lanes of a race have in common taken
// from another lane: data, network and seed.
func share(c, from train.Config) train.Config {
	c.Data, c.Model, c.Layers, c.NTK, c.L2 = from.Data, from.Model, from.Layers, from.NTK, from.L2
	c.Activation, c.Loss, c.Seed = from.Activation, from.Loss, from.Seed
	return c
}

// alike tells whether two lanes have in common what they must.
func alike(a, b train.Config) bool {
	a, b = a.Filled(), b.Filled()
	return share(a, b) == a
}

// fit returns settings that suit the data, in the fields that nobody asked for:
// the last layer has as many units as there are classes, values are predicted
// with the squared error, minibatches are no larger than the set.
func fit(c train.Config, s *sets, asked map[string]bool) train.Config {
	full := c.Filled()
	if widths, err := setting.ParseLayers(full.Layers); err == nil && !asked["layers"] && widths[len(widths)-1] != s.train.Outputs() {
		c.Layers = setting.WriteLayers(append(widths[:len(widths)-1], s.train.Outputs()))
	}
	if s.train.Classes == 0 && !asked["loss"] && full.Loss == "cross-entropy" {
		c.Loss = "squared-error"
	}
	if n := s.train.Len(); !asked["batch"] && full.Batch > n {
		c.Batch = n
	}
	if n := s.train.Len(); !asked["summaryBatch"] && full.SummaryBatch > n {
		c.SummaryBatch = n
	}
	return c
}
