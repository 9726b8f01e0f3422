package main

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"

	"github.com/cauchy-newton/playground/demos"
)

// draw writes the curves as panels side by side, two in a row.
func draw(file, ending string, curves []curve) error {
	const columns = 2
	rows := (len(curves) + columns - 1) / columns
	canvas, err := vgdraw.NewFormattedCanvas(22*vg.Centimeter, vg.Length(rows)*8*vg.Centimeter, strings.TrimPrefix(ending, "."))
	if err != nil {
		return err
	}
	page := vgdraw.New(canvas)
	page.SetColor(color.White)
	page.Fill(page.Rectangle.Path())
	panels := make([][]*plot.Plot, rows)
	for i, c := range curves {
		p, err := c.panel()
		if err != nil {
			return err
		}
		panels[i/columns] = append(panels[i/columns], p)
	}
	for len(panels[rows-1]) < columns {
		panels[rows-1] = append(panels[rows-1], nil)
	}
	gap := vg.Points(12)
	tiles := vgdraw.Tiles{Rows: rows, Cols: columns, PadX: gap, PadY: gap, PadTop: gap, PadBottom: gap, PadLeft: gap, PadRight: gap}
	for i, row := range plot.Align(panels, tiles, page) {
		for j, area := range row {
			if panels[i][j] != nil {
				panels[i][j].Draw(area)
			}
		}
	}
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	if _, err := canvas.WriteTo(out); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// panel draws the times on logarithmic axes, full where the fit took them, and
// the fitted line.
func (c *curve) panel() (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = fmt.Sprintf("%s: exponent %.2f", c.name, c.slope)
	p.X.Label.Text, p.Y.Label.Text = c.unit, "summary, ms"
	for _, style := range []*font.Font{&p.Title.TextStyle.Font, &p.X.Label.TextStyle.Font, &p.Y.Label.TextStyle.Font, &p.X.Tick.Label.Font, &p.Y.Tick.Label.Font} {
		style.Variant = "Sans"
	}
	p.X.Label.TextStyle.Font.Size, p.Y.Label.TextStyle.Font.Size = vg.Points(9), vg.Points(9)
	p.X.Scale, p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, plot.LogScale{}, plot.LogTicks{Prec: -1}
	ticks := plot.ConstantTicks{}
	var fitted, before plotter.XYs
	for i, size := range c.sizes {
		ticks = append(ticks, plot.Tick{Value: float64(size), Label: fmt.Sprint(size)})
		at := plotter.XY{X: float64(size), Y: c.ms[i]}
		if size < c.from {
			before = append(before, at)
		} else {
			fitted = append(fitted, at)
		}
	}
	p.X.Tick.Marker = ticks
	grid := plotter.NewGrid()
	soft := color.NRGBA(demos.Light.Line)
	grid.Horizontal.Color, grid.Vertical.Color = soft, soft
	p.Add(grid)

	first, last := fitted[0].X, fitted[len(fitted)-1].X
	at := func(x float64) plotter.XY { return plotter.XY{X: x, Y: c.constant * math.Pow(x, c.slope)} }
	line, err := plotter.NewLine(plotter.XYs{at(first), at(last)})
	if err != nil {
		return nil, err
	}
	line.Color, line.Width = color.NRGBA(demos.Light.Group(1)), vg.Points(1.2)
	p.Add(line)
	for _, points := range []struct {
		xys   plotter.XYs
		shape vgdraw.GlyphDrawer
	}{{before, vgdraw.RingGlyph{}}, {fitted, vgdraw.CircleGlyph{}}} {
		if len(points.xys) == 0 {
			continue
		}
		scatter, err := plotter.NewScatter(points.xys)
		if err != nil {
			return nil, err
		}
		scatter.GlyphStyle = vgdraw.GlyphStyle{Color: color.NRGBA(demos.Light.Group(1)), Radius: vg.Points(2.5), Shape: points.shape}
		p.Add(scatter)
	}
	return p, nil
}
