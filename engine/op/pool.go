package op

// AvgPool takes the mean of each window, channel by channel. Places outside
// the image count as 0, so every mean is over size² entries.
func AvgPool(m Image, w Window) *Linear {
	out, ok := w.Over(m, m.Channels)
	scale, rows, k := 1/float64(w.Size*w.Size), w.rows(m), w.Size*w.Size
	visit := func(d Dims, do func(from, to int)) {
		for r := range d.Rows {
			for i, row := range rows {
				if row < 0 {
					continue
				}
				for c := range m.Channels {
					do(r*d.In+int(row)*m.Channels+c, r*d.Out+i/k*m.Channels+c)
				}
			}
		}
	}
	return &Linear{
		name: "avg-pool",
		out: func(in Shape) Shape {
			if !ok || in != m.Shape() {
				return Shape{}
			}
			return out.Shape()
		},
		Sample: true,
		Apply: func(y, x []float64, d Dims) {
			clear(y)
			visit(d, func(from, to int) { y[to] += scale * x[from] })
		},
		Adjoint: func(dx, dy []float64, d Dims) {
			clear(dx)
			visit(d, func(from, to int) { dx[from] += scale * dy[to] })
		},
	}
}
