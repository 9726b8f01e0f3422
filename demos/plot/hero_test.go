package plot_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// heroSizes are canvases from the smallest phone to a large screen.
var heroSizes = append([]demotest.Size{{W: 320, H: 300}, {W: 2000, H: 1400}, {W: 559, H: 420}, {W: 560, H: 420}}, demotest.Sizes...)

// hero is a picture of a lesson, made of all the pieces.
type hero struct {
	land    plot.Land
	size    demos.Box // that its level sets are for
	goal    plot.Goal
	ring    plot.Ring
	needle  plot.Needle
	chain   plot.Links
	links   []plot.Link
	ghosts  plot.Ghosts
	ghost   []plot.Ghost
	clear   []demos.Point
	cuts    plot.Cuts
	gauge   plot.Gauge
	counter plot.Counter
	places  []float64
	pieces  []int
	stage   plot.Stage
}

// newHero returns a picture with cells in those pieces.
func newHero(pieces ...int) *hero {
	h := &hero{pieces: pieces}
	h.land.Anchor, h.land.Span = plot.XY{X: 0.755, Y: 0.5}, plot.XY{X: 1.7, Y: 0.96}
	h.land.Across, h.land.Up = "gentle", "20 × steeper"
	h.land.Fade.Left = 0.3
	h.goal.Label, h.ring.Label = "minimum", "drag me"
	h.links = make([]plot.Link, len(pieces))
	h.ghost = []plot.Ghost{{Labels: []string{"1 piece", "1"}, Align: demos.End}, {Labels: []string{"2 pieces", "2"}}}
	h.clear = make([]demos.Point, 2)
	most := 0
	for k, s := range pieces {
		most = max(most, s)
		h.cuts.Cells = append(h.cuts.Cells, plot.Cell{Letter: "θ", Index: fmt.Sprint(k + 1), Piece: s})
	}
	first := make([]int, most+1)
	for s := range most + 1 {
		first[s] = -1
		for k := range pieces {
			if pieces[k] == s {
				if h.cuts.Order = append(h.cuts.Order, k); first[s] < 0 {
					first[s] = k
				}
			}
		}
		h.cuts.Values = append(h.cuts.Values, []float64{0.458, 0.0930, 0.0187, 0.0731, 1.234e-5, 17}[s])
	}
	for k, s := range pieces {
		h.cuts.Cells[k].Color = first[s]
	}
	h.cuts.Symbol, h.cuts.Caption = "η", "the gradient, in three pieces"
	h.cuts.Hints = []string{"click the scissors to cut or join", "cut or join"}
	h.gauge = plot.Gauge{Part: 1.14 / 1.56,
		Left: []string{"this step promises a drop of 1.14", "promises 1.14"}, Right: []string{"all there is: 1.56"}}
	h.counter = plot.Counter{Number: "17", Unit: "steps to the minimum"}
	return h
}

func (h *hero) draw(c demos.Canvas, t *demos.Theme) {
	w, high := c.Size()
	c.Clear(t.Back)
	h.stage = plot.Arrange(w, high, plot.CutsHeight(w), plot.GaugeHeight(w))
	s := h.stage
	h.land.Fade.Right = 0
	if s.Beside {
		h.land.Fade.Right = 0.1
	}
	h.land.Place(c, s.Hero)
	if h.size != s.Hero {
		h.size = s.Hero
		var heights []float64
		for y := (s.Hero.H/2 - 3) / h.land.Unit(); len(heights) < 13; y *= 0.765 {
			heights = append(heights, y)
		}
		h.land.Rings(ellipses(math.Sqrt(20), heights))
	}
	h.land.Draw(c, t)
	h.goal.Draw(c, t, h.land.At(plot.XY{}), false)
	from := h.land.At(plot.XY{X: -1, Y: 0.3})
	at, to := plot.XY{X: -1, Y: 0.3}, [...]plot.XY{{X: -0.79, Y: 0.31}, {X: -0.77, Y: 0.28}, {X: -0.68, Y: 0.2}, {X: -0.65, Y: 0.06}, {X: -0.66, Y: 0}, {X: -0.67, Y: -0.01}}
	for i := range h.links {
		at = to[i]
		h.links[i] = plot.Link{To: h.land.At(at), Color: t.Group(h.cuts.Cells[h.cuts.Order[i]].Color)}
	}
	h.ghost[0].To, h.ghost[1].To = h.land.At(plot.XY{X: -0.95, Y: -0.02}), h.land.At(plot.XY{X: -0.88, Y: -0.01})
	h.clear[0], h.clear[1] = h.land.At(at), h.land.At(plot.XY{})
	h.ghosts.Draw(c, t, from, h.ghost, h.clear)
	h.chain.Draw(c, from, h.links, 7)
	h.needle.Draw(c, from, h.land.At(at), t.Text)
	h.ring.Draw(c, t, from, false)
	h.counter.Draw(c, t, s.Hero)
	h.places = plot.Places(h.places, h.cuts.Order, h.pieces)
	for k := range h.cuts.Cells {
		h.cuts.Cells[k].X = h.places[k]
	}
	if s.Strips[0].H > 0 {
		h.cuts.Place(c, s.Strips[0])
		h.cuts.Draw(c, t)
	}
	if s.Strips[1].H > 0 {
		h.gauge.Place(c, s.Strips[1])
		h.gauge.Draw(c, t)
	}
}

// partitions are cells in pieces, neighbours or not.
var partitions = [][]int{{0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1}, {0, 0, 1, 1, 2, 2}, {0, 1, 0, 2, 1, 0}, {0, 1, 2, 3, 4, 5}}

// Every text of a hero is on the canvas, 11 px or more, and meets no other, in the
// playground's fonts.
func TestAHeroCanBeRead(t *testing.T) {
	for _, size := range heroSizes {
		for _, p := range partitions {
			c := demotest.Recorder(size)
			newHero(p...).draw(c, &demos.Light)
			at := fmt.Sprintf("%v, %v", size, p)
			demotest.Inside(t, at, c)
			demotest.Apart(t, at, c)
		}
	}
}

// The pictures themselves, light and dark.
func TestHeroPictures(t *testing.T) {
	sizes := map[string]demotest.Size{"phone": {W: 390, H: 400}}
	if demotest.Writing() {
		sizes = map[string]demotest.Size{"wide": {W: 858, H: 770}, "phone": {W: 390, H: 400}, "small": {W: 320, H: 300}, "lying": demotest.Lying, "huge": {W: 2000, H: 1400}}
	}
	for name, size := range sizes {
		for i, p := range partitions {
			for theme, th := range map[string]*demos.Theme{"light": &demos.Light, "dark": &demos.Dark} {
				if i != 2 && (theme == "dark" || !demotest.Writing()) {
					continue
				}
				c := demotest.Canvas(size)
				h := newHero(p...)
				h.cuts.Hover, h.cuts.Focus = 1, 3
				h.draw(c, th)
				demotest.Save(t, fmt.Sprintf("hero-%s-%d-%s", name, i, theme), c)
				if got, back := c.Pixels().RGBAAt(0, int(h.stage.Hero.H/2)), th.Back; got.R != back.R || got.B != back.B {
					t.Errorf("%s, %s: the land does not fade into the page: %v at its left edge", name, theme, got)
				}
			}
		}
	}
}
