package session

import (
	"context"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/link"
)

// await returns the next event of a kind and the number of frames before it.
func await(t *testing.T, events <-chan link.Event, is string) (event link.Event, frames int) {
	t.Helper()
	for e := range events {
		if e.Is == is {
			return e, frames
		}
		frames += len(e.Frames)
	}
	t.Fatalf("the events end before %s", is)
	return
}

func TestDriver(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	commands, events := Start(ctx)
	await(t, events, "ready")
	open, err := link.DecodeCommand([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	commands <- open
	if e, _ := await(t, events, "opened"); e.ID != open.ID {
		t.Errorf("the answer to %d has the ID %d", open.ID, e.ID)
	}
	commands <- link.Command{Do: "step", N: 5, ID: 2}
	// One frame more: that of the start.
	if e, frames := await(t, events, "done"); e.ID != 2 || frames != 6 {
		t.Errorf("%d frames before %+v", frames, e)
	}
	commands <- link.Command{Do: "play", ID: 3}
	if e, _ := await(t, events, "playing"); !e.Playing {
		t.Error("play is answered by a pause")
	}
	await(t, events, "frames")
	await(t, events, "frames")
	// Nobody receives while these are sent: commands must be taken all the same.
	commands <- link.Command{Do: "set", State: []byte(`{"lambda":2}`), ID: 4}
	commands <- link.Command{Do: "pause", ID: 5}
	if e, _ := await(t, events, "done"); e.ID != 4 || e.State.Lambda != 2 {
		t.Errorf("the answer to set is %+v", e)
	}
	if e, _ := await(t, events, "playing"); e.Playing || e.ID != 5 {
		t.Errorf("the answer to pause is %+v", e)
	}
	cancel()
	for range events { // ends only if the goroutine closes the events
	}
}

func TestDriverEndsWithItsCommands(t *testing.T) {
	commands, events := Start(context.Background())
	close(commands)
	for range events {
	}
}

// A panic of the engine is told, and the race opens again as it was, with the
// visitor's files.
func TestDriverOutlivesAPanic(t *testing.T) {
	d := &driver{clock: func() float64 { return 0 }}
	d.begin()
	d.handle(link.Command{Do: "load", Name: "mine.csv", Data: []byte(strings.Repeat("1,2,3,4,yes\n2,1,4,5,no\n", 20))})
	d.handle(link.Command{Do: "open", State: []byte(`{"data":"csv:mine.csv","layers":"4-2"}`)})
	d.handle(link.Command{Do: "step", N: 3})
	for d.session.Busy() {
		d.due = 0
		d.work(0, func() []link.Event { return d.session.Slice(func() bool { return true }) })
	}
	before := standings(d.session)
	events := d.work(9, func() []link.Event { panic("struck") })
	if got := script(events); got != "error#9, playing=false, opened, frames×1" || events[0].Message != "engine: struck" {
		t.Errorf("it tells %s", got)
	}
	if after := standings(d.session); after != before {
		t.Errorf("it stands at\n%s\nand before at\n%s", after, before)
	}
}
