package panel

import (
	"cmp"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
)

// lesson plays a scene that computes by itself.
type lesson struct {
	state
	*client.Lesson
}

// newLesson opens a lesson: where it has a story, in its first state.
func newLesson(e *Entry, scene demos.Lesson) *lesson {
	c := client.NewLesson(scene)
	l := &lesson{newState(c), c}
	l.pose()
	l.pages = []page{theStory, theControls, theFigures, theExercise}
	if len(e.Story) == 0 {
		l.pages = l.pages[1:]
	}
	l.report(cmp.Or(l.Still(e.Still), l.Open(nil, "")))
	return l
}

func (l *lesson) knows(a Action) bool {
	return l.Knows(acts[a].act) || way[a] != 0 && l.pages[0] == theStory
}

func (l *lesson) able(a Action) bool {
	to := l.at + way[a]
	return l.Able(acts[a].act) && (way[a] == 0 || to >= 0 && to < len(l.States()))
}

func (l *lesson) do(a Action) {
	act := acts[a].act
	if a == Play && l.Playing() {
		act = client.Pause
	}
	l.report(l.Do(act, nil))
}

// set takes a control's value. Its lesson has computed when it returns, so a
// slider moves the picture along.
func (l *lesson) set(c *client.Control, _ bool) { l.report(l.Set(demos.Values{c.Name: c.Value})) }

func (l *lesson) update(p demos.Pointer, t *demos.Theme) bool {
	l.Now += 1000.0 / 60
	stepped, err := l.Tick()
	changed := l.Update(p, t)
	if moved := l.follow(); stepped || moved {
		l.complain(client.Refusal(err))
		return true
	}
	return changed
}

// report shows the values after an action, and its error.
func (l *lesson) report(err error) {
	l.follow()
	l.complain(client.Refusal(err))
}

// follow writes the lesson's values into the controls and reports whether any is new.
func (l *lesson) follow() (news bool) {
	l.playing = l.Playing()
	l.at = slices.IndexFunc(l.States(), func(s demos.State) bool { return s.Slug == l.Scene() })
	news = !slices.EqualFunc(l.rows[theControls], l.Rows, func(a, b client.Control) bool { return a.Value == b.Value })
	if news {
		copy(l.rows[theControls], l.Rows)
		l.pose()
	}
	return news
}
