package cubic

import (
	"fmt"
	"math"
	"slices"
)

// Step is the minimiser of the model φ. Solve reuses its slices.
type Step struct {
	Eta    []float64 // η, one step size per group; 0 without a minimiser
	R      float64   // ‖Dη‖
	Value  float64   // φ(η) ≤ 0, the change that the model promises; −Inf when unbounded
	Status Status
	AltEta []float64 // Boundary: the second minimiser, of the same ‖Dη‖ and, to rounding, the same value; else nil, and nil where float64 cannot hold it
}

// Solver finds the cubic step. It keeps its workspace: once warm for a number
// of groups, Solve allocates nothing. The zero value is ready; a Solver is not
// for concurrent use.
type Solver struct {
	p       reduction
	l       []twofold // factor of A + tB: unit lower triangle, pivots on the diagonal
	y, z, w []twofold // solution, lowest eigenvector, scratch: S each, all groups in p's order
	alt     []float64 // memory of Step.AltEta
	c       certificate[twofold]
	at      []int     // the groups that the certificate is of
	q       []twofold // their A, b, g and y, one after the other
}

// Solve writes the minimiser of
//
//	φ(η) = −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³
//
// to dst. H̄ is S×S row-major and taken symmetric; the sign of an entry of D
// does not matter. λ = 0 asks for H̄⁻¹ḡ (on the range of H̄, if H̄ is singular
// and ḡ lies in it). Where more than one η is a minimiser the choice is
// deterministic: in the hard case the added multiple of the critical
// eigenvector is positive at its largest entry of Dη; along flat directions of
// groups with D = 0 the shortest η in units of |H̄_ss|^½.
//
// η is right to a rounding of float64 in every entry, φ and r to a few, whatever
// the exponents of the arguments; what twofold numbers do not certify takes math/big
// and allocates.
//
// The errors are ErrUnbounded and ErrNotFinite; dst.Status is always set.
// Solve panics when the lengths do not match.
func (s *Solver) Solve(dst *Step, gbar, hbar, d []float64, lambda float64) error {
	n := len(gbar)
	if len(hbar) != n*n || len(d) != n {
		panic(fmt.Sprintf("cubic: %d entries of ḡ, %d of H̄, %d of D", n, len(hbar), len(d)))
	}
	dst.Eta = grown(dst.Eta, n)
	clear(dst.Eta)
	dst.R, dst.Value, dst.AltEta = 0, 0, nil
	switch {
	case !finite(gbar) || !finite(hbar) || !finite(d) || math.IsNaN(lambda) || math.IsInf(lambda, 0):
		dst.Status = NotFinite
	default:
		if dst.Status = s.status(gbar, hbar, d, lambda); s.certain(dst.Status, hbar, lambda) {
			s.write(dst, d, lambda)
		} else {
			s.extreme(dst, dst.Status, gbar, hbar, d, lambda)
		}
	}
	switch dst.Status {
	case Unbounded:
		dst.Value = math.Inf(-1)
		return ErrUnbounded
	case NotFinite:
		clear(dst.Eta)
		dst.R, dst.Value, dst.AltEta = 0, math.NaN(), nil
		return ErrNotFinite
	}
	return nil
}

// certain reports whether the twofold numbers settle the case: a step has its
// certificate, and no other status comes from a number that may be rounding.
func (s *Solver) certain(status Status, hbar []float64, lambda float64) bool {
	p := &s.p
	switch status {
	case Unbounded, ZeroGradient:
		return !p.doubt && !p.lost
	case NotFinite:
		return false
	}
	n := p.size
	if p.doubt || p.lost || p.zero < n && !(p.kappa >= 0x1p-900 && p.kappa <= 0x1p400) {
		return false
	}
	p.complete(s.y)
	// What an underflow loses: the entries of A are 1 at most.
	floor := 1.0
	for _, v := range s.y {
		floor = max(floor, math.Abs(v.hi))
	}
	s.at = s.at[:0]
	for i := range n {
		if i < p.rank || i >= p.zero {
			s.at = append(s.at, i)
		}
	}
	m := len(s.at)
	s.q = grown(s.q, m*m+3*m)
	a, b, g, y := s.q[:m*m], s.q[m*m:][:m], s.q[m*m+m:][:m], s.q[m*m+2*m:][:m]
	for i, k := range s.at {
		b[i], g[i], y[i] = p.b[k], p.g0[k], s.y[k]
		for j, l := range s.at {
			a[i*m+j] = p.entry(hbar, k, l)
		}
	}
	kappa := p.kappa
	if p.zero == n {
		kappa = 0
	}
	return s.c.holds(a, b, g, y, whole(kappa), whole(float64(m+16)*0x1p-102), whole(0x1p-900*floor))
}

// write turns y into η, r and φ.
func (s *Solver) write(dst *Step, d []float64, lambda float64) {
	if !dst.Status.Solved() {
		return
	}
	p := &s.p
	ok := dst.Status == ZeroGradient || p.restore(dst.Eta, s.y)
	r := norm(d, dst.Eta)
	// At a stationary point ηᵀH̄η = ḡᵀη − ½λr³, so φ has two terms of one sign.
	cube := scaledOf(lambda)
	cube.f /= 12
	for range 3 {
		cube = cube.times(r)
	}
	slope := scaledOf(dot(p.g0, s.y).float() / 2)
	slope.e += p.alpha - 2*p.beta
	phi := slope.plus(cube)
	dst.R, dst.Value = r.float(), -phi.float()
	ok = ok && r.ordinary() && phi.ordinary()
	if dst.Status == Boundary && p.zero < p.size {
		s.alt = grown(s.alt, p.size)
		s.reflect()
		p.complete(s.y)
		if p.restore(s.alt, s.y) {
			dst.AltEta = s.alt
		}
	}
	if !ok {
		dst.Status = NotFinite
	}
}

// scaled is f·2ᵉ, with a product's rounding that of float64 and no overflow.
type scaled struct {
	f float64 // 0, or |f| in [½, 1) or close to it
	e int
}

func scaledOf(x float64) scaled {
	f, e := math.Frexp(x)
	return scaled{f, e}
}

func (x scaled) times(y scaled) scaled {
	r := scaledOf(x.f * y.f)
	r.e += x.e + y.e
	return r
}

func (x scaled) plus(y scaled) scaled {
	if x.f == 0 || y.f != 0 && x.e < y.e {
		x, y = y, x
	}
	r := scaledOf(x.f + math.Ldexp(y.f, y.e-x.e))
	r.e += x.e
	return r
}

func (x scaled) float() float64 { return math.Ldexp(x.f, x.e) }

// ordinary reports whether x is 0 or in the range of the float64 of full precision.
func (x scaled) ordinary() bool { return x.f == 0 || ordinary(x.float()) }

// ordinary reports whether x is neither infinite nor NaN nor 0 nor subnormal.
func ordinary(x float64) bool { return math.Abs(x) >= 0x1p-1022 && math.Abs(x) <= math.MaxFloat64 }

// norm returns ‖Dη‖.
func norm(d, eta []float64) (r scaled) {
	top := math.MinInt
	for i, v := range eta {
		if d[i] != 0 && v != 0 {
			x, y := scaledOf(d[i]), scaledOf(v)
			top = max(top, x.e+y.e)
		}
	}
	for i, v := range eta {
		if d[i] != 0 && v != 0 {
			x, y := scaledOf(d[i]), scaledOf(v)
			r.f = math.Hypot(r.f, math.Ldexp(x.f*y.f, x.e+y.e-top))
		}
	}
	r.f, r.e = math.Frexp(r.f)
	if r.f != 0 {
		r.e += top
	}
	return r
}

// status solves for y and names the case.
func (s *Solver) status(gbar, hbar, d []float64, lambda float64) Status {
	p := &s.p
	n := len(gbar)
	s.l = grown(s.l, n*n)
	s.y, s.z, s.w = grown(s.y, n), grown(s.z, n), grown(s.w, n)
	clear(s.y)
	if !slices.ContainsFunc(gbar, func(v float64) bool { return v != 0 }) && lambda >= 0 {
		// Without a slope it only matters whether H̄ is semidefinite, which the
		// pivoted elimination of all groups decides.
		if status := p.reduce(gbar, hbar, d, 0); status == Unsolved {
			return ZeroGradient
		}
	}
	if status := p.reduce(gbar, hbar, d, lambda); status != Unsolved {
		return status
	}
	switch {
	case p.zero < n:
		status := s.secular()
		if status == Interior && p.zero > 0 {
			status = Unregularised
		}
		return status
	case lambda > 0:
		return Unregularised
	case p.rank < n:
		return Boundary
	}
	return Interior
}

// factor writes the LDLᵀ of A + tB. It reports false at the first pivot that
// is not positive; z is then a direction of curvature zᵀ(A + tB)z = pivot ≤ 0.
func (s *Solver) factor(t twofold) (pivot twofold, ok bool) {
	p := &s.p
	n, m := p.size, p.zero
	for i := m; i < n; i++ {
		row := s.l[i*n : i*n+n]
		// Until the pivot is made, row[k] holds l_ik d_k.
		for j := m; j < i; j++ {
			v := p.a[i*n+j]
			for k := m; k < j; k++ {
				v = v.sub(row[k].mul(s.l[j*n+k]))
			}
			row[j] = v
		}
		row[i] = p.a[i*n+i].add(t.mul(p.b[i]))
		for k := m; k < i; k++ {
			multiplier := row[k].div(s.l[k*n+k])
			row[i] = row[i].sub(row[k].mul(multiplier))
			row[k] = multiplier
		}
		if row[i].hi <= 0 || math.IsNaN(row[i].hi) {
			clear(s.z)
			s.z[i] = whole(1)
			for k := i - 1; k >= m; k-- {
				for j := k + 1; j <= i; j++ {
					s.z[k] = s.z[k].sub(s.l[j*n+k].mul(s.z[j]))
				}
			}
			return row[i], false
		}
	}
	return twofold{}, true
}

// solve overwrites x with (A + tB)⁻¹x for the t that was factored last.
func (s *Solver) solve(x []twofold) {
	n, m := s.p.size, s.p.zero
	for i := m; i < n; i++ {
		for k := m; k < i; k++ {
			x[i] = x[i].sub(s.l[i*n+k].mul(x[k]))
		}
	}
	for i := n - 1; i >= m; i-- {
		x[i] = x[i].div(s.l[i*n+i])
		for k := i + 1; k < n; k++ {
			x[i] = x[i].sub(s.l[k*n+i].mul(x[k]))
		}
	}
}

// inner returns Σ b_i x_i y_i.
func (s *Solver) inner(x, y []twofold) (sum twofold) {
	for i := s.p.zero; i < s.p.size; i++ {
		sum = sum.add(s.p.b[i].mul(x[i]).mul(y[i]))
	}
	return sum
}

// unit scales x to xᵀBx = 1.
func (s *Solver) unit(x []twofold) {
	size := s.inner(x, x).sqrt()
	for i := s.p.zero; i < s.p.size; i++ {
		x[i] = x[i].div(size)
	}
}
