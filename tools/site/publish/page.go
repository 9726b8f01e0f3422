package publish

import (
	"bytes"
	"fmt"
	"html/template"
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/training"
)

// settings is what the scripts of the page have to know; it lies in the page
// as JSON.
type settings struct {
	Controls []demos.Control `json:"controls"`
	Files    map[string]File `json:"files"`
}

// section is a headed group of controls; Restart says that each of them starts
// the run anew.
type section struct {
	Name     string
	Controls []demos.Control
	Restart  bool
}

// speed is the one control that belongs to the page and not to the scene: the
// engine is always as fast as it can be, and the page lets it rest between steps.
var speed = demos.Control{
	Name: "speed", Label: "Speed", Kind: demos.Choice, Default: "fast",
	Options: []demos.Option{
		{Value: "fast", Label: "full speed"},
		{Value: "slow", Label: "slow"},
		{Value: "slower", Label: "very slow"},
	},
	Help: "How fast play goes: as fast as this machine can, or with a rest of a tenth or half of a second after each step.",
}

// pageData fills index.html.
type pageData struct {
	Files    map[string]File
	Sections []section
	Speed    demos.Control
	Settings settings
}

// stage renders the page of the canvas's frame.
func stage(o Options, w *writer) error {
	content, err := render(o, "frame.html", pageData{Files: w.manifest.Files})
	if err != nil {
		return err
	}
	_, err = w.hashed("frame.html", content)
	return err
}

// page renders the page itself, with the controls of the training scene, so
// that text and controls are there before any program is.
func page(o Options, w *writer) error {
	icon, err := source(o, "icon.svg")
	if err != nil {
		return err
	}
	if _, err := w.hashed("icon.svg", icon); err != nil {
		return err
	}
	controls := training.Controls()
	files := map[string]File{}
	for name, f := range w.manifest.Files {
		files[name] = File{Path: f.Path, Bytes: f.Bytes}
	}
	content, err := render(o, "index.html", pageData{
		Files:    files,
		Sections: sections(controls),
		Speed:    speed,
		Settings: settings{Controls: append(controls, speed), Files: files},
	})
	if err != nil {
		return err
	}
	return w.fixed("index.html", content)
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

// render fills a template of site/.
func render(o Options, name string, data pageData) ([]byte, error) {
	t, err := template.New(name).Funcs(template.FuncMap{
		"place": place,
		"low":   func(c demos.Control) (string, error) { return place(c, number(c.Min)) },
		"high":  func(c demos.Control) (string, error) { return place(c, number(c.Max)) },
		"grain": grain,
		"label": label,
		"plain": func(text string) string { return strings.ReplaceAll(text, "_", " ") },
	}).ParseFiles(filepath.Join(o.Root, "site", name))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

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
