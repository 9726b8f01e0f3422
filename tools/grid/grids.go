package main

import (
	"fmt"
	"strings"
)

// grid is a list of problems, and how methods are tried on them.
type grid struct {
	name, what string
	problems   []problem
	rates      string // the grid that the rates of rivals come from; "" is this one, each problem by itself
	wide       bool   // its table has a line for each problem, with a column for each method
}

// problem is what is trained. The seed of the data is that of the run.
type problem struct {
	name     string
	settings string // as data=moons batch=20
	hidden   string // widths of the hidden layers, 12-8; "" for none, or where the model has its own
	steps    int
	long     *stopping // nil: all steps are taken
}

// stopping ends a run early: after each pass over what is trained with, the accuracy
// on a validation split is looked at; the parameters of the best one are the result.
type stopping struct {
	validation float64 // share of the training samples
	patience   int     // passes without a better one that are borne
	passes     int     // at most
}

// method is tried on every problem.
type method struct {
	settings string    // as method=adam
	rates    []float64 // what its rate is chosen from, by the runs of the first seeds; nil: it has its default
}

// with returns the settings of the method with a rate.
func (m *method) with(rate float64) string { return fmt.Sprintf("%s rate=%g", m.settings, rate) }

// methods are those without anything to be tuned, and rivals at their best rates. The word
// steps stands for the number of steps of a run.
var methods = []method{
	{settings: "method=subspace"},
	{settings: "method=grouped-newton"},
	{settings: "method=grouped-newton adaptive=true"},
	{settings: "method=grouped-newton bare=true"},
	{settings: "method=grouped-newton adaptive=true bare=true"},
	{settings: "method=prodigy"},
	{settings: "method=prodigy cosine=steps"},
	{settings: "method=kfac rescale=true reuse=true"},
	{settings: "method=sgd", rates: []float64{0.003, 0.01, 0.03, 0.1, 0.3}},
	{settings: "method=sgd cosine=steps", rates: []float64{0.03, 0.1, 0.3}},
	{settings: "method=adam", rates: []float64{0.001, 0.003, 0.01, 0.03}},
	{settings: "method=adam cosine=steps", rates: []float64{0.003, 0.01, 0.03}},
	{settings: "method=adamw", rates: []float64{0.001, 0.003, 0.01, 0.03}},
	{settings: "method=schedule-free-sgd", rates: []float64{0.3, 1, 3, 10}},
	{settings: "method=schedule-free-adamw", rates: []float64{0.0025, 0.01, 0.03, 0.1}},
	{settings: "method=muon", rates: []float64{0.002, 0.005, 0.02, 0.05}},
	{settings: "method=muon cosine=steps", rates: []float64{0.02, 0.05, 0.1}},
	{settings: "method=kfac", rates: []float64{0.001, 0.003, 0.01, 0.03}},
	{settings: "method=kfac reuse=true factorBlock=200", rates: []float64{0.003, 0.01, 0.03}},
	{settings: "method=lbfgs"},
}

// The seeds by whose runs a rate is chosen; the others are for what is reported.
const firstSeed, lastSeed = 1, 3

// toys are the sets in the plane and the random network's answers.
var toys = []string{"moons", "circles", "xor", "blobs", "spirals", "teacher"}

// toy returns the problems of all toy sets, networks and activations.
func toy(batch int, networks, activations []string) (list []problem) {
	for _, data := range toys {
		for _, hidden := range networks {
			for _, activation := range activations {
				settings := fmt.Sprintf("data=%s activation=%s batch=%d", data, activation, batch)
				if data == "teacher" {
					settings += " loss=squared-error"
				}
				list = append(list, problem{name: strings.Join([]string{data, hidden, activation}, " "), settings: settings, hidden: hidden, steps: 600})
			}
		}
	}
	return list
}

// digits is a problem of the built-in digits, or one with data of its own.
func digits(name, hidden, settings string, steps int) problem {
	if !strings.Contains(settings, "data=") {
		settings = strings.TrimSpace("data=mnist " + settings)
	}
	return problem{name: name, settings: settings, hidden: hidden, steps: steps}
}

// deep returns the widths of hidden layers of 24 units.
func deep(layers int) string {
	return strings.TrimSuffix(strings.Repeat("24-", layers), "-")
}

// depths returns networks of 1 to 10 layers.
func depths(activations ...string) (list []problem) {
	for _, layers := range []int{1, 2, 4, 6, 8, 10} {
		for _, activation := range activations {
			if layers > 1 || activation == activations[0] { // one layer has no activation
				name := fmt.Sprintf("%d layers %s", layers, activation)
				if layers == 1 {
					name = "1 layer"
				}
				list = append(list, digits(name, deep(layers-1), "activation="+activation, 600))
			}
		}
	}
	return list
}

var grids = []grid{
	{
		name: "toy", what: "Six toy sets, three networks, four activations, minibatches of 100, 600 steps", rates: "perceptron",
		problems: toy(100, []string{"12-8", "16", "8-8-8"}, []string{"tanh", "relu", "sigmoid", "elu"}),
	},
	{
		name: "toy-small-batches", what: "Six toy sets, three networks, three activations, minibatches of 20, 600 steps", rates: "perceptron",
		problems: toy(20, []string{"6", "20-10", "32-16"}, []string{"tanh", "relu", "softplus"}),
	},
	{
		name: "perceptron", what: "784-32-16-10, tanh, 600 steps of 100 digits",
		problems: []problem{digits("784-32-16-10", "32-16", "", 600)},
	},
	{
		name: "wide", what: "784-100-10, tanh, 600 steps of 100 digits",
		problems: []problem{digits("784-100-10", "100", "", 600)},
	},
	{
		name: "lenet", what: "LeNet, tanh, 60 steps of 100 digits",
		problems: []problem{digits("LeNet", "", "model=lenet", 60)},
	},
	{
		name: "robust", what: "784-32-16-10 with one thing changed, 600 steps unless said", rates: "perceptron", wide: true,
		problems: []problem{
			digits("first weights × 10", "32-16", "scale=10", 600), digits("first weights × 3", "32-16", "scale=3", 600),
			digits("first weights ÷ 3", "32-16", "scale=0.3", 600), digits("first weights ÷ 10", "32-16", "scale=0.1", 600),
			digits("batch 10", "32-16", "batch=10", 600), digits("batch 1000, 120 steps", "32-16", "batch=1000", 120),
			digits("batch 6000, 60 steps", "32-16", "batch=6000 summaryBatch=6000", 60),
			digits("ReLU", "32-16", "activation=relu", 600), digits("sigmoid", "32-16", "activation=sigmoid", 600),
			digits("squared error", "32-16", "loss=squared-error", 600), digits("scaled inputs", "32-16", "ntk=true", 600),
		},
	},
	{
		name: "depth", what: "1 to 10 layers, hidden ones of 24 units, 600 steps of 100 digits", rates: "perceptron", wide: true,
		problems: depths("tanh", "relu", "sigmoid"),
	},
	{
		name: "digits", what: "All 60,000 digits, 784-32-16-10, tanh: a tenth of them is held out, a run ends when three passes brought no better accuracy there, the test set is read once, with the parameters of the best pass",
		problems: []problem{{name: "784-32-16-10", settings: "data=mnist60k", hidden: "32-16", long: &stopping{0.1, 3, 20}}},
	},
}

// find returns the grid of a name.
func find(name string) (*grid, error) {
	var names []string
	for i := range grids {
		if grids[i].name == name {
			return &grids[i], nil
		}
		names = append(names, grids[i].name)
	}
	return nil, fmt.Errorf("no grid %q; there are %s", name, strings.Join(names, ", "))
}
