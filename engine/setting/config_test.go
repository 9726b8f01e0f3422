package setting

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

// fieldOf returns the field that err names, "" when it names none.
func fieldOf(err error) string {
	if e, ok := errors.AsType[*FieldError](err); ok {
		return e.Field
	}
	return ""
}

// Law: filling in the defaults is a projection, and what it makes is valid.
func TestFilledTwiceIsFilledOnce(t *testing.T) {
	for _, method := range append(Names("method"), "") {
		once := Config{Method: method}.Filled()
		if twice := once.Filled(); twice != once {
			t.Errorf("%q: filled twice %+v, once %+v", method, twice, once)
		}
		if err := once.Validate(); err != nil {
			t.Errorf("%q: the defaults are refused: %v", method, err)
		}
	}
}

func TestDefaults(t *testing.T) {
	c, bare := Config{}.Filled(), Config{Bare: true}.Filled()
	want := Config{
		Data: "mnist", Model: "mlp", Layers: "32-16-10", Activation: "tanh", Loss: "cross-entropy", Seed: 1, Scale: 1, Precision: "float64",
		Method: "grouped-newton", Partition: "canonical", Batch: 100, SummaryBatch: 1000, Period: 10,
		Rate: 0.3, Lambda: 1, Momentum: 0.9, Direction: "momentum", Dampening: 0.9,
		Average: -1, SummaryAverage: 0.5, Bound: 10, Reach: 1, Trial: 0.1,
		PlateauTarget: "rate", Window: 1, Fisher: "sampled", FactorDamping: 0.03, KLClip: 0.001, Inner: 5, AdamRate: 0.003,
	}
	if c != want {
		t.Errorf("defaults\n%+v, want\n%+v", c, want)
	}
	// Without guards they are the paper's.
	want.Bare, want.Average, want.SummaryAverage, want.Bound, want.Reach, want.Trial = true, 0.5, -1, -1, -1, -1
	if bare != want {
		t.Errorf("bare\n%+v, want\n%+v", bare, want)
	}
	adaptive := Config{Bare: true, Adaptive: true}.Filled()
	want.Adaptive, want.Rate, want.Average = true, 1, -1
	if adaptive != want {
		t.Errorf("bare and adaptive\n%+v, want\n%+v", adaptive, want)
	}
}

// Law: a Config survives the trip through JSON, its off switches too.
func TestConfigRoundTrip(t *testing.T) {
	for _, c := range []Config{
		{},
		Config{}.Filled(),
		{Lambda: -1, Momentum: -1, Dampening: -1, Average: -1},
		Config{Method: SGD, Lambda: -1, Momentum: -1}.Filled(),
		{Layers: "8-10", Precision: "float32", Seed: MaxSeed, Rate: 1e-300, Ridge: 0.1 + 0.2, Observe: true, Signed: true, PlateauFactor: 0.5},
	} {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back Config
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if back != c {
			t.Errorf("%s\nread back as %+v,\nwant %+v", text, back, c)
		}
	}
}

// In JSON 0 is 0, though in Go it is the default.
func TestZeroInJSONSwitchesOff(t *testing.T) {
	var c Config
	if err := json.Unmarshal([]byte(`{"lambda":0,"momentum":0,"bare":true}`), &c); err != nil {
		t.Fatal(err)
	}
	f := c.Filled()
	if OrNone(f.Lambda) != 0 || OrNone(f.Momentum) != 0 || OrNone(f.Average) != 0.5 {
		t.Errorf("λ_int %g, μ %g, ρ %g; want none, none, 0.5", f.Lambda, f.Momentum, f.Average)
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"lambda":0,`) || !strings.Contains(string(text), `"momentum":0,`) {
		t.Errorf("%s shows another number than the 0 that was set", text)
	}
}

func TestValidateNamesTheField(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range []struct {
		config Config
		field  string
	}{
		{Config{Layers: "-"}, "layers"},
		{Config{Activation: "tan"}, "activation"},
		{Config{Activation: strings.Repeat("x", 1e6)}, "activation"},
		{Config{Loss: "nll"}, "loss"},
		{Config{Precision: "float16"}, "precision"},
		{Config{Seed: MaxSeed + 1}, "seed"},
		{Config{Method: "gauss"}, "method"},
		{Config{Method: KFAC, Fisher: "true"}, "fisher"},
		{Config{FactorDamping: -1}, "factorDamping"},
		{Config{KLClip: inf}, "klClip"},
		{Config{Window: MaxWindow + 1}, "window"},
		{Config{Inner: -1}, "inner"},
		{Config{Batch: -1}, "batch"},
		{Config{Batch: math.MaxInt}, "batch"},
		{Config{SummaryBatch: math.MinInt}, "summaryBatch"},
		{Config{SummaryBatch: MaxBatch + 1}, "summaryBatch"},
		{Config{Period: -10}, "period"},
		{Config{Rate: nan}, "rate"},
		{Config{Rate: inf}, "rate"},
		{Config{Rate: -0.1}, "rate"},
		{Config{Rate: 1e200}, "rate"},
		{Config{Lambda: nan}, "lambda"},
		{Config{Lambda: -inf}, "lambda"},
		{Config{Lambda: 1e200}, "lambda"},
		{Config{Momentum: 1}, "momentum"},
		{Config{Momentum: nan}, "momentum"},
		{Config{Average: 1}, "average"},
		{Config{Dampening: 1.5}, "dampening"},
		{Config{Ridge: inf}, "ridge"},
		{Config{Direction: "newton"}, "direction"},
		{Config{PlateauFactor: 1e100}, "plateauFactor"},
		{Config{PlateauFactor: -0.5}, "plateauFactor"},
		{Config{Ridge: -1}, "ridge"},
		{Config{PlateauEvery: -1}, "plateauEvery"},
		{Config{Patience: -1}, "patience"},
		{Config{PlateauTarget: "loss"}, "plateauTarget"},
	} {
		err := test.config.Validate()
		if got := fieldOf(err); got != test.field {
			t.Errorf("the error %v names the field %q, want %q", err, got, test.field)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("an error of %d bytes is too long to read", len(err.Error()))
		}
	}
}

func TestWrongJSONNamesTheField(t *testing.T) {
	for _, test := range []struct{ text, field, message string }{
		{`{"learningRate":1}`, "learningRate", "no such field; known are data, model, "},
		{`{"rate":"fast"}`, "rate", `"fast" is no number`},
		{`{"momentum":"much"}`, "momentum", `"much" is no number`},
		{`{"rate":1e999}`, "rate", "1e999 is beyond the largest double"},
		{`{"batch":1.5}`, "batch", "1.5 is no whole number"},
		{`{"seed":-1}`, "seed", "-1 is no whole number from 0 up"},
		{`{"observe":"yes"}`, "observe", `"yes" is neither true nor false`},
		{`{"layers":[32,10]}`, "layers", "a list is no text"},
		{`{"batch":0}`, "batch", "not above 0"},
		{`{"rate":-0.0}`, "rate", "not above 0"},
		{`{"Rate":0.5}`, "Rate", "no such field"},
		{`{"rate":1,"rate":2}`, "rate", "a second time"},
		{`{"batch":null}`, "batch", "null is no whole number"},
		{`{"lambda":null}`, "lambda", "null is no number"},
		{`{"rate":"inf"}`, "rate", `"inf" is no number`},
		{`{"seed":0}`, "seed", "not above 0"},
		{`{"layers":""}`, "layers", "empty"},
		{`{"precision":""}`, "precision", "empty"},
		{`{"method":""}`, "method", "empty"},
		{`[]`, "", "setting: settings: line 1, byte 1: a list is no object"},
		{`{"batch":`, "", "setting: settings: cut off at line 1, byte 10: batch: "},
		{`{} {}`, "", `setting: settings: line 1, byte 4: "{" stands behind the end`},
		{``, "", "setting: settings: cut off at line 1, byte 1"},
	} {
		kept := Config{Batch: 7}
		c, err := kept.With([]byte(test.text))
		if err == nil || fieldOf(err) != test.field || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: error %v, want one of field %q that says %q", test.text, err, test.field, test.message)
		}
		if c != kept {
			t.Errorf("%s changed the settings to %+v", test.text, c)
		}
	}
}

func TestWithChangesWhatItNames(t *testing.T) {
	c, err := Config{Rate: 0.2, Batch: 50}.Filled().With([]byte(`{"batch":20}`))
	if err != nil || c.Batch != 20 || c.Rate != 0.2 {
		t.Errorf("%+v, %v", c, err)
	}
	adam, err := c.With([]byte(`{"method":"adam"}`))
	if err != nil || adam.Filled().Rate != 0.001 {
		t.Errorf("Adam starts with the rate %g (%v), want its own 0.001", adam.Filled().Rate, err)
	}
	adam, err = c.With([]byte(`{"method":"adam","rate":0.01}`))
	if err != nil || adam.Rate != 0.01 {
		t.Errorf("Adam's rate is %g (%v), want the 0.01 that was asked for", adam.Rate, err)
	}
}

// Whatever the text, With returns settings that survive the trip through JSON,
// or an error and the settings as they were.
func FuzzWith(f *testing.F) {
	f.Add([]byte(`{"layers":"8-10","rate":0.1,"lambda":0,"observe":true,"seed":3}`))
	f.Add([]byte(`{"method":"sgd"}`))
	f.Add([]byte(`{"batch":null,"LAMBDA":-1,"momentum":-0}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		before := Config{Rate: 0.2}.Filled()
		c, err := before.With(text)
		if err != nil {
			if c != before {
				t.Fatalf("%q: %v, and yet %+v", text, err, c)
			}
			return
		}
		if c.Validate() != nil {
			return
		}
		out, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Config{}.With(out)
		if err != nil || back.Filled() != plainOff(c.Filled()) {
			t.Fatalf("%q: %+v is written as %s and read as %+v, %v", text, c, out, back, err)
		}
	})
}

// plainOff writes every switched-off field as −1, as JSON brings it back.
func plainOff(c Config) Config {
	for _, v := range []*float64{&c.Lambda, &c.Momentum, &c.Dampening, &c.Average} {
		if *v < 0 {
			*v = -1
		}
	}
	return c
}

func TestParseLayers(t *testing.T) {
	for text, want := range map[string][]int{
		"10":           {10},
		"32-16-10":     {32, 16, 10},
		" 32 - 16-10 ": {32, 16, 10},
		"3x4-10":       {4, 4, 4, 10},
	} {
		got, err := ParseLayers(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "-", "32-", "-10", "32--10", "0", "0-10", "32,16", "a-b", "1e3", "+5", "3.5", "x", "x10", "0x10", "-3x10", "2x", "2x2x2",
		"999999999-10", "99999999999999999999999", "4097", "999999999x1-10", "129x1",
		strings.Repeat("1-", MaxLayers) + "1", strings.Repeat("9", 1e6), "٣",
	} {
		if got, err := ParseLayers(text); fieldOf(err) != "layers" {
			t.Errorf("%.40q: %v, %v; want an error of the field layers", text, got, err)
		}
	}
}

// Whatever the text, ParseLayers returns widths within the limits or an error
// of its field, and never much memory.
func FuzzParseLayers(f *testing.F) {
	for _, text := range []string{"32-16-10", "20x256-10", "", "-", "0x0", "128x4096"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		widths, err := ParseLayers(text)
		if (err == nil) == (len(widths) == 0) || err != nil && fieldOf(err) != "layers" {
			t.Fatalf("%q: %v, %v", text, widths, err)
		}
		if len(widths) > MaxLayers {
			t.Fatalf("%q: %d layers", text, len(widths))
		}
		for _, w := range widths {
			if w < 1 || w > MaxWidth {
				t.Fatalf("%q: width %d", text, w)
			}
		}
	})
}
