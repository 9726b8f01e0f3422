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
	left, right := &r.narrowLeft, &r.narrowRight
	lanes, most := tile()
	lanes *= 2
	deep := run(k, Block)
	for p0 := 0; p0 < k; p0 += deep {
		kb := min(deep, k-p0)
		for i := 0; i < m; i += tall {
			mb := min(tall, m-i)
			s := strides{kb, 1}
			if sa.column == 1 {
				narrow(&left[0], kb, &a[sa.at(i, p0)], sa.row, mb, kb)
			} else {
				s = strides{1, mb}
				narrow(&left[0], mb, &a[sa.at(i, p0)], sa.column, kb, mb)
			}
			for p := cut(n, lanes, most); ; {
				j, v, last, ok := p.next()
				if !ok {
					break
				}
				width := v * lanes
				if sb.column == 1 {
					narrow(&right[0], width, &b[sb.at(p0, j)], sb.row, kb, width-lanes+last)
				} else {
					narrowTransposed(right[:], width, b[sb.at(p0, j):], sb.column, width-lanes+last, kb)
				}
				singleLoops[active][v](&c[i*n+j], 8*n, &left[0], 4*s.row, 4*s.column, &right[0], mb, kb, last)
			}
		}
	}
}

// narrow rounds rows of n entries.
func narrow(to *float32, ldto int, from *float64, ldfrom, rows, n int) {
	if active == avx512 {
		narrowAVX512(to, 4*ldto, from, 8*ldfrom, rows, n)
	} else {
		narrowAVX2(to, 4*ldto, from, 8*ldfrom, rows, n)
	}
}

// narrowTransposed rounds rows of n entries to columns of a panel: whole blocks by
// the assembly, the ends one by one.
func narrowTransposed(to []float32, ldto int, from []float64, ldfrom, rows, n int) {
	whole, terms := rows&^7, n&^3
	if terms == 0 {
		whole = 0
	}
	for r := 0; r < whole; r += 8 {
		if active == avx512 {
			narrowTransposedAVX512(&to[r], 4*ldto, &from[r*ldfrom], 8*ldfrom, terms)
		} else {
			narrowTransposedAVX2(&to[r], 4*ldto, &from[r*ldfrom], 8*ldfrom, terms)
		}
	}
	turnRest(to, ldto, from, ldfrom, rows, n, whole, terms)
}
