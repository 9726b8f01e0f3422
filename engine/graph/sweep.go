package graph

import (
	"runtime"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Sweep is the workspace for losses and gradients of one graph. It is not safe
// for use by two goroutines at once; it uses all processors by itself.
type Sweep struct {
	// Precision is that of the matrix products, here and in the sweeps of other
	// packages that use the tapes. The zero value is float64.
	Precision kernel.Precision

	g       *Graph
	chunk   int
	crew    *crew
	members []*Tape

	// The current job.
	theta, grad, outputs []float64
	batch                *Batch
	samples, chunks      int
	size                 int  // members
	late                 bool // the gradients are added up when all are there
	loss                 float64
	partial              []part
}

// part is the result of a member's present chunk or, when the gradients are added late,
// of each chunk. The first chunk's gradient is written to the destination of the sum
// instead.
type part struct {
	loss float64
	grad []float64
}

// From so many numbers on, 1 MiB, it pays that all members add the gradients, if there
// is at most one chunk for each: all chunks end at the same time, and then one member
// would add while the others wait.
const lateDoubles = 128 << 10

// A chunk is as large as the caches allow, because its share of the gradient, as long
// as θ, is written and added once per chunk, whatever the chunk's size: from 32 samples
// to 128 a gradient of 784-1024-200-100-10 becomes a quarter faster, from 128 to 256 no
// more. Two bounds limit it:
const (
	// widestDoubles bounds the rows of the widest node: 128 Ki doubles are 1 MiB,
	// a common second-level cache, through which a product streams them.
	widestDoubles = 128 << 10
	// tapeDoubles bounds the values of all nodes that have memory of their own: 784
	// Ki doubles are 6 MiB, with adjoints and slopes a share of a common third-level
	// cache. It limits deep networks, whose stacks of tangents grow with the
	// chunk as well: the summary of 784-20x256-10 is an eighth slower at 128 samples
	// than at 64. Three layers of 2048 units still have 64 samples a chunk.
	tapeDoubles = 784 << 10
	minChunk    = 16 // so that the products keep their shape
	maxChunk    = 128
	// A batch of shared samples or more is cut in two at least, so that a second
	// processor has something to do, unless the loops are those of a page.
	shared = 32
)

// NewSweep returns a workspace for g.
func NewSweep(g *Graph) *Sweep {
	widest, tape := g.InWidth(), 0
	for i := range g.nodes {
		widest = max(widest, g.nodes[i].Size())
		if !g.shares(i) {
			tape += g.nodes[i].Size()
		}
	}
	chunk := min(widestDoubles/widest, tapeDoubles/tape, maxChunk)
	s := &Sweep{g: g, chunk: max(chunk, minChunk), crew: newCrew()}
	runtime.AddCleanup(s, (*crew).dismiss, s.crew)
	return s
}

// Graph returns the graph that is swept.
func (s *Sweep) Graph() *Graph { return s.g }

// Loss returns the mean loss over the batch.
func (s *Sweep) Loss(theta []float64, b *Batch) float64 {
	return s.sweep(nil, nil, theta, b)
}

// Gradient writes ∂L/∂θ to dst, of length P, and returns the mean loss.
func (s *Sweep) Gradient(dst, theta []float64, b *Batch) float64 {
	return s.sweep(dst, nil, theta, b)
}

// Evaluate writes the outputs, N×OutWidth, to dst and returns the mean loss.
func (s *Sweep) Evaluate(dst, theta []float64, b *Batch) float64 {
	return s.sweep(nil, dst, theta, b)
}

func (s *Sweep) sweep(grad, outputs, theta []float64, b *Batch) float64 {
	s.theta, s.grad, s.outputs, s.batch, s.loss = theta, grad, outputs, b, 0
	s.Each(b, s)
	switch {
	case s.chunks == 0:
		clear(grad) // no sample, no chunk that would begin the sum
	case s.late:
		s.crew.run((*total)(s), s.size)
	}
	if c := s.g.l2; c != 0 {
		s.loss += c / 2 * kernel.Dot(theta, theta)
		if grad != nil {
			kernel.Axpy(grad, c, theta)
		}
	}
	s.theta, s.grad, s.outputs, s.batch = nil, nil, nil, nil
	return s.loss
}

// Each runs a job over the chunks of the batch. The number of chunks follows
// from the graph, the batch and the set of loops alone. It is even, so that two
// processors get equal shares, unless the loops run on one processor only.
func (s *Sweep) Each(b *Batch, job Job) {
	s.samples = b.Samples(s.g.InWidth())
	s.chunks = (s.samples + s.chunk - 1) / s.chunk
	if !kernel.Alone() && (s.chunks > 1 || s.samples >= shared) {
		s.chunks = min(s.chunks+s.chunks%2, s.samples)
	}
	s.crew.run(job, s.chunks)
}

// Tape runs the samples of a chunk of the batch forwards and backwards on the
// member's tape and returns it with the chunk's share of the mean loss.
func (s *Sweep) Tape(member, chunk int, grad, theta []float64, b *Batch, curved bool) (t *Tape, loss float64) {
	t, loss = s.Forward(member, chunk, theta, b)
	t.Backward(grad, theta, curved)
	return t, loss
}

// Forward runs the samples of a chunk of the batch forwards on the member's
// tape and returns it with the chunk's share of the mean loss; the adjoint of
// the last node is that of the loss.
func (s *Sweep) Forward(member, chunk int, theta []float64, b *Batch) (t *Tape, loss float64) {
	t = s.members[member]
	t.Precision = s.Precision
	lo, hi := s.Bounds(chunk)
	t.Forward(theta, b.X[lo*s.g.InWidth():hi*s.g.InWidth()])
	return t, t.Loss(s.g.targets(b, lo, hi), 1/float64(s.samples))
}

// Bounds returns the samples of a chunk of the current job. The chunks differ by one
// sample at most.
func (s *Sweep) Bounds(chunk int) (lo, hi int) {
	return chunk * s.samples / s.chunks, (chunk + 1) * s.samples / s.chunks
}

// Enlist implements [Job].
func (s *Sweep) Enlist(size int) {
	s.Members(size)
	s.size, s.late = size, size > 1 && s.chunks <= size && len(s.grad) >= lateDoubles
	for len(s.partial) < size {
		s.partial = append(s.partial, part{})
	}
	if s.grad == nil || s.chunks == 1 {
		return
	}
	for i := range s.partial[:size] {
		if s.partial[i].grad == nil {
			s.partial[i].grad = make([]float64, len(s.grad))
		}
	}
}

// Members makes sure that there is a tape for each of size members.
func (s *Sweep) Members(size int) {
	for len(s.members) < size {
		t := NewTape(s.g)
		t.fit(s.chunk)
		s.members = append(s.members, t)
	}
}

// Work implements [Job].
func (s *Sweep) Work(member, chunk int) {
	p := s.part(member, chunk)
	if s.grad != nil {
		grad := s.grad
		if chunk > 0 {
			grad = p.grad
		}
		clear(grad)
		_, p.loss = s.Tape(member, chunk, grad, s.theta, s.batch, false)
		return
	}
	var t *Tape
	t, p.loss = s.Forward(member, chunk, s.theta, s.batch)
	if s.outputs != nil {
		lo, hi := s.Bounds(chunk)
		w := s.g.OutWidth()
		copy(s.outputs[lo*w:hi*w], t.Value(len(s.g.nodes)-1))
	}
}

// Commit implements [Job].
func (s *Sweep) Commit(member, chunk int) {
	p := s.part(member, chunk)
	s.loss += p.loss
	if s.grad != nil && chunk > 0 && !s.late {
		kernel.Axpy(s.grad, 1, p.grad)
	}
}

func (s *Sweep) part(member, chunk int) *part {
	if s.late {
		return &s.partial[chunk]
	}
	return &s.partial[member]
}

// total is the job of adding the chunks' gradients, in their order, each piece of
// it a range of θ.
type total Sweep

func (t *total) Enlist(int) {}

func (t *total) Work(_, piece int) {
	n := len(t.grad)
	lo, hi := piece*n/t.size, (piece+1)*n/t.size
	for _, p := range t.partial[1:t.chunks] {
		kernel.Axpy(t.grad[lo:hi], 1, p.grad[lo:hi])
	}
}

func (t *total) Commit(_, _ int) {}
