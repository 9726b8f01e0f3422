package op

// Bilinear is an op z = B(a, w), linear in each argument. Its second derivative
// is B(ȧ, ẇ) + B(ȧ, ẇ) with the directions swapped, the third is 0.
// Every rule adds to its destination.
type Bilinear struct {
	name string
	out  func(in Shape) Shape
	// Mul adds B(a, w) to z.
	Mul func(z, a, w []float64, d Dims)
	// Left adds to da the adjoint of B(·, w): ⟨dz, B(ȧ, w)⟩ = ⟨da, ȧ⟩.
	Left func(da, dz, w []float64, d Dims)
	// Right adds to dw the adjoint of B(a, ·): ⟨dz, B(a, ẇ)⟩ = ⟨dw, ẇ⟩.
	Right func(dw, dz, a []float64, d Dims)
}

// Name returns the op's name.
func (b *Bilinear) Name() string { return b.name }

// Out returns the output's shape.
func (b *Bilinear) Out(in Shape) Shape { return b.out(in) }

// Dense is the product of activations with a weight matrix of shape
// out×in, row-major: z = a wᵀ.
func Dense(out int) *Bilinear {
	return &Bilinear{
		name: "dense",
		out:  wide(out),
		Mul: func(z, a, w []float64, d Dims) {
			d.Precision.MulNT(z, a, w, d.Rows, d.Out, d.In)
		},
		Left: func(da, dz, w []float64, d Dims) {
			d.Precision.MulNN(da, dz, w, d.Rows, d.In, d.Out)
		},
		Right: func(dw, dz, a []float64, d Dims) {
			d.Precision.MulTN(dw, dz, a, d.Out, d.In, d.Rows)
		},
	}
}

// Product multiplies two nodes entry by entry: z = a∘w.
var Product = &Bilinear{
	name:  "product",
	out:   same,
	Mul:   addProduct,
	Left:  addProduct,
	Right: addProduct,
}

func addProduct(z, a, w []float64, _ Dims) {
	a, w = a[:len(z)], w[:len(z)]
	for i := range z {
		z[i] += a[i] * w[i]
	}
}
