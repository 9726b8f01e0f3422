package demos

import (
	"reflect"
	"testing"
)

// Law: what is drawn on a part is what is drawn on a canvas, moved.
func TestPart(t *testing.T) {
	draw := func(c Canvas, x, y float64) {
		c.FillRect(x+1, y+2, 3, 4, Color{R: 1})
		c.StrokePath(Path{{{x + 1, y + 1}, {x + 5, y + 9}}, {{x + 2, y + 2}}}, 2, Color{G: 1})
		c.FillPath(Path{{{x + 1, y + 1}, {x + 5, y + 9}, {x, y + 3}}}, Color{B: 1})
		c.Text("abc", x+10, y+12, TextStyle{Align: Middle})
		c.Clip(x+1, y+1, 9, 9, func() { c.Image(&Bitmap{}, x+3, y+4, 5, 6, true) })
	}
	a, b := &Recorder{Width: 100, Height: 80}, &Recorder{Width: 100, Height: 80}
	p := &Part{Canvas: a, Box: Box{X: 20, Y: 30, W: 40, H: 25}}
	if w, h := p.Size(); w != 40 || h != 25 || p.TextWidth("ab", TextStyle{}) != b.TextWidth("ab", TextStyle{}) {
		t.Error("a part has another size")
	}
	draw(p, 0, 0)
	draw(b, 20, 30)
	b.Images[0].Bitmap = a.Images[0].Bitmap
	for _, k := range [][2]any{{a.Texts, b.Texts}, {a.Rects, b.Rects}, {a.Paths, b.Paths}, {a.Images, b.Images}} {
		if !reflect.DeepEqual(k[0], k[1]) {
			t.Errorf("%+v, want %+v", k[0], k[1])
		}
	}
	if q := p.Pointer(Pointer{Point: Point{25, 31}, Inside: true, Down: true}); q != (Pointer{Point: Point{5, 1}, Inside: true, Down: true}) {
		t.Errorf("%+v", q)
	}
	if q := p.Pointer(Pointer{Point: Point{19, 31}, Inside: true}); q != (Pointer{}) {
		t.Errorf("outside: %+v", q)
	}
	if p.Clear(Color{}); a.Rects[len(a.Rects)-1].Box != p.Box {
		t.Error("Clear clears elsewhere")
	}
}
