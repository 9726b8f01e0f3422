package catalogue

import (
	"regexp"
	"strings"

	"github.com/cauchy-newton/playground/ebitenui/panel"
	"github.com/cauchy-newton/playground/site/lessons"
)

// term matches a formula beside the value of a figure.
var term = regexp.MustCompile(`^(\$.*\$) \{now=(\w+)\}$`)

// story returns what the text of a lesson says of the states of its picture.
func story(slug string) (parts []panel.Part) {
	for _, s := range lessons.Read(slug) {
		if s.State == "" {
			continue
		}
		p := panel.Part{State: s.State, Heading: plain(s.Heading)}
		for _, paragraph := range strings.Split(s.Text, "\n\n") {
			found, into := term.FindStringSubmatch(paragraph), &p.Text
			switch {
			case found != nil:
				p.Formula, p.Now = plain(found[1]), found[2]
				continue
			case strings.HasPrefix(paragraph, "> "):
				into, paragraph = &p.Try, strings.ReplaceAll("\n"+paragraph, "\n> ", "\n")
			}
			*into = strings.TrimSpace(*into + " " + plain(paragraph))
		}
		parts = append(parts, p)
	}
	return parts
}
