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
// costs O(S²) in float64: enough for a picture; Solver is the accurate one. The
// zero value is ready for Fit.
type Path struct {
	p        reduction
	k, q     []twofold // m×m: K, then Λ; eigenvectors in columns; m the number of regularised groups
	eigen    []float64 // Λ
	low      int       // place of the lowest of Λ
	c, x     []float64 // QᵀD⁻¹ḡ and (Λ + ½λr)⁻¹c
	y        []twofold
	solvable Status // Unsolved, or why there is no curve
}

// Fit takes the model; the arguments are those of Solver.Solve and are not
// kept. It returns ErrUnbounded when no λ > 0 gives a minimum, ErrNotFinite for
// a NaN or an Inf.
func (c *Path) Fit(gbar, hbar, d []float64) error {
	n := len(gbar)
	if len(hbar) != n*n || len(d) != n {
		panic(fmt.Sprintf("cubic: %d entries of ḡ, %d of H̄, %d of D", n, len(hbar), len(d)))
	}
	p := &c.p
	c.solvable = p.reduce(gbar, hbar, d, 1)
	switch c.solvable {
	case Unbounded:
		return ErrUnbounded
	case NotFinite:
		return ErrNotFinite
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
	jacobi(c.k, c.q, m)
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
		kappa := lambda * p.kappa
		if !(lambda >= 0) || kappa == 0 && c.eigen[c.low] <= 0 {
			return 0, Unbounded
		}
		floor := max(0, -c.eigen[c.low])
		delta := c.root(kappa, floor)
		c.point(delta, floor)
		if short := (floor + delta) / kappa; delta == 0 && floor > 0 {
			status = Boundary
			c.x[c.low] = math.Sqrt(max(0, short*short-c.length()*c.length()))
		}
		rho = c.length()
	}
	c.expand()
	if !p.restore(dst, c.y) {
		clear(dst)
		return 0, NotFinite
	}
	return math.Ldexp(rho, p.alpha-p.beta), status
}

// Floor returns r_min = max(0, −2Λ_min/λ), below which H̄ + ½λrD² is not positive
// semidefinite.
func (c *Path) Floor(lambda float64) float64 {
	if len(c.eigen) == 0 || c.solvable != Unsolved {
		return 0
	}
	return math.Ldexp(max(0, -c.eigen[c.low])/(lambda*c.p.kappa), c.p.alpha-c.p.beta)
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
			dst = append(dst, math.Ldexp(-e/(lambda*c.p.kappa), c.p.alpha-c.p.beta))
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
	c.point(lambda*c.p.kappa*math.Ldexp(r, c.p.beta-c.p.alpha), 0)
	c.expand()
	if !c.p.restore(dst, c.y) {
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
// ‖Dη‖ of the step; +Inf at a pole, and NaN when there is no curve.
func (c *Path) Secular(r, lambda float64) float64 {
	if c.solvable != Unsolved {
		return math.NaN()
	}
	rho := math.Ldexp(r, c.p.beta-c.p.alpha)
	c.point(lambda*c.p.kappa*rho, 0)
	return math.Ldexp(c.length()-rho, c.p.alpha-c.p.beta)
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

// root returns δ ≥ 0 with κ‖(Λ + t)⁻¹c‖ = t, t = floor + δ, or 0 in the hard case.
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
	return delta
}
