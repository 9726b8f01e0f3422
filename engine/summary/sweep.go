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
	tapes     *graph.Sweep
	partition *partition.Partition
	plan      *plan
	members   []*tangents

	// The current job.
	dst      *Summary
	origins  [][]float64 // H̄ by node; nil when only the sum is wanted
	theta, u []float64
	batch    *graph.Batch
}

// NewSweep returns a workspace for summaries by the tapes of s. The partition
// must be of the graph's parameters.
func NewSweep(s *graph.Sweep, p *partition.Partition) *Sweep {
	if p.Size() != s.Graph().Params().Size() {
		panic("summary: partition and graph differ in the number of parameters")
	}
	return &Sweep{tapes: s, partition: p, plan: newPlan(s.Graph(), p)}
}

// Compute writes the summary of the batch's mean loss at θ in direction u to
// dst, which must be for as many groups as the partition has.
//
// The cost is that of one stacked tangent sweep, not of S of them: in products
// of one layer's size about 4 + 4·(earlier layers) a layer for the canonical
// partition, where a gradient takes 3.
func (s *Sweep) Compute(dst *Summary, theta, u []float64, b *graph.Batch) {
	if dst.Groups() != s.plan.groups {
		panic("summary: destination is for another number of groups")
	}
	dst.Loss = 0
	clear(dst.Gbar)
	clear(dst.Hbar)
	clear(dst.Order3)
	s.dst, s.theta, s.u, s.batch = dst, theta, u, b
	s.tapes.Each(b, s)
	if c := s.tapes.Graph().L2(); c != 0 {
		s.penalise(c)
	}
	s.dst, s.theta, s.u, s.batch = nil, nil, nil, nil
}

// penalise adds the derivatives of ½c‖θ‖².
func (s *Sweep) penalise(c float64) {
	s.dst.Loss += c / 2 * kernel.Dot(s.theta, s.theta)
	s.penalty(c, func(i int, slope, curvature float64) {
		s.dst.Gbar[i] += slope
		s.dst.Hbar[i*s.plan.groups+i] += curvature
	})
}

// penalty calls add with c⟨θ, u_i⟩ and c‖u_i‖² for the ranges of each group.
func (s *Sweep) penalty(c float64, add func(i int, slope, curvature float64)) {
	for i := range s.partition.Len() {
		for _, r := range s.partition.Group(i).Ranges {
			u := s.u[r.Lo:r.Hi]
			add(i, c*kernel.Dot(s.theta[r.Lo:r.Hi], u), c*kernel.Dot(u, u))
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
	tape, loss := s.tapes.Tape(member, chunk, nil, s.theta, s.batch, true)
	t := s.members[member]
	t.split(len(s.origins))
	t.sweep(tape, s.theta, s.u, 1/float64(s.batch.Samples(s.tapes.Graph().InWidth())))
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
