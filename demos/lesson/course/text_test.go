package course

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

var (
	linkOfText   = regexp.MustCompile(`\]\(\?([^)]*)\)`)
	symbolOfText = regexp.MustCompile(`\\sym\{([^}]*)\}`)
)

// A text speaks of its own lesson: every symbol has a figure, every link sets
// values that the lesson takes, and there is an exercise.
func TestTextsSpeakOfTheirLesson(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		content, err := os.ReadFile(filepath.Join("..", "..", "..", "site", "lessons", l.Slug+".md"))
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		if !strings.Contains(text, "\n## Exercise\n") {
			t.Error("there is no exercise")
		}
		s := l.New()
		figures := map[string]bool{}
		for _, f := range s.Figures() {
			figures[f.Symbol] = true
		}
		for _, m := range symbolOfText.FindAllStringSubmatch(text, -1) {
			if !figures[m[1]] {
				t.Errorf("\\sym{%s} has no figure", m[1])
			}
		}
		for _, m := range linkOfText.FindAllStringSubmatch(text, -1) {
			query, err := url.ParseQuery(m[1])
			if err != nil {
				t.Fatalf("?%s: %v", m[1], err)
			}
			values := demos.Values{}
			for name := range query {
				values[name] = query.Get(name)
			}
			if err := l.New().Set(values); err != nil {
				t.Errorf("?%s: %v", m[1], err)
			}
		}
	})
}
