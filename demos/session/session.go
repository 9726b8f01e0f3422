package session

import (
	"errors"
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
)

// Session owns a run and does what commands ask. It works only inside Handle
// and Slice, so that a shell keeps the processor: call Handle for each command
// and, while Busy, Slice again and again.
//
//	session := session.New()
//	post(session.Handle(link.Command{Do: "open"}))
//	post(session.Handle(link.Command{Do: "play"}))
//	for session.Busy() {
//		end := time.Now().Add(10 * time.Millisecond)
//		post(session.Slice(func() bool { return time.Now().After(end) }))
//	}
//
// A Session is not safe for concurrent use; Start runs one in a goroutine.
type Session struct {
	train, test *data.Set // loaded by the first open
	config      train.Config
	run         *train.Run // nil before the first open
	playing     bool
	waiting     []request
}

// request is a step command that is not done.
type request struct{ id, asked, left int }

// New returns a session with nothing open.
func New() *Session { return &Session{} }

// Busy tells whether there are steps to take: Slice has work.
func (s *Session) Busy() bool { return s.playing || len(s.waiting) > 0 }

// Receive decodes a command and handles it. Text that is no command is
// answered by an error event, with the command's ID if that could be read.
func (s *Session) Receive(text []byte) []link.Event {
	c, err := link.DecodeCommand(text)
	if err != nil {
		return []link.Event{failure(c.ID, err)}
	}
	return s.Handle(c)
}

// Handle does what c asks and returns the events that tell of it; the steps of
// play and step are left to Slice. What cannot be done is answered by an error
// event and changes nothing.
//
//	open   opened, then frames with the frame of step 0
//	set    done with the whole state; or opened and frames when the change needs a new run
//	play   playing
//	pause  done for each step command that it cuts short, then playing
//	step   done, after its frames, from Slice
//	reset  opened, then frames with the frame of step 0
//
// open and reset stop a run that plays, which a playing event tells; a set
// lets it play on.
func (s *Session) Handle(c link.Command) []link.Event {
	if s.run == nil && c.Do != "open" && link.Known(c.Do) {
		return []link.Event{failure(c.ID, fmt.Errorf("link: %s: nothing is open yet", c.Do))}
	}
	switch c.Do {
	case "open":
		return s.open(c)
	case "set":
		return s.set(c)
	case "play":
		s.playing = true
		return []link.Event{{Is: "playing", ID: c.ID, Playing: true}}
	case "pause":
		events := s.cut("pause")
		s.playing = false
		return append(events, link.Event{Is: "playing", ID: c.ID})
	case "step":
		n, err := link.Steps(c.N)
		if err != nil {
			return []link.Event{failure(c.ID, err)}
		}
		s.waiting = append(s.waiting, request{c.ID, n, n})
		return nil
	case "reset":
		return s.reset(c)
	}
	return []link.Event{failure(c.ID, link.Unknown(c.Do))}
}

// Slice takes steps until the caller's time is over, but at least one when
// there is one to take, and returns their frames. The caller brings the clock:
// over is asked after every step. A single step of a large network may take
// longer than a slice; it is never interrupted.
//
// The frames of a step command end with its done event. A divergence ends in
// an error event for each command that waits, and playing is over.
func (s *Session) Slice(over func() bool) []link.Event {
	var events []link.Event
	var frames []train.Frame
	flush := func() {
		if len(frames) > 0 {
			events = append(events, link.Event{Is: "frames", Frames: frames})
			frames = nil
		}
	}
	for s.Busy() {
		var frame train.Frame
		if err := s.run.Step(&frame); err != nil {
			flush()
			return append(events, s.fail(err)...)
		}
		frames = append(frames, frame)
		if len(s.waiting) > 0 {
			first := &s.waiting[0]
			first.left--
			if first.left == 0 {
				flush()
				events = append(events, link.Event{Is: "done", ID: first.id})
				s.waiting = s.waiting[1:]
			}
		}
		if over() {
			break
		}
	}
	flush()
	return events
}

// open starts a run of its own settings.
func (s *Session) open(c link.Command) []link.Event {
	config := link.Default()
	if len(c.State) > 0 {
		var err error
		if config, err = config.With(c.State); err != nil {
			return []link.Event{failure(c.ID, err)}
		}
	}
	if err := s.start(config); err != nil {
		return []link.Event{failure(c.ID, err)}
	}
	return append(s.stop("open"), s.opened(c.ID)...)
}

// set changes the fields that c holds.
func (s *Session) set(c link.Command) []link.Event {
	if len(c.State) == 0 {
		return []link.Event{failure(c.ID, errors.New("link: set: no fields to change"))}
	}
	config, err := s.config.With(c.State)
	if err != nil {
		return []link.Event{failure(c.ID, err)}
	}
	err = s.run.Set(config)
	switch {
	case errors.Is(err, train.ErrRestart):
		if err := s.start(config); err != nil {
			return []link.Event{failure(c.ID, err)}
		}
		return append(s.cut("set"), s.opened(c.ID)...)
	case err != nil:
		return []link.Event{failure(c.ID, err)}
	}
	s.config = config
	return []link.Event{s.state("done", c.ID)}
}

// reset goes back to the start, or to that of another seed.
func (s *Session) reset(c link.Command) []link.Event {
	if c.Seed == 0 {
		s.run.Reset()
	} else {
		config := s.config
		config.Seed = c.Seed
		if err := s.start(config); err != nil {
			return []link.Event{failure(c.ID, err)}
		}
	}
	return append(s.stop("reset"), s.opened(c.ID)...)
}

// start replaces the run by a new one. After an error the old one is kept.
func (s *Session) start(config train.Config) error {
	if name := config.Filled().Data; name != "mnist" {
		return &train.FieldError{Field: "data", Message: fmt.Sprintf("the playground shows mnist, not %.40q", name)}
	}
	if s.train == nil {
		var err error
		if s.train, s.test, err = data.MNIST(); err != nil {
			return err
		}
	}
	run, err := train.New(config, s.train, s.test)
	if err != nil {
		return err
	}
	s.run, s.config = run, config
	return nil
}

// stop cuts the step commands short and ends playing.
func (s *Session) stop(by string) []link.Event {
	events := s.cut(by)
	if s.playing {
		s.playing = false
		events = append(events, link.Event{Is: "playing"})
	}
	return events
}

// cut answers the step commands that wait; the message says how far they came.
func (s *Session) cut(by string) []link.Event {
	var events []link.Event
	for _, w := range s.waiting {
		events = append(events, link.Event{
			Is: "done", ID: w.id,
			Message: fmt.Sprintf("%s: %d of %d steps were taken", by, w.asked-w.left, w.asked),
		})
	}
	s.waiting = nil
	return events
}

// fail answers everybody who waits for steps that cannot be taken.
func (s *Session) fail(err error) []link.Event {
	var events []link.Event
	for _, w := range s.waiting {
		events = append(events, failure(w.id, err))
	}
	s.waiting = nil
	if s.playing {
		s.playing = false
		events = append(events, failure(0, err), link.Event{Is: "playing"})
	}
	return events
}

// opened tells of a run at its start.
func (s *Session) opened(id int) []link.Event {
	event := s.state("opened", id)
	shape := s.test.Shape
	digits := &link.Digits{W: shape[len(shape)-1], H: shape[len(shape)-2]}
	for _, i := range s.run.Digits() {
		digits.Pixels = append(digits.Pixels, s.test.Pixels(i))
		digits.Labels = append(digits.Labels, s.test.Labels[i])
	}
	event.Digits = digits
	var frame train.Frame
	s.run.Look(&frame)
	return []link.Event{event, {Is: "frames", Frames: []train.Frame{frame}}}
}

// state tells the whole state of the run.
func (s *Session) state(is string, id int) link.Event {
	config := s.run.Config()
	names, roles := s.run.Groups()
	return link.Event{Is: is, ID: id, State: &config, Groups: names, Roles: roles, Params: s.run.Params()}
}

// failure turns an error into its event, with the name of the field if it has
// one. A visitor need not know the names of our packages.
func failure(id int, err error) link.Event {
	message := err.Error()
	for _, prefix := range [...]string{"link: ", "setting: ", "train: "} {
		message = strings.TrimPrefix(message, prefix)
	}
	event := link.Event{Is: "error", ID: id, Message: message}
	if wrong, ok := errors.AsType[*train.FieldError](err); ok {
		event.Field, event.Message = wrong.Field, wrong.Message
	}
	return event
}
