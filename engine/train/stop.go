package train

import (
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/optim"
)

// Stop holds the rules that end a run. A rule at its zero value is off; the first
// that holds ends the run. A run that has converged ends without a rule: its slopes,
// or the curvature along its steps, are below the smallest double in all minibatches
// of an epoch, so that no step is left.
//
// Steps and Epochs count from the start of the run. The loss of one minibatch is
// noisy, so the other rules use readings: every Every steps the mean of the training
// losses since the reading before, and the latest accuracy.
type Stop struct {
	Steps         int     // so many steps are taken
	Epochs        float64 // so many passes over the training set are made
	LossBelow     float64 // a reading of the training loss is below; negative for losses that may be
	AccuracyAbove float64 // the accuracy on the test set, 0…1, is above
	Patience      int     // so many readings in a row are not below the best one by 1e-4 of it
	Every         int     // steps a reading; 0 means ExamEvery
}

// Validate returns an error for a rule that can never hold or is no number.
func (s Stop) Validate() error {
	switch {
	case s.Steps < 0:
		return fmt.Errorf("train: stop: %d steps", s.Steps)
	case !(s.Epochs >= 0) || math.IsInf(s.Epochs, 0):
		return fmt.Errorf("train: stop: %g epochs", s.Epochs)
	case !finite(s.LossBelow):
		return fmt.Errorf("train: stop: a loss below %g", s.LossBelow)
	case !(s.AccuracyAbove >= 0 && s.AccuracyAbove < 1):
		return fmt.Errorf("train: stop: an accuracy above %g: it lies between 0 and 1", s.AccuracyAbove)
	case s.Patience < 0:
		return fmt.Errorf("train: stop: a patience of %d readings", s.Patience)
	case s.Every < 0:
		return fmt.Errorf("train: stop: a reading every %d steps", s.Every)
	}
	return nil
}

// Watch checks the rules of Stop on the frames of a run, one after the other.
type Watch struct {
	stop    Stop
	sum     float64 // of losses since the last reading
	count   int
	best    float64
	without int // readings since the best
}

// Watch returns a watch before its first frame. It panics for rules that are
// not valid.
func (s Stop) Watch() *Watch {
	if err := s.Validate(); err != nil {
		panic(err.Error())
	}
	if s.Every == 0 {
		s.Every = ExamEvery
	}
	return &Watch{stop: s, best: math.Inf(1)}
}

// Archive archives the state of the watch, for one with the same rules that takes its
// place.
func (w *Watch) Archive(a *archive.Archive) {
	a.Section("watch")
	a.Float(&w.sum)
	a.Int(&w.count)
	a.Float(&w.best)
	a.Int(&w.without)
	a.Check(w.count >= 0 && w.count < w.stop.Every, "%d losses since the last reading of %d", w.count, w.stop.Every)
}

// See takes the frame of a step and returns the rule that ends the run, in words, or
// "".
func (w *Watch) See(f *Frame) (reason string) {
	s := &w.stop
	w.sum += float64(f.Loss)
	w.count++
	if w.count == s.Every {
		mean := w.sum / float64(w.count)
		w.sum, w.count = 0, 0
		if reason := w.read(mean); reason != "" {
			return reason
		}
	}
	switch {
	case f.Arrived != "":
		return "arrived: " + f.Arrived
	case s.AccuracyAbove > 0 && float64(f.Accuracy) > s.AccuracyAbove:
		return fmt.Sprintf("the accuracy is %.4g, above %.4g", float64(f.Accuracy), s.AccuracyAbove)
	case s.Steps > 0 && f.Step >= s.Steps:
		return fmt.Sprintf("%d steps are taken", f.Step)
	case s.Epochs > 0 && f.Epoch >= s.Epochs:
		return fmt.Sprintf("%.4g epochs are over", f.Epoch)
	}
	return ""
}

// read takes a reading of the training loss.
func (w *Watch) read(mean float64) (reason string) {
	s := &w.stop
	if s.LossBelow != 0 && mean < s.LossBelow {
		return fmt.Sprintf("the training loss is %.4g, below %.4g", mean, s.LossBelow)
	}
	if w.without++; mean < w.best-optim.Progress*math.Abs(w.best) || math.IsInf(w.best, 1) {
		w.best, w.without = mean, 0
	}
	if s.Patience > 0 && w.without >= s.Patience {
		return fmt.Sprintf("the training loss has not fallen below %.4g in %d readings of %d steps", w.best, w.without, s.Every)
	}
	return ""
}

// ErrStopped is what Until ends with: a rule of Stop holds.
var ErrStopped = errors.New("train: stopped")

// Until returns an iterator over the steps until a rule of Stop holds: the last
// frame comes with an error, ErrStopped with the reason in words or a
// *Divergence. Without a rule it ends when it has converged, if ever.
func (r *Run) Until(s Stop) iter.Seq2[*Frame, error] {
	return func(yield func(*Frame, error) bool) {
		watch := s.Watch()
		for {
			frame := new(Frame)
			err := r.Step(frame)
			if err == nil {
				if reason := watch.See(frame); reason != "" {
					err = fmt.Errorf("%w: %s", ErrStopped, reason)
				}
			}
			if !yield(frame, err) || err != nil {
				return
			}
		}
	}
}
