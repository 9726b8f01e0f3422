package changeofunits

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/demos/plot"
)

// bench is what the runs share: the model, its start and its units.
type bench struct {
	model   *model
	task    *perceptron.Task
	start   []float64
	ruler   *ruler
	options options
	across  int // the places in θ of the picture's parameters
	up      int
	groups  []demos.Group
}

// The two methods that are shown.
const (
	ours = iota
	theirs
	both
)

func newBench(v demos.Values) (*bench, error) {
	b := &bench{options: options{direction: v["direction"], lambda: v.Number("lambda"), rate: v.Number("rate")}}
	b.model = &models[slices.IndexFunc(models, func(m model) bool { return m.name == v["model"] })]
	var err error
	if b.task, err = b.model.build(uint64(v.Count("seed"))); err != nil {
		return nil, err
	}
	b.across, b.up = axes(b.task)
	b.start = b.task.Start()
	b.start[b.across], b.start[b.up] = v.Number("x"), v.Number("y")
	b.ruler = newRuler(b.task, parts[v["part"]], v.Number("alpha"), v.Number("beta"))
	b.groups = demos.Groups(b.task.Part.Names(), b.task.Part.Roles())
	return b, nil
}

// named returns the method of that name, which is in the table.
func named(name string) method {
	return methods[slices.IndexFunc(methods, func(m method) bool { return m.name == name })]
}

// pair returns the two runs of the method of that name.
func (b *bench) pair(name string) *pair {
	return newPair(named(name), b.options, b.ruler, b.start)
}

func (s *Scene) compute(v demos.Values) error {
	key := fmt.Sprint(v.With(demos.Values{"step": "", "view": ""}))
	b, pairs := s.bench, s.pairs
	if key != s.key {
		var err error
		if b, err = newBench(v); err != nil {
			return err
		}
		pairs = [both]*pair{b.pair("grouped"), b.pair(v["rival"])}
	}
	step := v.Count("step")
	for _, p := range pairs {
		p.until(step + 1) // the step sizes at a place are those of the step from it
	}
	s.bench, s.pairs, s.key, s.step, s.rival, s.show = b, pairs, key, step, named(v["rival"]), v["view"]
	s.frame()
	s.message = s.complain()
	s.aim(v.Number("alpha"))
	return nil
}

// frame finds the part of the plane that is shown: the model's own, or where grouped
// Newton's run goes.
func (s *Scene) frame() {
	b := s.bench
	if s.view = b.model.view; s.view != (plot.Window{}) {
		return
	}
	run := &b.pair("grouped").here
	run.until(maxSteps)
	s.view = plot.Around(b.project(nil, run, maxSteps), 0.4)
	q := s.startPoint()
	s.view = plot.Around([]plot.XY{s.view.Lo, s.view.Hi, {X: q.X - 1, Y: q.Y - 0.8}, {X: q.X + 1, Y: q.Y + 0.8}}, 0)
}

// project returns the places of a run in the plane of the picture.
func (b *bench) project(dst []plot.XY, h *half, step int) []plot.XY {
	for _, theta := range h.places[:min(step+1, len(h.places))] {
		dst = append(dst, plot.XY{X: theta[b.across], Y: theta[b.up]})
	}
	return dst
}

// runaway is a distance, in parts of θ, that means that steps are far too long.
const runaway = 20

// complain says what went wrong and what helps; "" if nothing did.
func (s *Scene) complain() string {
	for k, p := range s.pairs {
		for _, h := range [...]struct {
			half
			units string
		}{{p.here, "the old units"}, {p.there, "the new units"}} {
			if h.broken && len(h.places) <= s.step {
				return fmt.Sprintf("%s diverged in %s in step %d: lower the step size", s.name(k), h.units, len(h.places))
			}
		}
	}
	if far := s.pairs[theirs].apart(s.step); far > runaway {
		return fmt.Sprintf("The two runs of %s are %s times θ apart: lower the step size", s.name(theirs), plot.Three(far))
	}
	return ""
}

func (s *Scene) name(k int) string {
	if k == ours {
		return methods[0].label
	}
	return s.rival.label
}

// loss returns that of a run at the step shown.
func (s *Scene) loss(k int, there bool) float64 {
	h := &s.pairs[k].here
	if there {
		h = &s.pairs[k].there
	}
	if s.step >= len(h.places) {
		return math.Inf(1)
	}
	return s.bench.task.Loss(h.places[s.step])
}

// eta returns grouped Newton's step sizes of the next step in both units; nil
// where there is none.
func (s *Scene) eta() (here, there []float64) {
	p := s.pairs[ours]
	if s.step < len(p.here.eta) && s.step < len(p.there.eta) {
		return p.here.eta[s.step], p.there.eta[s.step]
	}
	return nil, nil
}
