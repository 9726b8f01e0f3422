package perceptron

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/activation"
)

// toys are the data sets that lessons offer, with the noise of their points.
var toys = map[string]struct {
	label string
	noise float64
}{
	"moons":   {"two moons", 0.1},
	"circles": {"two circles", 0.1},
	"xor":     {"exclusive or", 0},
	"spirals": {"two spirals", 0.02},
}

// choice is a control of a network: its first option is the default.
func choice(group, name, label, help string, options []demos.Option) demos.Control {
	return demos.Control{Name: name, Label: label, Kind: demos.Choice, Default: options[0].Value, Group: group, Restart: true, Options: options, Help: help}
}

// Data offers toys.
func Data(group string, names ...string) demos.Control {
	var options []demos.Option
	for _, name := range names {
		options = append(options, demos.Option{Value: name, Label: toys[name].label})
	}
	return choice(group, "data", "data", "the points of the plane that the network learns to tell apart", options)
}

// Hidden offers hidden layers, as in "8,8"; first is the default.
func Hidden(group, first string, widths ...string) demos.Control {
	var options []demos.Option
	for _, w := range widths {
		options = append(options, demos.Option{Value: w, Label: strings.ReplaceAll(w, ",", ", ")})
	}
	c := choice(group, "hidden", "hidden layers", "units in each hidden layer, between the 2 inputs and the 2 outputs", options)
	c.Default = first
	return c
}

// Activation offers activations.
func Activation(group string, rows []activation.Row) demos.Control {
	c := choice(group, "activation", "activation", "what a hidden unit does with its sum", demos.Activations(rows))
	c.Default = "tanh"
	return c
}

// Partition offers the partitions that suit every network.
func Partition(group string) demos.Control {
	return choice(group, "partition", "partition", "which parameters share a step size", []demos.Option{
		{Value: "canonical", Label: "canonical: each tensor"}, {Value: "per-layer", Label: "each layer"},
		{Value: "weights-biases", Label: "weights, biases"}, {Value: "trivial", Label: "trivial: all in one"},
	})
}

// Chosen returns the settings for the values of a lesson's controls: data, hidden ("8,8": the layers between the plane and two classes),
// activation, partition, seed, and loss, which is cross-entropy where there is
// no such control.
func Chosen(v demos.Values, samples int) Settings {
	s := Settings{
		Toy: v["data"], Samples: samples, Noise: toys[v["data"]].noise, Widths: []int{2},
		Activation: v["activation"], Loss: cmp.Or(v["loss"], "cross-entropy"), Partition: v["partition"], Seed: uint64(v.Count("seed")),
	}
	for _, w := range strings.Split(v["hidden"], ",") {
		n, _ := strconv.Atoi(w) // the options are numbers
		s.Widths = append(s.Widths, n)
	}
	s.Widths = append(s.Widths, 2)
	return s
}
