package plot

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

func canvas() *demos.Recorder { return &demos.Recorder{Width: 400, Height: 300} }

// The bar of H̄ lies over its letter, wherever the text is aligned.
func TestLabelDrawsBars(t *testing.T) {
	for _, k := range []struct {
		s, plain string
		over     int // letters before the barred one
	}{
		{"x H\u0304⁻¹", "x H⁻¹", 2}, {"H\u0304", "H", 0}, {"ab\u1e21", "abg", 2},
	} {
		for _, align := range []demos.Align{demos.Start, demos.Middle, demos.End} {
			c := canvas()
			Label(c, k.s, 100, 100, demos.TextStyle{Size: 10, Align: align})
			if len(c.Texts) != 1 || c.Texts[0].Text != k.plain || len(c.Rects) != 1 {
				t.Fatalf("%q: %+v %+v", k.s, c.Texts, c.Rects)
			}
			letter := c.Texts[0].Box.X + 6*float64(k.over)
			if b := c.Rects[0].Box; !(b.X >= letter && b.X+b.W <= letter+6 && b.Y <= 100-6 && b.Y >= 100-10) {
				t.Errorf("%q, align %d: bar at %+v, letter at %g", k.s, align, b, letter)
			}
		}
	}
}

// Wrapped lines fit, lose no word, and end in an ellipsis where they must.
func TestWrap(t *testing.T) {
	c, st := canvas(), demos.TextStyle{Size: 10}
	text := "the model falls for ever; the step sizes stay as they were"
	for w := 60.0; w < 400; w += 17 {
		lines := Wrap(c, text, w, 50, st)
		if strings.Join(lines, " ") != text {
			t.Errorf("%g wide: %q", w, lines)
		}
		for _, l := range Wrap(c, text, w, 2, st) {
			if !(LabelWidth(c, l, st) <= w) {
				t.Errorf("%g wide: %q is too long", w, l)
			}
		}
		if lines := Wrap(c, text, w, 2, st); len(lines) > 2 || w < 170 && !strings.HasSuffix(lines[1], "…") {
			t.Errorf("%g wide, two lines: %q", w, lines)
		}
	}
	if got := Wrap(c, "incomprehensibilities", 60, 3, st); len(got) != 1 || got[0] != "incompreh…" {
		t.Errorf("one long word: %q", got)
	}
}

// Labels keep their order and their distance, inside their range.
func TestSpread(t *testing.T) {
	labels := []EndLabel{{Text: "c", Y: 98}, {Text: "a", Y: 50}, {Text: "b", Y: 52}, {Text: "d", Y: 99}}
	if !Spread(labels, 12, 10, 100) {
		t.Fatal("no room")
	}
	var order []string
	for i, l := range labels {
		order = append(order, l.Text)
		if !(l.Y >= 10) || !(l.Y <= 100) || i > 0 && l.Y-labels[i-1].Y < 12-1e-9 {
			t.Errorf("%+v", labels)
		}
	}
	if !slices.Equal(order, []string{"a", "b", "c", "d"}) {
		t.Errorf("order %q", order)
	}
	if Spread(labels, 40, 10, 100) {
		t.Error("four labels at a distance of 40 do not fit into 90")
	}
}

// A gap in the values is a gap in the curve; the curve is one path inside its
// area.
func TestCurveGaps(t *testing.T) {
	var a Axes
	a.X.Fit(0, 10)
	a.Y.Scale = Log
	a.Y.Fit(1, 100)
	c := canvas()
	a.Place(c, demos.Box{W: 400, H: 300})
	var s Series
	for i, v := range []float64{1, 10, math.NaN(), 100, 10, 0, 1} {
		s.Add(float64(i), v)
	}
	var v Curve
	v.Series(c, &a, &s, 2, demos.Color{})
	if len(c.Paths) != 1 || c.Paths[0].Pieces != 3 || c.Paths[0].Points != 5 || !c.Paths[0].Clipping {
		t.Errorf("%+v", c.Paths)
	}
	c = canvas()
	v.Points(c, &a, []float64{0, 1, 2, 3}, []float64{1, -1, 2, 3}, 2, demos.Color{})
	if len(c.Paths) != 1 || c.Paths[0].Pieces != 2 || c.Paths[0].Points != 3 {
		t.Errorf("%+v", c.Paths)
	}
}

// The value below a point is the one that is drawn there.
func TestAxesUnder(t *testing.T) {
	var a Axes
	a.X.Scale, a.X.Lo, a.X.Hi = Log, 0.1, 1000
	a.Y.Fit(0, 1)
	a.Place(canvas(), demos.Box{X: 5, Y: 5, W: 300, H: 200})
	for _, x := range []float64{0.1, 1, 30, 999} {
		got, ok := a.Under(a.Point(x, 0.5))
		if !ok || !(math.Abs(got-x) <= 1e-9*x) {
			t.Errorf("%g: %g, %t", x, got, ok)
		}
	}
	if _, ok := a.Under(demos.Point{X: 299, Y: 204}); ok {
		t.Error("the ticks belong to the area")
	}
}

// Bars start at the zero line: positive ones to the right and filled, negative
// ones to the left and hollow, longer when larger.
func TestBars(t *testing.T) {
	b := Bars{Title: "η", Rows: []Bar{{Name: "a", Value: 1}, {Name: "b", Value: 0.01}, {Name: "c", Value: -0.1, Note: "negative"}, {Name: "d"}, {Name: "e", Value: math.NaN()}}}
	c := canvas()
	b.Place(c, demos.Box{W: 300, H: 200})
	b.Draw(c, &demos.Light)
	zero := c.Rects[0].Box.X + 0.5
	first, second := c.Rects[1].Box, c.Rects[2].Box
	if len(c.Rects) != 3 || first.X != zero || second.X != zero || !(first.W > second.W) || !(second.W > 1) {
		t.Errorf("zero at %g, bars %+v", zero, c.Rects)
	}
	hollow := c.Paths[1]
	if hollow.Width == 0 || !(hollow.Box.X < zero) || !(math.Abs(hollow.Box.X+hollow.Box.W-zero) <= 1) {
		t.Errorf("zero at %g, the negative bar %+v", zero, hollow)
	}
	var texts []string
	for _, x := range c.Texts {
		texts = append(texts, x.Text)
	}
	for _, want := range []string{"1.000", "0.01000", "−0.1000, negative", "0", "–"} {
		if !slices.Contains(texts, want) {
			t.Errorf("no %q in %q", want, texts)
		}
	}
	for i := range b.Rows {
		if row, ok := b.Under(demos.Point{X: 150, Y: b.area.Y + (float64(i)+0.5)*b.row}); !ok || row != i {
			t.Errorf("row %d: %d, %t", i, row, ok)
		}
	}
}

// Where a number does not fit beyond its bar it stands inside, or on the empty
// side of zero, or is shortened; it leaves the box nowhere.
func TestNumbersOfBarsFindRoom(t *testing.T) {
	for _, width := range []float64{140, 180, 220, 300} {
		for _, rows := range [][]Bar{
			{{Name: "a", Value: -11.47}, {Name: "b", Value: -0.1147, Note: "× 0.01", Brief: "×0.01"}, {Name: "c", Value: 0.2651}, {Name: "d", Value: 0.2651, Note: "× 1", Brief: "×1"}},
			{{Name: "a", Value: 12.5}, {Name: "b", Value: 0.001}}, {{Name: "a", Value: -12.5}, {Name: "b", Value: -0.001}},
		} {
			b := Bars{Rows: rows}
			c := canvas()
			b.Place(c, demos.Box{W: width, H: 200})
			b.Draw(c, &demos.Light)
			numbers := 0
			for _, x := range c.Texts {
				if x.Style.Mono {
					numbers++
					if x.Box.X < b.area.X-0.1 || x.Box.X+x.Box.W > width+0.1 {
						t.Errorf("%g px: %q at %v", width, x.Text, x.Box)
					}
				}
			}
			if numbers != len(rows) {
				t.Errorf("%g px: %d numbers at %d bars", width, numbers, len(rows))
			}
		}
	}
}

// Every tile lies in the box with its caption, and a wrong one is marked by
// more than a colour.
func TestTiles(t *testing.T) {
	for _, n := range []int{1, 7, 20} {
		var g Tiles
		pixels := make([][]byte, n)
		for i := range pixels {
			pixels[i] = []byte{0, 255, 128, 0}
			g.Items = append(g.Items, Tile{Caption: "3", Wrong: i == 0})
		}
		g.Set(2, 2, pixels)
		box := demos.Box{X: 10, Y: 10, W: 300, H: 90}
		g.Place(box, n)
		c := canvas()
		g.Draw(c, &demos.Light, demos.Color{R: 255, A: 255})
		if len(c.Images) != n || len(c.Paths) != 1 || c.Paths[0].Pieces != 3 || !c.Texts[0].Style.Bold {
			t.Errorf("%d tiles: %d images, marks %+v", n, len(c.Images), c.Paths)
		}
		for i := range n {
			b := g.Box(i)
			if !(b.X >= box.X && b.X+b.W <= box.X+box.W+1e-9 && b.Y+b.H+captionHeight <= box.Y+box.H+1e-9) {
				t.Errorf("%d tiles: tile %d at %+v", n, i, b)
			}
			if k, ok := g.Under(b.Middle()); !ok || k != i {
				t.Errorf("%d tiles: below tile %d lies %d", n, i, k)
			}
		}
		p := c.Images[0].Bitmap.Pix
		if p[0] != demos.Light.Cell.R || p[4] != demos.Light.Text.R {
			t.Errorf("paper %d, ink %d", p[0], p[4])
		}
	}
}

// A tooltip stays on the canvas in every corner.
func TestTooltip(t *testing.T) {
	for _, p := range []demos.Point{{X: 0, Y: 0}, {X: 399, Y: 0}, {X: 0, Y: 299}, {X: 399, Y: 299}, {X: 200, Y: 150}} {
		c := canvas()
		Tooltip(c, &demos.Light, p, []string{"title", "a second line that is long enough to be wrapped by a canvas of this width, twice"})
		b := c.Rects[0].Box
		if !(b.X >= 0) || !(b.Y >= 0) || !(b.X+b.W <= 400) || !(b.Y+b.H <= 300) || b.Holds(p) || len(c.Texts) < 3 {
			t.Errorf("at %v: %+v, %d lines", p, b, len(c.Texts))
		}
	}
	c := canvas()
	if Tooltip(c, &demos.Light, demos.Point{}, nil); c.Calls != 0 {
		t.Error("nothing to say is painted")
	}
}
