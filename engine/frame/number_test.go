package frame

import (
	"encoding/json"
	"math"
	"testing"
)

func TestNumberTravelsAsNull(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		text, err := json.Marshal(Number(v))
		if err != nil || string(text) != "null" {
			t.Errorf("%g is written as %s, %v", v, text, err)
		}
	}
	var n Number
	if err := json.Unmarshal([]byte("null"), &n); err != nil || !math.IsNaN(float64(n)) {
		t.Errorf("null is read as %g, %v", float64(n), err)
	}
	if err := json.Unmarshal([]byte(`"1"`), &n); err == nil {
		t.Error("a text is read as a number")
	}
	for _, v := range []float64{0, math.Copysign(0, -1), 1, 0.1 + 0.2, 5e-324, math.MaxFloat64, -1e21, 1e-7} {
		text, err := json.Marshal(Number(v))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &n); err != nil || math.Float64bits(float64(n)) != math.Float64bits(v) {
			t.Errorf("%g is written as %s and read as %g, %v", v, text, float64(n), err)
		}
	}
}
