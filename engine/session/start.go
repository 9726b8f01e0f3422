package session

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/train"
)

// A browser makes some 10⁹ products a second of one thread.
const (
	// maxStep bounds the longest step: a few seconds in which the page does not
	// respond.
	maxStep = 4e9
	// maxExam bounds a pass over the test set; for a larger network fewer samples
	// are tested.
	maxExam = 4e8
	// shownDigits are a wall of ten of each class.
	shownDigits = 100
	// maxTest samples give the accuracy to a percent; as many digits are built in.
	maxTest = 1000
	// minTest samples are tested however large the network is.
	minTest = 20
	// maxImages bounds the bytes of images that are kept of an IDX file: a quarter
	// of a gigabyte, and they are copied once when they are split.
	maxImages = 1 << 28
	// maxEffort bounds the products and random numbers that make a set.
	maxEffort = 3e8
	// maxParameters of all lanes together: each takes about a dozen float64.
	maxParameters = setting.MaxParameters
)

// start replaces the lanes by new ones with the given settings, which must agree in
// what all lanes share. given are the fields that the visitor has set: the others may be
// made to fit other data. After an error everything is as before.
func (s *Session) start(configs []train.Config, given fields) error {
	next, err := s.data(configs[0].Filled().Data)
	if err != nil {
		return err
	}
	fitted := slices.Clone(configs)
	if next.name != s.sets.name || given["data"] != nil {
		for i := range fitted {
			fitted[i] = fit(fitted[i], &next, given)
		}
	}
	lanes := make([]*lane, 0, len(fitted))
	total := 0
	for _, c := range fitted {
		run, err := s.begin(c, &next)
		if err != nil {
			return err
		}
		if total += run.Params(); total > maxParameters {
			return setting.WrongLayers("%d networks of %d parameters do not fit into a browser's memory", len(fitted), run.Params())
		}
		lanes = append(lanes, newLane(run, c, s.rules))
	}
	s.sets, s.lanes = next, lanes
	s.panel.close()
	s.panel.lane = min(s.panel.lane, len(lanes)-1)
	return nil
}

// begin makes a run, and shortens the test set to what a page can evaluate in time.
func (s *Session) begin(c train.Config, on *sets) (*train.Run, error) {
	run, err := train.New(c, on.train, on.test)
	if err != nil {
		return nil, err
	}
	if err := s.allow(run, c); err != nil {
		return nil, err
	}
	most := int(math.Min(maxTest, math.Max(minTest, maxExam/run.LossProducts())))
	if on.whole.Len() <= most && on.test == on.whole || on.test.Len() == most {
		return run, nil
	}
	index := make([]int, min(most, on.whole.Len()))
	for i := range index {
		index[i] = i
	}
	on.test = on.whole.Subset(on.whole.Name, index)
	return train.New(c, on.train, on.test)
}

// allow returns an error for settings with which a step would block the page.
func (s *Session) allow(run *train.Run, c train.Config) error {
	if p := run.StepProducts(c); p > maxStep {
		field, size := "batch", c.Filled().Batch
		if f := c.Filled(); (f.Summarises() || f.Observe) && f.SummaryBatch > f.Batch {
			field, size = "summaryBatch", f.SummaryBatch
		}
		return &train.FieldError{Field: field, Message: fmt.Sprintf(
			"a step of this network takes %.1g products with %d samples, and a page can make about %.0g in the time that one waits: take fewer samples or a smaller network",
			p, size, maxStep)}
	}
	return nil
}

// parameters counts those of all lanes.
func (s *Session) parameters() (n int) {
	for _, l := range s.lanes {
		n += l.run.Params()
	}
	return n
}

// data opens the sets of that name, or returns those that are open.
func (s *Session) data(name string) (sets, error) {
	if name == s.sets.name && s.sets.train != nil {
		return s.sets, nil
	}
	wrong := func(err error) (sets, error) {
		return sets{}, errors.Join(&train.FieldError{Field: "data", Message: failure(0, err).Message}, err)
	}
	effort, err := data.Effort(name)
	if err != nil {
		return wrong(err)
	}
	if effort > maxEffort {
		return wrong(fmt.Errorf("making this set takes %.1g products, more than the %.0g that a page can spare: ask for fewer samples", effort, maxEffort))
	}
	train, test, err := data.OpenWithin(name, s.shelf, maxImages)
	if err != nil {
		return wrong(err)
	}
	return sets{name: name, train: train, test: test, whole: test}, nil
}

// describe returns the shape of the sets.
func (s *sets) describe() *link.Data {
	d := &link.Data{
		Name: s.name, Train: s.train.Len(), Test: s.test.Len(), Shape: s.train.Shape,
		Classes: s.train.Classes, Outputs: s.train.Outputs(), ClassNames: s.train.ClassNames,
		Origin: s.train.Origin, Table: columns(s.train.Table),
	}
	if s.train.Width() == 2 {
		d.Points = s.points()
	}
	return d
}

// maxPoints are as many as a picture can show apart.
const maxPoints = 400

// points returns the first test samples, of the plane.
func (s *sets) points() *link.Points {
	n := min(maxPoints, s.test.Len())
	x, y := make([]float64, 2), make([]float64, s.test.Outputs())
	p := &link.Points{}
	for i := range n {
		s.test.Gather(x, nil, []int{i})
		p.X, p.Y = append(p.X, frame.Number(x[0])), append(p.Y, frame.Number(x[1]))
		if s.test.Classes > 0 {
			p.Labels = append(p.Labels, s.test.Labels[i])
			continue
		}
		s.test.Targets(y, []int{i})
		p.Values = append(p.Values, frame.Number(y[0]))
	}
	return p
}

// digits returns the images of test samples, the mean of the channels where there
// are several; nil for samples that are no images.
func (s *sets) digits(index []int) *link.Digits {
	if !s.test.Images() {
		return nil
	}
	shape := s.test.Shape
	d := &link.Digits{W: shape[len(shape)-1], H: shape[len(shape)-2]}
	for _, i := range index {
		d.Pixels = append(d.Pixels, grey(s.test.Pixels(i), d.W*d.H))
		d.Labels = append(d.Labels, s.test.Labels[i])
	}
	return d
}

// grey returns the mean of planes of n pixels.
func grey(pixels []byte, n int) []byte {
	planes := len(pixels) / n
	if planes == 1 {
		return pixels
	}
	out := make([]byte, n)
	for i := range out {
		sum := 0
		for c := range planes {
			sum += int(pixels[c*n+i])
		}
		out[i] = byte(sum / planes)
	}
	return out
}
