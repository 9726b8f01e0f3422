package kernel

// Dot returns Σ x_p y_p, summed in four strands so that the additions overlap.
func Dot(x, y []float64) float64 {
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
	for j := range y {
		y[j] += w * x[j]
	}
}

// strip is how many entries of each row Gram takes at a time: the weighted row
// and four others of 512 doubles are 20 KiB, inside the first cache.
const strip = 512

// Gram adds the weighted Gram matrix of the s rows of X to G:
//
//	G_ij += Σ_p w_p X_ip X_jp
//
// G s×s, X s×n, w n. G stays exactly symmetric if it was.
func Gram(g, w, x []float64, s, n int) {
	check("Gram", len(g), s*s, len(x), s*n, len(w), n)
	var weighted [strip]float64
	for lo := 0; lo < n; lo += strip {
		hi := min(lo+strip, n)
		wx := weighted[:hi-lo]
		for i := range s {
			for p, v := range x[i*n+lo : i*n+hi] {
				wx[p] = w[lo+p] * v
			}
			for j := range i + 1 {
				v := Dot(wx, x[j*n+lo:j*n+hi])
				g[i*s+j] += v
				if i != j {
					g[j*s+i] += v
				}
			}
		}
	}
}
