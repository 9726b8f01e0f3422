package vanishingruler

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/activation"
	"github.com/cauchy-newton/playground/engine/op"
)

// chainPanel shows the functions from x to the loss: tensors in the colours of
// their groups, nonlinear functions with their third derivatives.
type chainPanel struct {
	boxes  [links]demos.Box
	curves [4]plot.Curve
	path   demos.Path
}

// links of the chain: W₁, b₁, f, W₂, b₂ and the loss.
const links = 6

// link is one of them.
type link struct {
	text, short string
	symbol      string
	tensor      int           // −1: it has none
	shape       *op.Pointwise // of a link that may bend
}

// chain returns the links.
func (w *view) chain() [links]link {
	f := op.Activation(w.activation)
	head := link{"squared error", "squared", "head", -1, op.Square}
	if w.loss == crossed {
		// For two classes, as a function of the difference of the logits.
		head = link{"cross-entropy", "entropy", "head", -1, op.Softplus}
	}
	return [links]link{
		{"× W₁", "W₁", "W1", w1, nil}, {"+ b₁", "b₁", "W1", b1, nil}, {w.activationLabel(), "f", "f", -1, f},
		{"× W₂", "W₂", "W2", w2, nil}, {"+ b₂", "b₂", "W2", b2, nil}, head,
	}
}

// activationLabel is the label of the activation.
func (w *view) activationLabel() string {
	row, _ := activation.Of(w.activation)
	return row.Label
}

func (p *chainPanel) draw(c demos.Canvas, s *Scene, b demos.Box) {
	w, t := &s.view, s.Theme
	canvas, _ := c.Size()
	size := plot.TypeOf(canvas).Label
	soft := demos.TextStyle{Size: size, Color: t.Soft}
	caption := plot.FirstThatFits(c, b.W, soft, "from x to the loss: press a link to swap it; in red a function’s third derivative", "press a link to swap it; in red: third derivatives", "red: third derivatives")
	c.Text(caption, b.X, b.Y+1.1*size, soft)
	gap, top := 18.0, 1.7*size
	if canvas < short {
		gap = 7
	}
	chain := w.chain()
	const wide = 1.9 // a link with a curve, against one with a name
	unit := (b.W - gap*(links-1)) / (4 + 2*wide)
	x := b.X
	for i, k := range chain {
		width := unit
		if k.shape != nil {
			width *= wide
		}
		box := demos.Box{X: x, Y: b.Y + top, W: width, H: b.H - top - 8}
		p.boxes[i] = box
		if i > 0 {
			plot.Arrow(c, demos.Point{X: x - gap + 1, Y: box.Middle().Y}, demos.Point{X: x - 1, Y: box.Middle().Y}, 1, t.Soft)
		}
		x += width + gap
		if k.shape != nil {
			c.FillRect(box.X, box.Y, box.W, box.H, t.Card)
			p.outline(c, box, s.shade(t.Line, k.symbol))
			soft.Align, soft.Color = demos.Middle, s.shade(t.Text, k.symbol)
			plot.Label(c, plot.FirstThatFits(c, box.W-4, soft, k.text, k.short), box.Middle().X, box.Y+1.05*size, soft)
			p.shape(c, s, k, box.Inset(6, 1.4*size, 6, 5), i/3)
			continue
		}
		col := s.shade(t.Group(w.places[w.owner[k.tensor]]), k.symbol, "D")
		c.FillRect(box.X, box.Y, box.W, box.H, col.Fade(0.14))
		p.outline(c, box, col)
		st := demos.TextStyle{Size: size, Bold: true, Color: t.Text, Align: demos.Middle}
		plot.Label(c, plot.FirstThatFits(c, box.W-2, st, k.text, k.short), box.Middle().X, box.Middle().Y+5, st)
	}
}

func (p *chainPanel) outline(c demos.Canvas, b demos.Box, col demos.Color) {
	p.path = plot.Rectangle(p.path[:0], b)
	c.StrokePath(p.path, 1, col)
}

// shape paints a function and its third derivative between −3 and 3.
func (p *chainPanel) shape(c demos.Canvas, s *Scene, k link, b demos.Box, at int) {
	const n, reach = 61, 3
	var a plot.Axes
	a.Area = b
	a.X.Lo, a.X.Hi = -reach, reach
	xs, ys, thirds := make([]float64, n), make([]float64, n), make([]float64, n)
	lo, hi := 0.0, 0.0
	for i := range n {
		xs[i] = reach * (2*float64(i)/(n-1) - 1)
		ys[i] = k.shape.Value(xs[i])
		_, _, thirds[i] = k.shape.Slopes(xs[i], ys[i])
		lo, hi = min(lo, ys[i], thirds[i]), max(hi, ys[i], thirds[i])
	}
	pad := (hi - lo) / 12
	a.Y.Lo, a.Y.Hi = lo-pad, hi+pad
	zero := a.Point(0, 0).Y
	c.FillRect(b.X, zero-0.5, b.W, 1, s.Theme.Line)
	p.curves[2*at].Points(c, &a, xs, ys, 1.5, s.shade(s.Theme.Text, k.symbol))
	p.curves[2*at+1].Points(c, &a, xs, thirds, 2, s.shade(red(s.Theme), k.symbol, "D"))
}

// red is the colour of third derivatives.
func red(t *demos.Theme) demos.Color { return plot.Diverging(t).Positive[3] }

func (p *chainPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	for i, k := range w.chain() {
		if !p.boxes[i].Holds(q) {
			continue
		}
		if k.tensor >= 0 {
			g := w.owner[k.tensor]
			return k.symbol, []string{
				tensors[k.tensor] + ", in the group " + w.names[g],
				"D = " + plot.Exact(w.d[g]), w.why(g),
			}
		}
		lines := []string{k.text}
		if k.shape == op.Square || k.symbol == "f" && !k.shape.Curved {
			lines = append(lines, "its third derivative is 0 everywhere")
		} else {
			most := 0.0
			for x := -3.0; x <= 3; x += 0.05 {
				_, _, d3 := k.shape.Slopes(x, k.shape.Value(x))
				most = math.Max(most, math.Abs(d3))
			}
			lines = append(lines, "its third derivative reaches "+plot.Round2(most))
		}
		if k.symbol == "f" {
			return "f", append(lines, "only W₁ and b₁ lie inside it: W₂ and b₂ never see it bend")
		}
		return "head", append(lines, "drawn for one output; every group is inside it")
	}
	return "", nil
}
