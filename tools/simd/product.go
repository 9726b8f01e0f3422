package simd

import "github.com/cauchy-newton/playground/tools/simd/encode"

// All products go through C in bands of width columns and through the sums in
// runs of depth terms, so that a block of B of that size stays in the cache
// while strips of up to four rows of C pass it. What a strip does differs:
//
//   - A·Bᵀ with few rows of A sums along rows of both, two terms in the lanes of
//     a vector, and adds the lanes at the end: nothing is packed. See along.go.
//   - All others have two columns of C in the lanes; B's block, transposed or
//     not, is packed into panels of four columns. See across.go.

// strips are the functions that add to 1, 2, … rows of C. Their parameters are
// the address of the first entry of C and the bytes from row to row; the same
// of A; the same of B's block; the numbers of columns and of terms.
type strips [Rows + 1]*encode.Function

// products adds the products.
func (m kernels) products() {
	var along, across, turned strips
	for r := 1; r <= Rows; r++ {
		along[r], across[r], turned[r] = m.along(r), m.across(r, false), m.across(r, true)
	}
	m.dots(along)
	m.tile(along)
	m.rows(across, turned)
}

// pass passes at most Rows rows to one of the functions.
func (s strips) pass(f *encode.Function, rows encode.IntVar, args ...encode.Integer) {
	for r := 1; r < Rows; r++ {
		f.If(rows.Equal(encode.Int(r)), func() { f.Call(s[r], args...) }, nil)
	}
	f.If(rows.AtLeast(encode.Int(Rows)), func() { f.Call(s[Rows], args...) }, nil)
}

// blocks runs body for each block of B: wide columns of C from j on, deep terms
// from p on.
func blocks(f *encode.Function, n, k, depth, width encode.IntVar, body func(j, wide, p, deep encode.IntVar)) {
	j, wide, p, deep := f.Int(), f.Int(), f.Int(), f.Int()
	f.While(j.Less(n), func() {
		f.SetInt(wide, n.Sub(j).Min(width))
		f.SetInt(p, encode.Int(0))
		f.While(p.Less(k), func() {
			f.SetInt(deep, k.Sub(p).Min(depth))
			body(j, wide, p, deep)
			f.Advance(p, depth)
		})
		f.Advance(j, width)
	})
}

// dots adds the product A·Bᵀ.
func (m kernels) dots(by strips) {
	f := m.Function("dots")
	v := f.IntParams(8)
	c, a, b, rows, n, k, depth, width := v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]
	i, left := f.Int(), f.Int()
	blocks(f, n, k, depth, width, func(j, wide, p, deep encode.IntVar) {
		f.SetInt(i, encode.Int(0))
		f.While(i.Less(rows), func() {
			f.SetInt(left, rows.Sub(i))
			by.pass(f, left, entry(c, i, n, j, encode.Int(1)), n.Shl(3), entry(a, i, k, p, encode.Int(1)), k.Shl(3),
				entry(b, j, k, p, encode.Int(1)), k.Shl(3), wide, deep)
			f.Advance(i, encode.Int(Rows))
		})
	})
}

// tile adds the product of at most four rows of A with at most four of B, which
// lie ldb numbers apart, to a 4×4 matrix.
func (m kernels) tile(by strips) {
	f := m.Function("tile")
	v := f.IntParams(7)
	c, a, b, rows, n, k, ldb := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	by.pass(f, rows, c, encode.Int(4*number), a, k.Shl(3), b, ldb.Shl(3), n, k)
}

// rows adds the product A·B, where A's entry (i, p) lies ai·i + ap·p numbers
// from its first and one of the strides is 1, and B's entry (p, j) bp·p + bj·j.
func (m kernels) rows(across, turned strips) {
	pack := m.pack()
	f := m.Function("rows")
	v := f.IntParams(13)
	c, a, b, rows, n, k := v[0], v[1], v[2], v[3], v[4], v[5]
	ai, ap, bp, bj, depth, width, room := v[6], v[7], v[8], v[9], v[10], v[11], v[12]
	i, left, aside := f.Int(), f.Int(), f.Int()
	f.SetInt(aside, room.Add(depth.Mul(width).Shl(3)))
	blocks(f, n, k, depth, width, func(j, wide, p, deep encode.IntVar) {
		f.Call(pack, room, entry(b, p, bp, j, bj), bp.Shl(3), bj.Shl(3), wide, deep)
		f.SetInt(i, encode.Int(0))
		f.While(i.Less(rows), func() {
			f.SetInt(left, rows.Sub(i))
			pass := func(by strips, strip, step encode.Integer) {
				by.pass(f, left, entry(c, i, n, j, encode.Int(1)), n.Shl(3), strip, step,
					room, encode.Int(0), wide, deep)
			}
			f.If(ai.Equal(encode.Int(1)), func() {
				// Entries of a column lie far apart, often in one set of the cache.
				f.Call(pack, aside, entry(a, i, ai, p, ap), ap.Shl(3), ai.Shl(3), left.Min(encode.Int(Rows)), deep)
				pass(turned, aside, encode.Int(panelRow))
			}, func() {
				pass(across, entry(a, i, ai, p, ap), ai.Shl(3))
			})
			f.Advance(i, encode.Int(Rows))
		})
	})
}

// entry is the address of entry (i, j) of a matrix with these strides.
func entry(x, i, si, j encode.IntVar, sj encode.Integer) encode.I32 {
	return x.Add(i.Mul(si).Add(j.Mul(sj)).Shl(3))
}
