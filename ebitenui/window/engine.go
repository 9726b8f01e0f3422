package window

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// outboxSize is more than the number of commands that a visitor can give during one
// step of the largest network.
const outboxSize = 256

// connect starts an engine that ends with ctx. Every event goes to receive, as
// text; what it returns passes a command on without waiting for the engine.
func connect(ctx context.Context, receive func(event []byte) error) func(link.Command) {
	commands, events := session.Start(ctx)
	outbox := make(chan link.Command, outboxSize)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case c := <-outbox:
				select {
				case commands <- c:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	go func() {
		for event := range events {
			text, err := json.Marshal(event)
			if err == nil {
				err = receive(text)
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, "window:", err)
			}
		}
	}()
	return func(c link.Command) {
		select {
		case outbox <- c:
		default:
			fmt.Fprintf(os.Stderr, "window: the engine takes no commands: %s is lost\n", c.Do)
		}
	}
}
