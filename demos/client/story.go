package client

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// rest is the time between the parts of what a state plays, in milliseconds: below a
// second, so that a page that has just opened moves within one.
const rest = 900

// Still sets whether nothing plays by itself: what moves is set at once, as readers
// want it who ask for reduced motion.
func (l *Lesson) Still(on bool) error {
	if l.still = on; on {
		return l.Rest()
	}
	return nil
}

// Scene is the slug of the present state of the story; "" without a story.
func (l *Lesson) Scene() string { return l.scene }

// at returns the state of that slug, or nil.
func (l *Lesson) at(slug string) *demos.State {
	states := l.States()
	if i := slices.IndexFunc(states, func(s demos.State) bool { return s.Slug == slug }); i >= 0 {
		return &states[i]
	}
	return nil
}

// begin goes to a state of the story, the first for "", and enters it if enter.
func (l *Lesson) begin(slug string, enter bool) error {
	states := l.States()
	if len(states) == 0 {
		return nil
	}
	err := error(nil)
	at := &states[0]
	if slug != "" {
		if at = l.at(slug); at == nil {
			at, err = &states[0], l.strange(slug)
		}
	}
	if l.scene = at.Slug; enter {
		return cmp.Or(err, l.enter(at))
	}
	return err
}

func (l *Lesson) strange(slug string) error {
	var slugs []string
	for _, s := range l.States() {
		slugs = append(slugs, s.Slug)
	}
	if slugs == nil {
		return fmt.Errorf("this lesson has no states")
	}
	return fmt.Errorf("there is no state “%s”, there are %s", clip(slug), strings.Join(slugs, ", "))
}

// Enter enters a state of the story: it sets the values that the state names, and
// plays what it plays. That is no change that can be undone. The state that the reader
// is in already is not entered again.
func (l *Lesson) Enter(slug string) error {
	at := l.at(slug)
	if at == nil {
		return l.strange(slug)
	}
	if slug == l.scene {
		return nil
	}
	l.scene, l.stands = slug, false
	return l.enter(at)
}

func (l *Lesson) enter(at *demos.State) error {
	l.halt()
	l.history.Release() // what the reader changes here is another change
	l.beats, l.run, l.due = append(slices.Clone(at.Plays), at.Values), at.Run, l.Now
	if err := l.beat(); err != nil {
		return err
	}
	if l.still {
		return l.Rest()
	}
	return nil
}

// plays reports whether a state plays something.
func plays(s demos.State) bool { return len(s.Plays) > 0 || s.Run }

// played reports whether the present state has played, or was kept from it by a touch,
// and the picture is at rest.
func (l *Lesson) played() bool {
	at := l.at(l.scene)
	return at != nil && plays(*at) && !l.stands && !l.still && !l.Acting() && !l.Moving()
}

// replay enters the present state once more.
func (l *Lesson) replay(*float64) error {
	if !l.played() {
		return nil
	}
	return l.enter(l.at(l.scene))
}

// beat sets what comes next of what the state plays.
func (l *Lesson) beat() error {
	next := l.beats[0]
	if l.beats = l.beats[1:]; len(l.beats) == 0 && l.run {
		l.playing, l.story, l.taken, l.run = true, true, 0, false
	}
	l.due = l.Now + rest
	if err := l.change(next); err != nil {
		l.halt()
		return err
	}
	return nil
}

// Rest ends what a state plays, at its end, and the movement of the picture.
func (l *Lesson) Rest() error {
	for len(l.beats) > 0 || l.story {
		l.due = l.Now
		if _, err := l.Tick(); err != nil {
			return err
		}
	}
	l.Settle()
	return nil
}

// reset goes back to what was opened and, in a story, to what its present state sets
// once it is entered.
func (l *Lesson) reset(*float64) error {
	values := l.opening
	if at := l.at(l.scene); at != nil && !l.stands {
		values = values.With(at.Values)
	}
	return l.Set(values)
}
