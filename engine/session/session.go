// Package session runs a race of trainings: it executes the commands of package
// link and returns events.
package session

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// Session owns one to link.MaxLanes runs that race from the same start, and
// executes commands. It computes only inside Handle and Slice, so that the caller
// keeps control: call Handle for each command and, while Busy, Slice again and
// again.
//
//	session := session.New()
//	post(session.Handle(link.Command{Do: link.DoOpen}))
//	post(session.Handle(link.Command{Do: link.DoPlay}))
//	for session.Busy() {
//		end := time.Now().Add(10 * time.Millisecond)
//		post(session.Slice(func() bool { return time.Now().After(end) }))
//	}
//
// A Session is not safe for concurrent use; Start runs one in a goroutine.
type Session struct {
	// Clock returns seconds since some start, for Frame.Seconds; nil stands for 0.
	Clock func() float64

	shelf   shelf // the visitor's own files
	sets    sets
	lanes   []*lane // none before the first open
	rules   link.Stop
	playing bool
	waiting []request
	panel   panel

	pieces int       // given out by Keep so far
	target *keptRace // after Resume: where the other session stood, until that is reached
}

// sets are the data that all lanes share.
type sets struct {
	name        string
	train, test *data.Set
	whole       *data.Set // the test set before it was shortened
}

// request is a step command under way. All lanes go on to the step Goal; it is 0
// for a command whose turn has not come.
type request struct {
	ID    int `json:"id"`
	Steps int `json:"asked"`
	Goal  int `json:"goal"`
}

// New returns a session with nothing open.
func New() *Session { return &Session{shelf: shelf{}} }

// Busy tells whether Slice has something to compute.
func (s *Session) Busy() bool {
	return s.playing || len(s.waiting) > 0 || s.panel.due() || s.target != nil
}

// handlers execute the commands. They return events, or an error after which
// nothing has changed.
var handlers = map[string]func(*Session, link.Command) ([]link.Event, error){
	link.DoOpen: (*Session).open, link.DoSet: (*Session).set, link.DoAdd: (*Session).add, link.DoDrop: (*Session).drop,
	link.DoPlay: (*Session).play, link.DoPause: (*Session).pause, link.DoStep: (*Session).step, link.DoReset: (*Session).reset,
	link.DoUndo: (*Session).undo, link.DoStop: (*Session).setRules,
	link.DoLook: (*Session).look, link.DoAsk: (*Session).ask,
	link.DoLoad: (*Session).load, link.DoSave: (*Session).save, link.DoRestore: (*Session).restore,
}

// early are the commands that work before a race is open.
var early = map[string]bool{link.DoOpen: true, link.DoLoad: true, link.DoRestore: true}

// Handle executes c and returns its events; the steps of play and step, and the
// panel of a look, are left to Slice. A command that cannot be executed changes
// nothing and is answered by an error event.
//
//	open    for each lane: opened, then frames with the frame of step 0
//	set     done with the whole state of the lane; or as open when the change needs a new start
//	add     opened and frames of the new lane, which starts at step 0 and catches up
//	drop    dropped
//	play    playing
//	pause   done for each step command that it cuts short, then playing
//	step    done, after its frames, from Slice
//	reset   as open
//	undo    undone with the state before the last change of settings, then its present frame
//	stop    done with the rules
//	look    looking; then seen, from Slice, and again as the lane goes on
//	ask     answer
//	load    loaded
//	save    saved
//	restore as open, with the frames of the past
//
// open, reset and restore stop a running race, with a playing event; a set lets it
// go on.
func (s *Session) Handle(c link.Command) []link.Event {
	var events []link.Event
	var err error
	switch do, known := handlers[c.Do]; {
	case !known:
		err = link.Unknown(c.Do)
	case s.target != nil:
		err = fmt.Errorf("link: %s: the race is on its way back to step %d", c.Do, s.target.most())
	case len(s.lanes) == 0 && !early[c.Do]:
		err = fmt.Errorf("link: %s: nothing is open yet", c.Do)
	case len(s.lanes) > 0 && (c.Lane < 0 || c.Lane >= len(s.lanes)):
		err = fmt.Errorf("link: %s: there is no lane %d, of %d", c.Do, c.Lane, len(s.lanes))
	default:
		events, err = do(s, c)
	}
	if err != nil {
		return []link.Event{failure(c.ID, err)}
	}
	return events
}

// open starts a race with the given settings.
func (s *Session) open(c link.Command) ([]link.Event, error) {
	first, err := change(link.Default(), c.State)
	if err != nil {
		return nil, err
	}
	configs := []train.Config{first}
	for _, patch := range c.Lanes {
		config, err := change(first, patch)
		if err != nil {
			return nil, err
		}
		configs = append(configs, config)
	}
	if err := s.start(configs, named(c.State)); err != nil {
		return nil, err
	}
	return append(s.halt(link.DoOpen), s.opened(c.ID)...), nil
}

// set changes settings of one lane; those that belong to the start of the race, of
// all lanes.
func (s *Session) set(c link.Command) ([]link.Event, error) {
	if len(c.State) == 0 {
		return nil, errors.New("link: set: no fields to change")
	}
	l := s.lanes[c.Lane]
	config, err := change(l.config, c.State)
	if err != nil {
		return nil, err
	}
	if config.Restarts(l.config) != "" {
		configs := make([]train.Config, len(s.lanes))
		for i, other := range s.lanes {
			configs[i] = other.config.Share(config)
		}
		configs[c.Lane] = config
		if err := s.start(configs, named(c.State)); err != nil {
			return nil, err
		}
		return append(s.cut(link.DoSet), s.opened(c.ID)...), nil
	}
	if err := s.allow(l.run, config); err != nil {
		return nil, err
	}
	mark, err := l.mark()
	if err != nil {
		return nil, err
	}
	if err := l.run.Set(config); err != nil {
		return nil, err
	}
	l.config = config
	l.remember(mark)
	l.revive(s.rules)
	return []link.Event{s.state(link.IsDone, c.ID, c.Lane)}, nil
}

// add starts one more lane: with the settings of a lane, except for the fields in
// c.State.
func (s *Session) add(c link.Command) ([]link.Event, error) {
	if len(s.lanes) == link.MaxLanes {
		return nil, fmt.Errorf("link: add: there are %d lanes already, the most that can be told apart", link.MaxLanes)
	}
	config, err := change(s.lanes[c.Lane].config, c.State)
	if err != nil {
		return nil, err
	}
	if config.Restarts(s.lanes[0].config) != "" {
		return nil, errors.New("link: add: data, network and seed are those of the race: set them for all")
	}
	if have := s.parameters(); have+s.lanes[0].run.Params() > maxParameters {
		return nil, fmt.Errorf("link: add: one more network of %d parameters does not fit into a browser's memory", s.lanes[0].run.Params())
	}
	run, err := train.New(config, s.sets.train, s.sets.test)
	if err != nil {
		return nil, err
	}
	if err := s.allow(run, config); err != nil {
		return nil, err
	}
	s.lanes = append(s.lanes, newLane(run, config, s.rules))
	return s.openedLane(c.ID, len(s.lanes)-1), nil
}

// drop ends a lane; those behind it move up.
func (s *Session) drop(c link.Command) ([]link.Event, error) {
	if len(s.lanes) == 1 {
		return nil, errors.New("link: drop: the last lane stays")
	}
	s.lanes = append(s.lanes[:c.Lane], s.lanes[c.Lane+1:]...)
	s.panel.close()
	if s.panel.lane > c.Lane || s.panel.lane == len(s.lanes) {
		s.panel.lane--
	}
	events := []link.Event{{Is: link.IsDropped, ID: c.ID, Lane: c.Lane, Lanes: len(s.lanes)}}
	return append(events, s.settle()...), nil
}

func (s *Session) play(c link.Command) ([]link.Event, error) {
	if err := s.stuck(); err != nil {
		return nil, err
	}
	s.playing = true
	return []link.Event{{Is: link.IsPlaying, ID: c.ID, Playing: true}}, nil
}

func (s *Session) pause(c link.Command) ([]link.Event, error) {
	events := s.cut(link.DoPause)
	s.playing = false
	return append(events, link.Event{Is: link.IsPlaying, ID: c.ID}), nil
}

func (s *Session) step(c link.Command) ([]link.Event, error) {
	n, err := link.Steps(c.N)
	if err == nil {
		err = s.stuck()
	}
	if err != nil {
		return nil, err
	}
	s.waiting = append(s.waiting, request{c.ID, n, 0})
	return nil, nil
}

// stuck returns why no lane can go on.
func (s *Session) stuck() error {
	if s.next() >= 0 {
		return nil
	}
	return fmt.Errorf("link: %s; change a setting, undo or reset", s.lanes[0].Ended)
}

// reset goes back to the start, or to that of another seed.
func (s *Session) reset(c link.Command) ([]link.Event, error) {
	if c.Seed == 0 {
		for _, l := range s.lanes {
			l.reset(s.rules)
		}
	} else {
		configs := make([]train.Config, len(s.lanes))
		for i, l := range s.lanes {
			configs[i] = l.config
			configs[i].Seed = c.Seed
		}
		if err := s.start(configs, nil); err != nil {
			return nil, err
		}
	}
	return append(s.halt(link.DoReset), s.opened(c.ID)...), nil
}

// setRules replaces the rules that stop a lane; a lane stopped by an old one may go
// on.
func (s *Session) setRules(c link.Command) ([]link.Event, error) {
	rules := link.Stop{}
	if c.Stop != nil {
		rules = *c.Stop
	}
	if err := watchable(rules); err != nil {
		return nil, err
	}
	s.rules = rules
	for _, l := range s.lanes {
		if !l.Diverged {
			l.revive(rules)
		}
	}
	return []link.Event{{Is: link.IsDone, ID: c.ID, Stop: &rules}}, nil
}

func watchable(r link.Stop) error {
	if !(r.Work >= 0) || math.IsInf(r.Work, 0) {
		return fmt.Errorf("link: stop: a work of %g", r.Work)
	}
	return training(r).Validate()
}

// halt cuts the step commands short and ends playing.
func (s *Session) halt(by string) []link.Event {
	events := s.cut(by)
	if s.playing {
		s.playing = false
		events = append(events, link.Event{Is: link.IsPlaying})
	}
	return events
}

// cut answers the waiting step commands; the message says how many steps were taken.
func (s *Session) cut(by string) []link.Event {
	var events []link.Event
	for _, w := range s.waiting {
		taken := 0
		if w.Goal > 0 {
			taken = max(0, w.Steps-(w.Goal-s.least()))
		}
		events = append(events, link.Event{
			Is: link.IsDone, ID: w.ID,
			Message: fmt.Sprintf("%s: %d of %d steps were taken", by, taken, w.Steps),
		})
	}
	s.waiting = nil
	return events
}

// opened returns the events of all lanes that start.
func (s *Session) opened(id int) []link.Event {
	var events []link.Event
	for i := range s.lanes {
		events = append(events, s.openedLane(id, i)...)
	}
	return events
}

// openedLane returns the events of one: its settings and its present frame.
func (s *Session) openedLane(id, lane int) []link.Event {
	event := s.state(link.IsOpened, id, lane)
	event.Lanes = len(s.lanes)
	event.Data = s.sets.describe()
	event.Digits = s.sets.digits(s.lanes[lane].run.Digits())
	return []link.Event{event, {Is: link.IsFrames, Frames: []link.Frame{s.current(lane)}}}
}

// current returns the frame of a lane between two steps.
func (s *Session) current(lane int) link.Frame {
	l := s.lanes[lane]
	frame := link.Frame{Lane: lane}
	l.run.Look(&frame.Frame)
	l.account(&frame)
	return frame
}

// state returns an event with the whole state of a lane.
func (s *Session) state(is string, id, lane int) link.Event {
	run := s.lanes[lane].run
	config := run.Config()
	names, roles := run.Groups()
	return link.Event{Is: is, ID: id, Lane: lane, State: &config, Groups: names, Roles: roles, Params: run.Params(), Changes: len(s.lanes[lane].marks)}
}

// failure returns the event of an error, with the name of the field if it has one,
// and without the names of our packages.
func failure(id int, err error) link.Event {
	message := err.Error()
	for _, prefix := range [...]string{"link: ", "setting: ", "train: ", "data: "} {
		message = strings.TrimPrefix(message, prefix)
	}
	event := link.Event{Is: link.IsError, ID: id, Message: message}
	if wrong, ok := errors.AsType[*train.FieldError](err); ok {
		event.Field, event.Message = wrong.Field, wrong.Message
	}
	return event
}
