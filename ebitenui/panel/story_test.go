package panel

import (
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// tale is a walk with a story: its first state plays two places, its last one steps.
type tale struct{ *walk }

func (tale) States() []demos.State {
	at := func(x string) demos.Values { return demos.Values{"x": x, "step": "0"} }
	return []demos.State{
		{Slug: "open", Plays: []demos.Values{at("0.1"), at("0.2")}, Values: at("0.3")},
		{Slug: "half", Values: at("0.5")},
		{Slug: "end", Values: at("1"), Run: true},
	}
}

var parts = []Part{
	{State: "open", Heading: "It starts", Text: "Three places, one after the other."},
	{State: "half", Heading: "It is half way", Text: "Nothing else is said here.", Formula: "x = ½", Now: "x", Try: "Drag the place."},
	{State: "end", Heading: "It ends", Text: "Say which step it is."},
}

func newTale(t *testing.T, still bool) *stage {
	s := newStage(t)
	s.Panel = New([]Entry{{Title: "A tale", Story: parts, Still: still, New: func() demos.Scene { return tale{s.walk} }}}, 0, nil)
	s.frames(1)
	return s
}

// A lesson with a story opens on its page, in its first state, and plays it.
func TestALessonOpensInItsFirstState(t *testing.T) {
	s := newTale(t, false)
	s.says("It starts Three places, one after the other.")
	seen := []string{s.walk.Value("x")}
	for range 150 {
		s.frames(1)
		if now := s.walk.Value("x"); now != seen[len(seen)-1] {
			seen = append(seen, now)
		}
	}
	if want := []string{"0.1", "0.2", "0.3"}; !slices.Equal(seen, want) {
		t.Errorf("it plays %v, want %v", seen, want)
	}
	s.want("x", "0.3")
}

// Keys, arrows and dots enter the states, with their sentences and the value of the
// figure now; that is nothing to undo.
func TestStatesAreEntered(t *testing.T) {
	s := newTale(t, false)
	enter := func(by string, act func(), x string, at int) {
		t.Helper()
		act()
		s.frames(1)
		s.want("x", x)
		s.says(parts[at].Heading + " " + parts[at].Text)
		if s.now.able(Undo) {
			t.Errorf("%s: there is something to undo", by)
		}
	}
	key := func(a Action) func() { return func() { s.Do(a) } }
	button := func(a Action) func() { return func() { s.click(s.sheet.buttons[a], 0.5) } }
	dot := func(i int) func() { return func() { s.click(s.sheet.dots[i], 0.5) } }
	enter("key", key(After), "0.5", 1)
	s.says("x = ½ now 0.5 Drag the place.")
	enter("key back", key(Before), "0.1", 0)
	enter("no state before", key(Before), "0.1", 0)
	enter("arrow", button(After), "0.5", 1)
	enter("arrow", button(After), "1", 2)
	enter("no state behind", button(After), "1", 2)
	enter("arrow back", button(Before), "0.5", 1)
	enter("dot", dot(2), "1", 2)
	s.frames(90)
	if s.walk.Value("step") == "0" {
		t.Error("the last state takes no steps")
	}
	if s.now.able(Undo) {
		t.Error("the steps of a state can be undone")
	}
	enter("dot back", dot(1), "0.5", 1)
}

// Undo takes back what the reader has changed in a state, and not the state; what a
// state does not name stays.
func TestUndoIgnoresStates(t *testing.T) {
	s := newTale(t, true)
	s.Do(After)
	s.Do(Reseed)
	s.Do(After)
	s.want("seed", "99")
	s.Do(Undo)
	s.want("seed", "98")
	if s.frames(1); s.now.able(Undo) {
		t.Error("the state can be undone")
	}
	s.says("It ends")
}

func TestStillNothingPlays(t *testing.T) {
	s := newTale(t, true)
	s.want("x", "0.3")
	s.Do(After)
	s.Do(After)
	s.want("x", "1")
	s.want("step", "10")
}

// The value beside the formula follows the hand, and is exact where it is pointed at.
func TestTheFormulaOfAState(t *testing.T) {
	s := newTale(t, true)
	s.Do(After)
	s.point(254, 400, true)
	s.point(254, 400, false)
	s.says("now 0.25")
	at := slices.IndexFunc(s.state().lines, func(l plot.Line) bool { return l.Text == "x = ½" })
	b := s.sheet.controls[at]
	s.point(b.X+5, b.Y+5, false)
	s.frames(1)
	s.says("x, place: 0.25")
	if got := s.walk.Lighted(); got != "x" {
		t.Errorf("%q is lit", got)
	}
	s.Do(Turn)
	s.frames(2)
	if got := s.walk.Lighted(); got != "" {
		t.Errorf("%q stays lit on another page", got)
	}
}

// A lesson without states has no page for them, and no keys.
func TestALessonWithoutStates(t *testing.T) {
	s := newStage(t)
	if s.page != theControls || s.sheet.tabs[theStory].W != 0 || strings.Contains(s.Keys(), "state") {
		t.Errorf("page %d, keys %s", s.page, s.Keys())
	}
	before := s.walk.State()
	s.Do(After)
	s.Do(Before)
	for name, value := range before {
		s.want(name, value)
	}
	s.Do(Next) // a race
	if strings.Contains(s.Keys(), "state") {
		t.Errorf("keys %s", s.Keys())
	}
}
