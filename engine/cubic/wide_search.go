package cubic

import (
	"math"
	"slices"
)

// search finds the largest t with κ‖(A + tB)⁻¹g‖_B = t among the regularised
// groups and leaves y and in z the lowest eigenvector of B⁻¹A. It is the method of
// secular, with every bound a factorisation: t is too high where A + tB is
// positive definite and κ‖y‖_B ≤ t, else too low. flat says that g = 0.
func (e *wideProblem) search(flat bool) Status {
	n := e.n - e.zero
	a, b, g := make([]wide, n*n), e.b[e.zero:], make([]wide, n)
	for i := range n {
		g[i] = e.g[e.zero+i].wide
		for j := range n {
			a[i*n+j] = e.a[(e.zero+i)*e.n+e.zero+j].wide
		}
	}
	e.p = pencil{prec: e.prec, n: n, a: a, b: b, g: g, kappa: e.kappa}
	p := &e.p
	p.start()
	if !p.root(e.t, flat) {
		return Unsolved
	}
	e.t = p.t
	status := Interior
	if p.polish(); p.hard() {
		status = Boundary
	}
	copy(e.y[e.zero:], p.y)
	copy(e.z[e.zero:], p.z)
	return status
}

// pencil is the problem (A + tB)y = g, t = κ‖y‖_B, of n groups.
type pencil struct {
	prec    uint
	n       int
	a, b, g []wide
	kappa   wide
	l       []wide // of A + tB
	y, z    []wide
	t       wide
}

func (p *pencil) whole(x float64) wide { return wideOf(x, p.prec) }

// start fills z as Solver.start does, with entries of one size in Dη.
func (p *pencil) start() {
	p.z = make([]wide, p.n)
	for i := range p.z {
		_, f := math.Modf(float64(i+1) * math.Phi)
		p.z[i] = p.whole(0.5 + f).div(p.b[i].sqrt())
	}
}

// ceiling returns a t above the root, as Solver.ceiling does.
func (p *pencil) ceiling() wide {
	c, nu := p.whole(0), p.whole(0)
	for i := range p.n {
		c = c.add(p.g[i].mul(p.g[i]).div(p.b[i]))
		for j := range p.n {
			v := p.a[i*p.n+j]
			nu = nu.add(v.mul(v).div(p.b[i].mul(p.b[j])))
		}
	}
	return nu.sqrt().add(p.kappa.mul(c.sqrt()).sqrt()).mul(p.whole(1.01))
}

// factor writes the LDLᵀ of A + tB and returns n, or the place of the first
// pivot that is not positive.
func (p *pencil) factor(t wide) int {
	p.l = append(p.l[:0], p.a...)
	for i := range p.n {
		p.l[i*p.n+i] = p.l[i*p.n+i].add(t.mul(p.b[i]))
	}
	return factorise(p.l, p.n)
}

// unfactorise overwrites x with the solution of LDLᵀ x' = x.
func unfactorise[T arithmetic[T]](l []T, n int, x []T) {
	for i := range n {
		for k := range i {
			x[i] = x[i].without(l[i*n+k], x[k])
		}
	}
	for i := n - 1; i >= 0; i-- {
		x[i] = x[i].div(l[i*n+i])
		for k := i + 1; k < n; k++ {
			x[i] = x[i].without(l[k*n+i], x[k])
		}
	}
}

// inner returns xᵀBy.
func (p *pencil) inner(x, y []wide) wide {
	sum := p.whole(0)
	for i := range x {
		sum = sum.add(p.b[i].mul(x[i]).mul(y[i]))
	}
	return sum
}

// lowest improves z by one inverse iteration with the factors at hand and
// returns its Rayleigh quotient.
func (p *pencil) lowest() wide {
	w := make([]wide, p.n)
	for i := range w {
		w[i] = p.b[i].mul(p.z[i])
	}
	z := slices.Clone(w)
	unfactorise(p.l, p.n, z)
	product := p.whole(0)
	for i := range z {
		product = product.add(z[i].mul(w[i]))
	}
	square := p.inner(z, z)
	size := square.sqrt()
	for i := range z {
		z[i] = z[i].div(size)
	}
	p.z = z
	return product.div(square)
}

// root finds t, beginning at from if that is known.
func (p *pencil) root(from wide, flat bool) bool {
	n, one := p.n, p.whole(1)
	lo, base, hi := p.whole(0), p.whole(0), p.ceiling()
	p.t = hi
	if from.f != nil {
		if v := p.whole(1).times2(40 - int(p.prec)/2).add(one).mul(from); v.less(hi) {
			p.t = v
		}
	}
	closed := 16 - int(p.prec)
	cut, ready := 10, false
	for range 100 + p.prec/2 {
		next, newton := p.t, false
		if at := p.factor(p.t); at < n {
			z := make([]wide, n)
			for i := range z {
				z[i] = p.whole(0)
			}
			z[at] = one
			for k := at - 1; k >= 0; k-- {
				for j := k + 1; j <= at; j++ {
					z[k] = z[k].sub(p.l[j*n+k].mul(z[j]))
				}
			}
			square := p.inner(z, z)
			lo, base = p.t, larger(base, p.t.sub(p.l[at*n+at].div(square)))
			size := square.sqrt()
			for i := range z {
				z[i] = z[i].div(size)
			}
			p.z = z
			cut = max(1, cut/4)
		} else {
			ready = true
			quotient := p.lowest()
			noise := p.t.add(quotient).times2(24 - int(p.prec))
			if low := p.t.sub(quotient).sub(noise); low.less(p.t) {
				base = larger(base, low)
			}
			p.y = slices.Clone(p.g)
			unfactorise(p.l, n, p.y)
			square := p.inner(p.y, p.y)
			if flat || square.f.Sign() == 0 {
				hi = p.t
			} else {
				w := make([]wide, n)
				for i := range w {
					w[i] = p.b[i].mul(p.y[i])
				}
				unfactorise(p.l, n, w)
				share := p.t.mul(p.inner(w, p.y)).div(square)
				q := p.kappa.mul(square.sqrt()).div(p.t)
				if one.less(q) {
					lo = p.t
				} else {
					hi = p.t
				}
				miss := q.sub(one)
				if miss.abs().less(one.times2(-60)) {
					return true
				}
				next = p.t.add(p.t.mul(miss.div(q.add(share))))
				if one.times2(-20).less(miss.abs()) {
					// The step on log κρ − log t, whose result may be off by rounding.
					e := q.log2() / (1 + math.Min(share.float(), math.MaxFloat64))
					next = larger(next, p.t.mul(p.whole(math.Exp2(e-math.Floor(e)))).times2(int(math.Floor(e))))
				}
				newton = true
			}
		}
		floor := larger(lo, base)
		gap := hi.sub(floor)
		if !hi.times2(closed).less(gap) {
			p.t = hi
			if !ready || p.factor(hi) < n {
				return false
			}
			p.edge()
			return true
		}
		if !newton || !floor.less(next) || !next.less(hi) {
			if hi.f.MantExp(nil) > floor.f.MantExp(nil)+2 && floor.f.Sign() > 0 {
				next = hi.mul(floor).sqrt()
			} else if floor.f.Sign() == 0 {
				next = hi.times2(-20 * cut)
			} else {
				// As far down as the digits show a difference from the floor.
				left := int(p.prec) - 12 - hi.f.MantExp(nil) + gap.f.MantExp(nil)
				next = floor.add(gap.times2(-max(1, min(cut, left))))
			}
			cut *= 2
		}
		p.t = next
	}
	return false
}

func larger(a, b wide) wide {
	if a.less(b) {
		return b
	}
	return a
}

// edge gives y the multiple of z that makes κ‖y‖_B = t, as Solver.edge does, at a
// t so close above the boundary that ‖y‖ says nothing about it.
func (p *pencil) edge() {
	quotient := p.lowest()
	p.y = slices.Clone(p.g)
	unfactorise(p.l, p.n, p.y)
	w := make([]wide, p.n)
	for i := range w {
		w[i] = p.b[i].mul(p.y[i])
	}
	unfactorise(p.l, p.n, w)
	if square := p.inner(w, w); square.f.Sign() > 0 {
		if low := p.inner(w, p.y).div(square); low.f.Sign() > 0 && !quotient.times2(1).less(low) {
			p.z = w
		}
	}
	p.lowest()
	p.lowest()
	p.orient()
	rho, square := p.t.div(p.kappa), p.inner(p.y, p.y)
	along := p.inner(p.y, p.z)
	root := along.mul(along).add(rho.mul(rho).sub(square)).sqrt()
	slope, total := p.slope()
	if slope.f.Sign() < 0 && total.times2(48-int(p.prec)).less(slope.abs()) {
		root = root.neg()
	}
	multiple := root.sub(along)
	for i := range p.y {
		p.y[i] = p.y[i].add(multiple.mul(p.z[i]))
	}
}

// slope returns gᵀz and Σ|g_i z_i|.
func (p *pencil) slope() (slope, total wide) {
	slope, total = p.whole(0), p.whole(0)
	for i, g := range p.g {
		v := g.mul(p.z[i])
		slope, total = slope.add(v), total.add(v.abs())
	}
	return slope, total
}

// orient gives z the sign that makes its largest entry of Dη positive.
func (p *pencil) orient() {
	at, largest := 0, p.whole(0)
	for i, z := range p.z {
		if v := z.mul(z).mul(p.b[i]); largest.mul(p.whole(1 + singular)).less(v) {
			at, largest = i, v
		}
	}
	if p.z[at].f.Sign() < 0 {
		for i := range p.z {
			p.z[i] = p.z[i].neg()
		}
	}
}

// polish takes Newton's steps on F(y) = (A + κ‖y‖_B B)y − g, whose derivative is
// well conditioned also beside the boundary, as long as they shrink.
func (p *pencil) polish() {
	var c certificate[wide]
	last := math.Inf(1)
	for range 12 {
		// It is singular where y has no part in a lowest eigenvector: a share of the
		// diagonal then keeps the step along that at 0.
		for share := int(p.prec); ; share /= 2 {
			c.derivative(p.a, p.b, p.g, p.y, p.kappa, p.whole(0))
			for i := range p.n {
				c.j[i*p.n+i] = c.j[i*p.n+i].add(c.size[i].times2(-share))
			}
			if factorise(c.j, p.n) == p.n {
				break
			}
			if share < 16 {
				return
			}
		}
		unfactorise(c.j, p.n, c.f)
		change := p.inner(c.f, c.f)
		if change.f.Sign() == 0 {
			return
		}
		size := (change.log2() - p.inner(p.y, p.y).log2()) / 2
		if size > -4 || size >= last-1 {
			return
		}
		last = size
		for i := range p.y {
			p.y[i] = p.y[i].sub(c.f[i])
		}
		p.t = p.kappa.mul(p.inner(p.y, p.y).sqrt())
		if size < -float64(p.prec)/2-8 {
			return
		}
	}
}

// hard tells the hard case as Solver.named does.
func (p *pencil) hard() bool {
	size := p.whole(0)
	for i := range p.g {
		size = size.add(p.g[i].mul(p.g[i]).div(p.b[i]))
	}
	gap := p.t.mul(p.inner(p.z, p.z))
	for i := range p.z {
		for j := range p.z {
			gap = gap.add(p.z[i].mul(p.a[i*p.n+j]).mul(p.z[j]))
		}
	}
	slope, _ := p.slope()
	return !p.t.mul(p.whole(singular)).less(gap) && !size.sqrt().mul(p.whole(singular)).less(slope.abs())
}
