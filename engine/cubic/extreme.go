package cubic

import "math"

// digits returns by how many binary digits the numbers of the equations differ
// at most: those of the input as products hold them, and κ = λ|ḡ|D³/2H̄² from 1.
func digits(gbar, hbar, d []float64, lambda float64) int {
	g, h, w, l := exponents(gbar), exponents(hbar), exponents(d), exponents([]float64{lambda})
	kappa := max(g.hi+3*w.hi-2*h.lo+l.hi, -(g.lo + 3*w.lo - 2*h.hi + l.lo))
	return 2*(h.hi-h.lo) + 4*(w.hi-w.lo) + g.hi - g.lo + max(0, kappa)
}

// exponents returns the range of the exponents of x; 0 for none.
func exponents(x []float64) (r struct{ lo, hi int }) {
	first := true
	for _, v := range x {
		if v == 0 {
			continue
		}
		_, e := math.Frexp(v)
		if first {
			r.lo, r.hi, first = e, e, false
		}
		r.lo, r.hi = min(r.lo, e), max(r.hi, e)
	}
	return r
}

// extreme solves in wide numbers, in more and more bits until the answer is certified:
// what Solver falls back on when twofold numbers certify nothing.
func extreme(dst *Step, alt, gbar, hbar, d []float64, lambda float64) {
	// An eigenvalue that is 0 to this many bits, or a gradient that is orthogonal to as
	// many, is taken to be so: neither need be a rational number, so no exact test exists.
	last := uint(512 + digits(gbar, hbar, d, lambda))
	prec := uint(256)
	if dst.Status == Boundary && last <= 1024 {
		prec = last // fewer bits certify nothing in the hard case
	}
	var s solver[wide]
	for {
		dst.Status = s.status(wideOf(1, prec), gbar, hbar, d, lambda)
		if s.p.doubt && prec <= most(gbar, hbar, d, lambda) {
			prec *= 2
			continue
		}
		if dst.Status == Unbounded || dst.Status == ZeroGradient || dst.Status.Solved() && certified(&s, hbar, prec, last) {
			break
		}
		if prec >= last {
			dst.Status = NotFinite
			break
		}
		prec = min(2*prec, last)
	}
	s.write(dst, alt, d, lambda)
}

// most returns how many bits decide the signs in the elimination: determinants of n
// numbers with so many digits are 0 or not closer to 0.
func most(gbar, hbar, d []float64, lambda float64) uint {
	return uint((len(d) + 1) * (256 + digits(gbar, hbar, d, lambda)))
}

// certified reports whether y is the minimiser. With the last number of bits it also
// takes a y that solves its equations to half of them where A + tB is semidefinite to
// as many; an entry that is 0 to a quarter of the bits then is 0.
func certified(s *solver[wide], hbar []float64, prec, last uint) bool {
	a, b, g, y := s.cut(hbar)
	n, c, one := len(y), &s.c, s.p.one
	if c.holds(a, b, g, y, s.p.kappa, one.whole(float64(n+16)).times2(2-int(prec)), one.whole(0)) {
		return true
	}
	if prec < last {
		return false
	}
	half := -int(prec) / 2
	var largest wide
	for i := range n {
		if c.terms[i].times2(half).less(c.f[i].abs()) {
			return false
		}
		a[i*n+i] = a[i*n+i].add(c.t.mul(b[i])).add(c.size[i].times2(half))
		largest = larger(largest, y[i].mul(y[i]).mul(c.size[i]))
	}
	if factorise(a, n) < n {
		return false
	}
	for i, p := range s.at {
		if c.unsure(i, y[i]) && y[i].mul(y[i]).mul(c.size[i]).less(largest.times2(half)) {
			s.y[p] = wide{}
		}
	}
	return true
}

// fall is the direction along which a model falls without bound, in scaled units.
type fall struct {
	reduction[wide]
	hbar []float64
	y    []wide
}

// find writes to y a direction along which φ falls without bound: the one in which the
// elimination of the groups with D = 0 finds negative curvature, or a flat one
// with a slope. It reports false when there is none.
func (f *fall) find(gbar, hbar, d []float64) bool {
	f.hbar = hbar
	for prec := uint(256); ; prec *= 2 {
		status := f.reduce(wideOf(1, prec), gbar, hbar, d, 1)
		if f.doubt && prec <= most(gbar, hbar, d, 1) {
			continue
		}
		if status != Unbounded {
			return false
		}
		break
	}
	n := f.size
	f.y = make([]wide, n)
	if !f.begin() {
		return false
	}
	f.back(f.y[:f.zero], f.rank-1)
	var largest wide
	for _, v := range f.y {
		largest = larger(largest, v.abs())
	}
	if slope, _, _ := f.along(f.y); slope.sign() < 0 {
		largest = largest.neg()
	}
	for i, v := range f.y {
		f.y[i] = v.div(largest)
	}
	return true
}

// begin sets the entries of y that determine the others.
func (f *fall) begin() bool {
	n := f.size
	for i := f.rank; i < f.zero; i++ { // a negative pivot
		if a := f.a[i*n+i]; a.residue != 0 && a.sign() < 0 {
			f.y[i] = f.one
			return true
		}
	}
	for i := f.rank; i < f.zero; i++ { // two flat groups that are coupled
		for j := f.rank; j < i; j++ {
			if a := f.a[i*n+j]; a.residue != 0 {
				f.y[i], f.y[j] = f.one, f.one
				if a.sign() > 0 {
					f.y[j] = f.one.neg()
				}
				return true
			}
		}
	}
	for i := f.rank; i < f.zero; i++ {
		if f.g[i].residue != 0 {
			f.y[i] = f.one
			return true
		}
	}
	return false
}

// along returns ḡᵀv, vᵀH̄v and the sum of the latter's terms' sizes.
func (f *fall) along(v []wide) (slope, curvature, size wide) {
	for i := range v {
		slope = slope.add(f.g0[i].mul(v[i]))
		for j := range v {
			term := v[i].mul(f.entry(f.hbar, i, j)).mul(v[j])
			curvature, size = curvature.add(term), size.add(term.abs())
		}
	}
	return slope, curvature, size
}

// of returns a direction in scaled units.
func (f *fall) of(v []float64) []wide {
	x := make([]wide, f.size)
	for i, s := range f.order {
		x[i] = f.one.whole(v[s]).times2(-f.scale[i])
	}
	return x
}

// restore writes y as a direction. It reports false when it leaves the range of the
// float64 of full precision.
func (f *fall) restore(v []float64) bool {
	ok := true
	for i, s := range f.order {
		e := f.y[i].scaled()
		e.e += f.scale[i]
		v[s] = e.float()
		ok = ok && e.ordinary()
	}
	return ok
}

// agrees reports whether φ falls along v beyond doubt: v has negative curvature,
// or it is flat with a slope where y is so, too.
func (f *fall) agrees(v []float64) bool {
	slope, curvature, size := f.along(f.of(v))
	if size.times2(-40).less(curvature.abs()) {
		return slope.sign() >= 0 && curvature.sign() < 0
	}
	_, curved, total := f.along(f.y)
	return slope.sign() > 0 && curved.abs().less(total.times2(-40))
}
