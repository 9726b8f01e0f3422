package session

import (
	"context"
	"time"

	"github.com/cauchy-newton/playground/demos/link"
)

// slice is how long the driver computes before it looks for a command: well
// under the 50 ms in which a stop must take effect, long enough to make the
// look cheap.
const slice = 10 * time.Millisecond

// Start runs a session in a goroutine of its own: the desktop's link. The first
// event is ready. The goroutine ends, and closes the events, when ctx is done
// or the commands are closed.
//
// The driver takes commands at all times and holds events back for a receiver
// who is busy; it takes no further steps until they are received, so a slow
// screen slows the run instead of filling the memory.
func Start(ctx context.Context) (chan<- link.Command, <-chan link.Event) {
	commands, events := make(chan link.Command), make(chan link.Event)
	go func() {
		defer close(events)
		session, start := New(), time.Now()
		session.Clock = func() float64 { return time.Since(start).Seconds() }
		drive(ctx, session, commands, events)
	}()
	return commands, events
}

func drive(ctx context.Context, session *Session, commands <-chan link.Command, events chan<- link.Event) {
	queue := []link.Event{{Is: "ready"}}
	idle := make(chan struct{})
	close(idle) // always ready to be received: the case for "nothing else to do"
	for {
		// A nil channel never takes part in a select.
		var out chan<- link.Event
		var first link.Event
		var work <-chan struct{}
		if len(queue) > 0 {
			out, first = events, queue[0]
		} else if session.Busy() {
			work = idle
		}
		// A command goes before the next slice, whatever select would choose.
		select {
		case c, ok := <-commands:
			if !ok {
				return
			}
			queue = append(queue, session.Handle(c)...)
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
			queue = append(queue, session.Handle(c)...)
		case out <- first:
			queue = queue[1:]
		case <-work:
			end := time.Now().Add(slice)
			queue = append(queue, session.Slice(func() bool { return time.Now().After(end) })...)
		}
	}
}
