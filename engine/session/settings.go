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

// fields are those that a patch names.
type fields = map[string]json.RawMessage

// named returns the fields of a patch that Config.With has accepted.
func named(patch []byte) (names fields) {
	_ = json.Unmarshal(patch, &names)
	return names
}

// fit returns settings that suit the data, in the fields that were not given:
// the last layer has as many units as there are classes, values are predicted
// with the squared error, minibatches are no larger than the set.
func fit(c train.Config, s *sets, given fields) train.Config {
	full := c.Filled()
	if widths, err := setting.ParseLayers(full.Layers); err == nil && given["layers"] == nil && widths[len(widths)-1] != s.train.Outputs() {
		c.Layers = setting.WriteLayers(append(widths[:len(widths)-1], s.train.Outputs()))
	}
	if s.train.Classes == 0 && given["loss"] == nil && full.Loss == "cross-entropy" {
		c.Loss = "squared-error"
	}
	if n := s.train.Len(); given["batch"] == nil && full.Batch > n {
		c.Batch = n
	}
	if n := s.train.Len(); given["summaryBatch"] == nil && full.SummaryBatch > n {
		c.SummaryBatch = n
	}
	return c
}
