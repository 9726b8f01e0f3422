package cubic

import "math"

const (
	// closed: a bracket of a relative width below 2^(closed−bits) is not cut any more.
	closed = 6
	// negligible is far below the rounding of A, whose largest entry is near 1,
	// and far above the numbers whose twofold parts underflow.
	negligible = 0x1p-800
	// singular is the relative size below which a float64 does not see a
	// distance from the boundary of positive definiteness.
	singular = 0x1p-50
)

// pencil is the problem of the regularised groups, to be solved for the largest t:
//
//	(A + tB) y = g,  t = κ‖y‖_B
type pencil[T arithmetic[T]] struct {
	first   int // place of the first among all groups
	n       int
	a, b, g []T // n×n, n, n
	kappa   T
	l       []T // of A + tB: unit lower triangle, pivots on the diagonal
	y, z, w []T // solution, lowest eigenvector of B⁻¹A, scratch
}

// load takes the eliminated problem.
func (q *pencil[T]) load(p *reduction[T]) {
	n, m := p.size, p.zero
	q.first, q.n, q.b, q.g, q.kappa = m, n-m, p.b[m:n], p.g[m:n], p.kappa
	q.a, q.l = grown(q.a, q.n*q.n), grown(q.l, q.n*q.n)
	q.y, q.z, q.w = grown(q.y, q.n), grown(q.z, q.n), grown(q.w, q.n)
	for i := range q.n {
		for j := range q.n {
			q.a[i*q.n+j] = p.a[(m+i)*n+m+j].plain()
		}
	}
}

// search finds the largest t with κ‖(A + tB)⁻¹g‖_B = t and writes y, and to z
// the eigenvector of the lowest eigenvalue of B⁻¹A. flat says that g = 0.
//
// It is the method of Moré and Sorensen (1983) with every bound a factorisation:
// a negative pivot gives a direction of negative curvature, a success an inverse
// iteration; the Rayleigh quotient of either raises the lower bound of t.
func (q *pencil[T]) search(flat bool) Status {
	var lo T
	q.start()
	hi := q.ceiling()
	exact, bits := hi.exact(), hi.bits()
	if flat && !exact {
		if _, ok := q.factor(lo); ok {
			return q.atZero()
		}
	}
	if !exact && (hi.head() == 0 || math.IsInf(hi.head(), 0)) {
		if flat && hi.head() == 0 {
			return q.atZero()
		}
		return NotFinite
	}
	found, resolved := math.Ldexp(1, 20-bits), math.Ldexp(1, -bits)
	last, t, cut := math.Inf(1), hi, 10
	if exact {
		cut = 100 // the root may lie thousands of digits below
	}
	for range 96 + bits {
		next, failed := t, false
		if pivot, ok := q.factor(t); !ok {
			lo = larger(larger(lo, t.sub(pivot.div(q.inner(q.z, q.z)))), t)
			failed, cut = true, 10
		} else {
			lo = larger(lo, t.sub(q.lowest()))
			miss, slope, square := q.measure(t)
			size := math.Abs(miss.head())
			if size <= found {
				q.orient()
				return q.classify(t)
			}
			var change float64
			next, change = t.moved(miss, slope, square)
			if math.Abs(change) <= resolved || size <= 0x1p-40 && size >= last/2 {
				return q.edge(t) // beside the pole only rounding is left
			}
			last = size
			if miss.head() > 0 {
				lo = larger(lo, t)
			} else {
				hi = t
			}
		}
		if !exact && flat && hi.head() < rounding {
			return q.atZero()
		}
		if !exact && hi.head() < negligible {
			return q.newton()
		}
		if !hi.times2(closed - bits).less(hi.sub(lo)) {
			return q.edge(hi)
		}
		if failed || flat || !lo.less(next) || !next.less(hi) {
			next = between(lo, hi, failed, cut)
			if exact && !failed {
				// Far below any quotient of products of doubles there is no root.
				if cut *= 2; cut > 1<<20 {
					return q.edge(hi)
				}
			}
		}
		t = next
	}
	return q.edge(hi)
}

// atZero ends the search with y = 0: the unregularised groups account for all of ḡ.
func (q *pencil[T]) atZero() Status {
	clear(q.y)
	return Interior
}

// newton ends the search at t = 0: the cubic term is too small for any digit.
func (q *pencil[T]) newton() Status {
	var zero T
	if _, ok := q.factor(zero); !ok {
		return NotFinite
	}
	copy(q.y, q.g)
	unfactorise(q.l, q.n, q.y)
	return Interior
}

// between cuts a bracket: on a logarithmic scale when it is wide, close to its
// lower end, which the Rayleigh quotients bound well, when it is narrow; in half
// after a failure there.
func between[T arithmetic[T]](lo, hi T, failed bool, cut int) T {
	var zero T
	if lo.times2(2).less(hi) {
		if zero.less(lo) {
			return hi.mean(lo)
		}
		return hi.times2(-2 * cut)
	}
	if failed {
		cut = 1
	}
	return lo.add(hi.sub(lo).times2(-cut))
}

// advance returns the relative change of t towards the root of κρ(t) = t from
// miss = κρ/t − 1 and share = −d log ρ/d log t: the larger of Newton's steps on
// 1/ρ − κ/t, exact beside a pole, and on log κρ − log t, exact where ρ is a
// power of t. The first never passes the root upwards.
func advance(miss, share float64) float64 {
	return max(miss/(1+miss+share), math.Expm1(math.Log1p(miss)/(1+share)))
}

// start fills z with a fixed direction that is hardly orthogonal to any eigenvector: the fractional parts of multiples of the golden ratio.
func (q *pencil[T]) start() {
	for i := range q.z {
		_, f := math.Modf(float64(q.first+i+1) * math.Phi)
		q.z[i] = q.kappa.whole(0.5 + f)
	}
	q.unit(q.z)
}

// ceiling returns a t above the root: t(t − ν) ≤ κ‖c‖ with ν the Frobenius norm
// of B^−½AB^−½ and c = B^−½g.
func (q *pencil[T]) ceiling() T {
	if q.kappa.exact() {
		var c, nu T
		for i := range q.n {
			c = c.add(q.g[i].mul(q.g[i]).div(q.b[i]))
			for j, v := range q.a[i*q.n:][:q.n] {
				nu = nu.add(v.mul(v).div(q.b[i].mul(q.b[j])))
			}
		}
		return nu.sqrt().add(q.kappa.mul(c.sqrt()).sqrt()).mul(q.kappa.whole(1.01))
	}
	var c, nu float64
	for i := range q.n {
		c = math.Hypot(c, q.g[i].head()/math.Sqrt(q.b[i].head()))
		for j, v := range q.a[i*q.n:][:q.n] {
			nu = math.Hypot(nu, v.head()/math.Sqrt(q.b[i].head()*q.b[j].head()))
		}
	}
	return q.kappa.whole(1.01 * (nu/2 + math.Hypot(nu/2, math.Sqrt(q.kappa.head())*math.Sqrt(c))))
}

// factor writes the LDLᵀ of A + tB. It reports false at the first pivot that
// is not positive; z is then a direction of curvature zᵀ(A + tB)z = pivot ≤ 0.
func (q *pencil[T]) factor(t T) (pivot T, ok bool) {
	n := q.n
	copy(q.l, q.a)
	for i := range n {
		q.l[i*n+i] = q.l[i*n+i].add(t.mul(q.b[i]))
	}
	at := factorise(q.l, n)
	if at == n {
		return pivot, true
	}
	clear(q.z)
	q.z[at] = q.kappa.whole(1)
	for k := at - 1; k >= 0; k-- {
		for j := k + 1; j <= at; j++ {
			q.z[k] = q.z[k].without(q.l[j*n+k], q.z[j])
		}
	}
	return q.l[at*n+at], false
}

// inner returns xᵀBy.
func (q *pencil[T]) inner(x, y []T) T { return inner(q.b, x, y) }

// unit scales x to xᵀBx = 1.
func (q *pencil[T]) unit(x []T) {
	size := q.inner(x, x).sqrt()
	for i := range x {
		x[i] = x[i].div(size)
	}
}

// lowest improves z by one inverse iteration and returns its Rayleigh quotient
// zᵀ(A + tB)z/zᵀBz, an upper bound of the lowest eigenvalue of B⁻¹A + t.
func (q *pencil[T]) lowest() T {
	q.unit(q.z)
	for i, b := range q.b {
		q.z[i] = b.mul(q.z[i])
		q.w[i] = q.z[i]
	}
	unfactorise(q.l, q.n, q.z)
	quotient := dot(q.z, q.w).div(q.inner(q.z, q.z))
	q.unit(q.z)
	return quotient
}

// measure solves for y at the t factored last and returns κρ/t − 1 with ρ = ‖y‖_B,
// and −dρ/dt as slope/ρ, slope = yᵀB(A + tB)⁻¹By, with ρ².
func (q *pencil[T]) measure(t T) (miss, slope, square T) {
	copy(q.y, q.g)
	unfactorise(q.l, q.n, q.y)
	for i, b := range q.b {
		q.w[i] = b.mul(q.y[i])
	}
	square = dot(q.w, q.y)
	var zero T
	if !zero.less(square) {
		return q.kappa.whole(-1), zero, zero
	}
	unfactorise(q.l, q.n, q.w)
	return square.sqrt().mul(q.kappa).div(t).sub(q.kappa.whole(1)), q.inner(q.w, q.y), square
}

// classify returns Boundary in the hard case, else Interior, at a root t with the lowest
// eigenvector z. In the hard case the distance of t from the boundary and the
// component of the gradient along z are both 0 to rounding.
func (q *pencil[T]) classify(t T) Status {
	gap := q.lowest()
	var size T
	for i, b := range q.b {
		size = size.add(q.g[i].mul(q.g[i]).div(b))
	}
	small := q.kappa.whole(singular)
	if !small.mul(t).less(gap) && !small.mul(size.sqrt()).less(dot(q.g, q.z).abs()) {
		return Boundary
	}
	return Interior
}

// edge ends the search at a t that cannot be improved, so close above the boundary
// that ‖y‖ does not determine t: y gets the multiple of z that makes κ‖y‖_B = t. Of
// the two, the one that lowers φ more; if they tie, the positive one.
func (q *pencil[T]) edge(t T) Status {
	var zero T
	if _, ok := q.factor(t); !ok {
		return NotFinite
	}
	quotient := q.lowest()
	q.measure(t)
	// If the lowest eigenvalue is multiple, z must be the eigenvector that dominates y:
	// (A + tB)⁻¹By, which measure left in w, if its quotient is as low.
	if size := q.inner(q.w, q.w); zero.less(size) {
		if low := q.inner(q.w, q.y).div(size); zero.less(low) && !quotient.times2(1).less(low) {
			copy(q.z, q.w)
			q.unit(q.z)
		}
	}
	// A small λ makes the multiple so large that rounding in z would exceed the
	// entries of y where z is 0.
	q.lowest()
	q.lowest()
	if !t.exact() {
		for i := range q.z { // smaller entries are rounding
			if math.Abs(q.z[i].head())*math.Sqrt(q.b[i].head()) < 0x1p-104 {
				q.z[i] = zero
			}
		}
	}
	q.orient()
	rho, size := t.div(q.kappa), q.inner(q.y, q.y).sqrt()
	along := q.inner(q.y, q.z)
	root := along.mul(along).add(rho.sub(size).mul(rho.add(size))).sqrt()
	var slope, total T
	for i, g := range q.g {
		v := g.mul(q.z[i])
		slope, total = slope.add(v), total.add(v.abs())
	}
	if slope.less(total.times2(8 - t.bits()).neg()) {
		root = root.neg()
	}
	multiple := root.sub(along)
	for i := range q.y {
		q.y[i] = q.y[i].add(multiple.mul(q.z[i]))
	}
	return q.classify(t)
}

// orient gives z the sign that makes its largest entry of Dη positive.
func (q *pencil[T]) orient() {
	var largest T
	at, more := 0, q.kappa.whole(1+singular)
	for i, b := range q.b {
		if v := q.z[i].mul(q.z[i]).mul(b); largest.mul(more).less(v) {
			at, largest = i, v
		}
	}
	var zero T
	if q.z[at].less(zero) {
		for i := range q.z {
			q.z[i] = q.z[i].neg()
		}
	}
}

// reflect turns y into the other minimiser, mirrored along z. An entry that is exactly
// 0 in wide numbers stays 0.
func (q *pencil[T]) reflect(y []T) {
	var zero T
	c := q.inner(y, q.z).times2(1)
	for i, v := range y {
		if !v.exact() || zero.less(v.abs()) {
			y[i] = v.without(c, q.z[i])
		}
	}
}
