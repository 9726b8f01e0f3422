package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// surfacePanel shows answers of the network: for data in the plane, on a grid; for
// images, the latest answer to a question (the test digits are below it).
type surfacePanel struct {
	axes     plot.Axes
	cells    demos.Bitmap
	tile     plot.Tiles
	bars     plot.Bars
	revision int
	theme    *demos.Theme
	answers  int
}

func (p *surfacePanel) Draw(c demos.Canvas, s *Scene, _ demos.Box) {
	box := s.layout.content()
	switch {
	case s.data == nil:
		hint(c, s, box, "Press Run: then there are data.")
	case s.data.Points != nil:
		p.plane(c, s, box)
	case len(s.data.Shape) == 3:
		if s.draws() {
			s.sketch.draw(c, s, demos.Box{X: box.X, Y: box.Y, W: math.Min(box.H, box.W*0.3), H: box.H})
			used := math.Min(box.H, box.W*0.3) + 20
			box.X, box.W = box.X+used, box.W-used
		}
		if s.asked != nil {
			p.answer(c, s, box)
			return
		}
		hint(c, s, box, "Draw a digit, or give the number of a test image: the network’s answer stands here.")
	default:
		hint(c, s, box, fmt.Sprintf("No picture of data of the shape %v: the race tells how well they are learned.", s.data.Shape))
	}
}

// class is the colour of a class: one of the strong colours of the groups.
func (p *surfacePanel) class(t *demos.Theme, k int) demos.Color { return t.Group(2 * k) }

func (p *surfacePanel) plane(c demos.Canvas, s *Scene, box demos.Box) {
	inner := heading(c, s, box, fmt.Sprintf("what the network of lane %d answers over the plane, and test samples", s.lane+1),
		"answers over the plane, and test samples", "answers over the plane")
	f := s.seen.Surface
	if f == nil {
		hint(c, s, box, "computing …")
		return
	}
	if p.revision != s.revision || p.theme != s.theme {
		p.revision, p.theme = s.revision, s.theme
		p.paint(s)
	}
	p.axes.Bare = true
	p.axes.X.Label, p.axes.Y.Label = "x₁", "x₂"
	p.axes.X.Lo, p.axes.X.Hi, p.axes.Y.Lo, p.axes.Y.Hi = f.Left, f.Right, f.Bottom, f.Top
	side := min(inner.W, inner.H*1.5)
	p.axes.Place(c, demos.Box{X: inner.X, Y: inner.Y, W: side, H: inner.H})
	a := p.axes.Area
	c.Image(&p.cells, a.X, a.Y, a.W, a.H, true)
	p.axes.Draw(c, s.theme)
	pts := s.data.Points
	for i := range min(len(pts.X), len(pts.Y)) {
		q := p.axes.Point(float64(pts.X[i]), float64(pts.Y[i]))
		if !a.Holds(q) {
			continue
		}
		col := s.theme.Text
		if i < len(pts.Labels) {
			col = p.class(s.theme, pts.Labels[i])
		}
		c.FillRect(q.X-2, q.Y-2, 4, 4, s.theme.Back)
		c.FillRect(q.X-1.5, q.Y-1.5, 3, 3, col)
	}
	p.key(c, s, demos.Box{X: inner.X + side + 16, Y: inner.Y + 8, W: box.X + box.W - inner.X - side - 16, H: inner.H})
}

// key names the classes beside the plane, if there is room.
func (p *surfacePanel) key(c demos.Canvas, s *Scene, box demos.Box) {
	st := demos.TextStyle{Size: 11, Color: s.theme.Soft}
	for k := range s.data.Classes {
		y := box.Y + 16*float64(k)
		if box.W < 70 || y > box.Y+box.H-16 {
			return
		}
		name := fmt.Sprintf("class %d", k)
		if k < len(s.data.ClassNames) {
			name = s.data.ClassNames[k]
		}
		c.FillRect(box.X, y, 10, 10, p.class(s.theme, k))
		c.Text(plot.Fit(c, name, box.W-16, st), box.X+16, y+9, st)
	}
}

func (p *surfacePanel) paint(s *Scene) {
	f, even := s.seen.Surface, 1/float64(max(1, s.data.Classes))
	values := floats(f.Values)
	scale, ramp := plot.FitSigned(values, false), plot.Diverging(s.theme)
	p.cells.Paint(f.Columns, f.Rows, func(x, y int) demos.Color {
		i := y*f.Columns + x
		if len(values) > 0 {
			return ramp.At(scale.At(values[i]))
		}
		sure := math.Max(0, (float64(f.Sure[i])/255-even)/(1-even))
		return demos.Mix(s.theme.Back, p.class(s.theme, int(f.Classes[i])), 0.08+0.42*sure)
	})
}

// answer shows the image in question and the probabilities of the classes.
func (p *surfacePanel) answer(c demos.Canvas, s *Scene, box demos.Box) {
	e := s.asked
	a := e.Answer
	if p.answers != s.revision {
		p.answers = s.revision
		p.tile.Set(e.Digits.W, e.Digits.H, e.Digits.Pixels)
	}
	what := "your drawing"
	if a.Index >= 0 {
		what = fmt.Sprintf("test image %d, a %s", a.Index, s.className(a.Label))
	}
	text := fmt.Sprintf("%s: lane %d reads a %s", what, e.Lane+1, s.className(a.Guess))
	heading(c, s, box, text+fmt.Sprintf(", with probability %s", plot.Format(a.Prob[a.Guess])), text)
	side := math.Min(box.H-26, box.W*0.35)
	p.tile.Items = append(p.tile.Items[:0], plot.Tile{})
	p.tile.Place(demos.Box{X: box.X, Y: box.Y + 22, W: side, H: side}, 1)
	p.tile.Draw(c, s.theme, s.theme.Accent)
	p.bars.Title = plot.FirstThatFits(c, box.W-side-20, demos.TextStyle{}, "probability of each class, log scale", "probabilities, log")
	p.bars.Rows = p.bars.Rows[:0]
	most := max(1, int((box.H-60)/16))
	for _, k := range ranked(a.Prob)[:min(most, len(a.Prob))] {
		p.bars.Rows = append(p.bars.Rows, plot.Bar{Name: s.className(k), Value: a.Prob[k], Color: s.color(e.Lane)})
	}
	p.bars.Place(c, demos.Box{X: box.X + side + 20, Y: box.Y + 20, W: box.W - side - 20, H: box.H - 22})
	p.bars.Draw(c, s.theme)
}

func (s *Scene) className(k int) string {
	if s.data != nil && k >= 0 && k < len(s.data.ClassNames) {
		return s.data.ClassNames[k]
	}
	return fmt.Sprint(k)
}

func (p *surfacePanel) Under(s *Scene, q demos.Point) (spot, bool) {
	f, a := s.seen.Surface, p.axes.Area
	if s.data == nil || s.data.Points == nil || f == nil || !a.Holds(q) {
		return spot{}, false
	}
	i := min(int((q.Y-a.Y)/a.H*float64(f.Rows)), f.Rows-1)
	j := min(int((q.X-a.X)/a.W*float64(f.Columns)), f.Columns-1)
	return spot{I: i, J: j}, true
}

func (p *surfacePanel) Tip(s *Scene, at spot) []string {
	f := s.seen.Surface
	if f == nil {
		return nil
	}
	k := at.I*f.Columns + at.J
	x := f.Left + (f.Right-f.Left)*(float64(at.J)+0.5)/float64(f.Columns)
	y := f.Top + (f.Bottom-f.Top)*(float64(at.I)+0.5)/float64(f.Rows)
	lines := []string{fmt.Sprintf("at (%s, %s)", plot.Format(x), plot.Format(y))}
	switch {
	case k < len(f.Values):
		lines = append(lines, "answer "+plot.Exact(float64(f.Values[k])))
	case k < len(f.Classes) && k < len(f.Sure):
		lines = append(lines, fmt.Sprintf("%s, with probability %.3g", s.className(int(f.Classes[k])), float64(f.Sure[k])/255))
	}
	return lines
}
