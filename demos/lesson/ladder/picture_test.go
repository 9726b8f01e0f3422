package ladder

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

// go test ./demos/lesson/ladder -run TestPictures -args -pictures /tmp writes
// what the test sees, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the lesson")

// sizes are the canvases that visitors have.
var sizes = []struct{ w, h float64 }{{1040, 650}, {782, 540}, {1600, 1000}, {700, 500}, {699, 900}, {360, 520}, {320, 480}}

// states are what a visitor may bring about, as changes of the opening state.
var states = map[string]demos.Values{
	"opening":     {},
	"running":     {"step": "4"},
	"cauchy":      {"groups": "1", "step": "30"},
	"newton":      {"groups": "6"},
	"arrived":     {"groups": "6", "step": "1"},
	"bent":        {"groups": "5", "bend": "2.5", "lambda": "3", "step": "2"},
	"momentum":    {"direction": "momentum", "step": "7", "groups": "4"},
	"adam":        {"direction": "adam", "groups": "2", "step": "5"},
	"narrow bowl": {"kappa": "100", "groups": "1", "step": "200"},
	"round bowl":  {"kappa": "1"},
	"unmixed":     {"mix": "0", "off": "0", "groups": "6"},
	"on the spot": {"x": "0", "y": "0", "off": "0"},
}

// Every state paints; light and dark differ, and so does what the text points at.
func TestPictures(t *testing.T) {
	paint := func(s *Scene, name string, w, h float64, p demos.Pointer, theme *demos.Theme) *image.RGBA {
		scale := 1.0
		if *pictures != "" {
			scale = 1.5
		}
		c := raster.New(w, h, scale)
		s.Update(p, theme)
		s.Draw(c)
		if *pictures != "" {
			var b bytes.Buffer
			if err := png.Encode(&b, c.Pixels()); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*pictures, "ladder-"+name+".png"), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return c.Pixels()
	}
	nobody := demos.Pointer{}
	for name, changes := range states {
		if *pictures == "" && name != "opening" && name != "bent" {
			continue // a raster picture takes a while; the geometry of all is tested elsewhere
		}
		s := New()
		if err := s.Set(changes); err != nil {
			t.Fatal(name, err)
		}
		light := paint(s, name, 1040, 650, nobody, &demos.Light)
		dark := paint(s, name+"-dark", 1040, 650, nobody, &demos.Dark)
		if bytes.Equal(light.Pix, dark.Pix) {
			t.Errorf("%s: light and dark are the same picture", name)
		}
		for _, size := range sizes[1:] {
			if *pictures == "" && size.w > 400 {
				continue
			}
			paint(s, fmt.Sprintf("%s-%g", name, size.w), size.w, size.h, nobody, &demos.Light)
		}
	}
	s := New()
	plain := paint(s, "plain", 700, 500, nobody, &demos.Light)
	seen := map[string][]byte{}
	for _, f := range s.Figures() {
		if f.Symbol == "P" || f.Symbol == "kappa" || f.Words == "no such group on this rung" {
			continue
		}
		s.Light(f.Symbol)
		lit := paint(s, "lit-"+f.Symbol, 700, 500, nobody, &demos.Light)
		if bytes.Equal(plain.Pix, lit.Pix) {
			t.Errorf("pointing at %s in the text changes nothing", f.Symbol)
		}
		for other, pix := range seen {
			if bytes.Equal(pix, lit.Pix) {
				t.Errorf("pointing at %s and at %s is the same picture", f.Symbol, other)
			}
		}
		seen[f.Symbol] = bytes.Clone(lit.Pix)
	}
}
