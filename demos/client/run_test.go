package client

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// shell is a client with a true engine.
type shell struct {
	*Run
	t       *testing.T
	session *session.Session
	sent    []link.Command
	answers []Answer
}

func newShell(t *testing.T) *shell {
	return &shell{Run: NewRun(RunControls()), t: t, session: session.New()}
}

// small is a network that needs no time.
const small = `["layers","8-10"],["batch","20"],["summaryBatch","20"]`

// hear hands events to the client and its commands to the engine.
func (s *shell) hear(events []link.Event) {
	for {
		for i := range events {
			s.Receive(&events[i])
		}
		s.answers = append(s.answers, s.Answers()...)
		commands := s.Commands()
		if len(commands) == 0 {
			return
		}
		events = nil
		for _, c := range commands {
			s.sent = append(s.sent, c)
			events = append(events, s.session.Handle(c)...)
		}
	}
}

// wish takes a wish as JSON and lets the engine work, at most so many slices while
// it plays. It returns how the wish was answered.
func (s *shell) wish(text string, slices int) string {
	s.t.Helper()
	c, err := link.DecodeCommand([]byte(text), Wishes...)
	if err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	c.ID, s.answers = 1000, nil
	s.Do(c)
	s.hear(nil)
	for s.session.Busy() && (!s.Playing || s.Walking || slices > 0) {
		slices--
		s.hear(s.session.Slice(func() bool { return true }))
	}
	if len(s.answers) != 1 || s.answers[0].ID != 1000 {
		s.t.Fatalf("%s is answered by %+v", text, s.answers)
	}
	return s.answers[0].Message
}

func (s *shell) done(wishes ...string) {
	s.t.Helper()
	for _, w := range wishes {
		if why := s.wish(w, 0); why != "" {
			s.t.Fatalf("%s: %s", w, why)
		}
	}
}

func (s *shell) visit(pairs string) string {
	s.t.Helper()
	return s.wish(`{"do":"visit","state":[`+pairs+`]}`, 0)
}

// state is all that the client knows, as JSON.
func (s *shell) state() string {
	s.refresh()
	s.Link = s.link()
	text, err := json.Marshal(s.State)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

// Law: undo leads back to the settings and the step before, to the bit.
func TestUndoOfALaneLeadsBack(t *testing.T) {
	s := newShell(t)
	s.visit(small)
	s.done(`{"do":"step","n":3}`)
	lane := func() string {
		text, err := json.Marshal(s.Lanes[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	before := lane()
	for _, change := range []string{`{"rate":"0.05"}`, `{"method":"adam"}`, `{"partition":"trivial"}`, `{"batch":"7"}`} {
		s.done(`{"do":"set","state":`+change+`}`, `{"do":"step","n":2}`)
		if s.Lanes[0].Undo != 1 || lane() == before {
			t.Errorf("%s: %d changes can be undone", change, s.Lanes[0].Undo)
		}
		s.done(`{"do":"undo"}`)
		after := s.Lanes[0].Frame
		if after.Step != 3 || s.Lanes[0].Undo != 0 {
			t.Errorf("%s undone leads to step %d", change, after.Step)
		}
		// What was shown of the step is not kept, but what it leads to is.
		if got := string(mustJSON(t, s.Lanes[0].State)); !strings.Contains(before, got) {
			t.Errorf("%s undone leaves the settings %s", change, got)
		}
	}
	if why := s.wish(`{"do":"undo"}`, 0); !strings.Contains(why, "no setting was changed") || s.Notice.Words != why {
		t.Errorf("nothing to undo: %q, notice %+v", why, s.Notice)
	}
}

// Law: the groups of every frame have the signs that the picture writes.
func TestGroupsHaveSigns(t *testing.T) {
	s := newShell(t)
	s.visit(`["layers","6-5-10"],["batch","10"],["summaryBatch","10"]`)
	for _, c := range RunControls() {
		if c.Name != "partition" {
			continue
		}
		for _, o := range c.Options {
			s.done(`{"do":"set","state":{"partition":"`+o.Value+`"}}`, `{"do":"step","n":1}`)
			for _, name := range s.Lanes[0].Frame.Groups {
				if got, want := s.Signs[name], demos.Short(name); got != want {
					t.Errorf("%s: the group %s is called %q, in the picture %q", o.Value, name, got, want)
				}
			}
		}
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Law: what is refused changes nothing but what it says.
func TestRefusedChangesNothing(t *testing.T) {
	s := newShell(t)
	s.visit(small)
	s.done(`{"do":"step","n":2}`, `{"do":"add"}`, `{"do":"stop","state":{"stop-loss":"0.5"}}`)
	for _, w := range []string{
		`{"do":"set","state":{"rate":"-1"}}`, `{"do":"set","state":{"nothing":"1"}}`, `{"do":"set","state":{"speed":"Fast"}}`,
		`{"do":"set","state":{"partition":"custom: w1 | nobody"}}`, `{"do":"set","state":{"layers":"1000000-10"}}`, `{"do":"set","state":[1]}`,
		`{"do":"preset","name":"magic"}`, `{"do":"look","what":"compare","with":"ghost"}`, `{"do":"stop","state":{"stop-nothing":"1"}}`,
		`{"do":"stop","state":{"stop-loss":"many"}}`, `{"do":"drop","lane":3}`, `{"do":"add","state":{"seed":7}}`, `{"do":"again"}`,
		`{"do":"visit","state":[["rate","NaN"]]}`, `{"do":"visit","state":[["at","9999"]]}`, `{"do":"visit","state":[["lanes","[[1]]"]]}`,
		`{"do":"visit","state":[["lanes","[{},{},{},{}]"]]}`, `{"do":"visit","state":[["v","3"]]}`, `{"do":"visit","state":[["preset","magic"]]}`,
	} {
		s.note("", false)
		before := s.State
		before.Lanes = slices.Clone(before.Lanes)
		if why := s.wish(w, 0); why == "" {
			t.Errorf("%s is taken", w)
		}
		s.note("", false)
		before.Latest, before.Seeking = s.Latest, s.Seeking
		if !reflect.DeepEqual(string(mustJSON(t, before)), string(mustJSON(t, s.State))) {
			t.Errorf("%s leaves\n%s\nwas\n%s", w, mustJSON(t, s.State), mustJSON(t, before))
		}
	}
}

// Law: a client that is restored from a State is the one before, and goes on with it
// to the bit: playing, on its way through steps, with changes that can be undone.
func TestRestoredIsTheSame(t *testing.T) {
	s := newShell(t)
	s.done(`{"do":"preset","name":"cheap"}`, `{"do":"set","state":{"batch":"20","summaryBatch":"20"}}`, `{"do":"step","n":3}`, `{"do":"look","lane":1,"axis":"work"}`,
		`{"do":"set","lane":1,"state":{"rate":"0.2","speed":"slow"}}`)
	s.Do(link.Command{Do: "step", N: 4, ID: 7}) // two of them are taken
	s.hear(nil)
	for range 4 {
		s.hear(s.session.Slice(func() bool { return true }))
	}
	text := s.state()
	r := newShell(t)
	if err := r.Restore([]byte(text), false); err != nil {
		t.Fatal(err)
	}
	if got := r.state(); got != text {
		t.Fatalf("restored\n%s\nwas\n%s", got, text)
	}
	r.session = s.session
	events := s.session.Slice(func() bool { return true })
	for s.session.Busy() {
		events = append(events, s.session.Slice(func() bool { return true })...)
	}
	r.hear(slices.Clone(events))
	s.hear(events)
	if got, want := r.state(), s.state(); got != want {
		t.Errorf("restored, it goes to\n%s\nand not to\n%s", got, want)
	}
	if len(r.answers) != 1 || r.answers[0].ID != 7 || r.answers[0].Message != "" {
		t.Errorf("the steps are answered by %+v", r.answers)
	}
	r = newShell(t)
	if err := r.Restore([]byte(text), true); err != nil || len(r.Waiting) != 0 {
		t.Errorf("calm: %v, waits for %v", err, r.Waiting)
	}
}

// Law: a page that keeps the parts of each Snapshot has the whole State.
func TestPartsMakeTheWhole(t *testing.T) {
	s := newShell(t)
	page := map[string]json.RawMessage{}
	take := func() {
		text, err := s.Snapshot()
		if err == nil && text != nil {
			err = json.Unmarshal(text, &page)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range []string{
		`{"do":"visit","state":[` + small + `],"lanes":[{"method":"sgd"}]}`, `{"do":"step","n":12}`, `{"do":"play"}`, `{"do":"pause"}`, `{"do":"set","state":{"rate":"0.1"}}`,
		`{"do":"look","lane":1,"what":"origins"}`, `{"do":"ask","n":3}`, `{"do":"stop","state":{"stop-steps":"14"}}`, `{"do":"undo"}`, `{"do":"add","lane":1}`, `{"do":"drop"}`, `{"do":"step","n":50}`,
		`{"do":"reset","seed":4}`, `{"do":"reopen"}`,
	} {
		s.wish(w, 3)
		take()
		var r Run
		if err := r.Restore(mustJSON(t, page), false); err != nil {
			t.Fatal(err)
		}
		want := s.State
		if got := string(mustJSON(t, r.State)); got != string(mustJSON(t, want)) {
			t.Errorf("after %s the page has\n%s\nwant\n%s", w, got, mustJSON(t, want))
		}
	}
}

// A link leads back: another client that opens it stands at the same step with the
// same lanes, to the bit.
func TestLinkLeadsBack(t *testing.T) {
	for _, wishes := range [][]string{
		{`{"do":"visit","state":[` + small + `,["rate","0.02"]]}`, `{"do":"add"}`, `{"do":"look","lane":1}`, `{"do":"set","lane":1,"state":{"method":"adam","rate":"0.02"}}`, `{"do":"reset"}`, `{"do":"step","n":3}`},
		{`{"do":"visit","state":[` + small + `,["speed","slow"]],"lanes":[{"method":"sgd"}]}`, `{"do":"step"}`},
		{`{"do":"visit","state":[["preset","cheap"],["at","2"]]}`},
		{`{"do":"visit","state":[["preset","deep"]]}`, `{"do":"drop","lane":2}`, `{"do":"reset"}`, `{"do":"step","n":2}`},
		{`{"do":"visit","state":[` + small + `]}`, `{"do":"set","state":{"adaptive":"true","rate":"0.3","lambda":"2"}}`, `{"do":"reset"}`},
		{`{"do":"visit","state":[` + small + `,["method","adam"],["rate","0.3"]]}`, `{"do":"add"}`, `{"do":"set","lane":1,"state":{"method":"sgd","rate":"0.3","momentum":"0"}}`, `{"do":"reset"}`},
	} {
		s, usual := newShell(t), ""
		s.done(wishes...)
		s.state()
		if strings.Contains(wishes[0], `"lanes":[{`) {
			usual = `,"lanes":[{"method":"sgd"}]`
		}
		ways := [][]Pair{s.Link.Whole}
		if s.Link.Preset != nil {
			ways = append(ways, s.Link.Preset)
		}
		for _, pairs := range ways {
			if !s.Straight {
				t.Errorf("%v: something was changed on the way", wishes)
			}
			pairs = append(slices.Clip(pairs), Pair{"at", fmt.Sprint(s.Frame.Step)})
			r := newShell(t)
			r.done(`{"do":"visit","state":` + string(mustJSON(t, pairs)) + usual + `}`)
			r.refresh()
			for i := range s.Lanes {
				a, b := s.Lanes[i], r.Lanes[i]
				a.Frame.Seconds, b.Frame.Seconds = 0, 0
				if got, want := string(mustJSON(t, b.Frame)), string(mustJSON(t, a.Frame)); got != want || a.State != b.State {
					t.Errorf("%v opens in lane %d\n%s\n%+v\nwant\n%s\n%+v", pairs, i, got, b.State, want, a.State)
				}
			}
			if r.Speed != s.Speed || len(r.Lanes) != len(s.Lanes) {
				t.Errorf("%v opens %d lanes at speed %s", pairs, len(r.Lanes), r.Speed)
			}
		}
	}
}

// A slow walk is a step, a rest, a step; it is the same run, and pause and other
// speeds are heard at once.
func TestASlowWalk(t *testing.T) {
	s := newShell(t)
	s.visit(small + `,["speed","slow"]`)
	s.done(`{"do":"play"}`)
	for range 3 {
		if !s.Playing || s.Rest != 100 {
			t.Fatalf("playing %v, rest %d", s.Playing, s.Rest)
		}
		s.done(`{"do":"tick"}`)
	}
	if s.step() != 4 {
		t.Errorf("after three ticks it stands at step %d", s.step())
	}
	s.done(`{"do":"set","state":{"speed":"slower"}}`)
	if s.Rest != 500 || s.step() != 5 {
		t.Errorf("slower: rest %d at step %d", s.Rest, s.step())
	}
	s.done(`{"do":"pause"}`, `{"do":"tick"}`)
	if s.Playing || s.Rest != 0 || s.step() != 5 {
		t.Errorf("paused: playing %v, rest %d, step %d", s.Playing, s.Rest, s.step())
	}
	s.done(`{"do":"play"}`)
	s.wish(`{"do":"set","state":{"speed":"fast"}}`, 5)
	if !s.Playing || s.Walking || s.step() < 10 {
		t.Errorf("fast: playing %v, walking %v, step %d", s.Playing, s.Walking, s.step())
	}
	s.done(`{"do":"step","n":2}`)
	if s.Playing {
		t.Error("it plays on after single steps")
	}
}

// A divergence is told with what helps, by the traits of the method; the way out
// restarts with a smaller rate and plays.
func TestWayOut(t *testing.T) {
	for _, c := range []struct {
		pairs, label, help string
	}{
		{`["activation","identity"],["loss","squared-error"],["method","sgd"],["rate","2"]`, "Restart with rate = 0.2", "a smaller rate, such as 0.2."},
		{`["loss","squared-error"],["bare","true"]`, "Restart with λ₁ = 0.1", "Leave the guards on"},
	} {
		s := newShell(t)
		s.visit(c.pairs)
		why := s.wish(`{"do":"step","n":100}`, 0)
		if n := s.Notice; !strings.HasPrefix(why, "diverged in step") || n.Words != why || n.Label != c.label || !strings.Contains(n.Text, c.help) || n.Good {
			t.Errorf("%s: %q, notice %+v", c.pairs, why, n)
		}
		s.wish(`{"do":"again"}`, 1)
		if !s.Playing || s.Notice.Words != "" || !strings.HasSuffix(c.label, fmt.Sprint(s.Lanes[0].State.Rate)) {
			t.Errorf("again: playing %v with %v, notice %+v", s.Playing, s.Lanes[0].State.Rate, s.Notice)
		}
	}
	s := newShell(t)
	s.visit(small)
	s.done(`{"do":"stop","state":{"stop-steps":"2"}}`, `{"do":"play"}`)
	s.wish(`{"do":"play"}`, 100)
	if n := s.Notice; !n.Good || n.Rate != 0 || n.Words == "" {
		t.Errorf("a rule that holds is told as %+v", n)
	}
}

// Progress says the step that is being computed.
func TestProgress(t *testing.T) {
	s := newShell(t)
	s.visit(small)
	s.done(`{"do":"step","n":2}`)
	s.Do(link.Command{Do: "step", N: 5000})
	if s.refresh(); s.Progress != "Step 2 of 5,002" {
		t.Errorf("it says %q", s.Progress)
	}
	if got := thousands(1234567) + thousands(12) + thousands(999) + thousands(1000); got != "1,234,567129991,000" {
		t.Error(got)
	}
	if !math.IsNaN(float64(s.Frame.R)) && s.Summary == "" {
		t.Error("a summary is not told")
	}
}

// Steps that are asked for before the engine has confirmed a pause are all taken.
func TestStepsAfterAPauseAreAllTaken(t *testing.T) {
	for _, first := range []string{link.DoPause, link.DoStep} {
		s := newShell(t)
		s.visit(small)
		s.wish(`{"do":"play"}`, 3)
		before := s.step()
		for id, do := range []string{first, link.DoStep, link.DoStep} {
			s.Do(link.Command{ID: id + 1, Do: do})
		}
		s.answers = nil
		s.hear(nil)
		for s.session.Busy() && !s.Playing {
			s.hear(s.session.Slice(func() bool { return true }))
		}
		want := before + 2
		if first == link.DoStep {
			want++
		}
		if s.step() != want || len(s.answers) != 3 || s.Playing {
			t.Errorf("%s and two steps lead from step %d to %d, answered by %+v", first, before, s.step(), s.answers)
		}
		for _, a := range s.answers {
			if a.Message != "" {
				t.Errorf("%s and two steps: %s", first, a.Message)
			}
		}
	}
}
