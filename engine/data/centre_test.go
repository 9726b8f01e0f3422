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
	if !(math.Abs(mx/mass-14.5) <= 0.05) || !(math.Abs(my/mass-14.5) <= 0.05) || tall < 20 || tall > 21 {
		t.Errorf("centre (%.3f, %.3f), %d rows of ink", mx/mass, my/mass, tall)
	}
	empty := make([]byte, 28*28)
	if Centre(empty, 28, make([]byte, w*h), w, h); bytes.ContainsAny(empty, "\x01\xff") {
		t.Error("nothing became something")
	}
}

// An MNIST digit centred anew is nearly the digit: it moves by less than a pixel,
// which a thin stroke feels.
func TestCentreKeepsMNIST(t *testing.T) {
	_, test, err := MNIST()
	if err != nil {
		t.Fatal(err)
	}
	again := make([]byte, 28*28)
	for i := range 100 {
		Centre(again, 28, test.Pixels(i), 28, 28)
		var both, one, other float64
		for k, v := range test.Pixels(i) {
			x, y := float64(v), float64(again[k])
			both, one, other = both+x*y, one+x*x, other+y*y
		}
		if like := both / math.Sqrt(one*other); !(like >= 0.8) {
			t.Errorf("digit %d, a %d: likeness %.3f", i, test.Labels[i], like)
		}
	}
}
