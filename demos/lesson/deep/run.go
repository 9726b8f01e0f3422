package deep

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
)

// run is grouped Newton from a network's start, kept step by step, so that one
// step more costs one step.
type run struct {
	task   *perceptron.Task
	groups []demos.Group
	stages int   // L: places along the network, the layers or chunks of them
	place  []int // of each group
	order  []int // the groups as the matrices have them: weights before biases
	split  int   // how many of them stand before the first bias

	method optim.GroupedNewton
	theta  []float64
	frame  optim.Frame
	states []state
	broken string // why it goes no further, in words
}

// state is what was seen after so many steps.
type state struct {
	loss    float64
	curve   []float64 // H̄_ii
	k       []float64 // interactions
	inverse []float64 // of k; nil where there is none
	singly  string    // why
	forth   reach     // of k
	back    reach     // of its inverse; empty where there is none
	reason  string    // why the step sizes were kept, if they were
}

func newRun(k setup) (*run, error) {
	p, err := perceptron.New(k.settings())
	if err != nil {
		return nil, fmt.Errorf("deep: %w", err)
	}
	r := &run{task: p, theta: p.Start(), groups: demos.Groups(p.Part.Names(), p.Part.Roles())}
	for _, g := range r.groups {
		r.method.Names = append(r.method.Names, g.Short)
	}
	r.locate(p.Part)
	r.order, r.split = demos.Order(r.groups)
	// λ_int finds its own size, so that networks of every depth learn by the
	// same settings; a start that is good for 3 layers is none for 24.
	r.method.Lambda, r.method.Adaptive = 1, &optim.Adaptive{}
	return r, nil
}

// locate finds where along the network the groups stand: by their first layers,
// counted without gaps.
func (r *run) locate(part *partition.Partition) {
	first := make([]int, len(r.groups))
	spans := r.task.Graph.Params().Spans
	for g := range first {
		at := part.Group(g).Ranges[0].Lo
		for i := range spans {
			if s := &spans[i]; at >= s.Offset && at < s.Offset+s.Len {
				first[g] = s.Layer
			}
		}
	}
	layers := slices.Compact(slices.Sorted(slices.Values(first)))
	for _, l := range first {
		r.place = append(r.place, slices.Index(layers, l))
	}
	r.stages = len(layers)
}

// apart returns how far apart two groups stand.
func (r *run) apart(i, j int) int { return max(r.place[i]-r.place[j], r.place[j]-r.place[i]) }

// until computes the states 0 … last, or those before the run diverges.
func (r *run) until(last int) {
	n := len(r.groups)
	for len(r.states) <= last && r.broken == "" {
		err := r.method.Step(&r.frame, r.theta, r.task)
		if err != nil {
			r.broken = fmt.Sprintf("the run diverged in step %d: the loss is not a number any more", len(r.states)+1)
			if len(r.states) > 0 || r.frame.Summary == nil {
				return
			}
		}
		s := state{loss: r.frame.Loss, reason: r.frame.Reason, k: scaled(r.frame.Summary.Hbar, n), inverse: make([]float64, n*n)}
		for i := range n {
			s.curve = append(s.curve, r.frame.Summary.Hbar[i*n+i])
		}
		s.forth = measure(s.k, r.place, r.stages)
		if err := cubic.Inverse(s.inverse, s.k, n); err != nil {
			s.inverse, s.singly = nil, err.Error()
		} else {
			s.back = measure(s.inverse, r.place, r.stages)
		}
		r.states = append(r.states, s)
	}
}

// window is over how many steps a share is averaged: the inverse of a matrix
// that is nearly singular leaps from step to step.
const window = 10

// recent returns the mean of a share over the last steps, the start not among
// them; at step 0 it is that of the start. NaN where there is no matrix.
func (r *run) recent(of side, least, step int) float64 {
	step = min(step, len(r.states)-1)
	first := min(max(1, step-window+1), step)
	sum, n := 0.0, 0.0
	for k := first; k <= step; k++ {
		if v := r.states[k].share(of, least); !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / n
}

// at returns the state after so many steps, or the last there is.
func (r *run) at(step int) *state { return &r.states[min(step, len(r.states)-1)] }
