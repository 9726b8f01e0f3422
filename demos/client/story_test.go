package client

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// tale is a lesson with a story: its values are two numbers and a step.
type tale struct {
	lesson.Base
	most float64 // the largest b that is computed; 0 is any
}

var _ demos.Renamed = (*tale)(nil)

func newTale() *Lesson {
	s := &tale{}
	s.Base.Open([]demos.Control{
		{Name: "a", Kind: demos.Number, Default: "3", Min: 0, Max: 9},
		{Name: "b", Kind: demos.Number, Default: "0", Min: 0, Max: 9},
		{Name: "step", Kind: demos.Number, Default: "0", Min: 0, Max: 5},
	}, func(v demos.Values) error {
		if s.most > 0 && v.Number("b") > s.most {
			return errors.New("b is too large")
		}
		s.Glide.To(v.Number("a"))
		return nil
	})
	return NewLesson(s)
}

func (s *tale) States() []demos.State {
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{{"a": "1"}, {"a": "2"}}, Values: demos.Values{"a": "6", "step": "0"}},
		{Slug: "one", Values: demos.Values{"a": "1", "step": "0"}, Run: true},
		{Slug: "two", Values: demos.Values{"a": "2"}},
	}
}

func (s *tale) Renamed(name, value string) (demos.Values, error) {
	if name != "old" {
		return nil, nil
	}
	return demos.Values{"a": value}, nil
}

func (s *tale) Update(p demos.Pointer, t *demos.Theme) bool {
	s.Watch(p, t)
	if p.Down {
		s.Drag(map[string]float64{"b": p.X})
	}
	return s.Stale()
}

func (s *tale) Big() string                         { return s.Value("a") + " apples" }
func (s *tale) Draw(demos.Canvas)                   { s.Drawn() }
func (s *tale) Alt() string                         { return "a" }
func (s *tale) Figures() []demos.Figure             { return nil }
func (s *tale) Tables() []demos.Table               { return nil }
func (s *tale) Check(demos.Values) demos.Verdict    { return demos.Verdict{} }
func (s *tale) Press(twin, key string) demos.Values { return demos.Values{"b": "7"} }

// opened is one opened by an address.
func opened(t *testing.T, pairs []Pair, state string) *Lesson {
	t.Helper()
	l := newTale()
	if err := l.Open(pairs, state); err != nil {
		t.Fatal(err)
	}
	return l
}

// passes lets a second pass, by ticks of the picture.
func passes(l *Lesson) {
	for range 60 {
		l.Now += 1000.0 / 60
		l.Tick()
		l.Update(demos.Pointer{}, &demos.Light)
	}
}

func has(t *testing.T, l *Lesson, want string) {
	t.Helper()
	v := l.State()
	if got := v["a"] + " " + v["b"] + " " + v["step"]; got != want {
		t.Fatalf("a, b and step are %s, want %s", got, want)
	}
}

// The opening plays its values one after the other, once; the picture begins at rest,
// glides after each, and rests where the values say.
func TestOpeningPlays(t *testing.T) {
	l := opened(t, nil, "")
	has(t, l, "1 0 0")
	if l.Moving() || l.Scene() != "all" {
		t.Error("it opens in the midst of a movement")
	}
	for _, a := range []string{"2", "6", "6"} {
		passes(l)
		has(t, l, a+" 0 0")
	}
	if l.Acting() {
		t.Error("it goes on")
	}
	passes(l)
	if l.Moving() || l.Lesson.(*tale).Glide.At(0) != 6 {
		t.Error("the picture is not that of the values")
	}
}

// A state sets what it names and nothing else; it cannot be undone, and what the
// visitor did before still can.
func TestStateKeepsWhatItDoesNotName(t *testing.T) {
	l := opened(t, nil, "two")
	has(t, l, "2 0 0")
	l.Set(demos.Values{"b": "5"})
	for _, slug := range []string{"one", "two", "all", "two"} {
		if err := l.Enter(slug); err != nil || l.Scene() != slug || len(l.history.Past) != 1 {
			t.Fatalf("in %s, %d changes: %v", l.Scene(), len(l.history.Past), err)
		}
	}
	has(t, l, "2 5 0")
	l.Do(Undo, nil)
	has(t, l, "2 0 0")
	if err := l.Enter("three"); err == nil || !strings.Contains(err.Error(), "all, one, two") || l.Scene() != "two" {
		t.Errorf("error %v, in %s", err, l.Scene())
	}
}

// A state that runs takes its steps by itself, quicker and quicker, without entering
// the history; whatever the visitor does ends it.
func TestStateRuns(t *testing.T) {
	run := func() *Lesson {
		l := opened(t, nil, "one")
		has(t, l, "1 0 0")
		passes(l)
		passes(l)
		if !l.Acting() || l.Playing() || l.step() < 1 {
			t.Fatalf("at step %v", l.step())
		}
		return l
	}
	l := run()
	passes(l)
	passes(l)
	if has(t, l, "1 0 5"); l.Acting() || l.Able(Undo) || l.Address() != nil {
		t.Error("the run of a state leaves traces")
	}
	for name, do := range map[string]func(l *Lesson){
		"set":   func(l *Lesson) { l.Set(demos.Values{"b": "1"}) },
		"drag":  func(l *Lesson) { l.Update(demos.Pointer{Down: true}, &demos.Light) },
		"pause": func(l *Lesson) { l.Do(Pause, nil) },
		"enter": func(l *Lesson) { l.Enter("two") },
	} {
		l := run()
		do(l)
		if at := l.step(); l.Acting() {
			t.Errorf("%s does not end it", name)
		} else if passes(l); l.step() != at {
			t.Errorf("%s: it went on to step %v", name, l.step())
		}
	}
}

// Who asks for reduced motion sees at once where the states end.
func TestStill(t *testing.T) {
	l := newTale()
	l.Still(true)
	for slug, want := range map[string]string{"all": "6 0 0", "one": "1 0 5"} {
		if err := l.Open(nil, slug); err != nil {
			t.Fatal(err)
		}
		if has(t, l, want); l.Acting() || l.Moving() {
			t.Errorf("%s moves", slug)
		}
	}
	if l.Set(demos.Values{"a": "9"}); l.Moving() {
		t.Error("a change moves")
	}
}

// An address without values is a state; one with values opens them, and the slug says
// only where the reader is. What Reset goes back to is that, in the present state.
func TestAddressesOfStates(t *testing.T) {
	l := opened(t, []Pair{{"fbclid", "1"}}, "two")
	if has(t, l, "2 0 0"); l.Address() != nil {
		t.Errorf("the address says %v", l.Address())
	}
	l.Set(demos.Values{"b": "4"})
	l.Enter("one")
	if got := l.Address(); !slices.Contains(got, Pair{"a", "1"}) || !slices.Contains(got, Pair{"b", "4"}) {
		t.Errorf("the address says %v", got)
	}
	l.Do(Reset, nil)
	has(t, l, "1 0 0")

	l = opened(t, []Pair{{"v", "1"}, {"old", "8"}}, "one")
	if has(t, l, "8 0 0"); l.Scene() != "one" || l.Acting() {
		t.Errorf("in %s", l.Scene())
	}
	l.Set(demos.Values{"a": "3"})
	l.Do(Reset, nil)
	has(t, l, "8 0 0") // as it was opened
	l.Enter("two")
	l.Set(demos.Values{"a": "3"})
	l.Do(Reset, nil)
	has(t, l, "2 0 0")
	for _, wrong := range [][]Pair{{{"old", "88"}}, {{"old", "1"}, {"a", "2"}}} {
		if err := l.Open(wrong, ""); err == nil {
			t.Errorf("%v is opened", wrong)
		}
	}
	if err := l.Open(nil, "nowhere"); err == nil || l.Scene() != "all" {
		t.Errorf("in %s: %v", l.Scene(), err)
	}
	if err := l.Set(demos.Values{"old": "4"}); err != nil {
		t.Fatal(err)
	}
	has(t, l, "4 0 0")
}

// Law: a program that goes on from a snapshot is in the same state.
func TestStoryIsKept(t *testing.T) {
	l := opened(t, nil, "one")
	l.Set(demos.Values{"b": "4"})
	l.Enter("two")
	var kept Reply
	if err := json.Unmarshal(Ask(l, []byte(`{"do":"press","twin":"x","key":"up","now":5000}`)), &kept); err != nil || kept.Error != "" {
		t.Fatal(err, kept.Error)
	}
	has(t, l, "2 7 0")
	text, err := json.Marshal(Question{Do: "restore", Kept: kept.Kept})
	if err != nil {
		t.Fatal(err)
	}
	other := newTale()
	Ask(other, text)
	if other.Scene() != "two" || !maps.Equal(other.Values(), l.Values()) || !slices.Equal(other.Address(), l.Address()) {
		t.Errorf("it is restored in %s, with %v", other.Scene(), other.Values())
	}
}

// Following an address that is refused changes nothing: not the values, not the state of
// the story, and what it plays goes on. A state that is none is refused.
func TestARefusedAddressChangesNothing(t *testing.T) {
	for name, follow := range map[string]func(l *Lesson) error{
		"value":       func(l *Lesson) error { return l.Follow([]Pair{{"a", "88"}}, true, "two") },
		"state":       func(l *Lesson) error { return l.Follow(nil, true, "nowhere") },
		"scene":       func(l *Lesson) error { return l.Follow([]Pair{{"b", "8"}}, true, "two") },
		"both states": func(l *Lesson) error { return l.Follow([]Pair{{"b", "1"}}, true, "nowhere") },
	} {
		l := opened(t, []Pair{{"a", "4"}, {"b", "1"}}, "one")
		l.Lesson.(*tale).most = 5
		before := Ask(l, []byte(`{"do":"look"}`))
		err := follow(l)
		if after := Ask(l, []byte(`{"do":"look"}`)); err == nil || string(after) != string(before) {
			t.Errorf("%s: %v; before and after:\n%s\n%s", name, err, before, after)
		}
		if strings.Contains(name, "state") && !strings.Contains(err.Error(), "all, one, two") {
			t.Errorf("%s: %v", name, err)
		}
	}
	l := opened(t, nil, "")
	if err := l.Follow(nil, true, "nowhere"); err == nil || !l.Acting() {
		t.Errorf("the opening no longer plays: %v", err)
	}
	if err := l.Follow(nil, true, "two"); err != nil || l.Scene() != "two" || l.Acting() {
		t.Errorf("in %s, acting %t: %v", l.Scene(), l.Acting(), err)
	}
	has(t, l, "2 0 0")
}

// The reply says the big number of the picture.
func TestTheBigNumberIsSaid(t *testing.T) {
	var r Reply
	if err := json.Unmarshal(Ask(opened(t, nil, "two"), []byte(`{"do":"look"}`)), &r); err != nil || r.Big != "2 apples" {
		t.Errorf("%q, %v", r.Big, err)
	}
}

// What a state plays is played again when it is asked for, which is possible only once
// the picture is at rest, and no change that can be undone.
func TestAStatePlaysAgain(t *testing.T) {
	l := opened(t, nil, "")
	offered := func() bool {
		var r Reply
		if err := json.Unmarshal(Ask(l, []byte(`{"do":"look","now":`+number(l.Now)+`}`)), &r); err != nil {
			t.Fatal(err)
		}
		on, known := r.Buttons[Replay]
		if !known {
			t.Fatal("nothing is said of playing again")
		}
		return on
	}
	for l.Acting() || l.Moving() {
		if offered() {
			t.Fatalf("it is offered at a = %s, acting %t, moving %t", l.State()["a"], l.Acting(), l.Moving())
		}
		l.Do(Replay, nil) // means nothing yet
		l.Now += 1000.0 / 60
		l.Tick()
		l.Update(demos.Pointer{}, &demos.Light)
	}
	if has(t, l, "6 0 0"); !offered() {
		t.Fatal("it is not offered at the end")
	}
	l.Set(demos.Values{"a": "9", "b": "4"})
	passes(l)
	if l.Do(Replay, nil); offered() || l.Scene() != "all" || len(l.history.Past) != 1 {
		t.Errorf("in %s, %d changes", l.Scene(), len(l.history.Past))
	}
	for _, a := range []string{"1", "2", "6"} {
		has(t, l, a+" 4 0")
		passes(l)
	}
	l.Enter("two")
	if passes(l); offered() {
		t.Error("a state that plays nothing is played again")
	}
	l.Still(true)
	if l.Enter("one"); offered() {
		t.Error("it is offered where nothing plays by itself")
	}
	l = opened(t, []Pair{{"a", "4"}}, "one")
	if offered() {
		t.Error("it is offered where the values of an address stand")
	}
	if l := newCount(); l.Knows(Replay) {
		t.Error("a lesson without a story can be played again")
	}
}
