package train

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Law: a run of each method is one of its own kind, and all methods that a run
// may name are built.
func TestEveryMethodIsItsOwn(t *testing.T) {
	kinds := map[string]string{}
	for _, method := range setting.Names("method") {
		r := open(t, smallFor(method))
		kind := fmt.Sprintf("%T", r.method)
		if other, taken := kinds[kind]; taken {
			t.Errorf("%s runs as %s does, a %s", method, other, kind)
		}
		kinds[kind] = method
		if letters := strings.ReplaceAll(method, "-", ""); !strings.EqualFold(kind, "*optim."+letters) {
			t.Errorf("%s runs as a %s", method, kind)
		}
	}
}

// Every name of the tables has what it stands for, and nothing else has.
func TestTablesAreComplete(t *testing.T) {
	for field, have := range map[string][]string{
		"method": slices.Collect(maps.Keys(optim.Methods)), "model": slices.Collect(maps.Keys(networks)), "data": data.Names(),
		"fisher": slices.Collect(maps.Keys(optim.Fishers)), "direction": slices.Collect(maps.Keys(optim.Directions)),
		"plateauTarget": slices.Collect(maps.Keys(optim.Targets)),
	} {
		if want := setting.Names(field); !slices.Equal(slices.Sorted(slices.Values(have)), slices.Sorted(slices.Values(want))) {
			t.Errorf("%s: rows of %v, made are %v", field, want, have)
		}
	}
	deep := small
	deep.Layers = "2-2-10"
	r := open(t, deep)
	for _, w := range setting.Of("partition").Words {
		if _, err := r.View(cmp.Or(w.Example, strings.Replace(w.Name, ":N", ":2", 1))); err != nil && !w.Hidden {
			t.Errorf("partition %q: %v", w.Name, err)
		}
	}
	for _, w := range setting.Of("data").Words {
		if err := data.Check(cmp.Or(w.Example, w.Name)); err != nil && !w.Hidden {
			t.Errorf("data %q: %v", w.Name, err)
		}
	}
}

// refused returns the error of New for the small network with some changes.
func refused(t *testing.T, change func(*Config)) (field string, err error) {
	t.Helper()
	c := small
	change(&c)
	sets, err := mnist()
	if err != nil {
		t.Fatal(err)
	}
	if _, err = New(c, sets[0], sets[1]); err == nil {
		return "", nil
	}
	wrong, ok := errors.AsType[*FieldError](err)
	if !ok {
		return "", err
	}
	return wrong.Field, err
}

// Law: a name that the settings know and that nothing can build is an error that
// names the field and lists what there is; it never runs as something else. So is
// one that nobody knows.
func TestWhatCannotBeBuiltIsRefused(t *testing.T) {
	for i := range setting.Settings {
		l := &setting.Settings[i]
		if l.Free || len(l.Words) == 0 {
			continue
		}
		ghost := func(c *Config) {
			next, err := c.With([]byte(`{"` + l.Name + `":"ghost","rate":0.1}`))
			if err != nil {
				t.Fatal(err)
			}
			*c = next
		}
		check := func(when string) {
			field, err := refused(t, ghost)
			if field != l.Name || !strings.Contains(err.Error(), `"ghost"`) {
				t.Errorf("%s ghost, %s: %v", l.Name, when, err)
			}
			r := open(t, small)
			before := r.Config()
			c := small
			ghost(&c)
			if err := r.Set(c); err == nil || r.Config() != before {
				t.Errorf("%s ghost, %s, in a run: %v", l.Name, when, err)
			}
		}
		check("unknown")
		was := l.Words
		l.Words = append(slices.Clone(was), setting.Word{Name: "ghost"})
		check("registered")
		l.Words = was
	}
}

// A method that has lost its builder is refused by New and by a checkpoint, by
// its name.
func TestMethodWithoutBuilderIsRefused(t *testing.T) {
	defer func(was map[string]func() optim.Trainable) { optim.Methods = was }(optim.Methods)
	for _, method := range setting.Names("method") {
		optim.Methods = maps.Clone(optim.Methods)
		delete(optim.Methods, method)
		field, err := refused(t, func(c *Config) { c.Method = method })
		if field != "method" || !strings.Contains(err.Error(), fmt.Sprintf("%q cannot be built", method)) {
			t.Errorf("%s: %v", method, err)
		}
	}
}

// The text of a partition and the kind of a data set are names, too.
func TestPartitionsAndDataAreExact(t *testing.T) {
	for _, text := range []string{"Canonical", "canonical ", "TRIVIAL", "blocks:x", "blocks:0", "ghost"} {
		field, err := refused(t, func(c *Config) { c.Partition = text })
		if field != "partition" {
			t.Errorf("partition %q: %v", text, err)
		}
	}
	for _, name := range []string{"MNIST", "mnist ", " moons", "Moons?n=10", "moons?N=10", "ghost"} {
		if err := Validate(Config{Data: name}); err == nil || !strings.Contains(err.Error(), "none of") {
			t.Errorf("data %q: %v", name, err)
		}
	}
}

// Law: a setting that is idle for a method changes nothing in it, any other that
// belongs to methods does.
func TestIdleSettingsChangeNothing(t *testing.T) {
	eachMethod(t, func(t *testing.T, method string) {
		base := Config{Method: method, PlateauFactor: 0.5}.Filled()
		for field, text := range map[string]string{
			"rate": `0.7`, "adaptive": `true`, "momentum": `0.3`, "dampening": `0.2`, "ridge": `0.1`, "direction": `"adam"`,
			"average": `0.25`, "window": `7`, "clipFirst": `true`, "signed": `true`, "diagonal": `true`,
			"plateauFactor": `0.25`, "plateauEvery": `5`, "patience": `3`, "plateauTarget": `"lambda"`,
			"fisher": `"empirical"`, "factorDamping": `0.5`, "klClip": `0.5`, "inner": `9`,
			"reuse": `true`, "factorBlock": `64`, "rescale": `true`, "weightDecay": `0.25`, "warmup": `3`, "cosine": `30`, "adamRate": `0.5`,
		} {
			c, err := base.With([]byte(fmt.Sprintf(`{%q:%s}`, field, text)))
			if err != nil {
				t.Fatal(err)
			}
			same := options(newMethod(c.Filled(), 100, nil)) == options(newMethod(base, 100, nil))
			if idle := c.Idle(field); (idle != "") != same {
				t.Errorf("%s, %s: %q, and the method is the same: %t", method, field, idle, same)
			}
		}
	})
}
