package kernel

// Dot returns Σ x_p y_p.
func Dot(x, y []float64) float64 {
	y = y[:len(x)]
	if native() && len(x) > 0 {
		return nativeDot(x, y)
	}
	return dot(x, y)
}

// dot sums in four strands so that the additions overlap.
func dot(x, y []float64) float64 {
	n := len(x)
	y = y[:n]
	var s0, s1, s2, s3 float64
	p := 0
	for ; p+4 <= n; p += 4 {
		s0 += x[p] * y[p]
		s1 += x[p+1] * y[p+1]
		s2 += x[p+2] * y[p+2]
		s3 += x[p+3] * y[p+3]
	}
	for ; p < n; p++ {
		s0 += x[p] * y[p]
	}
	return s0 + s1 + (s2 + s3)
}

// Axpy adds w·x to y.
func Axpy(y []float64, w float64, x []float64) {
	x = x[:len(y)]
	if native() && len(y) > 0 {
		nativeAxpy(y, w, x)
		return
	}
	axpy(y, w, x)
}

func axpy(y []float64, w float64, x []float64) {
	x = x[:len(y)]
	for j := range y {
		y[j] += w * x[j]
	}
}

// Times writes the products w_p x_p to y, which may be x.
func Times(y, x, w []float64) {
	x, w = x[:len(y)], w[:len(y)]
	if native() && len(y) > 0 {
		nativeTimes(y, x, w)
		return
	}
	for p := range y {
		y[p] = w[p] * x[p]
	}
}

// Advance takes a first tangent ẋ and a second tangent ẍ through a pointwise
// function: it replaces ẍ by f″ẋ² + f′ẍ and ẋ by f′ẋ, and returns
//
//	Σ q3 ẋ³ + 3 q2 ẋẍ
//
// with d1 = f′, d2 = f″, q2 = λf″, q3 = λf‴: what the function adds to D³.
func Advance(x, xx, d1, d2, q2, q3 []float64) (third float64) {
	n := len(x)
	xx, d1, d2, q2, q3 = xx[:n], d1[:n], d2[:n], q2[:n], q3[:n]
	if native() && n > 0 {
		return nativeAdvance(x, xx, d1, d2, q2, q3)
	}
	for p, v := range x {
		w := xx[p]
		third += v * (q3[p]*v*v + 3*q2[p]*w)
		xx[p] = d2[p]*v*v + d1[p]*w
		x[p] = d1[p] * v
	}
	return third
}
