package plot

import (
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

func TestRuns(t *testing.T) {
	for s, want := range map[string][]run{
		"":                  {{text: ""}},
		"loss":              {{text: "loss"}},
		"B_hg = 40":         {{text: "B"}, {text: "hg", low: true}, {text: " = 40"}},
		"λ_int":             {{text: "λ"}, {text: "int", low: true}},
		"½λ_int r η_new":    {{text: "½λ"}, {text: "int", low: true}, {text: " r η"}, {text: "new", low: true}},
		"H̄_ij, ḡ_i":        {{text: "H̄"}, {text: "ij", low: true}, {text: ", g" + macron}, {text: "i", low: true}},
		"my_data.csv":       {{text: "my_data.csv"}}, // a file
		"file_a_b, a_, _b":  {{text: "file_a_b, a_, _b"}},
		"S_1_2":             {{text: "S"}, {text: "1", low: true}, {text: "_2"}},
		"H̄⁻¹ḡ, no indices": {{text: "H̄⁻¹g" + macron + ", no indices"}},
	} {
		if got := runs(s); !slices.Equal(got, want) {
			t.Errorf("%q is cut into %v, want %v", s, got, want)
		}
	}
}

// A text with bars and indices is as wide as its parts, wherever it is anchored.
func TestLabelWidth(t *testing.T) {
	const s = "H̄η_new = ḡ"
	for _, align := range []demos.Align{demos.Start, demos.Middle, demos.End} {
		c := &demos.Recorder{Width: 400, Height: 100}
		st := demos.TextStyle{Size: 16, Align: align}
		w := LabelWidth(c, s, st)
		Label(c, s, 200, 50, st)
		left := map[demos.Align]float64{demos.Start: 200, demos.Middle: 200 - w/2, demos.End: 200 - w}[align]
		lo, hi := 400.0, 0.0
		for _, text := range c.Texts {
			lo, hi = min(lo, text.Box.X), max(hi, text.Box.X+text.Box.W)
		}
		if diff := max(lo-left, left-lo, hi-left-w, left+w-hi); diff > 1e-9 {
			t.Errorf("align %v: the text reaches from %v to %v, want %v to %v", align, lo, hi, left, left+w)
		}
	}
}
