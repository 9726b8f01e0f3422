package race

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/raster"
	"github.com/cauchy-newton/playground/demos/session"
)

// go test ./demos/race -run TestPictures -args -pictures /tmp writes what the
// tests see, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the scene")

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
		take(w.session.Receive([]byte(text)))
		for w.session.Busy() {
			take(w.session.Slice(func() bool { return false }))
		}
	}
	return all
}

const racers = `{"do":"open","state":{"layers":"12-8-10","batch":50,"summaryBatch":100},"lanes":[{"method":"sgd","rate":0.05},{"method":"adam","rate":0.01},{"partition":"per-layer","adaptive":true}]}`

func (w *show) paint(name string, width, height float64, p demos.Pointer, theme *demos.Theme) *raster.Canvas {
	c := raster.New(width, height, 1)
	if *pictures != "" {
		c = raster.New(width, height, 2)
	}
	w.scene.Update(p, theme)
	w.scene.Draw(c)
	if *pictures != "" {
		var b bytes.Buffer
		if err := png.Encode(&b, c.Pixels()); err != nil {
			w.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*pictures, name+".png"), b.Bytes(), 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
	return c
}

// Every panel of a real race paints; light and dark differ.
func TestPictures(t *testing.T) {
	w := begin(t, New())
	n := 30
	if *pictures != "" {
		n = 150
	}
	w.tell(racers, fmt.Sprintf(`{"do":"step","n":%d}`, n), `{"do":"ask","n":7}`)
	var before []byte
	for i, what := range link.Panels {
		w.tell(fmt.Sprintf(`{"do":"look","what":%q,"axis":%q,"lane":%d}`, what, link.Axes[i%3], []int{0, 0, 3, 0, 0, 1}[i]))
		theme := &demos.Light
		if i%2 == 1 {
			theme = &demos.Dark
		}
		now := w.paint(what+"-wide", 1040, 650, demos.Pointer{}, theme).Pixels().Pix
		if bytes.Equal(before, now) {
			t.Errorf("%s is the picture before it", what)
		}
		before = bytes.Clone(now)
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
