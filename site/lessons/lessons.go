// Package lessons holds the texts of the lessons, one a file, and cuts them into
// sections: for the publisher of the site, and for the window, which has no page to
// show them on.
//
// A heading may say which state of the picture its section is about, and that it is
// the exercise:
//
//	## One piece: it zigzags {state=one}
//	## Your own cut {state=own exercise}
//
// A heading of one # is the title of the opening. The heading "Exercise" says by
// itself that it is one.
package lessons

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
)

//go:embed *.md
var texts embed.FS

// Section is a part of a text with its heading. The part before the first heading has
// none.
type Section struct {
	Heading string
	State   string // the slug of the state of the picture; "" is none
	Task    bool   // it is the exercise
	Text    string // Markdown with TeX
}

var (
	headings = regexp.MustCompile(`(?m)^##? (.*?)(?: *\{([^{}\n]*)\})?$`)
	slugs    = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// Cut cuts a text into its sections. Two sections of one state, and two exercises, are
// errors.
func Cut(text string) (sections []Section, err error) {
	now, from := Section{}, 0
	end := func(at int) {
		now.Text = strings.TrimSpace(text[from:at])
		if now.Heading != "" || now.Text != "" {
			sections = append(sections, now)
		}
	}
	states, tasks := map[string]bool{}, 0
	for _, at := range headings.FindAllStringSubmatchIndex(text, -1) {
		end(at[0])
		from, now = at[1], Section{Heading: text[at[2]:at[3]]}
		now.Task = now.Heading == "Exercise"
		if at[4] >= 0 {
			for _, word := range strings.Fields(text[at[4]:at[5]]) {
				slug, isState := strings.CutPrefix(word, "state=")
				switch {
				case word == "exercise":
					now.Task = true
				case isState && slugs.MatchString(slug) && now.State == "":
					now.State = slug
				default:
					return nil, fmt.Errorf("the heading %q says %q: it takes state=slug, once, and exercise", now.Heading, word)
				}
			}
		}
		if now.Task {
			tasks++
		}
		if states[now.State] || tasks > 1 {
			return nil, fmt.Errorf("the heading %q is the second of its state, or the second exercise", now.Heading)
		}
		states[now.State] = now.State != ""
	}
	end(len(text))
	return sections, nil
}

// Read returns the sections of a lesson; none if there is no lesson of that slug. It
// panics on a text that cannot be cut, which a test rules out.
func Read(slug string) []Section {
	text, err := texts.ReadFile(slug + ".md")
	if err != nil {
		return nil
	}
	sections, err := Cut(string(text))
	if err != nil {
		panic(fmt.Sprintf("lessons: %s: %v", slug, err))
	}
	return sections
}

// Task returns the exercise of a lesson in Markdown with TeX; "" where the
// lesson has none.
func Task(slug string) string {
	for _, s := range Read(slug) {
		if s.Task {
			return s.Text
		}
	}
	return ""
}
