// Package brush turns strokes and convex shapes into triangles with soft edges.
//
// Ebiten's own vector paths are sampled eight times in an offscreen image, with four
// draw calls a path, which is slow on a phone for sixty curves and marks. Here
// the edge itself fades out over one pixel, so that everything is in one draw call
// with the text. This is right only for shapes that do not overlap themselves or
// are opaque; the rest is left to Ebiten's paths.
package brush

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Vertex is a corner of a triangle, in pixels. Cover is its opacity relative to the
// colour's: 1 inside, 0 at the outer edge.
type Vertex struct{ X, Y, Cover float32 }

// Mesh collects triangles: three indices each. The zero value is empty.
type Mesh struct {
	Vertices []Vertex
	Indices  []uint32

	line []demos.Point // the result of scaled
}

// Reset empties the mesh and keeps its memory.
func (m *Mesh) Reset() { m.Vertices, m.Indices = m.Vertices[:0], m.Indices[:0] }

// feather is half the width, in pixels, over which an edge fades out.
const feather = 0.5

func (m *Mesh) vertex(x, y, cover float64) uint32 {
	m.Vertices = append(m.Vertices, Vertex{float32(x), float32(y), float32(cover)})
	return uint32(len(m.Vertices) - 1)
}

func (m *Mesh) triangle(a, b, c uint32) { m.Indices = append(m.Indices, a, b, c) }

// quad appends the quadrilateral a, b, d, c as two triangles; a–b and c–d are
// opposite sides.
func (m *Mesh) quad(a, b, c, d uint32) { m.Indices = append(m.Indices, a, b, c, b, d, c) }

// scaled sets m.line to the line in pixels, without points that repeat the one
// before or are not finite.
func (m *Mesh) scaled(line []demos.Point, scale float64) []demos.Point {
	m.line = m.line[:0]
	for _, p := range line {
		p.X, p.Y = p.X*scale, p.Y*scale
		if math.IsNaN(p.X-p.X) || math.IsNaN(p.Y-p.Y) { // NaN or infinite
			continue
		}
		if n := len(m.line); n > 0 && math.Hypot(p.X-m.line[n-1].X, p.Y-m.line[n-1].Y) < 1e-3 {
			continue
		}
		m.line = append(m.line, p)
	}
	return m.line
}
