package kfac

import (
	"fmt"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
)

// Sweep computes the factors of one graph. Like the graph.Sweep whose tapes it
// uses, it serves one goroutine and uses all processors.
type Sweep struct {
	tapes   *graph.Sweep
	blocks  []Block
	layouts []layout // of A in each block
	head    predict
	members []*member

	// The current job.
	dst    Factors
	fisher Fisher
	seed   [2]uint64
	theta  []float64
	batch  *graph.Batch
}

// NewSweep returns a workspace for factors by the tapes of s. The error names a part
// of the graph that has none.
func NewSweep(s *graph.Sweep) (*Sweep, error) { return newSweep(s, whole) }

func newSweep(s *graph.Sweep, split func(*Block) layout) (*Sweep, error) {
	blocks, err := Blocks(s.Graph())
	if err != nil {
		return nil, err
	}
	head, ok := predictions[s.Graph().Head()]
	if !ok {
		return nil, fmt.Errorf("kfac: %s is not the likelihood of a prediction", s.Graph().Head().Name())
	}
	sweep := &Sweep{tapes: s, blocks: blocks, head: head}
	for i := range blocks {
		sweep.layouts = append(sweep.layouts, split(&blocks[i]))
	}
	return sweep, nil
}

// Blocks returns the layers whose factors are computed.
func (s *Sweep) Blocks() []Block { return s.blocks }

// New returns zero factors for Compute.
func (s *Sweep) New() Factors {
	f := make(Factors, len(s.blocks))
	for i := range s.blocks {
		m := s.blocks[i].Out
		f[i] = Factor{A: make([]float64, s.layouts[i].size), G: make([]float64, m*m)}
	}
	return f
}

// Compute writes the factors of the batch at θ to dst, made by New.
// The same state of rng gives the same factors, whatever the number of
// processors: each chunk draws from a stream of its own.
func (s *Sweep) Compute(dst Factors, theta []float64, b *graph.Batch, fisher Fisher, rng *rand.Rand) {
	for i := range dst {
		clear(dst[i].A)
		clear(dst[i].G)
	}
	s.dst, s.theta, s.batch, s.fisher = dst, theta, b, fisher
	if fisher == Sampled {
		s.seed = [2]uint64{rng.Uint64(), rng.Uint64()}
	}
	s.tapes.Each(b, s)
	s.dst, s.theta, s.batch = nil, nil, nil
}

// Enlist implements graph.Job.
func (s *Sweep) Enlist(size int) {
	s.tapes.Members(size)
	for len(s.members) < size {
		m := &member{part: s.New(), padded: make([][]float64, len(s.blocks))}
		m.rng = rand.New(&m.pcg)
		s.members = append(s.members, m)
	}
}

// Work implements graph.Job.
func (s *Sweep) Work(number, chunk int) {
	m := s.members[number]
	for i := range m.part {
		clear(m.part[i].A)
		clear(m.part[i].G)
	}
	n := s.batch.Samples(s.tapes.Graph().InWidth())
	t, _ := s.tapes.Forward(number, chunk, s.theta, s.batch)
	for i := range s.blocks {
		m.inputs(i, &s.blocks[i], &s.layouts[i], t, 1/float64(n))
	}
	last := len(s.tapes.Graph().Nodes()) - 1
	d := t.HeadDims()
	z, dz, width := t.Value(last), t.Adjoint(last), d.In
	state := t.State() // of a cross-entropy and of bits it begins with the probabilities
	passes := 1
	switch s.fisher {
	case Empirical: // the forward pass left weight·∂ℓ/∂z of the true targets
		for i := range dz {
			dz[i] *= float64(n)
		}
	case Sampled:
		m.pcg.Seed(s.seed[0], s.seed[1]+uint64(chunk))
	case Exact:
		passes = width
	default:
		panic(fmt.Sprintf("kfac: there is no Fisher %d", s.fisher))
	}
	for c := range passes {
		for r := range d.Rows {
			zr, dr := z[r*width:(r+1)*width], dz[r*width:(r+1)*width]
			var p []float64
			if len(state) > 0 {
				p = state[r*width : (r+1)*width]
			}
			switch s.fisher {
			case Sampled:
				s.head.draw(dr, zr, p, m.rng)
			case Exact:
				s.head.root(dr, zr, p, c)
			}
		}
		t.Backward(nil, s.theta, false)
		for i := range s.blocks {
			m.outputs(i, &s.blocks[i], t, 1/float64(n))
		}
	}
}

// Commit implements graph.Job.
func (s *Sweep) Commit(number, _ int) {
	for i, part := range s.members[number].part {
		kernel.Axpy(s.dst[i].A, 1, part.A)
		kernel.Axpy(s.dst[i].G, 1, part.G)
	}
}

// member is the workspace of one goroutine.
type member struct {
	part   Factors
	padded [][]float64 // the inputs of each block with their coordinate 1, times √weight
	scaled []float64
	pcg    rand.PCG
	rng    *rand.Rand
}

// inputs adds weight·Σ ã ãᵀ, or the parts of it that the layout has.
func (m *member) inputs(i int, b *Block, l *layout, t *graph.Tape, weight float64) {
	if l.cuts != nil {
		m.moments(i, b, l, t, weight)
		return
	}
	rows, width := t.Samples()*b.Rows, b.Width()
	var a []float64
	if b.In > 0 {
		a = t.Input(b.Weight)
	}
	if len(m.padded[i]) < 2*rows*width {
		m.padded[i] = make([]float64, 2*rows*width)
	}
	plain, times := m.padded[i][:rows*width], m.padded[i][rows*width:2*rows*width]
	for r := range rows {
		row := plain[r*width : (r+1)*width]
		copy(row, a[r*b.In:(r+1)*b.In])
		if width > b.In {
			row[b.In] = 1
		}
	}
	for k, v := range plain {
		times[k] = weight * v
	}
	kernel.Float64.MulTN(m.part[i].A, times, plain, width, width, rows)
}

// outputs adds weight/T·Σ g gᵀ.
func (m *member) outputs(i int, b *Block, t *graph.Tape, weight float64) {
	g := t.Adjoint(b.node())
	if len(m.scaled) < len(g) {
		m.scaled = make([]float64, len(g))
	}
	times := m.scaled[:len(g)]
	for k, v := range g {
		times[k] = weight / float64(b.Rows) * v
	}
	kernel.Float64.MulTN(m.part[i].G, times, g, b.Out, b.Out, t.Samples()*b.Rows)
}
