package cauchytonewton

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// states are what a visitor may bring about, as changes of the opening state.
var states = demotest.States{
	"opening":     {},
	"running":     {"step": "4"},
	"cauchy":      {"partition": "123456", "step": "30"},
	"newton":      {"partition": "1-2-3-4-5-6"},
	"arrived":     {"partition": "1-2-3-4-5-6", "step": "1"},
	"bent":        {"partition": "12-3-4-5-6", "bend": "2.5", "lambda": "3", "step": "2"},
	"momentum":    {"direction": "momentum", "step": "7", "partition": "12-34-5-6"},
	"adam":        {"direction": "adam", "partition": "1234-56", "step": "5"},
	"narrow bowl": {"kappa": "100", "partition": "123456", "step": "200"},
	"round bowl":  {"kappa": "1"},
	"unmixed":     {"mix": "0", "off": "0", "partition": "1-2-3-4-5-6"},
	"left out":    {"partition": "12-3-4-5-6", "step": "1", "lambda": "1"},
	"own":         {"partition": "15-23-46", "step": "3"},
	"on the spot": {"x": "0", "y": "0", "off": "0"},
}

// shown are what a state of the story, or another one, looks like where it is shown.
var shown = []struct {
	name  string
	size  demotest.Size
	theme *demos.Theme
}{
	{"wide", demotest.Size{W: 860, H: 760}, &demos.Light},
	{"dark", demotest.Size{W: 1040, H: 840}, &demos.Dark},
	{"phone", demotest.Size{W: 390, H: 439}, &demos.Light},
	{"lying", demotest.Lying, &demos.Dark},
}

func TestPictures(t *testing.T) {
	demotest.Gallery(t, "cauchytonewton", New, states, "bent")
	if !demotest.Writing() {
		return
	}
	card := demotest.Canvas(demotest.Size{W: 400, H: 220})
	New().Card(card)
	demotest.Save(t, "card", card)
	for _, state := range New().States() {
		s := New()
		for _, v := range state.Plays {
			demotest.Set(t, s, v)
		}
		demotest.Set(t, s, state.Values)
		for next := s.Next(); state.Run && next != nil; next = s.Next() {
			demotest.Set(t, s, next)
		}
		s.Settle()
		for _, v := range shown {
			demotest.Paint(t, "story-"+state.Slug+"-"+v.name, s, v.size, demos.Pointer{}, v.theme)
		}
	}
}

// Every text is at least 13 px high but the indices, lies within the canvas and touches
// no other; an explanation stays on the canvas wherever the visitor points. One number
// is big.
func TestTextIsLegible(t *testing.T) {
	sizes := append([]demotest.Size{demotest.Low}, demotest.Sizes...)
	for _, v := range shown {
		sizes = append(sizes, v.size)
	}
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		s.Settle()
		demotest.Legible(t, name, s, sizes...)
		for _, size := range sizes {
			c := demotest.Recorder(size)
			for p := range demotest.Points(size, 9, 13) {
				s.Update(p, &demos.Light)
				s.Draw(c)
				demotest.Inside(t, fmt.Sprintf("%s, %v at (%.0f, %.0f)", name, size, p.X, p.Y), c)
				big := 0
				for _, text := range c.Texts {
					if size := text.Style.Em(); size > 16*1.28 {
						big++
					} else if index := len(text.Text) == 1 && text.Text >= "1" && text.Text <= "6"; size < 13 && !(index && size >= 11) {
						t.Errorf("%s, %v: %q has %g px", name, p, text.Text, size)
					}
				}
				if big != 1 {
					t.Errorf("%s: %d big numbers", name, big)
				}
			}
		}
	}
}

// A symbol of the text that has a part of the picture is highlighted; the others, and
// pointing at the picture, dim nothing.
func TestLights(t *testing.T) {
	s := New()
	size := demotest.Size{W: 860, H: 760}
	paint := func(p demos.Pointer) []byte { return demotest.Paint(t, "lit", s, size, p, &demos.Light) }
	plain := paint(demos.Pointer{})
	for _, f := range s.Figures() {
		s.Light(f.Symbol)
		_, piece := lesson.GroupOf(f.Symbol, s.own.pieces.count())
		if changes := !bytes.Equal(paint(demos.Pointer{}), plain); changes != (piece || slices.Contains(ofPicture, f.Symbol)) {
			t.Errorf("pointing at %s in the text changes the picture: %t", f.Symbol, changes)
		}
	}
	s.Light("")
	demotest.Record(s, size)
	at := demos.Pointer{Point: s.picture.hand.bar.Cuts.Box(0).Middle(), Inside: true}
	at.X -= 10
	s.Update(at, &demos.Light)
	if s.Lit() != "eta1" || s.ink(demos.Light.Text, "drop") != demos.Light.Text {
		t.Errorf("a cell lights %q", s.Lit())
	}
}

// A value is what a hand may do, and keys do the same: the start is dragged, scissors
// are pressed, cells are dragged onto a piece or onto empty room. What is held explains
// nothing and dims nothing, and the picture follows in the same frame.
func TestHand(t *testing.T) {
	for _, size := range []demotest.Size{{W: 860, H: 760}, {W: 390, H: 439}, demotest.Lying} {
		s := demotest.With(t, New, demos.Values{"partition": "15-23-46", "step": "3"})
		s.Settle()
		c := demotest.Record(s, size)
		k := &s.picture.hand.bar.Cuts
		at := func(q demos.Point, down bool) {
			s.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
			s.Draw(c)
		}
		drag := func(from, to demos.Point) demos.Values {
			before := s.State()
			texts := len(demotest.Record(s, size).Texts)
			at(from, false)
			at(from, true)
			at(demos.Point{X: (from.X + to.X) / 2, Y: (from.Y + to.Y) / 2}, true)
			at(to, true)
			if s.Lit() != "" || from != to && len(c.Texts) > texts {
				t.Errorf("%v: what is held lights %q and explains itself", size, s.Lit())
			}
			at(to, false)
			after := s.State()
			demotest.Set(t, s, before)
			s.Settle()
			at(demos.Point{}, false)
			return after
		}
		twins := map[string]demos.Point{}
		for _, twin := range s.Twins() {
			twins[twin.Name] = twin.Box.Middle()
			if b := twin.Box; b.X < 0 || b.Y < 0 || b.X+b.W > size.W || b.Y+b.H > size.H || b.W < 16 || b.H < 34 {
				t.Errorf("%v: %s has the box %v", size, twin.Name, b)
			}
			if !twin.Moves {
				want := s.State().With(s.Press(twin.Name, "enter"))
				if got := drag(twin.Box.Middle(), twin.Box.Middle()); !maps.Equal(got, want) {
					t.Errorf("%v: %s pressed sets %s, Enter %s", size, twin.Name, got["partition"], want["partition"])
				}
				away := drag(twin.Box.Middle(), demos.Point{X: twin.Box.X, Y: twin.Box.Y - 60})
				if away["partition"] != "15-23-46" {
					t.Errorf("%v: %s pressed and left sets %s", size, twin.Name, away["partition"])
				}
			}
		}
		cell := func(p int) demos.Point {
			q := k.Box(p - 1).Middle()
			q.X += 2
			return q
		}
		for _, c := range []struct {
			from      int
			to        demos.Point
			twin, key string
		}{
			{5, cell(3), "cell5", "right"}, {4, cell(2), "cell4", "left"}, {3, demos.Point{X: cell(3).X, Y: cell(3).Y - 120}, "cell3", "enter"},
		} {
			want := s.State().With(s.Press(c.twin, c.key))
			if got := drag(cell(c.from), c.to); !maps.Equal(got, want) {
				t.Errorf("%v: θ%d dragged sets %s, the key %s", size, c.from, got["partition"], want["partition"])
			}
		}
		if got := drag(cell(1), cell(5)); got["partition"] != "15-23-46" || got["step"] != "3" {
			t.Errorf("%v: a cell dropped on its own piece sets %v", size, got)
		}
		l := &s.picture.land
		from := twins["start"]
		to := demos.Point{X: from.X + 60, Y: from.Y + 40}
		got, want := drag(from, to), l.Value(to)
		if !(math.Abs(got.Number("x")-want.X) <= 0.0011 && math.Abs(got.Number("y")-want.Y) <= 0.0011) || got["step"] != "0" {
			t.Errorf("%v: the start dragged to %v is at %s, %s", size, want, got["x"], got["y"])
		}
		for key, by := range map[string]plot.XY{"left": {X: -stride}, "up": {Y: stride}} {
			q := l.At(plot.XY{X: -1 + by.X, Y: 0.3 + by.Y})
			if got, want := drag(from, q), s.State().With(s.Press("start", key)); !maps.Equal(got, want) {
				t.Errorf("%v: the key %s sets %s, %s, the hand %s, %s", size, key, want["x"], want["y"], got["x"], got["y"])
			}
		}
	}
}

// One grab, however far, is one change for undo; a press on scissors is another.
func TestGrabIsOneUndo(t *testing.T) {
	l := client.NewLesson(New())
	if err := l.Open(nil, "three"); err != nil {
		t.Fatal(err)
	}
	s := l.Lesson.(*Scene)
	c := demotest.Recorder(demotest.Desktop)
	at := func(q demos.Point, down bool) {
		l.Now += 20
		l.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
		l.Draw(c)
	}
	at(demos.Point{}, false)
	from := s.Twins()[0].Box.Middle()
	for i := range 20 {
		at(demos.Point{X: from.X + float64(5*i), Y: from.Y}, true)
	}
	at(demos.Point{X: from.X + 95, Y: from.Y}, false)
	gap := s.picture.hand.bar.Cuts.Gap(0)
	at(gap, false)
	at(gap, true)
	at(gap, false)
	if v := l.State(); v["partition"] != "1-2-34-56" || v["x"] == "-1" {
		t.Fatalf("the hand set %v", v)
	}
	l.Do(client.Undo, nil)
	if v := l.State(); v["partition"] != "12-34-56" || v["x"] == "-1" {
		t.Errorf("one undo leaves %v", v)
	}
	l.Do(client.Undo, nil)
	if v := l.State(); v["x"] != "-1" || l.Able(client.Undo) {
		t.Errorf("two leave %v", v)
	}
}

// The start is on the canvas wherever the controls put it, and its ring does not leave
// the hand while it is dragged to an edge.
func TestStartIsSeen(t *testing.T) {
	for _, size := range demotest.Sizes {
		for _, x := range []string{"-1.3", "-1", "0.3", "0.42", "0.6", "1.3"} {
			for _, y := range []string{"-0.6", "0", "0.6"} {
				s := demotest.With(t, New, demos.Values{"x": x, "y": y})
				s.Settle()
				demotest.Record(s, size)
				l := &s.picture.land
				if q := l.At(s.own.places[0].foot); !l.Area.Inset(-1, -1, -1, -1).Holds(q) {
					t.Errorf("%v: the start (%s, %s) is drawn at %v, outside %v", size, x, y, q, l.Area)
				}
			}
		}
	}
}

// The picture moves to what the values say, in half a second, and is then that of a
// lesson which was never elsewhere.
func TestPictureGlides(t *testing.T) {
	size := demotest.Size{W: 860, H: 760}
	paint := func(s *Scene) []byte {
		return demotest.Paint(t, "glide", s, size, demos.Pointer{}, &demos.Light)
	}
	s := New()
	paint(s)
	for _, changes := range []demos.Values{cut(1), {"step": "40"}, cut(6), {"partition": "15-23-46"}, {"x": "-0.5", "step": "2"}, {"kappa": "5", "step": "0"}} {
		before := paint(s)
		demotest.Set(t, s, changes)
		if !s.Moving() {
			t.Fatalf("%v moves nothing", changes)
		}
		first := paint(s)
		ticks := 0
		for s.Moving() {
			s.Update(demos.Pointer{}, &demos.Light)
			if ticks++; ticks > 40 {
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

// blank is a canvas that keeps nothing.
type blank struct{ w, h float64 }

func (b blank) Size() (w, h float64)                                 { return b.w, b.h }
func (blank) Clear(demos.Color)                                      {}
func (blank) FillRect(x, y, w, h float64, c demos.Color)             {}
func (blank) FillPath(demos.Path, demos.Color)                       {}
func (blank) StrokePath(demos.Path, float64, demos.Color)            {}
func (blank) Text(string, float64, float64, demos.TextStyle)         {}
func (blank) TextWidth(s string, st demos.TextStyle) float64         { return 0.55 * st.Em() * float64(len(s)) }
func (blank) Image(b *demos.Bitmap, x, y, w, h float64, smooth bool) {}
func (blank) Clip(x, y, w, h float64, draw func())                   { draw() }

// A frame in the midst of a movement allocates nothing.
func TestFramesAllocateNothing(t *testing.T) {
	for name, changes := range map[string][2]demos.Values{"cut": {cut(1), cut(3)}, "run": {{"partition": "123456", "step": "60"}, {"step": "61"}}} {
		s := New()
		var c demos.Canvas = blank{860, 760}
		if n := testing.AllocsPerRun(10, func() {
			s.Update(demos.Pointer{}, &demos.Light)
			s.Draw(c)
		}); n != 0 {
			t.Errorf("%s: %v allocations at rest", name, n)
		}
		demotest.Set(t, s, changes[0])
		s.Settle()
		s.Draw(c)
		demotest.Set(t, s, changes[1])
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
		if n := testing.AllocsPerRun(20, func() {
			if !s.Moving() {
				t.Fatal("it is at rest")
			}
			s.Update(demos.Pointer{}, &demos.Light)
			s.Draw(c)
		}); n != 0 {
			t.Errorf("%s: %v allocations in a frame", name, n)
		}
	}
}

// BenchmarkGlide is a frame in the midst of a movement: of cells and links, and of a
// long run.
func BenchmarkGlide(b *testing.B) {
	for name, changes := range map[string][2]demos.Values{"cut": {cut(1), cut(6)}, "run": {{"partition": "123456", "step": "79"}, {"partition": "123456", "step": "80"}}} {
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

func BenchmarkScene(b *testing.B) {
	demotest.Frames(b, demotest.With(b, New, demos.Values{"step": "10"}))
}

// Bare, the picture has the hero, the bar and the big number; the hero gets the room of
// the gauge.
func TestBare(t *testing.T) {
	size := demotest.Size{W: 1000, H: 700}
	hero := map[bool]float64{}
	for _, bare := range []bool{false, true} {
		s := New()
		if bare {
			s.Bare()
		}
		told := 0
		for _, text := range demotest.Record(s, size).Texts {
			if strings.Contains(text.Text, "drop") || strings.Contains(text.Text, "all there is") {
				told++
			}
		}
		if (told == 0) != bare {
			t.Errorf("bare %t: %d words of the gauge", bare, told)
		}
		hero[bare] = s.picture.stage.Hero.H
	}
	if got, want := hero[true]-hero[false], plot.GaugeHeight(size.W); got != want {
		t.Errorf("the hero gets %g px, the gauge had %g", got, want)
	}
}
