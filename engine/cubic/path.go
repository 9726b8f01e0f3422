package cubic

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Path is the curve λ ↦ η*(λ) of one model, from Newton's step (λ → 0, where
// H̄ is positive definite) to 0 (λ → ∞), and its secular curves. Fit makes one
// eigendecomposition K = QΛQᵀ of K = D⁻¹H̄D⁻¹; every point of the curve then
// costs O(S²) in float64: accurate enough for a picture; Solver is more accurate. Where
// the numbers differ by so many orders of magnitude that the eigenvalues have no
// correct digits, or leave the range of float64, Fit returns an error. The zero value is ready for
// Fit.
type Path struct {
	p        reduction[twofold]
	k, q     []twofold // m×m: K, then Λ; eigenvectors in columns; m the number of regularised groups
	before   []twofold // K
	eigen    []float64 // Λ
	low      int       // place of the lowest of Λ
	c, x     []float64 // QᵀD⁻¹ḡ and (Λ + ½λr)⁻¹c
	y        []twofold
	solvable Status // Unsolved, or why there is no curve
}

// Fit takes the model; the arguments are those of Solver.Solve and are not
// kept. It returns ErrUnbounded when no λ > 0 gives a minimum, ErrNotFinite for
// a NaN or an Inf, and ErrSpread when twofold numbers do not resolve the model.
func (c *Path) Fit(gbar, hbar, d []float64) error {
	n, p := len(gbar), &c.p
	if !check(gbar, hbar, d) {
		c.solvable = NotFinite
		return ErrNotFinite
	}
	c.solvable = p.reduce(whole(1), gbar, hbar, d, 1)
	if k := p.kappa.hi; p.zero < n && !(k > 0 && !math.IsInf(k, 0)) {
		c.solvable = NotFinite
	}
	if c.solvable != Unsolved || p.doubt || p.lost {
		if err := c.decide(gbar, hbar, d); err != nil {
			return err
		}
	}
	m := n - p.zero
	c.k, c.q = grown(c.k, m*m), grown(c.q, m*m)
	c.eigen, c.c, c.x, c.y = grown(c.eigen, m), grown(c.c, m), grown(c.x, m), grown(c.y, n)
	root := c.y[p.zero:] // √b_i
	for i := range m {
		root[i] = p.b[p.zero+i].sqrt()
	}
	for i := range m {
		for j := range m {
			c.k[i*m+j] = p.a[(p.zero+i)*n+p.zero+j].div(root[i].mul(root[j]))
		}
	}
	before := append(c.before[:0], c.k...)
	c.before = before
	jacobi(c.k, c.q, m)
	if !distinct(before, c.k, c.q, m) {
		c.solvable = NotFinite
		return ErrSpread
	}
	c.low = 0
	for k := range m {
		var v twofold
		for i := range m {
			v = v.add(c.q[i*m+k].mul(p.g[p.zero+i]).div(root[i]))
		}
		c.c[k], c.eigen[k] = v.float(), c.k[k*m+k].float()
		if c.eigen[k] < c.eigen[c.low] {
			c.low = k
		}
	}
	return nil
}

// decide returns why there is no curve. Where twofold numbers do not decide whether
// the model has a minimum, Solver does.
func (c *Path) decide(gbar, hbar, d []float64) error {
	p, bounded := &c.p, c.solvable == Unsolved
	if p.doubt || p.lost {
		var s Solver
		if s.Solve(new(Step), gbar, hbar, d, 1) == ErrUnbounded {
			c.solvable = Unbounded
		} else if p.lost || !bounded {
			c.solvable = NotFinite
		}
	}
	switch c.solvable {
	case Unbounded:
		return ErrUnbounded
	case NotFinite:
		return ErrSpread
	}
	return nil
}

// distinct reports whether every eigenvalue of k has correct digits: to a small share of
// the terms that qᵀkq is the sum of, λ is that sum, and what kq = λq misses moves it
// no more, |kq − λq|²/k_ii. For matrices with entries of very different sizes the
// terms can be far smaller than k; beyond the digits of a twofold number only those
// of a definite matrix are kept.
func distinct(k, eigen, q []twofold, n int) bool {
	top, least, negative := 0.0, math.Inf(1), false
	for c := range n {
		lambda := eigen[c*n+c]
		top, negative = max(top, math.Abs(lambda.hi)), negative || lambda.hi < 0
		quotient, terms, moved := twofold{}, 0.0, 0.0
		for i := range n {
			var row twofold
			for j := range n {
				v := k[i*n+j].mul(q[j*n+c])
				row = row.add(v)
				terms += math.Abs(v.hi * q[i*n+c].hi)
			}
			quotient = quotient.add(row.mul(q[i*n+c]))
			miss := row.sub(lambda.mul(q[i*n+c])).hi
			if size := math.Abs(k[i*n+i].hi) + math.Abs(lambda.hi); miss != 0 {
				moved += miss / size * miss
			}
		}
		if !(math.Abs(quotient.sub(lambda).hi)+moved <= 0x1p-24*terms) {
			return false
		}
		least = min(least, terms)
	}
	return !negative || least >= 0x1p-120*top
}

// Eta writes η*(λ), of length S, and returns r = ‖Dη‖ and the case. It writes 0
// where there is no minimiser.
func (c *Path) Eta(dst []float64, lambda float64) (r float64, status Status) {
	if len(dst) != c.p.size {
		panic(fmt.Sprintf("cubic: η of length %d for %d groups", len(dst), c.p.size))
	}
	clear(dst)
	if c.solvable != Unsolved {
		return 0, c.solvable
	}
	status = Interior
	if c.p.zero > 0 {
		status = Unregularised
	}
	p, m := &c.p, len(c.eigen)
	rho := 0.0
	if m > 0 {
		kappa := lambda * p.kappa.hi
		switch {
		case math.IsNaN(lambda) || lambda > 0 && !(kappa >= kept && kappa <= 1/kept):
			return 0, NotFinite
		case lambda < 0 || lambda == 0 && c.eigen[c.low] <= 0:
			return 0, Unbounded
		}
		floor := max(0, -c.eigen[c.low])
		delta := c.root(kappa, floor)
		if math.IsNaN(delta) {
			return 0, NotFinite
		}
		c.point(delta, floor)
		if short := (floor + delta) / kappa; delta == 0 && floor > 0 {
			status = Boundary
			c.x[c.low] = math.Sqrt(max(0, short*short-c.length()*c.length()))
		}
		rho = c.length()
	}
	c.expand()
	r = math.Ldexp(rho, p.alpha-p.beta)
	if !p.restore(dst, c.y) || rho != 0 && !ordinary(r) {
		clear(dst)
		return 0, NotFinite
	}
	return r, status
}

// Floor returns r_min = max(0, −2Λ_min/λ), below which H̄ + ½λrD² is not positive
// semidefinite.
func (c *Path) Floor(lambda float64) float64 {
	if len(c.eigen) == 0 || c.solvable != Unsolved {
		return 0
	}
	return c.pole(max(0, -c.eigen[c.low]), lambda)
}

// pole returns the r at which ½λrD² is e.
func (c *Path) pole(e, lambda float64) float64 {
	x, l, k := scaledOf(e), scaledOf(lambda), scaledOf(c.p.kappa.hi)
	return math.Ldexp(x.f/(l.f*k.f), x.e-l.e-k.e+c.p.alpha-c.p.beta)
}

// shift returns κλr, by which r moves the eigenvalues. It is not finite or 0
// beyond the range of float64.
func (c *Path) shift(r, lambda float64) float64 {
	x := scaledOf(lambda).times(scaledOf(c.p.kappa.hi)).times(scaledOf(r))
	return math.Ldexp(x.f, x.e+c.p.beta-c.p.alpha)
}

// Poles appends the r > 0 at which H̄ + ½λrD² is singular, −2Λ_k/λ for every
// Λ_k < 0, the largest first: that one is Floor(λ).
func (c *Path) Poles(dst []float64, lambda float64) []float64 {
	if c.solvable != Unsolved {
		return dst
	}
	first := len(dst)
	for _, e := range c.eigen {
		if e < 0 {
			dst = append(dst, c.pole(-e, lambda))
		}
	}
	slices.SortFunc(dst[first:], func(a, b float64) int { return cmp.Compare(b, a) })
	return dst
}

// At writes the η of length S with (H̄ + ½λrD²)η = ḡ, a minimiser or not. It
// reports false, and writes 0, when there is no curve or r is a pole.
func (c *Path) At(dst []float64, r, lambda float64) bool {
	if len(dst) != c.p.size {
		panic(fmt.Sprintf("cubic: η of length %d for %d groups", len(dst), c.p.size))
	}
	clear(dst)
	if c.solvable != Unsolved {
		return false
	}
	t := c.shift(r, lambda)
	c.point(t, 0)
	c.expand()
	if t != 0 && !ordinary(t) || !c.p.restore(dst, c.y) {
		clear(dst)
		return false
	}
	return true
}

// expand writes y, of all groups, from x.
func (c *Path) expand() {
	p, m := &c.p, len(c.eigen)
	clear(c.y)
	for i := range m {
		v := 0.0
		for k := range m {
			v += c.q[i*m+k].hi * c.x[k]
		}
		c.y[p.zero+i] = whole(v / math.Sqrt(p.b[p.zero+i].hi))
	}
	p.complete(c.y)
}

// Secular returns ψ(r) = ‖(Λ + ½λr)⁻¹c‖ − r, whose root r > Floor(λ) is the
// ‖Dη‖ of the step; +Inf at a pole, and NaN when there is no curve or ½λr leaves
// the range of float64.
func (c *Path) Secular(r, lambda float64) float64 {
	if c.solvable != Unsolved {
		return math.NaN()
	}
	t := c.shift(r, lambda)
	if t != 0 && !ordinary(t) {
		return math.NaN()
	}
	c.point(t, 0)
	return math.Ldexp(c.length(), c.p.alpha-c.p.beta) - r
}

// point writes x = (Λ + floor + δ)⁻¹c. A zero component stays zero at a pole.
func (c *Path) point(delta, floor float64) {
	for k, e := range c.eigen {
		c.x[k] = 0
		if c.c[k] != 0 {
			c.x[k] = c.c[k] / (e + floor + delta)
		}
	}
}

func (c *Path) length() (l float64) {
	for _, v := range c.x {
		l = math.Hypot(l, v)
	}
	return l
}

// root returns δ ≥ 0 with κ‖(Λ + t)⁻¹c‖ = t, t = floor + δ, or 0 in the hard case;
// NaN when it is not found.
func (c *Path) root(kappa, floor float64) float64 {
	size := 0.0
	for _, v := range c.c {
		size = math.Hypot(size, v)
	}
	if kappa == 0 || size == 0 {
		return 0
	}
	// A component below the rounding of twofold numbers is none.
	if math.Abs(c.c[c.low]) <= rounding*size && floor > 0 {
		c.c[c.low] = 0
		if c.point(0, floor); kappa*c.length() <= floor {
			return 0
		}
	}
	lo, hi := 0.0, math.Sqrt(kappa)*math.Sqrt(size)
	delta := hi // (δ + floor)δ ≤ κ‖c‖
	for range 100 {
		c.point(delta, floor)
		rho, slope := c.length(), 0.0
		t := floor + delta
		for k, e := range c.eigen {
			if c.x[k] != 0 {
				slope += c.x[k] / rho * c.x[k] / rho * (t / (e + floor + delta))
			}
		}
		miss := kappa*rho/t - 1
		if miss > 0 {
			lo = delta
		} else {
			hi = delta
		}
		next := delta + t*advance(miss, slope)
		if !(next > lo && next < hi) {
			next = math.Sqrt(max(lo, 1e-9*hi)) * math.Sqrt(hi)
		}
		if math.Abs(next-delta) <= 1e-15*delta {
			return next
		}
		delta = next
	}
	return math.NaN()
}
