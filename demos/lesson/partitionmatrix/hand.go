package partitionmatrix

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// hand is what the visitor drags: a parameter, by a column of I or a row of its
// transpose, or a whole group, by its number beside I. The zero value is nothing.
type hand struct {
	down  bool
	param int  // from 1; 0: none
	up    bool // in I, where it moves up and down; otherwise across, in the transpose
	last  int  // where the parameter was put last
	group int  // from 1; 0: none
	over  int  // the group below the one that is dragged, from 1
}

// follow takes the pointer of an Update.
func (h *hand) follow(s *Scene, p demos.Pointer) {
	pressed := p.Down && !h.down && p.Inside
	h.down = p.Down
	if !p.Down {
		if h.group > 0 && h.over > 0 && h.over != h.group {
			s.regroup(s.groups.merge(h.over-1, h.group-1))
		}
		if h.param > 0 || h.group > 0 {
			s.Touch()
		}
		*h = hand{}
		return
	}
	if pressed {
		h.last = -1
		if _, q, ok := s.fold.Under(p.Point); ok {
			h.param, h.up = q+1, true
		} else if q, _, ok := s.right.Under(p.Point); ok {
			h.param, h.up = q+1, false
		} else if g, ok := s.number(p.Point); ok {
			h.group = g + 1
		}
	}
	switch {
	case h.param > 0:
		h.put(s, p.Point)
	case h.group > 0:
		h.over = 0
		a := s.fold.Area
		if g := int((p.Y - a.Y) / s.layout.cell); p.Y >= a.Y && g < s.size() {
			h.over = g + 1
		}
	}
}

// put moves the parameter to the group below the pointer.
func (h *hand) put(s *Scene, at demos.Point) {
	n, to := s.size(), 0
	if h.up {
		to = int((at.Y - s.fold.Area.Y) / s.layout.cell)
		n++ // the row that waits for a new group
	} else {
		to = int((at.X - s.right.Area.X) / s.layout.cell)
	}
	to = max(0, min(to, n-1, P-1))
	if to == h.last {
		return
	}
	h.last = to
	if q := h.param - 1; to < s.size() || !s.groups.alone(q) {
		s.regroup(s.groups.move(q, to))
	}
}

// number returns the group whose number beside I is below a point.
func (s *Scene) number(at demos.Point) (g int, ok bool) {
	a := s.fold.Area
	b := demos.Box{X: a.X - stripRoom - 24, Y: a.Y, W: stripRoom + 24, H: s.layout.cell * float64(s.size())}
	if !b.Holds(at) {
		return 0, false
	}
	return min(int((at.Y-b.Y)/s.layout.cell), s.size()-1), true
}

// draw frames what is dragged, and where it would go.
func (h *hand) draw(c demos.Canvas, s *Scene) {
	a, cell := s.fold.Area, s.layout.cell
	var path demos.Path
	frame := func(g int) {
		path = plot.Rectangle(path, demos.Box{X: a.X - stripRoom - 16, Y: a.Y + float64(g)*cell + 1, W: a.W + stripRoom + 16, H: cell - 2})
	}
	switch {
	case h.param > 0 && h.up:
		path = plot.Rectangle(path, demos.Box{X: a.X + float64(h.param-1)*cell, Y: a.Y, W: cell, H: a.H})
	case h.param > 0:
		b := s.right.Area
		path = plot.Rectangle(path, demos.Box{X: b.X, Y: b.Y + float64(h.param-1)*cell, W: b.W, H: cell})
	case h.group > 0:
		frame(h.group - 1)
		if h.over > 0 && h.over != h.group {
			frame(h.over - 1)
		}
	}
	if len(path) > 0 {
		c.StrokePath(path, 2, s.Theme.Text)
	}
}
