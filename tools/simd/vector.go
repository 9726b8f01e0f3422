package simd

import "github.com/cauchy-newton/playground/tools/simd/encode"

// dot adds Σ x_p y_p, summed in four strands of two.
func (m kernels) dot() {
	f := m.Function("dot")
	p := f.IntParams(3)
	x, y, n := p[0], p[1], p[2]
	end, sum := f.Int(), vectors(f, 4)
	terms := func(pairs int) {
		for i := range pairs {
			f.SetVector(sum[i], m.mulAdd(x.Load(16*i), y.Load(16*i), sum[i]))
		}
		f.Advance(x, encode.Int(16*pairs))
		f.Advance(y, encode.Int(16*pairs))
	}
	f.SetInt(end, x.Add(n.And(encode.Int(-8)).Shl(3)))
	f.While(x.Below(end), func() { terms(4) })
	f.Advance(end, n.And(encode.Int(6)).Shl(3))
	f.While(x.Below(end), func() { terms(1) })
	f.If(n.And(encode.Int(1)), func() {
		f.SetVector(sum[1], m.mulAdd(x.LoadZero(0), y.LoadZero(0), sum[1]))
	}, nil)
	f.SetVector(sum[0], sum[0].Add(sum[1]).Add(sum[2].Add(sum[3])))
	f.Return(sum[0].Lane(0).Add(sum[0].Lane(1)))
}

// axpy adds y += w·x.
func (m kernels) axpy() {
	f := m.Function("axpy")
	y := f.IntParams(1)[0]
	w := f.FloatParam()
	p := f.IntParams(2)
	weight := f.Vector()
	f.SetVector(weight, w.Splat())
	m.each(f, []encode.IntVar{y, p[0]}, p[1], func(at []entries) {
		at[0].put(m.mulAdd(at[1].get(), weight, at[0].get()))
	})
}

// times adds y = w∘x.
func (m kernels) times() {
	f := m.Function("times")
	p := f.IntParams(4)
	m.each(f, p[:3], p[3], func(at []entries) { at[0].put(at[1].get().Mul(at[2].get())) })
}

// advance adds the step of a first and a second tangent through a pointwise
// function; see engine/kernel.Advance.
func (m kernels) advance() {
	f := m.Function("advance")
	p := f.IntParams(7)
	v := vectors(f, 5)
	x, xx, square, d1, sum := v[0], v[1], v[2], v[3], v[4]
	three := encode.Both(3)
	m.each(f, p[:6], p[6], func(at []entries) {
		d2, q2, q3 := at[3].get(), at[4].get(), at[5].get()
		f.SetVector(x, at[0].get())
		f.SetVector(xx, at[1].get())
		f.SetVector(d1, at[2].get())
		f.SetVector(square, x.Mul(x))
		f.SetVector(sum, m.mulAdd(x.V128, m.mulAdd(q3, square, q2.Mul(xx).Mul(three)), sum))
		at[1].put(m.mulAdd(d2, square, d1.Mul(xx)))
		at[0].put(d1.Mul(x))
	})
	f.Return(sum.Lane(0).Add(sum.Lane(1)))
}

// entries are two numbers of a vector in memory, or the last one.
type entries struct {
	get func() encode.V128 // the lane that does not exist is 0
	put func(v encode.V128)
}

// each runs body for all pairs of entries of vectors of length n, and for the
// last entry if n is odd.
func (m kernels) each(f *encode.Function, starts []encode.IntVar, n encode.IntVar, body func(at []entries)) {
	end, first := f.Int(), starts[0]
	step := func(size int, get func(encode.IntVar) encode.V128, put func(encode.IntVar, encode.V128)) {
		var at []entries
		for _, s := range starts {
			at = append(at, entries{
				get: func() encode.V128 { return get(s) },
				put: func(v encode.V128) { put(s, v) },
			})
		}
		body(at)
		for _, s := range starts {
			f.Advance(s, encode.Int(size))
		}
	}
	f.SetInt(end, first.Add(n.And(encode.Int(-2)).Shl(3)))
	f.While(first.Below(end), func() {
		step(2*number,
			func(s encode.IntVar) encode.V128 { return s.Load(0) },
			func(s encode.IntVar, v encode.V128) { f.Store(s, 0, v) })
	})
	f.If(n.And(encode.Int(1)), func() {
		step(number,
			func(s encode.IntVar) encode.V128 { return s.LoadZero(0) },
			func(s encode.IntVar, v encode.V128) { f.StoreFloat(s, 0, v.Lane(0)) })
	}, nil)
}
