package optim

// momentum is the buffer m ← g at first, then μm + (1 − damp)g.
type momentum struct{ m []float64 }

// push takes a gradient and returns m, which belongs to the buffer.
func (b *momentum) push(gradient []float64, mu, damp float64) []float64 {
	if len(b.m) != len(gradient) {
		b.m = append([]float64(nil), gradient...)
		return b.m
	}
	for p, g := range gradient {
		b.m[p] = mu*b.m[p] + (1-damp)*g
	}
	return b.m
}
