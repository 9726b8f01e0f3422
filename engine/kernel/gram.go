package kernel

// strip is how many entries of each row Gram takes at a time: four weighted
// rows and four others of 256 doubles are 16 KiB, inside the first cache.
const strip = 256

// Gram adds the weighted Gram matrix of the s rows of X to G:
//
//	G_ij += Σ_p w_p X_ip X_jp
//
// G s×s, X s×n, w n. G stays exactly symmetric if it was.
func Gram(g, w, x []float64, s, n int) {
	check("Gram", len(g), s*s, len(x), s*n, len(w), n)
	var weighted [4 * strip]float64
	for lo := 0; lo < n; lo += strip {
		hi := min(lo+strip, n)
		width := hi - lo
		for i := 0; i < s; i += 4 {
			m := min(4, s-i)
			for r := range m {
				Times(weighted[r*width:(r+1)*width], x[(i+r)*n+lo:(i+r)*n+hi], w[lo:hi])
			}
			for j := 0; j <= i; j += 4 {
				var sum [16]float64
				dotTile(&sum, weighted[:m*width], x[j*n+lo:], m, min(4, s-j), width, n)
				mirror(g, &sum, i, j, m, min(4, s-j), s)
			}
		}
	}
}

// mirror adds a tile of the lower triangle to G and to the upper one.
func mirror(g []float64, tile *[16]float64, i, j, m, n, s int) {
	for r := range m {
		for c := range n {
			v, row, column := tile[4*r+c], i+r, j+c
			if column > row {
				break
			}
			g[row*s+column] += v
			if column < row {
				g[column*s+row] += v
			}
		}
	}
}

// dotTile writes the products of m rows of A, k long and one behind the other,
// with n rows of B, ldb apart, to a 4×4 matrix that was 0.
func dotTile(c *[16]float64, a, b []float64, m, n, k, ldb int) {
	if native() {
		nativeTile(c, a, b, m, n, k, ldb)
		return
	}
	for r := range m {
		for q := range n {
			c[4*r+q] = dot(a[r*k:(r+1)*k], b[q*ldb:q*ldb+k])
		}
	}
}
