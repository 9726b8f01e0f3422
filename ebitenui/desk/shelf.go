package desk

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/ebitenui/panel"
)

// shelf is a scene that shows one of the course's panels: each lesson, and the
// run of the engine, which goes on being told of while another is shown.
type shelf struct {
	run    *panel.Panel   // of the engine
	panels []*panel.Panel // by entry of the course; nil before it was first shown
	now    int
}

var _ demos.Scene = (*shelf)(nil)

// digits is the slug of the run of the engine.
const digits = "mnist"

// newShelf returns a shelf that shows the entry of that slug.
func newShelf(run *panel.Panel, slug string) (*shelf, error) {
	s := &shelf{run: run, panels: make([]*panel.Panel, len(course.Lessons))}
	var slugs []string
	for i, l := range course.Lessons {
		slugs = append(slugs, l.Slug)
		if l.Slug == slug {
			s.show(i)
			return s, nil
		}
	}
	return nil, fmt.Errorf("there is no lesson %q: %s", slug, strings.Join(slugs, ", "))
}

// show shows the i-th entry, in the theme of the one before.
func (s *shelf) show(i int) {
	l := course.Lessons[i]
	p := s.panels[i]
	if p == nil {
		p = s.run
		if l.New != nil {
			p = panel.NewLesson(l.New())
		}
		p.Title, p.Turn = l.Title, func() { s.turn(1) }
		s.panels[i] = p
	}
	if before := s.panels[s.now]; before != nil && before != p {
		before.Pause()
		p.SetDark(before.Dark())
	}
	s.now = i
}

// turn shows the entry that is by entries further on.
func (s *shelf) turn(by int) {
	n := len(s.panels)
	s.show((s.now + by + n) % n)
}

// Do carries out an action on what is shown.
func (s *shelf) Do(a panel.Action) { s.panels[s.now].Do(a) }

// Controls implements demos.Scene.
func (s *shelf) Controls() []demos.Control { return s.panels[s.now].Controls() }

// Receive implements demos.Scene: the engine speaks of its run.
func (s *shelf) Receive(event []byte) error { return s.run.Receive(event) }

// Update implements demos.Scene.
func (s *shelf) Update(p demos.Pointer, t *demos.Theme) bool {
	before := s.now
	changed := s.panels[before].Update(p, t)
	return changed || s.now != before
}

// Draw implements demos.Scene.
func (s *shelf) Draw(c demos.Canvas) { s.panels[s.now].Draw(c) }

// Alt implements demos.Scene.
func (s *shelf) Alt() string { return s.panels[s.now].Alt() }
