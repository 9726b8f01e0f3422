package train

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// The settings and the frames of a run are types of packages of their own, so
// that a screen can use them without the engine. These are their names here.
type (
	Config     = setting.Config
	FieldError = setting.FieldError
	Frame      = frame.Frame
	Answer     = frame.Answer
	Number     = frame.Number
)

// Validate returns nil or a *FieldError for the first field that cannot be
// used, defaults filled in: what Config.Validate says, whether there are data of
// that name, and whether what a name stands for can be built.
func Validate(c Config) error {
	if err := data.Check(c.Filled().Data); err != nil {
		return &FieldError{Field: "data", Message: strings.TrimPrefix(err.Error(), "data: ")}
	}
	if err := c.Validate(); err != nil {
		return err
	}
	return built(c.Filled())
}

// built returns a *FieldError for a name that the settings have and for which there
// is no implementation.
func built(c Config) error {
	var activation, loss error
	if op.Activation(c.Activation) == nil {
		activation = &FieldError{Field: "activation", Message: op.NoActivation(c.Activation).Error()}
	}
	if op.Loss(c.Loss) == nil {
		loss = &FieldError{Field: "loss", Message: op.NoLoss(c.Loss).Error()}
	}
	return cmp.Or(activation, loss,
		unbuilt("method", c.Method, optim.Methods),
		unbuilt("model", c.Model, networks),
		unbuilt("direction", c.Direction, optim.Directions),
		unbuilt("plateauTarget", c.PlateauTarget, optim.Targets),
		unbuilt("fisher", c.Fisher, optim.Fishers),
	)
}

// unbuilt returns a *FieldError for a word that is not in the table, else nil.
func unbuilt[T any](field, word string, table map[string]T) error {
	if _, ok := table[word]; ok {
		return nil
	}
	return &FieldError{Field: field, Message: fmt.Sprintf("%.40q cannot be built: there are %s", word, strings.Join(slices.Sorted(maps.Keys(table)), ", "))}
}
