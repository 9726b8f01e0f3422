package changeofunits

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: the loss over a plane with the runs, one big number,
// and the scale of the new units.
type picture struct {
	stage  plot.Stage
	land   plot.Land
	of     ground
	count  plot.Counter
	ring   plot.Ring
	goal   plot.Ring // the handle of the scale
	drag   plot.Drag
	inside func()
	canvas demos.Canvas // during Draw
	line   demos.Path
	marks  demos.Path
	ticks  demos.Path
	names  []demos.Box // of the key, for tests and what lies below the pointer
	drawn  bool
}

// ground says of what a land has the level sets.
type ground struct {
	model, seed string
	view        plot.Window
}

// short is the width below which the picture is set smaller.
const short = 560

// scaleHeight is the height of the strip with the scale.
func scaleHeight(w float64) float64 {
	if w < short {
		return 92
	}
	return 116
}

// place lays out the picture.
func (s *Scene) place(c demos.Canvas) {
	w, h := c.Size()
	p, l, v := &s.picture, &s.picture.land, s.view
	p.stage = plot.Arrange(w, h, scaleHeight(w))
	if p.stage.Beside {
		p.stage.Strips[0].Y = h - p.stage.Strips[0].H
	}
	if p.drag.Held != holdStart || l.Area != p.stage.Hero { // under the hand the map stays
		l.Middle, l.Anchor = plot.XY{X: (v.Lo.X + v.Hi.X) / 2, Y: (v.Lo.Y + v.Hi.Y) / 2}, plot.XY{X: 0.5, Y: 0.5}
		l.Span = plot.XY{X: v.Hi.X - v.Lo.X, Y: v.Hi.Y - v.Lo.Y}
		l.Place(c, p.stage.Hero)
	}
	l.Fade, l.Across, l.Up = plot.Sides{Left: 0.12}, s.bench.model.across, s.bench.model.up
	s.level()
}

// The ground is known on a window so many times as wide as what is shown at least is high,
// and so many times as high as it is wide: no canvas is wider or higher.
const widest, highest = 3.2, 1.4

// level gives the land its level sets, unless it has them.
func (s *Scene) level() {
	b, v := s.bench, s.view
	now := ground{s.Value("model"), s.Value("seed"), v}
	if now == s.picture.of {
		return
	}
	s.picture.of = now
	middle := plot.XY{X: (v.Lo.X + v.Hi.X) / 2, Y: (v.Lo.Y + v.Hi.Y) / 2}
	half := plot.XY{X: max(v.Hi.X-v.Lo.X, widest*(v.Hi.Y-v.Lo.Y)) / 2, Y: max(v.Hi.Y-v.Lo.Y, highest*(v.Hi.X-v.Lo.X)) / 2}
	theta := slices.Clone(b.start)
	var f plot.Field
	f.Sample(b.model.cells, b.model.cells, plot.Window{Lo: plot.XY{X: middle.X - half.X, Y: middle.Y - half.Y}, Hi: plot.XY{X: middle.X + half.X, Y: middle.Y + half.Y}}, func(x, y float64) float64 {
		theta[b.across], theta[b.up] = x, y
		return b.task.Loss(theta)
	})
	s.picture.land.Rings(plot.Sublevels(&f, plot.LogLevels(nil, f.Values, 18)))
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	c.Clear(t.Back)
	s.place(c)
	p.canvas = c
	p.land.Draw(c, t)
	if p.inside == nil {
		p.inside = func() { s.runs(p.canvas) }
	}
	p.land.Inside(c, p.inside)
	s.counter(c)
	s.legend(c)
	s.scale(c)
	p.ring.Label = ""
	if s.step == 0 && p.drag.Held == 0 {
		p.ring.Label = "drag me"
	}
	p.ring.Draw(c, t, s.ringAt(), p.drag.Held == holdStart)
	p.canvas, p.drawn = nil, true
	if s.Pointer.Inside && p.drag.Held == 0 {
		_, words := s.under(s.Pointer.Point)
		plot.Tooltip(c, t, s.Pointer.Point, words)
	}
	s.Drawn()
}

// ringAt is where the start is drawn.
func (s *Scene) ringAt() demos.Point {
	l := &s.picture.land
	return l.Area.Nearest(l.At(s.startPoint()))
}

// ofPicture are the symbols of the text that have a part of the picture.
var ofPicture = []string{"theta", "apart", "rival", "L", "alpha", "eta"}

// ink fades a colour while the text points at another part of the picture.
func (s *Scene) ink(col demos.Color, of ...string) demos.Color {
	at := s.Lighted()
	if at == "" || at == s.Lit() || slices.Contains(of, at) || !slices.Contains(ofPicture, at) {
		return col
	}
	return col.Fade(0.25)
}

// runs paints the lines of the runs in the old units and the marks of those in the new
// ones, ours above.
func (s *Scene) runs(c demos.Canvas) {
	p, t, l := &s.picture, s.Theme, &s.picture.land
	far := 8 * l.Area.W
	wide := l.Area.Inset(-far, -far, -far, -far)
	taken := s.Glide.At(atStep)
	for k := both - 1; k >= 0; k-- {
		seen, own, other := 1.0, "theta", "apart"
		if k == theirs {
			seen, own, other = s.Glide.At(atRival), "rival", "rival"
		}
		if seen == 0 {
			continue
		}
		p.line = p.line[:0]
		places := s.pairs[k].here.places
		for i := range min(int(math.Ceil(taken)), len(places)-1) {
			part := min(taken-float64(i), 1)
			from, to := l.At(s.bench.xy(places[i])), l.At(s.bench.xy(places[i+1]))
			to = demos.Point{X: from.X + part*(to.X-from.X), Y: from.Y + part*(to.Y-from.Y)}
			if a, b, ok := plot.Cut(from, to, wide); ok {
				p.line = plot.Segment(p.line, a.X, a.Y, b.X, b.Y)
			}
		}
		if len(p.line) > 0 {
			c.StrokePath(p.line, 2.5, s.ink(s.colour(k).Fade(seen), own))
		}
		if s.Glide.At(atThread) == 0 {
			continue
		}
		p.marks, p.line = p.marks[:0], p.line[:0]
		last := s.ringAt()
		for i := range min(int(taken+1e-9), len(s.pairs[k].there.places)-1) + 1 {
			at := l.At(s.mark(k, float64(i)*s.Glide.At(atThread)))
			if l.Area.Holds(at) {
				p.marks = mark(p.marks, k, at)
			}
			if a, b, ok := plot.Cut(last, at, wide); ok {
				p.line = plot.Segment(p.line, a.X, a.Y, b.X, b.Y)
			}
			last = at
		}
		if len(p.line) > 0 {
			c.StrokePath(p.line, 1, s.ink(s.colour(k).Fade(0.5*seen), other))
		}
		if len(p.marks) > 0 {
			c.FillPath(p.marks, t.Back.Fade(seen))
			c.StrokePath(p.marks, 2, s.ink(s.colour(k).Fade(seen), other))
		}
	}
}

// xy is a place in the plane of the picture.
func (b *bench) xy(theta []float64) plot.XY { return plot.XY{X: theta[b.across], Y: theta[b.up]} }

// mark appends the mark of a method: a ring of ours, a square of the rival.
func mark(path demos.Path, k int, at demos.Point) demos.Path {
	const radius = 5.5
	if k == ours {
		return plot.Disc(path, at, radius)
	}
	return plot.Rectangle(path, demos.Box{X: at.X - 5, Y: at.Y - 5, W: 10, H: 10})
}

// outside counts the marks that lie beside the picture.
func (s *Scene) outside() (n int) {
	l := &s.picture.land
	if s.show == "line" {
		return 0
	}
	for k, p := range s.pairs {
		if k == theirs && s.show != "both" {
			continue
		}
		for _, theta := range p.there.places[:min(s.step+1, len(p.there.places))] {
			if !l.Area.Holds(l.At(s.bench.xy(theta))) {
				n++
			}
		}
	}
	return n
}

// counter sets the big number, and below what else has to be said.
func (s *Scene) counter(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	k, box := &p.count, p.stage.Hero
	if p.stage.Beside {
		w, h := c.Size()
		box = demos.Box{X: box.W, W: w - box.W, H: h}
	}
	own := s.pairs[ours].apart(s.step)
	switch s.show {
	case "line":
		n := int(math.Round(s.Glide.At(atStep)))
		*k = plot.Counter{Number: strconv.Itoa(n), Unit: "steps"}
		if n == 1 {
			k.Unit = "step"
		}
	case "rings":
		*k = plot.Counter{Number: power(own), Unit: "of θ apart"}
	case "both":
		*k = plot.Counter{Number: power(s.pairs[theirs].apart(s.step)), Unit: "of θ apart", Below: "grouped: " + power(own), Color: s.colour(theirs)}
	}
	k.Draw(c, t, box)
	w, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: t.Text, Align: demos.End}
	pad, hero := plot.Margin(w), p.stage.Hero
	var said []string
	if n := s.outside(); n > 0 && !s.Glide.Moving() {
		said = append(said, plot.Count(n, "mark lies", "marks lie")+" outside")
	}
	if s.message != "" {
		said = append(said, plot.Wrap(c, s.message, 0.55*hero.W, 3, st)...)
	}
	y := hero.Y + hero.H - 12 - 1.25*st.Size*float64(len(said)-1)
	for _, line := range said {
		plot.Label(c, line, hero.X+hero.W-pad, y, st)
		y += 1.25 * st.Size
	}
}

// power writes a distance: three digits, or the power of ten of a small one.
func power(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "∞"
	case v == 0:
		return "0"
	case v >= 0.001 && v < 1e4:
		return plot.Three(v)
	}
	return "10" + superscript.Replace(strconv.Itoa(int(math.Round(math.Log10(v)))))
}

var superscript = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// legend names the lines and the marks.
func (s *Scene) legend(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	w, _ := c.Size()
	size, pad := plot.TypeOf(w), plot.Margin(w)
	st := demos.TextStyle{Size: size.Label, Color: t.Text}
	y := p.stage.Hero.Y + 0.4*pad + 0.8*size.Label
	if w < short && !p.stage.Beside {
		y += 1.15 * size.Big
	}
	p.names = p.names[:0]
	for k := range both {
		if k == theirs && s.show != "both" {
			continue
		}
		x := p.stage.Hero.X + pad
		col := s.colour(k)
		p.line = plot.Segment(p.line[:0], x, y-0.35*size.Label, x+22, y-0.35*size.Label)
		c.StrokePath(p.line, 2.5, col)
		name := s.name(k)
		c.Text(name, x+30, y, st)
		end := x + 30 + c.TextWidth(name, st)
		if s.show != "line" {
			p.marks = mark(p.marks[:0], k, demos.Point{X: end + 18, Y: y - 0.35*size.Label})
			c.FillPath(p.marks, t.Back)
			c.StrokePath(p.marks, 2, col)
			words := plot.FirstThatFits(c, p.stage.Hero.X+p.stage.Hero.W-end-32, st, "other units", "")
			c.Text(words, end+30, y, st)
			end += 30 + c.TextWidth(words, st)
		}
		p.names = append(p.names, demos.Box{X: x, Y: y - size.Label, W: end - x, H: 1.4 * size.Label})
		y += 1.4 * size.Label
	}
}

// The scale's ends, as logarithms.
const scaleLo, scaleHi = -2, 2

// axis is the line of the scale.
func (s *Scene) axis() demos.Box {
	b := s.picture.stage.Strips[0]
	return demos.Box{X: b.X + 12, Y: b.Y + 0.52*b.H, W: b.W - 24}
}

// scaleAt is where a logarithm of α is on it.
func (s *Scene) scaleAt(log float64) demos.Point {
	a := s.axis()
	return demos.Point{X: a.X + a.W*(log-scaleLo)/(scaleHi-scaleLo), Y: a.Y}
}

// scale paints the strip: how many old units one of the new ones is.
func (s *Scene) scale(c demos.Canvas) {
	p, t, b, a := &s.picture, s.Theme, s.picture.stage.Strips[0], s.axis()
	w, _ := c.Size()
	size := plot.TypeOf(w)
	st := demos.TextStyle{Size: size.Label, Color: s.ink(t.Soft, "alpha", "eta")}
	y := b.Y + 0.14*b.H + 0.5*size.Label
	alpha := s.Value("alpha")
	left := plot.FirstThatFits(c, 0.6*b.W, st, "one number in the new units is α = "+plot.Three(s.State().Number("alpha"))+" old ones", "α = "+plot.Three(s.State().Number("alpha"))+" old units", "α = "+alpha)
	c.Text(left, b.X, y, st)
	st.Align = demos.End
	st.Color = s.ink(t.Text, "eta", "alpha")
	if words := s.factor(); words != "" {
		c.Text(plot.FirstThatFits(c, b.W-c.TextWidth(left, st)-16, st, "its step size: "+words, words, ""), b.X+b.W, y, st)
	}
	p.ticks = plot.Segment(p.ticks[:0], a.X, a.Y, a.X+a.W, a.Y)
	st.Align, st.Color = demos.Middle, s.ink(t.Soft, "alpha", "eta")
	for log := scaleLo; log <= scaleHi; log++ {
		q := s.scaleAt(float64(log))
		p.ticks = plot.Segment(p.ticks, q.X, q.Y-7, q.X, q.Y+7)
		c.Text(strconv.FormatFloat(math.Pow10(log), 'g', -1, 64), q.X, q.Y+18+size.Label, st)
	}
	c.StrokePath(p.ticks, 1.5, s.ink(t.Text, "alpha", "eta"))
	st.Align = demos.Middle
	c.Text(plot.FirstThatFits(c, a.W/4-40, st, "each mark ×10", "×10"), s.scaleAt(1.5).X, a.Y+18+size.Label, st)
	p.goal.Draw(c, t, s.scaleAt(max(scaleLo, min(s.Glide.At(atAlpha), scaleHi))), p.drag.Held == holdScale)
}

// factor says by what grouped Newton's step sizes have changed, of the first group that
// was given other units.
func (s *Scene) factor() string {
	here, there := s.eta()
	for g := range here {
		if f := there[g] / here[g]; here[g] != 0 && math.Abs(f-1) > 1e-9 {
			return fmt.Sprintf("η × %s", plot.Three(f))
		}
	}
	return ""
}
