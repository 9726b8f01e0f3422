package deep

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// states are the moments that look different.
var states = demotest.States{
	"opening": {},
	"later":   {"step": "20"},
	"shallow": {"depth": "3", "step": "12"},
	"layers":  {"partition": "per-layer", "step": "20"},
	"chunks":  {"partition": "blocks:4", "depth": "24", "step": "6"},
	"inverse": {"step": "20", "view": "inverse"},
	"lit":     {"distance": "12"},
	"elu":     {"activation": "elu", "depth": "8", "step": "10"},
	"deepest": {"depth": "24", "step": "2"},
}

func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := demotest.With(t, New, v)
		s.Settle()
		demotest.Legible(t, name, s, demotest.Sizes...)
		for _, size := range demotest.Sizes {
			if c := demotest.Record(s, size); c.Calls > mostCalls {
				t.Errorf("%s, %v: %d draw calls", name, size, c.Calls)
			}
		}
	}
}

// mostCalls is what a picture may cost a canvas; it grows only on purpose.
const mostCalls = 90

// A cell and a distance explain themselves; a symbol of the text lights its part.
func TestPointing(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"depth": "5", "step": "3"})
	s.Settle()
	demotest.Record(s, demotest.Desktop)
	b := s.picture.cloth
	n := float64(len(s.now.groups))
	s.Update(demos.Pointer{Point: demos.Point{X: b.X + 4.5*b.W/n, Y: b.Y + 1.5*b.H/n}, Inside: true}, &demos.Light)
	_, words := s.under(s.Pointer.Point)
	lines := strings.Join(words, "; ")
	for _, want := range []string{"W₂ and W₅", "weight–weight, 3 layers apart", "where H̄ₛₜ ="} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q does not say %q", lines, want)
		}
	}
	if s.Lit() != "Hbar" {
		t.Errorf("a cell lights %q", s.Lit())
	}
	s.Update(demos.Pointer{Point: s.picture.chart.Point(2, 1), Inside: true}, &demos.Light)
	if _, words := s.under(s.Pointer.Point); s.Lit() != "d" || !strings.Contains(words[0], "2 layers apart") {
		t.Errorf("a distance lights %q: %q", s.Lit(), words)
	}
	s.Update(demos.Pointer{}, &demos.Light)
	plain := demotest.Paint(t, "deep", s, demotest.Desktop, demos.Pointer{}, &demos.Light)
	for _, symbol := range ofPicture {
		s.Light(symbol)
		if bytes.Equal(demotest.Paint(t, "deep", s, demotest.Desktop, demos.Pointer{}, &demos.Light), plain) {
			t.Errorf("%s changes nothing", symbol)
		}
	}
}

// The ring below the curve is dragged, and moved by keys: only pairs at that distance
// keep their colour, in the same frame.
func TestHand(t *testing.T) {
	for _, size := range []demotest.Size{demotest.Desktop, demotest.SizesOf([][2]float64{{390, 456}})[0]} {
		s := New()
		c := demotest.Record(s, size)
		from, to := s.Twins()[0].Box.Middle(), demos.Point{X: s.picture.chart.Point(12, 0).X, Y: s.ringAt().Y + 30}
		for _, p := range []demos.Pointer{{Point: from, Inside: true}, {Point: from, Inside: true, Down: true}, {Point: to, Inside: true, Down: true}} {
			s.Update(p, &demos.Light)
			s.Draw(c)
		}
		if s.Value("distance") != "12" || s.Moving() {
			t.Errorf("%v: dragged to %s", size, s.Value("distance"))
		}
		s.Update(demos.Pointer{Point: to, Inside: true}, &demos.Light)
		ramp := plot.Diverging(&demos.Light)
		full := 0
		for i := range s.now.groups {
			for j := range s.now.groups {
				if v := s.now.cloth[s.now.order[i]*len(s.now.groups)+s.now.order[j]]; s.colour(i, j) == ramp.At(max(-1, min(v, 1))) && s.now.apart(s.now.order[i], s.now.order[j]) == 12 {
					full++
				}
			}
		}
		if want := int(s.now.now.forth.pairs[12]); full != want {
			t.Errorf("%v: %d cells are lit, %d pairs are 12 apart", size, full, want)
		}
		if v := s.Press("distance", "left"); v["distance"] != "11" {
			t.Errorf("left sets %v", v)
		}
		demotest.Set(t, s, demos.Values{"distance": "0"})
		if s.Press("distance", "left") != nil || s.Press("distance", "enter") != nil || s.Press("nobody", "right") != nil {
			t.Error("a key without a meaning sets something")
		}
	}
}

// The colours of the cloth have one scale at every step, of both matrices: ±1.
func TestScaleOfTheClothStays(t *testing.T) {
	for _, v := range []demos.Values{{}, {"step": "20"}, {"step": "20", "view": "inverse"}, {"depth": "3", "step": "4"}} {
		s := demotest.With(t, New, v)
		s.Settle()
		demotest.Record(s, demotest.Desktop)
		ramp, n := plot.Diverging(&demos.Light), len(s.now.groups)
		for i, a := range s.now.order {
			for j, b := range s.now.order {
				k := s.now.cloth[a*n+b]
				if want := ramp.At(max(-1, min(k, 1))); s.colour(i, j) != want {
					t.Fatalf("%v: %g is painted %v, not %v", v, k, s.colour(i, j), want)
				}
			}
			if d := math.Abs(s.now.cloth[a*n+a]); math.Abs(d-1) > 1e-9 {
				t.Errorf("%v: group %d by itself is %g", v, a, d)
			}
		}
	}
}

// Fewer groups under a pointer that stays.
func TestGroupsChangeBelowThePointer(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"depth": "5"})
	demotest.Record(s, demotest.Desktop)
	demotest.Stays(t, s, demos.Point{X: s.picture.cloth.X + s.picture.cloth.W - 2, Y: s.picture.cloth.Y + s.picture.cloth.H - 2}, demos.Values{"depth": "3"})
}

func TestPictures(t *testing.T) { demotest.Gallery(t, "deep", New, states, "later") }

func BenchmarkScene(b *testing.B) {
	demotest.Frames(b, demotest.With(b, New, demos.Values{"step": "20"}))
}

// BenchmarkSet is one step more; BenchmarkJump a link to step 20.
func BenchmarkSet(b *testing.B) { demotest.Steps(b, New, maxSteps) }

func BenchmarkJump(b *testing.B) {
	for b.Loop() {
		demotest.With(b, New, demos.Values{"step": "20"})
	}
}

// A frame in the midst of a glide.
func BenchmarkGlide(b *testing.B) {
	s := New()
	c := demotest.Record(s, demotest.Desktop)
	for i := 0; b.Loop(); i++ {
		if !s.Moving() {
			if err := s.Set(demos.Values{"step": []string{"20", "0"}[i%2]}); err != nil {
				b.Fatal(err)
			}
		}
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
}
