package simd

import (
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/simd/encode"
)

// Columns is how many columns of C a panel of a packed block of B serves. In a
// panel the four numbers of a term follow each other. A last panel with fewer
// columns repeats its first one in their place: those sums are dropped, and nothing
// beyond the matrix is read.
const Columns = kernel.PagePanel

// panelRow is the size of a panel's row in bytes.
const panelRow = Columns * number

// pack adds a function that packs a block of B. It takes the address of the
// packed block, the address of the block, the bytes from term to term and from
// column to column, and the numbers of columns and of terms.
func (m kernels) pack() *encode.Function {
	f := m.Function("")
	p := f.IntParams(6)
	panel, b, step, apart, n, k := p[0], p[1], p[2], p[3], p[4], p[5]
	from, end := f.Int(), f.Int()
	others := integers(f, Columns-1) // how far the other columns are from the first
	next := func() {
		f.Advance(from, step)
		f.Advance(panel, encode.Int(panelRow))
	}
	f.While(encode.Int(0).Less(n), func() {
		f.SetInt(from, b)
		f.SetInt(end, panel.Add(k.Mul(encode.Int(panelRow))))
		f.If(n.AtLeast(encode.Int(Columns)).And(apart.Equal(encode.Int(number))), func() {
			f.While(panel.Below(end), func() {
				f.Store(panel, 0, from.Load(0))
				f.Store(panel, 16, from.Load(16))
				next()
			})
		}, func() {
			for i, v := range others {
				f.SetInt(v, n.AtLeast(encode.Int(i+2)).Select(apart.Mul(encode.Int(i+1)), encode.Int(0)))
			}
			f.While(panel.Below(end), func() {
				f.Store(panel, 0, from.Add(others[0]).LoadLane(0, from.LoadZero(0), 1))
				f.Store(panel, 16, from.Add(others[2]).LoadLane(0, from.Add(others[1]).LoadZero(0), 1))
				next()
			})
		})
		f.Advance(b, apart.Mul(encode.Int(Columns)))
		f.Advance(n, encode.Int(-Columns))
	})
	return f
}

// across adds a strip of A·B or, turned, of Aᵀ·B: some rows of A times a packed
// block. A tile of four columns moves along the rows of C.
func (m kernels) across(rows int, turned bool) *encode.Function {
	f := m.Function("")
	p := f.IntParams(8)
	c, down, a, stepA, panel, n, k := p[0], p[1], p[2], p[3], p[4], p[6], p[7] // p[5] is unused
	pointers := rows
	if turned {
		pointers = 1 // the rows' entries follow each other
	}
	from := integers(f, pointers)
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
				if turned {
					f.SetVector(x[0], from[0].LoadSplat(r*number))
				} else {
					f.SetVector(x[0], from[r].LoadSplat(t*number))
				}
				for j := range y {
					f.SetVector(sum[r][j], m.mulAdd(x[0].V128, y[j], sum[r][j]))
				}
			}
			if turned {
				f.Advance(from[0], stepA)
			}
		}
		if !turned {
			for _, v := range from {
				f.Advance(v, encode.Int(count*number))
			}
		}
		f.Advance(panel, encode.Int(count*panelRow))
	}
	begin := func() {
		for i, v := range from {
			f.SetInt(v, a.Add(stepA.Mul(encode.Int(i))))
		}
	}
	overPanels(f, c, down, panel, n, k, Columns, sum[:rows], begin, terms, deliver)
	return f
}

// overPanels runs a strip over the panels of a packed block: begin sets the pointers to
// the first term of A, terms adds so many terms to the sums and advances, and deliver
// adds the sums to a row of C with so many columns left.
func overPanels(f *encode.Function, c, down, panel, n, k encode.IntVar, columns int, sum [][]encode.VectorVar,
	begin func(), terms func(count int), deliver func(f *encode.Function, row encode.IntVar, sum []encode.VectorVar, left encode.IntVar)) {
	row, end := f.Int(), f.Int()
	f.While(encode.Int(0).Less(n), func() {
		begin()
		for _, s := range sum {
			f.SetVector(s[0], encode.Zero())
			f.SetVector(s[1], encode.Zero())
		}
		f.SetInt(end, panel.Add(k.And(encode.Int(-unroll)).Mul(encode.Int(panelRow))))
		f.While(panel.Below(end), func() { terms(unroll) })
		f.Advance(end, k.And(encode.Int(unroll-1)).Mul(encode.Int(panelRow)))
		f.While(panel.Below(end), func() { terms(1) })

		f.SetInt(row, c)
		for _, s := range sum {
			deliver(f, row, s, n)
			f.Advance(row, down)
		}
		f.Advance(c, encode.Int(columns*number))
		f.Advance(n, encode.Int(-columns))
	})
}

// deliver adds four sums to a row of C, or fewer where fewer columns are left.
func deliver(f *encode.Function, row encode.IntVar, sum []encode.VectorVar, left encode.IntVar) {
	pair := func(i int) { f.Store(row, 16*i, row.Load(16*i).Add(sum[i])) }
	single := func(i int) { f.StoreFloat(row, 16*i, row.LoadFloat(16*i).Add(sum[i].Lane(0))) }
	f.If(left.AtLeast(encode.Int(Columns)), func() {
		pair(0)
		pair(1)
	}, func() {
		f.If(left.Equal(encode.Int(1)), func() { single(0) }, func() {
			pair(0)
			f.If(left.Equal(encode.Int(3)), func() { single(1) }, nil)
		})
	})
}
