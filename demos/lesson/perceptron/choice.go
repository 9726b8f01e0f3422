package perceptron

import (
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// toys are the sets that lessons offer, with the noise of their points.
var toys = map[string]struct {
	label string
	noise float64
}{
	"moons":   {"two moons", 0.1},
	"circles": {"two circles", 0.1},
	"xor":     {"exclusive or", 0},
	"spirals": {"two spirals", 0.02},
}

// Options returns toys as those of a control.
func Options(names ...string) []demos.Option {
	var options []demos.Option
	for _, name := range names {
		options = append(options, demos.Option{Value: name, Label: toys[name].label})
	}
	return options
}

// Chosen returns the settings that the values of a lesson's controls ask for:
// data, hidden ("8,8": the layers between the plane and two classes),
// activation, partition, seed, and loss, which is cross-entropy where there is
// no such control.
func Chosen(v demos.Values, samples int) Settings {
	s := Settings{
		Toy: v["data"], Samples: samples, Noise: toys[v["data"]].noise, Widths: []int{2},
		Activation: v["activation"], Loss: "cross-entropy", Partition: v["partition"], Seed: uint64(v.Count("seed")),
	}
	if loss, ok := v["loss"]; ok {
		s.Loss = loss
	}
	for _, w := range strings.Split(v["hidden"], ",") {
		n, _ := strconv.Atoi(w) // the options are numbers
		s.Widths = append(s.Widths, n)
	}
	s.Widths = append(s.Widths, 2)
	return s
}
