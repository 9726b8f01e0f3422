package frame

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"testing"
)

func TestNumberTravelsAsNull(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		text, err := json.Marshal(Number(v))
		if err != nil || string(text) != "null" {
			t.Errorf("%g is written as %s, %v", v, text, err)
		}
	}
	var n Number
	if err := json.Unmarshal([]byte("null"), &n); err != nil || !math.IsNaN(float64(n)) {
		t.Errorf("null is read as %g, %v", float64(n), err)
	}
	if err := json.Unmarshal([]byte(`"1"`), &n); err == nil {
		t.Error("a text is read as a number")
	}
	for _, v := range []float64{0, math.Copysign(0, -1), 1, 0.1 + 0.2, 5e-324, math.MaxFloat64, -1e21, 1e-7} {
		text, err := json.Marshal(Number(v))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &n); err != nil || math.Float64bits(float64(n)) != math.Float64bits(v) {
			t.Errorf("%g is written as %s and read as %g, %v", v, text, float64(n), err)
		}
	}
}

// Law: a list is written as its numbers are, and comes back with the same bits.
func TestNumbersAreAList(t *testing.T) {
	for _, list := range []Numbers{nil, {}, {1}, {0.1, Number(math.NaN()), -1e-300, Number(math.Copysign(0, -1)), 1e21, 5e-324}} {
		text, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := json.Marshal([]Number(list)); err != nil || string(plain) != string(text) {
			t.Errorf("%v is written as %s, its numbers as %s, %v", list, text, plain, err)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, text, "", "  "); err != nil {
			t.Fatal(err)
		}
		for _, source := range []string{string(text), indented.String()} {
			back := Numbers{7, 7}
			if err := json.Unmarshal([]byte(source), &back); err != nil || len(back) != len(list) || (back == nil) != (list == nil) {
				t.Fatalf("%s is read as %v, %v", source, back, err)
			}
			for i, v := range list {
				if math.Float64bits(float64(back[i])) != math.Float64bits(float64(v)) && !(math.IsNaN(float64(v)) && math.IsNaN(float64(back[i]))) {
					t.Errorf("%s is read as %v", source, back)
				}
			}
		}
	}
	for _, text := range []string{`7`, `"1"`, `{}`, `["1"]`, `[true]`, `[[1],2]`, `[{"a":1}]`, `[1e999]`, `[1,]`} {
		n := Numbers{1, 2}
		if err := json.Unmarshal([]byte(text), &n); err == nil {
			t.Errorf("%s is read as %v", text, n)
		}
	}
}

// Whatever the text, it is read as the list of its numbers is, or refused with it.
func FuzzNumbers(f *testing.F) {
	for _, text := range []string{`[0.1,null]`, `[ 1 , -2e3 ]`, `null`, `[]`, `[[1]]`, `["NaN"]`, `[1e999]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var fast Numbers
		var plain []Number
		first, second := json.Unmarshal(text, &fast), json.Unmarshal(text, &plain)
		if (first == nil) != (second == nil) {
			t.Fatalf("%q: %v, by its numbers %v", text, first, second)
		}
		if first == nil && !slices.EqualFunc(fast, plain, func(a, b Number) bool { return a == b || a != a && b != b }) {
			t.Fatalf("%q: %v, by its numbers %v", text, fast, plain)
		}
	})
}
