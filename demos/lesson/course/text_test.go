package course

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

var (
	symbols = regexp.MustCompile(`\\sym\{([^}]*)\}`)
	states  = regexp.MustCompile(`\]\(\?([^)]*)\)`)
)

// The text of a lesson speaks of its own picture: every symbol that it binds is
// one of the figures, every state that it links to can be set.
func TestTextsSpeakOfTheirPicture(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", "site", "lessons", l.Slug+".md"))
		if err != nil {
			t.Fatal(err)
		}
		s := l.New()
		figures := map[string]bool{}
		for _, f := range s.Figures() {
			figures[f.Symbol] = true
		}
		bound := symbols.FindAllStringSubmatch(string(text), -1)
		for _, m := range bound {
			if !figures[m[1]] {
				t.Errorf("the text binds %q, which is no figure of the lesson", m[1])
			}
		}
		if len(bound) == 0 {
			t.Error("the text binds no symbol")
		}
		for _, m := range states.FindAllStringSubmatch(string(text), -1) {
			query, err := url.ParseQuery(m[1])
			if err != nil {
				t.Fatalf("%s: %v", m[1], err)
			}
			v := demos.Values{}
			for name := range query {
				v[name] = query.Get(name)
			}
			if err := l.New().Set(v); err != nil {
				t.Errorf("the link ?%s: %v", m[1], err)
			}
		}
	})
}
