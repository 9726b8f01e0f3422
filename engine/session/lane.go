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
	config train.Config // as the visitor gave it, defaults not filled in
	run    *train.Run
	watch  *train.Watch
	progress
	past
	marks []mark

	kept    keptPieces // of the last Keep
	changed bool       // since then, so they are out of date
}

// progress is the state of a lane beyond its run, as files hold it.
type progress struct {
	Seconds  float64 `json:"seconds"`            // of its own steps
	Ended    string  `json:"ended,omitempty"`    // why it does not go on, in words
	Diverged bool    `json:"diverged,omitempty"` // ended by a divergence, not by a rule
}

func newLane(run *train.Run, config train.Config, rules link.Stop) *lane {
	run.Show(shownDigits)
	return &lane{config: config, run: run, watch: training(rules).Watch(), changed: true}
}

// training returns the rules that can be checked on the frames of a run alone.
func training(r link.Stop) train.Stop {
	return train.Stop{Steps: r.Steps, LossBelow: r.Loss, AccuracyAbove: r.Accuracy}
}

// step takes a step of the run and measures its time.
func (l *lane) step(dst *link.Frame, clock func() float64) error {
	l.run.Clock, l.changed = clock, true
	err := l.run.Step(&dst.Frame)
	l.Seconds += l.run.Took()
	l.account(dst)
	if err == nil {
		l.past.add(dst)
	}
	return err
}

// account writes what the lane has cost so far.
func (l *lane) account(dst *link.Frame) {
	all, curvature := l.run.Work()
	dst.Work, dst.Curvature = frame.Number(all), frame.Number(curvature)
	dst.Seconds = frame.Number(l.Seconds)
}

// finished returns the rule that ends the lane with this frame, in words, or "".
func (l *lane) finished(f *link.Frame, rules link.Stop) string {
	if rules.Work > 0 && float64(f.Work) >= rules.Work {
		return fmt.Sprintf("a work of %.4g gradients is spent", float64(f.Work))
	}
	return l.watch.See(&f.Frame)
}

// revive lets a lane go on that had ended, and checks the rules from here on.
func (l *lane) revive(rules link.Stop) {
	l.Ended, l.Diverged, l.watch, l.changed = "", false, training(rules).Watch(), true
}

// reset goes back to the start.
func (l *lane) reset(rules link.Stop) {
	l.run.Reset()
	l.Seconds, l.marks, l.past = 0, nil, past{}
	l.revive(rules)
}

// mark is a lane before a change of its settings. Its JSON is a piece of a Kept.
type mark struct {
	State     train.Config `json:"state"`
	Steps     int          `json:"steps"`
	Seconds   float64      `json:"seconds"`
	Spent     float64      `json:"spent"` // products
	Curvature float64      `json:"curvature"`
	File      []byte       `json:"file,omitempty"` // a checkpoint; none of a network too large

	piece int // its number; 0 before the first Keep
}

const (
	// maxMarks changes can be undone, one after the other.
	maxMarks = 8
	// maxMarked bounds the parameters of a network whose changes can be undone: a
	// mark takes up to eight vectors, 32 MB.
	maxMarked = 500_000
)

// mark returns the lane as it stands.
func (l *lane) mark() (mark, error) {
	spent, curvature := l.run.Spent()
	m := mark{State: l.config, Steps: l.run.Steps(), Seconds: l.Seconds, Spent: spent, Curvature: curvature}
	if l.run.Params() > maxMarked {
		return m, nil
	}
	var file bytes.Buffer
	err := l.run.Save(&file)
	m.File = file.Bytes()
	return m, err
}

// remember stores a mark. Of several changes at one step, as a slider makes them,
// an undo goes back to before the first.
func (l *lane) remember(m mark) {
	if n := len(l.marks); n > 0 && l.marks[n-1].Steps == m.Steps {
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
	if m.File == nil {
		return nil, fmt.Errorf("link: undo: of networks of more than %d parameters no earlier state is kept", maxMarked)
	}
	run, err := train.Resume(bytes.NewReader(m.File), s.sets.train, s.sets.test)
	if err != nil {
		return nil, err
	}
	l.marks = l.marks[:len(l.marks)-1]
	run.Show(shownDigits)
	run.Spend(m.Spent, m.Curvature)
	l.run, l.config, l.Seconds = run, m.State, m.Seconds
	l.past.cut(m.Steps)
	l.revive(s.rules)
	s.panel.close()
	event := s.state(link.IsUndone, c.ID, c.Lane)
	event.Step = m.Steps
	return []link.Event{event, {Is: link.IsFrames, Frames: []link.Frame{s.current(c.Lane)}}}, nil
}

// past holds the curves of a saved race: the frames in which the accuracy was
// measured, without their matrices, thinned out as they become many.
type past struct {
	Frames savedPast `json:"past,omitempty"`
	Skip   int       `json:"skip,omitempty"`  // of Skip+1 frames one is kept,
	Count  int       `json:"count,omitempty"` // counted so far
}

// maxPast frames are more than a plot has columns on a phone.
const maxPast = 400

func (p *past) add(f *link.Frame) {
	if len(f.Digits) == 0 && f.Step%train.ExamEvery != 0 {
		return
	}
	if p.Count++; (p.Count-1)%(p.Skip+1) != 0 {
		return
	}
	short := *f
	short.Frame = frame.Frame{Step: f.Step, Epoch: f.Epoch, Loss: f.Loss, TestLoss: f.TestLoss, Accuracy: f.Accuracy,
		R: f.R, Predicted: f.Predicted, Actual: f.Actual, Rate: f.Rate, Lambda: f.Lambda}
	p.Frames = append(p.Frames, short)
	if len(p.Frames) == maxPast {
		for i := range maxPast / 2 {
			p.Frames[i] = p.Frames[2*i]
		}
		p.Frames, p.Skip, p.Count = p.Frames[:maxPast/2], 2*p.Skip+1, 0
	}
}

// cut forgets what came after a step.
func (p *past) cut(step int) {
	for len(p.Frames) > 0 && p.Frames[len(p.Frames)-1].Step > step {
		p.Frames = p.Frames[:len(p.Frames)-1]
	}
}
