package changeofunits

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// judged is how many steps the exercise compares.
const judged = maxSteps

// prediction is one method for which the learner predicts the result.
type prediction struct {
	name, label       string
	method, direction string
	one, two          string // why its runs coincide, why they split
}

var finer = "the change is finer than the groups, and inside a group it turns the direction"

var predictions = []prediction{
	{"gradient", "grouped Newton, u = gradient", "grouped", "gradient",
		"the gradient grows with α, H̄ and D know it, and η undoes it", finer},
	{"momentum", "grouped Newton, u = momentum", "grouped", "momentum",
		"a sum of gradients transforms like a gradient", finer},
	{"sign", "grouped Newton, u = sign of the gradient", "grouped", "sign",
		"a common factor turns all signs or none, so each group moves along the same line, and η finds the length", finer},
	{"adamu", "grouped Newton, u = Adam’s", "grouped", "adam",
		"Adam divides the gradient by its own size, so each group keeps its line; its ε is too small to be felt here", "the ε = 10⁻⁸ in Adam’s denominator is a gradient in some units: where the gradient is small it counts more in one than in the other"},
	{"isotropic", "the cubic term with D = I", "isotropic", "gradient",
		"nothing that it measures was changed", "‖η‖ adds step sizes in different units, so the units decide which group is held back"},
	{"cauchy", "Cauchy: one step size", "cauchy", "gradient",
		"nothing turned the gradient", "one number cannot undo what happens to one layer alone: the gradient as a whole turns"},
	{"sgd", "gradient descent", "sgd", "gradient",
		"nothing turned or stretched the gradient", "mapped back, its step is α² times what it was"},
	{"adam", "Adam", "adam", "gradient",
		"nothing that it measures was changed", "it moves every parameter by the step size it is told, in whatever units: α times as far, mapped back"},
}

// Questions implements demos.Taught.
func (s *Scene) Questions() []demos.Control {
	var questions []demos.Control
	for _, p := range predictions {
		questions = append(questions, demos.Control{Name: "says-" + p.name, Label: p.label, Kind: demos.Choice, Default: "",
			Options: []demos.Option{{Value: "", Label: "choose"}, {Value: "coincide", Label: "coincide"}, {Value: "split", Label: "split"}},
			Help:    "whether the runs in the old and the new units are the same network at every step"})
	}
	return questions
}

// judge returns the largest distance of the two runs of a prediction.
func (s *Scene) judge(p prediction) float64 {
	b := *s.bench
	b.options.direction = p.direction
	return b.pair(p.method).worst(judged)
}

// Check implements demos.Taught: each prediction is held against both runs of
// its method over twenty steps, for the model, the units and the start that are
// set; up to 10⁻⁶ apart they coincide.
func (s *Scene) Check(answer demos.Values) demos.Verdict {
	if a := s.State().Number("alpha"); math.Abs(math.Log2(a)) < 1 {
		return demos.Verdict{Words: fmt.Sprintf("With α = %s the new units are nearly the old ones. Take a factor of 2 at least, then predict.", plot.Format(a))}
	}
	right, open := 0, 0
	hint, reason := "", ""
	for _, p := range predictions {
		says := answer["says-"+p.name]
		if says == "" {
			open++
			continue
		}
		far := s.judge(p)
		is, why := "split", p.two
		if far <= coincide {
			is, why = "coincide", p.one
		}
		if says == is {
			right++
			if p.name == "gradient" || p.name == "sgd" {
				reason += fmt.Sprintf(" %s: %s.", p.label, why)
			}
			continue
		}
		if hint == "" {
			hint = fmt.Sprintf(" Think again about “%s”: ", p.label)
			if is == "coincide" {
				hint += "what has to stay the same is only the line along which each group moves; its length is found anew."
			} else {
				hint += "which number in it has units, and who converts it? Choose it in the controls and look at the distance."
			}
		}
	}
	switch {
	case open > 0:
		return demos.Verdict{Words: fmt.Sprintf("%d of %d are still open: decide on every method.", open, len(predictions))}
	case hint != "":
		return demos.Verdict{Words: fmt.Sprintf("%d of %d are right.", right, len(predictions)) + hint}
	}
	return demos.Verdict{Right: true, Words: fmt.Sprintf("All %d are right, by the distance over %d steps.", right, judged) + reason}
}
