package brush

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

func ngon(n int, x, y, r float64) (line []demos.Point) {
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		line = append(line, demos.Point{X: x + r*cos, Y: y + r*sin})
	}
	return line
}

// covered is the sum over the triangles of area times mean cover: the area that
// a shape darkens, where its triangles do not overlap.
func covered(m *Mesh) (sum float64) {
	for i := 0; i < len(m.Indices); i += 3 {
		a, b, c := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		area := math.Abs(float64((b.X-a.X)*(c.Y-a.Y)-(b.Y-a.Y)*(c.X-a.X))) / 2
		sum += area * float64(a.Cover+b.Cover+c.Cover) / 3
	}
	return sum
}

// A stroke covers its width times its length, and a disc for its two ends.
func TestStrokesCoverTheirArea(t *testing.T) {
	line := []demos.Point{{X: 3, Y: 4}, {X: 63, Y: 34}}
	length := math.Hypot(60, 30)
	for _, width := range []float64{1, 1.5, 2, 5, 20} {
		for _, scale := range []float64{1, 2} {
			var m Mesh
			m.Stroke(line, scale, width)
			want := width*length*scale + math.Pi*width*width/4
			if got := covered(&m); math.Abs(got-want) > 0.02*want {
				t.Errorf("width %v, scale %v: covers %.2f, want %.2f", width, scale, got, want)
			}
		}
	}
}

// A hair fades instead of vanishing: half the width, half the cover.
func TestHairs(t *testing.T) {
	line := []demos.Point{{X: 0, Y: 0}, {X: 1000, Y: 10}}
	var one, half Mesh
	one.Stroke(line, 1, 1)
	half.Stroke(line, 1, 0.5)
	if ratio := covered(&half) / covered(&one); ratio < 0.35 || ratio > 0.5 {
		t.Errorf("half a pixel covers %.2f of a whole one", ratio)
	}
}

func TestConvexShapesCoverTheirArea(t *testing.T) {
	for _, n := range []int{3, 4, 6, 64} {
		for _, r := range []float64{2, 4, 30} {
			line := ngon(n, 50, 50, r)
			var m Mesh
			m.Fill(line, 1)
			want := float64(n) / 2 * r * r * math.Sin(2*math.Pi/float64(n))
			if got := covered(&m); math.Abs(got-want) > 0.03*want+0.6 {
				t.Errorf("%d corners, radius %v: covers %.2f, want %.2f", n, r, got, want)
			}
		}
	}
}

func TestConvex(t *testing.T) {
	star := []demos.Point{}
	for i := range 5 {
		sin, cos := math.Sincos(4 * math.Pi * float64(i) / 5)
		star = append(star, demos.Point{X: cos, Y: sin})
	}
	back := ngon(7, 0, 0, 1)
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	closed := ngon(7, 0, 0, 1)
	closed = append(closed, closed[0])
	for _, c := range []struct {
		name string
		line []demos.Point
		want int
	}{
		{"a heptagon", ngon(7, 0, 0, 1), 1},
		{"a closed heptagon", closed, 1},
		{"a heptagon the other way round", back, -1},
		{"a square with a point on its edge", []demos.Point{{X: 0, Y: 0}, {X: 1, Y: 0}, {X: 2, Y: 0}, {X: 2, Y: 2}, {X: 0, Y: 2}}, 1},
		{"a square with repeated corners", []demos.Point{{X: 0, Y: 1}, {X: 0, Y: 1}, {X: 1, Y: 1}, {X: 1, Y: 2}, {X: 1, Y: 2}, {X: 0, Y: 2}}, 1},
		{"a square that is nowhere", []demos.Point{{X: 0, Y: 1}, {X: math.NaN(), Y: 1}, {X: 1, Y: 2}, {X: 0, Y: 2}}, 0},
		{"an arrowhead", []demos.Point{{X: 0, Y: 0}, {X: 2, Y: 1}, {X: 0, Y: 2}, {X: 1, Y: 1}}, 0},
		{"a star", star, 0},
		{"a bow tie", []demos.Point{{X: 0, Y: 0}, {X: 1, Y: 1}, {X: 1, Y: 0}, {X: 0, Y: 1}}, 0},
		{"a line", []demos.Point{{X: 0, Y: 0}, {X: 1, Y: 1}}, 0},
		{"nothing", nil, 0},
	} {
		if got := Convex(c.line); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// What is not a line leaves no triangles that are not finite.
func TestOddLines(t *testing.T) {
	nan := math.NaN()
	for _, line := range [][]demos.Point{
		nil, {{X: 1, Y: 1}}, {{X: 1, Y: 1}, {X: 1, Y: 1}}, {{X: nan, Y: 1}, {X: 1, Y: 1}, {X: 2, Y: math.Inf(1)}, {X: 3, Y: 3}},
		{{X: 0, Y: 0}, {X: 5, Y: 0}, {X: 0, Y: 0}}, {{X: 0, Y: 0}, {X: 0.1, Y: 0}, {X: 0, Y: 0.1}},
	} {
		var m Mesh
		m.Stroke(line, 1, 2)
		m.Fill(line, 1)
		for _, v := range m.Vertices {
			if s := float64(v.X + v.Y + v.Cover); math.IsNaN(s) || math.IsInf(s, 0) {
				t.Errorf("%v: vertex %v", line, v)
			}
		}
	}
}

func TestALineAllocatesNothingOnceWarm(t *testing.T) {
	line := ngon(300, 100, 100, 80)
	var m Mesh
	n := testing.AllocsPerRun(20, func() {
		m.Reset()
		m.Stroke(line, 2, 3)
		m.Fill(line, 2)
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}
