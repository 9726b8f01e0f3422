package cubic

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// The residue of a number is that of the integers it is a quotient of, for every
// exponent of float64.
func TestResidueIsExact(t *testing.T) {
	p := new(big.Int).SetUint64(prime)
	rng := rand.New(rand.NewPCG(31, 32))
	for range 500 {
		x := at(rng, 1074)
		r := new(big.Rat).SetFloat64(x)
		want := new(big.Int).ModInverse(r.Denom(), p)
		want.Mul(want, r.Num()).Mod(want, p)
		if got := wideOf(x, 64).residue; got != want.Uint64() {
			t.Fatalf("residue of %g: %d, want %d", x, got, want.Uint64())
		}
	}
	// An exact cancellation of numbers far apart is told as one.
	a, b := wideOf(math.Ldexp(3, 500), 64), wideOf(math.Ldexp(5, -500), 64)
	if v := a.mul(b).sub(wideOf(15, 64)); !v.none(v) {
		t.Errorf("3·2⁵⁰⁰ · 5·2⁻⁵⁰⁰ − 15 has the residue %d", v.residue)
	}
}
