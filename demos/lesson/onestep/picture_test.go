package onestep

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// states are what a visitor may bring about, as changes of the defaults.
var states = demotest.States{
	"opening":     {},
	"cubic":       {"order": "3", "eta": "0.02"},
	"no model":    {"order": "0"},
	"rise":        {"landscape": "bowl", "x": "1.4", "y": "0.9", "eta": "0.25"},
	"far rise":    {"landscape": "bowl", "x": "1.4", "y": "0.9", "eta": "5"},
	"saddle":      {"landscape": "saddle", "x": "-0.1", "y": "0.05", "eta": "2"},
	"unit":        {"landscape": "neuron", "eta": "1", "y": "1.5", "x": "-1"},
	"own":         {"landscape": "bowl", "x": "-1.9", "y": "-0.6", "view": "map", "step": "6", "path": "0.1 0.2 0.08 0.2 0.1 0.1", "eta": "0.2"},
	"astray":      {"landscape": "bowl", "view": "map", "step": "6", "path": "1 1 1 1 1 1", "eta": "5"},
	"valley":      {"view": "map", "step": "30", "rule": "cauchy"},
	"on the spot": {"landscape": "bowl", "x": "0", "y": "0"},
	"outside":     {"x": "5", "y": "-3", "view": "map"},
}

// shown are what a state of the story looks like where it is shown.
var shown = []struct {
	name  string
	size  demotest.Size
	theme *demos.Theme
}{
	{"wide", demotest.Size{W: 860, H: 760}, &demos.Light},
	{"dark", demotest.Size{W: 1000, H: 700}, &demos.Dark},
	{"phone", demotest.Size{W: 390, H: 460}, &demos.Light},
	{"lying", demotest.Lying, &demos.Dark},
}

func TestPictures(t *testing.T) {
	demotest.Gallery(t, "onestep", New, states, "own")
	if !demotest.Writing() {
		return
	}
	card := demotest.Canvas(demotest.Size{W: 400, H: 220})
	New().Card(card)
	demotest.Save(t, "card", card)
	for _, state := range New().States() {
		_, s := stateOf(t, state.Slug)
		for _, v := range shown {
			demotest.Paint(t, "story-"+state.Slug+"-"+v.name, s, v.size, demos.Pointer{}, v.theme)
		}
	}
}

// Every text is at least 13 px high, lies within the canvas and touches no other; an
// explanation stays on the canvas wherever the visitor points. One number is big, and
// the large picture has at least 60 % of the canvas.
func TestTextIsLegible(t *testing.T) {
	sizes := append([]demotest.Size{demotest.Low}, demotest.Sizes...)
	for _, v := range shown {
		sizes = append(sizes, v.size)
	}
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		s.Settle()
		demotest.Legible(t, name, s, sizes...)
		for _, size := range []demotest.Size{shown[0].size, shown[2].size, demotest.Lying, demotest.Small} {
			c := demotest.Recorder(size)
			for p := range demotest.Points(size, 5, 7) {
				s.Update(p, &demos.Light)
				s.Draw(c)
				demotest.Inside(t, fmt.Sprintf("%s, %v at (%.0f, %.0f)", name, size, p.X, p.Y), c)
				big := 0
				for _, text := range c.Texts {
					if size := text.Style.Em(); size > 16 {
						big++
					} else if size < 13 {
						t.Errorf("%s, %v: %q has %g px", name, p, text.Text, size)
					}
				}
				if big != 1 {
					t.Errorf("%s: %d big numbers", name, big)
				}
			}
			if b := s.picture.stage.Hero; b.W*b.H < 0.6*size.W*size.H-1 {
				t.Errorf("%v: the large picture has %v", size, b)
			}
		}
	}
}

// The soft words of the axes can be read on the deepest ground.
func TestContrastOnTheGround(t *testing.T) {
	for _, theme := range []*demos.Theme{&demos.Light, &demos.Dark} {
		if c := demos.Contrast(theme.Soft, earthColor(theme, layers-1)); c < 4.5 {
			t.Errorf("dark %t: %.2f", theme.Dark, c)
		}
	}
}

// A symbol of the text that has a part of the picture is highlighted; pointing at the
// picture dims nothing.
func TestLights(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"order": "3", "step": "1"})
	s.Settle()
	paint := func() []byte {
		return demotest.Paint(t, "lit", s, demotest.Size{W: 430, H: 500}, demos.Pointer{}, &demos.Light)
	}
	plain := paint()
	for _, f := range s.Figures() {
		s.Light(f.Symbol)
		if bytes.Equal(paint(), plain) {
			t.Errorf("pointing at %s in the text changes nothing", f.Symbol)
		}
		if !slices.Contains(ofPicture, f.Symbol) {
			t.Errorf("%s has no part of the picture", f.Symbol)
		}
	}
	s.Light("")
	s.Update(demos.Pointer{Point: s.slice.ball, Inside: true}, &demos.Light)
	if s.Lit() != "eta" || s.ink(demos.Light.Text, "loss") != demos.Light.Text {
		t.Errorf("the ball lights %q", s.Lit())
	}
}

// A value is what a hand may do: the start is dragged, the ball is, and a press on the
// parabola's lowest point lets it roll there; keys do the same. What is held explains
// nothing, and the picture follows in the same frame.
func TestHand(t *testing.T) {
	for _, view := range []string{"slice", "map"} {
		for _, size := range []demotest.Size{{W: 860, H: 760}, {W: 390, H: 460}, demotest.Lying} {
			s := demotest.With(t, New, demos.Values{"view": view, "eta": "0.004"})
			s.Settle()
			c := demotest.Record(s, size)
			at := func(q demos.Point, down bool) {
				s.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
				s.Draw(c)
			}
			boxes := func() map[string]demos.Point {
				found := map[string]demos.Point{}
				for _, twin := range s.Twins() {
					found[twin.Name] = twin.Box.Middle()
					if twin.Box.W < 44 || twin.Box.H < 44 {
						t.Errorf("%s has the box %v", twin.Name, twin.Box)
					}
				}
				return found
			}
			drag := func(name string, dx, dy float64) demos.Values {
				before := s.State()
				from := boxes()[name]
				at(from, false)
				at(from, true)
				at(demos.Point{X: from.X + dx/2, Y: from.Y + dy/2}, true)
				at(demos.Point{X: from.X + dx, Y: from.Y + dy}, true)
				if name != "lowest" && s.Lit() != "" || s.Moving() {
					t.Errorf("%s: what is held lights %q; moving %t", name, s.Lit(), s.Moving())
				}
				for _, text := range c.Texts {
					if len(text.Text) > 3 && text.Text[:3] == "η =" {
						t.Errorf("%s explains itself while it is held: %q", name, text.Text)
					}
				}
				at(demos.Point{X: from.X + dx, Y: from.Y + dy}, false)
				after := s.State()
				at(demos.Point{}, false)
				demotest.Set(t, s, before)
				s.Settle()
				at(demos.Point{}, false)
				return after
			}
			from := s.slice.contact
			want := s.slice.land.Value(demos.Point{X: from.X + 40, Y: from.Y}).X
			got := drag("ball", 40, 7)
			if eta := got.Number("eta"); got["rule"] != "mine" || !(math.Abs(eta/want-1) <= 0.005) {
				t.Errorf("%s %v: the ball was dragged to η = %g, want %g", view, size, eta, want)
			}
			if got := drag("ball", 4000, 0); !(got.Number("eta") <= 1.005*s.slice.reach) {
				t.Errorf("%s %v: the ball was dragged to η = %s, beyond %g", view, size, got["eta"], s.slice.reach)
			}
			l := &s.picture.chart.land
			to := boxes()["start"]
			q := l.Value(demos.Point{X: to.X + 20, Y: to.Y - 14})
			got = drag("start", 20, -14)
			if !(math.Abs(got.Number("x")-q.X) <= 0.0051 && math.Abs(got.Number("y")-q.Y) <= 0.0051) || got["eta"] != "0.004" {
				t.Errorf("%s %v: the start dragged to %v is at %s, %s", view, size, q, got["x"], got["y"])
			}
			got, byKey := drag("lowest", 0, 0), s.State().With(s.Press("lowest", "enter"))
			if !maps.Equal(got, byKey) || got["rule"] != "cauchy" {
				t.Errorf("%s %v: a press on the lowest point sets %v, the key %v", view, size, got, byKey)
			}
		}
	}
}

// One grab, however far, is one change for undo, and a step another.
func TestGrabIsOneUndo(t *testing.T) {
	l, s := stateOf(t, "yours")
	c := demotest.Recorder(demotest.Desktop)
	at := func(q demos.Point, down bool) {
		l.Now += 20
		l.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
		l.Draw(c)
	}
	at(demos.Point{}, false)
	from := s.slice.ball
	for i := range 20 {
		at(demos.Point{X: from.X - float64(i), Y: from.Y}, true)
	}
	at(demos.Point{X: from.X - 19, Y: from.Y}, false)
	if err := l.Do(client.Step, nil); err != nil || len(s.way) != 1 || s.way[0].eta == s.way[0].best {
		t.Fatalf("%v: %v", err, s.v)
	}
	l.Do(client.Undo, nil)
	if len(s.way) != 0 || s.v["rule"] != "mine" || s.v["path"] != "" {
		t.Errorf("one undo leaves %v", s.v)
	}
	l.Do(client.Undo, nil)
	if s.v["rule"] != "cauchy" || l.Able(client.Undo) {
		t.Errorf("two leave %v", s.v)
	}
}

// A reset in a state leads back to where it rests, whatever was dragged and taken.
func TestReset(t *testing.T) {
	for _, slug := range []string{"cauchy", "yours"} {
		l, s := stateOf(t, slug)
		before := s.State()
		if err := l.Set(demos.Values{"eta": "0.05"}); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			l.Do(client.Step, nil)
		}
		if err := l.Do(client.Reset, nil); err != nil {
			t.Fatal(err)
		}
		before["eta"] = s.v["eta"] // not named: it is Cauchy's
		if !maps.Equal(s.State(), before) || s.now.eta != s.now.best {
			t.Errorf("%s: reset to %v, want %v", slug, s.State(), before)
		}
	}
}

// The picture moves to what the values say, in half a second, and is then that of a
// lesson which was never elsewhere.
func TestPictureGlides(t *testing.T) {
	size := demotest.Size{W: 430, H: 500}
	paint := func(s *Scene) []byte {
		return demotest.Paint(t, "glide", s, size, demos.Pointer{}, &demos.Light)
	}
	s := New()
	s.Settle()
	paint(s)
	for _, changes := range []demos.Values{{"eta": "0.02"}, {"order": "1"}, {"order": "3"}, {"rule": "cauchy"}, {"landscape": "bowl", "view": "map"}, {"step": "4"}, {"x": "-1.9", "y": "-0.6"}} {
		before := paint(s)
		demotest.Set(t, s, changes)
		if !s.Moving() {
			t.Fatalf("%v moves nothing", changes)
		}
		first, ticks := paint(s), 0
		for ; s.Moving(); ticks++ {
			if s.Update(demos.Pointer{}, &demos.Light); ticks > 40 {
				t.Fatal("it moves on and on")
			}
		}
		last := paint(s)
		if bytes.Equal(before, last) || bytes.Equal(first, last) {
			t.Errorf("%v: nothing moves", changes)
		}
		fresh := demotest.With(t, New, s.State())
		fresh.Settle()
		if !bytes.Equal(paint(fresh), last) {
			t.Errorf("%v: the picture at rest depends on the way to it", changes)
		}
	}
}

// The names of the curves stay where they are while the ball rolls and is dragged.
func TestNamesStay(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"order": "3"})
	s.Settle()
	places := func() map[string]demos.Box {
		found := map[string]demos.Box{}
		for _, text := range demotest.Record(s, demotest.Desktop).Texts {
			if slices.Contains(curveNames[:], text.Text) {
				found[text.Text] = text.Box
			}
		}
		return found
	}
	want := places()
	if len(want) != len(curveNames) { // the axis is called loss, too
		t.Fatalf("there are the names %v", want)
	}
	for _, eta := range []string{"0.001", "0.0141", "0.02", "0.029"} {
		s.hold(demos.Values{"eta": eta})
		if got := places(); !maps.Equal(got, want) {
			t.Errorf("with η = %s the names are at %v, before at %v", eta, got, want)
		}
	}
}

// Wherever a curve that is drawn ends, the parabola's lowest point is seen, and the ball.
func TestLowestPointIsSeen(t *testing.T) {
	for _, size := range demotest.Sizes {
		for _, at := range []demos.Values{{}, {"landscape": "bowl"}, {"landscape": "neuron", "x": "0.6", "y": "0.5"}, {"x": "1.5", "y": "-0.5"}, {"landscape": "saddle", "x": "1.5"}} {
			s := demotest.With(t, New, at.With(demos.Values{"rule": "cauchy"}))
			s.Settle()
			demotest.Record(s, size)
			k := &s.slice
			if !plot.Finite(k.lowest.X) || !k.land.Area.Inset(5, 5, 5, 5).Holds(k.lowest) || !k.land.Area.Inset(ballRadius, ballRadius, ballRadius, ballRadius).Holds(k.ball) {
				t.Errorf("%v, %v: the lowest point is at %v, the ball at %v, in %v", size, at, k.lowest, k.ball, k.land.Area)
			}
		}
	}
}

// BenchmarkGlide is a frame in the midst of a movement: of the ball, and of a run.
func BenchmarkGlide(b *testing.B) {
	for name, changes := range map[string][2]demos.Values{
		"ball": {{"eta": "0.02", "order": "3"}, {"eta": "0.001", "order": "1"}},
		"run":  {{"landscape": "bowl", "x": "-1.9", "y": "-0.6", "view": "map", "rule": "cauchy", "step": "20"}, {"step": "21"}},
	} {
		b.Run(name, func(b *testing.B) {
			s := New()
			c := demotest.Recorder(demotest.Size{W: 1040, H: 840})
			b.ReportAllocs()
			for k := 0; b.Loop(); k++ {
				if !s.Moving() {
					b.StopTimer()
					demotest.Set(b, s, changes[k%2])
					b.StartTimer()
				}
				s.Update(demos.Pointer{}, &demos.Light)
				s.Draw(c)
			}
			b.ReportMetric(float64(c.Calls), "calls")
		})
	}
}

func BenchmarkScene(b *testing.B) { demotest.Frames(b, New()) }

// BenchmarkSet is an answer to a value: another landscape, with all steps.
func BenchmarkSet(b *testing.B) {
	s := demotest.With(b, New, demos.Values{"step": "40", "rule": "cauchy"})
	names := []string{"bowl", "valley", "saddle", "neuron"}
	for k := 0; b.Loop(); k++ {
		demotest.Set(b, s, demos.Values{"landscape": names[k%4]})
	}
}
