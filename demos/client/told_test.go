package client

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos/runs"
)

// enters goes to a state of the story and lets the walk of it end.
func (s *shell) enters(slug string) {
	s.t.Helper()
	if words := s.wish(fmt.Sprintf(`{"do":"enter","name":%q}`, slug), 1000); words != "" {
		s.t.Fatalf("%s: %s", slug, words)
	}
	for n := 0; s.Rest > 0 && n < 1000; n++ {
		s.wish(`{"do":"tick"}`, 1000)
	}
}

// Each state of the story has its picture, and trains the lanes as far as it says; what
// the story has trained the first one takes back, what the visitor has trained stays.
func TestStoryOfARun(t *testing.T) {
	s := newShell(t)
	s.wish(`{"do":"visit","state":[`+small+`]}`, 1000)
	for _, at := range runs.States {
		before := s.step()
		s.enters(at.Slug)
		if s.Scene != at.Slug || s.Look.What != at.What || s.Look.Axis != at.Axis || s.step() != max(at.Steps, before) || s.Playing {
			t.Errorf("%s: it looks at %+v after %d steps", at.Slug, s.Look, s.step())
		}
		if s.refresh(); s.At != 0 {
			t.Errorf("%s: the address says step %d", at.Slug, s.At)
		}
	}
	if s.enters("guess"); s.step() != 0 {
		t.Errorf("back at the start it is at step %d", s.step())
	}
	s.wish(`{"do":"step","n":3}`, 1000)
	if s.refresh(); s.At != 3 {
		t.Errorf("the visitor’s three steps: the address says %d", s.At)
	}
	s.enters("learn")
	if s.enters("guess"); s.step() != 60 {
		t.Errorf("the visitor’s steps are taken back, to %d", s.step())
	}
	// Reset leads back to what the state shows once it is entered.
	s.enters("learn")
	s.wish(`{"do":"set","state":{"lambda":"2"}}`, 1000)
	s.wish(`{"do":"step","n":10}`, 1000)
	s.wish(`{"do":"reopen"}`, 1000)
	for n := 0; s.Rest > 0 && n < 1000; n++ {
		s.wish(`{"do":"tick"}`, 1000)
	}
	if s.step() != 60 || s.Lanes[0].State.Lambda != 1 || s.Scene != "learn" {
		t.Errorf("reset leads to step %d, λ = %g", s.step(), s.Lanes[0].State.Lambda)
	}
	if words := s.wish(`{"do":"enter","name":"nowhere"}`, 10); words == "" {
		t.Error("there is a state called nowhere")
	}
	// With values in the address the slug says only where the reader is.
	s = newShell(t)
	s.wish(`{"do":"visit","state":[`+small+`]}`, 1000)
	if s.wish(`{"do":"enter","name":"cost","n":1}`, 10); s.Scene != "cost" || s.Look.What != "race" || s.step() != 0 || s.Playing {
		t.Errorf("%s looks at %+v after %d steps", s.Scene, s.Look, s.step())
	}
}

// The visitor's hand ends what a state trains: a pause, a setting, another state.
func TestAHandEndsTheStory(t *testing.T) {
	for _, hand := range []string{`{"do":"pause"}`, `{"do":"set","state":{"lambda":"2"}}`, `{"do":"enter","name":"yours"}`} {
		s := newShell(t)
		s.wish(`{"do":"visit","state":[`+small+`]}`, 1000)
		s.wish(`{"do":"enter","name":"cost"}`, 1000)
		for range 5 {
			s.wish(`{"do":"tick"}`, 1000)
		}
		at := s.step()
		if at == 0 || at >= 210 || !s.Playing {
			t.Fatalf("it is at step %d, playing %t", at, s.Playing)
		}
		s.wish(hand, 1000)
		for range 5 {
			s.wish(`{"do":"tick"}`, 1000)
		}
		if s.Playing || s.step() > at+1 {
			t.Errorf("%s: at step %d of %d, playing %t", hand, s.step(), at, s.Playing)
		}
	}
}

// The picture of a story of runs can be asked for its twins, told a key, and stilled.
func TestAskAStoryOfRuns(t *testing.T) {
	scene := runs.NewStory()
	for _, text := range []string{`{"do":"look"}`, `{"do":"press","twin":"digit","key":"right"}`, `{"do":"motion","still":true}`, `{"do":"focus","twin":"digit"}`} {
		if reply := string(Ask(scene, []byte(text))); reply == "" || strings.Contains(reply, `"error"`) {
			t.Errorf("%s: %s", text, reply)
		}
	}
}
