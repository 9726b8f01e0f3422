package brush

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Stroke appends a line of the given width, with round joins and ends. Points
// are multiplied by scale; width is in pixels. A line that returns to its first
// point is closed.
func (m *Mesh) Stroke(line []demos.Point, scale, width float64) {
	p := m.scaled(line, scale)
	if len(p) == 0 {
		return
	}
	s := stroke{Mesh: m, half: width / 2}
	s.inner, s.outer = max(s.half-feather, 0), s.half+feather
	s.cover = min(1, width) // a thinner line is a fainter line of one pixel
	if len(p) == 1 {
		s.wedge(p[0], 0, 2*math.Pi)
		return
	}
	last := len(p) - 1
	closed := last > 2 && p[0] == p[last]
	for i := range last {
		s.segment(p[i], p[i+1])
	}
	for i := 1; i < last; i++ {
		s.join(p[i-1], p[i], p[i+1])
	}
	if closed {
		s.join(p[last-1], p[0], p[1])
		return
	}
	s.end(p[1], p[0])
	s.end(p[last-1], p[last])
}

// stroke is the profile of a line: it is fully covered up to the distance inner from
// its axis, and fades out up to outer.
type stroke struct {
	*Mesh
	half, inner, outer, cover float64
}

// segment appends a piece from a to b without its ends: a fading edge, the
// core, a fading edge.
func (s *stroke) segment(a, b demos.Point) {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	nx, ny := -(b.Y-a.Y)/length, (b.X-a.X)/length
	rung := func(q demos.Point) [4]uint32 {
		return [4]uint32{
			s.vertex(q.X-nx*s.outer, q.Y-ny*s.outer, 0),
			s.vertex(q.X-nx*s.inner, q.Y-ny*s.inner, s.cover),
			s.vertex(q.X+nx*s.inner, q.Y+ny*s.inner, s.cover),
			s.vertex(q.X+nx*s.outer, q.Y+ny*s.outer, 0),
		}
	}
	f, t := rung(a), rung(b)
	for i := range 3 {
		s.quad(f[i], f[i+1], t[i], t[i+1])
	}
}

// join fills the gap at b between the pieces from a and to c, on the outer
// side of the turn.
func (s *stroke) join(a, b, c demos.Point) {
	from, to := math.Atan2(b.Y-a.Y, b.X-a.X), math.Atan2(c.Y-b.Y, c.X-b.X)
	turn := math.Remainder(to-from, 2*math.Pi)
	if math.Abs(turn)*s.outer < 0.1 { // less than a tenth of a pixel
		return
	}
	side := -math.Pi / 2 // the gap is on the outside of the turn
	if turn < 0 {
		side = math.Pi / 2
	}
	s.wedge(b, from+side, turn)
}

// end rounds the end of the piece from a to b.
func (s *stroke) end(a, b demos.Point) {
	s.wedge(b, math.Atan2(b.Y-a.Y, b.X-a.X)-math.Pi/2, math.Pi)
}

// wedge appends a sector of a disc about q that begins at an angle.
func (s *stroke) wedge(q demos.Point, begin, angle float64) {
	// The chord of a step stays within a tenth of a pixel of the arc.
	step := 2 * math.Acos(1-min(0.1/s.outer, 1))
	n := max(1, int(math.Ceil(math.Abs(angle)/step)))
	middle := s.vertex(q.X, q.Y, s.cover)
	var in, out uint32
	for i := range n + 1 {
		sin, cos := math.Sincos(begin + angle*float64(i)/float64(n))
		a := s.vertex(q.X+cos*s.inner, q.Y+sin*s.inner, s.cover)
		b := s.vertex(q.X+cos*s.outer, q.Y+sin*s.outer, 0)
		if i > 0 {
			s.triangle(middle, in, a)
			s.quad(in, out, a, b)
		}
		in, out = a, b
	}
}
