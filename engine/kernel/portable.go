package kernel

// The products in portable Go, tiled for the registers of a machine with
// sixteen floating-point registers.

// dots adds A·Bᵀ to C by dot products.
func dots(c, a, b []float64, m, n, k int) {
	j := 0
	for ; j+2 <= n; j += 2 {
		b0 := b[j*k : (j+1)*k]
		b1 := b[(j+1)*k : (j+2)*k]
		i := 0
		for ; i+4 <= m; i += 4 {
			s := dot4x2(a[i*k:(i+4)*k], b0, b1)
			c[i*n+j] += s[0]
			c[i*n+j+1] += s[1]
			c[(i+1)*n+j] += s[2]
			c[(i+1)*n+j+1] += s[3]
			c[(i+2)*n+j] += s[4]
			c[(i+2)*n+j+1] += s[5]
			c[(i+3)*n+j] += s[6]
			c[(i+3)*n+j+1] += s[7]
		}
		for ; i < m; i++ {
			ai := a[i*k : (i+1)*k]
			c[i*n+j] += dot(ai, b0)
			c[i*n+j+1] += dot(ai, b1)
		}
	}
	for ; j < n; j++ {
		bj := b[j*k : (j+1)*k]
		for i := range m {
			c[i*n+j] += dot(a[i*k:(i+1)*k], bj)
		}
	}
}

// dot4x2 returns the eight dot products of the four rows of a with b0 and b1:
// eight sums in registers for six loads, where single dot products need two
// loads a sum.
func dot4x2(a, b0, b1 []float64) (s [8]float64) {
	k := len(b0)
	b1 = b1[:k]
	a0, a1, a2, a3 := a[:k], a[k:][:k], a[2*k:][:k], a[3*k:][:k]
	var s0, s1, s2, s3, s4, s5, s6, s7 float64
	for p, x := range b0 {
		y := b1[p]
		u, v := a0[p], a1[p]
		s0 += u * x
		s1 += u * y
		s2 += v * x
		s3 += v * y
		u, v = a2[p], a3[p]
		s4 += u * x
		s5 += u * y
		s6 += v * x
		s7 += v * y
	}
	return [8]float64{s0, s1, s2, s3, s4, s5, s6, s7}
}

// columns is how many columns of B a pass of rowsTimes keeps in the first
// cache: four rows of B and two of C of 512 doubles are 24 KiB.
const columns = 512

// rowsTimes adds A·B to C where A's entry (i, p) lies at a[i*si+p*sp].
func rowsTimes(c, a, b []float64, m, n, k, si, sp int) {
	for lo := 0; lo < n; lo += columns {
		hi := min(lo+columns, n)
		p := 0
		for ; p+4 <= k; p += 4 {
			b0, b1 := b[p*n+lo:p*n+hi], b[(p+1)*n+lo:(p+1)*n+hi]
			b2, b3 := b[(p+2)*n+lo:(p+2)*n+hi], b[(p+3)*n+lo:(p+3)*n+hi]
			i := 0
			for ; i+2 <= m; i += 2 {
				u, v := a[i*si+p*sp:], a[(i+1)*si+p*sp:]
				axpy4x2(c[i*n+lo:i*n+hi], c[(i+1)*n+lo:(i+1)*n+hi],
					[8]float64{u[0], u[sp], u[2*sp], u[3*sp], v[0], v[sp], v[2*sp], v[3*sp]}, b0, b1, b2, b3)
			}
			if i < m {
				u := a[i*si+p*sp:]
				ci := c[i*n+lo : i*n+hi]
				axpy(ci, u[0], b0)
				axpy(ci, u[sp], b1)
				axpy(ci, u[2*sp], b2)
				axpy(ci, u[3*sp], b3)
			}
		}
		for ; p < k; p++ {
			for i := range m {
				axpy(c[i*n+lo:i*n+hi], a[i*si+p*sp], b[p*n+lo:p*n+hi])
			}
		}
	}
}

// axpy4x2 adds w0·b0 + … + w3·b3 to c and w4·b0 + … + w7·b3 to d.
func axpy4x2(c, d []float64, w [8]float64, b0, b1, b2, b3 []float64) {
	n := len(c)
	d, b0, b1, b2, b3 = d[:n], b0[:n], b1[:n], b2[:n], b3[:n]
	w0, w1, w2, w3, w4, w5, w6, w7 := w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]
	for j := range c {
		x0, x1, x2, x3 := b0[j], b1[j], b2[j], b3[j]
		c[j] += w0*x0 + w1*x1 + (w2*x2 + w3*x3)
		d[j] += w4*x0 + w5*x1 + (w6*x2 + w7*x3)
	}
}
