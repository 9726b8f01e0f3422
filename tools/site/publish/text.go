package publish

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// Formulas are cut out of the Markdown before it is parsed, so that nothing in
// them is taken for markup, and put back typeset. Between two characters of the
// private use area stands a formula's number.
const opening, closing = "\uE000", "\uE001"

var (
	formulas = regexp.MustCompile(`(?s)\$\$(.+?)\$\$|\$([^$\n]+?)\$`)
	marks    = regexp.MustCompile(opening + `(\d+)` + closing)
	alone    = regexp.MustCompile(`<p>` + opening + `(\d+)` + closing + `</p>`)
	symbols  = regexp.MustCompile(`\\sym\{([^}]*)\}`)
)

// formula is one formula of a text.
type formula struct {
	TeX     string `json:"tex"`
	Display bool   `json:"display"`
}

// exerciseTitle heads the part of a text that becomes the exercise's box.
const exerciseTitle = "## Exercise"

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Typographer, extension.Table),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
)

// typeset turns the texts of the pages into HTML.
func typeset(o Options, pages []*page) error {
	var all []formula
	for _, p := range pages {
		if p.source != "" {
			text, err := source(o, p.source)
			if err != nil {
				return err
			}
			p.text = string(text) + p.text
		}
		if strings.ContainsAny(p.text, opening+closing) {
			return fmt.Errorf("%s: the text holds a character of the private use area", p.name)
		}
		p.text = formulas.ReplaceAllStringFunc(p.text, func(text string) string {
			display := strings.HasPrefix(text, "$$")
			all = append(all, formula{strings.Trim(text, "$"), display})
			return opening + strconv.Itoa(len(all)-1) + closing
		})
	}
	set, err := katex(o, all)
	if err != nil {
		return err
	}
	for _, p := range pages {
		text, exercise := split(p.text)
		if p.data.Text, err = convert(text, all, set); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if p.data.Exercise, err = convert(exercise, all, set); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// split cuts the exercise out of a text: from its title to the next one.
func split(text string) (rest, exercise string) {
	before, after, found := strings.Cut("\n"+text, "\n"+exerciseTitle+"\n")
	if !found {
		return text, ""
	}
	exercise, next, more := strings.Cut(after, "\n## ")
	if more {
		before += "\n## " + next
	}
	return before, exercise
}

// convert turns Markdown into HTML, with the formulas set. A formula alone in
// a paragraph stands in a box, beside the values of its symbols.
func convert(text string, all []formula, set []string) (template.HTML, error) {
	var out bytes.Buffer
	if err := markdown.Convert([]byte(text), &out); err != nil {
		return "", err
	}
	number := func(mark string) int {
		i, err := strconv.Atoi(marks.FindStringSubmatch(mark)[1])
		if err != nil {
			panic(err) // it was written by Itoa
		}
		return i
	}
	html := alone.ReplaceAllStringFunc(out.String(), func(mark string) string {
		i := number(mark)
		return `<div class="formula"><div class="sum" tabindex="0" role="group" aria-label="formula">` + set[i] + `</div>` + values(all[i].TeX) + `</div>`
	})
	html = strings.ReplaceAll(html, "<pre>", `<pre tabindex="0">`) // a long line is scrolled by keyboard, too
	html = marks.ReplaceAllStringFunc(html, func(mark string) string { return set[number(mark)] })
	return template.HTML(html), nil
}

// values is the place where the page writes the present values of a formula's
// symbols.
func values(tex string) string {
	var names []string
	for _, m := range symbols.FindAllStringSubmatch(tex, -1) {
		names = append(names, m[1])
	}
	if len(names) == 0 {
		return ""
	}
	return `<p class="now" data-values="` + template.HTMLEscapeString(strings.Join(names, " ")) + `"></p>`
}
