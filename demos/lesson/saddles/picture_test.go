package saddles

import (
	"bytes"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// states are the moments that look different, by their values.
var states = demotest.States{
	"opening":   {},
	"climbing":  {"x": "0.3", "y": "0.2", "lambda": "3", "r": "0.7"},
	"ridge":     {"x": "0.3", "y": "-0.3"},
	"long":      {"lambda": "0.1", "r": "1"},
	"short":     {"lambda": "100", "r": "0.01"},
	"convex":    {"x": "1.2", "y": "-0.6"},
	"unbounded": {"x": "0", "y": "0.5", "landscape": "saddle"},
	"no ruler":  {"landscape": "bowl"},
	"half":      {"landscape": "saddle", "x": "0.35", "y": "0.6"},
	"valley":    {"landscape": "valley", "x": "-1.2", "y": "0.9"},
	"trivial":   {"partition": "trivial"},
	"bottom":    {"x": "1", "y": "1"},
	"pass":      {"x": "0", "y": "0"},
	"corner":    {"x": "-1.8", "y": "1.9", "lambda": "0.1"},
}

// shown are what a state of the story looks like where it is shown.
var shown = []struct {
	name  string
	size  demotest.Size
	theme *demos.Theme
}{
	{"wide", demotest.Size{W: 980, H: 700}, &demos.Light},
	{"dark", demotest.Size{W: 1000, H: 700}, &demos.Dark},
	{"laptop", demotest.Size{W: 660, H: 700}, &demos.Light},
	{"phone", demotest.Size{W: 390, H: 456}, &demos.Light},
	{"lying", demotest.Size{W: 844, H: 300}, &demos.Dark},
}

func TestPictures(t *testing.T) {
	demotest.Gallery(t, "saddle", New, states, "ridge")
	s := New()
	demotest.Record(s, demotest.Desktop)
	demotest.Answers(t, "saddle", s, func() demos.Point { return s.picture.land.At(s.view.newton.end) }, "newton")
	if !demotest.Writing() {
		return
	}
	card := demotest.Canvas(demotest.Size{W: 400, H: 220})
	New().Card(card)
	demotest.Save(t, "card", card)
}

// Every text is at least 13 px high, lies within the canvas and touches no other. One
// number is big, and the landscape has at least 60 % of the canvas.
func TestTextIsLegible(t *testing.T) {
	var some []demotest.Size
	for _, v := range shown {
		some = append(some, v.size)
	}
	all := slices.Concat(some, demotest.Sizes, []demotest.Size{demotest.Low})
	for name, changes := range states {
		for _, show := range []string{"start", "newton", "level", "both", "path", "root"} {
			s := demotest.With(t, New, changes.With(demos.Values{"view": show}))
			s.Settle()
			sizes := some
			if show == "root" || show == "both" {
				sizes = all
			}
			for _, size := range sizes {
				demotest.Legible(t, name+", "+show, s, size)
				big := 0
				for _, text := range demotest.Record(s, size).Texts {
					if size := text.Style.Em(); size > 30 {
						big++
					} else if size < 13 && text.Text != "min" { // an index
						t.Errorf("%s, %s: %q has %g px", name, show, text.Text, size)
					}
				}
				if b := s.picture.stage.Hero; big != 1 || b.W*b.H < 0.599*size.W*size.H {
					t.Errorf("%s, %v: %d big numbers, the landscape has %v", name, size, big, b)
				}
			}
		}
	}
}

// Every state of the story says pass, Newton and cubic where they are drawn, in the sizes
// in which it is shown; what is held explains nothing.
func TestStatesNameWhatTheyShow(t *testing.T) {
	for slug, want := range map[string][]string{
		"climbs": {"pass", "Newton", "cubic", "drag me"}, "level": {"the model’s surface", "level: its saddle"},
		"notfar": {"pass", "Newton", "cubic, λ = 1"}, "one": {"your r", "cubic, λ = 1"}, "ridge": {"one", "the other", "Newton"}, "yours": {"pass", "Newton"},
	} {
		_, s := stateOf(t, slug)
		for _, v := range shown {
			texts := map[string]bool{}
			for _, text := range demotest.Record(s, v.size).Texts {
				texts[text.Text] = true
			}
			for _, word := range want {
				if !texts[word] {
					t.Errorf("%s, %s: there is no %q in %v", slug, v.name, word, texts)
				}
			}
		}
	}
}

// In no state of the story lies an arrow's end or a handle under the big number.
func TestNumberCoversNothing(t *testing.T) {
	for _, state := range New().States() {
		_, s := stateOf(t, state.Slug)
		for _, v := range shown {
			demotest.Record(s, v.size)
			number := s.picture.words[0]
			for _, q := range s.picture.segment {
				if number.Holds(q[1]) {
					t.Errorf("%s, %s: %v lies under the number at %v", state.Slug, v.name, q[1], number)
				}
			}
		}
	}
}

// A step that ends outside the picture says where.
func TestStepsOutsideAreSaid(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"x": "0.95", "y": "-0.3", "view": "both"})
	s.Settle()
	for _, v := range shown {
		told := map[string]bool{}
		for _, text := range demotest.Record(s, v.size).Texts {
			told[text.Text] = true
		}
		if !told["Newton, on to "+coordinates(s.view.newton.end)] && !(v.size.W < narrow && told["Newton goes on"]) {
			t.Errorf("%s: Newton’s step to %v is not told: %v", v.name, s.view.newton.end, told)
		}
		if s.picture.stage.Strips[0].H > 0 && !told["Newton +281 ↑"] {
			t.Errorf("%s: its height is not told: %v", v.name, told)
		}
	}
}

// A symbol of the text changes the picture of its state; pointing at the picture dims
// nothing.
func TestLights(t *testing.T) {
	for slug, symbols := range map[string][]string{"notfar": {"lambda", "eta", "term"}, "one": {"psi", "r", "root"}} {
		_, s := stateOf(t, slug)
		paint := func() []byte {
			return demotest.Paint(t, "lit", s, demotest.Size{W: 430, H: 500}, demos.Pointer{}, &demos.Light)
		}
		plain := paint()
		for _, symbol := range symbols {
			s.Light(symbol)
			if bytes.Equal(paint(), plain) {
				t.Errorf("%s: pointing at %s in the text changes nothing", slug, symbol)
			}
		}
	}
	s := New()
	s.Settle()
	demotest.Record(s, demotest.Desktop)
	s.Update(demos.Pointer{Point: s.ringAt(), Inside: true}, &demos.Light)
	if s.Lit() != "theta" || s.cubicColor().A != 255 {
		t.Errorf("the ring lights %q", s.Lit())
	}
}

// The picture moves to what the values say, in half a second, and is then that of a
// lesson which was never elsewhere.
func TestPictureGlides(t *testing.T) {
	paint := func(s *Scene) []byte {
		return demotest.Paint(t, "glide", s, demotest.Size{W: 430, H: 500}, demos.Pointer{}, &demos.Light)
	}
	s := New()
	s.Settle()
	for _, changes := range []demos.Values{{"view": "start"}, {"view": "newton"}, {"view": "level"}, {"view": "path"}, {"lambda": "30"}, {"view": "root", "r": "1"}, {"x": "0.3", "y": "-0.3"}, {"landscape": "valley"}} {
		before := paint(s)
		demotest.Set(t, s, changes)
		if !s.Moving() && changes["landscape"] == "" {
			t.Fatalf("%v moves nothing", changes)
		}
		for ticks := 0; s.Moving(); ticks++ {
			if s.Update(demos.Pointer{}, &demos.Light); ticks > 40 {
				t.Fatal("it moves on and on")
			}
		}
		last := paint(s)
		fresh := demotest.With(t, New, s.State())
		fresh.Settle()
		if bytes.Equal(before, last) || !bytes.Equal(paint(fresh), last) {
			t.Errorf("%v: nothing moves, or the picture at rest depends on the way to it", changes)
		}
	}
}

// BenchmarkGlide is a frame in the midst of a movement: of the arrow along its path, and of
// the ground from the loss to the model.
func BenchmarkGlide(b *testing.B) {
	for name, changes := range map[string][2]demos.Values{
		"path":   {{"lambda": "100", "view": "path"}, {"lambda": "1"}},
		"ground": {{"view": "level"}, {"view": "newton"}},
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

// BenchmarkOpen is the change to another landscape, with the frame that samples it.
func BenchmarkOpen(b *testing.B) {
	s := New()
	c := demotest.Recorder(demotest.Size{W: 1040, H: 840})
	for b.Loop() {
		clear(s.grounds)
		if err := s.Set(nil); err != nil {
			b.Fatal(err)
		}
		s.Draw(c)
	}
}

// BenchmarkSet is the computation behind a drag of the start.
func BenchmarkSet(b *testing.B) {
	s := New()
	for b.Loop() {
		if err := s.Set(demos.Values{"x": "0.4"}); err != nil {
			b.Fatal(err)
		}
	}
}
