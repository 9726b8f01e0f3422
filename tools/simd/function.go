package simd

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/formula"
	"github.com/cauchy-newton/playground/tools/simd/encode"
)

// functions adds values, pull1 and pull3, which take the function's place in
// [kernel.Functions].
func (m kernels) functions() {
	m.pointwise("values", 0)
	m.pointwise("pull1", 1)
	m.pointwise("pull3", 3)
}

func (m kernels) pointwise(name string, order int) {
	names, a := formula.Vectors(order), &arithmetic{kernels: m}
	var loops []*encode.Function
	formula.Each(a, func(f *kernel.Function, as formula.Formula[encode.V128]) {
		if order == 3 && !f.Curved {
			loops = append(loops, nil)
			return
		}
		a.f = m.Function("")
		loops = append(loops, a.f)
		v := a.f.IntParams(len(names) + 1)
		m.each(a.f, v[:len(names)], v[len(names)], func(at []entries) {
			as.Write(a, order,
				func(name string) encode.V128 { return at[slices.Index(names, name)].get() },
				func(name string, x encode.V128) { at[slices.Index(names, name)].put(x) })
		})
	})
	f := m.Function(name)
	v := f.IntParams(len(names) + 2)
	var args []encode.Integer
	for _, a := range v[1:] {
		args = append(args, a)
	}
	for i, loop := range loops {
		if loop != nil {
			f.If(v[0].Equal(encode.Int(i)), func() { f.Call(loop, args...) }, nil)
		}
	}
}

// arithmetic writes formulas into a function.
type arithmetic struct {
	kernels
	f *encode.Function
}

func (a *arithmetic) Constant(x float64) encode.V128 { return a.f.Constant(math.Float64bits(x)) }

func (a *arithmetic) Hold(x encode.V128) encode.V128 {
	v := a.f.Vector()
	a.f.SetVector(v, x)
	return v.V128
}

func (a *arithmetic) Add(x, y encode.V128) encode.V128       { return x.Add(y) }
func (a *arithmetic) Sub(x, y encode.V128) encode.V128       { return x.Sub(y) }
func (a *arithmetic) Mul(x, y encode.V128) encode.V128       { return x.Mul(y) }
func (a *arithmetic) Div(x, y encode.V128) encode.V128       { return x.Div(y) }
func (a *arithmetic) MulAdd(x, y, z encode.V128) encode.V128 { return a.mulAdd(x, y, z) }
func (a *arithmetic) Max(x, limit encode.V128) encode.V128   { return x.Max(limit) }
func (a *arithmetic) Min(x, limit encode.V128) encode.V128   { return x.Min(limit) }

func (a *arithmetic) Over(e, d, lost encode.V128) encode.V128 {
	q := a.Hold(e.Div(d))
	return q.Sub(q.Div(d).Mul(lost))
}

func (a *arithmetic) Inverse(d, lost encode.V128) encode.V128 {
	r := a.Hold(a.Constant(1).Div(d))
	return r.Sub(r.Mul(r).Mul(lost))
}

// magnitude has all bits set but the sign.
func (a *arithmetic) magnitude() encode.V128 { return a.f.Constant(1<<63 - 1) }

func (a *arithmetic) Down(x encode.V128) encode.V128 {
	return a.Signed(x, a.Constant(math.Copysign(0, -1)))
}

func (a *arithmetic) Signed(x, like encode.V128) encode.V128 { return a.magnitude().Pick(x, like) }

func (a *arithmetic) Above(x encode.V128, limit float64) func(yes, no encode.V128) encode.V128 {
	if limit != 0 {
		x = x.Sub(a.Constant(limit))
	}
	above := a.Hold(x.Positive())
	return func(yes, no encode.V128) encode.V128 { return above.Pick(yes, no) }
}

func (a *arithmetic) Power(shifted encode.V128) encode.V128 {
	return shifted.ShiftBits(52).AddBits(a.Constant(1))
}
