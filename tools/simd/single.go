package simd

import "github.com/cauchy-newton/playground/tools/simd/encode"

// The product in float32: strips of up to four rows of C against panels of
// eight columns, as across.go has them with four. Both factors are rounded when
// they are packed, so one loop serves plain and transposed ones; the sums of a
// run of terms are widened when they are delivered.

const (
	singleColumns = 2 * Columns
	// half is the size of a float32 in bytes.
	half = number / 2
)

// singles adds the product A·B in float32, where entry (i, p) of A lies
// ai·i + ap·p numbers from the first and entry (p, j) of B bp·p + bj·j.
func (m kernels) singles() {
	packA, packB := m.packSingles(Rows), m.packSingles(singleColumns)
	var by strips
	for r := 1; r <= Rows; r++ {
		by[r] = m.single(r)
	}
	f := m.Function("single")
	v := f.IntParams(13)
	c, a, b, rows, n, k := v[0], v[1], v[2], v[3], v[4], v[5]
	ai, ap, bp, bj, depth, width, room := v[6], v[7], v[8], v[9], v[10], v[11], v[12]
	i, left, aside := f.Int(), f.Int(), f.Int()
	f.SetInt(aside, room.Add(depth.Mul(width).Mul(encode.Int(half))))
	blocks(f, n, k, depth, width, func(j, wide, p, deep encode.IntVar) {
		f.Call(packB, room, entry(b, p, bp, j, bj), bp.Shl(3), bj.Shl(3), wide, deep)
		f.SetInt(i, encode.Int(0))
		f.While(i.Less(rows), func() {
			f.SetInt(left, rows.Sub(i))
			f.Call(packA, aside, entry(a, i, ai, p, ap), ap.Shl(3), ai.Shl(3), left.Min(encode.Int(Rows)), deep)
			by.pass(f, left, entry(c, i, n, j, encode.Int(1)), n.Shl(3), aside, encode.Int(0), room, encode.Int(0), wide, deep)
			f.Advance(i, encode.Int(Rows))
		})
	})
}

// packSingles adds a function that packs a block in panels of so many columns,
// rounded. It takes the address of the panels, the address of the block, the
// bytes from term to term and from column to column, and the numbers of columns
// and of terms. A last panel with fewer columns repeats its first one.
func (m kernels) packSingles(columns int) *encode.Function {
	f := m.Function("")
	p := f.IntParams(6)
	panel, block, step, apart, n, k := p[0], p[1], p[2], p[3], p[4], p[5]
	from, end := f.Int(), f.Int()
	others := integers(f, columns-1) // how far the other columns are from the first
	f.While(encode.Int(0).Less(n), func() {
		f.SetInt(from, block)
		f.SetInt(end, panel.Add(k.Mul(encode.Int(columns*half))))
		for i, v := range others {
			f.SetInt(v, n.AtLeast(encode.Int(i+2)).Select(apart.Mul(encode.Int(i+1)), encode.Int(0)))
		}
		f.While(panel.Below(end), func() {
			f.StoreSingle(panel, 0, from.LoadFloat(0))
			for i, v := range others {
				f.StoreSingle(panel, (i+1)*half, from.Add(v).LoadFloat(0))
			}
			f.Advance(from, step)
			f.Advance(panel, encode.Int(columns*half))
		})
		f.Advance(block, apart.Mul(encode.Int(columns)))
		f.Advance(n, encode.Int(-columns))
	})
	return f
}

// single adds a strip of A·B: some rows of A, packed, times a packed block.
func (m kernels) single(rows int) *encode.Function {
	f := m.Function("")
	p := f.IntParams(8)
	c, down, a, panel, n, k := p[0], p[1], p[2], p[4], p[6], p[7] // p[3] and p[5] are unused
	from := f.Int()
	x, y := vectors(f, 1), vectors(f, 2)
	var sum [Rows][]encode.VectorVar
	for r := range rows {
		sum[r] = vectors(f, 2)
	}
	terms := func(count int) {
		for t := range count {
			f.SetVector(y[0], panel.Load(t*panelRow))
			f.SetVector(y[1], panel.Load(t*panelRow+16))
			for r := range rows {
				f.SetVector(x[0], from.LoadSplatSingle((t*Rows+r)*half))
				for j := range y {
					f.SetVector(sum[r][j], m.mulAddSingles(x[0].V128, y[j], sum[r][j]))
				}
			}
		}
		f.Advance(from, encode.Int(count*Rows*half))
		f.Advance(panel, encode.Int(count*panelRow))
	}
	overPanels(f, c, down, panel, n, k, singleColumns, sum[:rows], func() { f.SetInt(from, a) }, terms, widen)
	return f
}

// widen adds eight sums to a row of C, or fewer where fewer columns are left.
func widen(f *encode.Function, row encode.IntVar, sum []encode.VectorVar, left encode.IntVar) {
	f.If(left.AtLeast(encode.Int(singleColumns)), func() {
		for i := range 2 * len(sum) {
			v := sum[i/2].V128
			if i%2 == 1 {
				v = v.Highs(v)
			}
			f.Store(row, 16*i, row.Load(16*i).Add(v.Widen()))
		}
	}, func() {
		for i := range singleColumns - 1 {
			f.If(encode.Int(i).Less(left), func() {
				f.StoreFloat(row, number*i, row.LoadFloat(number*i).Add(sum[i/4].LaneSingle(byte(i%4))))
			}, nil)
		}
	})
}
