package main

import (
	"context"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/engine/train"
)

// parse returns the command that a line means.
func parse(t *testing.T, line ...string) *trainCommand {
	t.Helper()
	c := newCommands()
	parser, err := kong.New(c, append(numbers(), settingVars(), flagGroups(), kong.Writers(io.Discard, io.Discard))...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"train"}, line...)); err != nil {
		t.Fatal(err)
	}
	return &c.Train
}

// Every field of train.Config has a flag, named like its JSON name in kebab
// case, and nothing else is sent to the engine.
func TestEveryFieldHasAFlag(t *testing.T) {
	names := func(of reflect.Type) map[string]bool {
		set := map[string]bool{}
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			set[name] = true
		}
		return set
	}
	config, flags := names(reflect.TypeFor[train.Config]()), names(reflect.TypeOf(newSettings().Plugins[0]).Elem())
	if !reflect.DeepEqual(config, flags) {
		t.Errorf("train.Config has %v,\nthe flags are %v", config, flags)
	}
	parser, err := kong.New(newCommands(), settingVars())
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, group := range parser.Model.Children[0].AllFlags(false) {
		for _, f := range group {
			known[f.Name] = true
		}
	}
	for name := range config {
		if !known[kebab(name)] {
			t.Errorf("%s: no flag --%s", name, kebab(name))
		}
	}
}

// No flag is the default; a flag is its field; 0 is 0 where the engine has
// another default.
func TestFlagsBecomeConfig(t *testing.T) {
	for _, c := range []struct {
		line string
		want train.Config
	}{
		{"", train.Config{}},
		{"--layers 8-10 --activation relu --loss squared-error --seed 7 --precision float32 --data mnist",
			train.Config{Layers: "8-10", Activation: "relu", Loss: "squared-error", Seed: 7, Precision: "float32", Data: "mnist"}},
		{"--method adam --partition trivial --batch 50 --summary-batch 200 --period 3 --rate 0.01",
			train.Config{Method: "adam", Partition: "trivial", Batch: 50, SummaryBatch: 200, Period: 3, Rate: 0.01}},
		{"--lambda 2 --momentum 0.5 --direction adam --dampening 0.25 --average 0.75",
			train.Config{Lambda: 2, Momentum: 0.5, Direction: "adam", Dampening: 0.25, Average: 0.75}},
		{"--lambda 0 --momentum 0 --dampening 0 --average 0",
			train.Config{Lambda: -1, Momentum: -1, Dampening: -1, Average: -1}},
		{"--clip-first --signed --ridge 0.1 --diagonal --observe",
			train.Config{ClipFirst: true, Signed: true, Ridge: 0.1, Diagonal: true, Observe: true}},
		{"--plateau-factor 0.5 --plateau-every 60 --patience 2 --plateau-target lambda",
			train.Config{PlateauFactor: 0.5, PlateauEvery: 60, Patience: 2, PlateauTarget: "lambda"}},
		{"--method kfac --fisher empirical --factor-damping 0.1 --kl-clip 0.01 --inner 3",
			train.Config{Method: "kfac", Fisher: "empirical", FactorDamping: 0.1, KLClip: 0.01, Inner: 3}},
		{"--adaptive --window 4", train.Config{Adaptive: true, Window: 4}},
		{"--ridge 0 --plateau-every 0", train.Config{}},
	} {
		got, err := parse(t, strings.Fields(c.line)...).config(train.Config{})
		if err != nil {
			t.Errorf("%q: %v", c.line, err)
		} else if got.Filled() != c.want.Filled() {
			t.Errorf("%q:\n got %+v\nwant %+v", c.line, got.Filled(), c.want.Filled())
		}
	}
}

// Wrong calls end with 2, write nothing to stdout, and name the flag.
func TestMisuse(t *testing.T) {
	for line, want := range map[string]string{
		"":                                `gn: expected one of "train", "summary"`,
		"trian":                           "gn: unexpected argument trian",
		"train more":                      "gn: unexpected argument more",
		"train --epochs 0":                "gn: --epochs: 0 is below 1; want a whole number from 1 to 2147483647",
		"train --steps -1":                "--steps",
		"train --steps=-1":                "gn: --steps: -1 is below 1",
		"train --epochs 1 --steps 2":      "--epochs and --steps can't be used together",
		"train --epochs many":             "--epochs",
		"train --method ftrl":             `gn: --method: "ftrl" is none of grouped-newton, `,
		"train --data cats":               "gn: --data: ",
		"train --data mnist --data-dir .": "gn: --data and --data-dir can't be used together",
		"train --summary-batch 6001":      "gn: --summary-batch: 6001 samples, but mnist train has 6000",
		"train --layers 16-11":            "gn: --layers: the last layer has 11 units, but mnist train has 10 classes",
		"train --seed 0":                  "gn: --seed: 0 is below 1; want a whole number from 1 to 9007199254740991",
		"train --rate 0":                  "gn: --rate: 0 is not above 0; want a number above 0 and below 1e+100",
		"train --momentum=-1":             "gn: --momentum: -1 is below 0; want a number from 0 to below 1",
		"train --rate NaN":                "gn: --rate: NaN is no number to compute with",
		"train --data-dir no/such/dir":    "gn: --data-dir",
	} {
		code, stdout, stderr := gn(context.Background(), strings.Fields(line)...)
		if code != misused || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("gn %s: exit %d, stdout %q, stderr %q; want 2 and %q", line, code, stdout, stderr, want)
		}
	}
}

// The help goes to stdout, lists every flag, and shows the engine's defaults.
func TestHelp(t *testing.T) {
	code, stdout, stderr := gn(context.Background(), "train", "--help")
	if code != done || stderr != "" {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	for _, want := range []string{"Usage: gn train", "Examples:", "--summary-batch=N", "[1000]", "[32-16-10]", "sgd 0.1; adam 0.001; kfac 0.01", "--data-dir=DIR"} {
		if !strings.Contains(strings.Join(strings.Fields(stdout), " "), want) {
			t.Errorf("the help lacks %q:\n%s", want, stdout)
		}
	}
}
