package client

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// pauses are those between the steps of a lesson at the slower speeds, in milliseconds.
var pauses = map[string]float64{"slow": 250, "slower": 800}

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
	taken   int     // steps of this play
	due     float64 // when play takes its next step, or the story its next beat
	down    bool    // the pointer is

	scene   string         // the slug of the state of the story; "" without a story
	beats   []demos.Values // what the state still plays
	run     bool           // and then its steps
	story   bool           // playing belongs to the state: it cannot be undone
	touched bool           // the visitor has changed something since the address was opened
	stands  bool           // the present state was not entered: the values of the address stand there
	still   bool           // nothing plays by itself: states and steps are set at once
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

// Set makes a change that can be undone, and ends what a state plays. A refusal
// changes nothing.
func (l *Lesson) Set(changes demos.Values) error {
	l.hush()
	before := l.Values()
	err := l.change(changes)
	l.note(before)
	return err
}

// note keeps what the visitor has changed.
func (l *Lesson) note(before demos.Values) {
	after := l.Values()
	l.touched = l.touched || !maps.Equal(before, after)
	l.history.Note(before, after, l.Now)
}

// change makes one that cannot.
func (l *Lesson) change(changes demos.Values) error {
	known := demos.Values{}
	for name, value := range changes {
		now, err := l.today(name, value)
		if err != nil {
			return &demos.ValueError{Name: name, Message: err.Error()}
		}
		maps.Copy(known, now)
	}
	all, err := demos.Read(l.Controls(), known)
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
	if l.still {
		l.Settle()
	}
	return nil
}

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
	Replay  Act = "replay"  // what the present state plays
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
	Whole:   {"micro", "parts of steps", (*Lesson).finish},
	Restart: {"step", "steps", func(l *Lesson, _ *float64) error { return l.Set(l.start()) }},
	Reset:   {"", "", (*Lesson).reset},
	Seed:    {"seed", "seed", (*Lesson).reseed},
	Replay:  {"", "", (*Lesson).replay},
	Undo:    {"", "", func(l *Lesson, _ *float64) error { return l.change(l.history.Undo()) }},
}

// Knows reports whether an act means something for this lesson.
func (l *Lesson) Knows(a Act) bool {
	act, known := acts[a]
	return known && (act.row == "" || l.row(act.row) != nil) && (a != Replay || slices.ContainsFunc(l.States(), plays))
}

// Able reports whether an act that is known has something to do now.
func (l *Lesson) Able(a Act) bool {
	switch a {
	case Undo:
		return len(l.history.Past) > 0
	case Replay:
		return l.played()
	}
	return true
}

// Do carries out an act; n, of Step and Seed, may be nil. All but Play end playing.
func (l *Lesson) Do(a Act, n *float64) error {
	act, known := acts[a]
	if !known {
		panic(fmt.Sprintf("client: no act is called %q", a))
	}
	if !l.Knows(a) {
		return fmt.Errorf("%s: this lesson has no %s", a, act.words)
	}
	if a == Replay && !l.Able(a) {
		return nil // it goes on
	}
	if a != Play {
		l.halt()
	}
	return act.do(l, n)
}

// Playing reports whether steps are taken because the visitor asked for a play.
func (l *Lesson) Playing() bool { return l.playing && !l.story }

// play steps on and on, to the last step there is; from there it begins again. The
// whole of it is one change.
func (l *Lesson) play(*float64) error {
	if l.Playing() {
		return nil
	}
	l.halt()
	l.history.Hold()
	l.playing, l.taken, l.due = true, 0, l.Now
	if l.next() != nil {
		return nil
	}
	before := l.Values()
	err := l.change(l.start())
	l.note(before)
	return err
}

// halt ends a play, and what a state plays.
func (l *Lesson) halt() {
	if l.hush(); l.playing {
		l.history.Release()
	}
	l.playing = false
}

// hush ends what a state plays.
func (l *Lesson) hush() {
	l.playing = l.Playing()
	l.story, l.run, l.beats = false, false, nil
}

// Tick does what is due of a play or of what a state plays, and reports whether
// something was. What cannot go on (a refusal, the last step) ends it.
func (l *Lesson) Tick() (moved bool, err error) {
	if l.Wait() > 0 || !l.Acting() {
		return false, nil
	}
	if len(l.beats) > 0 {
		return true, l.beat()
	}
	l.due = l.Now + pause(l.speed, l.taken)
	l.taken++
	if next := l.next(); next != nil {
		before := l.Values()
		if err = l.change(next); !l.story {
			l.note(before)
		}
	}
	if err != nil || l.next() == nil {
		l.halt()
	}
	return true, err
}

// Acting reports whether something is changed without being asked for: a play, or
// what a state plays.
func (l *Lesson) Acting() bool { return l.playing || len(l.beats) > 0 }

// Wait is the time in milliseconds until Tick has something to do.
func (l *Lesson) Wait() float64 { return max(l.due-l.Now, 0) }

// pause is the time in milliseconds after n steps of a play. The quick one begins
// with two steps a second, to be followed by the eye, and rises to 26.
func pause(speed string, n int) float64 {
	if slow, ok := pauses[speed]; ok {
		return slow
	}
	return 1000 / min(26, 2.2+1.1*float64(n))
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

// finish goes to the end of the step, or from there to that of the next.
func (l *Lesson) finish(*float64) error {
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

// Status is where the run is, in words; "" without steps, and before the first
// of a lesson whose steps have no parts.
func (l *Lesson) Status() string {
	step, micro := l.row("step"), l.row("micro")
	switch {
	case step == nil:
		return ""
	case micro == nil:
		if n := int(l.step()); n > 0 {
			return plot.Count(n, "step", "steps") + " taken"
		}
		return ""
	}
	return fmt.Sprintf("iteration %s of %v, micro-step %s of %v", step.Value, step.Max, micro.Value, micro.Max)
}

// Hand sets whether the pointer is down: what it changes until it is up is one
// change for undo.
func (l *Lesson) Hand(down bool) {
	switch {
	case l.Playing() || down == l.down:
	case down:
		l.hush()
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
	l.note(before)
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
