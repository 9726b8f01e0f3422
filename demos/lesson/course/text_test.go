package course

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

var (
	symbolOfText = regexp.MustCompile(`\\sym\{([^}]*)\}|\{now=([^}]*)\}`)
	stateOfText  = regexp.MustCompile(`(?m)^#+ .*\{state=(\w+)[^}]*\}$`)
)

// A text speaks of its own lesson: every symbol has a figure, every link sets
// values that the lesson takes, its states are the lesson's, and there is an exercise.
func TestTextsSpeakOfTheirLesson(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		content, err := os.ReadFile(textOf(l))
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		if !strings.Contains(text, "\n## Exercise\n") && !strings.Contains(text, " exercise}\n") {
			t.Error("there is no exercise")
		}
		s := l.New()
		var told, shown []string
		for _, m := range stateOfText.FindAllStringSubmatch(text, -1) {
			told = append(told, m[1])
		}
		for _, state := range s.States() {
			shown = append(shown, state.Slug)
			if err := l.New().Set(state.Values); err != nil {
				t.Errorf("the state %s: %v", state.Slug, err)
			}
		}
		if !slices.Equal(told, shown) {
			t.Errorf("the text tells the states %q, the picture has %q", told, shown)
		}
		figures := map[string]bool{}
		for _, f := range s.Figures() {
			figures[f.Symbol] = true
		}
		for _, m := range symbolOfText.FindAllStringSubmatch(text, -1) {
			if !figures[m[1]+m[2]] {
				t.Errorf("%s has no figure", m[0])
			}
		}
		for _, link := range demotest.Links(t, textOf(l)) {
			if err := l.New().Set(link.Values); err != nil {
				t.Errorf("%v: %v", link.Values, err)
			}
		}
	})
}

// A link shows what its sentence says whatever was followed before it: the page
// sets only what a link names, so each names all that any other of its text does.
func TestLinksOfATextNameTheSameValues(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		links := demotest.Links(t, textOf(l))
		all := demos.Values{}
		for _, link := range links {
			all = all.With(link.Values)
		}
		for _, link := range links {
			for name := range all {
				if _, named := link.Values[name]; !named {
					t.Errorf("the link %q leaves %s to the link before it", link.Words, name)
				}
			}
		}
	})
}

// ungrammatical is what a form with a number or a name filled in must not become.
var ungrammatical = regexp.MustCompile(`(?i)\b(1 (groups|runs|entries|cells|layers|units|steps|parameters|samples|points)|a one)\b`)

// light are words for brightness: a theme turns them over.
var light = regexp.MustCompile(`(?i)\b(black|white|darker|darkest|lighter|lightest|brighter|brightest)\b`)

// What a lesson says of itself is grammatical at every corner of its controls.
func TestWordsAreGrammatical(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		s := l.New()
		say := func(at string) {
			words := []string{s.Alt()}
			for _, f := range s.Figures() {
				words = append(words, f.Words)
			}
			for _, w := range words {
				if wrong := ungrammatical.FindString(w); wrong != "" {
					t.Errorf("%s: %q in %q", at, wrong, w)
				}
			}
		}
		say("at first")
		for _, c := range s.Controls() {
			for _, v := range corners(c) {
				if s.Set(demos.Values{c.Name: v}) == nil {
					say(c.Name + " = " + v)
				}
			}
			s.Set(demos.Defaults(s.Controls()))
		}
	})
}

// Texts and pictures name no brightness: what is dark on white is light at night.
func TestWordsHoldInBothThemes(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		content, err := os.ReadFile(textOf(l))
		if err != nil {
			t.Fatal(err)
		}
		if word := light.FindString(string(content)); word != "" {
			t.Errorf("the text says %q", word)
		}
		for _, size := range demotest.Sizes {
			for _, text := range demotest.Record(l.New(), size).Texts {
				if word := light.FindString(text.Text); word != "" {
					t.Errorf("the picture says %q in %q", word, text.Text)
				}
			}
		}
	})
}

// textOf is the file of a lesson's text.
func textOf(l Lesson) string {
	return filepath.Join("..", "..", "..", "site", "lessons", l.Slug+".md")
}
