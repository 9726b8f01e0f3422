package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
)

// player carries out what buttons and controls ask of one scene: a *run, whose
// engine runs elsewhere, or a *lesson, which computes by itself.
type player interface {
	shown() *state
	// rows are those of a page of the column.
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

// state is what the panel shows of a scene beside its picture.
type state struct {
	scene     demos.Scene
	taught    demos.Taught // the scene, if it is one
	pages     []page
	controls  []control
	figures   []control     // as drawn last
	questions []control     // of the exercise
	verdict   demos.Verdict // without words before the first check
	playing   bool
	message   string // what went wrong last
	wrong     string // the name of the row that it is about, or ""
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
	case theFigures:
		return s.figures
	case theExercise:
		return s.questions
	}
	return nil
}

// complain shows what went wrong, at the row of that name if there is one.
func (s *state) complain(row, words string) { s.wrong, s.message = row, words }

func withDefaults(of []demos.Control) (controls []control) {
	for _, c := range client.Standing(of) {
		controls = append(controls, control{Control: c})
	}
	return controls
}

// values are those of rows, by name.
func values(rows []control) demos.Values {
	v := demos.Values{}
	for _, c := range rows {
		v[c.Name] = c.Value
	}
	return v
}

// pose asks for the questions of the exercise anew: they may depend on the lesson's
// values. An answer that is still one is kept.
func (s *state) pose() {
	given := values(s.questions)
	s.questions = withDefaults(s.taught.Questions())
	for i := range s.questions {
		q := &s.questions[i]
		if v, err := q.Read(given[q.Name]); err == nil {
			q.Value = v
		}
	}
}

// check lets the scene judge; what is no answer is reported at its question.
func (s *state) check() {
	verdict, err := client.Check(s.taught, values(s.questions))
	s.verdict = verdict
	s.complain(client.Refusal(err))
}
