package vanishingruler

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: the model and the loss along the way that falls, with
// the floor below which there is no loss; the rulers of the groups; and the chain of
// functions from x to the loss.
type picture struct {
	stage  plot.Stage
	axes   plot.Axes
	curves [curves]plot.Curve
	xs, ys []float64
	labels []plot.EndLabel
	count  plot.Counter
	ball   demos.Path
	marks  demos.Path
	chain  chainPanel
	rulers []demos.Box // of the groups
	drag   plot.Drag
	down   bool
	press  string // the twin of the chain that is pressed
	drawn  bool
}

// short is the width below which the picture is set smaller.
const short = 560

// strips are the heights of rulers and chain on a canvas of that width.
func strips(w float64) (rulers, chain float64) {
	if w < short {
		return 84, 92
	}
	return 104, 124
}

// The heights that are shown, in parts of the loss at the start.
const top, bottom = 1.25, -0.9

// place lays out the picture.
func (s *Scene) place(c demos.Canvas) {
	w, h := c.Size()
	p := &s.picture
	rulers, chain := strips(w)
	p.stage = plot.Arrange(w, h, rulers, chain)
	size, pad, hero := plot.TypeOf(w), plot.Margin(w), p.stage.Hero
	if p.stage.Beside { // the number stands above the strips
		last := p.stage.Strips[1]
		if last.H == 0 {
			last = p.stage.Strips[0]
		}
		for i := range p.stage.Strips {
			p.stage.Strips[i].Y += h - last.Y - last.H
		}
		if p.stage.Strips[0].Y < 2*size.Big { // for both there is no room
			p.stage.Strips[1].H, p.stage.Strips[0].Y = 0, h-rulers
		}
	}
	above := 1.2*size.Big + 2.6*size.Label
	switch {
	case p.stage.Beside:
		above = 2 * size.Label
	case w < short:
		above = 1.2*size.Big + 0.6*size.Label
	}
	right := 6.6 * size.Label
	p.axes.Area = demos.Box{X: hero.X + pad, Y: hero.Y + above, W: hero.W - pad - right - 8, H: hero.H - above}
	p.axes.X.Lo, p.axes.X.Hi, p.axes.Y.Lo, p.axes.Y.Hi = 0, 1, bottom, top
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	c.Clear(t.Back)
	s.place(c)
	s.drawFall(c)
	s.drawRulers(c)
	if b := p.stage.Strips[1]; b.H > 0 {
		p.chain.draw(c, s, b)
	} else {
		p.chain.boxes = [links]demos.Box{}
	}
	p.drawn = true
	if s.Pointer.Inside && p.drag.Held == 0 {
		_, words := s.under(s.Pointer.Point)
		plot.Tooltip(c, t, s.Pointer.Point, words)
	}
	s.Drawn()
}

// title names the way of the curves, the long form first.
func (w *view) title() []string {
	switch w.way {
	case falling:
		return []string{"along v, the way without a ruler: the model falls for ever", "along v: the model falls for ever", "along v"}
	case caught:
		return []string{"along v: the ruler ends the fall", "along v: caught", "along v"}
	}
	return []string{"along the step η*", "along η*"}
}

// drawFall paints the curves, the floor, the ball on the model and the number.
func (s *Scene) drawFall(c demos.Canvas) {
	p, t, w := &s.picture, s.Theme, &s.view
	canvas, h := c.Size()
	hero, area, size, pad := p.stage.Hero, p.axes.Area, plot.TypeOf(canvas), plot.Margin(canvas)
	floor := p.axes.Point(0, 0).Y
	c.FillRect(hero.X, floor, hero.W, hero.Y+hero.H-floor, s.shade(t.Cell, "loss"))
	c.FillRect(hero.X, floor-1, hero.W, 2, s.shade(t.Text, "loss"))
	st := demos.TextStyle{Size: size.Label, Color: t.Text}
	c.Text("the floor: no loss is below 0", area.X, floor+1.4*size.Label, st)
	p.xs = p.xs[:0]
	for i := range points {
		p.xs = append(p.xs, float64(i)/(points-1))
	}
	p.labels = p.labels[:0]
	shown := demos.Box{X: area.X, Y: hero.Y, W: area.W, H: hero.Y + hero.H - hero.Y}
	c.Clip(shown.X, shown.Y, shown.W, shown.H, func() {
		for k, curve := range [...]struct {
			name  string
			width float64
			col   demos.Color
		}{
			{"no ruler", 1.5, s.shade(t.Soft, "quadratic", "v")},
			{"model", 3.5, s.shade(t.Group(ruledPlace), "phi", "lambda", "v")},
			{"true loss", 3, s.shade(t.Text, "loss", "v")},
		} {
			p.ys = p.ys[:0]
			for i := range points {
				p.ys = append(p.ys, s.Glide.At(atCurve+k*points+i))
			}
			if k == withoutRuler && w.held == 0 {
				continue // it is the model
			}
			p.curves[k].Points(c, &p.axes, p.xs, p.ys, curve.width, curve.col)
			p.labels = append(p.labels, plot.EndLabel{Text: curve.name, Y: max(area.Y+size.Label, min(p.axes.Point(0, p.ys[points-1]).Y, hero.Y+hero.H-size.Label)), Color: curve.col})
		}
	})
	if plot.Spread(p.labels, 1.2*size.Label, area.Y+size.Label, hero.Y+hero.H-size.Label) {
		for _, l := range p.labels {
			c.Text(l.Text, area.X+area.W+16, l.Y+0.35*size.Label, demos.TextStyle{Size: size.Label, Color: l.Color})
		}
	}
	at := s.Glide.At(atBall)
	ball, dot := p.axes.Point(at, s.loss(withRuler, at)), p.axes.Point(at, s.loss(trueLoss, at))
	ball.Y = max(area.Y+9, min(ball.Y, hero.Y+hero.H-9))
	if dot.Y > hero.Y && dot.Y < hero.Y+hero.H {
		p.ball = plot.Segment(p.ball[:0], ball.X, ball.Y, dot.X, dot.Y)
		c.StrokePath(p.ball, 1, t.Soft)
		c.FillPath(plot.Disc(nil, dot, 4), t.Text)
	}
	p.ball = plot.Disc(p.ball[:0], ball, 22)
	if p.drag.Held == 0 {
		c.FillPath(p.ball, t.Text.Fade(0.1))
	}
	p.ball = plot.Disc(p.ball[:0], ball, 9)
	c.FillPath(p.ball, t.Group(ruledPlace))

	corner := hero
	if p.stage.Beside {
		corner = demos.Box{X: hero.W, W: canvas - hero.W, H: h}
	}
	model, truth := w.value*s.loss(withRuler, at), w.value*s.loss(trueLoss, at)
	p.count = plot.Counter{Number: plot.Three(model), Unit: "loss, says the model", Below: "true loss " + plot.Three(truth)}
	if canvas < short {
		p.count.Unit = "says the model"
	}
	p.count.Draw(c, t, corner)
	st.Color = t.Soft
	room, y := hero.W-2*pad-330, hero.Y+0.4*pad+0.8*size.Label
	switch {
	case p.stage.Beside:
		room = hero.W - 2*pad
	case canvas < short:
		room, y = 0.36*hero.W, hero.Y+1.2*size.Big
	}
	c.Text(plot.FirstThatFits(c, room, st, w.title()...), hero.X+pad, y, st)
}

// marksOfLongest is how many marks the longest ruler has.
const marksOfLongest = 24

// drawRulers paints the ruler of each group: its marks are as many, in parts of those of
// the longest, as its D is large.
func (s *Scene) drawRulers(c demos.Canvas) {
	p, t, w, b := &s.picture, s.Theme, &s.view, s.picture.stage.Strips[0]
	canvas, _ := c.Size()
	size := plot.TypeOf(canvas)
	st := demos.TextStyle{Size: size.Label, Color: s.shade(t.Soft, "D")}
	c.Text(plot.FirstThatFits(c, b.W, st, "D, the ruler of each group: the cube root of its third derivative", "D, the ruler of each group"), b.X, b.Y+1.1*size.Label, st)
	n := float64(len(w.d))
	const gap = 12
	wide := (b.W - gap*(n-1)) / n
	p.rulers = p.rulers[:0]
	high := min(30, b.H-3.4*size.Label)
	for g, d := range w.d {
		box := demos.Box{X: b.X + float64(g)*(wide+gap), Y: b.Y + 1.7*size.Label, W: wide, H: high}
		p.rulers = append(p.rulers, demos.Box{X: box.X, Y: b.Y, W: wide, H: b.H})
		lights := []string{"D"}
		for _, k := range w.holds[g] {
			lights = append(lights, [...]string{w1: "W1", b1: "W1", w2: "W2", b2: "W2"}[k])
		}
		col := s.shade(t.Group(w.places[g]), lights...)
		c.FillRect(box.X, box.Y, box.W, box.H, col.Fade(0.16))
		p.marks = append(p.marks[:0], plot.Rectangle(nil, box)...)
		part := s.Glide.At(atRuler + w.holds[g][0])
		count := int(math.Ceil(marksOfLongest*part - 1e-9))
		for i := 1; i <= count; i++ {
			x := box.X + box.W*float64(i)/(float64(count)+1)
			p.marks = plot.Segment(p.marks, x, box.Y, x, box.Y+box.H*[...]float64{0.65, 0.4}[min(i%4, 1)])
		}
		c.StrokePath(p.marks, 1.5, col)
		words := "D = " + plot.Three(d)
		switch {
		case w.dead(g):
			words = "dead"
		case d == 0:
			words = "D = 0"
		}
		st.Color = t.Text
		y := box.Y + box.H + 1.25*size.Label
		c.Text(plot.FirstThatFits(c, wide+gap-4, st, w.names[g]+": "+words, words, plot.Three(d)), box.X, y, st)
	}
}
