package session

import (
	"encoding/json"

	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)

// change returns the settings with the fields of a patch, if there is one.
func change(c train.Config, patch []byte) (train.Config, error) {
	if len(patch) == 0 {
		return c, nil
	}
	return c.With(patch)
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
