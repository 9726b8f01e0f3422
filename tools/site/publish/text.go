package publish

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"github.com/cauchy-newton/playground/site/lessons"
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
	terms    = regexp.MustCompile(`<p>` + opening + `(\d+)` + closing + ` \{now=(\w+)\}</p>`)
	quotes   = regexp.MustCompile(`(?s)<blockquote>\s*<p>(.*?)</p>\s*</blockquote>`)
)

// formula is one formula of a text.
type formula struct {
	TeX     string `json:"tex"`
	Display bool   `json:"display"`
}

// target is the mark of what there is to do in a state.
const target = `<svg viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true"><circle cx="11" cy="11" r="4"/><path d="M11 1.5v3M11 17.5v3M1.5 11h3M17.5 11h3"/></svg>`

// part is a section of a lesson's text that has a state of the picture.
type part struct {
	State   string // its slug
	Heading template.HTML
	Text    template.HTML
	Task    bool // the text is the exercise
}

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
		if err := p.fill(all, set); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// fill turns the text of a page into HTML. That of a lesson is cut into the story,
// whose sections have states, the rest, and the exercise.
func (p *page) fill(all []formula, set []string) (err error) {
	if !p.lesson {
		p.data.Text, err = convert(p.text, all, set)
		return err
	}
	sections, err := lessons.Cut(p.text)
	if err != nil {
		return err
	}
	var rest strings.Builder
	d, told := &p.data, []string(nil)
	for _, s := range sections {
		if s.State == "" && !s.Task {
			if s.Heading != "" {
				rest.WriteString("## " + s.Heading + "\n\n")
			}
			rest.WriteString(s.Text + "\n\n")
			continue
		}
		text, err := convert(s.Text, all, set)
		if err != nil {
			return err
		}
		if s.Task {
			d.Exercise = text
		}
		if s.State == "" {
			continue
		}
		heading, err := convert(s.Heading, all, set)
		if err != nil {
			return err
		}
		told = append(told, s.State)
		d.Story = append(d.Story, part{s.State, template.HTML(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(heading)), "<p>"), "</p>")), text, s.Task})
	}
	if !slices.Equal(told, p.states) {
		return fmt.Errorf("the sections of the text have the states %v, the picture has %v", told, p.states)
	}
	d.Text, err = convert(rest.String(), all, set)
	return err
}

// convert turns Markdown into HTML, with the formulas set. A formula alone in
// a paragraph stands in a box, beside the values of its symbols; one of a state, with
// {now=symbol} behind it, beside the value of that figure. A quotation is what there is
// to do.
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
	html = terms.ReplaceAllStringFunc(html, func(mark string) string {
		found := terms.FindStringSubmatch(mark)
		return `<div class="term"><span>` + opening + found[1] + closing + `</span><output data-now="` + found[2] + `"></output></div>`
	})
	html = quotes.ReplaceAllString(html, `<p class="try">`+target+`<span>$1</span></p>`)
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
