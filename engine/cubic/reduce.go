package cubic

import (
	"fmt"
	"math"
	"slices"
)

// reduction is the problem in scaled units, unregularised groups first and
// eliminated. In the units y = 2^(β−α) η/scale the model reads
//
//	(A + tB) y = g,   t = κ‖y‖_B,   B = Diag(b),  b_i ∈ [¼, 1),
//
// where A, g are the Schur complement over the groups with D_s > 0.
type reduction[T arithmetic[T]] struct {
	one         T     // 1, in the precision of all that follows
	size, zero  int   // S and the number of unregularised groups
	rank        int   // rank of the unregularised block
	order       []int // order[i] is the group at place i
	scale       []int // η of the group at place i is 2^(scale+α−β) y_i
	a           []T   // S×S: below the diagonal of the first rank columns the multipliers, then the Schur complement
	g           []T   // S, eliminated
	g0          []T   // S, as it came
	b           []T   // S, (scaled D_s)²; 0 for unregularised groups
	null        []T   // basis of the null space of the unregularised block, orthonormal in scaled units
	alpha, beta int   // exponents that bring the largest |A| and |g| near 1
	kappa       T     // (λ/2)·2^(2α−β)
	doubt       bool  // a decision depended on too few digits
	lost        bool  // an entry is so small in scaled units that products lose digits
}

const (
	// sure is how many bits of its terms a difference must keep to be certainly more
	// than rounding: with fewer, Solver decides the case again with more bits.
	sure = 64
	// kept is the scaled number below which twofold products lose digits.
	kept = 0x1p-900
)

// reduce scales and eliminates, in the precision of one. λ = 0 makes every group
// unregularised.
func (p *reduction[T]) reduce(one T, gbar, hbar, d []float64, lambda float64) Status {
	n := len(gbar)
	p.resize(n)
	p.one = one
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
	clear(p.b)
	for i, s := range p.order {
		if i < p.zero {
			p.scale[i] = -curvatureExponent(hbar, n, s)
			continue
		}
		f, e := math.Frexp(math.Abs(d[s]))
		p.scale[i], p.b[i] = -e, one.whole(f).mul(one.whole(f)).plain()
	}
	p.load(gbar, hbar, lambda)
	return p.eliminate()
}

func (p *reduction[T]) resize(n int) {
	p.size, p.zero, p.rank, p.doubt, p.lost = n, 0, 0, false, false
	p.order = slices.Grow(p.order[:0], n)
	p.scale = grown(p.scale, n)
	p.a = grown(p.a, n*n)
	p.g, p.g0, p.b = grown(p.g, n), grown(p.g0, n), grown(p.b, n)
	p.null = p.null[:0]
}

// grown returns a slice of length n, in x's memory when it is large enough.
func grown[T any](x []T, n int) []T { return slices.Grow(x[:0], n)[:n] }

// check panics where the lengths do not match, and reports whether all numbers are
// finite.
func check(gbar, hbar, d []float64) bool {
	if n := len(gbar); len(hbar) != n*n || len(d) != n {
		panic(fmt.Sprintf("cubic: %d entries of ḡ, %d of H̄, %d of D", n, len(hbar), len(d)))
	}
	return finite(gbar) && finite(hbar) && finite(d)
}

func finite(x []float64) bool {
	return !slices.ContainsFunc(x, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
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

// load fills a and g with the scaled, symmetrised problem.
func (p *reduction[T]) load(gbar, hbar []float64, lambda float64) {
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
		p.g[i] = p.scaled(gbar[s], p.scale[i]+p.beta)
		p.g0[i] = p.g[i]
		for j := range p.order {
			p.a[i*n+j] = p.entry(hbar, i, j)
		}
	}
	p.kappa = p.one.whole(lambda).times2(2*p.alpha - p.beta - 1)
}

// entry returns the scaled H̄ of the groups at places i and j, symmetrised.
func (p *reduction[T]) entry(hbar []float64, i, j int) T {
	s, t := p.order[i], p.order[j]
	e := p.scale[i] + p.scale[j] + p.alpha - 1
	return p.scaled(hbar[s*p.size+t], e).add(p.scaled(hbar[t*p.size+s], e))
}

// scaled returns x·2ᵉ.
func (p *reduction[T]) scaled(x float64, e int) T {
	v := p.one.whole(x).times2(e)
	p.lost = p.lost || x != 0 && math.Abs(v.head()) < kept
	return v
}

// eliminate takes the unregularised groups out by a pivoted LDLᵀ. It returns
// Unbounded when the block has negative curvature, or none along a direction in
// which the model has a slope; Unsolved when the rest remains to be solved.
func (p *reduction[T]) eliminate() Status {
	n := p.size
	// The product of the pivots' shares of their terms: rounding has grown by at most
	// its inverse.
	spent, unsure := p.one, p.one.times2(sure-p.one.bits())
	for ; p.rank < p.zero; p.rank++ {
		k := -1
		var zero, best T
		for i := p.rank; i < p.zero; i++ {
			// A diagonal entry is compared with its own terms, not with
			// other groups.
			size := p.terms(i, func(k int) T { return p.a[k*n+i] })
			if p.a[i*n+i].none(size) {
				continue
			}
			left := p.a[i*n+i].share(size)
			if best.less(left) {
				k, best = i, left
			} else if !zero.less(left) {
				p.doubt = p.doubt || spent.mul(left.abs()).less(unsure)
				return Unbounded
			}
		}
		if k < 0 {
			break
		}
		spent = spent.mul(best)
		p.doubt = p.doubt || spent.less(unsure)
		p.swap(k, p.rank)
		k = p.rank
		pivot := p.a[k*n+k]
		for i := k + 1; i < n; i++ {
			p.a[i*n+k] = p.a[i*n+k].div(pivot)
		}
		for i := k + 1; i < n; i++ {
			l := p.a[i*n+k]
			p.g[i] = p.g[i].without(l, p.g[k])
			for j := k + 1; j <= i; j++ {
				p.a[i*n+j] = p.a[i*n+j].without(l, p.a[k*n+j])
				p.a[j*n+i] = p.a[i*n+j]
			}
		}
	}
	for i := p.rank; i < p.zero; i++ {
		// A group whose row is 0 is certainly flat; the others may be.
		p.doubt = p.doubt || !p.one.exact() && (p.rank > 0 || slices.ContainsFunc(p.a[i*n:i*n+n], func(v T) bool { return v.head() != 0 }))
		if p.leans(i) {
			return Unbounded
		}
	}
	p.basis()
	return Unsolved
}

// terms returns the sum of the sizes of what was taken from an entry of row i, whose
// column above holds of(k).
func (p *reduction[T]) terms(i int, of func(k int) T) (size T) {
	for k := range p.rank {
		size = size.add(p.a[i*p.size+k].mul(of(k)).abs())
	}
	return size
}

// leans reports whether the model has a slope along the flat direction i: from
// ḡ, or from any other group once that group moves.
func (p *reduction[T]) leans(i int) bool {
	n := p.size
	for j := p.rank; j < n; j++ {
		if j != i && !p.a[i*n+j].none(p.terms(i, func(k int) T { return p.a[k*n+j] })) {
			return true
		}
	}
	return !p.g[i].none(p.terms(i, func(k int) T { return p.g[k] }))
}

// swap exchanges the unregularised groups at places i and j.
func (p *reduction[T]) swap(i, j int) {
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
func (p *reduction[T]) basis() {
	m := p.zero
	for q := p.rank; q < m; q++ {
		at := len(p.null)
		p.null = grown(p.null, at+m)
		v := p.null[at : at+m]
		clear(v)
		v[q] = p.one
		p.back(v, p.rank-1)
		for w := 0; w < at; w += m {
			project(v, p.null[w:w+m])
		}
		norm := dot(v, v).sqrt()
		for i := range v {
			v[i] = v[i].div(norm)
		}
	}
}

// back substitutes from place k on downwards: what y has there less what the
// elimination took.
func (p *reduction[T]) back(y []T, k int) {
	for ; k >= 0; k-- {
		for i := k + 1; i < len(y); i++ {
			y[k] = y[k].without(p.a[i*p.size+k], y[i])
		}
	}
}

// project takes from y its part along the unit vector v.
func project[T arithmetic[T]](y, v []T) {
	c := dot(y, v)
	for i := range y {
		y[i] = y[i].without(c, v[i])
	}
}

// complete fills in the unregularised groups of y from its regularised ones:
// y_Z = A_ZZ⁺(g_Z − A_ZR y_R), 0 for the groups that are flat.
func (p *reduction[T]) complete(y []T) {
	clear(y[p.rank:p.zero])
	for k := p.rank - 1; k >= 0; k-- {
		y[k] = p.g[k].div(p.a[k*p.size+k])
	}
	p.back(y, p.rank-1)
}

// restore writes η from y, the shortest one in scaled units. It reports false when η
// leaves the range of the float64 of full precision.
func (p *reduction[T]) restore(eta []float64, y []T) bool {
	for w := 0; w < len(p.null); w += p.zero {
		project(y[:p.zero], p.null[w:w+p.zero])
	}
	ok := true
	for i, s := range p.order {
		v := y[i].scaled()
		v.e += p.scale[i] + p.alpha - p.beta
		eta[s] = v.float()
		ok = ok && v.ordinary()
	}
	return ok
}
