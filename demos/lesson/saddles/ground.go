package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
)

// ground is what the level sets of the land are of: the loss, the model, or something
// between them while one becomes the other.
type ground struct {
	has    grounded
	loss   [2]plot.Field // in the picture, and in the window that the heights are of
	field  plot.Field    // what is drawn
	levels []float64
}

// grounded is what the level sets depend on.
type grounded struct {
	of    *landscape.Landscape
	land  plot.Window
	area  demos.Box
	cell  float64
	model float64
	start plot.XY // of a model
}

// The size of a cell of the ground in px, at rest and while it moves.
const fine, coarse = 8, 20

// rings is how many level sets there are.
const rings = 15

// level gives the land its level sets, unless it has them.
func (g *ground) level(s *Scene) {
	p, w := &s.picture, &s.view
	l := &p.land
	now := grounded{of: w.ground, land: plot.Window{Lo: plot.XY{X: l.X.Lo, Y: l.Y.Lo}, Hi: plot.XY{X: l.X.Hi, Y: l.Y.Hi}}, area: l.Area, cell: fine}
	if w.faced() {
		now.model = s.Glide.At(atModel)
	}
	if now.model > 0 {
		if now.start = w.start; now.model < 1 || p.hand.Held > 0 {
			now.cell = coarse
		}
	}
	if now == g.has {
		return
	}
	if now.of != g.has.of || now.land != g.has.land || now.area != g.has.area || now.cell != g.has.cell {
		d := 2 * now.cell / l.Unit() // the edge of the ground is no level line
		around := plot.Window{Lo: plot.XY{X: now.land.Lo.X - d, Y: now.land.Lo.Y - d}, Hi: plot.XY{X: now.land.Hi.X + d, Y: now.land.Hi.Y + d}}
		g.loss[0].Sample(int(l.Area.W/now.cell)+4, int(l.Area.H/now.cell)+4, around, w.ground.Value)
		g.loss[1].Sample(30, 28, seen, w.ground.Value)
	}
	g.has = now
	g.between(s, &g.loss[1], now.model)
	g.levels = plot.RingLevels(g.levels[:0], g.field.Values, rings)
	g.between(s, &g.loss[0], now.model)
	l.Rings(plot.Sublevels(&g.field, g.levels))
}

// between fills the field with a part of the model and the rest of the loss.
func (g *ground) between(s *Scene, loss *plot.Field, model float64) {
	i := 0
	g.field.Sample(loss.W, loss.H, loss.Window, func(x, y float64) float64 {
		v := loss.Values[i]
		i++
		if model == 0 {
			return v
		}
		return v + model*(s.view.surface(x, y)-v)
	})
}
