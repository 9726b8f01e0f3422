package catalogue

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/typeface"
	"github.com/cauchy-newton/playground/ebitenui/panel"
	"github.com/cauchy-newton/playground/engine/link"
)

// The window has what the page has: every lesson of the course, once, the race
// first, and the lab last.
func TestTheWindowHasTheWholeCourse(t *testing.T) {
	scenes := Scenes()
	if len(scenes) != len(course.Lessons)+1 || scenes[len(scenes)-1].Slug != "lab" {
		t.Errorf("%d scenes for %d lessons", len(scenes), len(course.Lessons))
	}
	for _, l := range course.Lessons {
		i, err := Find(scenes, l.Slug)
		if err != nil {
			t.Error(err)
			continue
		}
		_, computes := scenes[i].New().(demos.Lesson)
		if computes != (l.New != nil) || computes != (i > 0) {
			t.Errorf("%s: place %d, computes by itself: %v", l.Slug, i, computes)
		}
		if scenes[i].Title != l.Title || scenes[i].Task == "" {
			t.Errorf("%s: entry %+v", l.Slug, scenes[i].Entry)
		}
	}
}

func TestAnUnknownLessonIsNamedWithThoseThereAre(t *testing.T) {
	scenes := Scenes()
	_, err := Find(scenes, "two-steps")
	if err == nil || strings.Contains(err.Error(), "\n") {
		t.Fatalf("%v, want one line", err)
	}
	for _, s := range append(scenes, Scene{Slug: "two-steps"}) {
		if !strings.Contains(err.Error(), s.Slug) {
			t.Errorf("%q does not name %s", err, s.Slug)
		}
	}
}

// windows are the smallest and usual sizes.
var windows = [][2]float64{{560, 400}, {1000, 400}, {1024, 700}, {1280, 800}, {1920, 1080}}

// Around every scene of the course, in each window: the panel's texts have their
// letters, none leaves the window, and the wheel brings every control.
func TestEverySceneHasItsPanel(t *testing.T) {
	var set typeface.Setter
	type line struct {
		text       string
		bold, mono bool
	}
	widths, covered := map[line]float64{}, map[string]bool{} // a text is looked at once
	entries := Entries(Scenes(), false)
	for i, e := range entries {
		p := panel.New(entries, i, func(func([]byte) error) func(link.Command) { return func(link.Command) {} })
		for _, size := range windows {
			paper := demos.Recorder{Width: size[0], Height: size[1], Measure: func(s string, st demos.TextStyle) float64 {
				if st.Size == 0 {
					st.Size = 12
				}
				l := line{s, st.Bold, st.Mono}
				w, known := widths[l]
				if !known {
					w = set.Line(nil, s, typeface.Style{Bold: st.Bold, Mono: st.Mono}).Width
					widths[l] = w
				}
				return w * st.Size
			}}
			look := func(where string) {
				p.Draw(&paper)
				for _, text := range paper.Texts {
					b := text.Box
					if b.X < -0.5 || b.Y < 0 || b.X+b.W > size[0]+0.5 || b.Y+b.H > size[1] {
						t.Errorf("%s, %v, %s: %q lies at %v", e.Title, size, where, text.Text, b)
					}
					if !covered[text.Text] && !set.Covers(text.Text) {
						t.Errorf("%s, %s: %q has letters that are not in the fonts", e.Title, where, text.Text)
					}
					covered[text.Text] = true
				}
			}
			look("controls")
			for i, a := range paper.Texts {
				for _, b := range paper.Texts[:i] {
					if a.Box.Y < 30 && b.Box.Y < 30 && a.Box.Meets(b.Box) { // in the bar
						t.Errorf("%s, %v: %q meets %q", e.Title, size, a.Text, b.Text)
					}
				}
			}
			column := demos.Point{X: size[0] - 60, Y: 150}
			if size[0] < 1000 {
				p.Do(panel.Column)
			}
			seen := map[string]bool{}
			for range 4 {
				p.Update(demos.Pointer{Point: column, Inside: true}, nil)
				for range 5 {
					look("rolled")
					for _, c := range p.Controls() {
						seen[c.Name] = seen[c.Name] || written(&paper, c.Label, size[0]-300)
					}
					p.Roll(-5)
				}
				p.Do(panel.Turn)
			}
			for _, c := range p.Controls() {
				if !seen[c.Name] {
					t.Errorf("%s, %v: the control %q is not there", e.Title, size, c.Label)
				}
			}
			for y := 90.0; y < size[1]; y += 20 { // the help of each
				p.Update(demos.Pointer{Point: demos.Point{X: size[0] - 60, Y: y}, Inside: true}, nil)
				look("help")
			}
			p.Update(demos.Pointer{}, nil)
			p.Do(panel.Check)
			look("exercise")
			p.Leave() // the column of a narrow window
			p.Show(i)
		}
	}
}

// flat leaves out what is drawn and not set: bars, and what an index begins with.
var flat = strings.NewReplacer("\u0304", "", "\u1e21", "g", "_", "", " ", "", fixed, "")

// Every state of a lesson has its sentences, in the order of the states, with a figure
// beside its formula, and the window shows them whole at every size.
func TestEveryStateHasItsSentences(t *testing.T) {
	var set typeface.Setter
	told := 0
	for i, e := range Entries(Scenes(), true) {
		scene, ok := e.New().(demos.Lesson)
		if !ok || len(scene.States()) != len(e.Story) {
			if len(e.Story) > 0 || ok {
				t.Errorf("%s: the text has %d states and the picture others", e.Title, len(e.Story))
			}
			continue
		}
		for _, size := range windows {
			p := panel.New(Entries(Scenes(), true), i, func(func([]byte) error) func(link.Command) { return func(link.Command) {} })
			paper := measured(&set, size)
			p.Draw(paper)
			if size[0] < 1000 {
				p.Do(panel.Column)
			}
			for k, part := range e.Story {
				told++
				if state := scene.States()[k]; part.State != state.Slug {
					t.Errorf("%s: state %d is %s in the text and %s in the picture", e.Title, k, part.State, state.Slug)
				}
				known := slices.ContainsFunc(scene.Figures(), func(f demos.Figure) bool { return f.Symbol == part.Now })
				if part.Heading == "" || part.Text == "" || known != (part.Formula != "") {
					t.Errorf("%s: %+v", e.Title, part)
				}
				p.Draw(paper)
				said := ""
				for _, text := range paper.Texts {
					if text.Box.X >= size[0]-290 && text.Box.Y > 80 {
						said += text.Text + " "
					}
				}
				for _, want := range []string{part.Heading, part.Text, part.Formula, part.Try} {
					if !strings.Contains(flat.Replace(said), flat.Replace(want)) || strings.ContainsAny(want, "\\$*[]{}^") {
						t.Errorf("%s, %v, %s: %q is not in %q", e.Title, size, part.State, want, said)
					}
				}
				if part.Now != "" && !strings.Contains(said, "now ") {
					t.Errorf("%s, %v, %s: there is no value now", e.Title, size, part.State)
				}
				p.Do(panel.After)
			}
		}
	}
	if told == 0 {
		t.Error("no lesson has states")
	}
}

// measured is a recorder of that size with the widths of the window's fonts.
func measured(set *typeface.Setter, size [2]float64) *demos.Recorder {
	return &demos.Recorder{Width: size[0], Height: size[1], Measure: func(s string, st demos.TextStyle) float64 {
		return set.Line(nil, s, typeface.Style{Bold: st.Bold, Mono: st.Mono, Math: st.Math}).Width * st.Em()
	}}
}

var unmarked = strings.NewReplacer("\u0304", "", "\u1e21", "g", "_", "")

// written tells whether a label, or its beginning if it was cut, stands right of
// x.
func written(paper *demos.Recorder, label string, x float64) bool {
	plain := unmarked.Replace(label)
	for i, text := range paper.Texts {
		line, end := text.Text, text.Box.X+text.Box.W
		for _, next := range paper.Texts[i+1:] { // an index, and what follows it
			if math.Abs(next.Box.X-end) > 1e-6 {
				break
			}
			line, end = line+next.Text, end+next.Box.W
		}
		short := strings.TrimSuffix(line, "…")
		if text.Box.X >= x && short != "" && strings.HasPrefix(plain, short) && (short == plain || len(short) > 8) {
			return true
		}
	}
	return false
}
