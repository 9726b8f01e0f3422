package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/strict"
)

// MaxQuestion is the longest question in bytes: what a lesson keeps, with two
// hundred of the longest values in its history, stays below it.
const MaxQuestion = 8 << 20

// Question is a message of the page to a scene. Do is an Act, which takes N,
// or one of the verbs below.
type Question struct {
	Do     string       `json:"do"`
	N      *float64     `json:"n,omitempty"`
	Values demos.Values `json:"values,omitempty"` // of set and check
	Symbol string       `json:"symbol,omitempty"` // of light
	State  string       `json:"state,omitempty"`  // of open, enter and follow: the slug of a state of the story
	Still  bool         `json:"still,omitempty"`  // of motion: nothing plays by itself
	Twin   string       `json:"twin,omitempty"`   // of press and focus: which part of the picture
	Key    string       `json:"key,omitempty"`    // of press: enter, left, right, up, down
	Link   []Pair       `json:"link,omitempty"`   // of open and follow
	Whole  bool         `json:"whole,omitempty"`  // of follow: what the link does not say is set to its default
	Kept   *Kept        `json:"kept,omitempty"`   // of restore
	Now    float64      `json:"now,omitempty"`    // the time in milliseconds
}

// verbs are what else can be asked of a Lesson. Beside them there are focus and,
// which any demos.Taught answers, look, light and check.
var verbs = map[string]func(*Lesson, *Question) error{
	"set":     func(l *Lesson, q *Question) error { return l.Set(q.Values) },
	"open":    func(l *Lesson, q *Question) error { return l.Open(q.Link, q.State) },
	"enter":   func(l *Lesson, q *Question) error { return l.Enter(q.State) },
	"motion":  func(l *Lesson, q *Question) error { return l.Still(q.Still) },
	"press":   func(l *Lesson, q *Question) error { return l.Set(l.Press(q.Twin, q.Key)) },
	"follow":  func(l *Lesson, q *Question) error { return l.Follow(q.Link, q.Whole, q.State) },
	"restore": func(l *Lesson, q *Question) error { return l.restore(q.Kept) },
	"tick": func(l *Lesson, _ *Question) error { // a step of a play is due
		_, err := l.Tick()
		return err
	},
}

// Staged is a scene of runs whose picture tells a story.
type Staged interface {
	demos.Scene
	// Big returns the big number of the picture with its unit; "" if it has none.
	Big() string
	// Twins returns what can be pressed in the picture drawn last.
	Twins() []demos.Twin
	// Hit does what a key does at the twin of that name.
	Hit(twin, key string)
	// Still sets whether nothing moves by itself.
	Still(on bool)
}

// Kept is a snapshot from which a new Lesson goes on.
type Kept struct {
	Values  demos.Values `json:"values"`
	Opening demos.Values `json:"opening"`
	History
	Playing bool   `json:"playing"`
	State   string `json:"state,omitempty"` // the slug of the state of the story
	Touched bool   `json:"touched,omitempty"`
	Stands  bool   `json:"stands,omitempty"` // the present state was not entered
}

// Reply answers a Question. There is no Kept where an engine runs what is shown,
// nothing but Lit after light, and nothing but Verdict or Error after check. After
// an error all is as it was before.
type Reply struct {
	*Kept
	Status  string         `json:"status,omitempty"`
	Buttons map[Act]bool   `json:"buttons,omitempty"` // those that there are, and whether they have something to do
	Wait    float64        `json:"wait,omitempty"`    // milliseconds until tick is wanted; 0: it is not
	Link    []Pair         `json:"link,omitempty"`    // the values as an address
	Figures []demos.Figure `json:"figures,omitempty"`
	Tables  []demos.Table  `json:"tables,omitempty"`
	Alt     string         `json:"alt,omitempty"`
	Big     string         `json:"big,omitempty"` // the big number of the picture, with its unit
	Lit     string         `json:"lit,omitempty"`
	Twins   []demos.Twin   `json:"twins,omitempty"`
	Verdict *demos.Verdict `json:"verdict,omitempty"`
	Error   string         `json:"error,omitempty"` // a sentence
	Field   string         `json:"field,omitempty"` // the control or question that it is about
}

// Ask puts a question to a scene: a *Lesson or another demos.Taught. Whatever the
// text, the reply is JSON.
func Ask(scene demos.Scene, text []byte) []byte {
	reply, err := ask(scene, text)
	if err != nil {
		field, words := Refusal(err)
		reply.Field, reply.Error = field, Sentence(words)
	}
	out, err := json.Marshal(reply)
	if err != nil { // a number is never to blame: frame.Number carries them all
		return []byte(`{"error":"The reply cannot be written."}`)
	}
	return out
}

func ask(scene demos.Scene, text []byte) (reply Reply, err error) {
	var q Question
	if len(text) > MaxQuestion {
		return reply, fmt.Errorf("a question of %d bytes, at most %d are read", len(text), MaxQuestion)
	}
	if err := strict.Unmarshal(text, &q); err != nil {
		return reply, err
	}
	taught, ok := scene.(demos.Taught)
	if !ok {
		return reply, errors.New("this picture answers no questions")
	}
	lesson, _ := scene.(*Lesson)
	staged, _ := scene.(Staged)
	if lesson != nil {
		lesson.Now = q.Now
	}
	switch {
	case q.Do == "light":
		taught.Light(q.Symbol)
		return Reply{Lit: taught.Lit()}, nil
	case q.Do == "focus" && lesson != nil:
		lesson.Focus(q.Twin)
		return Reply{Lit: taught.Lit()}, nil
	case q.Do == "check":
		verdict, err := Check(taught, q.Values)
		if err == nil {
			reply.Verdict = &verdict
		}
		return reply, err
	case q.Do == "look":
	case q.Do == "focus" && staged != nil:
	case q.Do == "press" && staged != nil:
		staged.Hit(q.Twin, q.Key)
	case q.Do == "motion" && staged != nil:
		staged.Still(q.Still)
	case lesson == nil:
		err = errors.New("the engine of the run sets these values")
	default:
		err = lesson.answer(&q)
	}
	reply = Reply{Figures: taught.Figures(), Tables: taught.Tables(), Alt: scene.Alt(), Lit: taught.Lit()}
	if lesson != nil {
		lesson.report(&reply)
	}
	if staged != nil {
		reply.Big, reply.Twins = staged.Big(), staged.Twins()
	}
	return reply, err
}

func (l *Lesson) answer(q *Question) error {
	if verb, known := verbs[q.Do]; known {
		return verb(l, q)
	}
	if _, known := acts[Act(q.Do)]; known {
		return l.Do(Act(q.Do), q.N)
	}
	return fmt.Errorf("%.40q is none of look, light, check, focus, %v, %v", q.Do, slices.Sorted(maps.Keys(verbs)), slices.Sorted(maps.Keys(acts)))
}

// report writes what is shown of the lesson, and its snapshot, into a reply.
func (l *Lesson) report(r *Reply) {
	r.Kept = &Kept{l.Values(), l.opening, l.history, l.Playing(), l.scene, l.touched, l.stands}
	r.Twins, r.Big = l.Twins(), l.Big()
	r.Status, r.Link, r.Buttons = l.Status(), l.Address(), map[Act]bool{}
	for a := range acts {
		if l.Knows(a) {
			r.Buttons[a] = l.Able(a)
		}
	}
	if l.Acting() {
		r.Wait = max(l.Wait(), 1)
	}
}

// restore goes on from a snapshot. A damaged one changes nothing.
func (l *Lesson) restore(k *Kept) error {
	if k == nil {
		return errors.New("restore: nothing is kept")
	}
	for _, v := range append([]demos.Values{k.Opening}, k.Past...) {
		if _, err := demos.Read(l.Controls(), v); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	if k.State != "" && l.at(k.State) == nil {
		return fmt.Errorf("restore: %w", l.strange(k.State))
	}
	l.halt()
	if err := l.change(k.Values); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	l.Settle()
	l.opening, l.history = k.Opening, History{Past: k.Past}
	l.scene, l.touched, l.stands = k.State, k.Touched, k.Stands
	if k.Playing {
		return l.Do(Play, nil)
	}
	return nil
}
