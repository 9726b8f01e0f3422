package main

import (
	"fmt"
	"strings"
)

// grid is a list of problems and of the methods that are tried on them.
type grid struct {
	name, what string
	problems   []problem
	methods    []string // settings, as method=adam rate=0.003
}

// problem is what is trained. The data's own seed is that of the run.
type problem struct {
	name     string
	settings string  // as data=moons batch=20
	hidden   string  // widths of the hidden layers, 12-8; "" where the model has its own
	scale    float64 // of the parameters at the start
	steps    int
}

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
				list = append(list, problem{
					name: strings.Join([]string{data, hidden, activation}, " "), settings: settings, hidden: hidden, scale: 1, steps: 600,
				})
			}
		}
	}
	return list
}

// digits is a problem of the built-in digits.
func digits(name, hidden, settings string, steps int) problem {
	return problem{name, "data=mnist " + settings, hidden, 1, steps}
}

// scaled is a problem whose parameters start k times as large.
func scaled(p problem, k float64) problem {
	p.scale = k
	return p
}

// deep are ten layers: nine hidden ones of a width.
func deep(width int) string {
	return strings.TrimSuffix(strings.Repeat(fmt.Sprint(width, "-"), 9), "-")
}

var grids = []grid{
	{
		name: "toy", what: "six toy sets, three networks, four activations, minibatches of 100, 600 steps",
		problems: toy(100, []string{"12-8", "16", "8-8-8"}, []string{"tanh", "relu", "sigmoid", "elu"}),
	},
	{
		name: "toy-small-batches", what: "six toy sets, three networks, three activations, minibatches of 20, 600 steps",
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
		name: "robust", what: "784-32-16-10 with one thing changed",
		problems: []problem{
			scaled(digits("start × 10", "32-16", "", 600), 10), scaled(digits("start ÷ 10", "32-16", "", 600), 0.1),
			digits("batch 10", "32-16", "batch=10", 600), digits("batch 1000", "32-16", "batch=1000", 120), digits("batch 6000", "32-16", "batch=6000 summaryBatch=6000", 60),
			digits("squared error", "32-16", "loss=squared-error", 600), digits("scaled inputs", "32-16", "ntk=true", 600),
			digits("sigmoid", "32-16", "activation=sigmoid", 600), digits("relu", "32-16", "activation=relu", 600),
			digits("10 layers tanh", deep(24), "", 600), digits("10 layers relu", deep(24), "activation=relu", 600),
			digits("10 layers sigmoid", deep(24), "activation=sigmoid", 600),
		},
	},
}

// standing are the methods that every grid compares: those without anything to be
// tuned, and rivals with the rates of docs/results.md.
var standing = []string{
	"method=grouped-newton",
	"method=grouped-newton adaptive=true",
	"method=grouped-newton bare=true",
	"method=grouped-newton adaptive=true bare=true",
	"method=sgd rate=0.03",
	"method=adam rate=0.003",
	"method=kfac rate=0.01",
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
