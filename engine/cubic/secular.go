package cubic

import "math"

const (
	// trials bounds the search for r. The hardest cases known take about 40
	// factorisations; a bisection of 106 bits would take as many.
	trials = 200
	// closed is the relative width at which a bracket cannot be cut any more.
	closed = 0x1p-98
	// resolved is the relative change that t cannot follow.
	resolved = 0x1p-104
	// negligible is far below the rounding of A, whose largest entry is near 1,
	// and far above the numbers whose twofold parts underflow.
	negligible = 0x1p-800
	// singular is the relative size below which a float64 does not see a
	// distance from the boundary of positive definiteness.
	singular = 0x1p-50
)

// secular finds the largest t with κ‖(A + tB)⁻¹g‖_B = t and leaves y, and in z
// the eigenvector of the lowest eigenvalue of B⁻¹A.
//
// It is the method of Moré and Sorensen (1983) in twofold precision: every
// trial t is a factorisation. A negative pivot gives a direction of negative
// curvature, a success an inverse iteration; the Rayleigh quotient of either
// raises the lower bound of t.
func (s *Solver) secular() Status {
	p := &s.p
	s.start()
	flat := true
	for _, v := range p.g[p.zero:] {
		flat = flat && v.hi == 0
	}
	if flat {
		if _, ok := s.factor(twofold{}); ok {
			return s.resting()
		}
	}
	var lo twofold
	hi := whole(s.ceiling())
	if hi.hi == 0 {
		if flat {
			return s.resting()
		}
		return NotFinite
	}
	if math.IsInf(hi.hi, 0) {
		return NotFinite
	}
	failed, last := false, math.Inf(1)
	t := hi
	for range trials {
		next, miss := t, -1.0
		if pivot, ok := s.factor(t); !ok {
			lo = raise(lo, t.sub(pivot.div(s.inner(s.z, s.z))), t)
			failed = true
		} else {
			lo = raise(lo, t.sub(s.lowest()), lo)
			var share float64 // −d log ρ/d log t
			miss, share = s.measure(t)
			change := advance(miss, share)
			if math.Abs(miss) <= 0x1p-84 {
				s.orient()
				return s.named(t)
			}
			if math.Abs(change) <= resolved || math.Abs(miss) <= 0x1p-40 && math.Abs(miss) >= last/2 {
				return s.edge(t) // rounding beside the pole: t cannot be better
			}
			last = math.Abs(miss)
			if miss > 0 {
				lo = raise(lo, t, t)
			} else {
				hi = t
			}
			next = t.add(whole(t.hi * change))
			failed = false
		}
		if flat && hi.hi < rounding {
			return s.resting()
		}
		if hi.hi < negligible {
			return s.newton()
		}
		if !(hi.sub(lo).hi > closed*hi.hi) {
			return s.edge(hi)
		}
		if failed || flat || !lo.less(next) || !next.less(hi) {
			next = between(lo, hi, failed)
		}
		t = next
	}
	return s.edge(hi)
}

// resting ends the search at y = 0: the unregularised groups took all of ḡ.
func (s *Solver) resting() Status {
	clear(s.y)
	return Interior
}

// newton ends the search at t = 0: the cubic term is too small for any digit.
func (s *Solver) newton() Status {
	if _, ok := s.factor(twofold{}); !ok {
		return NotFinite
	}
	copy(s.y[s.p.zero:], s.p.g[s.p.zero:])
	s.solve(s.y)
	return Interior
}

// raise returns the largest of three lower bounds.
func raise(a, b, c twofold) twofold {
	if a.less(b) {
		a = b
	}
	if a.less(c) {
		a = c
	}
	return a
}

// between cuts a bracket: on a logarithmic scale when it is wide, close to its
// lower end, which the Rayleigh quotients know well, when it is narrow; at half
// after that end has failed.
func between(lo, hi twofold, failed bool) twofold {
	if hi.hi > 4*lo.hi {
		if lo.hi > 0 {
			return whole(math.Sqrt(lo.hi) * math.Sqrt(hi.hi))
		}
		return hi.times2(-20)
	}
	if failed {
		return lo.add(hi.sub(lo).times2(-1))
	}
	return lo.add(hi.sub(lo).times2(-10))
}

// advance returns the relative change of t towards the root of κρ(t) = t from
// miss = κρ/t − 1 and share = −d log ρ/d log t: the larger of Newton's steps on
// 1/ρ − κ/t, exact beside a pole, and on log κρ − log t, exact where ρ is a
// power of t. The first never passes the root upwards.
func advance(miss, share float64) float64 {
	return max(miss/(1+miss+share), math.Expm1(math.Log1p(miss)/(1+share)))
}

// start fills z with a fixed direction that no problem is likely to be
// orthogonal to: the fractional parts of multiples of the golden ratio.
func (s *Solver) start() {
	for i := range s.z {
		_, f := math.Modf(float64(i+1) * math.Phi)
		s.z[i] = whole(0.5 + f)
	}
	s.unit(s.z)
}

// ceiling returns a t above the root: t(t − ν) ≤ κ‖c‖ with ν the Frobenius norm
// of B^−½AB^−½ and c = B^−½g.
func (s *Solver) ceiling() float64 {
	p := &s.p
	n := p.size
	var c, nu float64
	for i := p.zero; i < n; i++ {
		c = math.Hypot(c, p.g[i].hi/math.Sqrt(p.b[i].hi))
		for j := p.zero; j < n; j++ {
			nu = math.Hypot(nu, p.a[i*n+j].hi/math.Sqrt(p.b[i].hi*p.b[j].hi))
		}
	}
	return 1.01 * (nu/2 + math.Hypot(nu/2, math.Sqrt(p.kappa)*math.Sqrt(c)))
}

// lowest improves z by one inverse iteration and returns its Rayleigh quotient
// zᵀ(A + tB)z/zᵀBz, an upper bound of the lowest eigenvalue of B⁻¹A + t.
func (s *Solver) lowest() twofold {
	p := &s.p
	s.unit(s.z)
	for i := p.zero; i < p.size; i++ {
		s.z[i] = p.b[i].mul(s.z[i])
		s.w[i] = s.z[i]
	}
	s.solve(s.z)
	quotient := dot(s.z[p.zero:], s.w[p.zero:]).div(s.inner(s.z, s.z))
	s.unit(s.z)
	return quotient
}

// measure solves for y at the t factored last and returns κρ/t − 1 with
// ρ = ‖y‖_B, and −d log ρ/d log t = t yᵀB(A + tB)⁻¹By/ρ².
func (s *Solver) measure(t twofold) (miss, share float64) {
	p := &s.p
	copy(s.y[p.zero:], p.g[p.zero:])
	s.solve(s.y)
	for i := p.zero; i < p.size; i++ {
		s.w[i] = p.b[i].mul(s.y[i])
	}
	square := dot(s.w[p.zero:], s.y[p.zero:])
	if square.hi == 0 {
		return -1, 0
	}
	s.solve(s.w)
	share = t.hi * (s.inner(s.w, s.y).hi / square.hi)
	return square.sqrt().mul(whole(p.kappa)).div(t).sub(whole(1)).hi, share
}

// named tells the hard case at a root t, with z its lowest eigenvector: to
// rounding both are zero, the distance of t from the boundary and the component
// of the gradient along z.
func (s *Solver) named(t twofold) Status {
	p := &s.p
	gap := s.lowest().hi
	size := 0.0
	for i := p.zero; i < p.size; i++ {
		size = math.Hypot(size, p.g[i].hi/math.Sqrt(p.b[i].hi))
	}
	slope := math.Abs(dot(p.g[p.zero:], s.z[p.zero:]).hi)
	if gap <= singular*t.hi && slope <= singular*size {
		return Boundary
	}
	return Interior
}

// edge ends the search at a t that cannot be bettered, so close above the
// boundary that ‖y‖ says nothing about t: y gets the multiple of z that makes
// κ‖y‖_B = t. Of the two, the one that lowers φ more; if they tie, the positive
// multiple.
func (s *Solver) edge(t twofold) Status {
	p := &s.p
	if _, ok := s.factor(t); !ok {
		return NotFinite
	}
	quotient := s.lowest()
	s.measure(t)
	// Of a multiple lowest eigenvalue the eigenvector that y leans to is wanted;
	// measure left (A + tB)⁻¹By in w, which is it if its quotient is as low.
	if low := s.inner(s.w, s.y).div(s.inner(s.w, s.w)); low.hi > 0 && low.hi <= 2*quotient.hi {
		copy(s.z, s.w)
		s.unit(s.z)
	}
	// A small λ makes the multiple so large that the last digits of z would
	// drown the entries of y that z has no part in.
	s.lowest()
	s.lowest()
	for i := p.zero; i < p.size; i++ { // what is left of the start is rounding
		if math.Abs(s.z[i].hi)*math.Sqrt(p.b[i].hi) < resolved {
			s.z[i] = twofold{}
		}
	}
	s.orient()
	rho, size := t.div(whole(p.kappa)), s.inner(s.y, s.y).sqrt()
	along := s.inner(s.y, s.z)
	root := along.mul(along).add(rho.sub(size).mul(rho.add(size))).sqrt()
	slope := dot(p.g[p.zero:], s.z[p.zero:])
	total := 0.0
	for i := p.zero; i < p.size; i++ {
		total += math.Abs(p.g[i].hi * s.z[i].hi)
	}
	if slope.hi < -rounding*total {
		root = root.neg()
	}
	multiple := root.sub(along)
	for i := p.zero; i < p.size; i++ {
		s.y[i] = s.y[i].add(multiple.mul(s.z[i]))
	}
	return s.named(t)
}

// orient gives z the sign that makes its largest entry of Dη positive.
func (s *Solver) orient() {
	p := &s.p
	largest, at := 0.0, p.zero
	for i := p.zero; i < p.size; i++ {
		if v := math.Abs(s.z[i].hi) * math.Sqrt(p.b[i].hi); v > largest*(1+singular) {
			largest, at = v, i
		}
	}
	if s.z[at].hi < 0 {
		for i := range s.z {
			s.z[i] = s.z[i].neg()
		}
	}
}

// reflect turns y into the other minimiser, mirrored along z.
func (s *Solver) reflect() {
	c := s.inner(s.y, s.z).times2(1)
	for i := s.p.zero; i < s.p.size; i++ {
		s.y[i] = s.y[i].sub(c.mul(s.z[i]))
	}
}
