package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
)

// player carries out what buttons and controls ask of one scene: a *run, whose
// engine is far, or a *lesson, which computes by itself.
type player interface {
	shown() *state
	// rows are those of a page of the column that can be set or pressed.
	rows(at page) []control
	knows(a Action) bool
	// able reports whether an action that is known has something to do now.
	able(a Action) bool
	do(a Action)
	// set takes a control that the visitor has changed, and again and again
	// while a slider is held.
	set(c *control, held bool)
	// pause ends playing.
	pause()
}

// state is what there is to see of a scene, beside the scene.
type state struct {
	scene    demos.Scene
	controls []control
	pages    []page
	taught   demos.Taught // the scene, if it is one
	exercise *exercise    // nil where there is none
	playing  bool
	message  string // what went wrong last
	wrong    string // the name of the row that it is about, or ""
}

func newState(scene demos.Scene) state {
	taught, _ := scene.(demos.Taught)
	return state{scene: scene, controls: withDefaults(scene.Controls()), taught: taught}
}

func (s *state) shown() *state { return s }

func (s *state) rows(at page) []control {
	switch at {
	case theControls:
		return s.controls
	case theExercise:
		return s.exercise.questions
	}
	return nil
}

// complain tells what went wrong, at the row of that name if there is one.
func (s *state) complain(row, words string) { s.wrong, s.message = row, words }

func withDefaults(of []demos.Control) (controls []control) {
	for _, c := range client.Standing(of) {
		controls = append(controls, control{Control: c})
	}
	return controls
}
