package panel

import (
	"errors"
	"maps"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
)

// lesson plays a demos.Lesson: play, step, reset, a new seed and undo are
// changes of its values. Nothing else is kept.
type lesson struct {
	state
	demos.Lesson
	opening demos.Values
	steps   *demos.Control // "step"; nil where there is none
	parts   *demos.Control // "micro", of a step
	seeds   *demos.Control // "seed"

	past   []demos.Values // before each change that can be taken back
	before demos.Values   // when the pointer went down; nil while it is up
	rest   int            // updates until play takes the next step
}

const (
	stepPause = 12  // updates between two steps, at 60 a second: a calm walk
	partPause = 24  // between two parts of a step, which are to be read
	mostPast  = 200 // changes that can be taken back
)

func newLesson(scene demos.Lesson) *lesson {
	l := &lesson{state: newState(scene), Lesson: scene, opening: scene.State()}
	for i := range l.controls {
		c := &l.controls[i].Control
		switch c.Name {
		case "step":
			l.steps = c
		case "micro":
			l.parts = c
		case "seed":
			l.seeds = c
		}
	}
	l.exercise = newExercise(scene)
	l.pages = []page{theControls, theFigures, theExercise}
	l.follow()
	return l
}

func (l *lesson) knows(a Action) bool {
	switch a {
	case Play, Step, Restart:
		return l.steps != nil
	case Whole:
		return l.steps != nil && l.parts != nil
	case Reseed:
		return l.seeds != nil
	}
	return a == Reset || a == Undo
}

func (l *lesson) able(a Action) bool { return a != Undo || len(l.past) > 0 }

func (l *lesson) do(a Action) {
	if !l.knows(a) {
		return
	}
	playing := l.playing
	l.pause()
	switch a {
	case Play:
		if !playing {
			l.play()
		}
	case Step:
		if next := l.next(); next != nil {
			l.change(next)
		}
	case Whole:
		l.whole()
	case Restart:
		l.change(l.start())
	case Reset:
		l.change(l.opening)
	case Reseed:
		l.change(l.start().With(demos.Values{"seed": l.seed()}))
	case Undo:
		l.undo()
	}
}

// play begins to walk; from the last step, at the start again.
func (l *lesson) play() {
	l.remember(l.State())
	if l.next() == nil {
		l.try(l.start())
	}
	l.playing, l.rest = true, 1
}

// pause ends playing, and what a hand has begun.
func (l *lesson) pause() {
	l.playing = false
	l.settle(false)
}

// tick lets the time of one update pass and reports whether there is another
// step to see. What cannot go on (a refusal, the last step) ends playing.
func (l *lesson) tick() bool {
	if !l.playing {
		return false
	}
	if l.rest--; l.rest > 0 {
		return false
	}
	l.rest = stepPause
	if l.parts != nil {
		l.rest = partPause
	}
	next := l.next()
	l.playing = next != nil && l.try(next) && l.next() != nil
	return true
}

// next is what one step more sets; nil at the end.
func (l *lesson) next() demos.Values {
	state := l.State()
	step := state.Count("step")
	after := demos.Values{"step": strconv.Itoa(step + 1)}
	if s, ok := l.Lesson.(demos.Stepper); ok {
		return s.Next()
	}
	if l.parts != nil {
		if part := state.Count("micro"); float64(part) < l.parts.Max {
			return demos.Values{"micro": strconv.Itoa(part + 1)}
		}
		// The start of a step is the end of the one before.
		after["micro"] = strconv.Itoa(int(l.parts.Min) + 1)
	}
	if float64(step) >= l.steps.Max {
		return nil
	}
	return after
}

// whole goes to the end of the step, or from there to that of the next.
func (l *lesson) whole() {
	step, end := l.State().Count("step"), strconv.FormatFloat(l.parts.Max, 'f', -1, 64)
	if l.Lesson.State()["micro"] == end {
		if l.next() == nil {
			return
		}
		step++
	}
	l.change(demos.Values{"step": strconv.Itoa(step), "micro": end})
}

// start is where a run begins; without steps there are no values to set.
func (l *lesson) start() demos.Values {
	v := demos.Values{}
	for _, c := range []*demos.Control{l.steps, l.parts} {
		if c != nil {
			v[c.Name] = strconv.FormatFloat(c.Min, 'f', -1, 64)
		}
	}
	return v
}

// seed is the one behind; the first behind the last.
func (l *lesson) seed() string {
	n := l.State().Number("seed") + 1
	if n > l.seeds.Max {
		n = l.seeds.Min
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// set takes a control's value. Its lesson has computed when it returns, so a
// slider moves the picture along.
func (l *lesson) set(c *control, _ bool) {
	l.change(demos.Values{c.Name: c.value})
}

// change makes a change that can be taken back.
func (l *lesson) change(v demos.Values) {
	before := l.State()
	if l.try(v) && l.before == nil && !maps.Equal(before, l.State()) {
		l.remember(before)
	}
}

// try sets values; a refusal is told.
func (l *lesson) try(v demos.Values) bool {
	err := l.Set(v)
	l.follow()
	l.complain("", "")
	if err != nil {
		row := ""
		if wrong, ok := errors.AsType[*demos.ValueError](err); ok {
			row = wrong.Name
		}
		l.complain(row, complaint(l.controls, err))
	}
	return err == nil
}

// complaint says which control refused what, as the visitor knows it.
func complaint(controls []control, err error) string {
	wrong, ok := errors.AsType[*demos.ValueError](err)
	if !ok {
		return err.Error()
	}
	for i := range controls {
		if controls[i].Name == wrong.Name {
			return controls[i].Label + ": " + wrong.Message
		}
	}
	return err.Error()
}

// follow writes the values into the controls: what the hand has dragged in the
// picture, and what the lesson has made of a wish. It reports whether any is new.
func (l *lesson) follow() bool {
	state, news := l.State(), false
	for i := range l.controls {
		c := &l.controls[i]
		news = news || c.value != state[c.Name]
		c.value, c.changed = state[c.Name], false
	}
	if news {
		l.exercise.follow()
	}
	return news
}

// hold begins a change that lasts as long as the pointer is down: however far it
// drags, that is one to take back.
func (l *lesson) hold() { l.before = l.State() }

// settle follows the pointer's drag, and ends it when the pointer is up. It
// reports whether a control has a new value.
func (l *lesson) settle(held bool) bool {
	news := l.follow()
	if news {
		l.complain("", "")
	}
	if !held {
		if l.before != nil && !maps.Equal(l.before, l.State()) {
			l.remember(l.before)
		}
		l.before = nil
	}
	return news
}

func (l *lesson) remember(before demos.Values) {
	l.past = append(l.past, before)
	if len(l.past) > mostPast {
		l.past = l.past[1:]
	}
}

func (l *lesson) undo() {
	if n := len(l.past); n > 0 {
		before := l.past[n-1]
		l.past = l.past[:n-1]
		l.try(before)
	}
}
