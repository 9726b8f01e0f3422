package vanishingruler

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// states are the moments that look different, by their values.
var states = demotest.States{
	"opening":       {},
	"cross-entropy": {"loss": "cross-entropy"},
	"tanh":          {"activation": "tanh"},
	"trivial":       {"partition": "trivial"},
	"weights":       {"partition": "weights-biases"},
	"layers":        {"partition": "per-layer"},
	"just":          {"partition": "per-layer", "activation": "elu"},
	"dead":          {"bias": "-4"},
	"all dead":      {"bias": "-4", "loss": "cross-entropy"},
	"sigmoid":       {"activation": "sigmoid", "partition": "weights-biases", "seed": "4"},
	"open":          {"activation": "elu", "bias": "4"},
	"short":         {"loss": "cross-entropy", "lambda": "0.01"},
	"long":          {"loss": "cross-entropy", "lambda": "100"},
}

// Every text is legible, on a low canvas too.
func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := demotest.With(t, New, v)
		s.Settle()
		demotest.Legible(t, name, s, append(demotest.Sizes, demotest.Low)...)
	}
}

// The picture differs when the visitor points, and when the text lights a symbol.
func TestPictures(t *testing.T) {
	demotest.Gallery(t, "ruler", New, states)
	s := New()
	demotest.Answers(t, "ruler", s, func() demos.Point { return s.picture.rulers[0].Middle() }, "D")
}

// Fewer groups under a pointer that stays.
func TestGroupsChangeBelowThePointer(t *testing.T) {
	s := New()
	demotest.Record(s, demotest.Desktop)
	demotest.Stays(t, s, s.picture.rulers[3].Middle(), demos.Values{"partition": "trivial"})
}

// BenchmarkSet is the computation behind a new seed.
func BenchmarkSet(b *testing.B) {
	s := New()
	for b.Loop() {
		if err := s.Set(demos.Values{"seed": "3"}); err != nil {
			b.Fatal(err)
		}
	}
}
