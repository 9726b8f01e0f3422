package plot

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1.0764: "1.076", -0.036: "−0.03600", 12345.6: "12346", 99994: "99994", 99995: "1.000×10⁵",
		9.99999: "10.00", 0.001: "0.001000", 0.00099999: "0.001000", 0.00012344: "1.234×10⁻⁴",
		-2.5e-12: "−2.500×10⁻¹²", math.Inf(1): "∞", math.Inf(-1): "−∞", 1e300: "1.000×10³⁰⁰",
	} {
		if got := Format(v); got != want {
			t.Errorf("Format(%g) = %q, want %q", v, got, want)
		}
	}
	if got := Format(math.NaN()); got != "–" {
		t.Errorf("Format(NaN) = %q", got)
	}
}

// Exact reads back as the same number.
func TestExact(t *testing.T) {
	for _, v := range []float64{0, 1, -1.0 / 3, math.Pi * 1e-300, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		got, err := strconv.ParseFloat(strings.ReplaceAll(Exact(v), "−", "-"), 64)
		if err != nil || got != v {
			t.Errorf("Exact(%g) = %q", v, Exact(v))
		}
	}
}

func TestRound(t *testing.T) {
	for v, want := range map[float64]string{0.9412: "0.94", 170.4: "170", 28123: "28000", 3.14e6: "3.1×10⁶", -1.26e-5: "−1.3×10⁻⁵"} {
		if got := Round2(v); got != want {
			t.Errorf("Round2(%g) = %q, want %q", v, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 groups", 1: "1 group", 6: "6 groups"} {
		if got := Count(n, "group", "groups"); got != want {
			t.Errorf("Count(%d) = %q", n, got)
		}
	}
	if got := Percent(0.9134); got != "91.3\u00a0%" {
		t.Errorf("Percent: %q", got)
	}
}
