package client

import (
	"encoding/json"
	"maps"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

var some = []demos.Control{
	{Name: "rate", Kind: demos.Slider, Default: "0.1", Min: 0.001, Max: 10, Log: true},
	{Name: "x", Kind: demos.Slider, Default: "0", Min: -1, Max: 1, Step: 0.1, Unit: "m"},
	{Name: "seed", Kind: demos.Number, Default: "1", Min: 1, Max: 99},
	{Name: "kind", Kind: demos.Choice, Default: "a", Options: []demos.Option{{Value: "a", Label: "the first"}, {Value: "1", Label: "the second"}, {Value: "c", Label: "the third"}}},
	{Name: "on", Kind: demos.Toggle, Default: "false"},
	{Name: "layers", Kind: demos.Text, Default: "32", Pattern: `[0-9a-z-]+`},
}

// Law: whatever a control takes comes back from its JSON and from an address, and
// so does what its buttons lead to.
func TestAControlIsReadBack(t *testing.T) {
	for i := range some {
		c := Control{some[i], some[i].Default}
		for _, text := range []string{"0.5", "0,25", "−1", "1e-3", "7", "a", "1", "c", "true", "false", "16-10", "42", "null", "9e99"} {
			value, err := c.Read(text)
			if err != nil {
				continue
			}
			back := c
			if back.Take(json.RawMessage{}); back.Value != c.Default {
				t.Errorf("%s: absent is %q", c.Name, back.Value)
			}
			c.Value = value
			if back.Take(c.JSON()); back.Value != value {
				t.Errorf("%s: %s came back as %q", c.Name, c.JSON(), back.Value)
			}
			read, err := ReadAddress(some, Address([]Control{c}))
			if want := (demos.Values{c.Name: value}); err != nil || value != c.Default && !maps.Equal(read, want) {
				t.Errorf("%s: the address of %q is read as %v, %v", c.Name, value, read, err)
			}
		}
		for range 4 {
			if back, err := c.Read(c.Beside(1)); err != nil || back != c.Beside(1) {
				t.Errorf("%s: beside %q is %q: %v", c.Name, c.Value, c.Beside(1), err)
			}
			c.Value = c.Beside(1)
		}
	}
}

// Law: a slider's place leads to the value that has this place, up to what a
// pointer can choose, and the ends are the ends.
func TestASliderHasAPlaceForEachValue(t *testing.T) {
	for _, declared := range some[:2] {
		c := Control{Control: declared}
		for place := 0.0; place <= 1; place += 1.0 / 64 {
			c.Value = c.At(place)
			if got := c.Place(); math.Abs(got-place) > 0.03 {
				t.Errorf("%s at %g is %s, which lies at %g", c.Name, place, c.Value, got)
			}
			if again := c.At(c.Place()); again != c.Value {
				t.Errorf("%s: %s is taken for %s", c.Name, c.Value, again)
			}
		}
		for place, want := range map[float64]float64{-1: c.Min, 0: c.Min, 1: c.Max, 2: c.Max} {
			if got, _ := strconv.ParseFloat(c.At(place), 64); got != want {
				t.Errorf("%s at %g is %g, want %g", c.Name, place, got, want)
			}
		}
	}
}

func TestWordsAreForPeople(t *testing.T) {
	for value, want := range map[string]string{"x -0.5": "−0.5 m", "kind 1": "the second", "kind z": "z", "seed ": "–", "on true": "true", "layers a-b": "a-b"} {
		name, value, _ := strings.Cut(value, " ")
		for _, c := range Standing(some) {
			if c.Value = value; c.Name == name && c.Words() != want {
				t.Errorf("%s %q reads %q, want %q", name, value, c.Words(), want)
			}
		}
	}
}

func TestAnAddressThatDoesNotHoldTogetherIsRefused(t *testing.T) {
	for _, pairs := range [][]Pair{
		{{"v", "3"}}, {{"v", "1"}, {"v", "1"}}, {{"v", "1"}, {"v", "2"}}, {{"x", "0.5"}, {"x", "0.5"}}, {{"X", "0.5"}}, {{"seed", "1.5"}}, {{"x", "NaN"}},
		{{"kind", strings.Repeat("é", 99)}}, {{"x", "0.5"}, {"on", ""}}, {{"v", ""}},
	} {
		if values, err := ReadAddress(some, pairs); err == nil || values != nil || len(err.Error()) > 160 {
			t.Errorf("%v is read as %v, %v", pairs, values, err)
		}
	}
	for _, pairs := range [][]Pair{nil, {{"v", "1"}}, {{"v", "2"}}, {{"utm_source", "mail"}, {"utm_source", "x"}}, {{"vv", "1"}}} {
		if values, err := ReadAddress(some, pairs); err != nil || len(values) > 0 {
			t.Errorf("%v is read as %v, %v", pairs, values, err)
		}
	}
	values, err := ReadAddress(some, []Pair{{"x", "0,5"}, {"fbclid", "1"}})
	if err != nil || !maps.Equal(values, demos.Values{"x": "0.5"}) {
		t.Errorf("%v, %v", values, err)
	}
}

// A value is said where it is not its default, or has none.
func TestAnAddressSaysWhatIsNotTheDefault(t *testing.T) {
	controls := Standing([]demos.Control{some[3], some[0]})
	if pairs := Address(controls); pairs != nil {
		t.Errorf("the defaults are said: %v", pairs)
	}
	controls[0].Value, controls[1].Default = "c", ""
	if pairs := Address(controls); len(pairs) != 3 || pairs[2] != (Pair{"rate", "0.1"}) {
		t.Errorf("%v", pairs)
	}
}
