package brush

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Convex returns +1 or −1, the direction in which a closed line turns, if it
// encloses a convex area, and 0 if not.
func Convex(line []demos.Point) int {
	var first, before demos.Point // directions of the first piece and of the piece before
	sign, total, pieces := 0.0, 0.0, 0
	turn := func(u, v demos.Point) bool {
		angle := math.Atan2(u.X*v.Y-u.Y*v.X, u.X*v.X+u.Y*v.Y)
		if math.Abs(angle) > 1e-9 {
			if angle*sign < 0 {
				return false
			}
			sign = angle
		}
		total += angle
		return true
	}
	for i, a := range line {
		b := line[(i+1)%len(line)]
		v := demos.Point{X: b.X - a.X, Y: b.Y - a.Y}
		// Repeated points, up to rounding, have no direction.
		if math.Abs(v.X) <= 1e-9*math.Abs(a.X) && math.Abs(v.Y) <= 1e-9*math.Abs(a.Y) {
			continue
		}
		if pieces++; pieces == 1 {
			first = v
		} else if !turn(before, v) {
			return 0
		}
		before = v
	}
	// Exactly one full turn: a star turns twice. The comparison is false for NaN.
	if pieces < 3 || !turn(before, first) || !(math.Abs(math.Abs(total)-2*math.Pi) < 1e-6) {
		return 0
	}
	if sign < 0 {
		return -1
	}
	return 1
}

// Fill appends the inside of a convex line. Points are multiplied by scale.
func (m *Mesh) Fill(line []demos.Point, scale float64) {
	p := m.scaled(line, scale)
	if n := len(p); n > 1 && math.Hypot(p[0].X-p[n-1].X, p[0].Y-p[n-1].Y) < 1e-3 {
		p = p[:n-1]
	}
	n := len(p)
	if n < 3 {
		return
	}
	var centre demos.Point
	for _, q := range p {
		centre.X += q.X / float64(n)
		centre.Y += q.Y / float64(n)
	}
	middle := m.vertex(centre.X, centre.Y, 1)
	first := uint32(len(m.Vertices))
	for i, q := range p {
		dx, dy := outward(p[(i+n-1)%n], q, p[(i+1)%n], centre)
		// In a shape narrower than a pixel the inner edge stops at the centre.
		in := min(feather, math.Hypot(q.X-centre.X, q.Y-centre.Y)/math.Hypot(dx, dy))
		m.vertex(q.X-dx*in, q.Y-dy*in, 1)
		m.vertex(q.X+dx*feather, q.Y+dy*feather, 0)
	}
	for i := range n {
		a, b := first+2*uint32(i), first+2*uint32((i+1)%n)
		m.triangle(middle, a, b)
		m.quad(a, a+1, b, b+1)
	}
}

// outward is the displacement of the corner q, between a and b, if the edges are
// moved outwards by one.
func outward(a, q, b, centre demos.Point) (x, y float64) {
	ux, uy := unit(q.X-a.X, q.Y-a.Y)
	vx, vy := unit(b.X-q.X, b.Y-q.Y)
	// The edges' normals are (u_y, −u_x) and (v_y, −v_x), or their opposites.
	x, y = uy+vy, -ux-vx
	if x*(q.X-centre.X)+y*(q.Y-centre.Y) < 0 {
		x, y = -x, -y
	}
	// |sum| = 2 cos(turn/2), and the length is 1/cos(turn/2), bounded at sharp corners.
	square := max(x*x+y*y, 0.5)
	return 2 * x / square, 2 * y / square
}

func unit(x, y float64) (float64, float64) {
	l := math.Hypot(x, y)
	return x / l, y / l
}
