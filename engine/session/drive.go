package session

import (
	"context"
	"fmt"
	"time"

	"github.com/cauchy-newton/playground/engine/link"
)

// slice is how long the driver computes before it checks for a command: well
// under the 50 ms in which a stop must take effect, and long enough that the
// check costs little.
const slice = 10 * time.Millisecond

// Start runs a session in a goroutine of its own: the desktop's link. The first
// event is ready. The goroutine ends, and closes the events, when ctx is done
// or the commands are closed.
//
// The driver takes commands at all times and holds events back for a receiver
// who is busy; it takes no further steps until they are received, so a slow
// screen slows the run instead of filling the memory.
//
// After a panic comes an error event, and the race opens again, paused, as it was
// at the latest change or a few seconds ago.
func Start(ctx context.Context) (chan<- link.Command, <-chan link.Event) {
	commands, events := make(chan link.Command), make(chan link.Event)
	go func() {
		defer close(events)
		start := time.Now()
		d := &driver{clock: func() float64 { return time.Since(start).Seconds() }}
		d.begin()
		d.drive(ctx, commands, events)
	}()
	return commands, events
}

// driver owns a session, which it replaces after a panic.
type driver struct {
	clock   func() float64
	session *Session
	saved   []byte  // the race as it was saved last
	due     float64 // when it is saved again
}

func (d *driver) begin() {
	old := d.session
	d.session = New()
	d.session.Clock = d.clock
	if old != nil {
		d.session.shelf = old.shelf
	}
}

// handle executes a command, and saves the race after one that changes it.
func (d *driver) handle(c link.Command) []link.Event {
	if Changes(c.Do) {
		d.due = 0
	}
	return d.work(c.ID, func() []link.Event { return d.session.Handle(c) })
}

func (d *driver) work(id int, do func() []link.Event) []link.Event {
	events, fault := Protect(do)
	if fault == "" {
		d.save()
		return events
	}
	d.begin()
	events = append(events, link.Event{Is: link.IsError, ID: id, Message: "engine: " + fault}, link.Event{Is: link.IsPlaying})
	if d.saved != nil {
		events = append(events, d.session.Handle(link.Command{Do: link.DoRestore, Data: d.saved})...)
	}
	return events
}

// save saves the race every few seconds, in less than a hundredth of the time.
func (d *driver) save() {
	begun := d.clock()
	if begun < d.due || len(d.session.lanes) == 0 {
		return
	}
	if event := d.session.Handle(link.Command{Do: link.DoSave})[0]; event.Saved != nil {
		d.saved = event.Saved // an error says that the race is too large
	}
	end := d.clock()
	d.due = end + max(2, 100*(end-begun))
}

// Protect calls do and returns the text of a panic.
func Protect(do func() []link.Event) (events []link.Event, fault string) {
	defer func() {
		if p := recover(); p != nil {
			events, fault = nil, fmt.Sprint(p)
		}
	}()
	return do(), ""
}

func (d *driver) drive(ctx context.Context, commands <-chan link.Command, events chan<- link.Event) {
	queue := []link.Event{{Is: link.IsReady}}
	idle := make(chan struct{})
	close(idle) // always ready to be received: the case for "nothing else to do"
	for {
		// A nil channel never takes part in a select.
		var out chan<- link.Event
		var first link.Event
		var work <-chan struct{}
		if len(queue) > 0 {
			out, first = events, queue[0]
		} else if d.session.Busy() {
			work = idle
		}
		// A command comes before the next slice, whatever select would choose.
		select {
		case c, ok := <-commands:
			if !ok {
				return
			}
			queue = append(queue, d.handle(c)...)
			continue
		default:
		}
		select {
		case <-ctx.Done():
			return
		case c, ok := <-commands:
			if !ok {
				return
			}
			queue = append(queue, d.handle(c)...)
		case out <- first:
			queue = queue[1:]
		case <-work:
			end := time.Now().Add(slice)
			queue = append(queue, d.work(0, func() []link.Event {
				return d.session.Slice(func() bool { return time.Now().After(end) })
			})...)
		}
	}
}
