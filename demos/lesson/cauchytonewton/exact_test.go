package cauchytonewton

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/optim"
)

// exact is a climb on a quadratic bowl in rational numbers: f = ½θᵀHθ with the
// doubles of the bowl taken at their word. For exactSteps steps every number is
// exact. Then θ is rounded to 400 bits, for the numbers grow ninefold a step, and
// a slope below 2⁻³⁰⁰ of its terms counts as 0; no other comes near it.
type exact struct {
	h     [dimension][dimension]*big.Rat
	theta [dimension]*big.Rat
	steps int
}

const exactSteps = 2

func rat(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

func newExact(kappa, mix float64, seed uint64, start vector) (*exact, *bowl) {
	w, e := newBowl(kappa, 0, mix, seed), new(exact)
	for p := range dimension {
		e.theta[p] = rat(start[p])
		for q := range dimension {
			e.h[p][q] = new(big.Rat)
			for i := range dimension {
				term := rat(2 * (math.Pow(kappa, float64(i)/(dimension-1)) / 2))
				term.Mul(term, rat(w.axes.At(i, p)))
				e.h[p][q].Add(e.h[p][q], term.Mul(term, rat(w.axes.At(i, q))))
			}
		}
	}
	return e, w
}

// times returns Hx, with a 0 for a sum that cancels but for rounding.
func (e *exact) times(x [dimension]*big.Rat) (y [dimension]*big.Rat) {
	for p := range dimension {
		y[p] = new(big.Rat)
		size := 0
		for q := range dimension {
			term := new(big.Rat).Mul(e.h[p][q], x[q])
			y[p].Add(y[p], term)
			if q == 0 || exponent(term) > size {
				size = exponent(term)
			}
		}
		if e.steps > exactSteps && exponent(y[p]) < size-300 {
			y[p].SetInt64(0)
		}
	}
	return y
}

// exponent returns e for a number of about 2ᵉ.
func exponent(v *big.Rat) int {
	if v.Sign() == 0 {
		return math.MinInt32
	}
	return v.Num().BitLen() - v.Denom().BitLen()
}

// loss returns f.
func (e *exact) loss() float64 {
	sum, g := new(big.Rat), e.times(e.theta)
	for p := range dimension {
		sum.Add(sum, new(big.Rat).Mul(e.theta[p], g[p]))
	}
	v, _ := sum.Float64()
	return v / 2
}

// step takes the step of a rung and returns the groups whose slopes are all 0.
// These have no direction and no place in the system.
func (e *exact) step(groups int) (idle []int) {
	g := e.times(e.theta)
	var u, hu [][dimension]*big.Rat
	var places []int
	for s := range groups {
		var part [dimension]*big.Rat
		some := false
		for p := range part {
			if part[p] = new(big.Rat); rungs[groups-1][p] == s {
				part[p] = g[p]
				some = some || g[p].Sign() != 0
			}
		}
		if !some {
			idle = append(idle, s)
			continue
		}
		u, hu, places = append(u, part), append(hu, e.times(part)), append(places, s)
	}
	dot := func(x, y [dimension]*big.Rat) *big.Rat {
		sum := new(big.Rat)
		for p := range x {
			sum.Add(sum, new(big.Rat).Mul(x[p], y[p]))
		}
		return sum
	}
	n := len(places)
	rows := make([][]*big.Rat, n) // H̄ | ḡ
	for i := range n {
		for j := range n {
			rows[i] = append(rows[i], dot(u[i], hu[j]))
		}
		rows[i] = append(rows[i], dot(u[i], g))
	}
	for k := range n { // Gauss and Jordan: H̄ is positive definite
		for i := range n {
			if i == k {
				continue
			}
			factor := new(big.Rat).Quo(rows[i][k], rows[k][k])
			for j := k; j <= n; j++ {
				rows[i][j].Sub(rows[i][j], new(big.Rat).Mul(factor, rows[k][j]))
			}
		}
	}
	e.steps++
	for i := range n {
		eta := rows[i][n].Quo(rows[i][n], rows[i][i])
		for p := range dimension {
			e.theta[p] = new(big.Rat).Sub(e.theta[p], new(big.Rat).Mul(eta, u[i][p]))
		}
	}
	if e.steps > exactSteps {
		for p, v := range e.theta {
			e.theta[p], _ = new(big.Float).SetPrec(400).SetRat(v).Rat(nil)
		}
	}
	return idle
}

// Law: on a quadratic every climb leaves out the groups, step by step, and needs
// the steps that the method does in exact arithmetic: none is owed to rounding.
func TestCountsAreThoseOfExactArithmetic(t *testing.T) {
	try := func(kappa, mix float64, seed uint64, start vector, all [dimension]int) {
		for n := 1; n <= dimension; n++ {
			e, w := newExact(kappa, mix, seed, start)
			c, theta := newClimb(w, n), start
			var m optim.GroupedNewton
			var f optim.Frame
			for k := 0; ; k++ {
				loss := e.loss()
				if math.Abs(loss/near-1) < 1e-6 {
					t.Fatalf("κ %g, mix %g, seed %d: a loss of %g is next to the bound, and the count rounding", kappa, mix, seed, loss)
				}
				if loss < near || k > most {
					c.run(&optim.GroupedNewton{}, start)
					if got := c.arrived; got != k && k <= most || all[n-1] != 0 && got != all[n-1] {
						t.Errorf("κ %g, mix %g, seed %d: %d groups take %d steps, in exact arithmetic %d, want %d", kappa, mix, seed, n, got, k, all[n-1])
					}
					break
				}
				want := e.step(n)
				if err := m.Step(&f, theta[:], c); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(f.Idle, want) {
					t.Fatalf("κ %g, mix %g, seed %d: %d groups, step %d leaves out %v, in exact arithmetic %v", kappa, mix, seed, n, k, f.Idle, want)
				}
				if math.Abs(f.Loss/loss-1) > 1e-6 {
					t.Fatalf("κ %g, mix %g, seed %d: %d groups, step %d: loss %g, in exact arithmetic %g", kappa, mix, seed, n, k, f.Loss, loss)
				}
			}
		}
	}
	s := New()
	try(20, 0.3, 134, s.climbs[0].places[0].theta, [dimension]int{82, 33, 17, 27, 25, 1})
	rng := rand.New(rand.NewPCG(4, 2))
	for seed := range uint64(3) {
		kappa, mix := math.Exp(2*rng.Float64()), []float64{0, 1e-3, 0.3, 2}[seed%4]
		w := newBowl(kappa, 0, mix, seed)
		try(kappa, mix, seed, w.theta(plot.XY{X: rng.NormFloat64(), Y: rng.NormFloat64()}, rng.Float64()), [dimension]int{})
	}
}
