package cubic

import (
	"math"
	"math/big"
	"math/bits"
)

// wide is a number of as many bits as its operands have, whose exponent cannot
// overflow here: the exponents of big.Float have 32 bits. The second part is its
// residue modulo a prime, up to a power of two: it identifies an exact zero, which no
// number of bits can, among sums, products and quotients of the input. Only a
// numerator that the prime happens to divide is mistaken for a zero.
type wide struct {
	f       *big.Float // nil is 0
	residue uint64
}

// nought is a 0 without a precision of its own.
var nought big.Float

// big returns x as a big.Float that must not be changed.
func (x wide) big() *big.Float {
	if x.f == nil {
		return &nought
	}
	return x.f
}

func (x wide) whole(v float64) wide { return wideOf(v, x.big().Prec()) }

func (x wide) add(y wide) wide {
	return wide{new(big.Float).Add(x.big(), y.big()), submod(x.residue, submod(0, y.residue))}
}

func (x wide) sub(y wide) wide {
	return wide{new(big.Float).Sub(x.big(), y.big()), submod(x.residue, y.residue)}
}

func (x wide) mul(y wide) wide {
	return wide{new(big.Float).Mul(x.big(), y.big()), mulmod(x.residue, y.residue)}
}

func (x wide) div(y wide) wide {
	if x.residue != 0 {
		x.residue = mulmod(x.residue, powmod(y.residue, prime-2))
	} else if x.sign() == 0 {
		return x
	}
	return wide{new(big.Float).Quo(x.big(), y.big()), x.residue}
}

func (x wide) neg() wide        { return wide{new(big.Float).Neg(x.big()), submod(0, x.residue)} }
func (x wide) less(y wide) bool { return x.big().Cmp(y.big()) < 0 }
func (x wide) sign() int        { return x.big().Sign() }
func (x wide) head() float64    { v, _ := x.big().Float64(); return v }
func (x wide) exact() bool      { return true }
func (x wide) plain() wide      { return wide{x.f, 0} }
func (x wide) mean(y wide) wide { return x.mul(y).sqrt() }
func (x wide) none(wide) bool   { return x.residue == 0 }

// bits leaves room for the sums: 40 of them.
func (x wide) bits() int { return int(x.big().Prec()) - 40 }

// times2 keeps the residue: it holds up to a power of two, as the groups' units do.
func (x wide) times2(e int) wide { return wide{new(big.Float).SetMantExp(x.big(), e), x.residue} }

func (x wide) abs() wide {
	if x.sign() < 0 {
		return x.neg()
	}
	return x
}

func (x wide) without(y, z wide) wide {
	if y.sign() == 0 && y.residue == 0 || z.sign() == 0 && z.residue == 0 {
		return x
	}
	return x.sub(y.mul(z))
}

func (x wide) sqrt() wide {
	if x.sign() <= 0 {
		return wide{}
	}
	return wide{new(big.Float).Sqrt(x.f), 1}
}

func (x wide) share(of wide) wide {
	if x.sign() == 0 {
		return wide{}
	}
	return x.div(of.add(x.abs()))
}

func (x wide) scaled() scaled {
	var m big.Float
	e := x.big().MantExp(&m)
	f, _ := m.Float64()
	r := scaledOf(f)
	r.e += e
	return r
}

func (x wide) moved(miss, slope, square wide) (wide, float64) {
	if square.sign() == 0 {
		return wide{}, -1
	}
	share := x.mul(slope).div(square)
	most := func(v wide) float64 { return min(v.head(), 0x1p1000) }
	change := advance(most(miss), most(share))
	if math.Abs(change) < 0x1p-20 {
		return x.add(x.mul(miss.div(miss.add(share).add(x.whole(1))))), change
	}
	return x.add(x.mul(x.whole(change))), change
}

// prime is the largest below 2⁶⁴. The powers of 2 come back modulo it after
// more than 2⁶⁰ steps only; modulo 2⁶¹ − 1 it would be 61.
const prime = 1<<64 - 59

func wideOf(x float64, prec uint) wide {
	if x == 0 {
		return wide{new(big.Float).SetPrec(prec), 0}
	}
	f, e := math.Frexp(math.Abs(x))
	power := uint64(e - 53)
	if e < 53 {
		power += prime - 1 // x^(prime−1) = 1
	}
	r := mulmod(uint64(math.Ldexp(f, 53)), powmod(2, power))
	if x < 0 {
		r = submod(0, r)
	}
	return wide{new(big.Float).SetPrec(prec).SetFloat64(x), r}
}

func submod(x, y uint64) uint64 {
	if x >= y {
		return x - y
	}
	return x + (prime - y)
}

func mulmod(x, y uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	return bits.Rem64(hi, lo, prime)
}

func powmod(x, e uint64) uint64 {
	r := uint64(1)
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			r = mulmod(r, x)
		}
		x = mulmod(x, x)
	}
	return r
}
