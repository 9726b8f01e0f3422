package exchange

import (
	"math"
	"strings"
	"testing"
)

// tinyCubic has one problem: η + η² = 1, so η is the golden ratio less one.
const tinyCubic = `{"schema":"nesterov/1","cases":[{"S":1,"H":[[1]],"g":[1],"D":[1],"damping_int":2,"ref":{"found":false,"lrs":null,"x1":"inf"}}]}`

func TestReadCubic(t *testing.T) {
	c, err := ReadCubic(strings.NewReader(tinyCubic))
	if err != nil {
		t.Fatal(err)
	}
	step := c.Cases[0].Solve()
	if want := (math.Sqrt(5) - 1) / 2; !(math.Abs(step.Eta[0]-want) <= 1e-15) {
		t.Errorf("η = %v, want %v", step.Eta[0], want)
	}
	value, size := c.Cases[0].value(step.Eta)
	if !(math.Abs(value-step.Value) <= 1e-15 && size >= math.Abs(value)) {
		t.Errorf("φ(η) = %v of terms of size %v, the solver says %v", value, size, step.Value)
	}
}

func TestBrokenCubic(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"nesterov/1", "hg/1", `schema "hg/1", want nesterov/1`},
		{`"S":1`, `"S":2`, "line 1, byte 33: cases[0]: 1 entries of g, with S = 2"},
		{`[[1]]`, `[[1,2]]`, "cases[0]: H is no 1×1 matrix"},
		{`[[1]]`, `[[1],[2]]`, "H is no 1×1 matrix"},
		{`"D":[1]`, `"D":[]`, "0 entries of D"},
		{`"g":[1]`, `"g":[]`, "0 entries of g"},
		{`"g":[1]`, `"g":null`, "line 1, byte 54: cases[0].g: null is no list"},
		{`"g":[1]`, `"g":["many"]`, `"many" is no number`},
		{`]}`, ``, "cut off at line 1, byte 126: cases: "},
	} {
		_, err := ReadCubic(strings.NewReader(strings.Replace(tinyCubic, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: error %v, want one with %q", c.new, c.old, err, c.want)
		}
	}
}

// Whatever the numbers, a problem that is read is solved or named.
func FuzzCubic(f *testing.F) {
	f.Add(tinyCubic)
	for _, r := range [][2]string{{`"D":[1]`, `"D":[0]`}, {`[[1]]`, `[[-1]]`}, {`"g":[1]`, `"g":["nan"]`}, {`:2`, `:-1e308`}, {`"S":1,"H":[[1]],"g":[1],"D":[1]`, `"H":[[1,2],[2,1]],"g":[0,1],"D":[1e-9,1e9]`}} {
		f.Add(strings.Replace(tinyCubic, r[0], r[1], 1))
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ReadCubic(strings.NewReader(text))
		if err != nil {
			return
		}
		comesBack(t, c, ReadCubic)
		for i := range c.Cases {
			step := c.Cases[i].Solve()
			if step.Status.Solved() && (len(step.Eta) != len(c.Cases[i].Gbar) || math.IsNaN(step.Value) || step.Value > 0) {
				t.Fatalf("case %d: %v with η = %v and φ = %v", i, step.Status, step.Eta, step.Value)
			}
		}
	})
}

// A minimum of which a file holds no value is compared in what it holds.
func TestVerifyMinimumWithoutValue(t *testing.T) {
	const text = `{"schema":"nesterov/1","cases":[{"H":[[1]],"g":[1],"D":[1],"damping_int":1e+250,"true":{"exists":true,"unique":true,"lrs":[%s]}}]}`
	for lrs, pass := range map[string]bool{"1.4142135623730952e-125": true, "1.43e-125": false} {
		v, err := Verify(strings.NewReader(strings.Replace(text, "%s", lrs, 1)))
		if err != nil || v.Pass() != pass {
			t.Errorf("η = %s: %v, %+v", lrs, err, v)
		}
	}
	v, err := Verify(strings.NewReader(`{"schema":"nesterov/1","cases":[{"H":[[1]],"g":[1e-200],"D":[1],"damping_int":1,"true":{"exists":true}}]}`))
	if err != nil || v.Pass() {
		t.Errorf("a value of 1e-400 that no float64 holds passes: %v, %+v", err, v)
	}
}
