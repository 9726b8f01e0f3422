package session

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// lane is one run of the race.
type lane struct {
	config   train.Config // as it was asked for, defaults not filled in
	run      *train.Run
	watch    *train.Watch
	ended    string // why it does not go on, in words
	diverged bool   // ended by that, and not by a rule

	seconds float64 // of its own steps
	marks   []mark
	past    past

	kept    keptPieces // of the last Keep
	changed bool       // since then, so they are out of date
}

func newLane(run *train.Run, config train.Config, rules link.Stop) *lane {
	return &lane{config: config, run: run, watch: training(rules).Watch(), changed: true}
}

// training returns the rules that the frames of a run tell by themselves.
func training(r link.Stop) train.Stop {
	return train.Stop{Steps: r.Steps, LossBelow: r.Loss, AccuracyAbove: r.Accuracy}
}

// step takes a step of the run, by the clock.
func (l *lane) step(dst *link.Frame, clock func() float64) error {
	l.run.Clock, l.changed = clock, true
	err := l.run.Step(&dst.Frame)
	l.seconds += l.run.Took()
	l.bill(dst)
	if err == nil {
		l.past.add(dst)
	}
	return err
}

// bill writes what the lane has cost so far.
func (l *lane) bill(dst *link.Frame) {
	all, curvature := l.run.Work()
	dst.Work, dst.Curvature = frame.Number(all), frame.Number(curvature)
	dst.Seconds = frame.Number(l.seconds)
}

// finished returns which rule ends the lane with this frame, in words, or "".
func (l *lane) finished(f *link.Frame, rules link.Stop) string {
	if rules.Work > 0 && float64(f.Work) >= rules.Work {
		return fmt.Sprintf("a work of %.4g gradients is spent", float64(f.Work))
	}
	return l.watch.See(&f.Frame)
}

// revive lets a lane go on that had ended, with a fresh look at the rules.
func (l *lane) revive(rules link.Stop) {
	l.ended, l.diverged, l.watch, l.changed = "", false, training(rules).Watch(), true
}

// reset goes back to the start.
func (l *lane) reset(rules link.Stop) {
	l.run.Reset()
	l.seconds, l.marks, l.past = 0, nil, past{}
	l.revive(rules)
}

// mark is a lane before a change of its settings.
type mark struct {
	config           train.Config
	steps            int
	seconds          float64
	spent, curvature float64 // products
	file             []byte
	kept             int // the piece of a Keep that holds it; 0 before the first
}

const (
	// maxMarks changes can be undone, one after the other.
	maxMarks = 8
	// maxMarked bounds the parameters of a network of which marks are kept: each
	// takes up to eight vectors, 32 MB.
	maxMarked = 500_000
)

// mark returns the lane as it stands; no file for a network too large.
func (l *lane) mark() (mark, error) {
	spent, curvature := l.run.Spent()
	m := mark{config: l.config, steps: l.run.Steps(), seconds: l.seconds, spent: spent, curvature: curvature}
	if l.run.Params() > maxMarked {
		return m, nil
	}
	var file bytes.Buffer
	err := l.run.Save(&file)
	m.file = file.Bytes()
	return m, err
}

// remember keeps a mark. Of several changes at one step, as a slider makes them,
// the first is what an undo goes back to.
func (l *lane) remember(m mark) {
	if n := len(l.marks); n > 0 && l.marks[n-1].steps == m.steps {
		return
	}
	if len(l.marks) == maxMarks {
		l.marks = l.marks[1:]
	}
	l.marks = append(l.marks, m)
}

// undo takes a lane back to before the last change of its settings.
func (s *Session) undo(c link.Command) ([]link.Event, error) {
	l := s.lanes[c.Lane]
	if len(l.marks) == 0 {
		return nil, errors.New("link: undo: no setting was changed since the start; reset goes back to it")
	}
	m := l.marks[len(l.marks)-1]
	if m.file == nil {
		return nil, fmt.Errorf("link: undo: of networks of more than %d parameters no earlier state is kept", maxMarked)
	}
	run, err := train.Resume(bytes.NewReader(m.file), s.sets.train, s.sets.test)
	if err != nil {
		return nil, err
	}
	l.marks = l.marks[:len(l.marks)-1]
	run.Spend(m.spent, m.curvature)
	l.run, l.config, l.seconds = run, m.config, m.seconds
	l.past.cut(m.steps)
	l.revive(s.rules)
	s.gaze.close()
	event := s.state(link.IsUndone, c.ID, c.Lane)
	event.Step = m.steps
	return []link.Event{event, {Is: link.IsFrames, Frames: []link.Frame{s.standing(c.Lane)}}}, nil
}

// past is what a saved race tells of its curves: the frames in which the accuracy
// was measured, without their matrices, thinned as they grow.
type past struct {
	frames []link.Frame
	skip   int // of skip+1 frames one is kept
	count  int
}

// maxPast frames are more than a plot has columns on a phone.
const maxPast = 400

func (p *past) add(f *link.Frame) {
	if len(f.Digits) == 0 && f.Step%train.ExamEvery != 0 {
		return
	}
	if p.count++; (p.count-1)%(p.skip+1) != 0 {
		return
	}
	short := *f
	short.Frame = frame.Frame{Step: f.Step, Epoch: f.Epoch, Loss: f.Loss, TestLoss: f.TestLoss, Accuracy: f.Accuracy,
		R: f.R, Predicted: f.Predicted, Actual: f.Actual, Rate: f.Rate, Lambda: f.Lambda}
	p.frames = append(p.frames, short)
	if len(p.frames) == maxPast {
		for i := range maxPast / 2 {
			p.frames[i] = p.frames[2*i]
		}
		p.frames, p.skip, p.count = p.frames[:maxPast/2], 2*p.skip+1, 0
	}
}

// cut forgets what came after a step.
func (p *past) cut(step int) {
	for len(p.frames) > 0 && p.frames[len(p.frames)-1].Step > step {
		p.frames = p.frames[:len(p.frames)-1]
	}
}
