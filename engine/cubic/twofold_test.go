package cubic

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// Every operation is right to 2⁻¹⁰⁰ of its result, or of its terms for a sum.
func TestTwofoldAgainstBig(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	draw := func() twofold {
		x := rng.NormFloat64() * math.Exp(20*rng.NormFloat64())
		return quickSum(x, x*0x1p-53*rng.Float64())
	}
	wide := func(x twofold) *big.Float { return plus(exact(x.hi), exact(x.lo)) }
	for range 2000 {
		x, y := draw(), draw()
		X, Y := wide(x), wide(y)
		terms := plus(wide(x.abs()), wide(y.abs()))
		for name, c := range map[string]struct {
			got        twofold
			want, size *big.Float
		}{
			"add":  {x.add(y), plus(X, Y), terms},
			"sub":  {x.sub(y), minus(X, Y), terms},
			"mul":  {x.mul(y), times(X, Y), times(X, Y)},
			"div":  {x.div(y), ratio(X, Y), ratio(X, Y)},
			"sqrt": {x.abs().sqrt(), exact(0).Sqrt(wide(x.abs())), exact(0).Sqrt(wide(x.abs()))},
		} {
			if e := number(ratio(minus(wide(c.got), c.want), c.size)); !(math.Abs(e) <= 0x1p-100) {
				t.Fatalf("%s of %v and %v is off by %.1e", name, x, y, e)
			}
		}
	}
}

// Law: the same search in more digits gives the same step, to a rounding of float64.
func TestMoreDigitsAgree(t *testing.T) {
	eachOf(t, classes, 4, func(t *testing.T, class string, i int, m model) {
		var few solver[twofold]
		status := few.status(whole(1), m.g, m.h, m.d, m.lambda)
		if !status.Solved() || status == ZeroGradient || !certain(&few, status, m.h) {
			return
		}
		var many solver[wide]
		if got := many.status(wideOf(1, 320), m.g, m.h, m.d, m.lambda); got != status {
			t.Fatalf("%d: %v in 104 bits, %v in 320: %v", i, status, got, m)
		}
		x, y := make([]float64, len(m.g)), make([]float64, len(m.g))
		few.p.restore(x, few.y)
		many.p.restore(y, many.y)
		for k := range x {
			if !(math.Abs(x[k]-y[k]) <= 0x1p-52*math.Abs(y[k])) {
				t.Errorf("%d (%v): η[%d] = %g in 104 bits, %g in 320: %v", i, status, k, x[k], y[k], m)
			}
		}
	})
}
