package train

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/setting"
)

// Law: a run of each method is one of its own kind, and all methods that a run
// may name are built.
func TestEveryMethodIsItsOwn(t *testing.T) {
	kinds := map[string]string{}
	for _, method := range setting.Methods {
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
	for _, l := range []struct {
		field string
		list  *[]string
		set   func(*Config, string)
	}{
		{"model", &setting.Models, func(c *Config, v string) { c.Model = v }},
		{"activation", &setting.Activations, func(c *Config, v string) { c.Activation = v }},
		{"loss", &setting.Losses, func(c *Config, v string) { c.Loss = v }},
		{"precision", &setting.Precisions, func(c *Config, v string) { c.Precision = v }},
		{"method", &setting.Methods, func(c *Config, v string) { c.Method, c.Rate = v, 0.1 }},
		{"direction", &setting.Directions, func(c *Config, v string) { c.Direction = v }},
		{"plateauTarget", &setting.Targets, func(c *Config, v string) { c.PlateauTarget = v }},
		{"fisher", &setting.Fishers, func(c *Config, v string) { c.Fisher = v }},
	} {
		ghost := func(c *Config) { l.set(c, "ghost") }
		check := func(when string) {
			field, err := refused(t, ghost)
			if field != l.field || !strings.Contains(err.Error(), `"ghost"`) {
				t.Errorf("%s ghost, %s: %v", l.field, when, err)
			}
			r := open(t, small)
			before := r.Config()
			c := small
			ghost(&c)
			if err := r.Set(c); err == nil || r.Config() != before {
				t.Errorf("%s ghost, %s, in a run: %v", l.field, when, err)
			}
		}
		check("unknown")
		was := *l.list
		*l.list = append(slices.Clone(was), "ghost")
		check("registered")
		*l.list = was
	}
}

// A method that has lost its builder is refused by New and by a checkpoint, by
// its name.
func TestMethodWithoutBuilderIsRefused(t *testing.T) {
	defer func(was map[string]builder) { builders = was }(builders)
	for _, method := range setting.Methods {
		builders = maps.Clone(builders)
		delete(builders, method)
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
	for _, method := range setting.Methods {
		base := Config{Method: method, PlateauFactor: 0.5}.Filled()
		for field, text := range map[string]string{
			"rate": `0.7`, "adaptive": `true`, "momentum": `0.3`, "dampening": `0.2`, "ridge": `0.1`, "direction": `"adam"`,
			"average": `0.25`, "window": `7`, "clipFirst": `true`, "signed": `true`, "diagonal": `true`,
			"plateauFactor": `0.25`, "plateauEvery": `5`, "patience": `3`, "plateauTarget": `"lambda"`,
			"fisher": `"empirical"`, "factorDamping": `0.5`, "klClip": `0.5`, "inner": `9`,
		} {
			c, err := base.With([]byte(fmt.Sprintf(`{%q:%s}`, field, text)))
			if err != nil {
				t.Fatal(err)
			}
			same := options(newMethod(c, 100, nil)) == options(newMethod(base, 100, nil))
			if idle := c.Idle(field); (idle != "") != same {
				t.Errorf("%s, %s: %q, and the method is the same: %t", method, field, idle, same)
			}
		}
	}
}
