package session

import (
	"math"

	"github.com/cauchy-newton/playground/engine/link"
)

// Slice computes until over, which it calls after every step, returns true, and
// returns the events. It takes at least one step when there is one to take. A
// single step of a large network may take longer than a slice; it is never
// interrupted.
//
// The lane that has taken the fewest steps goes next, the first of several: lanes
// that started together are never more than a step apart, and one that was added
// later catches up. When a lane ends, by a rule or a divergence, there is a stopped
// event, and the others go on. The frames of a step command are followed by its
// done event. When no lane can go on, each waiting command is answered, with an
// error after a divergence and a done with the reason after a rule; playing ends.
func (s *Session) Slice(over func() bool) []link.Event {
	if s.target != nil {
		return s.catchUp(over)
	}
	var events []link.Event
	var frames []link.Frame
	flush := func() {
		if len(frames) > 0 {
			events = append(events, link.Event{Is: link.IsFrames, Frames: frames})
			frames = nil
		}
	}
	if seen, ok := s.refresh(); ok {
		events = append(events, seen...)
		if over() {
			return events
		}
	}
	for s.playing || len(s.waiting) > 0 {
		k := s.next()
		l := s.lanes[k]
		if len(s.waiting) > 0 && s.waiting[0].Goal == 0 {
			s.waiting[0].Goal = s.most() + s.waiting[0].Steps
		}
		frame := link.Frame{Lane: k}
		err := l.step(&frame, s.Clock)
		if err != nil {
			flush()
			l.Ended, l.Diverged = failure(0, err).Message, true
		} else {
			frames = append(frames, frame)
			s.panel.follow(k, &frame)
			if l.Ended = l.finished(&frame, s.rules); l.Ended != "" {
				flush()
			}
		}
		if l.Ended != "" {
			events = append(events, link.Event{Is: link.IsStopped, Lane: k, Failed: l.Diverged, Message: l.Ended})
			if s.next() < 0 {
				return append(events, s.end(err)...)
			}
		}
		if done := s.settle(); done != nil {
			flush()
			events = append(events, done...)
		}
		if over() {
			break
		}
	}
	flush()
	return events
}

// settle answers the first step command if all lanes have reached its goal.
func (s *Session) settle() []link.Event {
	if len(s.waiting) == 0 || s.waiting[0].Goal == 0 || s.least() < s.waiting[0].Goal {
		return nil
	}
	done := link.Event{Is: link.IsDone, ID: s.waiting[0].ID}
	s.waiting = s.waiting[1:]
	return []link.Event{done}
}

// next returns the lane whose turn it is, −1 when none can go on.
func (s *Session) next() int {
	best := -1
	for i, l := range s.lanes {
		if l.Ended == "" && (best < 0 || l.run.Steps() < s.lanes[best].run.Steps()) {
			best = i
		}
	}
	return best
}

// least returns the fewest steps that a lane which goes on has taken.
func (s *Session) least() int {
	if k := s.next(); k >= 0 {
		return s.lanes[k].run.Steps()
	}
	return math.MaxInt
}

// most returns the most steps that a lane which goes on has taken.
func (s *Session) most() (steps int) {
	for _, l := range s.lanes {
		if l.Ended == "" {
			steps = max(steps, l.run.Steps())
		}
	}
	return steps
}

// end answers the commands whose steps cannot be taken: err says why; nil means that
// rules have stopped all lanes.
func (s *Session) end(err error) []link.Event {
	var events []link.Event
	for _, w := range s.waiting {
		if err != nil {
			events = append(events, failure(w.ID, err))
		} else {
			events = append(events, link.Event{Is: link.IsDone, ID: w.ID, Message: s.lanes[0].Ended})
		}
	}
	s.waiting = nil
	if s.playing {
		s.playing = false
		if err != nil {
			events = append(events, failure(0, err))
		}
		events = append(events, link.Event{Is: link.IsPlaying})
	}
	return events
}
