package deep

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
)

// run is a run with the places of its groups.
type run struct {
	perceptron.Run[state]
	groups []demos.Group
	stages int   // L: places along the network, the layers or chunks of them
	place  []int // of each group
	order  []int // the groups as the matrices have them: weights before biases
	split  int   // how many of them come before the first bias

}

// state has the matrices after so many steps.
type state struct {
	loss      float64
	curve     []float64 // H̄_ii
	k         []float64 // interactions
	inverse   []float64 // of k; nil where there is none
	noInverse string    // why there is none
	forth     reach     // of k
	back      reach     // of its inverse; empty where there is none
}

func newRun(k setup) (*run, error) {
	p, err := perceptron.New(k.settings())
	if err != nil {
		return nil, fmt.Errorf("deep: %w", err)
	}
	r := &run{Run: perceptron.Run[state]{Task: p, Theta: p.Start()}, groups: demos.Groups(p.Part.Names(), p.Part.Roles())}
	r.Method.Names = lesson.Shorts(r.groups)
	r.locate(p.Part)
	r.order, r.split = demos.Order(r.groups)
	// λ_int adapts, so that networks of every depth learn with the same settings:
	// a value that is good for 3 layers is not for 24.
	r.Method.Lambda, r.Method.Adaptive = 1, &optim.Adaptive{}
	return r, nil
}

// locate finds the places of the groups along the network: their first layers,
// counted without gaps.
func (r *run) locate(part *partition.Partition) {
	first := make([]int, len(r.groups))
	spans := r.Task.Graph.Params().Spans
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

// apart returns the distance of two groups.
func (r *run) apart(i, j int) int { return max(r.place[i]-r.place[j], r.place[j]-r.place[i]) }

func (r *run) until(last int) { r.Until(last, r.state) }

// state returns that of the Frame.
func (r *run) state([]float64) state {
	n, hbar := len(r.groups), r.Frame.Summary.Hbar
	s := state{loss: r.Frame.Loss, k: scaled(hbar, n), inverse: make([]float64, n*n)}
	for i := range n {
		s.curve = append(s.curve, hbar[i*n+i])
	}
	s.forth = measure(s.k, r.place, r.stages)
	if err := cubic.Inverse(s.inverse, s.k, n); err != nil {
		s.inverse, s.noInverse = nil, err.Error()
	} else {
		s.back = measure(s.inverse, r.place, r.stages)
	}
	return s
}

// window is over how many steps a share is averaged: the inverse of a matrix
// that is nearly singular jumps from step to step.
const window = 10

// recent returns the mean of a share over the last steps, the start not among
// them; at step 0 it is that of the start. NaN where there is no matrix.
func (r *run) recent(of side, least, step int) float64 {
	step = min(step, len(r.States)-1)
	first := min(max(1, step-window+1), step)
	sum, n := 0.0, 0.0
	for k := first; k <= step; k++ {
		if v := r.States[k].share(of, least); !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / n
}
