package cauchytonewton

import (
	"fmt"
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

// step takes the step of a partition and returns the pieces whose slopes are all 0.
// These have no direction and no place in the system.
func (e *exact) step(cut pieces) (idle []int) {
	g := e.times(e.theta)
	var u, hu [][dimension]*big.Rat
	var places []int
	for s := range cut.count() {
		var part [dimension]*big.Rat
		some := false
		for p := range part {
			if part[p] = new(big.Rat); cut[p] == s {
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

// Law: on a quadratic every climb leaves out the pieces, step by step, and needs
// the steps that the method does in exact arithmetic: none is owed to rounding.
func TestCountsAreThoseOfExactArithmetic(t *testing.T) {
	for cut, want := range map[pieces]int{ladder[0]: 82, ladder[1]: 33, ladder[2]: 17, ladder[3]: 27, ladder[4]: 25, ladder[5]: 1} {
		asInExact(t, 20, 0.3, 134, New().start, cut, want)
	}
	rng := rand.New(rand.NewPCG(4, 2))
	for seed := range uint64(3) {
		kappa, mix := math.Exp(2*rng.Float64()), []float64{0, 1e-3, 0.3, 2}[seed%4]
		start := newBowl(kappa, 0, mix, seed).theta(plot.XY{X: rng.NormFloat64(), Y: rng.NormFloat64()}, rng.Float64())
		for _, cut := range ladder {
			asInExact(t, kappa, mix, seed, start, cut, 0)
		}
	}
}

// The two right answers of the exercise are right in exact arithmetic.
func TestRightAnswersAreExact(t *testing.T) {
	for value, want := range map[string]int{"15-23-46": 10, "15-26-34": 11} {
		asInExact(t, 20, 0.3, 134, New().start, cutOf(t, value), want)
	}
}

// asInExact compares a climb with one in exact arithmetic, and its steps with all
// unless that is 0.
func asInExact(t *testing.T, kappa, mix float64, seed uint64, start vector, cut pieces, all int) {
	t.Helper()
	e, w := newExact(kappa, mix, seed, start)
	c, theta := newClimb(w, cut), start
	at := fmt.Sprintf("κ %g, mix %g, seed %d, %s", kappa, mix, seed, cut.value())
	var m optim.GroupedNewton
	var f optim.Frame
	for k := 0; ; k++ {
		loss := e.loss()
		if math.Abs(loss/near-1) < 1e-6 {
			t.Fatalf("%s: a loss of %g is next to the bound, and the count rounding", at, loss)
		}
		if loss < near || k > most {
			c.run(&optim.GroupedNewton{}, start, most)
			if got := c.arrived; got != k && k <= most || all != 0 && got != all {
				t.Errorf("%s: %d steps, in exact arithmetic %d, want %d", at, got, k, all)
			}
			return
		}
		want := e.step(cut)
		if err := m.Step(&f, theta[:], c); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(f.Idle, want) {
			t.Fatalf("%s: step %d leaves out %v, in exact arithmetic %v", at, k, f.Idle, want)
		}
		if math.Abs(f.Loss/loss-1) > 1e-6 {
			t.Fatalf("%s: step %d: loss %g, in exact arithmetic %g", at, k, f.Loss, loss)
		}
	}
}
