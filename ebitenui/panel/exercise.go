package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
)

// exercise is what a lesson asks, the answer so far, and what it was told.
type exercise struct {
	scene     demos.Taught
	questions []control
	verdict   demos.Verdict // without words before the first check
}

func newExercise(scene demos.Taught) *exercise {
	e := &exercise{scene: scene}
	e.follow()
	return e
}

// follow asks for the questions anew: they may depend on the lesson's values.
// An answer that is still one is kept.
func (e *exercise) follow() {
	given := e.answer()
	e.questions = withDefaults(e.scene.Questions())
	for i := range e.questions {
		q := &e.questions[i]
		if v, err := q.Read(given[q.Name]); err == nil {
			q.Value = v
		}
	}
}

func (e *exercise) answer() demos.Values {
	answer := demos.Values{}
	for i := range e.questions {
		answer[e.questions[i].Name] = e.questions[i].Value
	}
	return answer
}

// check lets the scene judge; what is no answer is told at its question.
func (s *state) check() {
	verdict, err := client.Check(s.exercise.scene, s.exercise.answer())
	s.exercise.verdict = verdict
	s.complain(client.Refusal(err))
}
