package client

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cauchy-newton/playground/demos"
)

// pauses are those between the steps of a lesson at each speed, in milliseconds.
var pauses = map[string]float64{"fast": 60, "slow": 250, "slower": 800}

// Lesson is the client of a demos.Lesson: play, step, reset, a new seed and undo are
// changes of its values. It is a scene itself, whose Update records what the pointer
// changes.
type Lesson struct {
	demos.Lesson
	Rows []Control // its controls and, where there are steps, Speed
	Now  float64   // the time in milliseconds, set by the shell

	speed   string       // "" without steps
	opening demos.Values // what Reset goes back to
	history History
	playing bool
	due     float64 // when play takes its next step
	down    bool    // the pointer is
}

// NewLesson returns a lesson as it opens.
func NewLesson(scene demos.Lesson) *Lesson {
	l := &Lesson{Lesson: scene, Rows: Standing(scene.Controls())}
	if l.row("step") != nil {
		speed := Speed
		if l.row("micro") != nil {
			speed.Default = "slow" // a part of a step is to be read
		}
		l.Rows, l.speed = append(l.Rows, Standing([]demos.Control{speed})...), speed.Default
	}
	l.follow()
	l.opening = l.Values()
	return l
}

// row is the row of that name, or nil.
func (l *Lesson) row(name string) *Control {
	if i := slices.IndexFunc(l.Rows, func(c Control) bool { return c.Name == name }); i >= 0 {
		return &l.Rows[i]
	}
	return nil
}

// Controls implements demos.Scene: those of the rows.
func (l *Lesson) Controls() (controls []demos.Control) {
	for _, c := range l.Rows {
		controls = append(controls, c.Control)
	}
	return controls
}

// Values are those of the rows.
func (l *Lesson) Values() demos.Values {
	values := l.State()
	if l.speed != "" {
		values[Speed.Name] = l.speed
	}
	return values
}

// follow writes the values into the rows.
func (l *Lesson) follow() {
	values := l.Values()
	for i := range l.Rows {
		l.Rows[i].Value = values[l.Rows[i].Name]
	}
}

// Set makes a change that can be undone. A refusal changes nothing.
func (l *Lesson) Set(changes demos.Values) error {
	before := l.Values()
	err := l.change(changes)
	l.history.Note(before, l.Values(), l.Now)
	return err
}

// change makes one that cannot.
func (l *Lesson) change(changes demos.Values) error {
	all, err := demos.Read(l.Controls(), changes)
	if err != nil {
		return err
	}
	speed := cmp.Or(all[Speed.Name], l.speed)
	delete(all, Speed.Name)
	if err := l.Lesson.Set(all); err != nil {
		return err
	}
	l.speed = speed
	l.follow()
	return nil
}

// Open sets what an address says, and everything else to its default, and makes it
// what Reset goes back to. A wrong address opens the defaults.
func (l *Lesson) Open(pairs []Pair) error {
	err := l.Follow(pairs, true)
	l.opening, l.history = l.Values(), History{}
	if err != nil {
		return fmt.Errorf("this link is broken: %w. The default is open instead", err)
	}
	return nil
}

// Follow sets what an address says. If whole, it sets everything else to its default.
func (l *Lesson) Follow(pairs []Pair, whole bool) error {
	values, err := ReadAddress(l.Controls(), pairs)
	if err != nil {
		return err
	}
	if !whole {
		return l.Set(values)
	}
	// One after the other: of two settings that say the same thing, the one that the
	// address names decides.
	before := l.Values()
	if err = l.change(demos.Defaults(l.Controls())); err == nil {
		err = l.change(values)
	}
	if err != nil {
		if back := l.change(before); back != nil {
			panic(fmt.Sprintf("client: the lesson refuses its own values: %v", back))
		}
		return err
	}
	l.history.Note(before, l.Values(), l.Now)
	return nil
}

// Address returns the values of the scene that are not its defaults.
func (l *Lesson) Address() []Pair { return Address(l.Rows[:len(l.Lesson.Controls())]) }

// Act is what a button or a key does to a lesson.
type Act string

const (
	Play    Act = "play"
	Pause   Act = "pause"
	Step    Act = "step"    // n steps, or one; where steps have parts, parts of steps
	Whole   Act = "whole"   // to the end of a step that has parts
	Restart Act = "restart" // from step 0, everything else as it is
	Reset   Act = "reset"   // to what was opened
	Seed    Act = "seed"    // to step 0 of the seed n, or of the one behind the present
	Undo    Act = "undo"    // the latest change
)

// acts are the row of the lesson that an act needs, what that row counts, and the
// function that carries it out.
var acts = map[Act]struct {
	row, words string
	do         func(l *Lesson, n *float64) error
}{
	Play:    {"step", "steps", (*Lesson).play},
	Pause:   {"step", "steps", func(*Lesson, *float64) error { return nil }},
	Step:    {"step", "steps", (*Lesson).stepOn},
	Whole:   {"micro", "parts of steps", (*Lesson).whole},
	Restart: {"step", "steps", func(l *Lesson, _ *float64) error { return l.Set(l.start()) }},
	Reset:   {"", "", func(l *Lesson, _ *float64) error { return l.Set(l.opening) }},
	Seed:    {"seed", "seed", (*Lesson).reseed},
	Undo:    {"", "", func(l *Lesson, _ *float64) error { return l.change(l.history.Undo()) }},
}

// Knows reports whether an act means something for this lesson.
func (l *Lesson) Knows(a Act) bool {
	act, known := acts[a]
	return known && (act.row == "" || l.row(act.row) != nil)
}

// Able reports whether an act that is known has something to do now.
func (l *Lesson) Able(a Act) bool { return a != Undo || len(l.history.Past) > 0 }

// Do carries out an act; n, of Step and Seed, may be nil. All but Play end playing.
func (l *Lesson) Do(a Act, n *float64) error {
	act, known := acts[a]
	if !known {
		panic(fmt.Sprintf("client: no act is called %q", a))
	}
	if !l.Knows(a) {
		return fmt.Errorf("%s: this lesson has no %s", a, act.words)
	}
	if a != Play {
		l.pause()
	}
	return act.do(l, n)
}

// Playing reports whether steps are taken without being asked for.
func (l *Lesson) Playing() bool { return l.playing }

// play steps on and on, to the last step there is; from there it begins again. The
// whole of it is one change.
func (l *Lesson) play(*float64) error {
	if l.playing {
		return nil
	}
	l.history.Hold()
	l.playing, l.due = true, l.Now
	if l.next() != nil {
		return nil
	}
	return l.Set(l.start())
}

func (l *Lesson) pause() {
	if l.playing {
		l.history.Release()
	}
	l.playing = false
}

// Tick takes the next step of a play if it is due, and reports whether it was.
// What cannot go on (a refusal, the last step) ends playing.
func (l *Lesson) Tick() (stepped bool, err error) {
	if !l.playing || l.Now < l.due {
		return false, nil
	}
	l.due = l.Now + pauses[l.speed]
	next := l.next()
	if next != nil {
		err = l.Set(next)
	}
	if err != nil || l.next() == nil {
		l.pause()
	}
	return true, err
}

func (l *Lesson) stepOn(steps *float64) error {
	n := 1.0
	if steps != nil {
		n = *steps
	}
	if n < 1 || n != math.Trunc(n) || n > 1<<53 {
		return fmt.Errorf("step: %v is not a number of steps", n)
	}
	for next := l.next(); n > 0 && next != nil; n, next = n-1, l.next() {
		if err := l.Set(next); err != nil {
			return err
		}
	}
	return nil
}

// whole goes to the end of the step, or from there to that of the next.
func (l *Lesson) whole(*float64) error {
	step, micro := l.step(), l.row("micro")
	end := number(micro.Max)
	if micro.Value == end {
		if l.next() == nil {
			return nil
		}
		step++
	}
	return l.Set(demos.Values{"step": number(step), "micro": end})
}

// reseed begins at another start; behind the last seed is the first.
func (l *Lesson) reseed(n *float64) error {
	row := l.row("seed")
	seed := l.State().Number("seed") + 1
	if seed > row.Max {
		seed = row.Min
	}
	if n != nil {
		seed = *n
	}
	return l.Set(l.start().With(demos.Values{"seed": number(seed)}))
}

// next is what one step more sets; nil at the end.
func (l *Lesson) next() demos.Values {
	if s, ok := l.Lesson.(demos.Stepper); ok {
		return s.Next()
	}
	if l.step() >= l.row("step").Max {
		return nil
	}
	return demos.Values{"step": number(l.step() + 1)}
}

// start is where a run begins; without steps there are no values to set.
func (l *Lesson) start() demos.Values {
	v := demos.Values{}
	for _, name := range []string{"step", "micro"} {
		if row := l.row(name); row != nil {
			v[name] = number(row.Min)
		}
	}
	return v
}

func (l *Lesson) step() float64 { return l.State().Number("step") }

// Status is where the run is, in words; "" without steps.
func (l *Lesson) Status() string {
	step, micro := l.row("step"), l.row("micro")
	switch {
	case step == nil:
		return ""
	case micro == nil:
		return fmt.Sprintf("step %s of %v", step.Value, step.Max)
	}
	return fmt.Sprintf("iteration %s of %v, micro-step %s of %v", step.Value, step.Max, micro.Value, micro.Max)
}

// Hand sets whether the pointer is down: what it changes until it is up is one
// change for undo.
func (l *Lesson) Hand(down bool) {
	switch {
	case l.playing || down == l.down:
	case down:
		l.history.Hold()
	default:
		l.history.Release()
	}
	l.down = down
}

// Update implements demos.Scene.
func (l *Lesson) Update(p demos.Pointer, t *demos.Theme) bool {
	if !p.Down && !l.down { // then it changes no values
		return l.Lesson.Update(p, t)
	}
	l.Hand(p.Down)
	before := l.Values()
	changed := l.Lesson.Update(p, t)
	l.history.Note(before, l.Values(), l.Now)
	l.follow()
	return changed
}

// Grabs implements demos.Grabber.
func (l *Lesson) Grabs() bool {
	g, ok := l.Lesson.(demos.Grabber)
	return ok && g.Grabs()
}

// Check lets a scene judge an answer; one that cannot be read is a *demos.ValueError.
func Check(scene demos.Taught, answer demos.Values) (demos.Verdict, error) {
	questions := scene.Questions()
	for _, q := range questions {
		if strings.TrimSpace(answer[q.Name]) == "" {
			return demos.Verdict{}, &demos.ValueError{Name: q.Name, Message: "is not answered yet"}
		}
	}
	read, err := demos.Read(questions, answer)
	if err != nil {
		return demos.Verdict{}, err
	}
	return scene.Check(read), nil
}

// Refusal returns the control or question that an error is about, if there is one, and
// its message; both are empty for nil.
func Refusal(err error) (name, words string) {
	if wrong, ok := errors.AsType[*demos.ValueError](err); ok {
		return wrong.Name, wrong.Message
	}
	if err != nil {
		words = err.Error()
	}
	return "", words
}

// Sentence begins words with a capital letter and ends them with a full stop.
func Sentence(words string) string {
	if words == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(words)
	if !strings.ContainsAny(words[len(words)-1:], ".!?") {
		words += "."
	}
	return string(unicode.ToUpper(first)) + words[size:]
}
