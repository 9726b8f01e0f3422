package main

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/cauchy-newton/playground/demos"
	picture "github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/train"
)

// ink is a colour of the demos, so that a group looks the same everywhere.
func ink(place int) color.Color { return color.NRGBA(demos.Light.Group(place)) }

// figure is a plot with its legend beside it, where it covers no line.
type figure struct {
	*plot.Plot
	legend plot.Legend
	named  bool // the legend has entries
}

// newFigure returns an empty figure with a grid.
func newFigure(title, x, y string) *figure {
	f := &figure{Plot: plot.New(), legend: plot.NewLegend()}
	f.Title.Text, f.X.Label.Text, f.Y.Label.Text = title, x, y
	f.Title.Padding, f.X.Padding, f.Y.Padding = vg.Points(6), vg.Points(4), vg.Points(4)
	grid := plotter.NewGrid()
	soft := color.NRGBA(demos.Light.Line)
	grid.Horizontal.Color, grid.Vertical.Color = soft, soft
	f.Add(grid)
	f.legend.Top, f.legend.Left, f.legend.Padding = true, true, vg.Points(2)
	return f
}

// write draws the figure in a format that plot knows, within a margin.
func (f *figure) write(w io.Writer, width, height vg.Length, format string) error {
	canvas, err := draw.NewFormattedCanvas(width, height, format)
	if err != nil {
		return err
	}
	margin := vg.Points(10)
	whole := draw.New(canvas)
	whole.SetColor(color.White)
	whole.Fill(whole.Rectangle.Path())
	area := draw.Crop(whole, margin, -margin, margin, -margin)
	if f.named {
		r := f.legend.Rectangle(area)
		room := r.Max.X - r.Min.X + margin
		f.legend.Draw(draw.Crop(area, area.Max.X-area.Min.X-room+margin, 0, 0, 0))
		area = draw.Crop(area, 0, -room, 0, 0)
	}
	f.Draw(area)
	_, err = canvas.WriteTo(w)
	return err
}

// spread is from which ratio of the largest to the smallest value on a
// logarithmic axis is easier to read: below it hardly a power of ten is shown.
const spread = 20

// scale chooses the y axis for values above 0.
func (f *figure) scale() {
	switch {
	case f.Y.Min == f.Y.Max: // an axis needs an extent
		f.Y.Min, f.Y.Max = f.Y.Min/2, f.Y.Max*2
	case f.Y.Max > spread*f.Y.Min:
		f.Y.Scale, f.Y.Tick.Marker = plot.LogScale{}, plot.LogTicks{Prec: -1}
	}
}

// line adds a curve with a place in the legend. A logarithm cannot show values
// of 0 and below: the curve has gaps there. It reports whether any is left.
func (f *figure) line(name string, points plotter.XYs, c color.Color) (shown bool) {
	for len(points) > 0 {
		n := 0
		for n < len(points) && points[n].Y > 0 && !math.IsInf(points[n].Y, 1) {
			n++
		}
		if n > 0 {
			l := &plotter.Line{XYs: points[:n], LineStyle: draw.LineStyle{Color: c, Width: vg.Points(1.2)}}
			f.Add(l)
			if !shown {
				f.legend.Add(name, l)
				f.named, shown = true, true
			}
		}
		points = points[min(n+1, len(points)):]
	}
	return shown
}

// losses draws the loss of the minibatches and of the test set over the steps.
func losses(frames []*train.Frame) (*figure, error) {
	p := newFigure("Loss", "step", "loss")
	var batch, test plotter.XYs
	measured := math.NaN()
	for _, f := range frames {
		x := float64(f.Step)
		batch = append(batch, plotter.XY{X: x, Y: float64(f.Loss)})
		if t := float64(f.TestLoss); t != measured { // a frame repeats the latest
			test = append(test, plotter.XY{X: x, Y: t})
			measured = t
		}
	}
	if last := frames[len(frames)-1]; !math.IsNaN(float64(last.Accuracy)) {
		p.Title.Text = fmt.Sprintf("Loss (test accuracy %.2f %%)", 100*float64(last.Accuracy))
	}
	some := p.line("minibatch", batch, ink(1))
	if more := p.line("test set", test, ink(2)); !some && !more {
		return nil, errors.New("no loss above 0 to draw")
	}
	p.scale()
	return p, nil
}

// rates draws the step size of every group over the steps.
func rates(frames []*train.Frame) (*figure, error) {
	p := newFigure("Step sizes", "step", "η")
	groups, roles := frames[0].Groups, frames[0].Roles
	places := demos.Paint(nil, roles)
	any := false
	for s, name := range groups {
		var points plotter.XYs
		for _, f := range frames {
			if s < len(f.Eta) {
				points = append(points, plotter.XY{X: float64(f.Step), Y: float64(f.Eta[s])})
			}
		}
		any = p.line(name, points, ink(places[s])) || any
	}
	if !any {
		return nil, errors.New("no step size above 0 to draw: the method has none, or they were all clipped")
	}
	p.scale()
	return p, nil
}

// matrixGrid shows a square matrix with its first row on top.
type matrixGrid struct {
	side   int
	values []float64
}

func (g matrixGrid) Dims() (columns, rows int) { return g.side, g.side }
func (g matrixGrid) X(c int) float64           { return float64(c) }
func (g matrixGrid) Y(r int) float64           { return float64(r) }
func (g matrixGrid) Z(c, r int) float64        { return g.values[(g.side-1-r)*g.side+c] }

// shades is how many colours the map has: an odd number gives 0 its own.
const shades = 255

// ramp are the colours of the demos for values from −1 to 1.
type ramp struct{ colours []color.Color }

func (r ramp) Colors() []color.Color { return r.colours }

func diverging() (r ramp) {
	colours := picture.Diverging(&demos.Light)
	for i := range shades {
		r.colours = append(r.colours, color.NRGBA(colours.At(2*float64(i)/(shades-1)-1)))
	}
	return r
}

// Up to so many groups their names stand at the axes, and the numbers in the
// cells: beyond, they would cover each other.
const (
	named    = 20
	numbered = 8
)

// heat draws a map of a square matrix with signs: red above 0, blue below, by
// the symmetric logarithm that the page uses.
func heat(title string, names []string, values []float64) (*figure, error) {
	side := len(names)
	if side == 0 || len(values) != side*side {
		return nil, fmt.Errorf("%d entries are no matrix of %d groups", len(values), side)
	}
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, errors.New("the matrix is not finite")
		}
	}
	scale := picture.FitSigned(values, true)
	shown := make([]float64, len(values))
	for i, v := range values {
		shown[i] = scale.At(v)
	}
	p := &figure{Plot: plot.New()}
	p.Title.Text = fmt.Sprintf("%s (red to %.3g, blue to %.3g, logarithmic)", title, scale.Top, -scale.Top)
	p.Title.Padding = vg.Points(6)
	grid := matrixGrid{side, shown}
	m := plotter.NewHeatMap(grid, diverging())
	m.Min, m.Max = -1, 1
	m.Rasterized = side > named
	p.Add(m)
	if side <= numbered {
		if err := p.numbers(side, values); err != nil {
			return nil, err
		}
	}
	p.X.Tick.Label.Rotation = math.Pi / 4
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = text.XRight, text.YTop
	if side > named {
		p.HideAxes()
		return p, nil
	}
	var columns, rows plot.ConstantTicks
	for s, name := range names {
		columns = append(columns, plot.Tick{Value: float64(s), Label: name})
		rows = append(rows, plot.Tick{Value: float64(side - 1 - s), Label: name})
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = columns, rows
	return p, nil
}

// numbers writes the values into the cells of a matrix.
func (f *figure) numbers(side int, values []float64) error {
	var at plotter.XYLabels
	for i, v := range values {
		at.XYs = append(at.XYs, plotter.XY{X: float64(i % side), Y: float64(side - 1 - i/side)})
		at.Labels = append(at.Labels, fmt.Sprintf("%.2g", v))
	}
	labels, err := plotter.NewLabels(at)
	if err != nil {
		return err
	}
	for i := range labels.TextStyle {
		labels.TextStyle[i].XAlign, labels.TextStyle[i].YAlign = text.XCenter, text.YCenter
	}
	f.Add(labels)
	return nil
}
