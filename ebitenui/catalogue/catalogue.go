// Package catalogue lists the scenes that the window can show: the race of the
// lesson on digits, the other lessons of the course in their order, and the lab.
package catalogue

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/lesson/course/contents"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/ebitenui/panel"
	"github.com/cauchy-newton/playground/site/lessons"
)

// Scene is a scene with its slug.
type Scene struct {
	Slug string
	panel.Entry
}

// Scenes returns all of them. The first is the one to open with.
func Scenes() []Scene {
	var raced, taught []Scene
	for _, l := range course.Lessons {
		s := Scene{l.Slug, panel.Entry{Title: l.Title, Claim: l.Claim, Task: plain(lessons.Task(l.Slug)), Story: story(l.Slug)}}
		if l.New == nil {
			s.New, s.Lanes = func() demos.Scene { return runs.NewLesson() }, runs.Lesson
			s.Story = nil // the window shows its runs, without their story
			raced = append(raced, s)
			continue
		}
		s.New = func() demos.Scene { return l.New() }
		taught = append(taught, s)
	}
	lab := contents.Lab
	return append(append(raced, taught...), Scene{lab.Slug, panel.Entry{
		Title: lab.Title, Claim: lab.Claim, Presets: runs.Presets,
		New: func() demos.Scene { return runs.New() }, Lanes: []string{`{}`},
	}})
}

// Entries are the scenes as a panel takes them. If still, nothing of a lesson plays by
// itself.
func Entries(scenes []Scene, still bool) (entries []panel.Entry) {
	for _, s := range scenes {
		s.Still = still
		entries = append(entries, s.Entry)
	}
	return entries
}

// Find returns the index of the scene with a slug, or an error that lists the slugs.
func Find(scenes []Scene, slug string) (int, error) {
	var slugs []string
	for i, s := range scenes {
		if s.Slug == slug {
			return i, nil
		}
		slugs = append(slugs, s.Slug)
	}
	return 0, fmt.Errorf("there is no lesson %q; there are %s", slug, strings.Join(slugs, ", "))
}
