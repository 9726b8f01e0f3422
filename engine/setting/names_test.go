package setting

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// lists are the words that a Config knows, with the field that holds one.
var lists = []struct {
	field string
	known []string
	set   func(*Config, string)
}{
	{"model", Models, func(c *Config, v string) { c.Model = v }},
	{"activation", Activations, func(c *Config, v string) { c.Activation = v }},
	{"loss", Losses, func(c *Config, v string) { c.Loss = v }},
	{"precision", Precisions, func(c *Config, v string) { c.Precision = v }},
	{"method", Methods, func(c *Config, v string) { c.Method = v }},
	{"direction", Directions, func(c *Config, v string) { c.Direction = v }},
	{"plateauTarget", Targets, func(c *Config, v string) { c.PlateauTarget = v }},
	{"fisher", Fishers, func(c *Config, v string) { c.Fisher = v }},
}

// Law: a listed word is valid, and any other is an error that names its field and
// lists the known ones.
func TestWordsAreListedOrRefused(t *testing.T) {
	for _, l := range lists {
		for _, word := range l.known {
			c := Config{}
			if l.set(&c, word); c.Validate() != nil {
				t.Errorf("%s %q: %v", l.field, word, c.Validate())
			}
			for _, wrong := range []string{strings.ToUpper(word[:1]) + word[1:], strings.ToUpper(word), " " + word, word + " ", word + "\x00", word + "x"} {
				c := Config{}
				l.set(&c, wrong)
				err := c.Validate()
				if fieldOf(err) != l.field || !strings.Contains(err.Error(), strings.Join(l.known, ", ")) {
					t.Errorf("%s %q: %v", l.field, wrong, err)
				}
			}
		}
	}
}

// The rows of the method table are the methods that may be named.
func TestEveryMethodHasItsRow(t *testing.T) {
	if got, want := slices.Sorted(maps.Keys(methods)), slices.Sorted(slices.Values(Methods)); !slices.Equal(got, want) {
		t.Errorf("rows of %v, methods %v", got, want)
	}
	if got, want := slices.Sorted(maps.Keys(fisherOf)), slices.Sorted(slices.Values(Losses)); !slices.Equal(got, want) {
		t.Errorf("a default of fisher for %v, losses %v", got, want)
	}
}

// A method that is listed and has no defaults is refused; it takes no other's
// rate, λ_int or partition.
func TestMethodWithoutDefaultsIsRefused(t *testing.T) {
	defer func(was []string) { Methods = was }(Methods)
	Methods = append(slices.Clone(Methods), "ghost")
	for _, c := range []Config{{Method: "ghost"}, {Method: "ghost", Adaptive: true}, {Method: "ghost", Rate: 1, Lambda: 1}} {
		if full := c.Filled(); full.Rate != c.Rate || full.Lambda != c.Lambda || full.Summarises() {
			t.Errorf("%+v: rate %g and λ_int %g are another's", c, full.Rate, full.Lambda)
		}
		if err := c.Validate(); fieldOf(err) != "method" || !strings.Contains(err.Error(), `"ghost" has no defaults of its own, as grouped-newton, `) {
			t.Errorf("%+v: %v", c, err)
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
