package panel

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/plot"
)

// player carries out what buttons and controls ask of one scene: a *run, whose
// engine runs elsewhere, or a *lesson, which computes by itself.
type player interface {
	shown() *state
	knows(a Action) bool
	// able reports whether an action that is known has something to do now.
	able(a Action) bool
	do(a Action)
	// set takes a control that the visitor has changed, and again and again
	// while a slider is held.
	set(c *client.Control, held bool)
	// update moves the scene on by the time of one update.
	update(p demos.Pointer, t *demos.Theme) (changed bool)
}

// state is what the panel shows of a scene beside its picture.
type state struct {
	scene   demos.Scene
	taught  demos.Taught // the scene, if it is one
	pages   []page
	rows    [pages][]client.Control
	figures []demos.Figure // in the rows of the column, as drawn last
	at      int            // the state of the story
	lines   []plot.Line    // of the story, as drawn last
	verdict demos.Verdict  // without words before the first check
	playing bool
	message string // what went wrong last
	wrong   string // the name of the row that it is about, or ""
}

func newState(scene demos.Scene) (s state) {
	s.scene = scene
	s.taught, _ = scene.(demos.Taught)
	s.rows[theControls] = client.Standing(scene.Controls())
	return s
}

func (s *state) shown() *state { return s }

// complain shows what went wrong, at the row of that name and behind its label if
// there is one.
func (s *state) complain(row, words string) {
	s.wrong, s.message = row, words
	for _, c := range slices.Concat(s.rows[:]...) {
		if row != "" && c.Name == row {
			s.message = c.Label + ": " + words
		}
	}
}

// values are those of rows, by name.
func values(rows []client.Control) demos.Values {
	v := demos.Values{}
	for _, c := range rows {
		v[c.Name] = c.Value
	}
	return v
}

// pose asks for the questions of the exercise anew: they may depend on the lesson's
// values. An answer that is still one is kept.
func (s *state) pose() {
	given := values(s.rows[theExercise])
	s.rows[theExercise] = client.Standing(s.taught.Questions())
	for i := range s.rows[theExercise] {
		q := &s.rows[theExercise][i]
		if v, err := q.Read(given[q.Name]); err == nil {
			q.Value = v
		}
	}
}

// check lets the scene judge; what is no answer is reported at its question.
func (s *state) check() {
	verdict, err := client.Check(s.taught, values(s.rows[theExercise]))
	s.verdict = verdict
	s.complain(client.Refusal(err))
}
