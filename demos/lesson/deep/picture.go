package deep

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: a cloth woven of all pairs of groups, one big number,
// and below how strongly pairs interact by the distance of their layers.
type picture struct {
	stage  plot.Stage
	cloth  demos.Box // its cells
	weave  demos.Bitmap
	count  plot.Counter
	curves [2]plot.Curve
	chart  plot.Axes
	x, y   []float64
	marks  demos.Path
	ring   plot.Ring
	drag   plot.Drag
	threads,
	tick demos.Path
	to    []float64 // where the picture glides to
	drawn bool
}

// short is the width below which the number stands above the cloth.
const short = 560

// chartHeight is the height of the strip.
func chartHeight(w, h float64) float64 {
	if w < short {
		return 0.32 * h
	}
	return min(max(0.24*h, 140), 180)
}

// place lays out the picture.
func (s *Scene) place(c demos.Canvas) {
	w, h := c.Size()
	p := &s.picture
	p.stage = plot.Arrange(w, h, chartHeight(w, h))
	hero, size, pad := p.stage.Hero, plot.TypeOf(w), plot.Margin(w)
	top, right := hero.Y+0.5*pad+1.4*size.Label, max(0.34*hero.W, 4.4*size.Big)
	switch {
	case p.stage.Beside:
		right = pad
		strip := &p.stage.Strips[0]
		strip.H = min(strip.H, h-2*size.Big)
		strip.Y = h - strip.H
	case w < short:
		top, right = hero.Y+1.25*size.Big+1.7*size.Label, pad
	}
	left := pad + 1.5*size.Label
	side := math.Floor(min(hero.W-left-right, hero.Y+hero.H-6-top))
	x := hero.X + left
	if w < short {
		x = hero.X + max(left, (hero.W-side)/2)
	}
	p.cloth = demos.Box{X: math.Floor(x), Y: math.Floor(top), W: side, H: side}
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t, now := &s.picture, s.Theme, &s.now
	c.Clear(t.Back)
	s.place(c)
	s.drawCloth(c)
	s.drawChart(c)
	corner := p.stage.Hero
	if p.stage.Beside { // the number stands above the chart
		w, h := c.Size()
		corner = demos.Box{X: corner.W, W: w - corner.W, H: h}
	}
	p.count = plot.Counter{Number: plot.Percent(s.Glide.At(atShare)), Unit: now.where(), Below: "if all were alike " + plot.Percent(now.begin.forth.even(now.least()))}
	if math.IsNaN(s.Glide.At(atShare)) {
		p.count.Number = "–"
	}
	w, _ := c.Size()
	if st := (demos.TextStyle{Size: plot.TypeOf(w).Label}); w < short || c.TextWidth(p.count.Unit, st) > corner.W-2*plot.Margin(w) {
		p.count.Unit, p.count.Below = now.briefly(), "alike "+plot.Percent(now.begin.forth.even(now.least()))
	}
	p.count.Draw(c, t, corner)
	s.drawKey(c)
	p.drawn = true
	if s.Pointer.Inside && p.drag.Held == 0 {
		_, words := s.under(s.Pointer.Point)
		plot.Tooltip(c, t, s.Pointer.Point, words)
	}
	s.Drawn()
}

// where says which pairs the share is of, briefly in two words.
func (now *shown) where() string {
	if now.side == back {
		return "of the inverse is beyond neighbours"
	}
	return "of all interaction is half the network apart"
}

func (now *shown) briefly() string {
	if now.side == back {
		return "beyond neighbours"
	}
	return "half apart"
}

// drawKey paints the scale of the colours beside the cloth, where there is room.
func (s *Scene) drawKey(c demos.Canvas) {
	w, _ := c.Size()
	p, pad := &s.picture, plot.Margin(w)
	box := demos.Box{X: p.cloth.X + p.cloth.W + 2*pad, Y: p.cloth.Y + p.cloth.H - 34, W: 220, H: 10}
	if box.W = min(box.W, p.stage.Hero.X+p.stage.Hero.W-pad-box.X); w >= short && box.W >= 120 && p.cloth.H >= 260 {
		plot.ScaleKey(c, s.Theme, box, "1", "each group by itself is ±1", "itself ±1")
	}
}

// colour is that of the cell in row i and column j of the cloth.
func (s *Scene) colour(i, j int) demos.Color {
	now := &s.now
	n := len(now.groups)
	col := plot.Diverging(s.Theme).At(s.Glide.At(atCurve + now.stages + i*n + j))
	if d := now.distance; d > 0 && now.apart(now.order[i], now.order[j]) != d {
		return demos.Mix(col, s.Theme.Back, 0.86)
	}
	return col
}

// drawCloth paints the matrix, its threads, and what its rows and columns are.
func (s *Scene) drawCloth(c demos.Canvas) {
	p, t, now, b := &s.picture, s.Theme, &s.now, s.picture.cloth
	w, _ := c.Size()
	n := len(now.groups)
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: t.Soft}
	if now.cloth == nil {
		y := b.Middle().Y - st.Size
		for _, line := range plot.Wrap(c, now.message, b.W-8, 6, st) {
			plot.Label(c, line, b.X+4, y, st)
			y += 1.3 * st.Size
		}
		return
	}
	p.weave.Paint(n, n, func(x, y int) demos.Color { return s.colour(y, x) })
	c.Image(&p.weave, b.X, b.Y, b.W, b.H, false)
	cell := b.W / float64(n)
	p.threads = p.threads[:0]
	for k := 1; k < n; k++ {
		at := float64(k) * cell
		p.threads = plot.Segment(p.threads, b.X+at, b.Y, b.X+at, b.Y+b.H)
		p.threads = plot.Segment(p.threads, b.X, b.Y+at, b.X+b.W, b.Y+at)
	}
	c.StrokePath(p.threads, max(0.5, 0.06*cell), t.Back)
	names := []string{"first layer", "last"}
	if now.split > 0 {
		at := cell * float64(now.split)
		c.FillRect(b.X+at-2, b.Y, 4, b.H, t.Back)
		c.FillRect(b.X, b.Y+at-2, b.W, 4, t.Back)
		st.Align = demos.Middle
		y := b.Y - 0.4*st.Size
		c.Text("weights", b.X+at/2, y, st)
		c.Text("biases", b.X+(b.W+at)/2, y, st)
	} else {
		y := b.Y - 0.4*st.Size
		c.Text(names[0], b.X, y, st)
		st.Align = demos.End
		c.Text(names[1], b.X+b.W, y, st)
	}
	if i, j, ok := s.cell(s.Pointer.Point); ok && s.Pointer.Inside && p.drag.Held == 0 {
		p.tick = append(p.tick[:0], plot.Rectangle(nil, demos.Box{X: b.X + cell*float64(j), Y: b.Y + cell*float64(i), W: cell, H: cell})...)
		c.StrokePath(p.tick, 2, t.Text)
	}
	if veil := s.ink(t.Back, "Hbar", "Hinv", "K", "depth"); veil != t.Back {
		c.FillRect(b.X-0.5, b.Y-0.5, b.W+1, b.H+1, t.Back.Fade(0.6))
	}
}

// cell returns the row and the column of the cloth below a point.
func (s *Scene) cell(at demos.Point) (i, j int, ok bool) {
	b, n := s.picture.cloth, float64(len(s.now.groups))
	if !b.Holds(at) || s.now.cloth == nil {
		return 0, 0, false
	}
	return min(int((at.Y-b.Y)/b.H*n), int(n)-1), min(int((at.X-b.X)/b.W*n), int(n)-1), true
}

// ofPicture are the symbols of the text that have a part of the picture.
var ofPicture = []string{"Hbar", "Hinv", "K", "d", "far", "far0", "alike", "out", "outH", "even", "depth"}

// ink fades a colour while the text points at another part of the picture.
func (s *Scene) ink(col demos.Color, of ...string) demos.Color {
	at := s.Lighted()
	if at == "" || at == s.Lit() || slices.Contains(of, at) || !slices.Contains(ofPicture, at) {
		return col
	}
	return col.Fade(0.25)
}

// drawChart paints the strip: the mean interaction by the distance of the layers, as it
// was at the start and as it is, with 1 where all pairs are alike.
func (s *Scene) drawChart(c demos.Canvas) {
	p, t, now := &s.picture, s.Theme, &s.now
	w, _ := c.Size()
	box, size := p.stage.Strips[0], plot.TypeOf(w)
	st := demos.TextStyle{Size: size.Label, Color: s.ink(t.Soft, "d", "K")}
	caption := box.Y + 1.1*size.Label
	right := 0.0
	if now.step > 0 {
		const words = "grey: at the start"
		st.Align = demos.End
		c.Text(words, box.X+box.W, caption, st)
		right, st.Align = c.TextWidth(words, st)+2*st.Size, demos.Start
	}
	c.Text(plot.FirstThatFits(c, box.W-right, st, "how strongly two groups interact, by how many layers they are apart", "interaction by layers apart", "by layers apart"), box.X, caption, st)
	a := &p.chart
	foot := 1.6*size.Label + 8
	a.Area = demos.Box{X: box.X + 12, Y: caption + 10, W: box.W - 24, H: box.Y + box.H - caption - 10 - foot}
	a.X.Lo, a.X.Hi = 0, float64(now.stages-1)
	p.x, p.y = p.x[:0], p.y[:0]
	hi := 1.0
	for d := range now.stages {
		p.x = append(p.x, float64(d))
		v := math.NaN()
		if r := now.begin.reach(now.side); r != nil {
			v = r.relative(d)
		}
		p.y = append(p.y, v)
		for _, v := range [...]float64{v, s.Glide.At(atCurve + d)} {
			if plot.Finite(v) {
				hi = max(hi, v)
			}
		}
	}
	a.Y.Lo, a.Y.Hi = 0, 1.06*hi
	one := a.Point(0, 1).Y
	p.tick = p.tick[:0]
	for x := a.Area.X; x < a.Area.X+a.Area.W; x += 9 {
		p.tick = plot.Segment(p.tick, x, one, min(x+5, a.Area.X+a.Area.W), one)
	}
	c.StrokePath(p.tick, 1, t.Soft)
	p.tick = plot.Segment(p.tick[:0], a.Area.X, a.Area.Y+a.Area.H, a.Area.X+a.Area.W, a.Area.Y+a.Area.H)
	c.StrokePath(p.tick, 1.5, t.Text)
	if now.step > 0 {
		p.curves[0].Points(c, a, p.x, p.y, 2, s.ink(t.Soft.Fade(0.6), "d", "far0"))
	}
	for d := range now.stages {
		p.y[d] = s.Glide.At(atCurve + d)
	}
	ink := s.ink(t.Text, "d", "far", "out", "K")
	p.curves[1].Points(c, a, p.x, p.y, 3, ink)
	p.marks = p.marks[:0]
	for d, v := range p.y {
		if plot.Finite(v) {
			p.marks = plot.Disc(p.marks, a.Point(float64(d), v), 3.5)
		}
	}
	if len(p.marks) > 0 {
		c.FillPath(p.marks, ink)
	}
	y := box.Y + box.H - 0.4*size.Label
	st.Color = t.Soft
	ends := [...]string{"itself", "first and last layer"}
	c.Text(ends[0], box.X, y, st)
	st.Align = demos.End
	c.Text(ends[1], box.X+box.W, y, st)
	words := "drag: which are lit"
	if now.distance > 0 {
		words = fmt.Sprintf("%d apart are lit", now.distance)
	}
	st.Align = demos.Start
	from := box.X + c.TextWidth(ends[0], st) + 1.5*st.Size
	if room := box.X + box.W - c.TextWidth(ends[1], st) - 1.5*st.Size - from; p.drag.Held == 0 && c.TextWidth(words, st) <= room {
		c.Text(words, from, y, st)
	}
	p.ring.Draw(c, t, s.ringAt(), p.drag.Held > 0)
}

// ringAt is where the distance that is lit is chosen.
func (s *Scene) ringAt() demos.Point {
	a := &s.picture.chart
	return demos.Point{X: a.Point(float64(s.now.distance), 0).X, Y: a.Area.Y + a.Area.H}
}
