package plot_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// On every canvas the hero begins in the upper left corner and keeps 60 % of the
// height, or of the width; strips lie on the canvas, apart from it and from each other.
func TestArrange(t *testing.T) {
	for w := 320.0; w <= 2000; w += 35 {
		for h := 300.0; h <= 1400; h += 22 {
			whole := demos.Box{W: w, H: h}
			least := 0.6
			if h < 310 { // where the one strip that is always there is a little more
				least = 0.58
			}
			s := plot.Arrange(w, h, plot.CutsHeight(w), plot.GaugeHeight(w))
			if s.Hero.X != 0 || s.Hero.Y != 0 || s.Hero.H < least*h-1e-9 || s.Hero.W < 0.6*w-1e-9 {
				t.Fatalf("%g×%g: hero %v", w, h, s.Hero)
			}
			if s.Beside && s.Hero.H != h || !s.Beside && s.Hero.W != w {
				t.Fatalf("%g×%g: the hero does not reach the edges: %v", w, h, s.Hero)
			}
			if s.Beside && w < 800 {
				t.Fatalf("%g×%g: a strip beside the hero of a narrow canvas", w, h)
			}
			if s.Strips[0].H == 0 {
				t.Fatalf("%g×%g: no room for the first strip", w, h)
			}
			for i, b := range s.Strips {
				if b.H == 0 {
					continue
				}
				if b.Meets(s.Hero) || b.X < 0 || b.Y < 0 || b.X+b.W > whole.W-plot.Margin(w)+1e-9 || b.Y+b.H > h+1e-9 || b.W < 290 {
					t.Fatalf("%g×%g: strip %d is %v beside %v", w, h, i, b, s.Hero)
				}
				if i > 0 && b.Meets(s.Strips[0]) {
					t.Fatalf("%g×%g: the strips meet: %v", w, h, s.Strips)
				}
			}
		}
	}
	if s := plot.Arrange(844, 332, 124, 62); !s.Beside || s.Strips[1].H == 0 {
		t.Errorf("a lying phone: %+v", s)
	}
	if s := plot.Arrange(390, 400); s.Hero != (demos.Box{W: 390, H: 400}) || s.Beside || s.Strips[0].H != 0 {
		t.Errorf("no strips: %+v", s)
	}
}

// Three has three significant digits: what it writes is within half a unit of the third.
func TestThree(t *testing.T) {
	for v, want := range map[float64]string{
		0.458: "0.458", 0.093: "0.0930", 17: "17", 1.1449: "1.14", -0.0036: "−0.00360", 1.234e-5: "1.23×10⁻⁵",
		0: "0", 82: "82", 99.96: "100", 9.996: "10.0", 0.9996: "1.00", 1234.4: "1234", 99999: "99999", 123456: "1.23×10⁵",
		0.00099949: "9.99×10⁻⁴", 0.00099951: "0.00100", -1.5e300: "−1.50×10³⁰⁰",
		math.NaN(): "–", math.Inf(-1): "−∞",
	} {
		if got := plot.Three(v); got != want {
			t.Errorf("Three(%v) = %q, want %q", v, got, want)
		}
	}
}

// A symbol is as wide as its letter and its index, wherever it is aligned, and a
// quantity adds the rest.
func TestSymbols(t *testing.T) {
	c := demotest.Recorder(demotest.Desktop)
	for _, align := range []demos.Align{demos.Start, demos.Middle, demos.End} {
		st := demos.TextStyle{Size: 16, Align: align}
		c.Clear(demos.Color{})
		plot.Quantity(c, "η", "1", "0.458", 300, 100, st)
		w := plot.QuantityWidth(c, "η", "1", "0.458", st)
		first, last := c.Texts[0], c.Texts[len(c.Texts)-1]
		if left := 300 - align.Before(w); math.Abs(first.Box.X-left) > 1e-9 || math.Abs(last.Box.X+last.Box.W-left-w) > 1e-9 {
			t.Errorf("align %d: from %v to %v, want %v and %v more", align, first.Box, last.Box, left, w)
		}
		if !first.Style.Math || first.Style.Size <= 16 || c.Texts[1].Style.Math || c.Texts[1].Style.Size < 11 || c.Texts[1].Box.Y <= first.Box.Y {
			t.Errorf("letter %+v, index %+v", first, c.Texts[1])
		}
		if symbol := plot.SymbolWidth(c, "η", "1", st); !(symbol < w) || !(plot.SymbolWidth(c, "η", "", st) < symbol) {
			t.Errorf("widths %v and %v", symbol, w)
		}
	}
	c.Clear(demos.Color{})
	if plot.Symbol(c, "H\u0304", "", 10, 50, demos.TextStyle{}); c.Texts[0].Text != "H" || len(c.Rects) != 1 {
		t.Errorf("H̄ is %v with %d bars", c.Texts, len(c.Rects))
	}
}

// cutsIn returns cuts at rest in a box.
func cutsIn(c demos.Canvas, box demos.Box, pieces []int) *plot.Cuts {
	h := newHero(pieces...)
	for k, x := range plot.Places(nil, h.cuts.Order, pieces) {
		h.cuts.Cells[k].X = x
	}
	h.cuts.Place(c, box)
	return &h.cuts
}

// Cells at rest stand side by side in order, with a gap between pieces, in the middle
// of the bar.
func TestPlaces(t *testing.T) {
	for _, p := range partitions {
		h := newHero(p...)
		x := plot.Places(nil, h.cuts.Order, p)
		o := h.cuts.Order
		for i := 1; i < len(o); i++ {
			d, cut := x[o[i]]-x[o[i-1]], p[o[i]] != p[o[i-1]]
			if cut && d < 1.05 || !cut && math.Abs(d-1) > 1e-12 {
				t.Errorf("%v: cells %d and %d are %v apart", p, o[i-1], o[i], d)
			}
		}
		left, right := x[o[0]], 6+5*0.14-1-x[o[len(o)-1]]
		if math.Abs(left-right) > 1e-12 {
			t.Errorf("%v: %v on the left, %v on the right", p, left, right)
		}
	}
	if got := plot.Places([]float64{1, 2, 3}, nil, nil); len(got) != 0 {
		t.Errorf("no cells: %v", got)
	}
}

// discs notes the middles of the closed pieces that are filled.
type discs struct {
	demos.Recorder
	middles []demos.Point
}

func (d *discs) FillPath(p demos.Path, _ demos.Color) {
	for _, ring := range p {
		lo, hi := ring[0], ring[0]
		for _, q := range ring {
			lo, hi = demos.Point{X: min(lo.X, q.X), Y: min(lo.Y, q.Y)}, demos.Point{X: max(hi.X, q.X), Y: max(hi.Y, q.Y)}
		}
		d.middles = append(d.middles, demos.Point{X: (lo.X + hi.X) / 2, Y: (lo.Y + hi.Y) / 2})
	}
}

// What is under a point is what was drawn there: every badge and every name, with
// targets that a finger finds.
func TestUnderCutsIsWhatWasDrawn(t *testing.T) {
	for _, size := range heroSizes {
		for _, p := range partitions {
			c := demotest.Recorder(size)
			s := plot.Arrange(size.W, size.H, plot.CutsHeight(size.W), plot.GaugeHeight(size.W))
			k := cutsIn(c, s.Strips[0], p)
			k.Draw(c, &demos.Light)
			drawn := &discs{Recorder: demos.Recorder{Width: size.W, Height: size.H}}
			k.Draw(drawn, &demos.Light)
			if len(drawn.middles) != 5 {
				t.Errorf("%v: %d badges", size, len(drawn.middles))
			}
			at := fmt.Sprintf("%v, %v", size, p)
			for i := range 5 {
				for _, dy := range []float64{-21.9, 0, 21.9} {
					q := k.Gap(i)
					if gap, cell := k.Under(demos.Point{X: q.X, Y: q.Y + dy}); gap != i || cell != -1 {
						t.Errorf("%s: on badge %d is gap %d, cell %d", at, i, gap, cell)
					}
				}
				if !slices.ContainsFunc(drawn.middles, func(m demos.Point) bool {
					return math.Hypot(m.X-k.Gap(i).X, m.Y-k.Gap(i).Y) < 0.5
				}) {
					t.Errorf("%s: no badge at %v", at, k.Gap(i))
				}
			}
			names := 0
			for _, text := range c.Texts {
				if text.Text != "θ" {
					continue
				}
				want := k.Order[names]
				gap, cell := k.Under(text.Box.Middle())
				if names++; gap != -1 || cell != want {
					t.Errorf("%s: on the name of cell %d is gap %d, cell %d", at, want, gap, cell)
				}
				if gap, cell := k.Under(k.Middle(want)); gap != -1 || cell != want {
					t.Errorf("%s: in the middle of cell %d is gap %d, cell %d", at, want, gap, cell)
				}
			}
			if names != 6 {
				t.Errorf("%s: %d names", at, names)
			}
			// How wide the targets are along the bar.
			y := k.Gap(0).Y
			wide := map[[2]int]float64{}
			for x := 0.0; x < size.W; x += 0.25 {
				gap, cell := k.Under(demos.Point{X: x, Y: y})
				wide[[2]int{gap, cell}] += 0.25
			}
			full := k.Middle(k.Order[1]).X-k.Middle(k.Order[0]).X > 110
			for which, w := range wide {
				least := 20.0
				if full {
					least = 43.5
				}
				if which != [2]int{-1, -1} && w < least {
					t.Errorf("%s: target %v is %g px wide", at, which, w)
				}
			}
			for _, q := range []demos.Point{{X: 2, Y: y}, {X: size.W / 2, Y: y - 60}, {X: size.W / 2, Y: y + 60}} {
				if gap, cell := k.Under(q); gap != -1 || cell != -1 {
					t.Errorf("%s: beside the bar is gap %d, cell %d", at, gap, cell)
				}
			}
		}
	}
	var none plot.Cuts
	if gap, cell := none.Under(demos.Point{}); gap != -1 || cell != -1 {
		t.Errorf("under nothing is gap %d, cell %d", gap, cell)
	}
}

// A cell that is held is lifted and moves with the pointer, over the others; where it
// would land is the nearest of them.
func TestAHeldCell(t *testing.T) {
	c := demotest.Recorder(demotest.Desktop)
	k := cutsIn(c, demos.Box{X: 28, Y: 400, W: 900, H: 124}, []int{0, 0, 1, 1, 2, 2})
	k.Draw(c, &demos.Light)
	rest := k.Middle(1)
	k.Held, k.Pull = 2, 250
	c.Clear(demos.Color{})
	k.Draw(c, &demos.Light)
	if got := k.Middle(1); math.Abs(got.X-rest.X-250) > 1e-9 || got.Y != rest.Y-6 {
		t.Errorf("the held cell is at %v, was at %v", got, rest)
	}
	last := c.Rects[len(c.Rects)-1]
	if !last.Box.Holds(k.Middle(1)) || last.Color != demos.Light.Group(0) {
		t.Errorf("the last cell drawn is %+v", last)
	}
	if got := k.Near(k.Middle(1), 1); got != 3 {
		t.Errorf("250 px to the right is cell %d", got)
	}
	if got := k.Near(rest, 1); got == 1 {
		t.Error("a cell lands on itself")
	}
}

// The values stand below their pieces in the longest form that fits all of them.
func TestValuesOfPieces(t *testing.T) {
	for _, k := range []struct {
		width  float64
		pieces []int
		want   []string
	}{
		{900, []int{0, 0, 0, 0, 0, 0}, []string{"η", " = ", "0.458"}},
		{900, []int{0, 0, 1, 1, 2, 2}, []string{"η", "1", " = ", "0.458", "η", "2", " = ", "0.0930", "η", "3", " = ", "0.0187"}},
		{400, []int{0, 1, 2, 3, 3, 3}, []string{"0.458", "0.0930", "0.0187", "0.0731", " =", "η"}},
		{300, []int{0, 1, 2, 3, 4, 5}, []string{".458", ".0930", ".0187", ".0731", "1e−5", "17", "η"}},
		{200, []int{0, 1, 2, 3, 4, 5}, []string{"17"}},
	} {
		c := demotest.Recorder(demotest.Size{W: k.width + 28, H: 400})
		cuts := cutsIn(c, demos.Box{X: 14, Y: 100, W: k.width, H: 124}, k.pieces)
		cuts.Draw(c, &demos.Light)
		var got []string
		for _, text := range c.Texts {
			if text.Box.Y > cuts.Gap(0).Y+15 {
				got = append(got, text.Text)
			}
		}
		if !slices.Equal(got, k.want) {
			t.Errorf("%g px, %v: %q, want %q", k.width, k.pieces, got, k.want)
		}
	}
}

// The box of a counter holds all that it writes, and its words stand in lines of their own.
func TestCounterBox(t *testing.T) {
	for _, size := range heroSizes {
		for _, below := range []string{"", "with one piece: 82"} {
			c := demotest.Recorder(size)
			k := plot.Counter{Number: "1", Unit: "step to the minimum", Below: below}
			k.Draw(c, &demos.Light, demos.Box{W: size.W, H: size.H})
			demotest.Apart(t, fmt.Sprint(size), c)
			b := k.Box(c, demos.Box{W: size.W, H: size.H})
			want := 2
			if below != "" {
				want = 3
			}
			if len(c.Texts) != want {
				t.Errorf("%v: %d texts, want %d", size, len(c.Texts), want)
			}
			for _, text := range c.Texts {
				q := text.Box
				if text.Style.Light { // the box of a letter is higher than a digit
					q.H *= 0.8
				}
				if q.X < b.X-0.5 || q.X+q.W > b.X+b.W+0.5 || q.Y+q.H > b.Y+b.H+0.5*size.W/100 {
					t.Errorf("%v: %q at %v leaves %v", size, text.Text, q, b)
				}
			}
		}
	}
}

// A gauge whose part moves writes the number as it is now; at rest the words that it was
// given, and where there is no form for a number, these too.
func TestGaugeMoves(t *testing.T) {
	for now, want := range map[float64]string{0: "promises 1.14", 0.4583: "promises 0.458", 1.096: "promises 1.10", 34.56: "promises 34.6", 1e-9: "promises 1.14", 120: "promises 1.14"} {
		c := demotest.Recorder(demotest.Desktop)
		g := plot.Gauge{Part: 0.5, Left: []string{"promises 1.14"}, Leads: []string{"promises "}, Now: now}
		g.Place(c, demos.Box{X: 30, Y: 10, W: 508, H: 62})
		g.Draw(c, &demos.Light)
		got := ""
		for _, text := range c.Texts {
			got += text.Text
		}
		if got != want {
			t.Errorf("%v: %q, want %q", now, got, want)
		}
	}
	for v := 0.09996; v < 99.94; v *= 1.0007 { // it writes what Three writes
		if v == math.Trunc(v) {
			continue
		}
		c := demotest.Recorder(demotest.Desktop)
		g := plot.Gauge{Left: []string{"?"}, Leads: []string{""}, Now: v}
		g.Place(c, demos.Box{X: 30, Y: 10, W: 508, H: 62})
		g.Draw(c, &demos.Light)
		if got := c.Texts[0].Text + c.Texts[1].Text + c.Texts[2].Text; got != plot.Three(v) {
			t.Fatalf("%v is %q, want %q", v, got, plot.Three(v))
		}
	}
}

// A gauge is as full as its part, and the words for the part stay when there is no
// room for those of the whole.
func TestGauge(t *testing.T) {
	for part, want := range map[float64]float64{0.25: 0.25, 1: 1, 1.7: 1, 0: -1, -2: -1, math.NaN(): -1} {
		c := demotest.Recorder(demotest.Desktop)
		g := plot.Gauge{Part: part, Left: []string{"a part"}, Right: []string{"the whole"}}
		g.Place(c, demos.Box{X: 30, Y: 10, W: 508, H: 62})
		g.Draw(c, &demos.Light)
		if track := c.Paths[0].Box; track.X != 34 || track.W != 500 {
			t.Fatalf("track %v", track)
		}
		got := -1.0
		if len(c.Paths) > 1 {
			got = c.Paths[1].Box.W / 500
		}
		if got != want {
			t.Errorf("a part of %v fills %v, want %v", part, got, want)
		}
	}
	for width, want := range map[float64][2]string{
		600: {"this step promises a drop of 1.14", "all there is: 1.56"},
		300: {"promises 1.14", "all there is: 1.56"},
		130: {"promises 1.14", ""},
	} {
		c := demotest.Recorder(demotest.Phone)
		h := newHero(0, 0, 0, 0, 0, 0)
		h.gauge.Place(c, demos.Box{X: 10, Y: 10, W: width, H: 44})
		h.gauge.Draw(c, &demos.Light)
		if got := [2]string{c.Texts[0].Text, c.Texts[1].Text}; got != want {
			t.Errorf("%g px: %q, want %q", width, got, want)
		}
	}
}

// blank is a canvas that paints nothing and allocates nothing.
type blank struct{ demos.Recorder }

func (*blank) FillRect(_, _, _, _ float64, _ demos.Color)                    {}
func (*blank) FillPath(demos.Path, demos.Color)                              {}
func (*blank) StrokePath(demos.Path, float64, demos.Color)                   {}
func (*blank) Text(string, float64, float64, demos.TextStyle)                {}
func (*blank) Image(*demos.Bitmap, float64, float64, float64, float64, bool) {}
func (*blank) Clip(_, _, _, _ float64, draw func())                          { draw() }

// Drawing the same again allocates nothing, and takes few draw calls.
func TestAHeroIsDrawnAgainForNothing(t *testing.T) {
	for _, size := range []demotest.Size{demotest.Desktop, demotest.Small, demotest.Lying} {
		for _, p := range partitions {
			h := newHero(p...)
			c := &blank{demos.Recorder{Width: size.W, Height: size.H}}
			h.draw(c, &demos.Light)
			if n := testing.AllocsPerRun(10, func() { h.draw(c, &demos.Light) }); n != 0 {
				t.Errorf("%v, %v: %g allocations", size, p, n)
			}
			r := demotest.Recorder(size)
			if h.draw(r, &demos.Light); r.Calls > 120 {
				t.Errorf("%v, %v: %d draw calls", size, p, r.Calls)
			}
		}
	}
}

func BenchmarkHero(b *testing.B) {
	h := newHero(0, 0, 1, 1, 2, 2)
	c := &blank{demos.Recorder{Width: 858, Height: 770}}
	h.draw(c, &demos.Light)
	b.Run("land", func(b *testing.B) {
		for b.Loop() {
			h.land.Place(c, h.stage.Hero)
			h.land.Draw(c, &demos.Light)
		}
	})
	b.Run("cuts", func(b *testing.B) {
		for b.Loop() {
			h.cuts.Place(c, h.stage.Strips[0])
			h.cuts.Draw(c, &demos.Light)
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			h.draw(c, &demos.Light)
		}
	})
}

func ExampleArrange() {
	s := plot.Arrange(390, 400, plot.CutsHeight(390), plot.GaugeHeight(390))
	fmt.Println(s.Hero, s.Strips[0])
	s = plot.Arrange(844, 332, plot.CutsHeight(844), plot.GaugeHeight(844))
	fmt.Println(s.Hero, s.Beside)
	// Output:
	// {0 0 390 272} {14 272 362 84}
	// {0 0 506.4 332} true
}

func ExampleThree() {
	fmt.Println(plot.Three(0.093), plot.Three(17), plot.Three(-0.0036), plot.Three(1.234e-5))
	// Output: 0.0930 17 −0.00360 1.23×10⁻⁵
}
