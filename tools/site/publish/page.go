package publish

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/tools/serve/static"
)

// settings is what the scripts of the page have to know; it lies in the page
// as JSON.
type settings struct {
	Scene    string          `json:"scene"`
	Controls []demos.Control `json:"controls"`
	Course   []string        `json:"course,omitempty"` // the slugs of the lessons
	Race     *raceSettings   `json:"race,omitempty"`   // of a page of runs
	Bare     bool            `json:"bare,omitempty"`   // of the scene, a demos.Bared
	Files    map[string]File `json:"files"`
}

// raceSettings is what a page of runs has beyond the settings of a lane.
type raceSettings struct {
	Look    []demos.Control   `json:"look"` // the fields of a look command; its lane counts from 1
	Stop    []demos.Control   `json:"stop"` // the fields of link.Stop after "stop-"
	Presets []runs.Preset     `json:"-"`
	Rivals  []json.RawMessage `json:"rivals,omitempty"` // what differs in the further lanes that the page opens
	MaxFile int               `json:"maxFile"`          // the bytes of a file that may be opened
}

// section is a headed group of controls; Restart says that each of them starts
// the run again.
type section struct {
	Name     string
	Controls []demos.Control
	Restart  bool
}

// pageData fills the templates of site/.
type pageData struct {
	Files       map[string]File
	Address     string // of the site, "" if it is not known
	Title       string // of the window
	Description string
	Script      string // the page's own
	Here        string // which page this is, for the menu
	Course      []course.Lesson

	Picture  string // what the stage shows, in words
	Loading  string // what is waited for
	Steps    bool   // play, step and reset have a meaning
	Parts    bool   // steps have parts: there is a way to the end of one
	Seeds    bool   // so has a new seed
	Undoes   bool
	Sections []section
	Speed    demos.Control
	Settings *settings // nil: no scene

	Kicker       string // above the heading: "Lesson 3 of 9"
	Heading      string
	Tabs         []tab
	First        string        // the name of the tab that is open at first
	Story        []part        // the sections with states, the opening first
	Text         template.HTML // the rest
	Exercise     template.HTML
	Questions    []demos.Control
	Before, Next *course.Lesson

	Icon   template.URL // the icon itself
	Climbs []string     // the folders above an address, from its own on
}

// Path returns the address of a published file; "" where there is none, as in
// a test of a template.
func (d pageData) Path(name string) string { return d.Files[name].Path }

// Preview returns the address of the image by which a link to the page is shown, "" if
// that of the site is not known.
func (d pageData) Preview() string {
	if d.Address == "" {
		return ""
	}
	return d.Address + cmp.Or(d.Path(d.Here+previewSuffix), d.Path(shown+previewSuffix))
}

// Themes returns the suffixes of the images of lessons.
func (pageData) Themes() (names []string) {
	for _, s := range cardStills {
		names = append(names, s.suffix)
	}
	return names
}

// Number returns how many lessons there are up to the i-th of the course.
func (d pageData) Number(i int) (n int) {
	for _, l := range d.Course[:i+1] {
		if l.Numbered() {
			n++
		}
	}
	return n
}

// Policy returns what a page may load and run, as the content of a meta element.
func (pageData) Policy() template.HTMLAttr {
	return template.HTMLAttr(`content="` + static.Policy + `"`)
}

// Early returns the names of the fonts that the first screen needs.
func (d pageData) Early() (names []string) {
	for i := range early {
		names = append(names, face(i))
	}
	return names
}

// TaskTold reports whether the exercise is a state of the story.
func (d pageData) TaskTold() bool {
	return slices.ContainsFunc(d.Story, func(s part) bool { return s.Task })
}

// Sum returns the hash by which a browser knows a published file, so that it runs
// none that is damaged.
func (d pageData) Sum(name string) string { return d.Files[name].sum }

// stage renders the page of the canvas's frame.
func stage(o Options, w *writer) error {
	content, err := render(o, "frame.html", pageData{Files: w.manifest.Files})
	if err != nil {
		return err
	}
	_, err = w.hashed("frame.html", content)
	return err
}

// pages renders all pages, with the controls of their scenes, so that text and
// controls are there before any program is.
func pages(o Options, w *writer) error {
	icon, err := source(o, "icon.svg")
	if err != nil {
		return err
	}
	if _, err := w.hashed("icon.svg", icon); err != nil {
		return err
	}
	inline := template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(icon))
	var slugs []string
	for _, l := range course.Lessons {
		slugs = append(slugs, l.Slug)
	}
	files, fetched := map[string]File{}, map[string]File{}
	for name, f := range w.manifest.Files {
		files[name] = File{Path: f.Path, Bytes: f.Bytes, sum: f.sum}
		if !strings.HasSuffix(name, ".png") { // no script asks for these
			fetched[name] = files[name]
		}
	}
	all := contents()
	if err := typeset(o, all); err != nil {
		return err
	}
	for _, p := range all {
		p.data.Files, p.data.Course, p.data.Speed, p.data.Icon, p.data.Address = files, course.Lessons, client.Speed, inline, o.Address
		if p.data.Settings != nil {
			p.data.Settings.Files, p.data.Settings.Course = fetched, slugs
		}
		content, err := render(o, p.template, p.data)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := w.fixed(p.name, content); err != nil {
			return err
		}
	}
	return nil
}

// sections gathers the controls under their headings, in the order in which
// the scene names them.
func sections(controls []demos.Control) []section {
	var out []section
	place := map[string]int{}
	for _, c := range controls {
		i, known := place[c.Group]
		if !known {
			i = len(out)
			place[c.Group] = i
			out = append(out, section{Name: c.Group, Restart: true})
		}
		out[i].Controls = append(out[i].Controls, c)
		out[i].Restart = out[i].Restart && c.Restart
	}
	return out
}

// render fills a template of site/, which may call those of site/part.
func render(o Options, name string, data pageData) ([]byte, error) {
	t, err := template.New(name).Funcs(template.FuncMap{
		"place":   place,
		"low":     func(c demos.Control) (string, error) { return place(c, number(c.Min)) },
		"high":    func(c demos.Control) (string, error) { return place(c, number(c.Max)) },
		"grain":   grain,
		"climb":   climb,
		"label":   label,
		"plainly": func(text template.HTML) string { return html.UnescapeString(tags.ReplaceAllString(string(text), "")) },
		"plain":   func(text string) string { return strings.ReplaceAll(text, "_", " ") },
	}).ParseGlob(filepath.Join(o.Root, "site", "part", "*.html"))
	if err != nil {
		return nil, err
	}
	if t, err = t.ParseFiles(filepath.Join(o.Root, "site", name)); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, name, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// tags are those of HTML.
var tags = regexp.MustCompile(`<[^>]*>`)

var subscript = regexp.MustCompile(`_(\w+)`)

// label writes the subscripts of a control's label: λ_int with a small int.
func label(text string) template.HTML {
	return template.HTML(subscript.ReplaceAllString(template.HTMLEscapeString(text), "<sub>$1</sub>"))
}

// place returns where a slider's thumb stands for a value: the value itself,
// or its decimal logarithm on a logarithmic slider. script/controls.js does the
// same.
func place(c demos.Control, value string) (string, error) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return "", fmt.Errorf("control %s: %w", c.Name, err)
	}
	if c.Log {
		v = math.Log10(v)
	}
	return number(v), nil
}

// grain is the distance between two places of a slider's thumb. A logarithmic
// one has twenty to a factor of ten: finer than its values are rounded.
func grain(c demos.Control) string {
	switch {
	case c.Log:
		return "0.05"
	case c.Step > 0:
		return number(c.Step)
	}
	return "any"
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
