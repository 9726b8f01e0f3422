package plot

import (
	"math"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Cuts is a bar of cells that is cut into pieces. Cells of one piece stand side by
// side in its colour; a badge with scissors is on every boundary between neighbours.
// Below each piece stands its value.
//
// Positions are in cells, so that they do not depend on the size of the canvas: Places
// gives those at rest, and a scene glides Cell.X there.
type Cuts struct {
	Cells   []Cell
	Order   []int     // the cells from left to right, those of a piece side by side
	Values  []float64 // of the pieces, by Cell.Piece
	Symbol  string    // of the values, such as η
	Caption string    // on the left above the bar
	Hints   []string  // on the right, the longest form first: the first that fits

	Held  int     // the cell that is being dragged, from 1; 0: none
	Pull  float64 // how far to the right it has been dragged, in px
	Down  float64 // and how far down
	Hover int     // the gap that is pointed at, from 1
	Focus int     // the gap that has the keyboard's focus, from 1

	box     demos.Box
	cell    float64 // width, in px
	bar     demos.Box
	caption float64 // its baseline
	text    demos.TextStyle
	words   []words // of the pieces
	indices []string

	dashes, badges, blades, lit, litBlades, ring demos.Path
}

// Cell is one cell of Cuts.
type Cell struct {
	Letter, Index string // its name: θ and 1
	Piece         int    // the number of its piece: 0, 1 …
	Color         int    // of its piece, in Theme.Groups
	X             float64
}

// The forms of a value, the longest first: "η₁ = 0.0458", "0.0458", ".0458", and for
// "1.23×10⁻⁵" and "−.00123" at last "1e−5" and "−1e−3".
const (
	full = iota
	plain
	short
	rough
)

// words are the forms of a value; that of full is the symbol with the plain one.
type words struct {
	value float64
	forms [rough + 1]string
}

// cutGap is the gap between pieces, in cells.
const cutGap = 0.14

// lift is how far a cell that is held stands above the others, in px.
const lift = 6

// Places appends the positions at rest of cells in that order, from the cells' pieces.
// The bar is centred. dst has the position of cell k at k.
func Places(dst []float64, order, piece []int) []float64 {
	dst = dst[:0]
	for range piece {
		dst = append(dst, 0)
	}
	cuts := 0
	for i := range order {
		if i > 0 && piece[order[i]] != piece[order[i-1]] {
			cuts++
		}
	}
	x := float64(len(order)-1-cuts) * cutGap / 2
	for i, k := range order {
		if i > 0 && piece[k] != piece[order[i-1]] {
			x += cutGap
		}
		dst[k] = x
		x++
	}
	return dst
}

// CutsHeight returns the height of Cuts on a canvas of that width.
func CutsHeight(width float64) float64 {
	if width < narrowCanvas {
		return 84
	}
	return 124
}

// Place lays the bar out in box.
func (k *Cuts) Place(c demos.Canvas, box demos.Box) {
	w, _ := c.Size()
	size := TypeOf(w)
	k.box = box
	n := float64(len(k.Cells))
	k.cell = box.W / (n + (n-1)*cutGap)
	// Above the bar a caption, below it a line of values.
	high, air := 46.0, 12.0
	if w < narrowCanvas {
		high, air = 34, 5
	}
	k.caption = box.Y + air + 0.8*size.Label
	k.bar = demos.Box{X: box.X, Y: k.caption + 4 + air, W: box.W, H: high}
	k.text = demos.TextStyle{Size: size.Label, Align: demos.Middle}
}

// left returns where a cell begins, in px.
func (k *Cuts) left(cell int) float64 {
	x := k.box.X + k.Cells[cell].X*k.cell
	if k.Held == cell+1 {
		x += k.Pull
	}
	return x
}

// gap returns the middle of the i-th boundary.
func (k *Cuts) gap(i int) float64 {
	a, b := k.Order[i], k.Order[i+1]
	return k.box.X + (k.Cells[a].X+1+k.Cells[b].X)/2*k.cell
}

// cut reports whether the i-th boundary is one of two pieces.
func (k *Cuts) cut(i int) bool {
	return k.Cells[k.Order[i]].Piece != k.Cells[k.Order[i+1]].Piece
}

// badge returns the radius of a badge: smaller where cells are narrow.
func (k *Cuts) badge() float64 { return max(8, min(13, k.cell/4.6)) }

// Under returns what is under p: the boundary between the i-th and the next cell from
// the left, or the cell (its place in Cells); −1 stands for none. Both are at least
// 44 px high, and a boundary is 44 px wide where that leaves as much of its cells, else as
// wide as what is left of them.
func (k *Cuts) Under(p demos.Point) (gap, cell int) {
	high := max(44, k.bar.H)
	if y := p.Y - k.bar.Middle().Y; k.cell == 0 || math.Abs(y) > high/2 {
		return -1, -1
	}
	half := k.reach()
	for i := range len(k.Order) - 1 {
		if math.Abs(p.X-k.gap(i)) <= half {
			return i, -1
		}
	}
	for _, at := range k.Order {
		if x := k.left(at); p.X >= x && p.X < x+k.cell {
			return -1, at
		}
	}
	return -1, -1
}

// Gap returns the middle of the badge on the i-th boundary, and Middle that of a cell:
// where they were drawn.
func (k *Cuts) Gap(i int) demos.Point {
	return demos.Point{X: k.gap(i), Y: k.bar.Middle().Y}
}

// Middle returns the middle of a cell.
func (k *Cuts) Middle(cell int) demos.Point {
	p := demos.Point{X: k.left(cell) + k.cell/2, Y: k.bar.Middle().Y}
	if k.Held == cell+1 {
		p.Y += k.Down - lift
	}
	return p
}

// Near returns the cell whose place in the bar is nearest to p, but for one: where a
// dragged cell would land.
func (k *Cuts) Near(p demos.Point, but int) (cell int) {
	best := math.Inf(1)
	cell = -1
	for _, at := range k.Order {
		if d := math.Abs(k.box.X + (k.Cells[at].X+0.5)*k.cell - p.X); at != but && d < best {
			best, cell = d, at
		}
	}
	return cell
}

// Draw paints the bar.
func (k *Cuts) Draw(c demos.Canvas, t *demos.Theme) {
	if len(k.Cells) == 0 || k.box.W <= 0 || k.box.H <= 0 {
		return
	}
	k.captions(c, t)
	for _, at := range k.Order {
		if k.Held != at+1 {
			k.drawCell(c, t, at)
		}
	}
	k.values(c, t)
	k.scissors(c, t)
	if k.Held > 0 && k.Held <= len(k.Cells) {
		k.drawCell(c, t, k.Held-1)
	}
}

func (k *Cuts) captions(c demos.Canvas, t *demos.Theme) {
	st := k.text
	st.Color, st.Align = t.Soft, demos.Start
	y := k.caption
	c.Text(k.Caption, k.box.X, y, st)
	left := c.TextWidth(k.Caption, st) + 2*st.Size
	st.Align = demos.End
	if hint := fitting(c, k.box.W-left, st, k.Hints...); hint != "" {
		c.Text(hint, k.box.X+k.box.W, y, st)
	}
}

// drawCell paints a cell and its name. Cells overlap a little, so that no line of the
// page shows between them.
func (k *Cuts) drawCell(c demos.Canvas, t *demos.Theme, at int) {
	cell := &k.Cells[at]
	x, y := k.left(at), k.bar.Y
	if k.Held == at+1 {
		y += k.Down - lift
	}
	col := t.Group(cell.Color)
	c.FillRect(x-0.4, y, k.cell+0.8, k.bar.H, col)
	st := k.text
	st.Color = demos.Ink(col)
	Symbol(c, cell.Letter, cell.Index, x+k.cell/2, y+k.bar.H/2+0.36*st.Size, st)
}

// values writes the value of every piece below it, all in the longest form that fits.
func (k *Cuts) values(c demos.Canvas, t *demos.Theme) {
	k.write()
	w, _ := c.Size()
	st := demos.TextStyle{Size: TypeOf(w).Value, Color: t.Text, Align: demos.Middle}
	form := 0
	for s := range k.Values {
		lo, hi, any := k.span(s)
		for any && form < rough && k.formWidth(c, s, form, st) > k.room(lo, hi) {
			form++
		}
	}
	y := k.bar.Y + k.bar.H + 4 + st.Size
	if w >= narrowCanvas {
		y += 4
	}
	first := math.Inf(1) // where the first piece's value begins
	for s := range k.Values {
		lo, hi, any := k.span(s)
		if wide := k.formWidth(c, s, form, st); any && wide <= k.room(lo, hi) {
			k.form(c, s, form, (lo+hi)/2, y, st)
			if s == k.Cells[k.Order[0]].Piece {
				first = (lo + hi - wide) / 2
			}
		}
	}
	if form != full && !math.IsInf(first, 1) {
		k.sign(c, first-4, y, st)
	}
}

// sign writes the symbol, with an equals sign where there is room, before values that
// are too close together for one each.
func (k *Cuts) sign(c demos.Canvas, end, y float64, st demos.TextStyle) {
	st.Align = demos.Start
	wide, sign := SymbolWidth(c, k.Symbol, "", st), c.TextWidth(" =", st)
	if end-wide-sign >= signEdge {
		c.Text(" =", end-sign, y, st)
		end -= sign
	}
	if end-wide >= signEdge {
		Symbol(c, k.Symbol, "", end-wide, y, st)
	}
}

// signEdge is how near to the edge of the canvas a sign comes, in px.
const signEdge = 2

// write formats the values that have changed.
func (k *Cuts) write() {
	for len(k.words) < len(k.Values) {
		k.words = append(k.words, words{value: math.NaN()})
		k.indices = append(k.indices, strconv.Itoa(len(k.words)))
	}
	for s, v := range k.Values {
		w := &k.words[s]
		if w.value == v || w.forms[plain] != "" && v != v && w.value != w.value {
			continue
		}
		w.value = v
		w.forms[plain] = Three(v)
		w.forms[short] = w.forms[plain]
		if sign, digits, found := strings.Cut(w.forms[plain], "0."); found && strings.TrimPrefix(sign, "−") == "" {
			w.forms[short] = sign + "." + digits
		}
		w.forms[rough] = w.forms[short]
		if strings.Contains(w.forms[plain], "×") || len(w.forms[short]) > len("−.0123") {
			mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 0, 64), "e")
			power, _ := strconv.Atoi(exponent)
			w.forms[rough] = minus(mantissa + "e" + strconv.Itoa(power))
		}
	}
}

// span returns where a piece begins and ends, in px.
func (k *Cuts) span(piece int) (lo, hi float64, any bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for i := range k.Cells {
		if k.Cells[i].Piece == piece {
			x := k.box.X + k.Cells[i].X*k.cell
			lo, hi, any = min(lo, x), max(hi, x+k.cell), true
		}
	}
	return lo, hi, any
}

// index returns the number of a piece as its index: a single piece has none.
func (k *Cuts) index(piece int) string {
	if len(k.Values) == 1 {
		return ""
	}
	return k.indices[piece]
}

func (k *Cuts) formWidth(c demos.Canvas, piece, form int, st demos.TextStyle) float64 {
	if form == full {
		return QuantityWidth(c, k.Symbol, k.index(piece), k.words[piece].forms[plain], st)
	}
	return c.TextWidth(k.words[piece].forms[form], figures(st))
}

// form writes a value.
func (k *Cuts) form(c demos.Canvas, piece, form int, x, y float64, st demos.TextStyle) {
	if form == full {
		Quantity(c, k.Symbol, k.index(piece), k.words[piece].forms[plain], x, y, st)
	} else {
		c.Text(k.words[piece].forms[form], x, y, figures(st))
	}
}

// room is the width for the value of a piece from lo to hi.
func (k *Cuts) room(lo, hi float64) float64 { return hi - lo + cutGap*k.cell - 4 }

// scissors paints the badges: those of one kind together.
func (k *Cuts) scissors(c demos.Canvas, t *demos.Theme) {
	k.dashes, k.badges, k.blades = k.dashes[:0], k.badges[:0], k.blades[:0]
	k.lit, k.litBlades, k.ring = k.lit[:0], k.litBlades[:0], k.ring[:0]
	r := k.badge()
	for i := range len(k.Order) - 1 {
		if apart := k.Cells[k.Order[i+1]].X - k.Cells[k.Order[i]].X; apart < 1-cutGap || apart > 1+3*cutGap {
			continue // they are on their way past each other
		}
		p := k.Gap(i)
		if !k.cut(i) {
			for y := k.bar.Y; y < k.bar.Y+k.bar.H; y += 7 {
				k.dashes = Segment(k.dashes, p.X, y, p.X, min(y+3, k.bar.Y+k.bar.H))
			}
		}
		if k.Hover == i+1 {
			k.lit, k.litBlades = Disc(k.lit, p, r), blades(k.litBlades, p, r/13)
		} else {
			k.badges, k.blades = Disc(k.badges, p, r), blades(k.blades, p, r/13)
		}
		if k.Focus == i+1 {
			k.ring = Disc(k.ring, p, r+1)
		}
	}
	if len(k.dashes) > 0 {
		c.StrokePath(k.dashes, 1.5, t.Back)
	}
	paint := func(badge, scissors demos.Path, fill, edge, ink demos.Color) {
		if len(badge) > 0 {
			c.FillPath(badge, fill)
			c.StrokePath(badge, 1.5, edge)
			c.StrokePath(scissors, 1.5, ink)
		}
	}
	paint(k.badges, k.blades, t.Back, t.Text, t.Text) // a cut there joins: all can be pressed
	paint(k.lit, k.litBlades, t.Text, t.Text, t.Back)
	if len(k.ring) > 0 {
		c.StrokePath(k.ring, 3, t.Accent)
	}
}

// blades appends a pair of scissors around p.
func blades(path demos.Path, p demos.Point, scale float64) demos.Path {
	for _, side := range [...]float64{-1, 1} {
		path = Segment(path, p.X+side*4.6*scale, p.Y-5.4*scale, p.X-side*3.6*scale, p.Y+4.6*scale)
		path = Disc(path, demos.Point{X: p.X + side*4.6*scale, Y: p.Y + 6.2*scale}, 2.1*scale)
	}
	return path
}
