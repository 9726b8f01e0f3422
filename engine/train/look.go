package train

import (
	"errors"
	"iter"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/spectrum"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The functions below inspect a run between two steps and change nothing: it takes
// the same steps with and without them. Each is evaluated at the present θ, in the
// present direction u, on the samples of the latest summary (before the first: on
// the first samples of the training set).

// View is a summary with the step that grouped Newton computes from it.
type View struct {
	Partition string
	Names     []string
	Roles     []string
	summary.Summary
	D, Eta  []float64 // η: the cubic step with the run's λ_int, full and unclipped; 0 where there is none
	Status  cubic.Status
	Change  float64 // of the loss that the quadratic model promises for that step
	Work    float64 // of one such summary, in gradients over WorkSamples samples
	Origins []summary.Origin
}

// View returns the view of the present point for a partition; "" is the run's own. The
// error is a *FieldError.
func (r *Run) View(text string) (*View, error) {
	p := r.partition
	if text == "" {
		text = r.config.Grouping()
	} else {
		var err error
		if p, err = parse(text, r.graph); err != nil {
			return nil, err
		}
	}
	batch := r.sample(r.config.SummaryBatch)
	return r.view(text, p, r.direction(&batch.Batch), &batch.Batch), nil
}

// CheckPartition returns the error that View would have.
func (r *Run) CheckPartition(text string) error {
	_, err := parse(text, r.graph)
	return err
}

func (r *Run) view(text string, p *partition.Partition, u []float64, b *graph.Batch) *View {
	s := p.Len()
	v := &View{Partition: text, Names: p.Names(), Roles: p.Roles(), Summary: *summary.New(s)}
	sweep := summary.NewSweep(r.objective.sweep, p)
	v.Origins = sweep.Origins(&v.Summary, r.theta, u, b)
	m := &r.objective.meter
	v.Work = sweep.Cost() * float64(b.Samples(r.graph.InWidth())) / (m.gradient * WorkSamples)
	v.D = summary.Roots(nil, v.Order3)
	var solver cubic.Solver
	var step cubic.Step
	err := solver.Solve(&step, v.Gbar, v.Hbar, v.D, setting.OrNone(r.config.Lambda))
	v.Eta, v.Status = make([]float64, s), step.Status
	if err != nil {
		return v
	}
	copy(v.Eta, step.Eta)
	for i, e := range v.Eta {
		row := 0.0
		for j, f := range v.Eta {
			row += v.Hbar[i*s+j] * f
		}
		v.Change += e * (row/2 - v.Gbar[i])
	}
	return v
}

// sample returns at most n of the samples of the latest summary.
func (r *Run) sample(n int) *tray {
	index := r.objective.summaries.index
	if len(index) == 0 {
		for i := range min(r.config.SummaryBatch, r.train.Len()) {
			index = append(index, i)
		}
	}
	t := &tray{set: r.train, classes: r.graph.Head().Classes}
	t.resize(min(n, len(index)))
	copy(t.index, index)
	t.gather()
	return t
}

// direction returns u: what the method moves along, or the gradient where it has
// no direction of its own.
func (r *Run) direction(b *graph.Batch) []float64 {
	if m, ok := r.method.(optim.Directed); ok && len(m.Direction()) == len(r.theta) {
		return m.Direction()
	}
	if r.observer != nil && r.observer.count > 0 {
		return r.observer.u
	}
	g := make([]float64, len(r.theta))
	r.objective.sweep.Gradient(g, r.theta, b)
	return g
}

// Spectrum is the full Hessian's spectrum as Lanczos estimates it, and beside it that
// of H̄ in unit directions: N H̄ N with N_ss = 1/‖u_s‖ is the Hessian restricted to
// the span of the u_s, so its eigenvalues lie between the Hessian's outermost.
type Spectrum struct {
	spectrum.Ritz
	Samples int       // that the loss is a mean over
	Hbar    []float64 // eigenvalues, ascending; groups with u_s = 0 have none
}

// spectrumProducts bounds the multiplications of one product with the Hessian,
// by the samples that it runs over, so that a page can respond in between.
const spectrumProducts = 40e6

// Spectrum takes at most steps steps of Lanczos from a start of the run's seed.
// Each pull computes one product and yields nil; the last yields the spectrum, or
// an error where a product is not finite. θ is the present one all the time.
func (r *Run) Spectrum(steps int) iter.Seq2[*Spectrum, error] {
	_, gradient := r.graph.Cost()
	batch := r.sample(max(16, int(spectrumProducts/(2*gradient))))
	theta := slices.Clone(r.theta)
	view := r.view("", r.partition, r.direction(&batch.Batch), &batch.Batch)
	eigenvalues := r.rayleigh(view, r.direction(&batch.Batch))
	start := spectrum.Random(len(theta), rand.New(rand.NewPCG(r.config.Seed, spectrumStream)))
	return func(yield func(*Spectrum, error) bool) {
		hessian, left := summary.NewHessian(r.objective.sweep), false
		ritz, err := spectrum.Lanczos(func(dst, v []float64) {
			if left = left || !yield(nil, nil); left {
				dst[0] = math.NaN() // which ends Lanczos
				return
			}
			hessian.Multiply(dst, theta, v, &batch.Batch)
		}, start, steps)
		if left {
			return
		}
		if err == nil && eigenvalues == nil {
			err = errors.New("train: H̄ is not finite")
		}
		if err != nil {
			yield(nil, err)
			return
		}
		yield(&Spectrum{Ritz: ritz, Samples: len(batch.index), Hbar: eigenvalues}, nil)
	}
}

// spectrumStream differs from those of the feeds.
const spectrumStream uint64 = 16

// rayleigh returns the eigenvalues of N H̄ N; nil where they are not finite.
func (r *Run) rayleigh(v *View, u []float64) []float64 {
	var norms []float64
	var kept []int
	for s := range r.partition.Len() {
		norm := 0.0
		for _, span := range r.partition.Group(s).Ranges {
			norm = math.Hypot(norm, floats.Norm(u[span.Lo:span.Hi], 2))
		}
		if norm > 0 {
			kept, norms = append(kept, s), append(norms, norm)
		}
	}
	if len(kept) == 0 {
		return []float64{}
	}
	m := mat.NewSymDense(len(kept), nil)
	for i, s := range kept {
		for j, t := range kept[:i+1] {
			h := v.Hbar[s*v.Groups()+t] / norms[i] / norms[j]
			if !finite(h) {
				return nil
			}
			m.SetSym(i, j, h)
		}
	}
	values, err := spectrum.Eigenvalues(m)
	if err != nil {
		return nil
	}
	return values
}

// Answers writes the network's answers to inputs x, rows of the data's width,
// into dst, rows of its outputs: probabilities where there are classes, the
// outputs themselves elsewhere. It panics when the lengths do not fit.
func (r *Run) Answers(dst, x []float64) {
	n, outputs := len(x)/r.train.Width(), r.train.Outputs()
	if len(x) != n*r.train.Width() || len(dst) != n*outputs {
		panic("train: answers: the lengths do not fit the data")
	}
	b := graph.Batch{X: x}
	if r.graph.Head().Classes {
		b.Labels = make([]int, n)
	} else {
		b.Y = make([]float64, n*outputs)
	}
	r.objective.sweep.Evaluate(dst, r.theta, &b)
	if r.train.Classes == 0 {
		return
	}
	for row := range slices.Chunk(dst, outputs) {
		softmax(row, row)
	}
}
