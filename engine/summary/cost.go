package summary

import "github.com/cauchy-newton/playground/engine/op"

// Cost returns the multiplications of Compute, or Along, for one sample: the adjoint sweep
// and, node by node, the tangents of the groups that are active there. It counts
// products of a matrix and the inner products of tangents, so that it can be
// compared with graph.Graph.Cost; the time on a processor is not in proportion to them.
func (s *Sweep) Cost() (products float64) { return s.cost(false) }

// GaussNewtonCost returns those of GaussNewton.
func (s *Sweep) GaussNewtonCost() (products float64) { return s.cost(true) }

func (s *Sweep) cost(gauss bool) (products float64) {
	g := s.tapes.Graph()
	last := len(g.Nodes()) - 1
	for k := range g.Nodes() {
		node, st := &g.Nodes()[k], &s.plan.stages[k]
		c, size := g.Products(k), float64(node.Size())
		in, second, out := float64(len(st.in1)), float64(len(st.in2)), float64(len(st.out1))
		pieces := float64(len(st.pieces))
		products += c // forwards
		if g.Trains(node.X) && !gauss {
			products += c // backwards
		}
		if len(st.out1) == 0 {
			continue
		}
		if gauss {
			second = 0
		}
		products += (in + second) * c
		switch o := node.Op.(type) {
		case *op.Bilinear:
			products += pieces * c // the parameter's own tangents
			if gauss {
				break
			}
			if len(st.in1) > 0 {
				products += pieces * c                                          // the adjoints M_j
				products += pieces * in * float64(node.Rows) * float64(node.In) // ⟨M_j, ẋ_i⟩
			}
			for _, p := range st.pieces {
				if p.old1 >= 0 {
					products += c // 2B(ẋ, u)
				}
			}
		case *op.Pointwise:
			if o.Curved && !gauss {
				products += out * out / 2 * size
			}
		}
		if k == last {
			products += out * out / 2 * size
		}
	}
	return products
}
