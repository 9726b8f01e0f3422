package kernel

import "math"

// Function is a function applied entry by entry, with the derivatives that an
// adjoint and its tangents need.
type Function struct {
	Name string
	// Curved reports whether f″ is ever different from 0. Where it is false, as in
	// ReLU with the branch fixed by the value, Pull3 is not to be called.
	Curved bool
	// Value returns f(x).
	Value func(x float64) float64
	// Slopes returns f'(x), f″(x), f‴(x), given x and y = f(x).
	Slopes func(x, y float64) (d1, d2, d3 float64)

	loops *loops // native ones; nil where there are none
}

// The functions with native loops. Exp is eˣ, Sigmoid 1/(1+e⁻ˣ), Softplus
// log(1+eˣ), ELU is x above 0 and eˣ − 1 below, ReLU max(x, 0). Whatever the set
// of loops, the values are within 2 units in the last place of the exact ones. The
// slopes f′, f″, f‴ are, with s = σ(x) and c = 1 − s,
//
//	Exp, ELU   within 2, 2, 2 units of themselves
//	Softplus   within 2 of s, 4 and 6 of sc (f″ = sc; f‴ = sc(c−s) has a zero)
//	Sigmoid    within 4, 6, 9 of sc (f′ = sc; f″ and f‴ have zeros)
//	Tanh       within 4 of 1, 4 of 2y, 8 of 2, for they are computed from y
//
// on the thousands of arguments of the tests. The sign of a 0 is unspecified.
var (
	Exp      = &Function{Name: "exp", Curved: true, Value: exp, Slopes: func(_, y float64) (d1, d2, d3 float64) { return y, y, y }}
	Tanh     = &Function{Name: "tanh", Curved: true, Value: tanh, Slopes: tanhSlopes}
	Sigmoid  = &Function{Name: "sigmoid", Curved: true, Value: sigmoid, Slopes: sigmoidSlopes}
	Softplus = &Function{Name: "softplus", Curved: true, Value: softplus, Slopes: softplusSlopes}
	ELU      = &Function{Name: "elu", Curved: true, Value: elu, Slopes: eluSlopes}
	ReLU     = &Function{Name: "relu", Value: relu, Slopes: reluSlopes}
)

// Functions lists them. tools/kernelgen and tools/simd write native loops for each;
// the index in the list is a function's number in the page's modules.
var Functions = []*Function{Exp, Tanh, Sigmoid, Softplus, ELU, ReLU}

func init() {
	for i, f := range Functions {
		f.loops = loopsOf(i, f.Name)
	}
}

// Values writes f(x_p) to y, which may be x.
func (f *Function) Values(y, x []float64) {
	y = y[:len(x)]
	if f.loops != nil && native() && len(x) > 0 {
		f.loops.values(y, x)
		return
	}
	for p, v := range x {
		y[p] = f.Value(v)
	}
}

// Pull1 takes an adjoint dy through y = f(x): it writes f′ to d1 and f′·dy to dx.
func (f *Function) Pull1(dx, d1, x, y, dy []float64) {
	n := len(x)
	dx, d1, y, dy = dx[:n], d1[:n], y[:n], dy[:n]
	if f.loops != nil && native() && n > 0 {
		f.loops.pull1(dx, d1, x, y, dy)
		return
	}
	for p, v := range x {
		d1[p], _, _ = f.Slopes(v, y[p])
		dx[p] = d1[p] * dy[p]
	}
}

// Pull3 does what Pull1 does and writes f″ to d2, f″·dy to q2 and f‴·dy to q3.
func (f *Function) Pull3(dx, d1, d2, q2, q3, x, y, dy []float64) {
	n := len(x)
	dx, d1, d2, q2, q3, y, dy = dx[:n], d1[:n], d2[:n], q2[:n], q3[:n], y[:n], dy[:n]
	if f.loops != nil && native() && n > 0 {
		f.loops.pull3(dx, d1, d2, q2, q3, x, y, dy)
		return
	}
	for p, v := range x {
		s1, s2, s3 := f.Slopes(v, y[p])
		l := dy[p]
		d1[p], dx[p] = s1, s1*l
		d2[p], q2[p], q3[p] = s2, s2*l, s3*l
	}
}

const (
	// shifter is 1.5·2⁵²: adding it rounds to an integer and leaves that integer
	// in the low bits.
	shifter = 3 << 51
	// ln 2 in two parts (fdlibm); the first has 32 trailing zeros, so that its
	// product with an exponent is exact.
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// reduce returns r and n with x = n·ln 2 + r.
func reduce(x float64) (r, n float64) {
	n = float64(x*math.Log2E) + shifter - shifter
	return (x - n*ln2High) - n*ln2Low, n
}

// taylor returns (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2 by its Taylor series: the
// first term left out is r¹³/14! < 2⁻⁵⁶ of (eʳ − 1)/r.
func taylor(r float64) float64 {
	q := 1.0/6227020800*r + 1.0/479001600
	q = q*r + 1.0/39916800
	q = q*r + 1.0/3628800
	q = q*r + 1.0/362880
	q = q*r + 1.0/40320
	q = q*r + 1.0/5040
	q = q*r + 1.0/720
	q = q*r + 1.0/120
	q = q*r + 1.0/24
	q = q*r + 1.0/6
	q = q*r + 1.0/2
	return q
}

// power returns 2ⁿ where that is a normal number.
func power(n float64) float64 { return math.Float64frombits(uint64(int64(n)+1023) << 52) }

// exp scales in two factors, so that neither overflows where eˣ does not.
func exp(x float64) float64 {
	if x != x {
		return x
	}
	r, n := reduce(min(max(x, -746), 710))
	half := math.Floor(n / 2)
	return (1 + (r*r*taylor(r) + r)) * power(half) * power(n-half)
}

// expm1 returns eˣ − 1 for x ≤ 0 as (2ⁿ − 1) + 2ⁿr + 2ⁿ(eʳ − 1 − r), the first
// sum corrected by its rounding. Below −64 that is −1.
func expm1(x float64) float64 {
	if x != x {
		return x
	}
	r, n := reduce(max(x, -64))
	scale := power(n)
	linear := scale * r
	sum := (scale - 1) + linear
	lost := linear - (sum - (scale - 1))
	return sum + (linear*r*taylor(r) + lost)
}

// tanh x = −e/(e + 2) with e = exp(−2|x|) − 1, which neither overflows nor
// cancels, corrected by the rounding of the sum.
func tanh(x float64) float64 {
	e := expm1(-2 * math.Abs(x))
	d := e + 2
	q := e / d
	return math.Copysign(q-q/d*(e-(d-2)), x)
}

func tanhSlopes(_, y float64) (d1, d2, d3 float64) {
	d1 = (1 - y) * (1 + y)
	return d1, -2 * y * d1, d1 * (6*y*y - 2)
}

// logistic returns σ(x) and σ(−x) from the exponential that does not overflow.
// The larger is 1/(1 + e), corrected by the rounding of the sum.
func logistic(x float64) (s, c float64) {
	e := exp(-math.Abs(x))
	d := 1 + e
	s = 1 / d
	s -= s * s * (e - (d - 1))
	if c = e * s; x < 0 {
		return c, s
	}
	return s, c
}

func sigmoid(x float64) float64 {
	s, _ := logistic(x)
	return s
}

func sigmoidSlopes(x, _ float64) (d1, d2, d3 float64) { return bell(logistic(x)) }

// bell returns the derivatives of σ where σ = s and 1 − σ = c.
func bell(s, c float64) (d1, d2, d3 float64) {
	d1 = s * c
	return d1, d1 * (c - s), d1 * (1 - 6*d1)
}

func softplus(x float64) float64 {
	if x != x {
		return x
	}
	return max(x, 0) + log1p(exp(-math.Abs(x)))
}

func softplusSlopes(x, _ float64) (d1, d2, d3 float64) {
	s, c := logistic(x)
	d2, d3, _ = bell(s, c)
	return s, d2, d3
}

// log1p returns log(1 + e) for 0 ≤ e ≤ 1: with 1 + e = 2ᵏ(1 + f), exactly, and
// s = f/(2 + f), log(1 + f) = f − f²/2 + s(f²/2 + Σ 2s²ⁱ/(2i + 1)) (fdlibm).
func log1p(e float64) float64 {
	f, k := e, 0.0
	if e > 0.5 {
		f, k = (e-1)/2, 1
	}
	s := f / (2 + f)
	z := s * s
	q := 2.0/23*z + 2.0/21
	q = q*z + 2.0/19
	q = q*z + 2.0/17
	q = q*z + 2.0/15
	q = q*z + 2.0/13
	q = q*z + 2.0/11
	q = q*z + 2.0/9
	q = q*z + 2.0/7
	q = q*z + 2.0/5
	q = q*z + 2.0/3
	square := f * f / 2
	return k*ln2High + (f - (square - (s*(square+q*z) + k*ln2Low)))
}

func elu(x float64) float64 {
	if x > 0 {
		return x
	}
	return expm1(x)
}

func eluSlopes(x, _ float64) (d1, d2, d3 float64) {
	if x > 0 {
		return 1, 0, 0
	}
	e := exp(x)
	return e, e, e
}

func relu(x float64) float64 { return max(x, 0) }

func reluSlopes(x, _ float64) (d1, d2, d3 float64) {
	if x > 0 {
		return 1, 0, 0
	}
	return 0, 0, 0
}
