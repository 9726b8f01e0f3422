package cubic

import (
	"math"
	"slices"
)

// rounding is what counts as an exact zero beside a number of size 1 after
// elimination in twofold precision: 2⁻¹⁰⁴ is its unit, 2⁻⁹⁶ leaves room for the
// sums of a few hundred groups.
const rounding = 0x1p-96

// reduction is the problem in scaled units, unregularised groups first and
// eliminated. In the units y = 2^(β−α) η/scale the model reads
//
//	(A + tB) y = g,   t = κ‖y‖_B,   B = Diag(b),  b_i ∈ [¼, 1),
//
// where A, g are the Schur complement over the groups with D_s > 0.
type reduction struct {
	size, zero  int       // S and the number of unregularised groups
	rank        int       // rank of the unregularised block
	order       []int     // order[i] is the group at place i
	scale       []int     // η of the group at place i is 2^(scale+α−β) y_i
	a           []twofold // S×S: below the diagonal of the first rank columns the multipliers, then the Schur complement
	g           []twofold // S, eliminated
	g0          []twofold // S, as it came
	b           []twofold // S, (scaled D_s)²; 0 for unregularised groups
	null        []twofold // basis of the null space of the unregularised block, orthonormal in scaled units
	alpha, beta int       // exponents that bring the largest |A| and |g| near 1
	kappa       float64   // (λ/2)·2^(2α−β)
	doubt       bool      // a decision hung on few digits
	lost        bool      // an entry is so small in scaled units that products lose digits
}

const (
	// sure is the share of its terms from which on a difference is certainly no
	// rounding: below it, Solver asks more digits which case it is.
	sure = 0x1p-40
	// kept is the scaled number below which twofold products lose digits.
	kept = 0x1p-900
)

// reduce scales and eliminates. λ = 0 makes every group unregularised.
func (p *reduction) reduce(gbar, hbar, d []float64, lambda float64) Status {
	n := len(gbar)
	p.resize(n)
	if !finite(gbar) || !finite(hbar) || !finite(d) || math.IsNaN(lambda) || math.IsInf(lambda, 0) {
		return NotFinite
	}
	free := func(s int) bool { return d[s] == 0 || lambda == 0 }
	p.order = p.order[:0]
	for s := range n {
		if free(s) {
			p.order = append(p.order, s)
		}
	}
	p.zero = len(p.order)
	for s := range n {
		if !free(s) {
			p.order = append(p.order, s)
		}
	}
	if lambda < 0 && p.zero < n {
		return Unbounded
	}
	for i, s := range p.order {
		if i < p.zero {
			p.scale[i] = -curvatureExponent(hbar, n, s)
			p.b[i] = twofold{}
			continue
		}
		f, e := math.Frexp(math.Abs(d[s]))
		p.scale[i], p.b[i] = -e, exactProduct(f, f)
	}
	if !p.load(gbar, hbar, lambda) {
		return NotFinite
	}
	return p.eliminate()
}

func (p *reduction) resize(n int) {
	p.size, p.zero, p.rank, p.doubt, p.lost = n, 0, 0, false, false
	p.order = slices.Grow(p.order[:0], n)
	p.scale = grown(p.scale, n)
	p.a = grown(p.a, n*n)
	p.g, p.g0, p.b = grown(p.g, n), grown(p.g0, n), grown(p.b, n)
	p.null = p.null[:0]
}

// grown returns a slice of length n, in x's memory when it is large enough.
func grown[T any](x []T, n int) []T { return slices.Grow(x[:0], n)[:n] }

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// curvatureExponent returns e with |H_ss| near 4ᵉ, or the exponent of the
// largest entry of the row when the diagonal is 0.
func curvatureExponent(hbar []float64, n, s int) int {
	if h := hbar[s*n+s]; h != 0 {
		_, e := math.Frexp(h)
		return e >> 1
	}
	largest := 0.0
	for j := range n {
		largest = max(largest, math.Abs(hbar[s*n+j]))
	}
	_, e := math.Frexp(largest)
	return e
}

// load fills a and g with the scaled, symmetrised problem. It reports false
// when the scaled numbers leave the range of float64.
func (p *reduction) load(gbar, hbar []float64, lambda float64) bool {
	n := p.size
	top, topg := math.MinInt, math.MinInt
	for i, s := range p.order {
		if gbar[s] != 0 {
			_, e := math.Frexp(gbar[s])
			topg = max(topg, e+p.scale[i])
		}
		for j, t := range p.order {
			if h := hbar[s*n+t]; h != 0 {
				_, e := math.Frexp(h)
				top = max(top, e+p.scale[i]+p.scale[j])
			}
		}
	}
	p.alpha, p.beta = 0, 0
	if top != math.MinInt {
		p.alpha = -top
	}
	if topg != math.MinInt {
		p.beta = -topg
	}
	for i, s := range p.order {
		p.g[i] = whole(math.Ldexp(gbar[s], p.scale[i]+p.beta))
		p.g0[i] = p.g[i]
		p.lost = p.lost || gbar[s] != 0 && math.Abs(p.g[i].hi) < kept
		for j := range p.order {
			p.a[i*n+j] = p.entry(hbar, i, j)
		}
	}
	p.kappa = math.Ldexp(lambda, 2*p.alpha-p.beta-1)
	return p.zero == n || p.kappa > 0 && !math.IsInf(p.kappa, 0)
}

// entry returns the scaled H̄ of the groups at places i and j, symmetrised.
func (p *reduction) entry(hbar []float64, i, j int) twofold {
	x, y := hbar[p.order[i]*p.size+p.order[j]], hbar[p.order[j]*p.size+p.order[i]]
	e := p.scale[i] + p.scale[j] + p.alpha - 1
	u, v := math.Ldexp(x, e), math.Ldexp(y, e)
	p.lost = p.lost || x != 0 && math.Abs(u) < kept || y != 0 && math.Abs(v) < kept
	return exactSum(u, v)
}

// eliminate takes the unregularised groups out by a pivoted LDLᵀ. It returns
// Unbounded when the block has negative curvature, or none along a direction in
// which the model has a slope; Unsolved when the rest remains to be solved.
func (p *reduction) eliminate() Status {
	n := p.size
	// The product of the shares that pivots are of their terms: by its inverse can
	// the rounding in what is left have grown.
	spent := 1.0
	for ; p.rank < p.zero; p.rank++ {
		k, best := p.rank, 0.0
		for i := p.rank; i < p.zero; i++ {
			// What is left of a diagonal is compared with what it was, not
			// with other groups.
			if left := p.remains(i); left > best {
				k, best = i, left
			} else if left < -rounding {
				p.doubt = p.doubt || spent*left > -sure
				return Unbounded
			}
		}
		if best <= rounding {
			break
		}
		spent *= best
		p.doubt = p.doubt || spent < sure
		p.swap(k, p.rank)
		k = p.rank
		pivot := p.a[k*n+k]
		for i := k + 1; i < n; i++ {
			p.a[i*n+k] = p.a[i*n+k].div(pivot)
		}
		for i := k + 1; i < n; i++ {
			l := p.a[i*n+k]
			if l.hi == 0 {
				continue
			}
			p.g[i] = p.g[i].sub(l.mul(p.g[k]))
			for j := k + 1; j <= i; j++ {
				p.a[i*n+j] = p.a[i*n+j].sub(l.mul(p.a[k*n+j]))
				p.a[j*n+i] = p.a[i*n+j]
			}
		}
	}
	for i := p.rank; i < p.zero; i++ {
		// A group that nothing depends on is certainly flat, all others perhaps.
		p.doubt = p.doubt || p.rank > 0 || slices.ContainsFunc(p.a[i*n:i*n+n], func(v twofold) bool { return v.hi != 0 })
		if p.leans(i) {
			return Unbounded
		}
	}
	p.basis()
	return Unsolved
}

// remains returns what is left of diagonal i as a share of the terms it is the
// difference of, in [−1, 1].
func (p *reduction) remains(i int) float64 {
	n := p.size
	left, size := p.a[i*n+i].hi, 0.0
	for k := range p.rank {
		size += math.Abs(p.a[i*n+k].hi * p.a[k*n+i].hi)
	}
	if left == 0 {
		return 0
	}
	return left / (size + math.Abs(left))
}

// leans reports whether the model has a slope along the flat direction i: from
// ḡ, or from any other group once that group moves.
func (p *reduction) leans(i int) bool {
	n := p.size
	for j := p.rank; j < n; j++ {
		size := 0.0
		for k := range p.rank {
			size += math.Abs(p.a[i*n+k].hi * p.a[k*n+j].hi)
		}
		if math.Abs(p.a[i*n+j].hi) > rounding*size && j != i {
			return true
		}
	}
	size := 0.0
	for k := range p.rank {
		size += math.Abs(p.a[i*n+k].hi * p.g[k].hi)
	}
	return math.Abs(p.g[i].hi) > rounding*size
}

// swap exchanges the unregularised groups at places i and j.
func (p *reduction) swap(i, j int) {
	if i == j {
		return
	}
	n := p.size
	for k := range n {
		p.a[i*n+k], p.a[j*n+k] = p.a[j*n+k], p.a[i*n+k]
	}
	for k := range n {
		p.a[k*n+i], p.a[k*n+j] = p.a[k*n+j], p.a[k*n+i]
	}
	p.order[i], p.order[j] = p.order[j], p.order[i]
	p.scale[i], p.scale[j] = p.scale[j], p.scale[i]
	p.g[i], p.g[j] = p.g[j], p.g[i]
	p.g0[i], p.g0[j] = p.g0[j], p.g0[i]
}

// basis writes an orthonormal basis of the flat directions of the
// unregularised block, one row of length p.zero each.
func (p *reduction) basis() {
	n, m := p.size, p.zero
	for q := p.rank; q < m; q++ {
		at := len(p.null)
		p.null = grown(p.null, at+m)
		v := p.null[at : at+m]
		clear(v)
		v[q] = whole(1)
		for k := p.rank - 1; k >= 0; k-- {
			for i := k + 1; i < m; i++ {
				v[k] = v[k].sub(p.a[i*n+k].mul(v[i]))
			}
		}
		for w := 0; w < at; w += m {
			project(v, p.null[w:w+m])
		}
		norm := dot(v, v).sqrt()
		for i := range v {
			v[i] = v[i].div(norm)
		}
	}
}

// project takes from y its part along the unit vector v.
func project(y, v []twofold) {
	c := dot(y, v)
	for i := range y {
		y[i] = y[i].sub(c.mul(v[i]))
	}
}

// complete fills in the unregularised groups of y from its regularised ones:
// y_Z = A_ZZ⁺(g_Z − A_ZR y_R), the shortest one in scaled units.
func (p *reduction) complete(y []twofold) {
	n, m := p.size, p.zero
	clear(y[p.rank:m])
	for k := p.rank - 1; k >= 0; k-- {
		y[k] = p.g[k].div(p.a[k*n+k])
		for i := k + 1; i < n; i++ {
			y[k] = y[k].sub(p.a[i*n+k].mul(y[i]))
		}
	}
	for w := 0; w < len(p.null); w += m {
		project(y[:m], p.null[w:w+m])
	}
}

// restore writes η from y. It reports false when η leaves the range of the
// float64 of full precision.
func (p *reduction) restore(eta []float64, y []twofold) bool {
	ok := true
	for i, s := range p.order {
		eta[s] = math.Ldexp(y[i].float(), p.scale[i]+p.alpha-p.beta)
		ok = ok && (y[i].hi == 0 || ordinary(eta[s]))
	}
	return ok
}
