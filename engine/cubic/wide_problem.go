package cubic

import (
	"math"
	"slices"
)

// wideProblem solves one problem in numbers of prec bits, whose exponents cannot
// overflow, and in the problem's own units: what Solver falls back on when twofold
// numbers certify nothing.
type wideProblem struct {
	prec       uint
	n          int
	zero, rank int        // unregularised groups; rank of their block
	order      []int      // order[i] is the group at place i: the unregularised ones first
	scale      []int      // unit of the group at place i for the shortest η: 2^scale
	h          []wide     // n×n: H̄ in this order
	g0         []wide     // ḡ in this order
	b          []wide     // D²
	kappa      wide       // λ/2
	a          []rational // n×n: eliminated as in reduction
	g          []rational
	null       [][]wide // basis of the flat directions

	p    pencil // of the regularised groups
	y, z []wide
	t    wide // ½λr, of the last search: where the next one starts
}

// verdict is what an elimination finds of the block of the unregularised groups.
type verdict uint8

const (
	blockSemidefinite verdict = iota
	blockIndefinite           // or flat in a direction in which the model has a slope
	blockUnresolved           // more bits are needed
)

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

// extreme solves with more and more bits until the answer is certified. hint is
// the case that twofold numbers saw.
func (s *Solver) extreme(dst *Step, hint Status, gbar, hbar, d []float64, lambda float64) {
	// With so many bits an eigenvalue that looks like 0, or a gradient that looks
	// orthogonal, is taken to be so: neither need be a rational number, so
	// nothing can tell.
	last := uint(512 + digits(gbar, hbar, d, lambda))
	e := wideProblem{prec: 256}
	if hint == Boundary && last <= 1024 {
		e.prec = last // fewer would be for nothing
	}
	for ; ; e.prec = min(2*e.prec, last) {
		if dst.Status = e.solve(gbar, hbar, d, lambda, e.prec >= last); dst.Status != Unsolved || e.prec >= last {
			break
		}
	}
	switch {
	case dst.Status == Unsolved:
		dst.Status = NotFinite
	case dst.Status.Solved():
		square := e.whole(0) // with the D that λ = 0 leaves out of b
		for i, s := range e.order {
			v := e.whole(d[s]).mul(e.y[i])
			square = square.add(v.mul(v))
		}
		r := square.sqrt()
		phi := e.kappa.mul(r).mul(r).mul(r).div(e.whole(6))
		for i, g := range e.g0 {
			phi = phi.add(g.mul(e.y[i]).times2(-1))
		}
		ok := e.restore(dst.Eta, e.y) && r.restore(&dst.R) && phi.neg().restore(&dst.Value)
		if dst.Status == Boundary && e.zero < e.n && e.reflect() {
			if s.alt = grown(s.alt, e.n); e.restore(s.alt, e.y) {
				dst.AltEta = s.alt
			}
		}
		if !ok {
			dst.Status = NotFinite
		}
	}
}

// square returns ‖Dy‖².
func (e *wideProblem) square(y []wide) wide {
	sum := e.whole(0)
	for i, v := range y {
		sum = sum.add(e.b[i].mul(v).mul(v))
	}
	return sum
}

// reflect turns y into the other minimiser, near its mirror image along z.
func (e *wideProblem) reflect() bool {
	along := e.whole(0)
	for i, v := range e.z {
		along = along.add(e.b[i].mul(v).mul(e.y[i]))
	}
	along = along.div(e.square(e.z)).times2(1)
	for i := e.zero; i < e.n; i++ {
		e.y[i] = e.y[i].sub(along.mul(e.z[i]))
	}
	copy(e.p.y, e.y[e.zero:])
	e.p.polish()
	copy(e.y[e.zero:], e.p.y)
	e.complete(e.y)
	ok := e.certified(e.n, 48) // A + tB is singular to rounding only
	e.project(e.y)
	return ok
}

// restore writes η from y. It reports false when η leaves the range of the
// float64 of full precision.
func (e *wideProblem) restore(eta []float64, y []wide) bool {
	ok := true
	for i, s := range e.order {
		ok = y[i].restore(&eta[s]) && ok
	}
	return ok
}

// solve returns the status, or Unsolved when prec does not settle it. last asks
// for the best that there is.
func (e *wideProblem) solve(gbar, hbar, d []float64, lambda float64, last bool) Status {
	n := len(gbar)
	still := !slices.ContainsFunc(gbar, func(v float64) bool { return v != 0 })
	if still && lambda >= 0 && e.reduce(gbar, hbar, d, 0) == blockSemidefinite {
		e.y = e.zeros(n)
		return ZeroGradient
	}
	switch e.reduce(gbar, hbar, d, lambda) {
	case blockIndefinite:
		return Unbounded
	case blockUnresolved:
		return Unsolved
	}
	e.y, e.z = e.zeros(n), e.zeros(n)
	status, moving := Interior, n // groups from zero to moving have y ≠ 0
	if e.zero == n && lambda <= 0 && e.rank < n {
		status = Boundary
	}
	if e.zero < n {
		flat := !slices.ContainsFunc(e.g[e.zero:], func(v rational) bool { return !v.zero() })
		if flat {
			all := wideProblem{prec: e.prec}
			if all.reduce(make([]float64, n), hbar, d, 0) == blockSemidefinite {
				moving = e.zero
			}
		}
		if moving == n {
			if status = e.search(flat); status == Unsolved {
				return Unsolved
			}
		}
	}
	if status == Interior && e.zero > 0 && lambda > 0 {
		status = Unregularised
	}
	e.complete(e.y)
	share := 0
	if last {
		share = int(e.prec) / 2
	}
	if !e.certified(moving, share) {
		return Unsolved
	}
	e.project(e.y)
	return status
}

func (e *wideProblem) whole(x float64) wide { return wideOf(x, e.prec) }

func (e *wideProblem) zeros(n int) []wide {
	x := make([]wide, n)
	for i := range x {
		x[i] = e.whole(0)
	}
	return x
}

// reduce loads and eliminates, with more bits if it takes more to tell the signs.
// As a number that is not 0 has a sign, some number of bits tells: determinants of n
// numbers with so many digits are no closer to 0.
func (e *wideProblem) reduce(gbar, hbar, d []float64, lambda float64) verdict {
	for most := uint((len(d) + 1) * (256 + digits(gbar, hbar, d, lambda))); ; e.prec *= 2 {
		e.load(gbar, hbar, d, lambda)
		if v := e.eliminate(); v != blockUnresolved || e.prec > most {
			return v
		}
	}
}

// load takes the problem, symmetrised. λ = 0 makes every group unregularised.
func (e *wideProblem) load(gbar, hbar, d []float64, lambda float64) {
	n := len(gbar)
	e.n, e.rank, e.order, e.scale = n, 0, e.order[:0], make([]int, n)
	for s := range n {
		if d[s] == 0 || lambda == 0 {
			e.order = append(e.order, s)
		}
	}
	e.zero = len(e.order)
	for s := range n {
		if d[s] != 0 && lambda != 0 {
			e.order = append(e.order, s)
		}
	}
	e.kappa = e.whole(lambda).times2(-1)
	e.a, e.h, e.g, e.g0, e.b = make([]rational, n*n), make([]wide, n*n), make([]rational, n), make([]wide, n), make([]wide, n)
	half := rationalOf(0.5, e.prec)
	for i, s := range e.order {
		e.b[i] = e.whole(0)
		if i < e.zero {
			e.scale[i] = -curvatureExponent(hbar, n, s)
		} else {
			e.b[i] = e.whole(d[s]).mul(e.whole(d[s]))
		}
		e.g[i] = rationalOf(gbar[s], e.prec)
		e.g0[i] = e.g[i].wide
		for j, t := range e.order {
			a := rationalOf(hbar[s*n+t], e.prec).minus(rationalOf(-hbar[t*n+s], e.prec)).times(half)
			e.a[i*n+j], e.h[i*n+j] = a, a.wide
		}
	}
}

// eliminate takes the unregularised groups out by a pivoted LDLᵀ, as
// reduction.eliminate does.
func (e *wideProblem) eliminate() verdict {
	n := e.n
	// Digits that the pivots have lost in differences so far: so much can the
	// rounding in what is left have grown.
	spent := 0
	for ; e.rank < e.zero; e.rank++ {
		at, best := -1, 0
		for i := e.rank; i < e.zero; i++ {
			a := e.a[i*n+i]
			if a.zero() {
				continue
			}
			lost := max(0, e.reach(i)-a.f.MantExp(nil))
			switch {
			case a.f.Sign() == 0 || spent+lost > int(e.prec)-48:
				return blockUnresolved
			case a.f.Sign() < 0:
				return blockIndefinite
			case at < 0 || lost < best:
				at, best = i, lost
			}
		}
		if at < 0 {
			break
		}
		spent += best
		e.swap(at, e.rank)
		k := e.rank
		pivot := e.a[k*n+k]
		for i := k + 1; i < n; i++ {
			e.a[i*n+k] = e.a[i*n+k].over(pivot)
		}
		for i := k + 1; i < n; i++ {
			l := e.a[i*n+k]
			if l.zero() {
				continue
			}
			e.g[i] = e.g[i].minus(l.times(e.g[k]))
			for j := k + 1; j <= i; j++ {
				e.a[i*n+j] = e.a[i*n+j].minus(l.times(e.a[k*n+j]))
				e.a[j*n+i] = e.a[i*n+j]
			}
		}
	}
	for i := e.rank; i < e.zero; i++ {
		for j := e.rank; j < n; j++ {
			if !e.a[i*n+j].zero() {
				return blockIndefinite
			}
		}
		if !e.g[i].zero() {
			return blockIndefinite
		}
	}
	e.basis()
	return blockSemidefinite
}

// reach returns the exponent of the largest term that diagonal i is the sum of.
func (e *wideProblem) reach(i int) int {
	largest := e.h[i*e.n+i].f.MantExp(nil)
	for k := range e.rank {
		l, a := e.a[i*e.n+k].f, e.a[k*e.n+i].f
		if l.Sign() != 0 && a.Sign() != 0 {
			largest = max(largest, l.MantExp(nil)+a.MantExp(nil))
		}
	}
	return largest
}

// swap exchanges the unregularised groups at places i and j.
func (e *wideProblem) swap(i, j int) {
	n := e.n
	for k := range n {
		e.a[i*n+k], e.a[j*n+k] = e.a[j*n+k], e.a[i*n+k]
		e.h[i*n+k], e.h[j*n+k] = e.h[j*n+k], e.h[i*n+k]
	}
	for k := range n {
		e.a[k*n+i], e.a[k*n+j] = e.a[k*n+j], e.a[k*n+i]
		e.h[k*n+i], e.h[k*n+j] = e.h[k*n+j], e.h[k*n+i]
	}
	e.order[i], e.order[j] = e.order[j], e.order[i]
	e.scale[i], e.scale[j] = e.scale[j], e.scale[i]
	e.g[i], e.g[j] = e.g[j], e.g[i]
	e.g0[i], e.g0[j] = e.g0[j], e.g0[i]
}

// basis writes a basis of the flat directions, orthonormal in units of 2^scale.
func (e *wideProblem) basis() {
	e.null = e.null[:0]
	for q := e.rank; q < e.zero; q++ {
		v := e.zeros(e.n)
		v[q] = e.whole(1)
		for k := e.rank - 1; k >= 0; k-- {
			for i := k + 1; i < e.zero; i++ {
				v[k] = v[k].sub(e.a[i*e.n+k].mul(v[i]))
			}
		}
		e.project(v)
		size := e.product(v, v).sqrt()
		for i := range v {
			v[i] = v[i].div(size)
		}
		e.null = append(e.null, v)
	}
}

// product returns the inner product of unregularised steps in units of 2^scale.
func (e *wideProblem) product(x, y []wide) wide {
	sum := e.whole(0)
	for i := range e.zero {
		sum = sum.add(x[i].mul(y[i]).times2(-2 * e.scale[i]))
	}
	return sum
}

// project takes from y its part along the flat directions.
func (e *wideProblem) project(y []wide) {
	for _, v := range e.null {
		c := e.product(y, v)
		for i := range e.zero {
			y[i] = y[i].sub(c.mul(v[i]))
		}
	}
}

// complete fills in the unregularised groups of y from its regularised ones;
// those of the flat directions are 0.
func (e *wideProblem) complete(y []wide) {
	n := e.n
	for k := e.zero - 1; k >= 0; k-- {
		if k >= e.rank {
			y[k] = e.whole(0)
			continue
		}
		y[k] = e.g[k].div(e.a[k*n+k].wide)
		for i := k + 1; i < n; i++ {
			y[k] = y[k].sub(e.a[i*n+k].mul(y[i]))
		}
	}
}

// certified reports whether y is the minimiser, with the groups from moving on
// at rest. If share is not 0 it also takes a y that solves its equations to half of
// the bits where A + tB is semidefinite to 2^−share; an entry that is 0 to a quarter
// of the bits then is 0.
func (e *wideProblem) certified(moving, share int) bool {
	var at []int
	for i := range e.n {
		if i < e.rank || i >= e.zero && i < moving {
			at = append(at, i)
		}
	}
	n := len(at)
	a, b, g, y := make([]wide, n*n), make([]wide, n), make([]wide, n), make([]wide, n)
	for i, p := range at {
		b[i], g[i], y[i] = e.b[p], e.g0[p], e.y[p]
		for j, q := range at {
			a[i*n+j] = e.h[p*e.n+q]
		}
	}
	var c certificate[wide]
	unit := e.whole(float64(n + 16)).times2(2 - int(e.prec))
	if c.holds(a, b, g, y, e.kappa, unit, e.whole(0)) {
		return true
	}
	if share == 0 {
		return false
	}
	half := -int(e.prec) / 2
	largest := e.whole(0)
	m := slices.Clone(a)
	for i := range n {
		if c.terms[i].times2(half).less(c.f[i].abs()) {
			return false
		}
		m[i*n+i] = m[i*n+i].add(c.t.mul(b[i])).add(c.size[i].times2(-share))
		if v := y[i].mul(y[i]).mul(c.size[i]); largest.less(v) {
			largest = v
		}
	}
	if factorise(m, n) < n {
		return false
	}
	for i, p := range at {
		if c.unsure(i, y[i]) && y[i].mul(y[i]).mul(c.size[i]).less(largest.times2(half)) {
			e.y[p] = e.whole(0)
		}
	}
	return true
}

// fall writes to y a direction along which φ falls for ever: the one in which the
// elimination of the groups with D = 0 finds negative curvature, or a flat one
// with a slope. It reports false when there is none.
func (e *wideProblem) fall(gbar, hbar, d []float64) bool {
	if e.reduce(gbar, hbar, d, 1) != blockIndefinite {
		return false
	}
	n := e.n
	e.y = e.zeros(n)
	unit := func(i int) wide { return e.whole(1).times2(e.scale[i]) }
	found := false
	for i := e.rank; i < e.zero && !found; i++ { // a negative pivot
		if a := e.a[i*n+i]; !a.zero() && a.f.Sign() < 0 {
			e.y[i], found = unit(i), true
		}
	}
	for i := e.rank; i < e.zero && !found; i++ { // two flat groups that are coupled
		for j := e.rank; j < i && !found; j++ {
			if a := e.a[i*n+j]; !a.zero() {
				e.y[i], e.y[j], found = unit(i), unit(j), true
				if a.f.Sign() > 0 {
					e.y[j] = e.y[j].neg()
				}
			}
		}
	}
	for i := e.rank; i < e.zero && !found; i++ {
		if !e.g[i].zero() {
			e.y[i], found = unit(i), true
		}
	}
	for k := e.rank - 1; k >= 0; k-- {
		for i := k + 1; i < e.zero; i++ {
			e.y[k] = e.y[k].sub(e.a[i*n+k].mul(e.y[i]))
		}
	}
	largest := e.whole(0)
	for i, v := range e.y {
		largest = larger(largest, v.abs().times2(-e.scale[i]))
	}
	if !found {
		return false
	}
	if slope, _, _ := e.along(e.y); slope.f.Sign() < 0 {
		largest = largest.neg()
	}
	for i := range e.y {
		e.y[i] = e.y[i].div(largest)
	}
	return true
}

// along returns ḡᵀv, vᵀH̄v and the sum of the latter's terms' sizes.
func (e *wideProblem) along(v []wide) (slope, curvature, size wide) {
	slope, curvature, size = e.whole(0), e.whole(0), e.whole(0)
	for i := range v {
		slope = slope.add(e.g0[i].mul(v[i]))
		for j := range v {
			term := v[i].mul(e.h[i*e.n+j]).mul(v[j])
			curvature, size = curvature.add(term), size.add(term.abs())
		}
	}
	return slope, curvature, size
}

// agrees reports whether φ falls along v beyond doubt: v has negative curvature,
// or it is flat with a slope where y is so, too.
func (e *wideProblem) agrees(v []float64) bool {
	x := e.zeros(e.n)
	for i, s := range e.order {
		x[i] = e.whole(v[s])
	}
	slope, curvature, size := e.along(x)
	if size.times2(-40).less(curvature.abs()) {
		return slope.f.Sign() >= 0 && curvature.f.Sign() < 0
	}
	_, curved, total := e.along(e.y)
	return slope.f.Sign() > 0 && curved.abs().less(total.times2(-40))
}
