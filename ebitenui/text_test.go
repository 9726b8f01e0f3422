package ebitenui

import (
	"image"
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// box is the smallest rectangle around what is not white.
func box(img *image.RGBA) (b image.Rectangle) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.RGBAAt(x, y).R < 200 {
				b = b.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return b
}

// A text is as wide as TextWidth says and lies where its alignment says.
func TestTextLiesWhereItShould(t *testing.T) {
	for _, scale := range []float64{1, 2} {
		for _, align := range []demos.Align{demos.Start, demos.Middle, demos.End} {
			st := demos.TextStyle{Size: 20, Color: black, Align: align}
			var width float64
			img := paint(t, 300, 60, scale, func(c *Canvas) {
				width = c.TextWidth("HnodH", st)
				c.Text("HnodH", 150, 40, st)
			})
			left := map[demos.Align]float64{demos.Start: 150, demos.Middle: 150 - width/2, demos.End: 150 - width}[align]
			b := box(img)
			// H has some white on either side of its stems.
			if got := float64(b.Min.X) / scale; got < left || got > left+3 {
				t.Errorf("scale %v align %v: starts at %.1f, want %.1f", scale, align, got, left)
			}
			if got := float64(b.Max.X) / scale; got > left+width || got < left+width-3 {
				t.Errorf("scale %v align %v: ends at %.1f, want %.1f", scale, align, got, left+width)
			}
			if b.Max.Y < int(40*scale) || b.Max.Y > int(40*scale)+1 { // o goes a little below
				t.Errorf("scale %v: stands on %d, want %v", scale, b.Max.Y, 40*scale)
			}
		}
	}
}

// Upward text is level text turned by 90°, pixel by pixel.
func TestUpwardIsTurned(t *testing.T) {
	level := demos.TextStyle{Size: 14, Color: black}
	upward := level
	upward.Upward = true
	a := paint(t, 100, 100, 2, func(c *Canvas) { c.Text("H̄ η λ₁ ∇ g", 10, 30, level) })
	b := paint(t, 100, 100, 2, func(c *Canvas) { c.Text("H̄ η λ₁ ∇ g", 30, 90, upward) })
	for y := range 200 {
		for x := range 200 {
			// (20+i, 60+j) of the level text is (60+j, 180−1−i) of the upward one.
			i, j := x-20, y-60
			bx, by := 60+j, 179-i
			if !image.Pt(bx, by).In(b.Rect) {
				continue
			}
			if p, q := a.RGBAAt(x, y), b.RGBAAt(bx, by); p != q {
				t.Fatalf("pixel (%d, %d) is %v, turned %v", x, y, p, q)
			}
		}
	}
	if ink(a, a.Rect) < 50 {
		t.Error("nothing was drawn")
	}
}

// Twice the density is the same text in finer pixels, not a different one.
func TestTextKeepsItsSizeAtEveryDensity(t *testing.T) {
	st := demos.TextStyle{Size: 16, Color: black}
	once := paint(t, 200, 40, 1, func(c *Canvas) { c.Text("Predicted 0.0123", 5, 25, st) })
	twice := paint(t, 200, 40, 2, func(c *Canvas) { c.Text("Predicted 0.0123", 5, 25, st) })
	if a, b := ink(once, once.Rect), ink(twice, twice.Rect)/4; math.Abs(a-b) > 0.05*a {
		t.Errorf("%.1f logical pixels of ink at density 1, %.1f at density 2", a, b)
	}
}

// A full atlas starts anew without spoiling what was drawn before or after.
func TestAtlasOverflow(t *testing.T) {
	draw := func(c *Canvas) { c.Text("Hη", 10, 50, demos.TextStyle{Size: 40, Color: black}) }
	alone := paint(t, 200, 100, 1, draw)
	crowded := paint(t, 200, 100, 1, func(c *Canvas) {
		for size := 40.0; size < 60; size += 0.1 {
			c.Text("ABCDEFGHIJKLM", 0, -100, demos.TextStyle{Size: size, Color: black})
		}
		draw(c)
		for size := 40.0; size < 60; size += 0.1 {
			c.Text("ABCDEFGHIJKLM", 0, -100, demos.TextStyle{Size: size, Color: black})
		}
	})
	for i := range alone.Pix {
		if alone.Pix[i] != crowded.Pix[i] {
			t.Fatalf("byte %d is %d alone, %d when the atlas overflowed", i, alone.Pix[i], crowded.Pix[i])
		}
	}
}

// A big number is thin, and there on a screen of quadruple density; a letter of a
// formula is not the upright one.
func TestBigNumbersAndLettersOfFormulas(t *testing.T) {
	whole := func(img *image.RGBA) image.Rectangle { return img.Rect }
	set := func(s string, size, scale float64, st demos.TextStyle) *image.RGBA {
		st.Size, st.Color = size, black
		return paint(t, 200, 100, scale, func(c *Canvas) { c.Text(s, 10, 90, st) })
	}
	for _, scale := range []float64{1, 2, 3, 4} {
		big := set("82", 84, scale, demos.TextStyle{Light: true, Mono: true})
		plain := set("82", 84, scale, demos.TextStyle{Mono: true})
		if got := float64(box(big).Dy()) / scale; got < 58 || got > 66 {
			t.Errorf("scale %v: the digits are %.1f px high", scale, got)
		}
		if a, b := ink(big, whole(big)), ink(plain, whole(plain)); a > 0.85*b {
			t.Errorf("scale %v: thin digits have %.0f of ink, plain ones %.0f", scale, a, b)
		}
	}
	a, b := set("η", 40, 1, demos.TextStyle{Math: true}), set("η", 40, 1, demos.TextStyle{})
	if box(a).Empty() || box(a) == box(b) {
		t.Errorf("η is set in %v and in %v", box(a), box(b))
	}
}
