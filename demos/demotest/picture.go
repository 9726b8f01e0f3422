package demotest

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

var folder = flag.String("pictures", "", "folder for PNG pictures of what the tests draw")

// Writing reports whether the flag -pictures is set.
func Writing() bool { return *folder != "" }

// Canvas returns a canvas of that size, with double density if Writing.
func Canvas(size Size) *raster.Canvas {
	if Writing() {
		return raster.New(size.W, size.H, 2)
	}
	return raster.New(size.W, size.H, 1)
}

// Save writes NAME.png if Writing.
func Save(t testing.TB, name string, c *raster.Canvas) {
	t.Helper()
	if !Writing() {
		return
	}
	var b bytes.Buffer
	if err := png.Encode(&b, c.Pixels()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*folder, name+".png"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Paint returns the pixels of the scene with the pointer at p, and saves them.
func Paint(t testing.TB, name string, s demos.Scene, size Size, p demos.Pointer, theme *demos.Theme) []byte {
	t.Helper()
	c := Canvas(size)
	s.Update(p, theme)
	s.Draw(c)
	if p.Inside { // hit testing needs a drawn picture
		s.Update(p, theme)
		s.Draw(c)
	}
	Save(t, name, c)
	return c.Pixels().Pix
}

// views are what Gallery paints of a state.
var views = []struct {
	name  string
	size  Size
	theme *demos.Theme
}{
	{"wide", Desktop, &demos.Light},
	{"dark", Desktop, &demos.Dark},
	{"stage", Size{782, 540}, &demos.Light},
	{"phone", Phone, &demos.Light},
	{"small", Small, &demos.Dark},
}

// Gallery paints the states of a lesson, wide and on phones, light and dark, and
// checks that every picture has several colours and that dark differs from light.
// Without -pictures it paints only the named states, to save time.
func Gallery[S demos.Lesson](t *testing.T, lesson string, open func() S, states States, always ...string) {
	for name, changes := range states {
		if !Writing() && !slices.Contains(always, name) {
			continue
		}
		s := With(t, open, changes)
		s.Settle()
		var light []byte
		for _, v := range views {
			pix := Paint(t, lesson+"-"+name+"-"+v.name, s, v.size, demos.Pointer{}, v.theme)
			seen := map[[3]byte]bool{}
			for i := 0; i < len(pix); i += 4 {
				seen[[3]byte(pix[i:])] = true
			}
			if len(seen) < 20 {
				t.Errorf("%s, %s has %d colours", name, v.name, len(seen))
			}
			switch v.name {
			case "wide":
				light = pix
			case "dark":
				if bytes.Equal(pix, light) {
					t.Errorf("%s: light and dark are the same picture", name)
				}
			}
		}
	}
}

// Lights highlights every symbol of the text, except for the silent ones: each must
// change the picture, and no two may give the same one.
func Lights(t *testing.T, lesson string, s demos.Lesson, silent ...string) {
	size := Size{700, 500}
	plain := Paint(t, lesson+"-plain", s, size, demos.Pointer{}, &demos.Light)
	seen := map[string][]byte{}
	for _, f := range s.Figures() {
		if slices.Contains(silent, f.Symbol) {
			continue
		}
		s.Light(f.Symbol)
		lit := Paint(t, lesson+"-lit-"+f.Symbol, s, size, demos.Pointer{}, &demos.Light)
		if bytes.Equal(plain, lit) {
			t.Errorf("pointing at %s in the text changes nothing", f.Symbol)
		}
		for other, pix := range seen {
			if bytes.Equal(pix, lit) {
				t.Errorf("pointing at %s and at %s is the same picture", f.Symbol, other)
			}
		}
		seen[f.Symbol] = lit
	}
	s.Light("")
}

// Answers points at a place of the picture, then highlights a symbol of the text:
// each must change the picture.
func Answers(t *testing.T, lesson string, s demos.Lesson, place func() demos.Point, symbol string) {
	t.Helper()
	paint := func(name string, p demos.Pointer) []byte {
		return Paint(t, lesson+"-"+name, s, Desktop, p, &demos.Dark)
	}
	plain := paint("plain", demos.Pointer{})
	pointed := paint("pointed", demos.Pointer{Point: place(), Inside: true})
	s.Light(symbol)
	lit := paint("lit", demos.Pointer{})
	if bytes.Equal(plain, lit) {
		t.Errorf("pointing at %s in the text changes nothing", symbol)
	}
	if bytes.Equal(plain, pointed) {
		t.Error("pointing at the picture changes nothing")
	}
}

// Stays checks that a scene does not panic when values change, by a key or from the
// page, while the pointer stays at a place.
func Stays(t *testing.T, s demos.Lesson, place demos.Point, changes demos.Values) {
	t.Helper()
	p := demos.Pointer{Point: place, Inside: true}
	for _, v := range []demos.Values{nil, changes} {
		Set(t, s, v)
		for range 2 { // the second Update hits what the first Draw drew
			s.Update(p, &demos.Light)
			s.Draw(Recorder(Desktop))
		}
	}
}
