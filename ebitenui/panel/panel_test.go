package panel

import (
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/typeface"
	"github.com/cauchy-newton/playground/engine/link"
)

// quiet is a scene that notes what it is told.
type quiet struct {
	pointer  demos.Pointer
	theme    *demos.Theme
	got      []string
	w, h     float64
	controls []demos.Control
}

func (s *quiet) Controls() []demos.Control { return s.controls }
func (s *quiet) Receive(event []byte) error {
	s.got = append(s.got, string(event))
	return nil
}
func (s *quiet) Update(p demos.Pointer, t *demos.Theme) bool {
	changed := p != s.pointer || t != s.theme
	s.pointer, s.theme = p, t
	return changed
}
func (s *quiet) Draw(c demos.Canvas) {
	s.w, s.h = c.Size()
	c.FillRect(1, 2, 3, 4, demos.Color{R: 7})
	c.StrokePath(demos.Path{{{X: 5, Y: 6}, {X: 7, Y: 8}}}, 1, demos.Color{R: 7})
	c.Text("inner", 10, 20, demos.TextStyle{})
	c.Clip(1, 1, 9, 9, func() {})
}
func (s *quiet) Alt() string { return "quiet" }

// fixture is a panel that was drawn once, and the commands that it sent.
type fixture struct {
	*Panel
	scene *quiet
	paper demos.Recorder
	sent  []link.Command
	hear  func(event []byte) error // the panel's ear
}

// Receive is an event of the engine.
func (d *fixture) Receive(event []byte) error { return d.hear(event) }

func newFixture(w, h float64) *fixture {
	d := &fixture{paper: demos.Recorder{Width: w, Height: h}}
	d.scene = &quiet{controls: []demos.Control{
		{Name: "rate", Label: "λ₁", Kind: demos.Slider, Default: "0.1", Min: 0.001, Max: 10, Log: true, Help: "the damping"},
		{Name: "method", Label: "method", Kind: demos.Choice, Default: "sgd",
			Options: []demos.Option{{Value: "sgd", Label: "SGD"}, {Value: "adam", Label: "Adam"}}},
		{Name: "period", Label: "period", Kind: demos.Number, Default: "10", Min: 1, Max: 11},
		{Name: "signed", Label: "signed", Kind: demos.Toggle, Default: "false"},
		{Name: "layers", Label: "layers", Kind: demos.Text, Default: "32-10"},
	}}
	quiet := Entry{Title: "quiet", New: func() demos.Scene { return d.scene }}
	d.Panel = New([]Entry{quiet}, 0, func(receive func([]byte) error) func(link.Command) {
		d.hear = receive
		return func(c link.Command) { d.sent = append(d.sent, c) }
	})
	d.turn(theControls)
	d.Draw(&d.paper)
	return d
}

// click presses and releases at a place.
func (d *fixture) click(x, y float64) {
	p := demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true, Down: true}
	d.Update(p, nil)
	p.Down = false
	d.Update(p, nil)
	d.Draw(&d.paper)
}

// last is the command sent last, in words.
func (d *fixture) last() string {
	c := d.sent[len(d.sent)-1]
	return strings.TrimSpace(c.Do + " " + string(c.State))
}

func (d *fixture) texts() (all []string) {
	for _, t := range d.paper.Texts {
		all = append(all, t.Text)
	}
	return all
}

func TestButtonsAndKeysDoTheSame(t *testing.T) {
	for a, want := range map[Action]string{Play: "play", Step: "step", Restart: "reset", Reset: "open", Reseed: "reset"} {
		byButton, byKey := newFixture(1280, 800), newFixture(1280, 800)
		b := byButton.sheet.buttons[a]
		byButton.click(b.X+b.W/2, b.Y+b.H/2)
		byKey.Do(a)
		for _, d := range []*fixture{byButton, byKey} {
			if len(d.sent) != 2 || d.sent[0].Do != "open" || d.sent[1].Do != want {
				t.Errorf("action %d sends %+v, want open and %s", a, d.sent, want)
			}
		}
	}
}

func TestPlayTurnsToPauseWhenTheEngineSaysSo(t *testing.T) {
	d := newFixture(1280, 800)
	d.Do(Play)
	d.Do(Play) // the engine has not answered: still the same wish
	if d.last() != "play" {
		t.Errorf("sent %q before the engine plays", d.last())
	}
	if err := d.Receive([]byte(`{"is":"playing","playing":true}`)); err != nil {
		t.Fatal(err)
	}
	d.Draw(&d.paper)
	if !slices.Contains(d.texts(), "Pause") {
		t.Error("the button does not say Pause")
	}
	d.Do(Play)
	if d.last() != "pause" {
		t.Errorf("sent %q while the engine plays", d.last())
	}
	if len(d.scene.got) != 1 {
		t.Error("the scene did not hear the event")
	}
}

func TestANewSeedIsTheNext(t *testing.T) {
	d := newFixture(1280, 800)
	if err := d.Receive([]byte(`{"is":"opened","state":{"seed":41}}`)); err != nil {
		t.Fatal(err)
	}
	d.Do(Reseed)
	if got := d.sent[1].Seed; got != 42 {
		t.Errorf("seed %d, want 42", got)
	}
	d.Do(Reset)
	if got := d.sent[2].Seed; got != 0 {
		t.Errorf("reset sends seed %d, want 0: the same start", got)
	}
}

func TestAClickThatLeavesTheButtonDoesNothing(t *testing.T) {
	d := newFixture(1280, 800)
	b := d.sheet.buttons[Play]
	d.Update(demos.Pointer{Point: demos.Point{X: b.X + 3, Y: b.Y + 3}, Inside: true, Down: true}, nil)
	d.Update(demos.Pointer{Point: demos.Point{X: 600, Y: 400}, Inside: true, Down: true}, nil)
	d.Update(demos.Pointer{Point: demos.Point{X: 600, Y: 400}, Inside: true}, nil)
	if len(d.sent) != 1 {
		t.Errorf("sent %+v", d.sent)
	}
}

func TestControlsSetTheirField(t *testing.T) {
	for _, c := range []struct {
		name  string
		place float64 // where it is clicked, from 0 to 1
		want  string
	}{
		{"rate", 0.5, `set {"rate":0.1}`}, // the middle of 0.001 … 10 on a logarithmic scale
		{"rate", 1, `set {"rate":10}`},
		{"method", 0.98, `set {"method":"adam"}`},
		{"method", 0.1, `set {"method":"adam"}`}, // of two, the one before is the one behind
		{"period", 0.98, `set {"period":11}`},
		{"period", 0.1, `set {"period":9}`},
		{"signed", 0.5, `set {"signed":true}`},
	} {
		d := newFixture(1280, 800)
		state := `{"is":"opened","state":{"seed":1,"rate":0.25,"method":"sgd","period":10,"signed":false,"layers":"32-10"}}`
		if err := d.Receive([]byte(state)); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(d.state().controls, func(k control) bool { return k.Name == c.name })
		b := d.sheet.controls[i]
		d.click(b.X+c.place*(b.W-1e-9), b.Y+b.H/2)
		if d.last() != c.want {
			t.Errorf("%s clicked at %v sends %q, want %q", c.name, c.place, d.last(), c.want)
		}
	}
}

func TestASliderSendsOnceWhenItIsLetGo(t *testing.T) {
	d := newFixture(1280, 800)
	b := d.sheet.controls[0]
	at := demos.Pointer{Point: demos.Point{X: b.X + 1, Y: b.Y + 20}, Inside: true, Down: true}
	for range 20 {
		d.Update(at, nil)
		at.X += 5
	}
	if len(d.sent) != 1 {
		t.Errorf("sent %+v while it is held", d.sent[1:])
	}
	at.Down, at.Y = false, 700
	d.Update(at, nil)
	if len(d.sent) != 2 || d.sent[1].Do != "set" {
		t.Errorf("sent %+v", d.sent)
	}
}

// The engine's answer is what the control shows, whatever was asked for.
func TestControlsFollowTheEngine(t *testing.T) {
	d := newFixture(1280, 800)
	state := `{"is":"done","state":{"seed":1,"rate":0.5,"method":"adam","layers":"64-10"}}`
	if err := d.Receive([]byte(state)); err != nil {
		t.Fatal(err)
	}
	d.Draw(&d.paper)
	for _, want := range []string{"0.5", "Adam", "10", "64-10"} {
		if !slices.Contains(d.texts(), want) {
			t.Errorf("%q is not shown: %q", want, d.texts())
		}
	}
}

func TestTheSceneHasAPlaceOfItsOwn(t *testing.T) {
	d := newFixture(1280, 800)
	if d.scene.w != 1280-column || d.scene.h != 800-bar-d.sheet.foot.H {
		t.Errorf("the scene is %v×%v", d.scene.w, d.scene.h)
	}
	own := demos.Color{R: 7}
	i := slices.IndexFunc(d.paper.Rects, func(r demos.RecordedRect) bool { return r.Color == own })
	if got, want := d.paper.Rects[i].Box, (demos.Box{X: 1, Y: bar + 2, W: 3, H: 4}); got != want {
		t.Errorf("its rectangle lies at %v, want %v", got, want)
	}
	i = slices.IndexFunc(d.paper.Paths, func(r demos.RecordedPath) bool { return r.Color == own })
	if got, want := d.paper.Paths[i].Box, (demos.Box{X: 5, Y: bar + 6, W: 2, H: 2}); got != want {
		t.Errorf("its path lies at %v, want %v", got, want)
	}
	d.Update(demos.Pointer{Point: demos.Point{X: 100, Y: bar + 50}, Inside: true}, nil)
	if got := d.scene.pointer; !got.Inside || got.X != 100 || got.Y != 50 {
		t.Errorf("its pointer is %+v", got)
	}
	d.Update(demos.Pointer{Point: demos.Point{X: 100, Y: 20}, Inside: true}, nil)
	if d.scene.pointer.Inside {
		t.Error("the pointer is inside the scene while it is on a button")
	}
}

func TestEverythingFitsItsWindow(t *testing.T) {
	for _, size := range [][2]float64{{560, 400}, {800, 600}, {1000, 400}, {1280, 800}, {2560, 1400}} {
		d := newFixture(size[0], size[1])
		window := demos.Box{W: size[0], H: size[1]}
		for i, b := range d.sheet.controls {
			if b.W > 0 && (b.Y+b.H > d.sheet.foot.Y || b.X+b.W > window.W || b.Meets(d.sheet.scene)) {
				t.Errorf("%v: control %d lies at %v", size, i, b)
			}
		}
		for i, b := range d.sheet.buttons {
			if b.X+b.W > window.W {
				t.Errorf("%v: button %d lies at %v", size, i, b)
			}
		}
	}
}

// The bar has room for all buttons and the chooser in the smallest window.
func TestTheBarHasRoomForAll(t *testing.T) {
	d := newFixture(560, 400)
	labels, keys := d.labels(&d.paper)
	var set typeface.Setter
	for i := range labels {
		labels[i] = 13*set.Line(nil, acts[i].label, typeface.Style{Bold: true}).Width + 3*gap
		keys[i] = 40
	}
	var s sheet
	s.layBar(560, labels, keys, 300)
	end := 0.0
	for i, b := range append(s.buttons[:], s.chooser) {
		if b.X < end+4 || b.X+b.W > 560 || i < int(buttons) && b.W < labels[i]-2*gap {
			t.Errorf("button %d lies at %v, the one before ends at %v", i, b, end)
		}
		end = b.X + b.W
	}
}

func TestThemeAndMessages(t *testing.T) {
	d := newFixture(1280, 800)
	d.Do(Theme)
	if !d.Update(demos.Pointer{}, nil) || d.scene.theme != &demos.Dark {
		t.Error("the theme has not changed")
	}
	if err := d.Receive([]byte(`{"is":"error","message":"layers: no width"}`)); err != nil {
		t.Fatal(err)
	}
	d.Draw(&d.paper)
	if !slices.Contains(d.texts(), "layers: no width") {
		t.Error("the engine's complaint is not shown")
	}
	if d.Receive([]byte(`{`)) == nil {
		t.Error("half a message is taken")
	}
}

func TestThePanelCanBeSet(t *testing.T) {
	var set typeface.Setter
	d := newFixture(1280, 800)
	for _, s := range append(d.texts(), d.Keys(), "Pause", "Light") {
		if !set.Covers(s) {
			t.Errorf("%q has letters that are not in the fonts", s)
		}
	}
}
