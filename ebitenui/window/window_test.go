package window

import (
	"context"
	"fmt"
	"image"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/ebitenui"
	"github.com/cauchy-newton/playground/ebitenui/catalogue"
	_ "github.com/cauchy-newton/playground/ebitenui/displaytest"
	"github.com/cauchy-newton/playground/ebitenui/panel"
)

// inside runs the tests from the first Update: pixels can be read back only
// while a game runs.
type inside struct {
	tests *testing.M
	code  int
}

func (g *inside) Update() error {
	g.code = g.tests.Run()
	return ebiten.Termination
}
func (g *inside) Draw(*ebiten.Image)         {}
func (g *inside) Layout(w, h int) (int, int) { return w, h }

func TestMain(m *testing.M) {
	g := &inside{tests: m, code: 1}
	if err := ebiten.RunGame(g); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(g.code)
}

// visitor is an Input that presses what it is told, once.
type visitor struct{ next ebitenui.State }

func (v *visitor) Read(s *ebitenui.State, _ ebitenui.View) {
	*s = v.next
	v.next.Keys, v.next.Letters = nil, nil
}

// window is a window on a screen of its own, moved on by hand.
type window struct {
	t *testing.T
	*ebitenui.Game
	visitor visitor
	screen  *ebiten.Image
}

func open(t *testing.T, slug string) *window {
	t.Helper()
	scenes := catalogue.Scenes()
	first, err := catalogue.Find(scenes, slug)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	w := &window{t: t, Game: New(ctx, catalogue.Entries(scenes, false), first), screen: ebiten.NewImage(1280, 800)}
	t.Cleanup(w.screen.Deallocate)
	w.Input = &w.visitor
	w.frame()
	return w
}

// frame is one turn of Ebiten's loop.
func (w *window) frame() {
	w.t.Helper()
	w.LayoutF(1280, 800)
	if err := w.Update(); err != nil {
		w.t.Fatal(err)
	}
	w.Draw(w.screen)
}

func (w *window) press(k ebiten.Key) {
	w.t.Helper()
	w.visitor.next.Keys = []ebiten.Key{k}
	w.frame()
}

// title is that of the scene that is shown.
func (w *window) title() (t string) {
	w.With(func(s demos.Scene) { t = s.(*panel.Panel).Title() })
	return t
}

func (w *window) click(x, y float64) {
	w.t.Helper()
	w.visitor.next.Pointer = demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true, Down: true}
	w.frame()
	w.visitor.next.Pointer.Down = false
	w.frame()
}

var stepInWords = regexp.MustCompile(`[Ss]tep (\d+)`)

// step is the number of the step that the picture tells of in words; 0 before
// the first.
func (w *window) step() int {
	found := stepInWords.FindStringSubmatch(w.Alt())
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// until shows frames until the condition holds.
func (w *window) until(what string, holds func() bool) {
	w.t.Helper()
	for end := time.Now().Add(2 * time.Minute); !holds(); {
		if time.Now().After(end) {
			w.t.Fatalf("%s: not within two minutes; the picture says: %s", what, w.Alt())
		}
		w.frame()
		time.Sleep(10 * time.Millisecond)
	}
}

// rest waits until the engine has had the time to go on, if it does.
func (w *window) rest() int {
	w.t.Helper()
	n := -1
	w.until("the engine rests", func() bool {
		before := n
		n = w.step()
		time.Sleep(200 * time.Millisecond)
		w.frame()
		return n == before
	})
	return n
}

func (w *window) pixels() *image.RGBA {
	img := image.NewRGBA(w.screen.Bounds())
	w.screen.ReadPixels(img.Pix)
	return img
}

// different counts the pixels in which two pictures differ.
func different(a, b *image.RGBA) (n int) {
	for i := 0; i < len(a.Pix); i += 4 {
		if [3]byte(a.Pix[i:i+3]) != [3]byte(b.Pix[i:i+3]) {
			n++
		}
	}
	return n
}

func TestAKeyStartsTrainingAndAnotherStopsIt(t *testing.T) {
	w := open(t, "mnist")
	before := w.pixels()
	if n := different(before, image.NewRGBA(before.Rect)); n < 1000 {
		t.Fatal("the first picture is blank")
	}
	if n := w.rest(); n != 0 {
		t.Fatalf("step %d before anything was pressed", n)
	}
	w.press(ebiten.KeySpace)
	w.until("20 steps", func() bool { return w.step() >= 20 })
	after := w.pixels()
	if n := different(before, after); n < 1000 {
		t.Errorf("training changes %d pixels", n)
	}
	w.press(ebiten.KeySpace)
	w.until("the pause", func() (paused bool) {
		w.With(func(s demos.Scene) { paused = !s.(*panel.Panel).Playing() })
		return paused
	})
	stopped := w.rest()

	w.press(ebiten.KeyArrowRight)
	w.until("one step more", func() bool { return w.step() == stopped+1 })
	w.press(ebiten.KeyS)
	w.until("another step more", func() bool { return w.step() == stopped+2 })

	w.press(ebiten.KeyR)
	w.until("reset", func() bool { return w.step() == 0 })
	light := w.pixels()
	w.press(ebiten.KeyD)
	if n := different(light, w.pixels()); n < 1280*800/2 {
		t.Errorf("the dark theme changes %d pixels", n)
	}
}

func TestADrawnButtonStartsTraining(t *testing.T) {
	w := open(t, "mnist")
	w.click(40, 26) // the first button
	w.until("20 steps", func() bool { return w.step() >= 20 })
	w.click(40, 26)
	w.rest()
}

// Keys lead through the scenes: a lesson is played, left, and found again.
func TestKeysPlayALessonAndLeaveIt(t *testing.T) {
	w := open(t, "network")
	before := w.pixels()
	w.press(ebiten.KeySpace)
	w.until("5 steps", func() bool { return w.step() >= 5 })
	w.press(ebiten.KeySpace)
	at := w.step()
	if n := different(before, w.pixels()); n < 1000 {
		t.Errorf("five steps change %d pixels", n)
	}
	w.press(ebiten.KeyS)
	if w.step() != at+1 {
		t.Errorf("step %d after %d", w.step(), at)
	}
	here := w.title()
	w.press(ebiten.KeyPageDown)
	if w.title() == here {
		t.Error("PageDown shows the same scene")
	}
	w.press(ebiten.KeyBracketLeft)
	if w.title() != here || w.step() != at+1 {
		t.Errorf("back at %q, step %d", w.title(), w.step())
	}
	w.press(ebiten.KeyU)
	w.press(ebiten.KeyU)
	if w.step() != 0 {
		t.Errorf("step %d after all is taken back", w.step())
	}
}

// The engine wakes when its scene is first shown.
func TestTheRunIsFoundFromALesson(t *testing.T) {
	w := open(t, "one-step")
	for w.title() != "A real network learns real digits" {
		w.press(ebiten.KeyPageUp)
	}
	w.until("the run is open", func() bool { return w.step() == 0 && w.value("data") != "" })
	w.press(ebiten.KeySpace)
	w.until("5 steps", func() bool { return w.step() >= 5 })
	w.press(ebiten.KeyPageDown) // it pauses
	w.press(ebiten.KeyPageUp)
	w.rest()
}

// A lane is added by a key, chosen by a click on the picture, and dropped; below
// the race the window shows what was chosen.
func TestARaceInTheWindow(t *testing.T) {
	w := open(t, "mnist")
	lanes := func(n int) func() bool {
		return func() bool { return strings.Contains(w.Alt(), fmt.Sprintf("A race of %d runs", n)) }
	}
	w.until("the lesson's lanes", lanes(4))
	if w.value("method") != "grouped-newton" {
		t.Errorf("at first the controls are of %s", w.value("method"))
	}
	w.frame()
	w.click(60, 118) // the third line of the legend
	w.until("lane 3 chosen", func() bool { return w.value("method") == "adam" })
	w.press(ebiten.KeyDelete)
	w.until("it is dropped", lanes(3))
	w.press(ebiten.KeyA)
	w.until("another lane", lanes(4))
	w.press(ebiten.Key1)
	w.until("lane 1 chosen", func() bool { return w.value("method") == "grouped-newton" })
}

// The lab has an engine of its own: both races are found as they were left.
func TestTheLabBesideTheLesson(t *testing.T) {
	w := open(t, "mnist")
	w.press(ebiten.KeyS)
	w.until("a step of the lesson", func() bool { return w.step() == 1 })
	w.press(ebiten.KeyPageUp)
	if w.title() != "The lab" {
		t.Fatalf("behind the last lesson is %s", w.title())
	}
	w.until("a race of one", func() bool { return strings.Contains(w.Alt(), "One run of training") })
	if n := w.step(); n != 0 {
		t.Errorf("the lab begins at step %d", n)
	}
	for range 3 {
		w.press(ebiten.KeyT) // to the presets
	}
	w.click(1100, 170)
	w.until("a preset", func() bool { return !strings.Contains(w.Alt(), "One run of training") })
	w.press(ebiten.KeyPageDown)
	if n := w.step(); n != 1 || !strings.Contains(w.Alt(), "A race of 4 runs") {
		t.Errorf("the lesson is found at step %d: %s", n, w.Alt())
	}
}

// Letters go into the field that was clicked, and mean nothing else there.
func TestLettersGoIntoAField(t *testing.T) {
	w := open(t, "partition-matrix")
	if alt := w.Alt(); !strings.Contains(alt, "3 groups") {
		t.Fatalf("at first the picture says: %s", alt)
	}
	w.click(1114, 67)  // the tab of the controls
	w.click(1100, 110) // the groups, the first control
	keys := []ebiten.Key{ebiten.KeyBackspace}
	for range len("11 22 33") {
		w.visitor.next.Keys = keys
		w.frame()
	}
	w.visitor.next.Letters = []rune("111222")
	w.visitor.next.Keys = []ebiten.Key{ebiten.KeyD} // as a keyboard would, beside its letter
	light := w.pixels()
	w.frame()
	if n := different(light, w.pixels()); n > 1280*800/2 {
		t.Error("a letter in a field changes the theme")
	}
	w.press(ebiten.KeyEnter)
	if alt := w.Alt(); !strings.Contains(alt, "2 groups") {
		t.Errorf("the picture says: %s", alt)
	}
}

// Keys turn through all scenes and back, and each is drawn; the theme goes along.
func TestTurningThroughTheScenes(t *testing.T) {
	w := open(t, "one-step")
	w.press(ebiten.KeyD)
	first := w.pixels()
	scenes, seen := len(catalogue.Scenes()), map[string]bool{}
	for range scenes {
		seen[w.title()+w.Alt()] = true
		w.press(ebiten.KeyPageDown)
	}
	if len(seen) != scenes {
		t.Errorf("%d different scenes of %d", len(seen), scenes)
	}
	w.frame()
	// Letters lie elsewhere in the atlas by now, which rounds a few edges otherwise.
	const edges = 50
	if n := different(first, w.pixels()); n > edges {
		t.Errorf("once around, %d pixels differ", n)
	}
}

// value is what a control of the lesson stands at.
func (w *window) value(name string) (v string) {
	w.With(func(s demos.Scene) { v = s.(*panel.Panel).Values()[name] })
	return v
}

// The keys step, play and reset a lesson; one whose steps have parts goes by
// those, over those that are left out.
func TestKeysStepALesson(t *testing.T) {
	w := open(t, "method")
	place := func() string { return w.value("step") + " " + w.value("micro") }
	want := func(what, at string) {
		t.Helper()
		if got := place(); got != at {
			t.Errorf("%s leads to %s, want %s", what, got, at)
		}
	}
	w.press(ebiten.KeyS)
	want("a step", "0 2")
	for range 9 {
		w.press(ebiten.KeyS)
	}
	w.press(ebiten.KeyS)
	want("ten more", "1 1")
	w.press(ebiten.KeyI)
	want("the rest of it", "1 11")
	w.press(ebiten.KeyI)
	want("a whole one", "2 11")
	w.press(ebiten.KeySpace)
	w.until("played on", func() bool { return w.value("step") == "3" })
	w.press(ebiten.KeySpace)
	stopped := place()
	for range 60 {
		w.frame()
	}
	want("pausing", stopped)
	seed := w.value("seed")
	w.press(ebiten.KeyN)
	want("a new seed", "0 0")
	if w.value("seed") == seed {
		t.Error("the seed is the same")
	}
}

// A story is told by keys: each state changes the picture, and nothing is to be undone.
func TestKeysTellAStory(t *testing.T) {
	w := open(t, "cauchy-to-newton")
	w.press(ebiten.KeyL)
	one := w.pixels()
	if cut := w.value("partition"); cut != "123456" {
		t.Errorf("the second state has the pieces %s", cut)
	}
	w.press(ebiten.KeyL)
	if cut := w.value("partition"); strings.Count(cut, "-") != 1 {
		t.Errorf("the third state has the pieces %s", cut)
	}
	if n := different(one, w.pixels()); n < 1000 {
		t.Errorf("the third state changes %d pixels", n)
	}
	w.press(ebiten.KeyJ)
	w.press(ebiten.KeyU)
	if cut := w.value("partition"); cut != "123456" {
		t.Errorf("back and undo lead to the pieces %s", cut)
	}
}

// Tab leaves a field that is open.
func TestTabLeavesAField(t *testing.T) {
	w := open(t, "partition-matrix")
	w.click(1114, 67) // the tab of the controls
	w.click(1100, 110)
	w.visitor.next.Keys = []ebiten.Key{ebiten.KeyBackspace, ebiten.KeyBackspace, ebiten.KeyBackspace}
	w.frame()
	w.press(ebiten.KeyTab)
	w.With(func(s demos.Scene) {
		if s.(*panel.Panel).Typing() {
			t.Error("the field is open still")
		}
	})
}
