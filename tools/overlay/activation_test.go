package overlay

import (
	"strings"
	"testing"
)

// All that a new activation needs: its row, its place in a list and its function.
const (
	rowsFile, softsignRow = "engine/activation/activation.go", `	{Name: "softsign", Label: "soft sign", Words: "x/(1 + |x|)", Gain: 1, Below: Tail{0, -1}, Above: Tail{0, 1}},
`
	listFile, softsignFile = "engine/op/pointwise.go", "engine/op/softsign.go"
	softsign               = `package op

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
`
)

// An activation that is added by a row and a function is in the command line's help
// and errors, in the choices of every page that offers activations, in the table of
// the docs, in networks, and in the tests that run every activation.
func TestAddedActivation(t *testing.T) {
	const choices = `package publish

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos/lesson/course"
)

func TestAdded(t *testing.T) {
	pages := []*page{lab()}
	for i, l := range course.Lessons {
		pages = append(pages, lesson(i, l))
	}
	for _, p := range pages {
		for _, c := range p.data.Settings.Controls {
			if c.Name == "activation" {
				fmt.Println(p.name, "offers", c.Options)
			}
		}
	}
}
`
	if testing.Short() {
		t.Skip("builds the engine anew")
	}
	const offered = " {softplus softplus} {softsign soft sign}"
	flag := overlay(t, map[string]string{
		rowsFile: rows(t), listFile: list(t), softsignFile: softsign, "tools/site/publish/added_test.go": choices,
	})
	expect(t, []expected{
		{args: []string{"run", flag, "./tools/gn", "train", "--help"}, says: []string{"softplus, softsign"}},
		{args: []string{"run", flag, "./tools/gn", "train", "--activation", "tan"}, says: []string{"is none of tanh, sigmoid, relu, elu, softplus, softsign, identity"}, errs: true},
		{args: []string{"run", flag, "./tools/gn", "train", "--activation", "softsign", "--data", "moons", "--layers", "4-2", "--batch", "20", "--summary-batch", "40", "--steps", "12"},
			says: []string{"done after 12 steps"}},
		{args: []string{"test", flag, "./tools/docs"}, says: []string{"| soft sign | `softsign` | x/(1 + \\|x\\|) | 1 | `activation` |", "`softsign` (soft sign)"}, errs: true},
		{args: []string{"test", flag, "-v", "-run", "^Test(Conformance|Slices|Curved|Extremes|Taylor|SetsAgree|AgainstDifferences|EveryRowHasItsFunction|WordsAreTheEnginesOwn|Added)$",
			"./engine/op", "./engine/summary", "./engine/train", "./tools/site/publish"}, says: []string{
			"lab.html offers [{tanh tanh} {sigmoid sigmoid} {relu ReLU} {elu ELU}" + offered + " {identity identity}]",
			"network.html offers [{tanh tanh} {sigmoid sigmoid} {relu ReLU} {elu ELU}" + offered + "]",
			"vanishing-ruler.html offers [{tanh tanh} {sigmoid sigmoid} {relu ReLU} {elu ELU}" + offered + " {identity identity}]",
			"TestConformance/softsign", "TestAgainstDifferences/softsign_cross-entropy", "PASS: TestExtremes", "PASS: TestSlices", "PASS: TestCurved",
			"PASS: TestTaylor", "PASS: TestSetsAgree", "PASS: TestEveryRowHasItsFunction", "PASS: TestWordsAreTheEnginesOwn",
		}},
	})
}

// What a careless activation does far from 0 is found by its row, and a row without
// a function, or a function without a row.
func TestCarelessActivation(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the engine anew")
	}
	for want, files := range map[string]map[string]string{
		"softsign at -Inf, itself: derivative 0 is NaN, want -1": {
			rowsFile: rows(t), listFile: list(t), softsignFile: strings.Replace(softsign, "math.IsInf(x, 0)", "false", 1)},
		"the functions are [\"tanh\" \"sigmoid\" \"relu\" \"elu\" \"softplus\" \"identity\"": {rowsFile: rows(t)},
		"the functions are [\"tanh\" \"sigmoid\" \"relu\" \"elu\" \"softplus\" \"softsign\"": {listFile: list(t), softsignFile: softsign},
	} {
		expect(t, []expected{{args: []string{"test", overlay(t, files), "-run", "TestExtremes|TestEveryRow", "./engine/op"}, says: []string{want}, errs: true}})
	}
}

func rows(t *testing.T) string { return changed(t, rowsFile, "\t{Name: \"identity\"", softsignRow) }
func list(t *testing.T) string { return changed(t, listFile, "Identity, Square}", "Softsign, ") }
