package cubic

import (
	"maps"
	"math"
	"math/big"
	"slices"
	"testing"
)

// digital is arithmetic of so many bits, by code that the solver has no part in.
type digital uint

func (p digital) of(x float64) *big.Float        { return new(big.Float).SetPrec(uint(p)).SetFloat64(x) }
func (p digital) add(x, y *big.Float) *big.Float { return p.of(0).Add(x, y) }
func (p digital) sub(x, y *big.Float) *big.Float { return p.of(0).Sub(x, y) }
func (p digital) mul(x, y *big.Float) *big.Float { return p.of(0).Mul(x, y) }
func (p digital) quo(x, y *big.Float) *big.Float { return p.of(0).Quo(x, y) }

// gauss solves ax = b by elimination in the given order. It reports whether all
// pivots are positive, which for a symmetric a says that it is definite; x is nil
// when one is 0.
func (p digital) gauss(a [][]*big.Float, b []*big.Float) (x []*big.Float, positive bool) {
	n := len(b)
	x, positive = slices.Clone(b), true
	for k := range n {
		positive = positive && a[k][k].Sign() > 0
		if a[k][k].Sign() == 0 {
			return nil, false
		}
		for i := k + 1; i < n; i++ {
			if a[i][k].Sign() == 0 {
				continue
			}
			f := p.quo(a[i][k], a[k][k])
			for j := k + 1; j < n; j++ {
				a[i][j] = p.sub(a[i][j], p.mul(f, a[k][j]))
			}
			x[i] = p.sub(x[i], p.mul(f, x[k]))
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			x[i] = p.sub(x[i], p.mul(a[i][j], x[j]))
		}
		x[i] = p.quo(x[i], a[i][i])
	}
	return x, positive
}

// matrix returns H̄ + tD² of some groups, each diagonal entry raised by 2^raise of
// the sizes of its two terms.
func (p digital) matrix(m model, t *big.Float, raise int, groups []int) [][]*big.Float {
	n := len(m.g)
	a := make([][]*big.Float, len(groups))
	for i, s := range groups {
		a[i] = make([]*big.Float, len(groups))
		for j, u := range groups {
			a[i][j] = p.mul(p.add(p.of(m.h[s*n+u]), p.of(m.h[u*n+s])), p.of(0.5))
		}
		cubic := p.mul(t, p.mul(p.of(m.d[s]), p.of(m.d[s])))
		size := p.add(cubic, p.of(0).Abs(a[i][i]))
		a[i][i] = p.add(p.add(a[i][i], cubic), size.SetMantExp(size, raise))
	}
	return a
}

// definite reports whether H̄ + tD², raised, is positive definite on some groups.
func (p digital) definite(m model, t *big.Float, raise int, groups []int) bool {
	b := make([]*big.Float, len(groups))
	for i := range b {
		b[i] = p.of(0)
	}
	_, positive := p.gauss(p.matrix(m, t, raise, groups), b)
	return positive
}

// none is a raise that raises nothing.
const none = -1 << 20

// every returns 0 … n − 1.
func every(n int) (groups []int) {
	for i := range n {
		groups = append(groups, i)
	}
	return groups
}

// point is η with r = ‖Dη‖ and φ, in many digits.
type point struct {
	eta    []*big.Float
	r, phi *big.Float
}

// at returns r and φ of η.
func (p digital) at(m model, eta []*big.Float) point {
	square, phi := p.of(0), p.of(0)
	a := p.matrix(m, p.of(0), none, every(len(eta)))
	for i, e := range eta {
		v := p.mul(p.of(m.d[i]), e)
		square = p.add(square, p.mul(v, v))
		row := p.of(0)
		for j, f := range eta {
			row = p.add(row, p.mul(a[i][j], f))
		}
		phi = p.add(phi, p.mul(e, p.sub(p.mul(row, p.of(0.5)), p.of(m.g[i]))))
	}
	r := p.of(0).Sqrt(square)
	cube := p.quo(p.mul(p.of(m.lambda), p.mul(r, p.mul(r, r))), p.of(6))
	return point{eta, r, p.add(phi, cube)}
}

// shift returns ½λr.
func (p digital) shift(m model, r *big.Float) *big.Float {
	return p.mul(p.of(0.5), p.mul(p.of(m.lambda), r))
}

// minimum follows Newton's method on (H̄ + ½λ‖Dη‖D²)η = ḡ from a step. It reports
// whether it ends where H̄ + ½λ‖Dη‖D² is positive definite, which makes of the
// end the only minimiser.
func (p digital) minimum(m model, start []*big.Float) (point, bool) {
	n := len(start)
	at := p.at(m, start)
	for range 60 {
		t := p.shift(m, at.r)
		a := p.matrix(m, t, none, every(n))
		f := make([]*big.Float, n)
		for i := range n {
			f[i] = p.of(-m.g[i])
			for j, e := range at.eta {
				f[i] = p.add(f[i], p.mul(a[i][j], e))
			}
		}
		if at.r.Sign() > 0 {
			slope := p.quo(p.mul(p.of(0.5), p.of(m.lambda)), at.r)
			for i := range n {
				for j := range n {
					v := p.mul(p.mul(p.of(m.d[i]), p.of(m.d[j])), p.mul(p.of(m.d[i]), p.of(m.d[j])))
					a[i][j] = p.add(a[i][j], p.mul(slope, p.mul(v, p.mul(at.eta[i], at.eta[j]))))
				}
			}
		}
		x, positive := p.gauss(a, f)
		if !positive {
			return point{}, false
		}
		moved := -1 << 30 // exponent of the largest relative change
		eta := make([]*big.Float, n)
		for i, e := range at.eta {
			if x[i].Sign() != 0 {
				moved = max(moved, x[i].MantExp(nil)-e.MantExp(nil))
				if e.Sign() == 0 {
					moved = 0
				}
			}
			eta[i] = p.sub(e, x[i])
		}
		at = p.at(m, eta)
		if moved > -200 {
			continue
		}
		// The r of the minimiser is not below this one less a share of it.
		t = p.shift(m, at.r)
		if moved > -int(p)/2 {
			t = p.sub(t, p.of(0).SetMantExp(t, -150))
		}
		if p.definite(m, t, none, every(n)) {
			return at, true
		}
		if moved <= -int(p)/2 {
			break
		}
	}
	return point{}, false
}

// stationary reports whether η solves its equations to 2^to of their terms, where
// H̄ + ½λrD² is semidefinite to as much.
func (p digital) stationary(m model, eta []*big.Float, to int) bool {
	at := p.at(m, eta)
	t := p.shift(m, at.r)
	a := p.matrix(m, t, none, every(len(eta)))
	for i := range eta {
		f := p.of(-m.g[i])
		size := p.of(math.Abs(m.g[i]))
		for j, e := range eta {
			v := p.mul(a[i][j], e)
			f, size = p.add(f, v), p.add(size, v.Abs(v))
		}
		cubic := p.mul(p.mul(t, p.mul(p.of(m.d[i]), p.of(m.d[i]))), eta[i])
		size = p.add(size, cubic.Abs(cubic))
		if f.Abs(f).Cmp(size.SetMantExp(size, to)) > 0 {
			return false
		}
	}
	return p.definite(m, t, to, every(len(eta)))
}

// off returns |x − y|/|y|, and 0 for an x = 0 beside a y that many digits call 0.
func off(x float64, y, largest *big.Float, p digital) float64 {
	if y.Sign() == 0 || x == 0 && y.MantExp(nil) < largest.MantExp(nil)-int(p)/3 {
		return math.Abs(x)
	}
	d := p.sub(p.of(x), y)
	v, _ := p.quo(d, y).Float64()
	return math.Abs(v)
}

// outside reports whether a number of the point is not 0 and no float64 of full
// precision, nor is within a rounding of one.
func (at *point) outside() bool {
	for _, x := range append(slices.Clone(at.eta), at.r, at.phi) {
		if v, _ := x.Float64(); x.Sign() != 0 && !(math.Abs(v) > 0x1p-1022 && math.Abs(v) < math.MaxFloat64) {
			return true
		}
	}
	return false
}

// judge checks the answer to one problem against many digits and returns what it
// is: "solved", "unbounded" or "outside", without a minimiser in float64.
func judge(t *testing.T, i int, m model) string {
	t.Helper()
	var s Solver
	var step Step
	err := s.Solve(&step, m.g, m.h, m.d, m.lambda)
	n := len(m.g)
	full := digital(1024 + digits(m.g, m.h, m.d, m.lambda))
	var free []int
	for k, d := range m.d {
		if d == 0 || m.lambda == 0 {
			free = append(free, k)
		}
	}
	if bounded := full.definite(m, full.of(0), none, free); bounded == (err == ErrUnbounded) || (err == ErrUnbounded) != (step.Status == Unbounded) {
		t.Errorf("%d: bounded %v, but %v, %v: %v", i, bounded, err, step.Status, m)
	}
	if err == ErrUnbounded {
		return "unbounded"
	}
	if err == ErrNotFinite {
		// Where the solver's own digits lead, before they become float64.
		var e solver[wide]
		if !e.status(wideOf(1, uint(full)), m.g, m.h, m.d, m.lambda).Solved() {
			t.Errorf("%d: not finite, and not solved with any digits: %v", i, m)
			return "outside"
		}
		start := make([]*big.Float, n)
		for k, g := range e.p.order {
			start[g] = e.y[k].times2(e.p.scale[k] + e.p.alpha - e.p.beta).f
		}
		at, ok := full.minimum(m, start)
		if !ok && full.stationary(m, start, -int(full)/4) {
			at, ok = full.at(m, start), true
		}
		if !ok || !at.outside() {
			t.Errorf("%d: not finite (%v), but η = %v, r = %v, φ = %v: %v", i, ok, at.eta, at.r, at.phi, m)
		}
		return "outside"
	}
	start := make([]*big.Float, n)
	for _, p := range []digital{600, 2400, full} {
		for k, v := range step.Eta {
			start[k] = p.of(v)
		}
		at, ok := p.minimum(m, start)
		if !ok {
			continue
		}
		largest := p.of(0)
		for _, v := range at.eta {
			if v.MantExp(nil) > largest.MantExp(nil) {
				largest = v
			}
		}
		for k, v := range step.Eta {
			if e := off(v, at.eta[k], largest, p); !(e <= 1e-15) {
				t.Errorf("%d (%v): η[%d] = %g is off by %.1e: %v", i, step.Status, k, v, e, m)
			}
		}
		if e, f := off(step.R, at.r, at.r, p), off(step.Value, at.phi, at.phi, p); !(max(e, f) <= 2e-15*float64(n+1)) {
			t.Errorf("%d (%v): r is off by %.1e, φ by %.1e: %v", i, step.Status, e, f, m)
		}
		return "solved"
	}
	// No digits tell a hard case, or a flat one, from one next to it.
	for _, eta := range [][]float64{step.Eta, step.AltEta} {
		for k, v := range eta {
			start[k] = full.of(v)
		}
		if eta != nil && !full.stationary(m, start, -48) {
			t.Errorf("%d (%v): η = %v is not stationary: %v", i, step.Status, eta, m)
		}
	}
	for k, v := range step.Eta {
		start[k] = full.of(v)
	}
	at := full.at(m, start)
	if e, f := off(step.R, at.r, at.r, full), off(step.Value, at.phi, at.phi, full); !(e <= 1e-14 && (f <= 1e-11 || step.Value == 0)) {
		t.Errorf("%d (%v): r is off by %.1e, φ by %.1e: %v", i, step.Status, e, f, m)
	}
	if step.Status == Interior {
		t.Errorf("%d: interior, but H̄ + ½λrD² is not definite: %v", i, m)
	}
	return "solved"
}

// At the ends of the doubles, too: the minimiser in every entry, or no minimum, or
// a minimum that float64 cannot hold.
func TestStepIsTheMinimiserAtTheEnds(t *testing.T) {
	counts := map[string]map[string]int{}
	eachOf(t, ends, perClass/8, func(t *testing.T, class string, i int, m model) {
		if counts[class] == nil {
			counts[class] = map[string]int{}
		}
		counts[class][judge(t, i, m)]++
	})
	if t.Failed() {
		return
	}
	for _, class := range slices.Sorted(maps.Keys(counts)) {
		c := counts[class]
		t.Logf("| %s | %d | %d | %d |", class, c["solved"], c["unbounded"], c["outside"])
	}
}
