package train

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
)

// Each network of a Config learns: ten steps lower the training loss.
func TestNetworksLearn(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for a second")
	}
	digits, test, err := data.MNIST()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Config{
		"lenet":   {Model: "lenet"},
		"ntk":     {NTK: true},
		"penalty": {L2: 1e-3},
	} {
		c.Batch, c.SummaryBatch, c.Period = 50, 100, 2
		run, err := New(c, digits, test)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var first, last Number
		for f, err := range run.Frames(12) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if f.Step == 1 {
				first = f.Loss
			}
			last = f.Loss
		}
		if !(last <= 0.9*first) {
			t.Errorf("%s: loss %v, at the start %v", name, last, first)
		}
	}
}

// What does not fit together is named by its field.
func TestNetworksThatDoNotFit(t *testing.T) {
	digits, test, err := data.MNIST()
	if err != nil {
		t.Fatal(err)
	}
	moons, other, err := data.Open("moons", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		config      Config
		train, test *data.Set
		field, want string
	}{
		{Config{Model: "vgg11"}, digits, test, "model", "no VGG-11"},
		{Config{Model: "lenet", Loss: "squared-error"}, digits, test, "loss", "ends in cross-entropy"},
		{Config{Data: "moons", Model: "lenet"}, moons, other, "model", "needs images"},
		{Config{Model: "resnet"}, digits, test, "model", "none of mlp, lenet, vgg11"},
		{Config{Data: "cats"}, digits, test, "data", "none of mnist"},
		{Config{L2: -1}, digits, test, "l2", "below 0"},
	} {
		_, err := New(c.config, c.train, c.test)
		if fieldOf(err) != c.field || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want one of %s with %q", c.config, err, c.field, c.want)
		}
	}
}

// Law: the scale of the first weights multiplies every parameter at the start, also after
// Reset, and belongs to the start.
func TestScaleOfFirstWeights(t *testing.T) {
	c := small
	plain := slices.Clone(open(t, c).Theta())
	c.Scale = 0.25
	r := open(t, c)
	for range 2 {
		for i, v := range r.Theta() {
			if v != plain[i]/4 {
				t.Fatalf("parameter %d is %g, with scale 1 %g", i, v, plain[i])
			}
		}
		if err := r.Step(new(Frame)); err != nil {
			t.Fatal(err)
		}
		r.Reset()
	}
	if err := r.Set(small); !errors.Is(err, ErrRestart) {
		t.Errorf("Set with another scale: error %v", err)
	}
}
