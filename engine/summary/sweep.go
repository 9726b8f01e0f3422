package summary

import (
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/partition"
)

// Sweep computes summaries of one graph for one partition. Like the
// graph.Sweep whose tapes it uses, it serves one goroutine and uses all
// processors.
type Sweep struct {
	tapes      *graph.Sweep
	partition  *partition.Partition
	directions int
	plan       *plan
	members    []*tangents

	// The current job.
	dst     *Summary
	origins [][]float64 // H̄ by node; nil when only the sum is wanted
	gauss   bool        // the Gauss–Newton part alone
	theta   []float64
	us      [][]float64
	batch   *graph.Batch

	single [1][]float64 // the directions of Compute
}

// NewSweep returns a workspace for summaries by the tapes of s. The partition
// must be of the graph's parameters.
func NewSweep(s *graph.Sweep, p *partition.Partition) *Sweep { return NewDirections(s, p, 1) }

// NewDirections is NewSweep for summaries along K directions at once. Each of them is
// cut into the S groups of the partition, and the part of group s of direction k is
// group kS + s of the summary, which has K·S.
func NewDirections(s *graph.Sweep, p *partition.Partition, k int) *Sweep {
	if p.Size() != s.Graph().Params().Size() {
		panic("summary: partition and graph differ in the number of parameters")
	}
	return &Sweep{tapes: s, partition: p, directions: k, plan: newPlan(s.Graph(), p, k)}
}

// Compute writes the summary of the batch's mean loss at θ in direction u to
// dst, which must be for as many groups as the partition has.
//
// The cost is that of one stacked tangent sweep, not of S of them: in products
// of one layer's size about 4 + 4·(earlier layers) a layer for the canonical
// partition, where a gradient takes 3.
func (s *Sweep) Compute(dst *Summary, theta, u []float64, b *graph.Batch) {
	s.single[0] = u
	s.Along(dst, theta, s.single[:], b)
	s.single[0] = nil
}

// Along is Compute along K directions, in one stacked sweep: ḡ_i = u_iᵀg,
// H̄_ij = u_iᵀHu_j for all groups of all directions, and the third derivative along
// each u_i. dst must be for K·S groups.
func (s *Sweep) Along(dst *Summary, theta []float64, us [][]float64, b *graph.Batch) {
	s.run(dst, theta, us, b, false)
}

// GaussNewton writes the loss, ḡ and in place of H̄ its part that comes from the
// curvature of the loss alone (FromLoss, and the penalty's, which is all of its own):
//
//	ḡ_i = ⟨ℓ′, ż_i⟩,  B_ij = ⟨ℓ″ż_i, ż_j⟩ + c⟨u_i, u_j⟩,
//
// where ż_i is the change of the network's outputs along u_i. B is positive
// semidefinite. Order3 is 0. It takes a forward pass and first tangents only, about
// 1 + K·(1 + 2·(earlier layers)) products of one layer's size for the canonical
// partition.
//
// N. N. Schraudolph, "Fast curvature matrix-vector products for second-order gradient
// descent", Neural Computation 14 (2002) 1723–1738.
func (s *Sweep) GaussNewton(dst *Summary, theta []float64, us [][]float64, b *graph.Batch) {
	s.run(dst, theta, us, b, true)
}

func (s *Sweep) run(dst *Summary, theta []float64, us [][]float64, b *graph.Batch, gauss bool) {
	if len(us) != s.directions {
		panic("summary: the sweep is for another number of directions")
	}
	if dst.Groups() != s.plan.groups {
		panic("summary: destination is for another number of groups")
	}
	dst.Loss = 0
	clear(dst.Gbar)
	clear(dst.Hbar)
	clear(dst.Order3)
	s.dst, s.theta, s.us, s.batch, s.gauss = dst, theta, us, b, gauss
	s.tapes.Each(b, s)
	if c := s.tapes.Graph().L2(); c != 0 {
		dst.Loss += c / 2 * kernel.Dot(theta, theta)
		s.penalise(c, dst.Gbar, dst.Hbar)
	}
	s.dst, s.theta, s.us, s.batch = nil, nil, nil, nil
}

// penalise adds the slopes c⟨θ, u_i⟩ and curvatures c⟨u_i, u_j⟩ of ½c‖θ‖². Only the
// directions of one group are not at right angles.
func (s *Sweep) penalise(c float64, gbar, hbar []float64) {
	n, size := s.partition.Len(), s.plan.groups
	for g := range n {
		for _, r := range s.partition.Group(g).Ranges {
			for k, u := range s.us {
				i := k*n + g
				gbar[i] += c * kernel.Dot(s.theta[r.Lo:r.Hi], u[r.Lo:r.Hi])
				hbar[i*size+i] += c * kernel.Dot(u[r.Lo:r.Hi], u[r.Lo:r.Hi])
				for l, w := range s.us[:k] {
					j := l*n + g
					v := c * kernel.Dot(u[r.Lo:r.Hi], w[r.Lo:r.Hi])
					hbar[i*size+j] += v
					hbar[j*size+i] += v
				}
			}
		}
	}
}

// Enlist implements graph.Job.
func (s *Sweep) Enlist(size int) {
	s.tapes.Members(size)
	for len(s.members) < size {
		s.members = append(s.members, newTangents(s.tapes.Graph(), s.plan))
	}
}

// Work implements graph.Job.
func (s *Sweep) Work(member, chunk int) {
	t := s.members[member]
	t.split(len(s.origins))
	t.gauss = s.gauss
	tape, loss := s.tapes.Forward(member, chunk, s.theta, s.batch)
	if !s.gauss {
		tape.Backward(nil, s.theta, true)
	}
	t.sweep(tape, s.theta, s.us, 1/float64(s.batch.Samples(s.tapes.Graph().InWidth())))
	t.sum.Loss = loss
}

// Commit implements graph.Job.
func (s *Sweep) Commit(member, _ int) {
	part := s.members[member].sum
	s.dst.Loss += part.Loss
	kernel.Axpy(s.dst.Gbar, 1, part.Gbar)
	kernel.Axpy(s.dst.Hbar, 1, part.Hbar)
	kernel.Axpy(s.dst.Order3, 1, part.Order3)
	for k, h := range s.origins {
		kernel.Axpy(h, 1, s.members[member].origins[k])
	}
}
