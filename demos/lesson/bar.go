package lesson

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Bar is a partition that the visitor changes: the parameters as cells of plot.Cuts,
// scissors between neighbours, cells that can be dragged onto another piece or, for a
// piece of their own, onto empty room. A partition is the piece of every parameter, from
// 0 without a gap; len of it, as the piece of a parameter, is one of its own.
type Bar struct {
	Cuts plot.Cuts
	Over bool // something that can be held is below the pointer

	gap    int         // the scissors that are pressed, from 1
	cell   int         // the cell that is held, from 1
	from   demos.Point // where it was pressed
	pulled bool        // it has left its place
	back   demos.Glide // how far a cell that was dropped still is from its place, in px
	last   int         // that cell, from 1
	down   bool
}

// slack is how far a press may slip before it pulls a cell, in px.
const slack = 6

// Order appends the parameters piece by piece, as a bar shows them.
func Order(order, piece []int) []int {
	for p := range piece {
		order = append(order, p)
	}
	slices.SortStableFunc(order, func(p, q int) int { return piece[p] - piece[q] })
	return order
}

// Snip cuts the bar between its i-th and the next cell, or joins the two pieces that
// are cut there.
func Snip(piece []int, i int) []int {
	piece, order := slices.Clone(piece), Order(nil, piece)
	before, behind := piece[order[i]], piece[order[i+1]]
	for k, p := range order {
		switch {
		case before != behind && piece[p] == behind:
			piece[p] = before
		case before == behind && k > i && piece[p] == before:
			piece[p] = len(piece)
		}
	}
	return piece
}

// Put puts parameter p into a piece; nil if it is there, or alone already.
func Put(piece []int, p, to int) []int {
	if piece[p] == to || to == len(piece) && alone(piece, p) {
		return nil
	}
	piece = slices.Clone(piece)
	piece[p] = to
	return piece
}

// alone reports whether parameter p is a piece.
func alone(piece []int, p int) bool {
	for q, other := range piece {
		if q != p && other == piece[p] {
			return false
		}
	}
	return true
}

// Holds reports whether something is held.
func (b *Bar) Holds() bool { return b.gap > 0 || b.cell > 0 && b.pulled }

// Pressed reports whether a press on the bar has not ended.
func (b *Bar) Pressed() bool { return b.gap > 0 || b.cell > 0 }

// Follow takes the pointer of an Update, and whether it is free: not on something else.
// It returns the partition that the pointer makes of that; nil if it makes none. The
// pieces are not numbered anew: one may be empty.
func (b *Bar) Follow(p demos.Pointer, free bool, piece []int) (next []int) {
	pressed, released := p.Down && !b.down && p.Inside, !p.Down && b.down
	b.down = p.Down
	gap, cell := -1, -1
	if p.Inside && free {
		gap, cell = b.Cuts.Under(p.Point)
	}
	switch {
	case pressed && free:
		b.gap, b.cell, b.from, b.pulled = gap+1, cell+1, p.Point, false
	case released:
		next = b.release(p, gap, piece)
	case b.cell > 0 && math.Hypot(p.X-b.from.X, p.Y-b.from.Y) > slack:
		b.pulled = true
	}
	b.Over = b.Holds() || gap >= 0 || cell >= 0
	return next
}

// release ends a press.
func (b *Bar) release(p demos.Pointer, gap int, piece []int) (next []int) {
	switch {
	case b.gap > 0 && gap == b.gap-1:
		next = Snip(piece, gap)
	case b.cell > 0 && b.pulled && p.Inside:
		next = Put(piece, b.cell-1, b.landing(b.cell-1, p.Point, piece))
		b.last, b.back = b.cell, demos.Glide{}
		b.back.To(p.X-b.from.X, p.Y-b.from.Y)
		b.back.To(0, 0)
	}
	b.gap, b.cell, b.pulled = 0, 0, false
	b.Cuts.Held, b.Cuts.Pull, b.Cuts.Down = 0, 0, 0
	return next
}

// landing returns the piece on which a cell is dropped at p.
func (b *Bar) landing(cell int, p demos.Point, piece []int) int {
	k := &b.Cuts
	for to := range slices.Max(piece) + 1 {
		first := true
		var lo, hi demos.Box
		for _, at := range k.Order {
			if piece[at] != to || at == cell && alone(piece, at) {
				continue
			}
			box := k.Box(at)
			if at == cell {
				box.X -= k.Pull // where it came from
			}
			if first {
				lo, first = box, false
			}
			hi = box
		}
		const near = 24 // above and below the bar
		y := k.Gap(0).Y
		if !first && p.X >= lo.X && p.X <= hi.X+hi.W && math.Abs(p.Y-y) <= hi.H/2+near {
			return to
		}
	}
	return len(piece)
}

// Show lets the bar show a partition, with the cells at those places, and what is held
// or pointed at.
func (b *Bar) Show(p demos.Pointer, free bool, piece []int, color func(p int) int, x func(p int) float64) {
	k := &b.Cuts
	for i, q := range piece {
		k.Cells[i].Piece, k.Cells[i].Color, k.Cells[i].X = q, color(i), x(i)
	}
	k.Order = Order(k.Order[:0], piece)
	k.Held, k.Pull, k.Down, k.Hover = 0, 0, 0, 0
	switch gap, _ := k.Under(p.Point); {
	case b.cell > 0 && b.pulled:
		k.Held, k.Pull, k.Down = b.cell, p.X-b.from.X, p.Y-b.from.Y
	case b.last > 0 && b.back.Moving():
		k.Held, k.Pull, k.Down = b.last, b.back.At(0), b.back.At(1)
	case p.Inside && free && b.cell == 0:
		k.Hover = gap + 1
	}
}

// Tick moves a cell that was dropped on to its place, and reports whether it moved.
func (b *Bar) Tick() bool { return b.back.Tick() }

// Moving reports whether such a cell moves.
func (b *Bar) Moving() bool { return b.back.Moving() }

// Settle ends that.
func (b *Bar) Settle() { b.back.Settle() }

// named is a twin's name for the i-th thing of a kind.
func named(kind string, i int) string { return kind + strconv.Itoa(i+1) }

// Twins are those of the cells, which are called after their parameters, and of the
// gaps between them, after their places, in reading order. Their boxes are those at rest,
// which the picture may still be moving to. says adds to the name of a cell.
func (b *Bar) Twins(piece []int, name, says func(p int) string) (twins []demos.Twin) {
	order, bar := Order(nil, piece), b.Cuts
	bar.Cells, bar.Order, bar.Held = slices.Clone(bar.Cells), order, 0
	for p, x := range plot.Places(nil, order, piece) {
		bar.Cells[p].X, bar.Cells[p].Piece = x, piece[p]
	}
	for i, p := range order {
		twins = append(twins, demos.Twin{Name: named("cell", p), Moves: true, Box: bar.Box(p),
			Label: fmt.Sprintf("%s, in piece %d of %d, %s", name(p), piece[p]+1, slices.Max(piece)+1, says(p))})
		if i+1 < len(order) {
			does := "cut between"
			if piece[p] != piece[order[i+1]] {
				does = "join the pieces of"
			}
			twins = append(twins, demos.Twin{Name: named("gap", i), Box: bar.GapBox(i), Label: fmt.Sprintf("%s %s and %s", does, name(p), name(order[i+1]))})
		}
	}
	return twins
}

// Press returns the partition that a key makes at a twin; nil if it makes none.
func Press(piece []int, twin, key string) []int {
	across := map[string]int{"left": -1, "right": 1}[key]
	for i := range piece {
		switch to := piece[i] + across; {
		case twin == named("gap", i) && i+1 < len(piece) && key == "enter":
			return Snip(piece, i)
		case twin == named("cell", i) && key == "enter":
			return Put(piece, i, len(piece))
		case twin == named("cell", i) && across != 0 && to >= 0 && to <= slices.Max(piece):
			return Put(piece, i, to)
		}
	}
	return nil
}

// Tip explains the scissors or the cell of the bar below a point: gap is what stands
// between the two, cell is the cell; −1 is none.
func (b *Bar) Tip(at demos.Point, piece []int, name func(p int) string) (words string, cell int) {
	gap, cell := b.Cuts.Under(at)
	if gap < 0 {
		return "", cell
	}
	order := Order(nil, piece)
	if piece[order[gap]] == piece[order[gap+1]] {
		return fmt.Sprintf("cut between %s and %s", name(order[gap]), name(order[gap+1])), -1
	}
	return fmt.Sprintf("join the pieces of %s and %s", name(order[gap]), name(order[gap+1])), -1
}
