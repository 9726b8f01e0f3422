package runs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
)

// show is a session with scenes that follow it, through JSON as in the page.
type show struct {
	t       testing.TB
	session *session.Session
	scene   *Scene
	errors  int
}

func begin(t testing.TB, scene *Scene) *show {
	w := &show{t: t, session: session.New(), scene: scene}
	now := 0.0
	w.session.Clock = func() float64 { now += 0.004; return now }
	return w
}

// tell sends commands, lets them be done, and returns the events.
func (w *show) tell(commands ...string) (all []link.Event) {
	w.t.Helper()
	take := func(events []link.Event) {
		for _, e := range events {
			text, err := json.Marshal(e)
			if err != nil {
				w.t.Fatal(err)
			}
			if err := w.scene.Receive(text); err != nil {
				w.t.Fatal(err)
			}
			if e.Is == "error" {
				w.errors++
			}
		}
		all = append(all, events...)
	}
	for _, text := range commands {
		c, err := link.DecodeCommand([]byte(text))
		if err != nil {
			w.t.Fatal(err)
		}
		take(w.session.Handle(c))
		for w.session.Busy() {
			take(w.session.Slice(func() bool { return false }))
		}
	}
	return all
}

const racers = `{"do":"open","state":{"layers":"12-8-10","batch":50,"summaryBatch":100},"lanes":[{"method":"sgd","rate":0.05},{"method":"adam","rate":0.01},{"partition":"per-layer","adaptive":true}]}`

func (w *show) paint(name string, width, height float64, p demos.Pointer, theme *demos.Theme) []byte {
	return demotest.Paint(w.t, name, w.scene, demotest.Size{W: width, H: height}, p, theme)
}

// A lane that stopped says why in full, on a phone too, and the table has its
// place for the pointer below it.
func TestALaneSaysWhyItStopped(t *testing.T) {
	w := begin(t, New())
	w.tell(`{"do":"open","state":{"layers":"12-8-10","batch":50,"summaryBatch":100,"activation":"relu","method":"sgd","rate":1000},"lanes":[{"rate":0.05}]}`, `{"do":"step","n":12}`)
	s := w.scene
	if len(s.lanes) != 2 || s.lanes[0].ended == "" || s.lanes[1].ended != "" {
		t.Fatal("the first lane alone should stop")
	}
	for _, size := range []demotest.Size{demotest.Desktop, {W: 733, H: 500}, demotest.Phone, demotest.Small} {
		c := demotest.Record(s, size)
		for _, part := range strings.Split(s.lanes[0].ended, "; ") {
			if !slices.ContainsFunc(c.Texts, func(text demos.RecordedText) bool { return strings.Contains(text.Text, part) }) {
				t.Errorf("%gx%g: %q is cut", size.W, size.H, part)
			}
		}
		b := s.layout.legend
		for row, want := range []int{0, 0, 0, 1} {
			at, ok := s.panels.List[0].Panel.Under(s, demos.Point{X: b.X + 60, Y: b.Y + rowHeight*(float64(row)+1.5)})
			if !ok || at.I != want {
				t.Errorf("%gx%g: row %d is of lane %d", size.W, size.H, row, at.I+1)
			}
		}
	}
}

// Below a formula η has the number of its entries, not a value.
func TestEtaIsCountedInEntries(t *testing.T) {
	w := begin(t, New())
	w.tell(racers, `{"do":"step","n":2}`)
	for _, f := range w.scene.Figures() {
		if want, ok := map[string]string{"eta": "6 entries", "gbar": "6 entries", "hbar": "6 × 6"}[f.Symbol]; ok && f.Words != want {
			t.Errorf("%s is said to be %q, want %q", f.Symbol, f.Words, want)
		}
	}
	if alt := w.scene.Alt(); !strings.HasPrefix(alt, "A race of 4 runs") {
		t.Error(alt)
	}
	w.tell(`{"do":"open","state":{"layers":"8-10"}}`)
	if alt := w.scene.Alt(); strings.Contains(alt, "1 runs") {
		t.Error(alt)
	}
}

// Every panel of a real race paints; light and dark differ.
func TestPictures(t *testing.T) {
	w := begin(t, New())
	n := 30
	if demotest.Writing() {
		n = 150
	}
	w.tell(racers, fmt.Sprintf(`{"do":"step","n":%d}`, n), `{"do":"ask","n":7}`)
	var before []byte
	for i, what := range link.Panels {
		w.tell(fmt.Sprintf(`{"do":"look","what":%q,"axis":%q,"lane":%d}`, what, link.Axes[i%3], []int{0, 0, 3, 0, 0, 1, 0}[i]))
		theme := &demos.Light
		if i%2 == 1 {
			theme = &demos.Dark
		}
		now := w.paint(what+"-wide", 1040, 650, demos.Pointer{}, theme)
		if bytes.Equal(before, now) {
			t.Errorf("%s is the picture before it", what)
		}
		before = now
		w.paint(what+"-phone", 360, 520, demos.Pointer{}, &demos.Light)
		w.paint(what+"-small", 320, 480, demos.Pointer{}, &demos.Dark)
	}
	w.tell(`{"do":"open","state":{"data":"blobs?classes=4","layers":"8-4"},"lanes":[{"method":"sgd"}]}`, `{"do":"step","n":40}`, `{"do":"look","what":"data"}`)
	w.paint("plane-wide", 1040, 650, demos.Pointer{}, &demos.Light)
	w.paint("plane-phone", 360, 520, demos.Pointer{}, &demos.Dark)
	if w.errors > 0 {
		t.Errorf("%d errors", w.errors)
	}
}
