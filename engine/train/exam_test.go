package train

import (
	"github.com/cauchy-newton/playground/engine/setting"
	"math"
	"testing"
)

// Law: looked at in parts or all at once, the test set gives one loss and one
// accuracy; and both losses are what their formulas say.
func TestExamAgreesWithTheFormulas(t *testing.T) {
	for _, loss := range setting.Names("loss") {
		c := small
		c.Loss = loss
		r := begin(t, c)
		walk(t, r, 5)
		got, accuracy := r.exam.measure(r.Theta())

		all := tray{set: r.test, classes: r.graph.Head().Classes}
		all.resize(r.test.Len())
		for i := range all.index {
			all.index[i] = i
		}
		z := make([]float64, r.test.Len()*10)
		whole := r.objective.sweep.Evaluate(z, r.Theta(), all.gather())
		formula, right := 0.0, 0
		for i, label := range r.test.Labels {
			row, guess := z[i*10:][:10], 0
			total, square := 0.0, 0.0
			for class, v := range row {
				total += math.Exp(v)
				target := 0.0
				if class == label {
					target = 1
				}
				square += (v - target) * (v - target) / 10
				if v > row[guess] {
					guess = class
				}
			}
			if guess == label {
				right++
			}
			if loss == "squared-error" {
				formula += square / float64(r.test.Len())
			} else {
				formula += (math.Log(total) - row[label]) / float64(r.test.Len())
			}
		}
		if !(math.Abs(got-whole) <= 1e-12*whole && math.Abs(got-formula) <= 1e-12*formula) {
			t.Errorf("%s: %.15g in parts, %.15g at once, %.15g by the formula", loss, got, whole, formula)
		}
		if want := float64(right) / float64(r.test.Len()); accuracy != want {
			t.Errorf("%s: accuracy %g, want %g", loss, accuracy, want)
		}
	}
}

// Outputs without a number have no probabilities, but a frame can still be
// written as JSON.
func TestSoftmaxIsAlwaysFinite(t *testing.T) {
	for _, z := range [][]float64{
		{0, 0}, {1e308, -1e308}, {math.Inf(-1), 0}, {math.Inf(1), 0}, {math.NaN(), 0}, {0, math.NaN()}, {math.Inf(-1), math.Inf(-1)},
	} {
		p := []float64{7, 7}
		softmax(p, z)
		if !finite(p[0]) || !finite(p[1]) || !(p[0]+p[1] <= 1+1e-15) {
			t.Errorf("softmax%v = %v", z, p)
		}
	}
}

// The shown digits are 0 to 9 and again 0 to 9, and more of them than there are
// is all.
func TestSpreadTakesTheClassesInTurn(t *testing.T) {
	sets, err := mnist()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for k, i := range spread(sets[1], 20) {
		if sets[1].Labels[i] != k%10 || seen[i] {
			t.Errorf("place %d holds sample %d, a %d", k, i, sets[1].Labels[i])
		}
		seen[i] = true
	}
	if n := len(spread(sets[1], 5000)); n != sets[1].Len() {
		t.Errorf("%d of %d samples are picked when all are asked for", n, sets[1].Len())
	}
}
