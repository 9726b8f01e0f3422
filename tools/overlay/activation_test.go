package overlay

import (
	"strings"
	"testing"
)

// softsign is all that a new activation needs: its row and its function.
var softsign = []change{
	{"engine/activation/activation.go", "\t{Name: \"identity\"", `	{Name: "softsign", Label: "soft sign", Words: "x/(1 + |x|)", Gain: 1, Below: Tail{0, -1}, Above: Tail{0, 1}},
`},
	{"engine/op/pointwise.go", "Identity, Square}", "Softsign, "},
	{"engine/op/softsign.go", "", `package op

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Softsign is x/(1 + |x|).
var Softsign = &Pointwise{
	Function: kernel.Function{
		Name: "softsign", Curved: true,
		Value: func(x float64) float64 {
			if math.IsInf(x, 0) {
				return math.Copysign(1, x)
			}
			return x / (1 + math.Abs(x))
		},
		Slopes: func(x, _ float64) (d1, d2, d3 float64) {
			d := 1 / (1 + math.Abs(x))
			return d * d, math.Copysign(2*d*d*d, -x), 6 * d * d * d * d
		},
	},
	Taylor: func(y, x []float64) { // (1 ± x)·y = x
		sign := math.Copysign(1, x[0])
		for k := range y {
			sum := x[k]
			for j := 1; j <= k; j++ {
				sum -= sign * x[j] * y[k-j]
			}
			y[k] = sum / (1 + sign*x[0])
		}
	},
}
`},
}

// An activation that is added by a row and a function is in the command line's help
// and errors, in the choices of every page that offers activations, in the table of
// the docs, in networks, and in the tests that run every activation.
func TestAddedActivation(t *testing.T) {
	choices := change{"tools/site/publish/added_test.go", "", `package publish

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos/lesson/course"
)

func TestAdded(t *testing.T) {
	pages := []*page{lab("")}
	for i, l := range course.Lessons {
		p, err := lesson(here, i, l)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	for _, p := range pages {
		for _, c := range p.data.Settings.Controls {
			if c.Name == "activation" {
				fmt.Println(p.name, "offers", c.Options)
			}
		}
	}
}
`}
	tr := changed(t, append(softsign, choices)...)
	tr.prints(t, true, []string{"elu,", "softsign"}, "run", "./tools/gn", "train", "--help")
	tr.prints(t, false, []string{"is none of tanh, sigmoid, relu, elu, softplus, softsign, identity"}, "run", "./tools/gn", "train", "--activation", "tan")
	tr.prints(t, true, []string{"loss"}, "run", "./tools/gn", "train", "--activation", "softsign", "--data", "moons", "--layers", "4-2", "--batch", "20", "--summary-batch", "40", "--steps", "12")
	tr.prints(t, false, []string{"| soft sign | `softsign` | x/(1 + \\|x\\|) | 1 | `activation` |", "`softsign` (soft sign)"}, "test", "./tools/docs")
	const offered = " {softplus softplus} {softsign soft sign}"
	tr.prints(t, true, []string{
		"lab.html offers [{tanh tanh} {sigmoid sigmoid} {relu ReLU} {elu ELU}" + offered + " {identity identity}]",
		"network.html offers [{tanh tanh} {sigmoid sigmoid} {relu ReLU} {elu ELU}" + offered + "]",
		"vanishing-ruler.html offers [{tanh tanh} {sigmoid sigmoid} {relu ReLU} {elu ELU}" + offered + " {identity identity}]",
		"TestConformance/softsign", "TestAgainstDifferences/softsign_cross-entropy", "PASS: TestExtremes", "PASS: TestSlices", "PASS: TestCurved",
		"PASS: TestTaylor", "PASS: TestSetsAgree", "PASS: TestEveryRowHasItsFunction", "PASS: TestWordsAreTheEnginesOwn",
	}, "test", "-v", "-run", "^Test(Conformance|Slices|Curved|Extremes|Taylor|SetsAgree|AgainstDifferences|EveryRowHasItsFunction|WordsAreTheEnginesOwn|Added)$",
		"./engine/op", "./engine/summary", "./engine/train", "./tools/site/publish")
}

// What a careless activation does far from 0 is found by its row, and a row without
// a function, or a function without a row.
func TestCarelessActivation(t *testing.T) {
	naive := append(softsign[:2:2], change{softsign[2].file, "", strings.Replace(softsign[2].text, "math.IsInf(x, 0)", "false", 1)})
	changed(t, naive...).prints(t, false, []string{"softsign at -Inf, itself: derivative 0 is NaN, want -1"}, "test", "-run", "TestExtremes", "./engine/op")
	changed(t, softsign[0]).prints(t, false, []string{"FAIL: TestEveryRowHasItsFunction"}, "test", "-run", "TestEveryRow", "./engine/op")
	changed(t, softsign[1:]...).prints(t, false, []string{"FAIL: TestEveryRowHasItsFunction"}, "test", "-run", "TestEveryRow", "./engine/op")
}
