package loop_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/wasm/engine/loop"
)

// counter is a session that counts: play makes it busy, each slice is one
// event, and it can be told to panic.
type counter struct {
	busy    bool
	slices  int
	panicAt int
	keeps   []bool // which of its Keeps were whole
}

func (c *counter) Handle(command link.Command) []link.Event {
	switch command.Do {
	case "set":
		return []link.Event{{Is: "done", ID: command.ID}}
	case "play", "pause":
		c.busy = command.Do == "play"
		return []link.Event{{Is: "playing", ID: command.ID, Playing: c.busy}}
	}
	panic("no such verb")
}

func (c *counter) Busy() bool { return c.busy }

func (c *counter) Slice(func() bool) []link.Event {
	c.slices++
	if c.slices == c.panicAt {
		panic("index out of range")
	}
	return []link.Event{{Is: "frames", Frames: []link.Frame{{Frame: train.Frame{Step: c.slices}}}}}
}

func (c *counter) Keep(whole bool) (session.Kept, error) {
	c.keeps = append(c.keeps, whole)
	return session.Kept{Text: []byte(fmt.Sprint(c.slices))}, nil
}

func (c *counter) Resume(session.Kept, bool) []link.Event { return []link.Event{{Is: "resumed"}} }

func (c *counter) Products() float64 { return 7 }

// browser is an event loop in miniature: one queue, first in, first out. Its
// page takes each post at once, unless it is busy.
type browser struct {
	loop   *loop.Loop
	queue  []func()
	posts  int
	busy   bool
	events []link.Event
	now    float64  // seconds
	fails  []string // what was told of panics
}

func start(t *testing.T, session loop.Session) *browser {
	b := &browser{}
	b.loop = &loop.Loop{
		Session: session,
		Client:  client.NewRun(client.RunControls()),
		Slice:   func() func() bool { return func() bool { return true } },
		Clock:   func() float64 { return b.now },
		Fail:    func(id int, why string) { b.fails = append(b.fails, fmt.Sprint(id, " ", why)) },
		Post: func(p loop.Post) {
			b.posts++
			slices, steps := p.Kept.Text, 0
			if p.Products != 7 {
				t.Errorf("a post tells %g products", p.Products)
			}
			if !b.busy {
				b.queue = append(b.queue, b.loop.Taken)
			}
			for _, text := range p.Events {
				var e link.Event
				if err := json.Unmarshal([]byte(text), &e); err != nil {
					t.Fatal(err)
				}
				b.events = append(b.events, e)
				for _, f := range e.Frames {
					steps = f.Step
				}
			}
			if steps > 0 && string(slices) != fmt.Sprint(steps) {
				t.Errorf("with the frames to step %d goes the state of step %s", steps, slices)
			}
		},
		Yield: func() { b.queue = append(b.queue, b.loop.Turn) },
	}
	b.loop.Ready()
	b.run(1)
	return b
}

func (b *browser) send(text string) {
	b.queue = append(b.queue, func() { b.loop.Receive([]byte(text)) })
}

// run handles at most n messages.
func (b *browser) run(n int) {
	for range n {
		if len(b.queue) == 0 {
			return
		}
		next := b.queue[0]
		b.queue = b.queue[1:]
		next()
	}
}

func (b *browser) kinds() []string {
	var kinds []string
	for _, e := range b.events {
		kinds = append(kinds, e.Is)
	}
	return kinds
}

// A command waits for one slice at most, and after the answer to a pause there
// is no frame and no turn any more.
func TestPauseIsHeardAfterOneSlice(t *testing.T) {
	session := &counter{}
	b := start(t, session)
	b.send(`{"do":"play","id":1}`)
	b.run(6)
	before := session.slices
	b.send(`{"do":"pause","id":2}`)
	b.run(100)
	if session.slices > before+1 {
		t.Errorf("%d slices after the pause was sent", session.slices-before)
	}
	if last := b.events[len(b.events)-1]; last.Is != "playing" || last.Playing || last.ID != 2 {
		t.Errorf("the last event is %+v", last)
	}
	if len(b.queue) != 0 {
		t.Error("the loop still turns")
	}
}

// However many commands come, one turn is under way: a second would halve the
// time in which a pause is heard.
func TestOneTurnAtATime(t *testing.T) {
	b := start(t, &counter{})
	b.busy = true
	for range 5 {
		b.send(`{"do":"play"}`)
	}
	b.run(5)
	if len(b.queue) != 1 {
		t.Fatalf("%d turns wait, want 1", len(b.queue))
	}
}

// To a page that is busy one list is posted. What happens meanwhile comes with
// the next: every frame, in order, and not without limit.
func TestBusyPageIsNotFlooded(t *testing.T) {
	session := &counter{}
	b := start(t, session)
	b.busy = true
	posts := b.posts
	b.send(`{"do":"play","id":1}`)
	b.run(10_000)
	if b.posts != posts+1 {
		t.Fatalf("%d lists were posted to a busy page", b.posts-posts)
	}
	if len(b.queue) != 0 || session.slices >= 1000 {
		t.Fatalf("after %d slices that nobody takes the engine does not rest", session.slices)
	}
	rested := session.slices
	b.busy = false
	b.send(`{"do":"pause","id":2}`)
	b.queue = append(b.queue, b.loop.Taken)
	b.run(100)
	steps := 0
	for _, e := range b.events {
		for _, f := range e.Frames {
			steps++
			if f.Step != steps {
				t.Fatalf("frame %d came as number %d", f.Step, steps)
			}
		}
	}
	if steps != rested {
		t.Errorf("%d of %d frames arrived", steps, rested)
	}
	if kinds := b.kinds(); !slices.Equal(kinds, []string{"ready", "playing", "frames", "playing"}) {
		t.Errorf("events %v", kinds)
	}
}

// The answer to a command does not wait until a busy page has taken what came
// before; the frames before it come with it, and none after it.
func TestAnswerToABusyPage(t *testing.T) {
	session := &counter{}
	b := start(t, session)
	b.busy = true
	b.send(`{"do":"play","id":1}`)
	b.run(5)
	b.send(`{"do":"pause","id":2}`)
	b.run(100)
	last := b.events[len(b.events)-1]
	if last.Is != "playing" || last.Playing || last.ID != 2 {
		t.Fatalf("the last event is %+v", last)
	}
	frames := 0
	for _, e := range b.events {
		frames += len(e.Frames)
	}
	if frames != session.slices || frames == 0 {
		t.Errorf("%d of %d frames came before the answer", frames, session.slices)
	}
}

// A panic is told once, with the command that caused it if one did. After it the
// loop is silent: nobody knows what the session holds.
func TestPanicIsTold(t *testing.T) {
	b := start(t, &counter{panicAt: 2})
	b.send(`{"do":"play","id":1}`)
	b.run(100)
	b.send(`{"do":"play","id":2}`)
	b.run(100)
	if !slices.Equal(b.fails, []string{"0 index out of range"}) || slices.Contains(b.kinds(), "error") || len(b.kinds()) > 3 {
		t.Errorf("it told %q and %v", b.fails, b.kinds())
	}
	b = start(t, &counter{})
	b.send(`{"do":"undo","id":7}`)
	b.run(100)
	if !slices.Equal(b.fails, []string{"7 no such verb"}) {
		t.Errorf("it told %q", b.fails)
	}
}

// The whole state goes with a change that steps alone do not repeat, and every
// few seconds; the state of every post is that behind its events, which start checks.
func TestStateGoesWithEvents(t *testing.T) {
	session := &counter{}
	b := start(t, session)
	whole := func(want bool, when string) {
		t.Helper()
		if n := len(session.keeps); n == 0 || slices.Contains(session.keeps, true) != want {
			t.Errorf("%s: whole states %v, want one: %t", when, session.keeps, want)
		}
		session.keeps = nil
	}
	whole(true, "at first")
	b.send(`{"do":"play","id":1}`)
	b.run(20)
	whole(false, "playing")
	b.now += 2.1
	b.run(4)
	whole(true, "two seconds later")
	b.run(4)
	whole(false, "and then")
	b.send(`{"do":"set","id":2,"state":{"batch":"50"}}`)
	b.run(6)
	whole(true, "after a change")
}
