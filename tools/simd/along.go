package simd

import "github.com/cauchy-newton/playground/tools/simd/encode"

// along adds a strip of A·Bᵀ: the dot products of some rows of A with all rows
// of a block of B, two at a time.
func (m kernels) along(rows int) *encode.Function {
	f := m.Function("")
	p := f.IntParams(8)
	c, down, a, stepA, b, stepB, n, k := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]
	row, end := f.Int(), f.Int()
	fromA, fromB := integers(f, rows), integers(f, 2)
	x, y := vectors(f, 1), vectors(f, 2)
	var sum [Rows][]encode.VectorVar
	for r := range rows {
		sum[r] = vectors(f, 2)
	}

	// tile sums for so many rows of B.
	tile := func(columns int) {
		for i, v := range fromA {
			f.SetInt(v, a.Add(stepA.Mul(encode.Int(i))))
		}
		f.SetInt(fromB[0], b)
		f.SetInt(fromB[1], b.Add(stepB))
		for r := range rows {
			for j := range columns {
				f.SetVector(sum[r][j], encode.Zero())
			}
		}
		terms := func(size, count int, load func(x encode.I32, offset int) encode.V128) {
			for t := range count {
				for j := range columns {
					f.SetVector(y[j], load(fromB[j].I32, t*size))
				}
				for r := range rows {
					f.SetVector(x[0], load(fromA[r].I32, t*size))
					for j := range columns {
						f.SetVector(sum[r][j], m.mulAdd(x[0].V128, y[j], sum[r][j]))
					}
				}
			}
			for _, v := range append(fromA[:rows:rows], fromB[:columns]...) {
				f.Advance(v, encode.Int(count*size))
			}
		}
		f.SetInt(end, fromB[0].Add(k.And(encode.Int(-2*unroll)).Shl(3)))
		f.While(fromB[0].Below(end), func() { terms(2*number, unroll, encode.I32.Load) })
		f.Advance(end, k.And(encode.Int(2*unroll-2)).Shl(3))
		f.While(fromB[0].Below(end), func() { terms(2*number, 1, encode.I32.Load) })
		f.If(k.And(encode.Int(1)), func() { terms(number, 1, encode.I32.LoadZero) }, nil)
	}
	f.While(encode.Int(1).Less(n), func() {
		tile(2)
		f.SetInt(row, c)
		for r := range rows {
			s := sum[r][0].Lows(sum[r][1]).Add(sum[r][0].Highs(sum[r][1]))
			f.Store(row, 0, row.Load(0).Add(s))
			f.Advance(row, down)
		}
		f.Advance(c, encode.Int(2*number))
		f.Advance(b, stepB.Shl(1))
		f.Advance(n, encode.Int(-2))
	})
	f.If(n, func() {
		tile(1)
		f.SetInt(row, c)
		for r := range rows {
			s := sum[r][0].Lane(0).Add(sum[r][0].Lane(1))
			f.StoreFloat(row, 0, row.LoadFloat(0).Add(s))
			f.Advance(row, down)
		}
	}, nil)
	return f
}
