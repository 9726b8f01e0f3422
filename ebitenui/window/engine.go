package window

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// engine is the far end of the link.
type engine struct {
	outbox chan link.Command
	events <-chan link.Event
}

// outboxSize is more commands than a visitor gives while the engine takes one
// step of the largest network.
const outboxSize = 256

func connect(ctx context.Context) *engine {
	commands, events := session.Start(ctx)
	e := &engine{outbox: make(chan link.Command, outboxSize), events: events}
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case c := <-e.outbox:
				select {
				case commands <- c:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return e
}

// send passes a command on without waiting for the engine.
func (e *engine) send(c link.Command) {
	select {
	case e.outbox <- c:
	default:
		fmt.Fprintf(os.Stderr, "window: the engine does not listen: %s is lost\n", c.Do)
	}
}

// follow hands every event to receive, as text, until the engine ends.
func (e *engine) follow(receive func(event []byte) error) {
	for event := range e.events {
		text, err := json.Marshal(event)
		if err == nil {
			err = receive(text)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "window:", err)
		}
	}
}
