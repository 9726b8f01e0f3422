package summary

import (
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
)

// Hessian multiplies vectors with the full Hessian of a graph's mean loss
// (Pearlmutter 1994): one tangent sweep forwards, one sweep backwards with the
// adjoints' own tangents. Each product costs about two gradients.
type Hessian struct {
	along
	members []*pearl
}

// along is work at θ along a direction v, by the chunks of a sweep.
type along struct {
	tapes *graph.Sweep

	// The current job.
	dst, theta, v []float64
	batch         *graph.Batch
}

// each adds the chunks' shares of what the job computes to dst.
func (a *along) each(job graph.Job, dst, theta, v []float64, b *graph.Batch) {
	clear(dst)
	a.dst, a.theta, a.v, a.batch = dst, theta, v, b
	a.tapes.Each(b, job)
	a.dst, a.theta, a.v, a.batch = nil, nil, nil, nil
}

// NewHessian returns a workspace for Hessian–vector products by the tapes of s.
func NewHessian(s *graph.Sweep) *Hessian { return &Hessian{along: along{tapes: s}} }

// Multiply writes Hv, of length P, to dst, with H = ∂²L/∂θ² at θ on the batch.
func (h *Hessian) Multiply(dst, theta, v []float64, b *graph.Batch) {
	h.each(h, dst, theta, v, b)
	if c := h.tapes.Graph().L2(); c != 0 {
		kernel.Axpy(dst, c, v)
	}
}

// Enlist implements graph.Job.
func (h *Hessian) Enlist(size int) {
	h.tapes.Members(size)
	for len(h.members) < size {
		g := h.tapes.Graph()
		h.members = append(h.members, &pearl{g: g, sum: make([]float64, g.Params().Size())})
	}
}

// Work implements graph.Job.
func (h *Hessian) Work(member, chunk int) {
	tape, _ := h.tapes.Tape(member, chunk, nil, h.theta, h.batch, true)
	h.members[member].multiply(tape, h.theta, h.v, 1/float64(h.batch.Samples(h.tapes.Graph().InWidth())))
}

// Commit implements graph.Job.
func (h *Hessian) Commit(member, _ int) { kernel.Axpy(h.dst, 1, h.members[member].sum) }

// pearl holds, for one chunk, the tangent ẋ of every node along v and the
// tangent λ̇ of every adjoint.
type pearl struct {
	g       *graph.Graph
	sum     []float64 // the chunk's share of Hv
	room    int
	tangent [][]float64
	adjoint [][]float64
	spill   []float64
}

func (p *pearl) fit(n int) {
	if n <= p.room {
		return
	}
	p.room = n
	p.tangent, p.adjoint = nil, nil
	widest := 0
	for k := range p.g.Nodes() {
		size := n * p.g.Nodes()[k].Size()
		widest = max(widest, size)
		p.tangent, p.adjoint = append(p.tangent, make([]float64, size)), append(p.adjoint, make([]float64, size))
	}
	p.spill = make([]float64, widest)
}

func (p *pearl) multiply(t *graph.Tape, theta, v []float64, weight float64) {
	p.fit(t.Samples())
	clear(p.sum)
	nodes := p.g.Nodes()
	last := len(nodes) - 1
	for k := range nodes {
		if p.g.Trains(k) {
			p.forward(t, k, theta, v)
		}
		clear(p.of(p.adjoint, t, k))
	}
	out := p.of(p.tangent, t, last)
	p.g.Head().Centre(out, t.State(), t.HeadDims())
	p.g.Head().Curve(p.of(p.adjoint, t, last), out, t.State(), t.HeadDims(), weight)
	for k := last; k >= 0; k-- {
		if p.g.Trains(k) {
			p.backward(t, k, theta, v)
		}
	}
}

func (p *pearl) of(list [][]float64, t *graph.Tape, k int) []float64 {
	return list[k][:len(t.Value(k))]
}

// forward computes ẏ of node k. A node before the first parameter has ẋ = 0.
func (p *pearl) forward(t *graph.Tape, k int, theta, v []float64) {
	node := &p.g.Nodes()[k]
	d, y := t.Dims(k), p.of(p.tangent, t, k)
	clear(y)
	var x []float64
	if p.g.Trains(node.X) {
		x = p.of(p.tangent, t, node.X)
	}
	switch o := node.Op.(type) {
	case *op.Linear:
		if x != nil {
			o.Apply(y, x, d)
		}
		if o.Param != nil {
			o.Param(y, p.g.Span(k, v), d)
		}
	case *op.Gather:
		o.Apply(y, x, t.Places(k), d)
	case op.Sum:
		if x != nil {
			kernel.Axpy(y, o.A, x)
		}
		if p.g.Trains(node.Y) {
			kernel.Axpy(y, o.B, p.of(p.tangent, t, node.Y))
		}
	case *op.Bilinear:
		if x != nil {
			o.Mul(y, x, t.Second(k, theta), d)
		}
		if node.Param >= 0 {
			o.Mul(y, t.Input(k), p.g.Span(k, v), d)
		} else if p.g.Trains(node.Y) {
			o.Mul(y, t.Input(k), p.of(p.tangent, t, node.Y), d)
		}
	case *op.Pointwise:
		for i, s := range t.Slopes(k).D1 {
			y[i] = s * x[i]
		}
	}
}

// backward adds to λ̇ of the arguments of node k what its own λ̇ and λ give.
func (p *pearl) backward(t *graph.Tape, k int, theta, v []float64) {
	node := &p.g.Nodes()[k]
	d, dy := t.Dims(k), p.of(p.adjoint, t, k)
	var x, dx []float64
	if p.g.Trains(node.X) {
		x, dx = p.of(p.tangent, t, node.X), p.of(p.adjoint, t, node.X)
	}
	switch o := node.Op.(type) {
	case *op.Linear:
		if o.Param != nil {
			o.ParamAdjoint(p.g.Span(k, p.sum), dy, d)
		}
		if dx != nil {
			spill := p.spill[:len(dx)]
			o.Adjoint(spill, dy, d)
			kernel.Axpy(dx, 1, spill)
		}
	case *op.Gather:
		o.Adjoint(dx, dy, t.Places(k), d)
	case op.Sum:
		if dx != nil {
			kernel.Axpy(dx, o.A, dy)
		}
		if p.g.Trains(node.Y) {
			kernel.Axpy(p.of(p.adjoint, t, node.Y), o.B, dy)
		}
	case *op.Bilinear:
		p.bilinear(t, k, o, d, x, dx, theta, v)
	case *op.Pointwise:
		s := t.Slopes(k)
		for i, w := range dy {
			dx[i] += s.D1[i] * w
		}
		if o.Curved {
			for i, q := range s.Q2 {
				dx[i] += q * x[i]
			}
		}
	}
}

// bilinear: λ̇_a = B(·, w)ᵀλ̇ + B(·, ẇ)ᵀλ and λ̇_w = B(a, ·)ᵀλ̇ + B(ȧ, ·)ᵀλ.
func (p *pearl) bilinear(t *graph.Tape, k int, o *op.Bilinear, d op.Dims, x, dx, theta, v []float64) {
	node := &p.g.Nodes()[k]
	lambda, dy := t.Adjoint(k), p.of(p.adjoint, t, k)
	var w, dw []float64 // ẇ and where λ̇_w goes
	switch {
	case node.Param >= 0:
		w, dw = p.g.Span(k, v), p.g.Span(k, p.sum)
	case p.g.Trains(node.Y):
		w, dw = p.of(p.tangent, t, node.Y), p.of(p.adjoint, t, node.Y)
	}
	if dx != nil {
		o.Left(dx, dy, t.Second(k, theta), d)
		if w != nil {
			o.Left(dx, lambda, w, d)
		}
	}
	if dw != nil {
		o.Right(dw, dy, t.Input(k), d)
		if x != nil {
			o.Right(dw, lambda, x, d)
		}
	}
}
