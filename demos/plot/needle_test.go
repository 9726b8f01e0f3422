package plot_test

import (
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

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
	at := func(x, y float64) demos.Point { return demos.Point{X: x, Y: y} }
	red, blue := demos.RGB(0xff0000), demos.RGB(0xff)
	k.Draw(c, demos.Point{}, []plot.Link{{To: at(10, 0), Color: red}, {To: at(20, 0), Color: red}, {To: at(30, 0), Color: blue}}, 7)
	if len(c.Paths) != 2 || c.Paths[0].Points != 3 || c.Paths[1].Points != 2 || c.Paths[1].Box.X != 20 {
		t.Errorf("links: %+v", c.Paths)
	}
	var g plot.Ghosts
	ghost := func(x, y float64, labels ...string) plot.Ghost {
		return plot.Ghost{To: at(x, y), Labels: labels, Align: demos.End}
	}
	for _, e := range []struct {
		ghosts []plot.Ghost
		clear  []demos.Point
		want   []string // the last one is written first
	}{
		{[]plot.Ghost{ghost(200, 200, "1 piece", "1"), ghost(260, 200, "2")}, nil, []string{"2", "1 piece"}},
		{[]plot.Ghost{ghost(200, 200, "1"), ghost(203, 201, "2")}, nil, []string{"2"}},
		{[]plot.Ghost{ghost(200, 200, "1"), ghost(260, 200, "2")}, []demos.Point{at(262, 218)}, []string{"1"}},
		{[]plot.Ghost{ghost(200, 200, "1 piece", "1")}, []demos.Point{at(160, 218)}, []string{"1"}},
		{[]plot.Ghost{ghost(200, 200)}, nil, nil},
		{[]plot.Ghost{ghost(101, 100, "1"), ghost(200, 649, "2"), ghost(math.Inf(1), 0, "3")}, nil, nil},
	} {
		c.Clear(demos.Color{})
		g.Draw(c, &demos.Light, at(100, 100), e.ghosts, e.clear)
		var got []string
		for _, text := range c.Texts {
			got = append(got, text.Text)
		}
		if !slices.Equal(got, e.want) {
			t.Errorf("%+v beside %v: labels %q, want %q", e.ghosts, e.clear, got, e.want)
		}
	}
}

// A link with an edge is painted over its neighbours, also one that it goes back over.
func TestLinksThatGoBackAreSeen(t *testing.T) {
	var k plot.Links
	c := demotest.Recorder(demotest.Desktop)
	red, blue, white := demos.RGB(0xff0000), demos.RGB(0xff), demos.RGB(0xffffff)
	k.Draw(c, demos.Point{}, []plot.Link{{To: demos.Point{X: 90}, Color: red}, {To: demos.Point{X: 40}, Color: blue, Edge: white}, {To: demos.Point{X: 40, Y: 30}, Color: red}}, 7)
	n := len(c.Paths)
	edge, link := c.Paths[n-2], c.Paths[n-1]
	if n != 5 || edge.Color != white || !(edge.Width > 7) || link.Color != blue || link.Width != 7 || link.Box.X != 40 || link.Box.W != 50 {
		t.Errorf("%+v", c.Paths)
	}
}
