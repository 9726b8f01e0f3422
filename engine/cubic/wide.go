package cubic

import (
	"math"
	"math/big"
	"math/bits"
)

// wide is a number of as many bits as its operands have, whose exponent cannot
// overflow here: the exponents of big.Float have 32 bits.
type wide struct{ f *big.Float }

func wideOf(x float64, prec uint) wide { return wide{new(big.Float).SetPrec(prec).SetFloat64(x)} }

func (x wide) whole(v float64) wide { return wideOf(v, x.f.Prec()) }
func (x wide) add(y wide) wide      { return wide{new(big.Float).Add(x.f, y.f)} }
func (x wide) sub(y wide) wide      { return wide{new(big.Float).Sub(x.f, y.f)} }
func (x wide) mul(y wide) wide      { return wide{new(big.Float).Mul(x.f, y.f)} }
func (x wide) div(y wide) wide      { return wide{new(big.Float).Quo(x.f, y.f)} }
func (x wide) neg() wide            { return wide{new(big.Float).Neg(x.f)} }
func (x wide) abs() wide            { return wide{new(big.Float).Abs(x.f)} }
func (x wide) less(y wide) bool     { return x.f.Cmp(y.f) < 0 }
func (x wide) float() float64       { v, _ := x.f.Float64(); return v }
func (x wide) times2(e int) wide    { return wide{new(big.Float).SetMantExp(x.f, e)} }

func (x wide) without(y, z wide) wide {
	if y.f.Sign() == 0 || z.f.Sign() == 0 {
		return x
	}
	p := new(big.Float).Mul(y.f, z.f)
	return wide{p.Sub(x.f, p)}
}

func (x wide) sqrt() wide {
	if x.f.Sign() <= 0 {
		return x.whole(0)
	}
	return wide{new(big.Float).Sqrt(x.f)}
}

// restore writes x as a float64. It reports false when x ≠ 0 leaves the range of
// those of full precision.
func (x wide) restore(v *float64) bool {
	*v = x.float()
	return x.f.Sign() == 0 || ordinary(*v)
}

// log2 returns log₂ x of an x > 0.
func (x wide) log2() float64 {
	var m big.Float
	e := x.f.MantExp(&m)
	f, _ := m.Float64()
	return float64(e) + math.Log2(f)
}

// rational is a number that additions and products of the input's entries and
// quotients of them make: to some bits, and exactly modulo a prime. The second
// tells an exact zero, which no number of bits can. Only a numerator that the
// prime happens to divide passes for a zero.
type rational struct {
	wide
	residue uint64
}

// prime is the largest below 2⁶⁴. The powers of 2 come back modulo it after
// more than 2⁶⁰ steps only; modulo 2⁶¹ − 1 it would be 61.
const prime = 1<<64 - 59

func rationalOf(x float64, prec uint) rational {
	f, e := math.Frexp(math.Abs(x))
	power := uint64(e - 53)
	if e < 53 {
		power += prime - 1 // x^(prime−1) = 1
	}
	r := mulmod(uint64(math.Ldexp(f, 53)), powmod(2, power))
	if x < 0 {
		r = submod(0, r)
	}
	return rational{wideOf(x, prec), r}
}

func (x rational) zero() bool { return x.residue == 0 }

func (x rational) minus(y rational) rational {
	return rational{x.sub(y.wide), submod(x.residue, y.residue)}
}

func (x rational) times(y rational) rational {
	return rational{x.mul(y.wide), mulmod(x.residue, y.residue)}
}

func (x rational) over(y rational) rational {
	return rational{x.div(y.wide), mulmod(x.residue, powmod(y.residue, prime-2))}
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
