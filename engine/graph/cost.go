package graph

import "github.com/cauchy-newton/playground/engine/op"

// Products returns the multiplications that node k takes for one sample,
// forwards: those of its matrix product, or one for each number of its output.
func (g *Graph) Products(k int) float64 {
	n := &g.nodes[k]
	if _, ok := n.Op.(*op.Bilinear); ok && n.Param >= 0 {
		return float64(n.Rows) * float64(n.In) * float64(n.Out)
	}
	return float64(n.Size())
}

// Cost returns the multiplications for one sample of the loss and of the loss
// with its gradient. The adjoint of a node costs what the node does, and once
// more where there is a parameter to differentiate by; before the first
// parameter there is none.
func (g *Graph) Cost() (loss, gradient float64) {
	for k := range g.nodes {
		n := &g.nodes[k]
		c := g.Products(k)
		loss += c
		gradient += c
		if g.Trains(n.X) {
			gradient += c
		}
		if n.Y >= 0 && g.Trains(n.Y) || n.Param >= 0 {
			gradient += c
		}
	}
	return loss, gradient
}
