package data

import (
	"bytes"
	"math"
	"testing"
)

// Law: where a drawing lies in its field does not matter, and ink is kept: its
// centre of mass comes to the middle.
func TestCentre(t *testing.T) {
	const w, h = 60, 50
	draw := func(dx, dy int) []byte {
		src := make([]byte, w*h)
		for y := range 30 {
			for x := range 4 + y/5 {
				src[(y+dy)*w+x+dx] = 255
			}
		}
		out := make([]byte, 28*28)
		Centre(out, 28, src, w, h)
		return out
	}
	a, b := draw(0, 0), draw(40, 17)
	if !bytes.Equal(a, b) {
		t.Error("a drawing moved is another picture")
	}
	mass, mx, my, tall := 0.0, 0.0, 0.0, 0
	for y := range 28 {
		row := 0
		for x := range 28 {
			v := float64(a[y*28+x])
			mass, mx, my = mass+v, mx+v*(float64(x)+0.5), my+v*(float64(y)+0.5)
			row += int(a[y*28+x])
		}
		if row > 0 {
			tall++
		}
	}
	if math.Abs(mx/mass-14) > 0.05 || math.Abs(my/mass-14) > 0.05 || tall < 20 || tall > 21 {
		t.Errorf("centre (%.3f, %.3f), %d rows of ink", mx/mass, my/mass, tall)
	}
	empty := make([]byte, 28*28)
	if Centre(empty, 28, make([]byte, w*h), w, h); bytes.ContainsAny(empty, "\x01\xff") {
		t.Error("nothing became something")
	}
}

// Law: an MNIST digit centred anew is the digit, but for a rounding of places.
func TestCentreKeepsMNIST(t *testing.T) {
	_, test, err := MNIST()
	if err != nil {
		t.Fatal(err)
	}
	again := make([]byte, 28*28)
	for i := range 20 {
		Centre(again, 28, test.Pixels(i), 28, 28)
		away, ink := 0.0, 0.0
		for k, v := range test.Pixels(i) {
			away += math.Abs(float64(v) - float64(again[k]))
			ink += float64(v)
		}
		if away > 0.5*ink {
			t.Errorf("digit %d: %.0f %% of its ink moved", i, 100*away/ink)
		}
	}
}
