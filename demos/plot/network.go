package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Tensor is what a Network shows of one parameter tensor.
type Tensor struct {
	Name  string // "W₁"
	Group int    // place in Theme.Groups of its colour; −1: none
	Note  string // printed on it: "η 0.12"
	Pale  bool   // not one of those that are set apart
}

// Layer is a step of a Network from one column of units to the next: a matrix
// of weights and a vector of biases.
type Layer struct {
	Weight Tensor
	Bias   *Tensor // nil: none
	// Values are the weights, one row for each unit of the next column, shown
	// by an edge each: thick when large, dashed when negative. nil, and a
	// layer of more than mostEdges weights, is one band of the tensor's colour.
	Values []float64
}

// Network is the diagram of a multilayer perceptron: a column of units for the
// inputs and one for every layer, between them the weights in the colour of
// their group, below each column a strip for its biases. Where there are too
// many units, some stand for all. Set Sizes, Names and Layers, then Place and
// Draw it.
type Network struct {
	Title  string
	Sizes  []int    // units per column, the inputs first
	Names  []string // of the columns: "x, 784"; a shorter list leaves the rest out
	Layers []Layer  // one less than Sizes

	box, area demos.Box
	radius    float64
	shown     []int // units that are drawn in a column
	short     bool  // fewer than there are
	column    float64
	low       float64 // the baseline of the columns' names
	step      float64
	path      demos.Path
	bias      []demos.Box
	notes     []demos.Box // of the weights: empty without room for the name
}

// mostEdges bounds the weights of a layer that are shown one by one: more
// become a grey felt.
const mostEdges = 64

const mostUnits = 16

const (
	stripHeight = tickSize + 5 // of the biases, with their name
	nameRow     = tickSize + 4
)

// Place lays the network out inside box.
func (n *Network) Place(c demos.Canvas, box demos.Box) {
	n.box = box
	top := 0.0
	if n.Title != "" {
		top = titleRoom
	}
	bottom := 0.0
	if len(n.Names) > 0 {
		bottom += nameRow
	}
	for _, l := range n.Layers {
		if l.Bias != nil {
			bottom = nameRow + stripHeight + 4
		}
	}
	columns := len(n.Sizes)
	n.shown, n.bias, n.notes = n.shown[:0], n.bias[:0], n.notes[:0]
	if columns == 0 {
		return
	}
	n.column = box.W / float64(columns)
	n.area = box.Inset(n.column/2, top+2, n.column/2, bottom+4)
	// So many units fit into a column, with a distance that tells them apart;
	// more than mostUnits tell nothing more.
	most := max(1, min(mostUnits, int(n.area.H/11)))
	largest := 1
	for _, s := range n.Sizes {
		k := max(1, min(s, most))
		if k < s && k > 2 {
			k = max(2, k-1) // one place for ⋮
		}
		n.shown = append(n.shown, k)
		largest = max(largest, k)
		if k < s {
			largest = max(largest, k+1)
		}
	}
	n.step = min(44, n.area.H/float64(largest))
	n.radius = max(2, min(9, 0.34*n.step, n.column/8))
	spare := n.area.H - n.step*float64(largest)
	n.area = n.area.Inset(0, spare/2, 0, spare/2)
	n.low = n.area.Y + n.area.H + 4 + bottom - 3
	for k, l := range n.Layers[:min(len(n.Layers), columns-1)] {
		if l.Bias == nil {
			n.bias = append(n.bias, demos.Box{})
		} else {
			x := n.x(k + 1)
			w := min(n.column-4, 64)
			n.bias = append(n.bias, demos.Box{X: x - w/2, Y: n.area.Y + n.area.H + 4, W: w, H: stripHeight})
		}
		n.notes = append(n.notes, n.note(c, k))
	}
}

func (n *Network) x(column int) float64 { return n.box.X + n.column*(float64(column)+0.5) }

// unit returns the middle of the i-th drawn unit of a column.
func (n *Network) unit(column, i int) demos.Point {
	shown := n.shown[column]
	places := shown
	elided := shown < n.Sizes[column]
	if elided {
		places++
		if i == shown-1 { // the last one stands below ⋮
			i++
		}
	}
	y := n.area.Y + n.area.H/2 + (float64(i)-float64(places-1)/2)*n.step
	return demos.Point{X: n.x(column), Y: y}
}

// index is the unit of the network that the i-th drawn one shows.
func (n *Network) index(column, i int) int {
	if i == n.shown[column]-1 {
		return n.Sizes[column] - 1
	}
	return i
}

// note returns the box of the name and the note on the k-th weights, empty if
// there is no room.
func (n *Network) note(c demos.Canvas, k int) demos.Box {
	w := n.Layers[k].Weight
	room := n.column - 2*n.radius - 2 - 2*notePad
	wide, high := LabelWidth(c, w.Name, noteStyle), float64(tickSize+4)
	if wide > room || wide == 0 || high > n.area.H {
		return demos.Box{}
	}
	if note := LabelWidth(c, w.Note, edgeStyle); w.Note != "" && note <= room && high+tickSize+3 <= n.area.H {
		wide, high = max(wide, note), high+tickSize+3
	}
	x := (n.x(k) + n.x(k+1)) / 2
	return demos.Box{X: x - wide/2 - notePad, Y: n.area.Y + n.area.H/2 - high/2, W: wide + 2*notePad, H: high}
}

const notePad = 2

var noteStyle = demos.TextStyle{Size: tickSize, Bold: true, Align: demos.Middle}

// ink is the colour of a tensor.
func (w *Tensor) ink(t *demos.Theme) demos.Color {
	col := t.Soft
	if w.Group >= 0 {
		col = t.Group(w.Group)
	}
	if w.Pale {
		col = col.Fade(0.25)
	}
	return col
}

// Draw paints the network.
func (n *Network) Draw(c demos.Canvas, t *demos.Theme) {
	if n.Title != "" {
		Label(c, Fit(c, n.Title, n.box.W, demos.TextStyle{}), n.box.X, n.box.Y+titleSize, demos.TextStyle{Color: t.Text})
	}
	if len(n.shown) == 0 {
		return
	}
	for k := range n.notes {
		if l := &n.Layers[k]; len(l.Values) == n.Sizes[k]*n.Sizes[k+1] && len(l.Values) > 0 && len(l.Values) <= mostEdges {
			n.edges(c, t, k)
		} else {
			n.band(c, t, k)
		}
	}
	n.units(c, t)
	for k := range n.notes {
		n.tensor(c, t, k)
	}
	st := demos.TextStyle{Size: tickSize, Color: t.Soft, Align: demos.Middle}
	for k, name := range n.Names[:min(len(n.Names), len(n.Sizes))] {
		Label(c, Fit(c, name, n.column-4, st), n.x(k), n.low, st)
	}
}

// band paints the weights of a layer as one surface between its columns.
func (n *Network) band(c demos.Canvas, t *demos.Theme, k int) {
	a, b := n.unit(k, 0), n.unit(k, n.shown[k]-1)
	d, e := n.unit(k+1, 0), n.unit(k+1, n.shown[k+1]-1)
	r := n.radius
	n.path = append(n.path[:0], []demos.Point{
		{X: a.X, Y: a.Y - r}, {X: d.X, Y: d.Y - r}, {X: e.X, Y: e.Y + r}, {X: b.X, Y: b.Y + r},
	})
	c.FillPath(n.path, n.Layers[k].Weight.ink(t).Fade(0.3))
}

// edges paints every weight of a layer: four thicknesses and two signs, one
// path each.
func (n *Network) edges(c demos.Canvas, t *demos.Theme, k int) {
	l := &n.Layers[k]
	top := 0.0
	for _, v := range l.Values {
		if Finite(v) {
			top = max(top, math.Abs(v))
		}
	}
	if top == 0 {
		top = 1
	}
	col := l.Weight.ink(t)
	const classes = 4
	for class := range 2 * classes {
		n.path = n.path[:0]
		for j := range n.shown[k+1] {
			for i := range n.shown[k] {
				v := l.Values[n.index(k+1, j)*n.Sizes[k]+n.index(k, i)]
				size := min(classes-1, int(classes*math.Abs(v)/top))
				if !Finite(v) || size != class%classes || v < 0 != (class >= classes) {
					continue
				}
				p, q := n.unit(k, i), n.unit(k+1, j)
				if v < 0 {
					n.path = dashed(n.path, p, q)
				} else {
					n.path = append(n.path, []demos.Point{p, q})
				}
			}
		}
		if len(n.path) > 0 {
			size := float64(class % classes)
			// Mixed, not faded: many clear lines cost a canvas more.
			c.StrokePath(n.path, 0.75+0.75*size, over(t, col.Fade(0.35+0.2*size)))
		}
	}
}

// dashed appends a broken line.
func dashed(path demos.Path, p, q demos.Point) demos.Path {
	const on, off = 5, 4
	l := math.Hypot(q.X-p.X, q.Y-p.Y)
	at := func(d float64) demos.Point {
		f := min(1, d/l)
		return demos.Point{X: p.X + f*(q.X-p.X), Y: p.Y + f*(q.Y-p.Y)}
	}
	for d := 0.0; d < l; d += on + off {
		path = append(path, []demos.Point{at(d), at(d + on)})
	}
	return path
}

// units paints all units as one path and the signs of those left out as
// another.
func (n *Network) units(c demos.Canvas, t *demos.Theme) {
	n.path = n.path[:0]
	for k := range n.Sizes {
		for i := range n.shown[k] {
			n.path = Disc(n.path, n.unit(k, i), n.radius)
		}
	}
	c.FillPath(n.path, t.Back)
	c.StrokePath(n.path, 1.25, t.Text)
	n.path = n.path[:0]
	for k, shown := range n.shown {
		if shown == n.Sizes[k] {
			continue
		}
		last := n.unit(k, shown-1)
		for d := -1.0; d <= 1; d++ {
			n.path = Disc(n.path, demos.Point{X: last.X, Y: last.Y - n.step + d*min(4, n.step/4)}, 1.2)
		}
	}
	if len(n.path) > 0 {
		c.FillPath(n.path, t.Text)
	}
}

// tensor writes the name and the note of a layer's weights, and its biases.
func (n *Network) tensor(c demos.Canvas, t *demos.Theme, k int) {
	l := &n.Layers[k]
	if b := n.notes[k]; b.W > 0 {
		c.FillRect(b.X, b.Y, b.W, b.H, t.Back.Fade(0.85))
		st := noteStyle
		if st.Color = l.Weight.ink(t); l.Weight.Pale {
			st.Color = t.Soft // a pale name could not be read
		}
		x := b.X + b.W/2
		Label(c, l.Weight.Name, x, b.Y+tickSize, st)
		st.Bold = false
		if st.Color = t.Text; b.H > tickSize+4 {
			Label(c, l.Weight.Note, x, b.Y+2*tickSize+3, st)
		}
	}
	b := n.bias[k]
	if l.Bias == nil {
		return
	}
	col := l.Bias.ink(t)
	c.FillRect(b.X, b.Y, b.W, b.H, col)
	st := demos.TextStyle{Size: tickSize, Align: demos.Middle, Color: onTop(over(t, col))}
	text := l.Bias.Name
	if l.Bias.Note != "" {
		text = FirstThatFits(c, b.W-4, st, l.Bias.Name+" "+l.Bias.Note, l.Bias.Name)
	}
	Label(c, Fit(c, text, b.W-4, st), b.X+b.W/2, b.Y+tickSize+1, st)
}

// over returns what a clear colour looks like on the theme's ground.
func over(t *demos.Theme, c demos.Color) demos.Color {
	f := float64(c.A) / 255
	c.A = 255
	return demos.Mix(t.Back, c, f)
}

// Under returns the layer of the tensor below p, and whether it is the bias.
func (n *Network) Under(p demos.Point) (layer int, bias, ok bool) {
	for k, b := range n.bias {
		if b.W > 0 && b.Holds(p) {
			return k, true, true
		}
	}
	for k := range n.notes {
		if n.notes[k].Holds(p) {
			return k, false, true
		}
		x0, x1 := n.x(k), n.x(k+1)
		if p.X < x0 || p.X >= x1 {
			continue
		}
		f := (p.X - x0) / (x1 - x0)
		top := (1-f)*n.unit(k, 0).Y + f*n.unit(k+1, 0).Y - n.radius
		low := (1-f)*n.unit(k, n.shown[k]-1).Y + f*n.unit(k+1, n.shown[k+1]-1).Y + n.radius
		return k, false, p.Y >= top && p.Y <= low
	}
	return 0, false, false
}
