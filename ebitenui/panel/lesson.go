package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
)

// lesson plays a scene that computes by itself.
type lesson struct {
	state
	*client.Lesson
}

func newLesson(scene demos.Lesson) *lesson {
	c := client.NewLesson(scene)
	l := &lesson{newState(c), c}
	l.pose()
	l.pages = []page{theControls, theFigures, theExercise}
	l.follow()
	return l
}

func (l *lesson) knows(a Action) bool { return l.Knows(acts[a].act) }

func (l *lesson) able(a Action) bool { return l.Able(acts[a].act) }

func (l *lesson) do(a Action) {
	act := acts[a].act
	if a == Play && l.Playing() {
		act = client.Pause
	}
	l.report(l.Do(act, nil))
}

func (l *lesson) pause() {
	if l.Playing() {
		l.report(l.Do(client.Pause, nil))
	}
}

// set takes a control's value. Its lesson has computed when it returns, so a
// slider moves the picture along.
func (l *lesson) set(c *control, _ bool) { l.report(l.Set(demos.Values{c.Name: c.Value})) }

// tick lets the time of one update pass and reports whether a step was taken.
func (l *lesson) tick() bool {
	l.Now += 1000.0 / 60
	stepped, err := l.Tick()
	if stepped {
		l.report(err)
	}
	return stepped
}

// report shows the values after an action, and its error.
func (l *lesson) report(err error) {
	l.follow()
	l.complain(client.Refusal(err))
}

// follow writes the lesson's values into the controls and reports whether any is new.
func (l *lesson) follow() (news bool) {
	l.playing = l.Playing()
	for i := range l.controls {
		c := &l.controls[i]
		news = news || c.Value != l.Rows[i].Value
		c.Value, c.changed = l.Rows[i].Value, false
	}
	if news {
		l.pose()
	}
	return news
}
