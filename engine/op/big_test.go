package op

import (
	"math"
	"math/big"
)

// precision is that of the tests' own arithmetic: a probability of 1e-308 is
// 2⁻¹⁰²⁴, and what is left of it beside 1 shall still have 100 digits.
const precision = 1400

func exact(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func newBig() *big.Float { return new(big.Float).SetPrec(precision) }

func plus(x, y *big.Float) *big.Float  { return newBig().Add(x, y) }
func minus(x, y *big.Float) *big.Float { return newBig().Sub(x, y) }
func times(x ...*big.Float) *big.Float {
	product := exact(1)
	for _, v := range x {
		product.Mul(product, v)
	}
	return product
}
func over(x, y *big.Float) *big.Float { return newBig().Quo(x, y) }

// bigExp returns eˣ = (e^{x/2ᵏ})^{2ᵏ} by the Taylor series.
func bigExp(x *big.Float) *big.Float {
	const small = 20
	halvings := max(0, x.MantExp(nil)+small)
	y := newBig().SetMantExp(x, -halvings)
	sum, term := exact(1), exact(1)
	for n := 1.0; term.Sign() != 0 && term.MantExp(nil) > -precision-64; n++ {
		term.Quo(term.Mul(term, y), exact(n))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog solves eʸ = x by Halley's iteration, which triples the digits.
func bigLog(x *big.Float) *big.Float {
	mantissa, exponent := newBig(), x.MantExp(nil)
	mantissa.SetMantExp(x, -exponent) // in [½, 1)
	near, _ := mantissa.Float64()
	y := exact(float64(exponent)*math.Ln2 + math.Log(near))
	for range 4 { // 48, 144, 432, 1296 bits and more
		e := bigExp(y)
		y = plus(y, over(times(exact(2), minus(x, e)), plus(x, e)))
	}
	return y
}

// within tells whether |got − want| ≤ tol·scale.
func within(got float64, want *big.Float, tol float64, scale *big.Float) bool {
	off := minus(exact(got), want)
	return off.Abs(off).Cmp(times(exact(tol), newBig().Abs(scale))) <= 0
}
