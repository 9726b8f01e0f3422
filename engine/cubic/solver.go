package cubic

import (
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
	s   solver[twofold]
	alt []float64 // memory of Step.AltEta
}

// Solve writes the minimiser of
//
//	φ(η) = −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³
//
// to dst. H̄ is S×S row-major and taken symmetric; the sign of an entry of D
// does not matter. λ = 0 gives H̄⁻¹ḡ (on the range of H̄, if H̄ is singular
// and ḡ lies in it). Where more than one η is a minimiser the choice is
// deterministic: in the hard case the added multiple of the critical
// eigenvector is positive at its largest entry of Dη; along flat directions of
// groups with D = 0 the shortest η in units of |H̄_ss|^½.
//
// η is right to a rounding of float64 in every entry, φ and r to a few, whatever
// the exponents of the arguments; what twofold numbers do not certify is solved in
// math/big, which allocates.
//
// The errors are ErrUnbounded and ErrNotFinite; dst.Status is always set.
// Solve panics when the lengths do not match.
func (s *Solver) Solve(dst *Step, gbar, hbar, d []float64, lambda float64) error {
	known, n := check(gbar, hbar, d), len(gbar)
	dst.Eta = grown(dst.Eta, n)
	clear(dst.Eta)
	dst.R, dst.Value, dst.AltEta = 0, 0, nil
	if !known || math.IsNaN(lambda) || math.IsInf(lambda, 0) {
		dst.Status = NotFinite
	} else {
		s.alt = grown(s.alt, n)
		if dst.Status = s.s.status(whole(1), gbar, hbar, d, lambda); certain(&s.s, dst.Status, hbar) {
			s.s.write(dst, s.alt, d, lambda)
		} else {
			extreme(dst, s.alt, gbar, hbar, d, lambda)
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

// certain reports whether twofold numbers decide the case: a step has its
// certificate, and no other status depends on a number that may be rounding.
func certain(s *solver[twofold], status Status, hbar []float64) bool {
	p := &s.p
	switch {
	case status == NotFinite || p.doubt || p.lost:
		return false
	case !status.Solved() || status == ZeroGradient:
		return true
	case p.zero < p.size && !(p.kappa.hi >= 0x1p-900 && p.kappa.hi <= 0x1p400):
		return false
	}
	// What an underflow loses: the entries of A are 1 at most.
	floor := 1.0
	for _, v := range s.y {
		floor = max(floor, math.Abs(v.hi))
	}
	kappa := p.kappa
	if p.zero == p.size {
		kappa = twofold{}
	}
	a, b, g, y := s.cut(hbar)
	return s.c.holds(a, b, g, y, kappa, whole(float64(len(y)+16)*0x1p-102), whole(0x1p-900*floor))
}

// solver finds the step in numbers of some precision, in scaled units.
type solver[T arithmetic[T]] struct {
	p    reduction[T]
	q    pencil[T]
	y    []T // the solution, of all groups in p's order
	free int // the groups from this place on have y = 0
	c    certificate[T]
	at   []int // the groups that the certificate is of
	m    []T   // their A, b, g and y, one after the other
}

// status solves for y and names the case.
func (s *solver[T]) status(one T, gbar, hbar, d []float64, lambda float64) Status {
	p := &s.p
	n := len(gbar)
	s.y, s.free = grown(s.y, n), n
	clear(s.y)
	if !slices.ContainsFunc(gbar, func(v float64) bool { return v != 0 }) && lambda >= 0 {
		// Without a slope it only matters whether H̄ is semidefinite, which the
		// pivoted elimination of all groups decides.
		if status := p.reduce(one, gbar, hbar, d, 0); status == Unsolved || one.exact() && p.doubt {
			return ZeroGradient
		}
	}
	if status := p.reduce(one, gbar, hbar, d, lambda); status != Unsolved || one.exact() && p.doubt {
		return status // or more bits are needed
	}
	status := Interior
	switch {
	case p.zero < n:
		if status = s.regularised(hbar, d); status == Interior && p.zero > 0 {
			status = Unregularised
		}
	case lambda > 0:
		status = Unregularised
	case p.rank < n:
		status = Boundary
	}
	p.complete(s.y)
	return status
}

// regularised solves for the regularised groups.
func (s *solver[T]) regularised(hbar, d []float64) Status {
	p, q := &s.p, &s.q
	if k := p.kappa.head(); !p.one.exact() && !(k > 0 && !math.IsInf(k, 0)) {
		return NotFinite
	}
	q.load(p)
	var zero T
	flat := !slices.ContainsFunc(q.g, func(v T) bool { return !v.none(zero) })
	if flat && p.one.exact() { // y = 0 where H̄ is semidefinite
		var all reduction[T]
		status := all.reduce(p.one, make([]float64, p.size), hbar, d, 0)
		if p.doubt = p.doubt || all.doubt; status == Unsolved {
			s.free = p.zero
			return Interior
		}
	}
	status := q.search(flat)
	copy(s.y[p.zero:], q.y)
	return status
}

// cut returns A, b, g and y of all groups but those that are flat or have y = 0 from
// the start.
func (s *solver[T]) cut(hbar []float64) (a, b, g, y []T) {
	p := &s.p
	s.at = s.at[:0]
	for i := range p.size {
		if i < p.rank || i >= p.zero && i < s.free {
			s.at = append(s.at, i)
		}
	}
	m := len(s.at)
	s.m = grown(s.m, m*m+3*m)
	a, b, g, y = s.m[:m*m], s.m[m*m:][:m], s.m[m*m+m:][:m], s.m[m*m+2*m:][:m]
	for i, k := range s.at {
		b[i], g[i], y[i] = p.b[k], p.g0[k], s.y[k]
		for j, l := range s.at {
			a[i*m+j] = p.entry(hbar, k, l).plain()
		}
	}
	return a, b, g, y
}

// write turns y into η, r and φ.
func (s *solver[T]) write(dst *Step, alt, d []float64, lambda float64) {
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
	slope := dot(p.g0, s.y).scaled()
	slope.e += p.alpha - 2*p.beta - 1
	phi := slope.plus(cube)
	dst.R, dst.Value = r.float(), -phi.float()
	ok = ok && r.ordinary() && phi.ordinary()
	if dst.Status == Boundary && p.zero < p.size {
		s.q.reflect(s.y[p.zero:])
		p.complete(s.y)
		if p.restore(alt, s.y) {
			dst.AltEta = alt
		}
	}
	if !ok {
		dst.Status = NotFinite
	}
}

// scaled is f·2ᵉ: products round as in float64 and do not overflow.
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
