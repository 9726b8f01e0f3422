package demos

// Region is a part of a canvas, as a canvas of its own: its methods take places in Box.
type Region struct {
	Canvas
	Box   Box
	moved Path // a path on its way, kept for its memory
}

var _ Canvas = (*Region)(nil)

func (r *Region) Size() (w, h float64) { return r.Box.W, r.Box.H }

func (r *Region) Clear(c Color) {
	r.Canvas.FillRect(r.Box.X, r.Box.Y, r.Box.W, r.Box.H, c)
}

func (r *Region) FillRect(x, y, w, h float64, c Color) {
	r.Canvas.FillRect(r.Box.X+x, r.Box.Y+y, w, h, c)
}

func (r *Region) FillPath(p Path, c Color) { r.Canvas.FillPath(r.move(p), c) }

func (r *Region) StrokePath(p Path, width float64, c Color) {
	r.Canvas.StrokePath(r.move(p), width, c)
}

func (r *Region) Text(s string, x, y float64, st TextStyle) {
	r.Canvas.Text(s, r.Box.X+x, r.Box.Y+y, st)
}

func (r *Region) Image(b *Bitmap, x, y, w, h float64, smooth bool) {
	r.Canvas.Image(b, r.Box.X+x, r.Box.Y+y, w, h, smooth)
}

func (r *Region) Clip(x, y, w, h float64, draw func()) {
	r.Canvas.Clip(r.Box.X+x, r.Box.Y+y, w, h, draw)
}

func (r *Region) move(p Path) Path {
	for len(r.moved) < len(p) {
		r.moved = append(r.moved, nil)
	}
	for i, line := range p {
		r.moved[i] = r.moved[i][:0]
		for _, q := range line {
			r.moved[i] = append(r.moved[i], Point{X: q.X + r.Box.X, Y: q.Y + r.Box.Y})
		}
	}
	return r.moved[:len(p)]
}
