package ebitenui

import (
	"errors"
	"image"
	"slices"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
)

// dot is a scene with a square under the pointer.
type dot struct {
	at    demos.Pointer
	theme *demos.Theme
	got   []string
}

func (s *dot) Controls() []demos.Control { return []demos.Control{{Name: "size", Kind: demos.Slider}} }
func (s *dot) Receive(event []byte) error {
	if len(event) == 0 {
		return errors.New("dot: empty event")
	}
	s.got = append(s.got, string(event))
	return nil
}
func (s *dot) Update(p demos.Pointer, t *demos.Theme) bool {
	changed := p != s.at
	s.at, s.theme = p, t
	return changed
}
func (s *dot) Draw(c demos.Canvas) {
	c.Clear(s.theme.Back)
	if s.at.Inside {
		c.FillRect(s.at.X-5, s.at.Y-5, 10, 10, s.theme.Accent)
	}
}
func (s *dot) Alt() string { return "a dot" }

// script is an Input that repeats its last state.
type script []State

func (in *script) Read(s *State, _ View) {
	*s = (*in)[0]
	if len(*in) > 1 {
		*in = (*in)[1:]
	}
}

// frame is one turn of Ebiten's loop.
func frame(t *testing.T, g *Game, screen *ebiten.Image) {
	t.Helper()
	g.LayoutF(float64(screen.Bounds().Dx()), float64(screen.Bounds().Dy()))
	if err := g.Update(); err != nil {
		t.Fatal(err)
	}
	g.Draw(screen)
}

func at(x, y float64) State {
	return State{Pointer: demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true}}
}

func TestPaintsOnlyWhatChanged(t *testing.T) {
	screen := ebiten.NewImage(100, 80)
	g := NewGame(&dot{})
	g.Input = &script{at(20, 20), at(20, 20), at(20, 20), at(60, 40)}
	steps := []struct {
		name  string
		do    func()
		draws int
	}{
		{"the first frame", func() {}, 1},
		{"nothing new", func() {}, 1},
		{"nothing new", func() {}, 1},
		{"the pointer moved", func() {}, 2},
		{"nothing new", func() {}, 2},
		{"another theme", func() { g.SetTheme(&demos.Dark) }, 3},
		{"the same theme", func() { g.SetTheme(&demos.Dark) }, 3},
		{"another size", func() { screen = ebiten.NewImage(120, 90) }, 4},
	}
	for i, s := range steps {
		s.do()
		frame(t, g, screen)
		if got := g.Counts(); got.Draws != s.draws || got.Updates != i+1 {
			t.Errorf("step %d (%s): %+v, want %d draws", i, s.name, got, s.draws)
		}
	}
	img := image.NewRGBA(screen.Bounds())
	screen.ReadPixels(img.Pix)
	want(t, img, 60, 40, demos.Dark.Accent)
	want(t, img, 20, 20, demos.Dark.Back)
}

func TestAFrameWithoutChangeAllocatesNothing(t *testing.T) {
	screen := ebiten.NewImage(100, 80)
	g := NewGame(&dot{})
	g.Input = &script{at(20, 20)}
	frame(t, g, screen)
	n := testing.AllocsPerRun(100, func() {
		if err := g.Update(); err != nil {
			t.Fatal(err)
		}
		g.Draw(screen)
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestKeysReachTheirHandlerAndMayEndTheGame(t *testing.T) {
	g := NewGame(&dot{})
	g.Input = &script{{Keys: []ebiten.Key{ebiten.KeySpace, ebiten.KeyR}}, {}, {Keys: []ebiten.Key{ebiten.KeyEscape}}}
	var got []ebiten.Key
	g.Key = func(k ebiten.Key) error {
		got = append(got, k)
		if k == ebiten.KeyEscape {
			return ebiten.Termination
		}
		return nil
	}
	for range 2 {
		if err := g.Update(); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 2 || got[0] != ebiten.KeySpace || got[1] != ebiten.KeyR {
		t.Errorf("keys %v", got)
	}
	if err := g.Update(); err != ebiten.Termination {
		t.Errorf("Update returns %v, want ebiten.Termination", err)
	}
}

func TestReadyComesOnceAfterTheFirstPicture(t *testing.T) {
	screen := ebiten.NewImage(100, 80)
	g := NewGame(&dot{})
	g.Input = &script{at(1, 1)}
	n := 0
	g.Ready = func() { n++ }
	frame(t, g, screen)
	if n != 0 {
		t.Error("ready before the first picture was shown")
	}
	for range 3 {
		frame(t, g, screen)
	}
	if n != 1 {
		t.Errorf("ready %d times", n)
	}
}

func TestMessagesReachTheScene(t *testing.T) {
	s := &dot{}
	g := NewGame(s)
	if err := g.Receive([]byte(`{"is":"ready"}`)); err != nil || len(s.got) != 1 {
		t.Errorf("received %q, error %v", s.got, err)
	}
	if err := g.Receive(nil); err == nil {
		t.Error("the scene's error is lost")
	}
	if g.Alt() != "a dot" {
		t.Error("alt text or controls are not the scene's")
	}
}

// slide is a scene in a glide of so many updates.
type slide struct {
	dot
	left int
}

func (s *slide) Update(p demos.Pointer, t *demos.Theme) bool {
	moved := s.left > 0
	s.left -= min(s.left, 1)
	return s.dot.Update(p, t) || moved
}
func (s *slide) Moving() bool { return s.left > 0 }

// A glide that pictures hold up makes good the time; a pause before it counts for
// nothing, and one in it for no more than half a second.
func TestAGlideTakesItsTimeWhateverAPictureTakes(t *testing.T) {
	screen := ebiten.NewImage(100, 80)
	scene := &slide{}
	g := NewGame(scene)
	g.Input = &script{at(1, 1)}
	frame(t, g, screen)
	for _, c := range []struct {
		what       string
		left, want int
		pause      time.Duration
	}{
		{"an hour before the glide", 100, 99, time.Hour},
		{"an hour in it", 99, 99 - 30, time.Hour},
		{"an hour before its last update", 1, 0, time.Hour},
	} {
		scene.left = c.left
		g.updated = time.Now().Add(-c.pause)
		frame(t, g, screen)
		if scene.left != c.want {
			t.Errorf("%s: %d updates are left, want %d", c.what, scene.left, c.want)
		}
	}
	for _, glides := range []bool{true, false} {
		for ms, want := range map[int]int{0: 1, 5: 1, 17: 1, 33: 2, 100: 6, 250: 15, 499: 30, 2000: 30} {
			if !glides {
				want = 1
			}
			begun := time.Now()
			g.glides, g.updated = glides, begun
			if got := g.due(begun.Add(time.Duration(ms) * time.Millisecond)); got != want {
				t.Errorf("glides %v: %d updates after %d ms, want %d", glides, got, ms, want)
			}
		}
	}
}

// A game rests when nothing has changed for some updates, and no longer when
// something does.
func TestRests(t *testing.T) {
	screen := ebiten.NewImage(100, 80)
	scene := &slide{}
	g := NewGame(scene)
	g.Input = &script{at(1, 1)}
	var got []bool
	g.Rests = func(rests bool) { got = append(got, rests) }
	expect := func(when string, frames int, want ...bool) {
		t.Helper()
		for range frames {
			frame(t, g, screen)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
	expect("at first", restAfter)
	expect("nothing new", restAfter, true)
	g.SetTheme(&demos.Dark)
	expect("another theme", 1, true, false)
	expect("nothing new again", restAfter, true, false, true)
	scene.left = 2
	expect("a glide", 1, true, false, true, false)
	scene.left = 0
	down := at(1, 1)
	down.Pointer.Down = true
	g.Input = &script{down}
	expect("a button held", 3*restAfter, true, false, true, false)
	g.Input = &script{at(1, 1)}
	expect("let go", restAfter+1, true, false, true, false, true)
}
