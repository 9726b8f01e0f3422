package summary

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/partition"
)

// MaxOrder bounds the order of derivatives: beyond it the factorials in the
// polarisation leave no digits.
const MaxOrder = 12

// Taylor computes Taylor coefficients of a graph's mean loss along single
// directions, to any order, and from them the tensors D^(d) of a partition. It
// is the slow, general way: it carries every coefficient of every node forwards
// and differentiates nothing. Orders up to three come cheaper from a Sweep.
type Taylor struct {
	along
	members []*jets
}

// NewTaylor returns a workspace for coefficients by the chunks of s.
func NewTaylor(s *graph.Sweep) *Taylor { return &Taylor{along: along{tapes: s}} }

// Coefficients writes c_0 … c_d, with d = len(dst)−1, to dst:
//
//	L(θ + tv) = Σ_k c_k tᵏ + O(t^{d+1})
//
// so that the derivative of order k in direction v is k!·c_k. The price is d+1
// forward passes, and (d+1)²/2 times the pointwise work.
func (t *Taylor) Coefficients(dst, theta, v []float64, b *graph.Batch) {
	t.each(t, dst, theta, v, b)
	if c := t.tapes.Graph().L2() / 2; c != 0 {
		for k, x := range [...]float64{kernel.Dot(theta, theta), 2 * kernel.Dot(theta, v), kernel.Dot(v, v)} {
			if k < len(dst) {
				dst[k] += c * x
			}
		}
	}
}

// Predict writes the loss at θ − step by the Taylor polynomials of order 0, 1, … at θ:
// dst_d = Σ_{k≤d} (−1)ᵏ c_k along the step.
func (t *Taylor) Predict(dst, theta, step []float64, b *graph.Batch) {
	t.Coefficients(dst, theta, step, b)
	sign, sum := 1.0, 0.0
	for k, c := range dst {
		sum += sign * c
		sign = -sign
		dst[k] = sum
	}
}

// Enlist implements graph.Job.
func (t *Taylor) Enlist(size int) {
	for len(t.members) < size {
		t.members = append(t.members, &jets{g: t.tapes.Graph()})
	}
	for _, m := range t.members {
		m.fit(len(t.dst))
	}
}

// Work implements graph.Job.
func (t *Taylor) Work(member, chunk int) {
	lo, hi := t.tapes.Bounds(chunk)
	t.members[member].run(t.theta, t.v, t.batch, lo, hi)
}

// Commit implements graph.Job.
func (t *Taylor) Commit(member, _ int) {
	kernel.Axpy(t.dst, 1/float64(t.batch.Samples(t.tapes.Graph().InWidth())), t.members[member].sum)
}

// Tensor returns D^(d), the derivatives of order d of φ(e) = L(θ + Σ e_s u_s):
// a symmetric tensor with d axes of length S, row-major. Order 1 is ḡ, order 2
// is H̄.
//
// It is built from single directions Σ k_s u_s with whole k_s ≥ 0, Σ k_s ≤ d,
// by polarisation: (S+d choose d) − 1 directions of d+1 forward passes each,
// and a loss of about dᵈ/d! in relative accuracy. It is an error to ask for an
// order beyond MaxOrder or for more than a million entries or directions.
func (t *Taylor) Tensor(d int, p *partition.Partition, theta, u []float64, b *graph.Batch) ([]float64, error) {
	s := p.Len()
	const limit = 1e6
	entries := math.Pow(float64(s), float64(d))
	if d < 1 || d > MaxOrder || entries > limit || binomial(s+d, d) > limit {
		return nil, fmt.Errorf("summary: a tensor of order %d over %d groups: the order goes to %d, entries and directions to %.0f", d, s, MaxOrder, float64(limit))
	}
	along := map[string]float64{} // c_d by direction
	v, times := make([]float64, len(u)), make([]float64, s)
	c := make([]float64, d+1)
	coefficient := func(k []int) float64 {
		key := fmt.Sprint(k)
		if value, ok := along[key]; ok {
			return value
		}
		for i, n := range k {
			times[i] = float64(n)
		}
		p.Spread(v, times, u)
		t.Coefficients(c, theta, v, b)
		along[key] = c[d]
		return c[d]
	}
	out, index := make([]float64, int(entries)), make([]int, d)
	known := map[string]float64{} // by how often each group occurs
	counts := make([]int, s)
	for i := range out {
		clear(counts)
		for axis, rest := d-1, i; axis >= 0; axis, rest = axis-1, rest/s {
			index[axis] = rest % s
			counts[index[axis]]++
		}
		key := fmt.Sprint(counts)
		value, ok := known[key]
		if !ok {
			value = polarise(counts, d, coefficient)
			known[key] = value
		}
		out[i] = value
	}
	return out, nil
}

// polarise returns the derivative that takes group s counts_s times:
//
//	Σ_{0≤k≤counts} Π (counts_s choose k_s) (−1)^{d−Σk} c_d(Σ k_s u_s)
func polarise(counts []int, d int, coefficient func(k []int) float64) (sum float64) {
	k := make([]int, len(counts))
	for {
		s := 0
		for s < len(k) && k[s] == counts[s] { // the next k, as an odometer
			k[s] = 0
			s++
		}
		if s == len(k) {
			return sum
		}
		k[s]++
		weight, total := 1.0, 0
		for i, n := range k {
			weight *= binomial(counts[i], n)
			total += n
		}
		if (d-total)%2 != 0 {
			weight = -weight
		}
		sum += weight * coefficient(k)
	}
}

func binomial(n, k int) float64 {
	b := 1.0
	for i := range k {
		b = b * float64(n-i) / float64(i+1)
	}
	return math.Round(b)
}

// jets holds, for one chunk, the coefficients of every node.
type jets struct {
	g     *graph.Graph
	sum   []float64
	value [][][]float64 // node, order, entry
	x, y  []float64
}

// fit makes room for n coefficients.
func (j *jets) fit(n int) {
	if len(j.sum) != n {
		j.sum, j.x, j.y = make([]float64, n), make([]float64, n), make([]float64, n)
		j.value = make([][][]float64, len(j.g.Nodes()))
		for k := range j.value {
			j.value[k] = make([][]float64, n)
		}
	}
}

// of returns coefficient o of node k, or of the samples for graph.Input.
func (j *jets) of(k, o int, samples []float64) []float64 {
	switch {
	case k >= 0:
		return j.value[k][o]
	case o == 0:
		return samples
	}
	return nil // the samples do not move
}

// run sums the coefficients of the losses of the samples lo ≤ i < hi.
func (j *jets) run(theta, v []float64, b *graph.Batch, lo, hi int) {
	in := j.g.InWidth()
	samples := b.X[lo*in : hi*in]
	nodes := j.g.Nodes()
	for k := range nodes {
		for o := range j.value[k] {
			size := (hi - lo) * nodes[k].Size()
			j.value[k][o] = slices.Grow(j.value[k][o][:0], size)[:size]
			clear(j.value[k][o])
		}
		j.node(k, theta, v, samples, hi-lo)
	}
	clear(j.sum)
	last := &nodes[len(nodes)-1]
	z := make([][]float64, last.Out)
	for c := range z {
		z[c] = make([]float64, len(j.sum))
	}
	for r := range (hi - lo) * last.Rows {
		for c := range z {
			for o := range z[c] {
				z[c][o] = j.value[len(nodes)-1][o][r*last.Out+c]
			}
		}
		class, values := 0, []float64(nil)
		if j.g.Head().Classes {
			class = b.Labels[lo*last.Rows+r]
		} else if !j.g.Head().Free {
			values = b.Y[(lo*last.Rows+r)*last.Out:][:last.Out]
		}
		j.g.Head().Taylor(j.sum, z, class, values)
	}
}

// node computes the coefficients of node k.
func (j *jets) node(k int, theta, v, samples []float64, n int) {
	node := &j.g.Nodes()[k]
	d, y := node.Dims(n), j.value[k]
	var w, u []float64
	if node.Param >= 0 {
		w, u = j.g.Span(k, theta), j.g.Span(k, v)
	}
	var places []int32
	for o := range y {
		x := j.of(node.X, o, samples)
		switch f := node.Op.(type) {
		case *op.Linear:
			if x != nil {
				f.Apply(y[o], x, d)
			}
			if f.Param != nil && o < 2 {
				f.Param(y[o], [...][]float64{w, u}[o], d)
			}
		case *op.Gather:
			if o == 0 {
				places = f.Places(make([]int32, len(y[0])), x, d)
			}
			if x != nil {
				f.Apply(y[o], x, places, d)
			}
		case op.Sum:
			if x != nil {
				kernel.Axpy(y[o], f.A, x)
			}
			kernel.Axpy(y[o], f.B, j.value[node.Y][o])
		case *op.Bilinear:
			for i := range o + 1 { // Cauchy's product; a parameter has two coefficients
				a := j.of(node.X, i, samples)
				switch {
				case a == nil:
				case node.Y >= 0:
					f.Mul(y[o], a, j.value[node.Y][o-i], d)
				case o-i < 2:
					f.Mul(y[o], a, [...][]float64{w, u}[o-i], d)
				}
			}
		}
	}
	if f, ok := node.Op.(*op.Pointwise); ok {
		for i := range y[0] {
			for o := range j.x {
				j.x[o] = 0
				if x := j.of(node.X, o, samples); x != nil {
					j.x[o] = x[i]
				}
			}
			f.Taylor(j.y, j.x)
			for o, c := range j.y {
				y[o][i] = c
			}
		}
	}
}
