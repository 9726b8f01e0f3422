package cubic

// certificate bounds how far a y is from the minimiser of a model in the units
// of its arithmetic,
//
//	F(y) = (A + tB)y − g = 0,  t = κ‖y‖_B,  A + tB ≻ 0.
//
// The derivative of F is J = A + tB + wwᵀ with w = By √(κ/‖y‖_B), well
// conditioned also where A + tB is almost singular because y leans to its
// lowest eigenvector. With e a bound of |F| and of the rounding in it, the error
// of y is below E = |J⁻¹|e entry by entry, and A + tB = J − wwᵀ is positive
// definite where wᵀJ⁻¹w < 1. A certificate reuses its memory.
type certificate[T arithmetic[T]] struct {
	j, x    []T // n×n: J and its LDLᵀ; the inverse of L
	w, e, v []T
	size    []T // what the rounding in J_ii is a share of
	terms   []T // what the rounding in F_i is a share of; 0 where F_i is 0 because each of its terms is
	f       []T // F
	t       T
	known   bool // J is positive definite, and e its E
}

// allowed is the exponent of the relative error of an entry of y, of r and of φ that a
// certificate allows: below the rounding to float64.
const allowed = -58

// holds reports whether y is the minimiser, to the allowed error in every entry
// and in φ. unit is the rounding of the arithmetic for sums of n terms; floor is
// added to the size of each term, for what an underflow loses. Without a gradient, g = 0, A + tB has the eigenvalue 0 at y ≠ 0, and as J ≻ 0 leaves it no
// more than one that is not positive, the others are.
func (c *certificate[T]) holds(a, b, g, y []T, kappa, unit, floor T) bool {
	n := len(y)
	if n == 0 {
		return true
	}
	c.derivative(a, b, g, y, kappa, floor)
	c.x = grown(c.x, n*n)
	c.e, c.v = grown(c.e, n), grown(c.v, n)
	zero := kappa.whole(0)
	c.known = false
	if factorise(c.j, n) < n {
		return false
	}
	c.known = true
	// x = L⁻¹ and the diagonal of J⁻¹, as a share of what rounding goes by.
	trace, touch := zero, zero
	for i := range n {
		for k := range i {
			v := zero.sub(c.j[i*n+k])
			for j := k + 1; j < i; j++ {
				v = v.without(c.j[i*n+j], c.x[j*n+k])
			}
			c.x[i*n+k] = v
		}
		c.x[i*n+i] = zero.whole(1)
		xw := zero
		for k := range i + 1 {
			x := c.x[i*n+k]
			trace = trace.add(x.mul(x).mul(c.size[k]).div(c.j[i*n+i]))
			xw = xw.add(x.mul(c.w[k]))
		}
		touch = touch.add(xw.mul(xw).div(c.j[i*n+i]))
	}
	for i := range n {
		c.e[i] = c.f[i].abs().add(c.terms[i].mul(unit))
	}
	for i := range n {
		c.v[i] = zero
		for k := range i + 1 {
			c.v[i] = c.v[i].add(c.x[i*n+k].abs().mul(c.e[k]))
		}
		c.v[i] = c.v[i].div(c.j[i*n+i])
	}
	worst, slope, steep, doubt := zero, zero, zero, zero
	for k := range n {
		bound := zero
		for i := k; i < n; i++ {
			bound = bound.add(c.x[i*n+k].abs().mul(c.v[i]))
		}
		c.e[k] = bound
	}
	for k := range n {
		product := g[k].mul(y[k])
		slope, steep = slope.add(product), steep.add(g[k].abs())
		doubt = doubt.add(g[k].abs().mul(c.e[k])).add(product.abs().mul(unit))
		if c.unsure(k, y[k]) || zero.less(c.terms[k]) && !zero.less(c.e[k]) { // the latter from underflow
			return false
		}
		if zero.less(c.e[k]) {
			if share := c.e[k].div(y[k].abs()); !share.less(worst) {
				worst = share
			}
		}
	}
	if !trace.mul(unit).less(zero.whole(0x1p-20)) {
		return false
	}
	// φ = −ḡᵀη/2 − λr³/12
	if value := slope.abs().add(c.t.mul(inner(b, y, y))); !doubt.less(value.times2(allowed)) && zero.less(doubt) {
		return false
	}
	if zero.less(c.t) && !zero.less(steep) {
		return true
	}
	margin := trace.mul(unit.add(worst)).mul(zero.whole(16 * float64(n)))
	return margin.less(zero.whole(1).sub(touch))
}

// unsure reports whether entry k of y may be off by more than the allowed error.
func (c *certificate[T]) unsure(k int, y T) bool {
	zero := y.whole(0)
	return !c.known || zero.less(c.e[k]) && !c.e[k].less(y.abs().times2(allowed))
}

// derivative writes F, J, and the sums of the sizes of the terms of F and of the
// diagonal of J.
func (c *certificate[T]) derivative(a, b, g, y []T, kappa, floor T) {
	n := len(y)
	zero := kappa.whole(0)
	c.j = grown(c.j, n*n)
	c.w, c.size, c.terms, c.f = grown(c.w, n), grown(c.size, n), grown(c.terms, n), grown(c.f, n)
	rho := inner(b, y, y).sqrt()
	c.t = kappa.mul(rho)
	root := zero
	if zero.less(rho) {
		root = kappa.div(rho).sqrt()
	}
	for i := range n {
		c.w[i] = b[i].mul(y[i]).mul(root)
	}
	for i := range n {
		cubic := c.t.mul(b[i])
		v := cubic.mul(y[i])
		f, terms := v.sub(g[i]), v.abs().add(g[i].abs())
		if zero.less(terms) {
			terms = terms.add(floor)
		}
		for j := range n {
			if v := a[i*n+j]; zero.less(v.abs()) && zero.less(y[j].abs()) {
				v = v.mul(y[j])
				f, terms = f.add(v), terms.add(v.abs()).add(floor)
			}
			c.j[i*n+j] = a[i*n+j].add(c.w[i].mul(c.w[j]))
		}
		c.f[i], c.terms[i] = f, terms
		c.size[i] = a[i*n+i].abs().add(cubic).add(c.w[i].mul(c.w[i]))
		c.j[i*n+i] = c.j[i*n+i].add(cubic)
	}
}
