package publish

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/tools/serve/static"
)

// page is one page of the site before it is rendered.
type page struct {
	name     string   // the file
	template string   // of site/
	source   string   // the file of its text below site/; "" is none
	text     string   // Markdown, after that of the file; filled into data by typeset
	lesson   bool     // the text is one of a lesson
	states   []string // the slugs of the states of its picture, in their order
	data     pageData
}

// contents returns all pages of the site.
func contents() []*page {
	all := []*page{home()}
	for i, l := range course.Lessons {
		all = append(all, lesson(i, l))
	}
	return append(all, lab(), library(), missing())
}

// missing is the answer to addresses at which there is no page.
func missing() *page {
	return &page{name: static.Missing, template: "missing.html", data: pageData{
		Title:   "No such page · Cauchy–Newton playground",
		Heading: "There is no page at this address",
		Climbs:  climbs(),
	}}
}

// library is the page about the engine for those who write programs.
func library() *page {
	return &page{name: "library.html", template: "plain.html", source: "library.md", data: pageData{
		Title:       "The library · Cauchy–Newton playground",
		Description: "The partition Hessian H̄ of a network of your own: from Go, from the command line, or from a file.",
		Script:      "plain.js",
		Here:        "library",
		Heading:     "The library",
	}}
}

// lab is the page for runs without a lesson: its text, and the presets as links.
func lab() *page {
	p := run("lab.html", "race", nil)
	p.data.Tabs, p.data.First = tabs("About"), "settings-panel" // it has no story
	p.source = "lab.md"
	for _, preset := range runs.Presets {
		line := fmt.Sprintf("\n* [%s](?preset=%s) (%d steps). %s", preset.Name, preset.Slug, preset.Steps, preset.Comment)
		p.text += strings.ReplaceAll(line, "λ_int", `$\lint$`)
	}
	p.data.Settings.Race.Presets = runs.Presets
	p.data.Title, p.data.Here, p.data.Heading = "The lab · Cauchy–Newton playground", "lab", "The lab"
	p.data.Description = "Train a network in your browser with any data, partition and method, and see H̄, the step sizes and the cubic model at every step."
	return p
}

// run is a page of runs of the engine, which trains in a worker, with the scene
// that shows them and the lanes beside the first.
func run(name, scene string, rivals []string) *page {
	controls := runs.Controls()
	more := &raceSettings{Look: runs.LookControls(), Stop: runs.StopControls(), MaxFile: link.MaxFile}
	for _, r := range rivals {
		more.Rivals = append(more.Rivals, json.RawMessage(r))
	}
	return &page{name: name, template: "training.html", data: pageData{
		Script:   "page.js",
		Picture:  "Picture of the race: the curves of all lanes, and below them what one of them sees",
		Loading:  "the engine and the picture",
		Steps:    true,
		Seeds:    true,
		Sections: sections(controls),
		Settings: &settings{Scene: scene, Controls: client.RunControls(), Race: more},
	}}
}

// tab is one of the tabs of a page with a picture; Name is the id of its panel.
type tab struct{ Name, Label string }

// tabs are those of a page: its text, which has that label, the numbers of its picture
// and the controls.
func tabs(text string) []tab {
	return []tab{{"story-panel", text}, {"more", "More numbers"}, {"settings-panel", "Settings"}}
}

// shown is the lesson of which the home page has the picture.
const shown = "cauchy-to-newton"

// home is the page at the root: the course, and a live picture.
func home() *page {
	l, _ := course.Find(shown)
	return &page{name: "index.html", template: "index.html", data: pageData{
		Title:       "Cauchy–Newton playground",
		Description: "See why a second-order step is different: live lessons on Cauchy’s and Newton’s methods and all that lies between, and networks that learn in your browser.",
		Script:      "home.js",
		Here:        "home",
		Picture:     l.Title,
		Loading:     "the picture",
		Settings:    &settings{Scene: shown, Controls: l.New().Controls(), Bare: true},
	}}
}

// lesson is the page of the i-th lesson.
func lesson(i int, l course.Lesson) *page {
	p := &page{name: l.Slug + ".html", template: "lesson.html", data: pageData{Script: "lesson.js", Picture: l.Title, Loading: "the picture", Undoes: true}}
	if l.New == nil {
		p = run(p.name, l.Slug, runs.Lesson[1:])
		for _, s := range runs.States {
			p.states = append(p.states, s.Slug)
		}
	}
	p.source, p.lesson = "lessons/"+l.Slug+".md", true
	d := &p.data
	d.Title, d.Description = l.Title+" · Cauchy–Newton playground", l.Claim
	d.Here, d.Heading, d.Kicker = l.Slug, l.Title, course.Kicker(l.Slug)
	d.Tabs, d.First = tabs("Story"), "story-panel"
	if i > 0 {
		d.Before = &course.Lessons[i-1]
	}
	if i+1 < len(course.Lessons) {
		d.Next = &course.Lessons[i+1]
	}
	if l.New == nil {
		return p
	}
	scene := l.New()
	for _, s := range scene.States() {
		p.states = append(p.states, s.Slug)
	}
	used := client.NewLesson(scene)
	d.Steps, d.Parts, d.Seeds = used.Knows(client.Step), used.Knows(client.Whole), used.Knows(client.Seed)
	d.Sections, d.Questions = sections(scene.Controls()), scene.Questions()
	d.Settings = &settings{Scene: l.Slug, Controls: used.Controls()}
	return p
}
