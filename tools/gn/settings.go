package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/spectrum"
	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/tools/measure"
)

// settings are the flags of a run: a struct with a field for each row of
// setting.Settings, under the same JSON name. A field is a pointer, nil where the
// flag was not given, but for a toggle, which is a bool. Marshalled, the flags that
// were given are a patch that the engine's own reader understands.
type settings struct{ kong.Plugins }

// newSettings returns the struct with no flag given.
func newSettings() settings {
	var fields []reflect.StructField
	config := reflect.TypeFor[train.Config]()
	for i, s := range setting.Settings {
		kind, holder := config.Field(i).Type, "N"
		switch kind.Kind() {
		case reflect.String:
			holder = "NAME"
		case reflect.Float64:
			holder = "X"
		}
		if !s.Toggle() {
			kind = reflect.PointerTo(kind)
		}
		fields = append(fields, reflect.StructField{Name: config.Field(i).Name, Type: kind, Tag: reflect.StructTag(fmt.Sprintf(
			`json:"%s,omitempty" name:"%s" group:"%s" placeholder:"%s" help:%q`, s.Name, kebab(s.Name), s.Group, holder, flagHelp(&s)))})
	}
	return settings{kong.Plugins{reflect.New(reflect.StructOf(fields)).Interface()}}
}

// flagHelp is the first sentence of a setting's help, with the names that it
// knows and its default.
func flagHelp(s *setting.Setting) string {
	text, _, _ := strings.Cut(s.Help, ". ")
	text = strings.TrimSuffix(text, ".")
	if names := s.Names(); len(names) > 0 {
		text += ": " + strings.Join(names, ", ")
	}
	if usual := s.Usual(); usual != "" {
		text += " [" + usual + "]"
	}
	return text + "."
}

// data returns the flag --data.
func (s *settings) data() **string {
	return reflect.ValueOf(s.Plugins[0]).Elem().FieldByName("Data").Addr().Interface().(**string)
}

// flagGroups are the headings of the help.
func flagGroups() kong.Option {
	groups := []kong.Group{{Key: "run", Title: "Run:"}}
	for _, g := range setting.Groups {
		groups = append(groups, kong.Group{Key: g.Key, Title: g.Title})
	}
	return kong.ExplicitGroups(groups)
}

// settingVars lets the help of the other flags name the engine's own words and
// limits.
func settingVars() kong.Vars {
	return kong.Vars{
		"bench_models": strings.Join(measure.Networks, ","),
		"precisions":   strings.Join(setting.Names("precision"), ", "),
		"precision":    setting.Of("precision").Default,
		"max_order":    fmt.Sprint(summary.MaxOrder),
		"max_exact":    fmt.Sprint(spectrum.MaxExact),
	}
}

// config returns base with what the flags say. Mistakes are usage errors that
// name the flag.
func (s *settings) config(base train.Config) (train.Config, error) {
	c := base
	patch, err := json.Marshal(s.Plugins[0])
	if err != nil { // JSON has no NaN and no infinity
		return c, usageError{fmt.Errorf("settings: %w", err)}
	}
	if c, err = c.With(patch); err != nil {
		return c, inFlags(err)
	}
	if err := train.Validate(c); err != nil {
		return c, inFlags(err)
	}
	for _, row := range s.given() {
		if why := c.Idle(row.Name); why != "" && row.Model != "" {
			return c, usageError{fmt.Errorf("--%s: %s", kebab(row.Name), why)}
		}
	}
	return c, nil
}

// given returns the rows of the flags that were given.
func (s *settings) given() (rows []setting.Setting) {
	flags := reflect.ValueOf(s.Plugins[0]).Elem()
	for i, row := range setting.Settings {
		if !flags.Field(i).IsZero() {
			rows = append(rows, row)
		}
	}
	return rows
}

// idle returns a line for each flag that was given and changes nothing.
func (s *settings) idle(c train.Config) (lines string) {
	for _, row := range s.given() {
		if why := c.Idle(row.Name); why != "" {
			lines += fmt.Sprintf("gn: --%s changes nothing: %s\n", kebab(row.Name), why)
		}
	}
	return lines
}

// inFlags words an error in a setting as one in its flag.
func inFlags(err error) error {
	if wrong, ok := errors.AsType[*train.FieldError](err); ok {
		return usageError{fmt.Errorf("--%s: %s", kebab(wrong.Field), wrong.Message)}
	}
	return err
}

// kebab turns a JSON name into the flag's: summaryBatch, summary-batch.
func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
