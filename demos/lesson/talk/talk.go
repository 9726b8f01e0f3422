// Package talk is what a page says to a scene and hears from it, as JSON: the
// values of a lesson, the figures that its text names, its exercise. The link
// to the engine of a run is another one (demos/link).
package talk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/strict"
)

// MaxQuestion is the longest question in bytes; the longest values, with every
// character escaped, stay below it.
const MaxQuestion = 64 << 10

// Question is one thing that the page says.
type Question struct {
	Do     string       `json:"do"`               // look, set, light, check
	Values demos.Values `json:"values,omitempty"` // set: what to change; check: the answer
	Symbol string       `json:"symbol,omitempty"` // light: what is pointed at in the text
}

// Reply is what it hears. After set and look everything but Verdict is there;
// after an error nothing but Error and Field.
type Reply struct {
	Values  demos.Values   `json:"values,omitempty"`
	Figures []demos.Figure `json:"figures,omitempty"`
	Tables  []demos.Table  `json:"tables,omitempty"`
	Alt     string         `json:"alt,omitempty"`
	Lit     string         `json:"lit,omitempty"`
	Next    demos.Values   `json:"next,omitempty"` // of a demos.Stepper: what one part of a step more sets; none at the end
	Verdict *demos.Verdict `json:"verdict,omitempty"`
	Error   string         `json:"error,omitempty"`
	Field   string         `json:"field,omitempty"` // the control or question that is to blame
}

// Ask puts a question to a scene. Whatever the text, the reply is JSON.
func Ask(scene demos.Scene, text []byte) []byte {
	reply, err := ask(scene, text)
	if err != nil {
		reply = Reply{Error: err.Error()}
		if wrong, ok := errors.AsType[*demos.ValueError](err); ok {
			reply = Reply{Error: wrong.Message, Field: wrong.Name}
		}
	}
	out, err := json.Marshal(reply)
	if err != nil { // a number is never to blame: frame.Number carries them all
		return []byte(`{"error":"the reply cannot be written"}`)
	}
	return out
}

func ask(scene demos.Scene, text []byte) (Reply, error) {
	q, err := decode(text)
	if err != nil {
		return Reply{}, err
	}
	taught, ok := scene.(demos.Taught)
	if !ok {
		return Reply{}, errors.New("this picture answers no questions")
	}
	switch q.Do {
	case "light":
		taught.Light(q.Symbol)
		return Reply{Lit: taught.Lit()}, nil
	case "check":
		verdict, err := Check(taught, q.Values)
		if err != nil {
			return Reply{}, err
		}
		return Reply{Verdict: &verdict}, nil
	case "set":
		lesson, ok := scene.(demos.Lesson)
		if !ok {
			return Reply{}, errors.New("the engine of the run sets these values")
		}
		if err := lesson.Set(q.Values); err != nil {
			return Reply{}, err
		}
	case "look":
	default:
		return Reply{}, fmt.Errorf("%.40q is none of look, set, light, check", q.Do)
	}
	reply := Reply{Figures: taught.Figures(), Tables: taught.Tables(), Alt: scene.Alt(), Lit: taught.Lit()}
	if lesson, ok := scene.(demos.Lesson); ok {
		reply.Values = lesson.State()
	}
	if stepper, ok := scene.(demos.Stepper); ok {
		reply.Next = stepper.Next()
	}
	return reply, nil
}

// decode reads one question and refuses what is more or less than one.
func decode(text []byte) (q Question, err error) {
	if len(text) > MaxQuestion {
		return q, fmt.Errorf("a question of %d bytes, at most %d are read", len(text), MaxQuestion)
	}
	if err := strict.Unmarshal(text, &q); err != nil {
		return Question{}, err
	}
	return q, nil
}

// Check lets a scene judge an answer; a *demos.ValueError when it is none.
func Check(scene demos.Taught, answer demos.Values) (demos.Verdict, error) {
	read, err := read(scene.Questions(), answer)
	if err != nil {
		return demos.Verdict{}, err
	}
	return scene.Check(read), nil
}

// read reads an answer with a value for each question.
func read(questions []demos.Control, answer demos.Values) (demos.Values, error) {
	for _, q := range questions {
		if strings.TrimSpace(answer[q.Name]) == "" {
			return nil, &demos.ValueError{Name: q.Name, Message: "is not answered yet"}
		}
	}
	return demos.Read(questions, answer)
}
