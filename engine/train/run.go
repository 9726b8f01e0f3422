// Package train runs a method on a model and a data set. The caller pulls one
// Frame a step:
//
//	digits, unseen, err := data.MNIST()
//	run, err := train.New(train.Config{Layers: "32-16-10"}, digits, unseen)
//	for frame, err := range run.Frames(150) {
//		fmt.Println(frame.Step, frame.Loss, frame.Accuracy, frame.Eta)
//	}
//
// It uses no clock, and no randomness except that of the Config's seed.
package train

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/setting"
)

// ExamEvery is how many steps lie between two tests on the test set. A test on 1,000
// digits costs the forward pass of ten minibatches of 100, so every tenth
// step it adds about a third to the price of a gradient step.
const ExamEvery = 10

// ErrRestart is what Set returns for a change that needs a new run, because the
// parameters or the order of the samples would be others.
var ErrRestart = errors.New("train: this setting belongs to the start of a run")

// Run trains one network on one data set. The caller pulls: each Step is one
// step of the method. The same Config and data give the same bits, whatever the
// number of processors. A Run is not safe for concurrent use.
type Run struct {
	// Clock returns seconds since some start, for Took; nil stands for 0.
	Clock func() float64

	config      Config // defaults filled in
	train, test *data.Set

	graph     *graph.Graph
	partition *partition.Partition
	names     []string // of the groups
	roles     []string
	objective *objective
	exam      *exam
	method    optim.Trainable
	observer  *observer // nil unless the Config asks for it

	steps    int
	theta    []float64
	before   []float64 // θ before the latest step
	best     memory    // where a divergence goes back to
	quiet    int       // steps in a row that found nothing left to gain
	arrived  string    // Frame.Arrived of the latest step
	seen     optim.Frame
	took     float64 // seconds of the latest step
	first    float64 // loss of the first step
	testLoss float64 // the latest measured
	accuracy float64
}

// New returns a run at its start. The error is a *FieldError when a setting
// cannot be used with this data.
func New(c Config, train, test *data.Set) (*Run, error) {
	c = c.Filled()
	if err := Validate(c); err != nil {
		return nil, err
	}
	if train.Len() == 0 || test.Len() == 0 {
		return nil, &FieldError{Field: "data", Message: "an empty set cannot be trained on"}
	}
	if train.Width() != test.Width() || train.Classes != test.Classes || train.Outputs() != test.Outputs() {
		return nil, &FieldError{Field: "data", Message: "training and test set differ in shape or classes"}
	}
	if h := op.Loss(c.Loss); h.Classes && train.Classes == 0 {
		return nil, &FieldError{Field: "loss", Message: fmt.Sprintf("%s needs classes, but %s has values to be predicted", c.Loss, train.Name)}
	}
	g, err := network(c, train)
	if err != nil {
		return nil, err
	}

	p := g.Params().Size()
	sweep := graph.NewSweep(g)
	r := &Run{
		config: c, train: train, test: test,
		graph:     g,
		objective: &objective{sweep: sweep},
		exam:      newExam(test, sweep),
		theta:     make([]float64, p),
		before:    make([]float64, p),
	}
	r.objective.meter = newMeter(r.objective)
	if err := r.configure(c); err != nil {
		return nil, err
	}
	r.Reset()
	return r, nil
}

// Reset goes back to the start: the same initial parameters, the same order of
// samples, the settings as they are now.
func (r *Run) Reset() {
	c := r.config
	r.graph.Params().Init(r.theta, rand.New(rand.NewPCG(c.Seed, startStream)))
	for i := range r.theta {
		r.theta[i] *= c.Scale
	}
	copy(r.before, r.theta)
	r.best.reset(r.theta)
	classes := r.graph.Head().Classes
	r.objective.gradients = newFeed(r.train, classes, c.Batch, c.Seed, gradientStream)
	r.objective.summaries = newFeed(r.train, classes, c.SummaryBatch, c.Seed, summaryStream)
	r.objective.layered = nil
	r.objective.meter.spent, r.objective.meter.curved = 0, 0
	r.steps = 0
	r.forget()
	r.testLoss, r.accuracy = math.NaN(), math.NaN()
}

// Set changes the settings while the run goes on. The parameters stay. The
// method keeps its state too, but for what no longer fits: another partition
// begins with new step sizes, another method or direction with nothing. A
// change of what belongs to the start (Setting.Restart) is an ErrRestart. After
// an error nothing has changed.
func (r *Run) Set(c Config) error {
	c = c.Filled()
	if err := Validate(c); err != nil {
		return err
	}
	if field := c.Restarts(r.config); field != "" {
		return fmt.Errorf("%w: %s", ErrRestart, field)
	}
	if err := r.configure(c); err != nil {
		return err
	}
	r.objective.gradients.size, r.objective.summaries.size = c.Batch, c.SummaryBatch
	return nil
}

// configure takes over the settings that may change during a run.
func (r *Run) configure(c Config) error {
	for _, b := range []struct {
		field string
		size  int
	}{{"batch", c.Batch}, {"summaryBatch", c.SummaryBatch}} {
		if b.size > r.train.Len() {
			return &FieldError{Field: b.field, Message: fmt.Sprintf("%d samples, but %s has %d", b.size, r.train.Name, r.train.Len())}
		}
	}
	precision, err := kernel.ParsePrecision(c.Precision)
	if err != nil {
		return &FieldError{Field: "precision", Message: strings.TrimPrefix(err.Error(), "kernel: ")}
	}
	old := r.config
	regrouped := r.partition == nil || c.Grouping() != old.Grouping()
	if regrouped {
		p, err := parse(c.Grouping(), r.graph)
		if wrong, ok := errors.AsType[*FieldError](err); ok && setting.MethodOf(c.Method).Partition != "" {
			return &FieldError{Field: "method", Message: fmt.Sprintf("%s has the partition %s: %s", c.Method, c.Grouping(), wrong.Message)}
		}
		if err != nil {
			return err
		}
		r.partition, r.names, r.roles = p, p.Names(), p.Roles()
		r.objective.regroup(p)
	}
	r.config = c
	r.objective.sweep.Precision = precision
	if r.method == nil || c.Method != old.Method || c.Direction != old.Direction {
		r.forget()
		return nil
	}
	if regrouped {
		regroup(r.method, r.names)
		r.observer, r.seen = nil, optim.Frame{}
	}
	r.method.Tune(old, c, r.train.Len())
	r.observe()
	return nil
}

// parse reads the text of a partition; the error is a *FieldError.
func parse(text string, g *graph.Graph) (*partition.Partition, error) {
	p, err := partition.Parse(text, g.Params())
	if err != nil {
		return nil, &FieldError{Field: "partition", Message: strings.TrimPrefix(err.Error(), "partition: ")}
	}
	if p.Len() > setting.MaxGroups {
		return nil, &FieldError{Field: "partition", Message: fmt.Sprintf("%d groups, at most %d are shown: H̄ has their number squared", p.Len(), setting.MaxGroups)}
	}
	return p, nil
}

// forget gives the run a new method and observer.
func (r *Run) forget() {
	switch layered := setting.MethodOf(r.config.Method).Layered; {
	case !layered:
		r.objective.layered = nil
	case r.objective.layered == nil && r.objective.gradients != nil:
		r.objective.layered = newLayered(r.objective, r.config)
	}
	r.method = newMethod(r.config, r.train.Len(), r.names)
	r.observer = nil
	r.observe()
	r.seen, r.quiet, r.arrived = optim.Frame{}, 0, ""
}

// observe gives the observer its settings, if there is to be one.
func (r *Run) observe() {
	switch {
	case !r.config.Observe || r.config.Summarises():
		r.observer = nil
		return
	case r.observer == nil:
		r.observer = newObserver(len(r.theta), r.partition.Len())
	}
	r.observer.set(r.config)
}

// Config returns the settings with every default filled in.
func (r *Run) Config() Config { return r.config }

// Steps returns the number of steps taken since the start.
func (r *Run) Steps() int { return r.steps }

// Params returns P, the number of parameters.
func (r *Run) Params() int { return len(r.theta) }

// Theta returns the parameters. They are the run's own and change with the next
// step.
func (r *Run) Theta() []float64 { return r.theta }

// Groups returns the names of the partition's groups, and their roles: weight,
// bias or mixed.
func (r *Run) Groups() (names, roles []string) { return r.names, r.roles }

// Digits returns the indices of the test samples that a frame's Digits answer.
func (r *Run) Digits() []int { return r.exam.row }

// Show sets how many these are, the classes in turn; at first there are 20.
func (r *Run) Show(n int) { r.exam.row = spread(r.test, n) }

// Step takes one step and writes its numbers to dst, in dst's own slices where
// they are long enough. The error is a *Divergence; dst then holds the numbers
// of the step that failed. A run that has converged says so in dst.Arrived; further
// steps have no effect.
func (r *Run) Step(dst *Frame) error {
	begun := r.now()
	copy(r.before, r.theta)
	err := r.method.Step(&r.seen, r.theta, r.objective)
	r.took = max(0, r.now()-begun)
	if r.steps == 0 {
		r.first = r.seen.Loss
	}
	why := r.reason(err)
	if why == "" && r.observer != nil {
		paid := r.objective.meter
		r.observer.watch(&r.seen, r.before, r.theta, r.objective)
		r.objective.meter = paid // observing does not count
	}
	r.settle()
	if !r.lost(r.seen.Loss) {
		r.best.see(r.seen.Loss, r.config.Batch == r.train.Len(), r.steps, &r.before)
	}
	if why != "" {
		return r.fail(dst, why)
	}
	r.steps++
	r.write(dst)
	if r.steps%ExamEvery == 0 {
		r.examine(dst)
	}
	return nil
}

// settle finds out whether the run has converged to double precision: all minibatches
// of an epoch in a row have to show it.
func (r *Run) settle() {
	why := r.seen.Arrived
	switch {
	case r.seen.Loss == 0:
		why = "the loss is below the smallest double"
	case r.objective.flat && slices.Equal(r.before, r.theta):
		why = "every slope is below the smallest double"
	}
	r.arrived = ""
	switch r.quiet++; {
	case why == "":
		r.quiet = 0
	case r.quiet*r.config.Batch >= r.train.Len():
		r.arrived = fmt.Sprintf("%s; the loss is %.3g", why, r.seen.Loss)
	}
}

// Took returns the seconds of the latest step by the Clock: of the method, whose
// work Work counts. What is computed for the screen alone does not count.
func (r *Run) Took() float64 { return r.took }

func (r *Run) now() float64 {
	if r.Clock == nil {
		return 0
	}
	return r.Clock()
}

// fail takes the run back to its best point.
func (r *Run) fail(dst *Frame, reason string) error {
	d := &Divergence{Step: r.steps + 1, Reason: reason, Back: r.best.step, Loss: r.best.loss}
	if r.steps > 0 { // the start itself no setting of a method helps
		d.Remedy = r.config.Remedy()
	}
	r.write(dst)
	dst.Step, dst.Reason = d.Step, d.Reason
	r.best.restore(r.theta)
	r.forget()
	return d
}

// Look writes the present state to dst without taking a step: test loss,
// accuracy and digits are measured, there is no summary and no loss of a
// minibatch. At the start it is the frame of step 0.
func (r *Run) Look(dst *Frame) {
	r.write(dst)
	nan := Number(math.NaN())
	dst.Loss, dst.R, dst.Predicted, dst.Actual = nan, nan, nan, nan
	dst.Fresh, dst.Status, dst.Reason = false, "", ""
	dst.Gbar, dst.Hbar, dst.D, dst.Newton, dst.Eta = nil, nil, nil, nil, nil
	dst.Rate, dst.Lambda = Number(r.config.Rate), Number(setting.OrNone(r.config.Lambda))
	r.examine(dst)
}

// Frames returns an iterator over the next n steps, a new Frame for each. It
// ends at the first error, which comes with the frame of the failed step.
func (r *Run) Frames(n int) iter.Seq2[*Frame, error] {
	return func(yield func(*Frame, error) bool) {
		for range n {
			frame := new(Frame)
			err := r.Step(frame)
			if !yield(frame, err) || err != nil {
				return
			}
		}
	}
}

// examine measures the network on the test set.
func (r *Run) examine(dst *Frame) {
	r.testLoss, r.accuracy = r.exam.measure(r.theta)
	dst.TestLoss, dst.Accuracy = Number(r.testLoss), Number(r.accuracy)
	dst.Digits = r.exam.answer(dst.Digits, r.theta)
}

// write copies the numbers of the latest step to dst. The names of the groups are
// shared: nobody changes them.
func (r *Run) write(dst *Frame) {
	s := &r.seen
	dst.Step = r.steps
	dst.Epoch = r.objective.gradients.sampler.Epochs()
	dst.Loss, dst.Fresh = Number(s.Loss), s.Fresh
	dst.TestLoss, dst.Accuracy = Number(r.testLoss), Number(r.accuracy)
	dst.Groups, dst.Roles = r.names, r.roles
	if s.Summary != nil {
		dst.Gbar = numbers(dst.Gbar, s.Summary.Gbar)
		dst.Hbar = numbers(dst.Hbar, s.Summary.Hbar)
	} else {
		dst.Gbar, dst.Hbar = nil, nil
	}
	dst.D = numbers(dst.D, s.D)
	dst.Newton = numbers(dst.Newton, s.Newton)
	dst.Eta = numbers(dst.Eta, s.Eta)
	dst.R = Number(s.R)
	dst.Status, dst.Reason, dst.Arrived = s.Status.String(), s.Reason, r.arrived
	dst.Predicted, dst.Actual = Number(s.Predicted), Number(s.Actual)
	dst.Rate, dst.Lambda = Number(s.Rate), Number(s.Lambda)
	dst.Digits = dst.Digits[:0]
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// numbers copies src into dst, growing it only when it is too short. An empty
// src gives nil, which JSON writes as null.
func numbers(dst []Number, src []float64) []Number {
	if len(src) == 0 {
		return nil
	}
	dst = dst[:0]
	for _, v := range src {
		dst = append(dst, Number(v))
	}
	return dst
}
