package demos

// Part is a piece of a canvas as a canvas of its own: what is drawn on it lands
// in Box, which is not clipped. The zero value is of no use.
type Part struct {
	Canvas Canvas
	Box    Box

	path Path // moved
}

var _ Canvas = (*Part)(nil)

// Size returns that of the box.
func (p *Part) Size() (w, h float64) { return p.Box.W, p.Box.H }

// Clear fills the box.
func (p *Part) Clear(c Color) { p.Canvas.FillRect(p.Box.X, p.Box.Y, p.Box.W, p.Box.H, c) }

// FillRect implements Canvas.
func (p *Part) FillRect(x, y, w, h float64, c Color) {
	p.Canvas.FillRect(p.Box.X+x, p.Box.Y+y, w, h, c)
}

// FillPath implements Canvas.
func (p *Part) FillPath(path Path, c Color) { p.Canvas.FillPath(p.move(path), c) }

// StrokePath implements Canvas.
func (p *Part) StrokePath(path Path, width float64, c Color) {
	p.Canvas.StrokePath(p.move(path), width, c)
}

// Text implements Canvas.
func (p *Part) Text(s string, x, y float64, st TextStyle) {
	p.Canvas.Text(s, p.Box.X+x, p.Box.Y+y, st)
}

// TextWidth implements Canvas.
func (p *Part) TextWidth(s string, st TextStyle) float64 { return p.Canvas.TextWidth(s, st) }

// Image implements Canvas.
func (p *Part) Image(b *Bitmap, x, y, w, h float64, smooth bool) {
	p.Canvas.Image(b, p.Box.X+x, p.Box.Y+y, w, h, smooth)
}

// Clip implements Canvas.
func (p *Part) Clip(x, y, w, h float64, draw func()) {
	p.Canvas.Clip(p.Box.X+x, p.Box.Y+y, w, h, draw)
}

// Pointer returns the pointer as the part sees it: inside the box or nowhere.
func (p *Part) Pointer(q Pointer) Pointer {
	q.Inside = q.Inside && p.Box.Holds(q.Point)
	q.X, q.Y = q.X-p.Box.X, q.Y-p.Box.Y
	if !q.Inside {
		return Pointer{}
	}
	return q
}

// move returns the path where the canvas has it, in memory that lasts until the
// next call.
func (p *Part) move(path Path) Path {
	for len(p.path) < len(path) {
		p.path = append(p.path, nil)
	}
	moved := p.path[:len(path)]
	for i, line := range path {
		moved[i] = moved[i][:0]
		for _, q := range line {
			moved[i] = append(moved[i], Point{p.Box.X + q.X, p.Box.Y + q.Y})
		}
	}
	return moved
}
