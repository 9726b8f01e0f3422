package cubic

// arithmetic is arithmetic of some precision: twofold or wide. The zero value is 0.
type arithmetic[T any] interface {
	whole(float64) T // a float64 in this precision
	add(T) T
	sub(T) T
	mul(T) T
	without(x, y T) T // the number − xy
	div(T) T
	sqrt() T
	abs() T
	neg() T
	less(T) bool
	times2(int) T
	head() float64  // its leading digits, where float64 has the exponent
	scaled() scaled // its leading digits
	bits() int      // how many digits a sum of many terms keeps
	exact() bool    // whether none is exact and no exponent overflows
	none(of T) bool // whether it is 0; if not exact, up to rounding as a difference of terms of that size
	plain() T       // the number without what only none needs
	mean(T) T       // the geometric mean
	share(of T) T   // itself as a share of those terms and itself, in [−1, 1]

	// moved returns t, the number, changed towards the root of κρ(t) = t, and the
	// relative change: miss = κρ/t − 1, slope/square = −d log ρ/dt.
	moved(miss, slope, square T) (next T, change float64)
}

// factorise overwrites the lower triangle of the n×n matrix a with its LDLᵀ: the
// unit lower triangle, and the pivots on the diagonal. It returns n or the first
// place whose pivot is not positive.
func factorise[T arithmetic[T]](a []T, n int) int {
	for i := range n {
		row := a[i*n : i*n+n]
		// Until the pivot is made, row[k] holds l_ik d_k.
		for j := range i {
			for k := range j {
				row[j] = row[j].without(row[k], a[j*n+k])
			}
		}
		for k := range i {
			multiplier := row[k].div(a[k*n+k])
			row[i] = row[i].without(row[k], multiplier)
			row[k] = multiplier
		}
		if !row[i].whole(0).less(row[i]) {
			return i
		}
	}
	return n
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

// dot returns Σ x_i y_i.
func dot[T arithmetic[T]](x, y []T) (sum T) {
	for i, v := range x {
		sum = sum.add(v.mul(y[i]))
	}
	return sum
}

// inner returns Σ b_i x_i y_i.
func inner[T arithmetic[T]](b, x, y []T) (sum T) {
	for i, v := range b {
		sum = sum.add(v.mul(x[i]).mul(y[i]))
	}
	return sum
}

// larger returns the larger of two numbers.
func larger[T arithmetic[T]](a, b T) T {
	if a.less(b) {
		return b
	}
	return a
}
