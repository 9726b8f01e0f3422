package training

import (
	"bytes"
	"image"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/exhibit"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/raster"
	"github.com/cauchy-newton/playground/demos/session"
)

// A real run paints: every panel holds more than the background, light and dark
// differ, and a visitor who points changes the picture.
func TestPictures(t *testing.T) {
	s := New()
	session := session.New()
	take := func(events []link.Event) {
		for i := range events {
			if events[i].Is == "error" {
				t.Fatal(events[i].Message)
			}
			s.Take(&events[i])
		}
	}
	take(session.Handle(link.Command{Do: "open"}))
	n := 12
	if exhibit.Writing() {
		n = 150
	}
	take(session.Handle(link.Command{Do: "step", N: n}))
	for session.Busy() {
		take(session.Slice(func() bool { return false }))
	}

	paint := func(name string, w, h float64, p demos.Pointer, theme *demos.Theme) []byte {
		return exhibit.Paint(t, name, s, exhibit.Size{W: w, H: h}, p, theme)
	}
	nobody := demos.Pointer{}
	light := paint("wide", 960, 600, nobody, &demos.Light)
	digit := demos.Pointer{Point: s.panels.List[8].Panel.(*digitsPanel).tiles.Box(3).Middle(), Inside: true}
	dark := paint("wide-dark", 960, 600, nobody, &demos.Dark)
	pointed := paint("wide-dark-pointed", 960, 600, digit, &demos.Dark)
	paint("embedded", 720, 500, nobody, &demos.Light)
	paint("phone", 375, PreferredHeight(375), nobody, &demos.Light)
	paint("phone-small", 320, 560, nobody, &demos.Dark)
	if bytes.Equal(light, dark) {
		t.Error("light and dark are the same picture")
	}
	if bytes.Equal(dark, pointed) {
		t.Error("pointing at a digit changes nothing")
	}

	s.Update(nobody, &demos.Light)
	c := raster.New(960, 600, 1)
	s.Draw(c)
	for i, p := range s.panels.List {
		b := *p.Box
		if share := painted(c.Pixels(), b); share < 0.01 {
			t.Errorf("panel %d is blank: %.2g of it is painted", i, share)
		}
	}
}

func painted(img *image.RGBA, b demos.Box) float64 {
	back := demos.Light.Back
	n, all := 0, 0
	for y := int(b.Y); y < int(b.Y+b.H); y++ {
		for x := int(b.X); x < int(b.X+b.W); x++ {
			p := img.RGBAAt(x, y)
			if all++; p.R != back.R || p.G != back.G || p.B != back.B {
				n++
			}
		}
	}
	return float64(n) / float64(all)
}
