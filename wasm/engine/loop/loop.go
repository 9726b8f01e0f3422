// Package loop runs a session.Session in short slices, between which commands come in.
// It is the engine's worker without the browser.
package loop

import (
	"encoding/json"
	"fmt"

	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// Session is what the loop drives; *session.Session is one.
type Session interface {
	Handle(c link.Command) []link.Event
	Busy() bool
	Slice(over func() bool) []link.Event
	Keep(whole bool) (session.Kept, error)
	Resume(kept session.Kept, calm bool) []link.Event
	Products() float64
}

var _ Session = (*session.Session)(nil)

// Loop takes commands and works in slices. All exported fields have to be set.
// It is called by one event at a time, as a browser does.
//
// A page that draws is slower than the engine. If every slice were posted, the
// answer to a pause would stand in a queue of seconds. So one post of frames at
// a time is under way: until the page has Taken it, the loop works on and
// gathers the events. The answer to a command goes out at once, with
// all that was gathered before it.
//
// Each post brings what the client knows, and what another session needs to go on
// behind the events of that post: if the program is ended, nothing is lost and nothing posted twice. The whole
// state goes with every change that a later one could not repeat, and every few
// seconds besides.
type Loop struct {
	Session Session
	Client  *client.Run
	Clock   func() float64            // seconds since some start
	Slice   func() (over func() bool) // starts a slice of time
	Post    func(Post)
	Fail    func(id int, why string) // reports a panic, in a command of that ID or, for 0, between; nothing follows it
	Yield   func()                   // asks for a Turn after the messages that wait already

	asked  bool         // a Turn is on its way
	posted int          // posts that are not taken yet
	held   []link.Event // events to be posted
	frames int          // in held
	whole  bool         // the next post brings the whole state
	due    float64      // when one does that without a change
	failed bool
}

// Post is one message to the page.
type Post struct {
	Events   []string     // each as JSON
	Client   []byte       // client.Run.Snapshot; nil when nothing is new
	Kept     session.Kept // the session behind them
	Products float64      // the most that the session multiplies before it can take the next command
}

const (
	// keepEvery many seconds the whole state is kept while it changes: so much is
	// computed again, at most, after an accident.
	keepEvery = 2
	// keepShare times as long as it takes to keep it, the next one waits: it costs
	// less than a hundredth of the time.
	keepShare = 100
)

// maxHeld is the number of frames that are held for a page that takes none;
// then the engine waits. At the pace of the default network it is more than a
// second, and at 2 KB a frame less than a megabyte.
const maxHeld = 256

// Ready reports that commands are taken.
func (l *Loop) Ready() { l.gather([]link.Event{{Is: link.IsReady}}, true) }

// Receive takes one wish of the visitor as JSON.
func (l *Loop) Receive(text []byte) {
	c, err := link.DecodeCommand(text, client.Wishes...)
	if err != nil {
		l.work(0, true, func() []link.Event {
			l.Client.Refuse(c.ID, err)
			return nil
		})
		return
	}
	l.Do(c)
}

// Do is Receive for a wish that was never text: a file comes as bytes.
func (l *Loop) Do(c link.Command) {
	l.work(c.ID, true, func() []link.Event {
		l.Client.Do(c)
		return nil
	})
}

// Resume makes the session and its client go on where others ended.
func (l *Loop) Resume(kept session.Kept, state []byte, calm bool) {
	l.work(0, true, func() []link.Event {
		if err := l.Client.Restore(state, calm); err != nil {
			return []link.Event{{Is: link.IsError, Message: err.Error()}}
		}
		return l.Session.Resume(kept, calm)
	})
}

// Turn works for one slice.
func (l *Loop) Turn() {
	l.asked = false
	if l.Session.Busy() {
		l.work(0, false, func() []link.Event { return l.Session.Slice(l.Slice()) })
	}
}

// work does a piece of work and the commands of the client that follow from it, gathers
// the events, and asks for a turn if there is more to do. After a panic, which is a bug,
// the session's state is unknown: the loop reports it and does nothing more.
func (l *Loop) work(id int, now bool, do func() []link.Event) {
	if l.failed {
		return
	}
	events, fault := session.Protect(func() []link.Event {
		events := do()
		for seen := 0; ; {
			for ; seen < len(events); seen++ {
				l.Client.Receive(&events[seen])
			}
			commands := l.Client.Commands()
			if len(commands) == 0 {
				return events
			}
			for _, c := range commands {
				l.whole = l.whole || session.Changes(c.Do)
				events = append(events, l.Session.Handle(c)...)
			}
		}
	})
	if fault != "" {
		l.failed = true
		l.Fail(id, fault)
		return
	}
	l.gather(events, now)
	l.turn()
}

// Taken is called when the page has handled the last post.
func (l *Loop) Taken() {
	l.posted = max(0, l.posted-1)
	if l.posted == 0 {
		l.post()
	}
	l.turn()
}

// turn asks for a turn if there is work, unless one is on its way or the page is
// too far behind.
func (l *Loop) turn() {
	if l.Session.Busy() && !l.asked && l.frames < maxHeld {
		l.asked = true
		l.Yield()
	}
}

// gather collects events, frames that follow each other in one, and posts them,
// unless a post is under way and they need not go out now.
func (l *Loop) gather(events []link.Event, now bool) {
	for _, e := range events {
		l.frames += len(e.Frames)
		// A step that failed may have moved more than θ, which went back.
		l.whole = l.whole || e.Is == link.IsStopped
		if n := len(l.held); e.Is == link.IsFrames && n > 0 && l.held[n-1].Is == link.IsFrames {
			l.held[n-1].Frames = append(l.held[n-1].Frames, e.Frames...)
		} else {
			l.held = append(l.held, e)
		}
	}
	if l.posted == 0 || now {
		l.post()
	}
}

// post posts what is held as JSON, and what is new of the client.
func (l *Loop) post() {
	state, err := l.Client.Snapshot()
	if err != nil { // it holds numbers and texts
		l.failed = true
		l.Fail(0, err.Error())
	}
	if len(l.held) == 0 && state == nil {
		return
	}
	texts := make([]string, len(l.held))
	for i, e := range l.held {
		text, err := json.Marshal(e)
		if err != nil {
			text, _ = json.Marshal(link.Event{Is: link.IsError, ID: e.ID, Message: fmt.Sprintf("engine: a %s event cannot be written: %v", e.Is, err)})
		}
		texts[i] = string(text)
	}
	l.held, l.frames = nil, 0
	l.posted++
	l.Post(Post{texts, state, l.keep(), l.Session.Products()})
}

// keep returns what goes with a post.
func (l *Loop) keep() session.Kept {
	begun := l.Clock()
	whole := l.whole || begun >= l.due
	kept, err := l.Session.Keep(whole)
	if err != nil { // a method without a state to keep is a bug: every one has it
		l.failed = true
		l.Fail(0, err.Error())
	}
	if whole {
		end := l.Clock()
		l.whole, l.due = false, end+max(keepEvery, keepShare*(end-begun))
	}
	return kept
}
