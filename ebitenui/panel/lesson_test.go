package panel

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	lessons "github.com/cauchy-newton/playground/demos/lesson"
)

// stepPause are the most updates between two steps at full speed, of 60 a second.
const stepPause = 28

// Play takes every step to the last one, quicker and quicker, and no other value
// changes; from the last step it begins at the first.
func TestALessonIsPlayed(t *testing.T) {
	s := newStage(t)
	before := s.walk.State()
	s.Do(Play)
	seen := []string{s.walk.Value("step")}
	for range 10 * stepPause {
		s.frames(1)
		if now := s.walk.Value("step"); now != seen[len(seen)-1] {
			seen = append(seen, now)
		}
	}
	if want := []string{"2", "3", "4", "5", "6", "7", "8", "9", "10"}; !slices.Equal(seen, want) {
		t.Errorf("it steps by %v, want %v", seen, want)
	}
	if s.Playing() {
		t.Error("it plays on after the last step")
	}
	if after := s.walk.State().With(demos.Values{"step": "2"}); !maps.Equal(before, after) {
		t.Errorf("%v became %v", before, after)
	}
	s.Do(Play)
	s.frames(1)
	s.want("step", "1")
	s.Do(Play)
	s.frames(10 * stepPause)
	s.want("step", "1")
}

func TestStepResetAndSeed(t *testing.T) {
	s := newStage(t)
	s.Do(Step)
	s.want("step", "3")
	s.Do(Restart)
	s.want("step", "0")
	s.Do(Reset)
	s.want("step", "2") // where the lesson opens
	s.Do(Step)
	s.Do(Reseed)
	s.want("seed", "99")
	s.want("step", "0")
	s.Do(Reseed)
	s.want("seed", "1") // behind the last is the first
	if len(s.sent) != 0 {
		t.Errorf("a lesson sends %v to the engine", s.sent)
	}
}

// Undo is the inverse of every change, whatever made it, and a whole play or a
// whole drag is one.
func TestEveryChangeIsTakenBack(t *testing.T) {
	changes := map[string]func(*stage){
		"step":    func(s *stage) { s.Do(Step) },
		"restart": func(s *stage) { s.Do(Restart) },
		"seed":    func(s *stage) { s.Do(Reseed) },
		"play":    func(s *stage) { s.Do(Play); s.frames(2 * stepPause); s.Do(Play) },
		"drag in the picture": func(s *stage) {
			for x := 200.0; x < 600; x += 50 {
				s.point(x, 400, true)
			}
			s.point(600, 400, false)
		},
		"slider": func(s *stage) {
			b := s.sheet.controls[0]
			for x := 0.1; x < 0.9; x += 0.1 {
				s.point(b.X+x*b.W, b.Y+b.H/2, true)
			}
			s.point(b.X, 700, false)
		},
		"number": func(s *stage) { s.click(s.sheet.controls[2], 0.99) },
		"text":   func(s *stage) { s.click(s.sheet.controls[1], 0.5); s.letters("ne"); s.Enter() },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			if s.now.able(Undo) {
				t.Fatal("there is something to take back at first")
			}
			before := s.walk.State()
			change(s)
			if maps.Equal(before, s.walk.State()) {
				t.Fatal("nothing has changed")
			}
			s.frames(1)
			s.click(s.sheet.buttons[Undo], 0.5)
			if after := s.walk.State(); !maps.Equal(before, after) {
				t.Errorf("%v came back as %v", before, after)
			}
			if s.now.able(Undo) {
				t.Error("one change is taken back twice")
			}
		})
	}
}

func TestTheHandInThePictureMovesTheControl(t *testing.T) {
	s := newStage(t)
	s.point(254, 400, true)
	s.want("x", "0.25")
	s.point(508, 400, true)
	s.want("x", "0.5")
	s.point(508, 400, false)
	s.says("0.5")
}

// A slider sets at once, so that the picture follows the hand.
func TestASliderMovesThePicture(t *testing.T) {
	s := newStage(t)
	b := s.sheet.controls[0]
	s.point(b.X+0.75*b.W, b.Y+b.H/2, true)
	s.want("x", "0.5")
	s.point(b.X+b.W, 10, true)
	s.want("x", "1")
}

func TestARefusalIsToldAndChangesNothing(t *testing.T) {
	for typed, words := range map[string]string{
		"no":    "word: is refused",
		"never": "nothing can be computed",
		"NO":    "word: takes another text",
	} {
		s := newStage(t)
		s.click(s.sheet.controls[1], 0.5)
		s.Erase()
		s.Erase()
		s.letters(typed)
		s.Enter()
		s.frames(1)
		s.want("word", "go")
		s.says(words)
		if s.now.able(Undo) {
			t.Errorf("%s: there is something to take back", typed)
		}
		s.Do(Step)
		s.frames(1)
		if s.state().message != "" {
			t.Errorf("%s: still says %q", typed, s.state().message)
		}
	}
}

// While a field is open its letters are its own; Esc leaves it as it was, and
// what is begun elsewhere takes it.
func TestTypingInAField(t *testing.T) {
	s := newStage(t)
	s.letters("lost")
	s.want("word", "go")
	field := s.sheet.controls[1]
	s.click(field, 0.5)
	if !s.Typing() {
		t.Fatal("no field is open")
	}
	s.letters("ne")
	s.frames(1)
	s.says("gone")
	if !s.Leave() || s.Typing() {
		t.Error("Esc does not close the field")
	}
	s.want("word", "go")
	s.click(field, 0.5)
	s.letters("od")
	s.click(s.sheet.buttons[Step], 0.5)
	s.want("word", "good")
	s.want("step", "3")
	for range 9 {
		s.Erase() // nothing is open
	}
	if s.Leave() {
		t.Error("Esc closes what is not open")
	}
}

func TestTheExercise(t *testing.T) {
	s := newStage(t)
	s.click(s.sheet.tabs[theExercise], 0.5)
	s.says("Say which step it is.")
	s.click(s.sheet.buttons[Check], 0.5)
	s.says("is not answered yet")
	s.click(s.sheet.controls[0], 0.5)
	s.letters("7")
	s.Enter()
	s.frames(1)
	s.says("Not yet")
	s.click(s.sheet.controls[0], 0.5)
	s.Erase()
	s.letters("x")
	s.Enter()
	s.frames(1)
	s.says("which step: takes")
	s.click(s.sheet.controls[0], 0.5)
	s.Erase()
	s.letters("2")
	s.Enter()
	s.frames(1)
	s.says("Right: that is the step.")

	s.Do(Step) // an answer stays when the lesson goes on
	s.Do(Check)
	s.frames(1)
	s.says("Not yet")
	s.walk.asks = false
	s.Do(Step)
	s.frames(1)
	if n := len(s.list()); n != 0 {
		t.Errorf("%d questions, and the lesson asks none", n)
	}
}

func TestFiguresLightThePicture(t *testing.T) {
	s := newStage(t)
	s.click(s.sheet.tabs[theFigures], 0.5)
	b := s.sheet.controls[0]
	s.point(b.X+9, b.Y+9, false)
	if got := s.walk.Lighted(); got != "x" {
		t.Errorf("%q is lit", got)
	}
	s.says("place")
	s.point(300, 300, false)
	if got := s.walk.Lighted(); got != "" {
		t.Errorf("%q stays lit", got)
	}
	s.point(b.X+9, b.Y+9, false)
	s.Do(Next)
	if got := s.walk.Lighted(); got != "" {
		t.Errorf("%q stays lit in a lesson that is not shown", got)
	}
}

// pieces is a lesson that says what comes next.
type pieces struct{ *walk }

func (s pieces) Next() demos.Values {
	if n := s.State().Count("step"); n < 9 {
		return demos.Values{"step": strconv.Itoa(n + 3)}
	}
	return nil
}

// halves is a lesson of two steps with two parts each, where the end of a step is
// the start of the next.
type halves struct{ *walk }

func (s halves) Next() demos.Values {
	step, part := s.State().Count("step"), s.State().Count("micro")
	switch {
	case part < 2:
		part++
	case step < 1:
		step, part = step+1, 1
	default:
		return nil
	}
	return demos.Values{"step": strconv.Itoa(step), "micro": strconv.Itoa(part)}
}

// Where steps have parts, Step goes by those, as the lesson says.
func TestPartsOfSteps(t *testing.T) {
	w := newWalk()
	p := New([]Entry{{New: func() demos.Scene { return pieces{w} }}}, 0, nil)
	for _, want := range []string{"5", "8", "11", "11"} {
		if p.Do(Step); want == "11" {
			want = "8" // there is no step 11: it is refused
		}
		if got := w.Value("step"); got != want {
			t.Errorf("step %s, want %s", got, want)
		}
	}

	two := &lessons.Base{}
	two.Open([]demos.Control{
		{Name: "step", Kind: demos.Number, Default: "0", Max: 1},
		{Name: "micro", Kind: demos.Number, Default: "0", Max: 2},
	}, func(demos.Values) error { return nil })
	w = newWalk()
	w.Base = *two
	p = New([]Entry{{New: func() demos.Scene { return halves{w} }}}, 0, nil)
	var seen []string
	for range 5 {
		p.Do(Step)
		seen = append(seen, w.Value("step")+"."+w.Value("micro"))
	}
	if got := fmt.Sprint(seen); got != "[0.1 0.2 1.1 1.2 1.2]" {
		t.Errorf("the parts are %s", got)
	}
	for _, back := range []Action{Restart, Reset} {
		if p.Do(back); w.Value("step")+w.Value("micro") != "00" {
			t.Errorf("action %d leads to %v", back, w.State())
		}
		if back == Restart {
			p.Do(Step)
		}
	}
	seen = nil
	p.Do(Step)
	for range 3 {
		p.Do(Whole)
		seen = append(seen, w.Value("step")+"."+w.Value("micro"))
	}
	if got := fmt.Sprint(seen); got != "[0.2 1.2 1.2]" {
		t.Errorf("whole steps lead to %s", got)
	}
}
