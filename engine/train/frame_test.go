package train

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// Law: a frame survives the trip through JSON, bit by bit; only ±Inf, which
// JSON does not have, arrives as NaN.
func TestFrameRoundTrip(t *testing.T) {
	nan, inf := Number(math.NaN()), Number(math.Inf(1))
	whole := &Frame{
		Step: 3, Epoch: 0.05, Loss: 2.25, Fresh: true, TestLoss: nan, Accuracy: 0.1 + 0.2,
		Groups: []string{"a", "b"}, Roles: []string{"weight", "bias"},
		Gbar: []Number{1e-300, -1}, Hbar: []Number{1, 0.5, 0.5, nan}, D: []Number{0, 1e8},
		Newton: []Number{-0.25, nan}, Eta: []Number{0, 1}, R: nan, Status: "hard case", Reason: "η < 0 & kept",
		Predicted: nan, Actual: -0.125, Rate: 0.3, Lambda: 1,
		Digits: []Answer{{Index: 4, Label: 1, Guess: 7, Prob: []float64{0.25, 0.75}}},
	}
	real := walk(t, begin(t, small), ExamEvery)
	for _, f := range append(real, whole, &Frame{}) {
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back Frame
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := json.Marshal(&back)
		if err != nil {
			t.Fatal(err)
		}
		if string(again) != string(text) {
			t.Errorf("%s\nbecomes\n%s", text, again)
		}
		for i, v := range bits([]*Frame{f}) {
			if w := bits([]*Frame{&back})[i]; v != w && !math.IsNaN(math.Float64frombits(v)) {
				t.Errorf("number %d of step %d: %x becomes %x", i, f.Step, v, w)
			}
		}
	}
	text, err := json.Marshal(Frame{Loss: inf, R: nan})
	if err != nil || !strings.Contains(string(text), `"loss":null`) || !strings.Contains(string(text), `"r":null`) {
		t.Errorf("%s, %v; want null for what is no number", text, err)
	}
}
