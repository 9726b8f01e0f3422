package panel

import "github.com/cauchy-newton/playground/demos"

// player carries out what buttons and controls ask of one scene: a *run, whose
// engine is far, or a *lesson, which computes by itself.
type player interface {
	shown() *state
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
	exercise *exercise // nil where there is none
	playing  bool
	message  string // what went wrong last
}

func newState(scene demos.Scene) state {
	return state{scene: scene, controls: withDefaults(scene.Controls())}
}

func (s *state) shown() *state { return s }

func withDefaults(of []demos.Control) (controls []control) {
	for _, c := range of {
		controls = append(controls, control{Control: c, value: c.Default})
	}
	return controls
}
