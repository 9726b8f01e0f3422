package kernel

const (
	// tall is how many rows of A are rounded at a time: the largest chunk of a
	// batch, so that B is rounded once a product; 128×256 floats are 128 KiB and
	// stay in the second-level cache from panel to panel.
	tall = 128
	// fewestSingle is from how many products on rounding pays: those of sides of 32.
	fewestSingle = 1 << 15
	// floats is the most floats in a row of a panel of B: three vectors of sixteen.
	floats = 48
)

// nativeSingle adds A·B to C, both rounded to float32 panels. What narrow writes
// behind a row stays in the panels: their sides are multiples of a vector.
func nativeSingle(c, a, b []float64, m, n, k int, sa, sb strides) {
	r := borrow()
	defer r.giveBack()
	left, right, narrow := &r.narrowLeft, &r.narrowRight, narrowLoops[active]
	lanes, most := tile()
	lanes *= 2
	deep := run(k, Block)
	for p0 := 0; p0 < k; p0 += deep {
		kb := min(deep, k-p0)
		for i := 0; i < m; i += tall {
			mb := min(tall, m-i)
			s := strides{kb, 1}
			if sa.column == 1 {
				narrow(&left[0], 4*kb, &a[sa.at(i, p0)], 8*sa.row, mb, kb)
			} else {
				s = strides{1, mb}
				narrow(&left[0], 4*mb, &a[sa.at(i, p0)], 8*sa.column, kb, mb)
			}
			for p := cut(n, lanes, most); ; {
				j, v, last, ok := p.next()
				if !ok {
					break
				}
				width := v * lanes
				if sb.column == 1 {
					narrow(&right[0], 4*width, &b[sb.at(p0, j)], 8*sb.row, kb, width-lanes+last)
				} else {
					turn(narrowTransposedLoops[active], 8, right[:], width, b[sb.at(p0, j):], sb.column, width-lanes+last, kb)
				}
				singleLoops[active][v](&c[i*n+j], 8*n, &left[0], 4*s.row, 4*s.column, &right[0], mb, kb, last)
			}
		}
	}
}
