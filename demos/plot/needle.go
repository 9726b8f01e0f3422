package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Needle is the bold arrow of the chosen step, with a sharp head.
type Needle struct {
	Width float64 // of the shaft, in px; 0 means 3.5

	shaft, head demos.Path
}

// Draw paints the arrow between two places of the canvas, in two draw calls; an arrow
// without a length is not painted.
func (n *Needle) Draw(c demos.Canvas, from, to demos.Point, col demos.Color) {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if !(length > 0.5) || math.IsInf(length, 0) {
		return
	}
	dx, dy = dx/length, dy/length
	width := n.Width
	if width == 0 {
		width = 3.5
	}
	head := min(17, length/2)
	at := func(back, side float64) demos.Point {
		return demos.Point{X: to.X - back*dx - side*dy, Y: to.Y - back*dy + side*dx}
	}
	neck := at(0.8*head, 0)
	n.shaft = Segment(n.shaft[:0], from.X, from.Y, neck.X, neck.Y)
	c.StrokePath(n.shaft, width, col)
	path, line := piece(n.head[:0])
	*line = append(*line, to, at(head, 0.42*head), at(0.78*head, 0), at(head, -0.42*head), to)
	n.head = path
	c.FillPath(path, col)
}

// Link is a piece of a chain: where it ends, and its colour.
type Link struct {
	To    demos.Point
	Color demos.Color
	Edge  demos.Color // of an outline, over its neighbours; the zero value: it has none
}

// Links is a chain of coloured pieces with round ends.
type Links struct{ path demos.Path }

// Draw paints a chain that begins at from. Neighbours of one colour are one draw call.
// Those with an edge are painted once more, last: one that goes back over another is seen.
func (k *Links) Draw(c demos.Canvas, from demos.Point, links []Link, width float64) {
	k.chain(c, from, links, width)
	for _, l := range links {
		if l.Edge != (demos.Color{}) && Finite(l.To.X) && Finite(l.To.Y) {
			k.path = Segment(k.path[:0], from.X, from.Y, l.To.X, l.To.Y)
			c.StrokePath(k.path, width+4, l.Edge)
			c.StrokePath(k.path, width, l.Color)
		}
		from = l.To
	}
}

func (k *Links) chain(c demos.Canvas, from demos.Point, links []Link, width float64) {
	for i := 0; i < len(links); {
		path, line := piece(k.path[:0])
		*line = append(*line, from)
		first := i
		for ; i < len(links) && links[i].Color == links[first].Color; i++ {
			from = links[i].To
			if Finite(from.X) && Finite(from.Y) {
				*line = append(*line, from)
			}
		}
		k.path = path
		if len(*line) > 1 {
			c.StrokePath(path, width, links[first].Color)
		}
	}
}

// Ghost is an arrow of another choice than the present one: where it ends, and words
// for it, the longest form first, such as "1 piece" and "1".
type Ghost struct {
	To     demos.Point
	Labels []string
	Align  demos.Align // of all but the last form, which stands in the middle below To
}

// Ghosts are thin arrows from one place, each with a dot at its end.
type Ghosts struct {
	lines, dots demos.Path
	labels      []demos.Box
}

// Draw paints the ghosts in two draw calls and one for every label: the longest form
// that meets no label before it and lies near none of the places to keep clear. The first
// and the last ghost have theirs before those between them.
func (g *Ghosts) Draw(c demos.Canvas, t *demos.Theme, from demos.Point, ghosts []Ghost, clear []demos.Point) {
	g.lines, g.dots, g.labels = g.lines[:0], g.dots[:0], g.labels[:0]
	for _, k := range ghosts {
		if d := math.Hypot(k.To.X-from.X, k.To.Y-from.Y); d >= 4 && !math.IsInf(d, 0) {
			g.lines = Segment(g.lines, from.X, from.Y, k.To.X, k.To.Y)
			g.dots = Disc(g.dots, k.To, 3.5)
		}
	}
	if len(g.lines) == 0 {
		return
	}
	c.StrokePath(g.lines, 1.6, demos.Mix(t.Back, t.Soft, 0.6))
	c.FillPath(g.dots, demos.Mix(t.Back, t.Soft, 0.8))
	w, h := c.Size()
	st := demos.TextStyle{Size: TypeOf(w).Label, Color: t.Text, Align: demos.Middle}
	last := len(ghosts) - 1
	for i := range ghosts {
		k := &ghosts[(i+last)%len(ghosts)] // the last one, the first one, …
		if d := math.Hypot(k.To.X-from.X, k.To.Y-from.Y); d >= 4 && !math.IsInf(d, 0) {
			for form := range k.Labels {
				if g.label(c, k, form, st, demos.Box{W: w, H: h}, clear) {
					break
				}
			}
		}
	}
}

// label writes a form of a ghost's label, if it has room.
func (g *Ghosts) label(c demos.Canvas, k *Ghost, form int, st demos.TextStyle, canvas demos.Box, clear []demos.Point) bool {
	text := k.Labels[form]
	width := c.TextWidth(text, st)
	x, y := k.To.X+2-width/2, k.To.Y+st.Size+5
	if form < len(k.Labels)-1 { // the number stands below the end of the arrow
		digit := c.TextWidth(k.Labels[len(k.Labels)-1], st) / 2
		switch k.Align {
		case demos.Start:
			x = k.To.X + 2 - digit
		case demos.End:
			x = k.To.X + 2 + digit - width
		}
	}
	box := demos.Box{X: x, Y: y - 0.8*st.Size, W: width, H: st.Size}
	if box.X < 0 || box.Y < 0 || box.X+box.W > canvas.W || box.Y+box.H > canvas.H {
		return false
	}
	for _, p := range clear {
		if q := box.Nearest(p); math.Hypot(q.X-p.X, q.Y-p.Y) < 12 {
			return false
		}
	}
	for _, other := range g.labels {
		if box.Inset(-2, -2, -2, -2).Meets(other) {
			return false
		}
	}
	g.labels = append(g.labels, box)
	st.Align = demos.Start
	c.Text(text, x, y, st)
	return true
}

// The radii of a goal's disc, and of that of one which is hit, in px.
const (
	GoalSize = 4.5
	GoalHit  = 9.0
)

// Goal marks the place that a picture is about: a disc in a ring, with a word.
type Goal struct {
	Label string

	ring, disc demos.Path
}

// Draw paints the mark at p; hit fills it more. The word stands beside it, below it on
// a narrow canvas.
func (g *Goal) Draw(c demos.Canvas, t *demos.Theme, p demos.Point, hit bool) {
	inner := GoalSize
	if hit {
		inner = GoalHit
	}
	g.ring, g.disc = Disc(g.ring[:0], p, 13), Disc(g.disc[:0], p, inner)
	c.StrokePath(g.ring, 2, t.Text)
	c.FillPath(g.disc, t.Text)
	if g.Label == "" {
		return
	}
	b := g.Box(c, p)
	c.Text(g.Label, b.X, b.Y+0.8*b.H, demos.TextStyle{Size: b.H, Color: t.Text})
}

// Ring is what a visitor drags in a bare landscape.
type Ring struct {
	Label string // above it, while nobody holds it
	Below bool   // below it

	disc, halo demos.Path
}

// Draw paints the ring at p. Its halo, as large as what a finger catches, fades while
// it is held, so that it covers nothing.
func (r *Ring) Draw(c demos.Canvas, t *demos.Theme, p demos.Point, held bool) {
	r.halo, r.disc = Disc(r.halo[:0], p, grip), Disc(r.disc[:0], p, 9)
	if !held {
		c.FillPath(r.halo, t.Text.Fade(0.1))
		c.FillPath(r.disc, t.Back)
	}
	c.StrokePath(r.disc, 3, t.Text)
	if r.Label == "" || held {
		return
	}
	b := r.Box(c, p)
	c.Text(r.Label, b.X, b.Y+0.8*b.H, demos.TextStyle{Size: b.H, Color: t.Text})
}
