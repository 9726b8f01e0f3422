package cubic

import "math"

// twofold is an unevaluated sum hi + lo with |lo| ≤ ½ulp(hi): about 32 decimal
// digits, after Dekker (1971) and Hida, Li and Bailey (2001). The conversions
// float64(x*y) prevent fused multiply–adds, so every platform gives the same bits.
type twofold struct{ hi, lo float64 }

func whole(x float64) twofold { return twofold{hi: x} }

func (twofold) whole(x float64) twofold { return whole(x) }

func (a twofold) float() float64 { return a.hi + a.lo }

// quickSum needs |a| ≥ |b|.
func quickSum(a, b float64) twofold {
	s := a + b
	return twofold{s, b - (s - a)}
}

func exactSum(a, b float64) twofold {
	s := a + b
	v := s - a
	return twofold{s, (a - (s - v)) + (b - v)}
}

// split cuts 53 bits into 26 + 26; 134217729 = 2²⁷ + 1 is Dekker's factor.
func split(a float64) (hi, lo float64) {
	t := float64(134217729 * a)
	hi = t - (t - a)
	return hi, a - hi
}

func exactProduct(a, b float64) twofold {
	p := float64(a * b)
	ah, al := split(a)
	bh, bl := split(b)
	e := float64(ah*bh) - p
	e += float64(ah * bl)
	e += float64(al * bh)
	return twofold{p, e + float64(al*bl)}
}

func (a twofold) add(b twofold) twofold {
	s := exactSum(a.hi, b.hi)
	t := exactSum(a.lo, b.lo)
	s = quickSum(s.hi, s.lo+t.hi)
	return quickSum(s.hi, s.lo+t.lo)
}

func (a twofold) neg() twofold { return twofold{-a.hi, -a.lo} }

func (a twofold) sub(b twofold) twofold { return a.add(b.neg()) }

func (a twofold) mul(b twofold) twofold {
	p := exactProduct(a.hi, b.hi)
	return quickSum(p.hi, p.lo+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a twofold) without(x, y twofold) twofold { return a.sub(x.mul(y)) }

func (a twofold) div(b twofold) twofold {
	q1 := a.hi / b.hi
	r := a.sub(b.mul(whole(q1)))
	q2 := r.hi / b.hi
	r = r.sub(b.mul(whole(q2)))
	return quickSum(q1, q2).add(whole(r.hi / b.hi))
}

// sqrt takes one Newton step from the square root of the leading part.
func (a twofold) sqrt() twofold {
	if a.hi <= 0 {
		return twofold{}
	}
	x := math.Sqrt(a.hi)
	r := a.sub(exactProduct(x, x))
	return quickSum(x, r.hi/(2*x))
}

func (a twofold) abs() twofold {
	if a.hi < 0 {
		return a.neg()
	}
	return a
}

func (a twofold) less(b twofold) bool { return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo }

// times2 multiplies by 2ᵉ, exactly.
func (a twofold) times2(e int) twofold { return twofold{math.Ldexp(a.hi, e), math.Ldexp(a.lo, e)} }

// rounding is what counts as an exact zero beside a number of size 1 after
// elimination: 2⁻¹⁰⁴ is the unit, 2⁻⁹⁶ leaves room for the sums of a few hundred
// groups.
const rounding = 0x1p-96

func (a twofold) head() float64  { return a.hi }
func (a twofold) scaled() scaled { return scaledOf(a.float()) }
func (twofold) bits() int        { return 104 }
func (twofold) exact() bool      { return false }
func (a twofold) plain() twofold { return a }

func (a twofold) none(of twofold) bool { return !(math.Abs(a.hi) > rounding*of.hi) }

func (a twofold) mean(b twofold) twofold { return whole(math.Sqrt(a.hi) * math.Sqrt(b.hi)) }

func (a twofold) share(of twofold) twofold {
	if a.hi == 0 {
		return twofold{}
	}
	return whole(a.hi / (of.hi + math.Abs(a.hi)))
}

func (a twofold) moved(miss, slope, square twofold) (twofold, float64) {
	share := 0.0
	if square.hi != 0 {
		share = a.hi * (slope.hi / square.hi)
	}
	change := advance(miss.hi, share)
	return a.add(whole(a.hi * change)), change
}
