package overlay

import "testing"

// rmsprop is a method as one adds it: its file.
const rmsprop = `package optim

import (
	"cmp"
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// RMSProp divides the gradient by the root of the mean of its squares (Tieleman
// and Hinton 2012), v ← 0.9v + 0.1g², θ ← θ − Rate·g/(√v + 1e-8).
type RMSProp struct {
	Rate float64 // 0 means 0.01

	descent
	v []float64
}

var _ = enter("rmsprop", func() Trainable { return new(RMSProp) })

// Tune implements Trainable.
func (r *RMSProp) Tune(_, to setting.Config, _ int) { r.Rate = to.Rate }

// Step draws one minibatch and moves θ. The error is ErrDiverged.
func (r *RMSProp) Step(dst *Frame, theta []float64, o Objective) error {
	rate := cmp.Or(r.Rate, 0.01)
	loss, err := r.observe(theta, o)
	plain(dst, loss, rate)
	if err != nil {
		return err
	}
	r.v = grown(r.v, len(theta))
	for p, g := range r.gradient {
		r.v[p] = 0.9*r.v[p] + 0.1*g*g
		r.move[p] = rate * g / (math.Sqrt(r.v[p]) + 1e-8)
	}
	return r.take(theta)
}

// Archive is v.
func (r *RMSProp) Archive(a *archive.Archive) {
	a.Section("rmsprop")
	a.Floats(&r.v)
}
`

// row is its entry among the methods.
const row = `	{
		Word: Word{Name: "rmsprop", Label: "RMSProp", Help: "divides the gradient by its usual size",
			Defaults: map[string]string{"rate": "0.01"}},
		Uses: []string{"partition", "rate"},
	},
`

// A method is added by one file and one row: the command line, the page, the docs
// and the tests that run every method know it then.
func TestAMethodIsOneFileAndOneRow(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds and tests the engine with another method")
	}
	flag := overlay(t, map[string]string{
		"engine/optim/rmsprop.go":   rmsprop,
		"engine/setting/methods.go": changed(t, "engine/setting/methods.go", "}\n\n// MethodOf", row),
	})
	expect(t, []expected{
		{args: []string{"run", flag, "./tools/gn", "train", "--help"}, says: []string{"muon, rmsprop [grouped-newton]", "rmsprop 0.01]"}},
		{args: []string{"run", flag, "./tools/gn", "train", "--method", "rmsprop", "--data", "moons?n=100", "--layers", "4-2", "--summary-batch", "100", "--steps", "3", "--json"},
			says: []string{`"rate":0.01`}},
		{args: []string{"test", flag, "-v", "-run", "TestEveryControlIsInThePage/method=rmsprop", "./tools/site/publish"},
			says: []string{"--- PASS: TestEveryControlIsInThePage/method=rmsprop"}},
		{args: []string{"test", flag, "./tools/docs"}, says: []string{"| RMSProp | `rmsprop` | divides the gradient by its usual size | | rate | |"}, errs: true},
		{args: []string{"test", "./engine/setting", "./engine/optim", flag}},
		{args: []string{"test", flag, "-v", "-run", "EveryMethod|SameBits|Reuses|Idle|TablesAreComplete|StepAllocates/rmsprop", "./engine/train"},
			says: []string{
				"--- PASS: TestSameConfigSameBits/rmsprop", "--- PASS: TestResumeIsSameBits/rmsprop,_observed", "--- PASS: TestEveryMethodTrains/rmsprop",
				"--- PASS: TestEveryMethodArrives/rmsprop", "--- PASS: TestEveryMethodDivergesInWords/rmsprop", "--- PASS: TestIdleSettingsChangeNothing/rmsprop",
				"--- PASS: TestStepReusesItsFrame/rmsprop", "--- PASS: TestStepAllocatesNothing/rmsprop_on_1", "--- PASS: TestTablesAreComplete", "--- PASS: TestEveryMethodIsItsOwn",
			}},
	})
}
