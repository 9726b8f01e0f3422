package op

// Gather is the linear op that moves entries: y_j = x[index_j], and 0 where the
// index is −1. A sample is one row. The indices are fixed (im2col, flatten) or
// chosen by the value and then constant (max-pooling).
type Gather struct {
	name    string
	in, out Shape
	index   []int32 // fixed places, of length out
	// Choose writes the places for one sample; nil where they are fixed.
	Choose func(index []int32, x []float64)
}

// Name returns the op's name.
func (g *Gather) Name() string { return g.name }

// Out returns the output's shape.
func (g *Gather) Out(in Shape) Shape {
	if in != g.in {
		return Shape{}
	}
	return g.out
}

// Places returns the fixed places, or writes those of the samples x to room.
func (g *Gather) Places(room []int32, x []float64, d Dims) []int32 {
	if g.Choose == nil {
		return g.index
	}
	for r := range d.Rows {
		g.Choose(room[r*d.Out:(r+1)*d.Out], x[r*d.In:(r+1)*d.In])
	}
	return room
}

// Apply writes the entries of x at their places to y. The places repeat every so many
// rows: tangents have the rows of each group one after the other.
func (g *Gather) Apply(y, x []float64, places []int32, d Dims) {
	n := len(places) / d.Out
	for r := range d.Rows {
		index := places[r%n*d.Out:][:d.Out]
		xr, yr := x[r*d.In:(r+1)*d.In], y[r*d.Out:(r+1)*d.Out]
		yr = yr[:len(index)]
		for j, i := range index {
			if uint(i) < uint(len(xr)) { // one comparison excludes −1 and checks the bounds
				yr[j] = xr[i]
			} else {
				yr[j] = 0
			}
		}
	}
}

// Adjoint adds to dx, at each place, the entry of dy that came from there.
func (g *Gather) Adjoint(dx, dy []float64, places []int32, d Dims) {
	n := len(places) / d.Out
	for r := range d.Rows {
		index := places[r%n*d.Out:][:d.Out]
		xr, yr := dx[r*d.In:(r+1)*d.In], dy[r*d.Out:(r+1)*d.Out]
		yr = yr[:len(index)]
		for j, i := range index {
			if uint(i) < uint(len(xr)) {
				xr[i] += yr[j]
			}
		}
	}
}

// Image is the extent of an image whose positions are the rows of a sample,
// line by line, and whose channels are its columns.
type Image struct{ Channels, Height, Width int }

// Shape returns the sample's shape.
func (m Image) Shape() Shape { return Shape{m.Height * m.Width, m.Channels} }

// Window is a square window that moves over an image.
type Window struct{ Size, Stride, Pad int }

// Over returns the image of the windows' positions, with the given channels,
// and whether there are any.
func (w Window) Over(m Image, channels int) (out Image, ok bool) {
	if w.Size < 1 || w.Stride < 1 || w.Pad < 0 {
		return Image{}, false
	}
	out = Image{channels, (m.Height+2*w.Pad-w.Size)/w.Stride + 1, (m.Width+2*w.Pad-w.Size)/w.Stride + 1}
	return out, m.Height+2*w.Pad >= w.Size && m.Width+2*w.Pad >= w.Size
}

// rows returns, for every position of the window and every place in it, line by
// line, the row of the image that lies there, or −1 in the padding.
func (w Window) rows(m Image) []int32 {
	out, ok := w.Over(m, 1)
	if !ok {
		return nil
	}
	rows := make([]int32, 0, out.Height*out.Width*w.Size*w.Size)
	for p := range out.Height * out.Width {
		for k := range w.Size * w.Size {
			y, x := p/out.Width*w.Stride+k/w.Size-w.Pad, p%out.Width*w.Stride+k%w.Size-w.Pad
			row := int32(-1)
			if y >= 0 && y < m.Height && x >= 0 && x < m.Width {
				row = int32(y*m.Width + x)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// Columns writes the windows of an image as rows, each with its entries in
// the order channel, line, column: a convolution is Columns and then Dense with
// weights of shape out × (channels·size·size). Places outside the image are 0.
func Columns(m Image, w Window) *Gather {
	out, ok := w.Over(m, m.Channels*w.Size*w.Size)
	if !ok {
		return &Gather{name: "columns"}
	}
	g := &Gather{name: "columns", in: m.Shape(), out: out.Shape()}
	g.index = make([]int32, g.out.Size())
	k := w.Size * w.Size
	for i, row := range w.rows(m) {
		for c := range m.Channels {
			at := &g.index[(i/k*m.Channels+c)*k+i%k]
			*at = -1
			if row >= 0 {
				*at = row*int32(m.Channels) + int32(c)
			}
		}
	}
	return g
}

// MaxPool takes the largest entry of each window, channel by channel; of equal
// ones the first. Its derivatives follow the entry that was taken.
func MaxPool(m Image, w Window) *Gather {
	out, ok := w.Over(m, m.Channels)
	if !ok {
		return &Gather{name: "max-pool"}
	}
	g := &Gather{name: "max-pool", in: m.Shape(), out: out.Shape()}
	rows, k := w.rows(m), w.Size*w.Size
	g.Choose = func(index []int32, x []float64) {
		for p := range len(rows) / k {
			window := rows[p*k : (p+1)*k]
			for c := range m.Channels {
				best, top := int32(-1), 0.0
				for _, row := range window {
					if row < 0 {
						continue
					}
					at := row*int32(m.Channels) + int32(c)
					if v := x[at]; best < 0 || v > top || v != v {
						best, top = at, v
					}
				}
				index[p*m.Channels+c] = best
			}
		}
	}
	return g
}

// Reorder turns samples whose entries come channel by channel, as in files,
// into images with one row a position.
func Reorder(m Image) *Gather {
	g := &Gather{name: "reorder", in: Shape{1, m.Shape().Size()}, out: m.Shape()}
	g.index = make([]int32, g.out.Size())
	for p := range m.Height * m.Width {
		for c := range m.Channels {
			g.index[p*m.Channels+c] = int32(c*m.Height*m.Width + p)
		}
	}
	return g
}

// Flatten turns an image into one row, channel by channel: the inverse of Reorder.
func Flatten(m Image) *Gather {
	g := &Gather{name: "flatten", in: m.Shape(), out: Shape{1, m.Shape().Size()}}
	g.index = make([]int32, g.out.Size())
	for p := range m.Height * m.Width {
		for c := range m.Channels {
			g.index[c*m.Height*m.Width+p] = int32(p*m.Channels + c)
		}
	}
	return g
}

// Zeros is a row of zeros of the given width for every sample: followed by a Bias, it
// makes a parameter the output itself.
func Zeros(in Shape, width int) *Gather {
	g := &Gather{name: "zeros", in: in, out: Shape{1, width}, index: make([]int32, width)}
	for j := range g.index {
		g.index[j] = -1
	}
	return g
}

// Pick takes the listed entries of a row.
func Pick(width int, entries ...int32) *Gather {
	return &Gather{name: "pick", in: Shape{1, width}, out: Shape{1, len(entries)}, index: entries}
}
