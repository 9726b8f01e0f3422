package cauchytonewton

import "github.com/cauchy-newton/playground/demos/lesson"

// snip cuts the bar between its i-th and the next cell, or joins the two pieces that
// are cut there.
func (g pieces) snip(i int) pieces { return pieces(lesson.Snip(g[:], i)).ordered() }

// move puts parameter p into a piece; one that there is not is its own.
func (g pieces) move(p, piece int) pieces {
	g[p] = piece
	return g.ordered()
}
