package demos

// Box is an upright rectangle in logical pixels.
type Box struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// Holds reports whether p lies in the box.
func (b Box) Holds(p Point) bool {
	return p.X >= b.X && p.X < b.X+b.W && p.Y >= b.Y && p.Y < b.Y+b.H
}

// Inset returns the box without a border of the given widths.
func (b Box) Inset(left, top, right, bottom float64) Box {
	return Box{b.X + left, b.Y + top, b.W - left - right, b.H - top - bottom}
}

// Middle returns the middle of the box.
func (b Box) Middle() Point { return Point{b.X + b.W/2, b.Y + b.H/2} }

// Nearest returns the point of the box, its edges included, that is nearest to p.
func (b Box) Nearest(p Point) Point {
	return Point{max(b.X, min(p.X, b.X+b.W)), max(b.Y, min(p.Y, b.Y+b.H))}
}

// Meets reports whether the two boxes share more than an edge.
func (b Box) Meets(o Box) bool {
	return b.X < o.X+o.W && o.X < b.X+b.W && b.Y < o.Y+o.H && o.Y < b.Y+b.H
}
