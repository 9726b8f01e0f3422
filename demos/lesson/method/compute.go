package method

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/optim"
)

// shown is what the picture shows: a function of the values.
type shown struct {
	values demos.Values
	micro  int
	steps  [last + 1]act // by micro-step: the order of clip and average is a choice
	*iteration
	groups  []demos.Group
	order   optim.Clipping
	rate    float64   // λ_1
	lambda  float64   // λ_int; 0 without the cubic term
	there   []float64 // the gradient on the call's samples, where the call was made
	entry   int       // the parameter that the formulas follow: the largest of u
	singles []float64 // its derivative on each of the first samples of the minibatch
	unclip  []float64 // step sizes before the clip
	clipped []float64 // and after it
	path    *cubic.Path
	message string // what went wrong, and what helps
}

// theta is θ after the present micro-step.
func (now *shown) theta() []float64 {
	if now.micro == last {
		return now.after
	}
	return now.before
}

// act returns the present micro-step.
func (now *shown) act() act { return now.steps[now.micro] }

// kept reports whether this iteration skips a micro-step, because it uses the step
// sizes of an earlier one.
func (now *shown) kept(a act) bool { return !now.fresh && a >= actDraw && a < actUpdate }

func (s *Scene) compute(v demos.Values) error {
	r, groups, key := s.run, s.groups, s.Restarts(v)
	if key != s.key {
		p, err := perceptron.New(perceptron.Chosen(v, samples))
		if err != nil {
			return err
		}
		groups = demos.Groups(p.Part.Names(), p.Part.Roles())
		r = newRun(p, algorithm(v, lesson.Shorts(groups)), v.Count("batch"), v.Count("summaryBatch"), uint64(v.Count("seed")))
	}
	r.until(v.Count("step"))
	if r != s.run {
		s.window = r.recorder.Window()
	}
	s.run, s.groups, s.key = r, groups, key
	s.now = r.show(v, groups)
	s.surface(s.now.theta())
	s.news++
	return nil
}

// most is how many terms of a sum a formula writes out.
const most = 2

// show prepares the iteration that the values name.
func (r *run) show(v demos.Values, groups []demos.Group) shown {
	now := shown{
		values: v, micro: v.Count("micro"), iteration: r.at(v.Count("step")), groups: groups,
		order: clipping(v), rate: v.Number("rate"),
	}
	now.steps = sequence(now.order)
	if v.On("cubic") {
		now.lambda = v.Number("lambda")
	}
	c := now.call
	now.there = make([]float64, len(now.before))
	r.derivative(now.there, r.taken[c.t].before, c.batch)
	now.entry = largest(now.u)
	one := make([]float64, len(now.before))
	for _, i := range now.batch[:min(most, len(now.batch))] {
		r.derivative(one, now.before, []int{i})
		now.singles = append(now.singles, one[now.entry])
	}
	now.unclip = c.averaged
	if now.order == optim.ClipFirst {
		now.unclip = c.newton
	}
	for _, e := range now.unclip {
		if now.order != optim.NoClipping {
			e = max(e, 0)
		}
		now.clipped = append(now.clipped, e)
	}
	if now.lambda > 0 && c.path.Fit(c.Gbar, c.Hbar, c.d) == nil {
		now.path = &c.path
	}
	now.message = r.complain(&now, v.Count("step"))
	return now
}

// derivative writes the gradient of the mean loss over some samples.
func (r *run) derivative(dst, theta []float64, index []int) {
	clear(dst)
	if len(index) == 0 {
		return
	}
	var batch graph.Batch
	r.recorder.Pick(&batch, index)
	r.recorder.Sweep().Gradient(dst, theta, &batch)
}

// complain says what is wrong with the step and what helps; "" if nothing is.
func (r *run) complain(now *shown, asked int) string {
	c := now.call
	switch {
	case r.broken && asked >= len(r.taken):
		return fmt.Sprintf("In iteration %d the loss is no number any more: the run ends here. A smaller λ₁ or a larger λ_int keeps it whole.", len(r.taken))
	case c.reason != "":
		way := "Another activation or loss, fewer groups or another seed may bend the model upwards."
		if now.lambda == 0 {
			way = "The cubic term helps where D > 0."
		}
		return fmt.Sprintf("No minimiser at iteration %d: %s. %s", c.t, c.reason, way)
	}
	return ""
}

// surfaceCells is how many nodes a side of the decision surface has.
const surfaceCells = 36

// surface computes the probabilities of both classes over the plane for θ.
func (s *Scene) surface(theta []float64) {
	var both []float64
	for _, one := range s.run.recorder.Probabilities(theta, s.window, surfaceCells) {
		both = append(both, 1-one, one)
	}
	s.plane.decisions.Set(surfaceCells, surfaceCells, s.window, 2, both)
}
