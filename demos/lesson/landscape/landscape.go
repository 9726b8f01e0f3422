// Package landscape has functions of two parameters that lessons minimise, as
// graphs of the engine: their values, gradients and summaries come from the same
// sweeps as those of a network.
package landscape

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Landscape is a function of the plane. The order of the two coordinates in θ
// depends on the graph; Theta and Of convert. It is not safe for concurrent use.
type Landscape struct {
	Name   string      // its value in the control
	Label  string      // its label in the control
	Window plot.Window // the interesting part of the plane
	Start  plot.XY     // a place to begin

	Batch    graph.Batch    // the samples that the function is a loss of
	Sweep    *graph.Sweep   // of its graph, whose parameters are the two coordinates
	Trivial  *summary.Sweep // for one group
	Discrete *summary.Sweep // for a group of each coordinate

	x, y  int          // places of the coordinates in θ
	terms *graph.Terms // nil for a landscape that is no polynomial
	sizes [2]float64
	theta [2]float64
}

// Options returns the landscapes of the given names as the options of a control.
func Options(names ...string) []demos.Option {
	var options []demos.Option
	for _, name := range names {
		options = append(options, demos.Option{Value: name, Label: recipes[name].label})
	}
	return options
}

// New returns the landscape of that name. It panics for an unknown name, since
// names come from controls.
func New(name string) *Landscape {
	r, ok := recipes[name]
	if !ok {
		panic("landscape: there is no " + name)
	}
	l := &Landscape{Name: name, Label: r.label, Window: r.window, Start: r.start, x: 0, y: 1}
	var g *graph.Graph
	g, l.Batch = r.build()
	if r.swapped {
		l.x, l.y = 1, 0
	}
	l.Sweep = graph.NewSweep(g)
	l.terms, _ = graph.NewTerms(g)
	discrete, err := partition.Discrete(g.Params())
	if err != nil {
		panic("landscape: " + err.Error()) // two parameters are never too many
	}
	l.Trivial, l.Discrete = summary.NewSweep(l.Sweep, partition.Trivial(g.Params())), summary.NewSweep(l.Sweep, discrete)
	return l
}

// Theta writes the parameters of the place (x, y) to dst, of length 2.
func (l *Landscape) Theta(dst []float64, x, y float64) { dst[l.x], dst[l.y] = x, y }

// Of returns the coordinates of a vector laid out like θ.
func (l *Landscape) Of(theta []float64) (x, y float64) { return theta[l.x], theta[l.y] }

// Value returns the function at (x, y).
func (l *Landscape) Value(x, y float64) float64 {
	l.Theta(l.theta[:], x, y)
	return l.Sweep.Loss(l.theta[:], &l.Batch)
}

// Slopes writes the gradient at θ, with 0 for an entry that is only rounding of
// its terms: at the bottom of the valley, (0.7, 0.49), a slope is not exactly 0
// in float64.
func (l *Landscape) Slopes(dst, theta []float64) {
	l.Sweep.Gradient(dst, theta, &l.Batch)
	if l.terms == nil {
		return
	}
	var sums [2]float64
	for p, v := range theta {
		l.sizes[p] = math.Abs(v)
	}
	n := l.terms.Sum(sums[:], l.sizes[:], &l.Batch)
	for p, g := range dst {
		if optim.Rounding(g, sums[p], n) {
			dst[p] = 0
		}
	}
}
