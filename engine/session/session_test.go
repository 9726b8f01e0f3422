package session

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// small opens a run whose steps take about a millisecond.
const small = `{"do":"open","id":1,"state":{"layers":"8-10","batch":20,"summaryBatch":40}}`

// Receive decodes a command and handles it. Text that is no command is answered by
// an error event, with the command's ID if that could be read.
func (s *Session) Receive(text []byte) []link.Event {
	c, err := link.DecodeCommand(text)
	if err != nil {
		return []link.Event{failure(c.ID, err)}
	}
	return s.Handle(c)
}

// talk sends each line and, after it, takes slices until nothing is left of
// the step commands. It returns all events.
func talk(t *testing.T, s *Session, lines ...string) []link.Event {
	t.Helper()
	var events []link.Event
	for _, line := range lines {
		events = append(events, s.Receive([]byte(line))...)
		for len(s.waiting) > 0 {
			events = append(events, s.Slice(func() bool { return true })...)
		}
	}
	return events
}

// script writes events as "opened 1" or "frames ×3" or "error batch".
func script(events []link.Event) string {
	var words []string
	for _, e := range events {
		word := e.Is
		switch {
		case e.Is == "frames":
			word += fmt.Sprintf("×%d", len(e.Frames))
		case e.Is == "playing":
			word += fmt.Sprintf("=%t", e.Playing)
		case e.Is == "error" && e.Field != "":
			word += " " + e.Field
		}
		if e.ID != 0 {
			word += fmt.Sprintf("#%d", e.ID)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func TestConversations(t *testing.T) {
	const opened = "opened#1, frames×1"
	for _, test := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"open", []string{small}, opened},
		{"open with defaults", []string{`{"do":"open"}`}, "opened, frames×1"},
		{"nothing open", []string{`{"do":"play"}`, `{"do":"set","state":{}}`, `{"do":"step","id":4}`}, "error, error, error#4"},
		{"one step", []string{small, `{"do":"step","id":2}`}, opened + ", frames×1, done#2"},
		{"live field", []string{small, `{"do":"set","id":2,"state":{"lambda":3}}`}, opened + ", done#2"},
		{"another network", []string{small, `{"do":"set","id":2,"state":{"layers":"6-10"}}`}, opened + ", opened#2, frames×1"},
		{"another seed", []string{small, `{"do":"reset","id":2,"seed":5}`}, opened + ", opened#2, frames×1"},
		{"play and pause", []string{small, `{"do":"play","id":2}`, `{"do":"pause","id":3}`}, opened + ", playing=true#2, playing=false#3"},
		{"reset stops playing", []string{small, `{"do":"play","id":2}`, `{"do":"reset","id":3}`}, opened + ", playing=true#2, playing=false, opened#3, frames×1"},
		{"set lets play on", []string{small, `{"do":"play","id":2}`, `{"do":"set","id":3,"state":{"seed":4}}`}, opened + ", playing=true#2, opened#3, frames×1"},
		{"unknown command", []string{small, `{"do":"fly","id":2}`}, opened + ", error#2"},
		{"unknown field of a command", []string{small, `{"do":"step","count":2,"id":2}`}, opened + ", error#2"},
		{"unknown setting", []string{small, `{"do":"set","id":2,"state":{"learningRate":1}}`}, opened + ", error learningRate#2"},
		{"wrong setting", []string{small, `{"do":"set","id":2,"state":{"batch":7000}}`}, opened + ", error batch#2"},
		{"wrong network", []string{small, `{"do":"set","id":2,"state":{"layers":"999999999-10"}}`}, opened + ", error layers#2"},
		{"wrong partition", []string{small, `{"do":"set","id":2,"state":{"partition":"custom: w1"}}`}, opened + ", error partition#2"},
		{"nothing to set", []string{small, `{"do":"set","id":2}`}, opened + ", error#2"},
		{"negative steps", []string{small, `{"do":"step","n":-1,"id":2}`}, opened + ", error#2"},
		{"no JSON", []string{small, `play`}, opened + ", error"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := script(talk(t, New(), test.lines...)); got != test.want {
				t.Errorf("\n%s, want\n%s", got, test.want)
			}
		})
	}
}

// frames returns the steps that the events tell of, that of the start left out.
func frames(events []link.Event) []train.Frame {
	var out []train.Frame
	for _, e := range events {
		for _, f := range e.Frames {
			if f.Step > 0 {
				out = append(out, f.Frame)
			}
		}
	}
	return out
}

func losses(events []link.Event) []uint64 {
	var out []uint64
	for _, f := range frames(events) {
		out = append(out, math.Float64bits(float64(f.Loss)))
	}
	return out
}

func TestStepGivesExactlyItsFrames(t *testing.T) {
	s := New()
	events := talk(t, s, small, `{"do":"step","n":7,"id":2}`)
	got := frames(events)
	for i, f := range got {
		if f.Step != i+1 {
			t.Errorf("frame %d is of step %d", i, f.Step)
		}
	}
	if last := events[len(events)-1]; len(got) != 7 || last.Is != "done" || last.ID != 2 || s.Busy() {
		t.Errorf("%d frames, the end is %+v", len(got), last)
	}
}

// A slice that has time for everything still keeps two requests apart.
func TestRequestsAreServedInOrder(t *testing.T) {
	s := New()
	talk(t, s, small)
	s.Handle(link.Command{Do: "step", N: 3, ID: 2})
	s.Handle(link.Command{Do: "step", ID: 3})
	if got, want := script(s.Slice(func() bool { return false })), "frames×3, done#2, frames×1, done#3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSliceStopsWhenItsTimeIsOver(t *testing.T) {
	s := New()
	if got := s.Slice(func() bool { return false }); got != nil {
		t.Errorf("a slice of nothing tells %s", script(got))
	}
	talk(t, s, small)
	s.Handle(link.Command{Do: "play"})
	asked := 0
	events := s.Slice(func() bool { asked++; return asked == 4 })
	if got := script(events); got != "frames×4" || !s.Busy() {
		t.Errorf("%s, want four frames and more to do", got)
	}
	s.Handle(link.Command{Do: "pause"})
	if got := s.Slice(func() bool { return false }); got != nil || s.Busy() {
		t.Errorf("after pause %s", script(got))
	}
}

func TestPauseCutsStepsShort(t *testing.T) {
	s := New()
	talk(t, s, small)
	s.Handle(link.Command{Do: "step", N: 10, ID: 2})
	s.Slice(func() bool { return true })
	events := s.Handle(link.Command{Do: "pause", ID: 3})
	if got, want := script(events), "done#2, playing=false#3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if want := "pause: 1 of 10 steps were taken"; events[0].Message != want {
		t.Errorf("%q, want %q", events[0].Message, want)
	}
}

// Law: reset leads back to the same start, and slices do not matter.
func TestResetGivesTheSameNumbers(t *testing.T) {
	s := New()
	first := losses(talk(t, s, small, `{"do":"step","n":15}`))
	again := losses(talk(t, s, `{"do":"reset"}`, `{"do":"step","n":6}`, `{"do":"step","n":9}`))
	if len(first) != 15 || !slices.Equal(first, again) {
		t.Errorf("losses %x, after reset %x", first, again)
	}
	other := losses(talk(t, s, `{"do":"reset","seed":2}`, `{"do":"step","n":15}`))
	if slices.Equal(first, other) {
		t.Error("another seed gives the same run")
	}
	back := losses(talk(t, s, `{"do":"reset","seed":1}`, `{"do":"step","n":15}`))
	if !slices.Equal(first, back) {
		t.Error("the first seed does not lead back")
	}
}

func TestSetKeepsOrRestartsTheNetwork(t *testing.T) {
	s := New()
	talk(t, s, small, `{"do":"step","n":5}`)
	theta := slices.Clone(s.lanes[0].run.Theta())
	events := talk(t, s, `{"do":"set","state":{"lambda":0,"partition":"trivial","method":"sgd"}}`)
	if !slices.Equal(theta, s.lanes[0].run.Theta()) || s.lanes[0].run.Steps() != 5 {
		t.Error("a live field changed the network")
	}
	state := events[0].State
	if state == nil || state.Method != "sgd" || state.Rate != 0.1 || state.Batch != 20 || !slices.Equal(events[0].Groups, []string{"all"}) {
		t.Errorf("the answer to set is %+v with the state %+v", events[0], state)
	}
	talk(t, s, `{"do":"set","state":{"layers":"9-10"}}`)
	if s.lanes[0].run.Steps() != 0 || s.lanes[0].run.Params() != 785*9+10*10 {
		t.Errorf("step %d, %d parameters after another network", s.lanes[0].run.Steps(), s.lanes[0].run.Params())
	}
	if c := s.lanes[0].run.Config(); c.Method != "sgd" || c.Batch != 20 || c.Partition != "trivial" {
		t.Errorf("the new run forgot the settings: %+v", c)
	}
}

// Bad input loses nothing: the run goes on to the same numbers.
func TestErrorsDoNotDisturb(t *testing.T) {
	want := losses(talk(t, New(), small, `{"do":"step","n":7}`))
	s := New()
	talk(t, s, small, `{"do":"play"}`)
	var events []link.Event
	for _, line := range []string{
		`{"do":"set","state":{"rate":-1}}`, `{"do":"set","state":{"layers":"-"}}`, `{"do":"open","state":{"data":"faces"}}`,
		`{"do":"open","state":{"data":"moons","layers":"8-3"}}`,
		`{"do":"reset","seed":18446744073709551615}`, `{"do":"dance"}`, `]`,
	} {
		if answer := s.Receive([]byte(line)); len(answer) != 1 || answer[0].Is != "error" || answer[0].Message == "" {
			t.Errorf("%s: %s", line, script(answer))
		}
		events = append(events, s.Slice(func() bool { return true })...)
	}
	if got := losses(events); !slices.Equal(got, want) {
		t.Errorf("losses %x, want %x", got, want)
	}
}

func TestOpenedShowsTheDigits(t *testing.T) {
	events := talk(t, New(), small)
	opened, start := events[0], events[1].Frames[0]
	if opened.Params != 785*8+9*10 || len(opened.Groups) != 4 || len(opened.Roles) != 4 || opened.State.Layers != "8-10" || opened.State.Rate == 0 {
		t.Errorf("opened %+v, state %+v", opened, opened.State)
	}
	d := opened.Digits
	if d.W != 28 || d.H != 28 || len(d.Pixels) != len(start.Digits) || len(d.Labels) != len(d.Pixels) {
		t.Fatalf("%d×%d, %d pictures, %d labels, %d answers", d.W, d.H, len(d.Pixels), len(d.Labels), len(start.Digits))
	}
	for i, answer := range start.Digits {
		ink := slices.Max(d.Pixels[i])
		if len(d.Pixels[i]) != 28*28 || ink < 128 || d.Labels[i] != answer.Label {
			t.Errorf("digit %d: %d pixels up to %d, label %d, answered as %d", i, len(d.Pixels[i]), ink, d.Labels[i], answer.Label)
		}
	}
	if start.Step != 0 || start.Fresh {
		t.Errorf("the first frame is %+v", start)
	}
}

// Every event survives JSON: what a page sends back is what was meant.
func TestEventsTravel(t *testing.T) {
	for _, event := range talk(t, New(), small, `{"do":"step","n":3,"id":9}`, `{"do":"set","state":{"momentum":0}}`) {
		text, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		var back link.Event
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := json.Marshal(back)
		if err != nil {
			t.Fatal(err)
		}
		if string(again) != string(text) {
			t.Errorf("%s\nbecomes\n%s", text, again)
		}
	}
}

func TestDivergenceStopsTheRun(t *testing.T) {
	s := New()
	// A learning rate that no network survives.
	talk(t, s, `{"do":"open","state":{"layers":"8-10","batch":20,"method":"sgd","activation":"relu","rate":1e60}}`)
	s.Handle(link.Command{Do: "play", ID: 2})
	s.Handle(link.Command{Do: "step", N: link.MaxSteps, ID: 3})
	var events []link.Event
	for i := 0; s.Busy() && i < 100; i++ {
		events = append(events, s.Slice(func() bool { return false })...)
	}
	end := events[max(0, len(events)-3):]
	if got, want := script(end), "error#3, error, playing=false"; got != want {
		t.Fatalf("the end is %s, want %s", got, want)
	}
	if !strings.Contains(end[0].Message, "diverged") {
		t.Errorf("the message is %q", end[0].Message)
	}
	// A smaller rate goes on from there.
	events = talk(t, s, `{"do":"set","state":{"rate":1e-9}}`, `{"do":"step","id":4}`)
	if got, want := script(events), "done, frames×1, done#4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Settings without an open run: an answer, never a panic.
func TestSetBeforeOpen(t *testing.T) {
	for _, state := range []string{`{}`, `[1,{"a":null}]`, `null`, `{"rate":0.3}`} {
		events := New().Handle(link.Command{Do: "set", State: []byte(state)})
		if len(events) != 1 || events[0].Is != "error" {
			t.Errorf("%s: %+v", state, events)
		}
	}
}
