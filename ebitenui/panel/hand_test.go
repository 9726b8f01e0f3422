package panel

import (
	"errors"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// count is a lesson that counts its steps; x above 5 cannot be computed.
type count struct {
	quiet
	lesson.Desk
}

func newCount(steps bool) *count {
	s := &count{}
	controls := []demos.Control{
		{Name: "x", Label: "x", Kind: demos.Slider, Default: "1", Min: 0, Max: 8, Step: 0.5, Help: "a number"},
		{Name: "order", Label: "order of a very long name", Kind: demos.Choice, Default: "a", Help: "which order is taken",
			Options: []demos.Option{{Value: "a", Label: "A: the first of them all, and longer than its line"}, {Value: "b", Label: "B"}}},
	}
	if steps {
		controls = append(controls,
			demos.Control{Name: "step", Label: "step", Kind: demos.Number, Default: "0", Max: 3, Help: "how far"},
			demos.Control{Name: "seed", Label: "seed", Kind: demos.Number, Default: "1", Max: 2, Help: "which"})
	}
	s.Open(controls, func(v demos.Values) error {
		if v.Number("x") > 5 {
			return errors.New("x is too large")
		}
		return nil
	})
	return s
}

func (s *count) Controls() []demos.Control                   { return s.Desk.Controls() }
func (s *count) Receive(event []byte) error                  { return s.Desk.Receive(event) }
func (s *count) Update(p demos.Pointer, t *demos.Theme) bool { s.Watch(p, t); return s.Stale() }
func (s *count) Draw(c demos.Canvas)                         { s.quiet.Draw(c); s.Drawn() }
func (s *count) Figures() []demos.Figure                     { return nil }
func (s *count) Tables() []demos.Table                       { return nil }
func (s *count) Check(demos.Values) demos.Verdict            { return demos.Verdict{} }

// lectern is a panel around a lesson that was drawn once.
type lectern struct {
	*Panel
	scene *count
	paper demos.Recorder
}

func newLectern(steps bool) *lectern {
	d := &lectern{scene: newCount(steps), paper: demos.Recorder{Width: 1280, Height: 800}}
	d.Panel = NewLesson(d.scene)
	d.Draw(&d.paper)
	return d
}

func (d *lectern) texts() (all []string) {
	for _, t := range d.paper.Texts {
		all = append(all, t.Text)
	}
	return all
}

// Actions set the step and the seed; play ends at the last step and begins anew.
func TestActionsSetALessonsValues(t *testing.T) {
	d := newLectern(true)
	want := func(what, step, seed string) {
		t.Helper()
		if v := d.scene.State(); v["step"] != step || v["seed"] != seed {
			t.Errorf("%s leads to %v", what, v)
		}
	}
	d.Do(Step)
	want("a step", "1", "1")
	d.Do(Play)
	for range 5 * stepTicks {
		d.Update(demos.Pointer{}, nil)
	}
	want("playing", "3", "1")
	if d.Playing() {
		t.Error("it plays beyond the end")
	}
	d.Do(Step)
	want("a step at the end", "3", "1")
	d.Do(Play)
	want("playing anew", "0", "1")
	d.Do(Reseed)
	want("a new seed", "0", "2")
	if d.Playing() {
		t.Error("it plays on after a new seed")
	}
	d.Do(Reseed)
	want("the seed behind the last", "0", "0")
}

// Without steps there is nothing to play, and reset is the opening state.
func TestALessonWithoutSteps(t *testing.T) {
	d := newLectern(false)
	for _, a := range []Action{Play, Step, Whole, Reseed, Turn} {
		if d.Able(a) || d.sheet.buttons[a] != (demos.Box{}) {
			t.Errorf("action %d has a button", a)
		}
		d.Do(a) // and nothing happens
	}
	d.scene.Set(demos.Values{"x": "3"})
	d.Do(Reset)
	if got := d.scene.State()["x"]; got != "1" {
		t.Errorf("reset leads to x = %s", got)
	}
}

// A slider sets while it is dragged; what the lesson refuses is told and not
// shown; what changes in the picture is shown by the control.
func TestControlsOfALesson(t *testing.T) {
	d := newLectern(true)
	b := d.sheet.controls[0]
	at := demos.Pointer{Point: demos.Point{X: b.X + 0.5*b.W, Y: b.Y + 20}, Inside: true, Down: true}
	d.Update(at, nil)
	if got := d.scene.State()["x"]; got != "4" {
		t.Errorf("pulled to x = %s", got)
	}
	at.X = b.X + b.W - 1
	d.Update(at, nil)
	d.Draw(&d.paper)
	if got := d.scene.State()["x"]; got != "4" || !slices.Contains(d.texts(), "x is too large") || !slices.Contains(d.texts(), "4") {
		t.Errorf("x = %s, shown are %q", got, d.texts())
	}
	at.Down = false
	d.Update(at, nil)
	d.scene.Set(demos.Values{"x": "2.5"}) // as a drag in the picture does
	if !d.Update(at, nil) {
		t.Error("the picture is not drawn anew")
	}
	d.Draw(&d.paper)
	if !slices.Contains(d.texts(), "2.5") {
		t.Errorf("shown are %q", d.texts())
	}
}

// Long names and values share their line.
func TestLongControlsDoNotMeet(t *testing.T) {
	d := newLectern(true)
	for i, a := range d.paper.Texts {
		for _, b := range d.paper.Texts[:i] {
			if a.Box.Inset(0.3, 0.3, 0.3, 0.3).Meets(b.Box) {
				t.Errorf("%q meets %q", a.Text, b.Text)
			}
		}
	}
}

// The title is a button that turns to the next scene, where there is room.
func TestTheTitleTurns(t *testing.T) {
	d := newLectern(true)
	turned := 0
	d.Title, d.Turn = "A lesson", func() { turned++ }
	d.Draw(&d.paper)
	b := d.sheet.buttons[Turn]
	at := demos.Pointer{Point: b.Middle(), Inside: true, Down: true}
	d.Update(at, nil)
	at.Down = false
	d.Update(at, nil)
	if turned != 1 || !slices.Contains(d.texts(), "A lesson") {
		t.Errorf("turned %d times; shown are %q", turned, d.texts())
	}
	narrow := demos.Recorder{Width: 560, Height: 400}
	d.Draw(&narrow)
	if d.Do(Turn); d.sheet.buttons[Turn] != (demos.Box{}) || turned != 2 {
		t.Errorf("in a narrow window its button lies at %v", d.sheet.buttons[Turn])
	}
}
