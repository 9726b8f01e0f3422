package panel

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// In a low window the wheel brings every control under the pointer, and none
// beyond the last.
func TestTheWheelBringsEveryControl(t *testing.T) {
	var many []demos.Control
	for i := range 30 {
		many = append(many, demos.Control{Name: strconv.Itoa(i), Label: fmt.Sprintf("the control %d", i), Kind: demos.Toggle, Default: "false", Help: "one of many"})
	}
	s := newStage(t)
	s.walk.Open(many, func(demos.Values) error { return nil })
	s.Panel = New([]Entry{{New: func() demos.Scene { return s.walk }}}, 0, nil)
	s.paper.Height = 400
	s.Draw(&s.paper)
	seen := map[int]bool{}
	look := func() (n int) {
		for i, b := range s.sheet.controls {
			if b.W > 0 {
				seen[i] = true
				n++
				if b.Y < bar || b.Y+b.H > s.sheet.foot.Y {
					t.Fatalf("control %d lies at %v", i, b)
				}
			}
		}
		return n
	}
	fit := look()
	s.Roll(-3) // the pointer is elsewhere
	s.frames(1)
	if s.sheet.rolled != 0 || !s.sheet.below || s.sheet.above {
		t.Error("it rolls without a pointer")
	}
	s.point(1200, 200, false)
	for range 40 {
		s.Roll(-1)
		s.frames(1)
		if n := look(); n != fit {
			t.Fatalf("%d controls, before %d", n, fit)
		}
	}
	if len(seen) != 30 || s.sheet.below || !s.sheet.above {
		t.Errorf("%d of 30 controls were seen", len(seen))
	}
	s.click(s.sheet.controls[29], 0.5)
	if s.walk.Value("29") != "true" {
		t.Error("the last control is not what was clicked")
	}
	s.Roll(100)
	s.frames(1)
	if s.sheet.controls[0].W == 0 {
		t.Error("it does not roll back")
	}
}

// The menu shows each scene; one that is left rests and is found as it was.
func TestTheMenu(t *testing.T) {
	s := newStage(t)
	s.Do(Step)
	s.Do(Play)
	s.click(s.sheet.chooser, 0.5)
	s.says("It waits.")
	s.click(s.sheet.entries[1], 0.5)
	if s.Title() != "A quiet run" || len(s.sheet.entries) != 0 {
		t.Errorf("%s is shown, and the menu has %d entries", s.Title(), len(s.sheet.entries))
	}
	if len(s.sent) != 1 || s.sent[0].Do != "open" {
		t.Errorf("sent %v, want an open when the run is first shown", s.sent)
	}
	step := s.walk.Value("step")
	s.frames(10 * stepPause)
	if s.walk.Value("step") != step {
		t.Error("the lesson plays on behind the run")
	}
	if err := s.Receive([]byte(`{"is":"playing","playing":true}`)); err != nil {
		t.Fatal(err)
	}
	s.Do(Next)
	if s.Title() != "Another walk" || s.sent[len(s.sent)-1].Do != "pause" {
		t.Errorf("%s is shown, sent %v", s.Title(), s.sent)
	}
	s.Do(Next)
	s.want("step", step)
	s.Do(Previous)
	s.Do(Previous)
	if s.Title() != "A quiet run" || len(s.sent) != 2 {
		t.Errorf("%s is shown, sent %v", s.Title(), s.sent)
	}
}

func TestAClickBesideTheMenuOnlyClosesIt(t *testing.T) {
	s := newStage(t)
	s.click(s.sheet.chooser, 0.5)
	s.point(300, 400, true)
	s.point(320, 400, true)
	s.point(320, 400, false)
	s.want("x", "0")
	if s.isOpen || s.Title() != "A walk" {
		t.Error("the menu is not closed")
	}
	s.click(s.sheet.chooser, 0.5)
	if !s.Leave() || s.isOpen {
		t.Error("Esc does not close it")
	}
}

func TestWhatALessonLacksHasNoButton(t *testing.T) {
	s := newStage(t)
	s.Do(Next) // the run
	s.frames(1)
	if s.sheet.buttons[Whole].W != 0 || s.sheet.tabs[theExercise].W != 0 || strings.Contains(s.Keys(), "to its end") {
		t.Error("a run offers parts of steps or an exercise")
	}
	s.Do(Whole)
	s.Do(Check)
	if n := len(s.sent); n != 1 {
		t.Errorf("sent %v", s.sent)
	}
}
