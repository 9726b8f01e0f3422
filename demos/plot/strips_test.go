package plot_test

import (
	"fmt"
	"math"
	"math/rand/v2"
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
		{400, []int{0, 1, 2, 3, 3, 3}, []string{"0.458", "0.0930", "0.0187", "0.0731"}},
		{300, []int{0, 1, 2, 3, 4, 5}, []string{".458", ".0930", ".0187", ".0731", "1e−5", "17"}},
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

// ellipses are level sets around the origin of those half heights, stretch times as wide.
func ellipses(stretch float64, heights []float64) (rings [][][]plot.XY) {
	for _, h := range heights {
		rings = append(rings, [][]plot.XY{ellipse(stretch*h, h)})
	}
	return rings
}

// ellipse is a closed line around the origin with the inside on its left.
func ellipse(a, b float64) (line []plot.XY) {
	const n = 200
	for k := range n + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(k%n) / n)
		line = append(line, plot.XY{X: a * cos, Y: b * sin})
	}
	return line
}

// Level sets are filled where the ground is low, hills left out; the deepest water is in
// the valleys.
func TestLandOfAValley(t *testing.T) {
	// A ring-shaped valley around a hill, and of each level its outer and its inner line.
	at := func(x, y float64) float64 { r := math.Hypot(x, y); return (r - 1) * (r - 1) }
	levels := []float64{0.8, 0.2, 0.05}
	var rings [][][]plot.XY
	for _, l := range levels {
		r := math.Sqrt(l)
		inner := ellipse(1-r, 1-r)
		slices.Reverse(inner)
		rings = append(rings, [][]plot.XY{ellipse(1+r, 1+r), inner})
	}
	c := demotest.Canvas(demotest.Size{W: 400, H: 400})
	c.Clear(demos.Light.Back)
	land := plot.Land{Anchor: plot.XY{X: 0.5, Y: 0.5}, Span: plot.XY{X: 4, Y: 4}}
	land.Place(c, demos.Box{W: 400, H: 400})
	land.Rings(rings)
	land.Draw(c, &demos.Light)
	scale := float64(c.Pixels().Rect.Dx()) / 400
	rng := rand.New(rand.NewPCG(1, 2))
	seen := [4]int{}
	for range 2000 {
		q := plot.XY{X: 4*rng.Float64() - 2, Y: 4*rng.Float64() - 2}
		v, deep := at(q.X, q.Y), 0
		for _, l := range levels {
			if v < l {
				deep++
			}
		}
		if slices.ContainsFunc(levels, func(l float64) bool { return math.Abs(v-l) < 0.035 }) {
			continue // on a line
		}
		p := land.At(q)
		ground := math.Pow(1-0.085, float64(deep))
		want := demos.Mix(demos.Light.Water, demos.Light.Back, ground)
		got := c.Pixels().RGBAAt(int(p.X*scale), int(p.Y*scale))
		if d := math.Abs(float64(got.R) - float64(want.R)); d > 1 {
			t.Fatalf("at %v, below %d levels, is %v, want %v", q, deep, got, want)
		}
		seen[deep]++
	}
	if slices.Min(seen[:]) < 20 {
		t.Errorf("places by depth: %v", seen)
	}
}

// A bowl's level sets are ellipses of the given half axes, in equal units, around the
// anchor.
func TestLandOfABowl(t *testing.T) {
	c := demotest.Recorder(demotest.Desktop)
	land := plot.Land{Anchor: plot.XY{X: 0.755, Y: 0.5}, Span: plot.XY{X: 1.7, Y: 0.96}}
	land.Place(c, demos.Box{W: 1040, H: 450})
	if p := land.At(plot.XY{}); math.Abs(p.X-0.755*1040) > 1e-9 || math.Abs(p.Y-225) > 1e-9 {
		t.Errorf("the middle is at %v", p)
	}
	if a, b := land.At(plot.XY{X: 1}), land.At(plot.XY{Y: 1}); math.Abs(a.X-0.755*1040-land.Unit()) > 1e-9 || math.Abs(225-b.Y-land.Unit()) > 1e-9 {
		t.Errorf("units: %v %v", a, b)
	}
	land.Rings(ellipses(3, []float64{0.3, 0.2}))
	land.Draw(c, &demos.Dark)
	var fills []demos.RecordedPath
	for _, p := range c.Paths {
		if p.Width == 0 {
			fills = append(fills, p)
		}
	}
	if len(fills) != 2 || math.Abs(fills[1].Box.W-1.2*land.Unit()) > 0.3 || math.Abs(fills[1].Box.H-0.4*land.Unit()) > 0.3 {
		t.Errorf("fills: %+v", fills)
	}
	if c.Calls != 4 {
		t.Errorf("%d draw calls for two levels", c.Calls)
	}
}

// Words over land can be read: ink at the bottom of twelve levels, soft ink on four.
func TestWordsOverLandCanBeRead(t *testing.T) {
	for _, th := range []*demos.Theme{&demos.Light, &demos.Dark} {
		part := 0.085
		if th.Dark {
			part = 0.075
		}
		for levels, ink := range map[float64]demos.Color{12: th.Text, 4: th.Soft} {
			ground := demos.Mix(th.Water, th.Back, math.Pow(1-part, levels))
			if r := demos.Contrast(ink, ground); !(r >= 4.5) {
				t.Errorf("dark %t: %v over %g levels has a contrast of %.2f", th.Dark, ink, levels, r)
			}
		}
	}
}

// A needle ends where it points; one without a length, or without an end, is not drawn.
func TestNeedle(t *testing.T) {
	var n plot.Needle
	c := demotest.Recorder(demotest.Desktop)
	from, to := demos.Point{X: 100, Y: 100}, demos.Point{X: 180, Y: 160}
	n.Draw(c, from, to, demos.Light.Text)
	if b := c.Paths[1].Box; math.Abs(b.X+b.W-to.X) > 1e-9 || math.Abs(b.Y+b.H-to.Y) > 1e-9 || c.Paths[1].Width != 0 {
		t.Errorf("the head is %+v", c.Paths[1])
	}
	for _, end := range []demos.Point{from, {X: math.NaN()}, {X: math.Inf(1)}} {
		c.Clear(demos.Color{})
		if n.Draw(c, from, end, demos.Light.Text); len(c.Paths) != 0 {
			t.Errorf("a needle to %v", end)
		}
	}
}

// Neighbouring links of one colour are one line; ghosts leave out labels that would
// cover something.
func TestLinksAndGhosts(t *testing.T) {
	var k plot.Links
	c := demotest.Recorder(demotest.Desktop)
	red, blue := demos.RGB(0xff0000), demos.RGB(0xff)
	k.Draw(c, demos.Point{}, []plot.Link{{demos.Point{X: 10}, red}, {demos.Point{X: 20}, red}, {demos.Point{X: 30}, blue}}, 7)
	if len(c.Paths) != 2 || c.Paths[0].Points != 3 || c.Paths[1].Points != 2 || c.Paths[1].Box.X != 20 {
		t.Errorf("links: %+v", c.Paths)
	}
	var g plot.Ghosts
	at := func(x, y float64) demos.Point { return demos.Point{X: x, Y: y} }
	for _, e := range []struct {
		ghosts []plot.Ghost
		clear  []demos.Point
		want   int
	}{
		{[]plot.Ghost{{at(200, 200), "1"}, {at(260, 200), "2"}}, nil, 2},
		{[]plot.Ghost{{at(200, 200), "1"}, {at(203, 201), "2"}}, nil, 1},
		{[]plot.Ghost{{at(200, 200), "1"}, {at(260, 200), "2"}}, []demos.Point{at(262, 218)}, 1},
		{[]plot.Ghost{{at(101, 100), "1"}, {at(200, 649), "2"}, {at(math.Inf(1), 0), "3"}}, nil, 0},
	} {
		c.Clear(demos.Color{})
		g.Draw(c, &demos.Light, at(100, 100), e.ghosts, e.clear)
		if len(c.Texts) != e.want {
			t.Errorf("%+v beside %v: labels %v", e.ghosts, e.clear, c.Texts)
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
