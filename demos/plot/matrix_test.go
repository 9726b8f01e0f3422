package plot_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// hessian is a symmetric n×n matrix of signed entries of very different size.
func hessian(n int) []float64 {
	v := make([]float64, n*n)
	for i := range n {
		for j := range n {
			v[i*n+j] = 170 * math.Cos(float64(i*j)) / math.Exp(math.Abs(float64(i-j))) * math.Exp(-float64(i+j)/float64(n))
		}
	}
	return v
}

// partitionMatrix is I_{S:P} of P parameters in S groups in a row.
func partitionMatrix(s, p int) []float64 {
	values := make([]float64, s*p)
	for j := range p {
		values[j*s/p*p+j] = 1
	}
	return values
}

func names(stem string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, stem+string(rune('₁'+i)))
	}
	return out
}

func sampleMatrix(n int, legend plot.Legend) *plot.Matrix {
	m := &plot.Matrix{Title: "H\u0304 · curvature between groups", Legend: legend}
	m.Set(n, n, hessian(n), n > 10)
	places := make([]int, n)
	for i := range places {
		places[i] = i * 14 / n
	}
	m.Left, m.Above = plot.Edges(names("W", n), places), plot.Edges(names("W", n), places)
	m.LitRows, m.LitCells = []int{1}, [][2]int{{0, 0}}
	return m
}

// The cell below its own middle is the cell; cells are square and in the box.
func TestMatrixUnder(t *testing.T) {
	for _, shape := range [][2]int{{1, 1}, {3, 6}, {6, 3}, {40, 40}, {1, 9}} {
		for _, w := range widths {
			m := plot.Matrix{Title: "a matrix", Legend: plot.Below}
			m.Set(shape[0], shape[1], hessian(9)[:min(81, shape[0]*shape[1])], false)
			m.Left, m.Above = plot.Edges(names("x", shape[0]), nil), plot.Edges(names("y", shape[1]), nil)
			box := demos.Box{X: 4, Y: 6, W: w, H: 180}
			m.Place(&demos.Recorder{Width: w, Height: 200}, box)
			one := m.Cell(0, 0)
			if !(math.Abs(one.W-one.H) <= 1e-9 && one.W >= 1) {
				t.Errorf("%v at %g: a cell is %+v", shape, w, one)
			}
			for i := range shape[0] {
				for j := range shape[1] {
					b := m.Cell(i, j)
					gi, gj, ok := m.Under(b.Middle())
					if !ok || gi != i || gj != j {
						t.Fatalf("%v: below (%d, %d) lie (%d, %d) %t", shape, i, j, gi, gj, ok)
					}
				}
			}
		}
	}
}

// Numbers stand in the cells where they all fit, and nowhere else.
func TestMatrixNumbers(t *testing.T) {
	for _, k := range []struct {
		side float64
		want bool
	}{{400, true}, {60, false}} {
		m := &plot.Matrix{}
		m.Set(3, 3, []float64{1, -2, 0.5, 1e-7, 5, 6, 7, 8, 1234}, false)
		c := &demos.Recorder{Width: 500, Height: 500}
		m.Place(c, demos.Box{W: k.side, H: k.side})
		m.Draw(c, &demos.Light)
		var texts []string
		for _, x := range c.Texts {
			texts = append(texts, x.Text)
		}
		want := []string{"1", "−2", "0.5", "1×10⁻⁷", "5", "6", "7", "8", "1200"}
		if !k.want {
			want = nil
		}
		if !slices.Equal(texts, want) {
			t.Errorf("%g px: %q", k.side, texts)
		}
	}
	// A small entry whose digits do not fit is about 0; a larger one lets none
	// be printed.
	for v, want := range map[float64]int{-0.00123: 4, 0.00123: 4, -123456: 0} {
		m := &plot.Matrix{}
		m.Set(2, 2, []float64{123, v, 1, 2}, false)
		c := &demos.Recorder{Width: 500, Height: 500}
		m.Place(c, demos.Box{W: 60, H: 60})
		m.Draw(c, &demos.Light)
		if len(c.Texts) != want || want > 0 && c.Texts[1].Text != "≈0" {
			t.Errorf("%g: %+v", v, c.Texts)
		}
	}
	m := &plot.Matrix{}
	m.Set(2, 2, []float64{1, 2, 3, 4}, false)
	m.Place(&demos.Recorder{}, demos.Box{W: 200, H: 200})
	m.Set(2, 2, []float64{9, 2, 3, 4}, false)
	c := &demos.Recorder{Width: 500, Height: 500}
	m.Place(c, demos.Box{W: 200, H: 200})
	if m.Draw(c, &demos.Light); c.Texts[0].Text != "9" {
		t.Errorf("an old number: %q", c.Texts[0].Text)
	}
}

// A group has its own colour in the cells of the partition matrix and along
// the edges, and one path each there; an entry that is missing is no number.
func TestMatrixColours(t *testing.T) {
	own, fine := []int{0, 2, 4}, []int{0, 0, 2, 2, 4, 4}
	a := &plot.Matrix{}
	a.Own = own
	a.Set(3, 6, partitionMatrix(3, 6), false)
	a.Left, a.Above = plot.Edges(nil, own), plot.Edges(nil, fine)
	c := &demos.Recorder{Width: 900, Height: 300}
	a.Place(c, demos.Box{W: 300, H: 300})
	a.Draw(c, &demos.Light)
	for i := range 3 {
		for j := range 6 {
			want := demos.Light.Cell
			if j/2 == i {
				want = demos.Light.Group(2 * i)
			}
			if got := a.Color(&demos.Light, i, j); got != want {
				t.Errorf("(%d, %d) of the partition matrix is %v", i, j, got)
			}
		}
	}
	strips := 0
	for _, x := range c.Paths {
		if x.Color == demos.Light.Group(2) {
			strips++
		}
	}
	if strips != 1 {
		t.Errorf("%d paths of the second group's colour, want one", strips)
	}
	m := &plot.Matrix{}
	m.Set(2, 2, []float64{1}, false)
	if !math.IsNaN(m.Values[3]) {
		t.Errorf("%v", m.Values)
	}
	m.Set(0, 5, nil, false)
	m.Place(c, demos.Box{W: 100, H: 100})
	m.Draw(c, &demos.Light)
	if _, _, ok := m.Under(demos.Point{X: 50, Y: 50}); ok {
		t.Error("a matrix without rows has a cell")
	}
}

func TestPictureMatrix(t *testing.T) {
	for _, n := range []int{5, 40} {
		for legend, name := range map[plot.Legend]string{plot.Beside: "beside", plot.Below: "below"} {
			m := sampleMatrix(n, legend)
			look(t, fmt.Sprintf("matrix%d-%s", n, name), square, placed(m))
		}
	}
}

func BenchmarkMatrix(b *testing.B) {
	m, values := sampleMatrix(40, plot.Beside), hessian(40)
	frames(b, 800, 600, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
		m.Set(40, 40, values, true)
		placed(m)(c, theme, box)
	})
}
