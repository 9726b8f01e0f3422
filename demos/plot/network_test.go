package plot_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

func sampleNetwork(sizes ...int) *plot.Network {
	n := &plot.Network{Title: "the network and its step sizes", Sizes: sizes}
	for k, s := range sizes {
		n.Names = append(n.Names, fmt.Sprintf("%s, %d", []string{"x", "h₁", "h₂", "h₃", "y"}[k], s))
		if k == 0 {
			continue
		}
		sub := string(rune('₀' + k))
		l := plot.Layer{
			Weight: plot.Tensor{Name: "W" + sub, Group: 2*k - 2, Note: "η 0.0123", Pale: k == 2},
			Bias:   &plot.Tensor{Name: "b" + sub, Group: 2*k - 1, Note: "η 1.2"},
		}
		for i := range s * sizes[k-1] {
			l.Values = append(l.Values, math.Sin(float64(7*i+k)))
		}
		n.Layers = append(n.Layers, l)
	}
	return n
}

// Below a tensor's band, its name and its strip lies the tensor.
func TestNetworkUnder(t *testing.T) {
	for _, sizes := range [][]int{{2, 4, 3}, {784, 30, 30, 10}, {1, 1}} {
		for _, w := range widths {
			n := sampleNetwork(sizes...)
			c := &demos.Recorder{Width: w, Height: 300}
			n.Place(c, demos.Box{W: w, H: 300})
			n.Draw(c, &demos.Light)
			seen := map[string]int{}
			for x := 0.5; x < w; x += 2 {
				for y := 0.5; y < 300; y += 2 {
					if k, bias, ok := n.Under(demos.Point{X: x, Y: y}); ok {
						seen[fmt.Sprint(k, bias)]++
					}
				}
			}
			if len(seen) != 2*(len(sizes)-1) {
				t.Errorf("%v at %g: %v", sizes, w, seen)
			}
			// What is below the name of a tensor is the tensor.
			for _, x := range c.Texts {
				for k, l := range n.Layers {
					for bias, name := range map[bool]string{false: l.Weight.Name, true: l.Bias.Name} {
						if x.Text != name {
							continue
						}
						if g, b, ok := n.Under(x.Box.Middle()); !ok || g != k || b != bias {
							t.Errorf("%v at %g: below %q lies %d, %t, %t", sizes, w, name, g, b, ok)
						}
					}
				}
			}
		}
	}
}

// positiveAlpha is the strength of the thickest edges.
const positiveAlpha = 242

// A small layer shows every weight, a negative one dashed; a large one is a
// band; both have the colour of the group.
func TestNetworkWeights(t *testing.T) {
	n := &plot.Network{Sizes: []int{2, 1}, Layers: []plot.Layer{{Weight: plot.Tensor{Group: 2}, Values: []float64{1, -1}}}}
	c := &demos.Recorder{Width: 300, Height: 200}
	n.Place(c, demos.Box{W: 300, H: 200})
	n.Draw(c, &demos.Light)
	positive, negative := c.Paths[0], c.Paths[1]
	if positive.Pieces != 1 || negative.Pieces < 10 || positive.Width != negative.Width || positive.Color != negative.Color {
		t.Errorf("%+v, %+v", positive, negative)
	}
	if positive.Color != demos.Mix(demos.Light.Back, demos.Light.Group(2), float64(positiveAlpha)/255) {
		t.Errorf("the weights are %v", positive.Color)
	}
	n.Layers[0].Values[0] = 0.1
	c.Clear(demos.Color{})
	if n.Draw(c, &demos.Light); !(c.Paths[0].Width < c.Paths[1].Width) {
		t.Error("a small weight is as thick as a large one")
	}
	big := sampleNetwork(784, 30, 10)
	c.Clear(demos.Color{})
	big.Place(c, demos.Box{W: 300, H: 200})
	if big.Draw(c, &demos.Light); c.Paths[0].Width != 0 || c.Paths[0].Points != 4 {
		t.Errorf("a band %+v", c.Paths[0])
	}
	if big.Draw(c, &demos.Light); !slices.ContainsFunc(c.Texts, func(x demos.RecordedText) bool { return x.Text == "x, 784" }) {
		t.Error("a column has no name")
	}
	empty := &plot.Network{}
	empty.Place(c, demos.Box{W: 100, H: 100})
	empty.Draw(c, &demos.Light)
	if _, _, ok := empty.Under(demos.Point{X: 50, Y: 50}); ok {
		t.Error("no network has a tensor")
	}
}

func TestPictureNetwork(t *testing.T) {
	for name, sizes := range map[string][]int{"small": {2, 4, 4, 3}, "mnist": {784, 30, 20, 10}} {
		look(t, "network-"+name, square, placed(sampleNetwork(sizes...)))
	}
}

func BenchmarkNetwork(b *testing.B) { frames(b, 800, 500, placed(sampleNetwork(10, 20, 10, 10))) }
