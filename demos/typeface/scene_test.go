package typeface_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/demos/typeface"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// Every text that a race draws, wherever the visitor points and whatever is shown
// below it, has its letters.
func TestTheRaceCanBeSet(t *testing.T) {
	var set typeface.Setter
	seen := map[string]bool{}
	check := func(where, s string) {
		if !seen[s] && !set.Covers(s) {
			t.Errorf("%s: %q has letters that are not in the fonts", where, s)
		}
		seen[s] = true
	}
	for _, method := range []string{"grouped-newton", "sgd", "adam"} {
		scene := runs.NewLesson()
		for _, p := range runs.Presets {
			check("preset "+p.Slug, p.Name+p.Comment)
		}
		for _, c := range slices.Concat(scene.Controls(), runs.LookControls(), runs.StopControls()) {
			check("control "+c.Name, c.Label+c.Help+c.Unit)
			for _, o := range c.Options {
				check("control "+c.Name, o.Label)
			}
		}
		hover := func(when string) {
			for _, size := range [][2]float64{{1000, 700}, {390, 800}} {
				paper := demos.Recorder{Width: size[0], Height: size[1]}
				for x := 10.0; x < size[0]; x += 35 {
					for y := 10.0; y < size[1]; y += 35 {
						at := demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true}
						scene.Update(at, &demos.Light)
						scene.Draw(&paper)
						for _, text := range paper.Texts {
							check(method+", "+when, text.Text)
						}
					}
				}
			}
		}
		hover("at the start")
		session := session.New()
		tell := func(c link.Command) {
			for _, e := range session.Handle(c) {
				take(t, scene, e)
			}
			for session.Busy() {
				for _, e := range session.Slice(func() bool { return false }) {
					take(t, scene, e)
				}
			}
		}
		state, err := json.Marshal(map[string]any{"method": method, "layers": "8-6-10", "summaryBatch": 100, "period": 2})
		if err != nil {
			t.Fatal(err)
		}
		tell(link.Command{Do: "open", State: state})
		hover("opened")
		tell(link.Command{Do: "step", N: 12})
		hover("after 12 steps")
		for _, what := range link.Panels {
			tell(link.Command{Do: "look", What: what})
			hover(what)
		}
		tell(link.Command{Do: "set", State: []byte(`{"rate":-1}`)})
		hover("after a mistake")
	}
	if len(seen) < 100 {
		t.Errorf("only %d texts were seen", len(seen))
	}
}

func take(t *testing.T, scene demos.Scene, e link.Event) {
	t.Helper()
	text, err := json.Marshal(e)
	if err == nil {
		err = scene.Receive(text)
	}
	if err != nil {
		t.Fatal(fmt.Errorf("event %s: %w", e.Is, err))
	}
}

// Every text that the lessons draw has its letters: wherever the visitor
// points, at every option of every control.
func TestTheLessonsCanBeSet(t *testing.T) {
	var set typeface.Setter
	seen := map[string]bool{}
	for _, l := range course.Lessons {
		if l.New == nil {
			continue
		}
		scene := l.New()
		check := func(where, s string) {
			if !seen[s] && !set.Covers(s) {
				t.Errorf("%s, %s: %q has letters that are not in the fonts", l.Slug, where, s)
			}
			seen[s] = true
		}
		look := func(when string, stride float64) {
			for _, size := range [][2]float64{{1040, 650}, {360, 520}} {
				paper := demos.Recorder{Width: size[0], Height: size[1]}
				for x := 10.0; x < size[0]; x += stride {
					for y := 10.0; y < size[1]; y += stride {
						scene.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true}, &demos.Light)
						scene.Draw(&paper)
						for _, text := range paper.Texts {
							check(when, text.Text)
						}
					}
				}
			}
		}
		look("at first", 40)
		for _, c := range scene.Controls() {
			check("control "+c.Name, c.Label+c.Help+c.Unit)
			values := []string{}
			for _, o := range c.Options {
				check("control "+c.Name, o.Label)
				values = append(values, o.Value)
			}
			if c.Kind == demos.Number {
				for v := c.Min; v <= min(c.Max, c.Min+12); v++ {
					values = append(values, fmt.Sprint(v))
				}
			}
			for _, v := range values {
				if scene.Set(demos.Values{c.Name: v}) == nil {
					look(c.Name+" = "+v, 150)
				}
			}
			scene.Set(demos.Defaults(scene.Controls()))
		}
	}
}
