package train

import (
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
)

// The settings and the frames of a run are types of packages of their own, so
// that a screen need not carry the engine; whoever trains knows them by these
// names.
type (
	Config     = setting.Config
	FieldError = setting.FieldError
	Frame      = frame.Frame
	Answer     = frame.Answer
	Number     = frame.Number
)

// Validate returns nil or a *FieldError for the first field that cannot be
// used, defaults filled in: what Config.Validate says, and whether there are
// data of that name.
func Validate(c Config) error {
	if err := data.Check(c.Filled().Data); err != nil {
		return &FieldError{Field: "data", Message: strings.TrimPrefix(err.Error(), "data: ")}
	}
	return c.Validate()
}
