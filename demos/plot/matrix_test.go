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
func partitionMatrix(s, p int) (values []float64, group []int) {
	values, group = make([]float64, s*p), make([]int, p)
	for j := range p {
		group[j] = j * s / p
		values[group[j]*p+j] = 1
	}
	return values, group
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
	m.LitRows, m.LitColumns, m.LitCells = []int{1}, []int{2}, [][2]int{{0, 0}}
	return m
}

func sampleProduct() *plot.Product {
	const s, p = 3, 6
	own := []int{0, 2, 4}
	cells, group := partitionMatrix(s, p)
	fine := make([]int, p)
	for j, g := range group {
		fine[j] = own[g]
	}
	a := &plot.Matrix{Title: "I, 3 × 6", Plain: true}
	a.Own = own
	a.Set(s, p, cells, false)
	a.Left, a.Above = plot.Edges(nil, own), plot.Edges(nil, fine)
	h := hessian(p)
	b := &plot.Matrix{Title: "U H U, 6 × 6"}
	b.Set(p, p, h, false)
	b.Left, b.Above = plot.Edges(nil, fine), plot.Edges(nil, fine)
	bar := make([]float64, s*s)
	for i := range p {
		for j := range p {
			bar[group[i]*s+group[j]] += h[i*p+j]
		}
	}
	d := &plot.Matrix{Title: "H\u0304, 3 × 3", Legend: plot.Beside}
	d.Set(s, s, bar, false)
	d.Left, d.Above = plot.Edges(names("η", s), own), plot.Edges(names("η", s), own)
	product := &plot.Product{Terms: []*plot.Matrix{a, b, d}, Signs: []string{"·", "→ cells add"}}
	product.Share()
	return product
}

// The cell below its own middle is the cell; the edges say the same rows and
// columns; cells are square and in the box.
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
					left, okLeft := m.UnderLeft(demos.Point{X: m.Area.X - 3, Y: b.Middle().Y})
					above, okAbove := m.UnderAbove(demos.Point{X: b.Middle().X, Y: m.Area.Y - 3})
					if !ok || gi != i || gj != j || !okLeft || left != i || !okAbove || above != j {
						t.Fatalf("%v: below (%d, %d) lie (%d, %d) %t, %d %t, %d %t", shape, i, j, gi, gj, ok, left, okLeft, above, okAbove)
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
	p := sampleProduct()
	c := &demos.Recorder{Width: 900, Height: 300}
	p.Place(c, demos.Box{W: 900, H: 300})
	p.Draw(c, &demos.Light)
	a := p.Terms[0]
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
	if strips != 3 {
		t.Errorf("%d paths of the second group's colour, want one for each matrix", strips)
	}
	if p.Terms[1].Scale != p.Terms[2].Scale {
		t.Error("the scales differ")
	}
	m := &plot.Matrix{}
	m.Set(2, 2, []float64{1}, false)
	if !math.IsNaN(m.Values[3]) {
		t.Errorf("%v", m.Values)
	}
	(&plot.Product{}).Place(c, demos.Box{W: 100, H: 100})
	m.Set(0, 5, nil, false)
	m.Place(c, demos.Box{W: 100, H: 100})
	m.Draw(c, &demos.Light)
	if _, _, ok := m.Under(demos.Point{X: 50, Y: 50}); ok {
		t.Error("a matrix without rows has a cell")
	}
}

// All terms have cells of one size, in order, and none lies on another.
func TestProductLayout(t *testing.T) {
	for _, w := range widths {
		p := sampleProduct()
		c := &demos.Recorder{Width: w, Height: 400}
		p.Place(c, demos.Box{W: w, H: 400})
		side := p.Terms[0].Cell(0, 0).W
		for k, m := range p.Terms {
			if !(math.Abs(m.Cell(0, 0).W-side) <= 1e-9) {
				t.Errorf("at %g: cells of %g and %g", w, side, m.Cell(0, 0).W)
			}
			for _, o := range p.Terms[:k] {
				if m.Area.Meets(o.Area) {
					t.Errorf("at %g: %+v lies on %+v", w, m.Area, o.Area)
				}
			}
			if term, i, j, ok := p.Under(m.Cell(1, 2).Middle()); !ok || term != k || i != 1 || j != 2 {
				t.Errorf("at %g: below (1, 2) of term %d: %d (%d, %d)", w, k, term, i, j)
			}
		}
		if !(side >= 10) {
			t.Errorf("at %g: cells of %g px", w, side)
		}
	}
}

func TestPictureMatrix(t *testing.T) {
	for _, n := range []int{5, 40} {
		for legend, name := range map[plot.Legend]string{plot.Beside: "beside", plot.Below: "below"} {
			m := sampleMatrix(n, legend)
			look(t, fmt.Sprintf("matrix%d-%s", n, name), square, placed(m))
		}
	}
	height := func(w float64) float64 {
		if w < 300 {
			return 340
		}
		return 200
	}
	look(t, "product", height, placed(sampleProduct()))
}

func BenchmarkMatrix(b *testing.B) {
	m, values := sampleMatrix(40, plot.Beside), hessian(40)
	frames(b, 800, 600, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
		m.Set(40, 40, values, true)
		placed(m)(c, theme, box)
	})
}

func BenchmarkProduct(b *testing.B) { frames(b, 800, 300, placed(sampleProduct())) }
