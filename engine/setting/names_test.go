package setting

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every field has its row, in the same order; a row has a heading, words for
// people, and a range where it is a number; words have each a name and a label of
// their own.
func TestEveryFieldHasItsRow(t *testing.T) {
	config := reflect.TypeFor[Config]()
	var fields, rows []string
	for i := range config.NumField() {
		name, _, _ := strings.Cut(config.Field(i).Tag.Get("json"), ",")
		fields = append(fields, name)
	}
	for i, s := range Settings {
		rows = append(rows, s.Name)
		number := i < config.NumField() && slices.Contains([]reflect.Kind{reflect.Int, reflect.Uint64, reflect.Float64}, config.Field(i).Type.Kind())
		if number != (s.Range != Range{}) || s.None && !number {
			t.Errorf("%s is a number: %t, and has the range %v", s.Name, number, s.Range)
		}
		if i < config.NumField() && s.Toggle() != (config.Field(i).Type.Kind() == reflect.Bool) {
			t.Errorf("%s is a toggle: %t, and a %s", s.Name, s.Toggle(), config.Field(i).Type)
		}
		if !slices.ContainsFunc(Groups, func(g Group) bool { return g.Key == s.Group }) || s.Label == "" || !strings.HasSuffix(s.Help, ".") {
			t.Errorf("%s has the heading %q, the label %q, the help %q", s.Name, s.Group, s.Label, s.Help)
		}
		seen := map[string]bool{}
		for _, w := range s.Words {
			if w.Name == "" || w.Label == "" || seen[w.Name] || seen["label "+w.Label] {
				t.Errorf("%s: %q is called %q", s.Name, w.Name, w.Label)
			}
			seen[w.Name], seen["label "+w.Label] = true, true
		}
	}
	if !slices.Equal(fields, rows) {
		t.Errorf("fields %v,\nrows %v", fields, rows)
	}
}

// Every default of a row, a method or a loss is a value of its setting, and every
// name in a row of a method is one.
func TestDefaultsOfRowsAreValues(t *testing.T) {
	check := func(by, name, text string) {
		s := Of(name)
		if s == nil {
			t.Errorf("%s speaks of the setting %q", by, name)
			return
		}
		if text == "" {
			return
		}
		var c Config
		if s.Range != (Range{}) {
			if v, err := strconv.ParseFloat(text, 64); err != nil || s.Range.Wrong(v) != "" || v == 0 && !s.None {
				t.Errorf("%s: %s has the default %q: %v %s", by, name, text, err, s.Range.Wrong(v))
				return
			}
		} else {
			text = strconv.Quote(text)
		}
		if err := c.UnmarshalJSON([]byte(`{"` + name + `":` + text + `}`)); err != nil || c.Validate() != nil {
			t.Errorf("%s: %s has the default %q: %v, %v", by, name, text, err, c.Validate())
		}
	}
	defaults := func(by string, list map[string]string) {
		for name, text := range list {
			check(by, name, text)
		}
	}
	for _, s := range Settings {
		check("a row", s.Name, s.Default)
		if s.Like != "" {
			check("a row", s.Like, "")
		}
		for _, w := range s.Words {
			defaults(w.Name, w.Defaults)
			if c := (Config{Loss: w.Name}).Filled(); s.Name == "loss" && c.Fisher == "" {
				t.Errorf("the loss %s has no default of fisher", w.Name)
			}
		}
	}
	for _, m := range Methods {
		defaults(m.Name, m.Adaptive)
		defaults(m.Name, m.Bare)
		for _, name := range m.Uses {
			check(m.Name, name, "")
		}
		if c := (Config{Method: m.Name}).Filled(); m.Help == "" || c.Rate == 0 || c.Grouping() == "" {
			t.Errorf("%s: %q, rate %g, partition %q", m.Name, m.Help, c.Rate, c.Grouping())
		}
	}
}

// Law: a listed word is valid, and any other is an error that names its field and
// lists the known ones.
func TestWordsAreListedOrRefused(t *testing.T) {
	for i, s := range Settings {
		if s.Free {
			continue
		}
		for _, word := range s.Names() {
			c := Config{}
			if c.at(i).SetString(word); c.Validate() != nil {
				t.Errorf("%s %q: %v", s.Name, word, c.Validate())
			}
			for _, wrong := range []string{strings.ToUpper(word[:1]) + word[1:], strings.ToUpper(word), " " + word, word + " ", word + "\x00", word + "x"} {
				c := Config{}
				c.at(i).SetString(wrong)
				err := c.Validate()
				if fieldOf(err) != s.Name || !strings.Contains(err.Error(), strings.Join(s.Names(), ", ")) {
					t.Errorf("%s %q: %v", s.Name, wrong, err)
				}
			}
		}
	}
}

// Names of fields are exact: encoding/json alone would take another case.
func TestFieldNamesAreExact(t *testing.T) {
	for _, text := range []string{`{"Rate":1}`, `{"RATE":1}`, `{"summarybatch":10}`, `{"rate ":1}`, `{"":1}`, `{"rate":1,"Rate":2}`} {
		if c, err := (Config{}).With([]byte(text)); fieldOf(err) == "" && !strings.Contains(text, `"":`) || err == nil || c != (Config{}) {
			t.Errorf("%s: %+v, %v", text, c, err)
		}
	}
}
