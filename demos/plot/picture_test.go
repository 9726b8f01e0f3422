package plot_test

import (
	"bytes"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

var themes = map[string]*demos.Theme{"light": &demos.Light, "dark": &demos.Dark}

// widths are those of a part on a small phone, in a column, over a whole wide
// screen.
var widths = []float64{140, 320, 700, 1200}

// look draws a part at every width, light and dark: no text is below 11 px,
// nothing is painted outside the box, every picture holds more than its
// ground, and light and dark differ. It draws twice: a part that keeps things
// must paint the same again.
func look(t *testing.T, name string, height func(w float64) float64, draw func(c demos.Canvas, t *demos.Theme, box demos.Box)) {
	t.Helper()
	for _, w := range widths {
		h := height(w)
		var painted [][]byte
		for tone, theme := range themes {
			box := demos.Box{X: 8, Y: 8, W: w, H: h}
			r := &demos.Recorder{Width: w + 16, Height: h + 16}
			var calls [2]int
			for k := range calls {
				r.Clear(theme.Back)
				draw(r, theme, box)
				calls[k] = r.Calls
			}
			if calls[0] != calls[1] {
				t.Errorf("%s %s at %g: %d draw calls, then %d", name, tone, w, calls[0], calls[1])
			}
			inside(t, name, r, box)

			c := demotest.Canvas(demotest.Size{W: w + 16, H: h + 16})
			c.Clear(theme.Back)
			blank := bytes.Clone(c.Pixels().Pix)
			draw(c, theme, box)
			if bytes.Equal(blank, c.Pixels().Pix) {
				t.Errorf("%s %s at %g is blank", name, tone, w)
			}
			painted = append(painted, bytes.Clone(c.Pixels().Pix))
			demotest.Save(t, name+"-"+plain(w)+"-"+tone, c)
		}
		if bytes.Equal(painted[0], painted[1]) {
			t.Errorf("%s at %g: light and dark are the same picture", name, w)
		}
	}
}

// part is one that is placed in a box, then drawn.
type part interface {
	Place(c demos.Canvas, box demos.Box)
	Draw(c demos.Canvas, t *demos.Theme)
}

// placed draws a part.
func placed(p part) func(c demos.Canvas, t *demos.Theme, box demos.Box) {
	return func(c demos.Canvas, t *demos.Theme, box demos.Box) {
		p.Place(c, box)
		p.Draw(c, t)
	}
}

// frames measures a picture of w×h, and counts its draw calls.
func frames(b *testing.B, w, h float64, draw func(c demos.Canvas, t *demos.Theme, box demos.Box)) {
	c := &demos.Recorder{Width: w, Height: h}
	b.ReportAllocs()
	for b.Loop() {
		c.Clear(demos.Light.Back)
		draw(c, &demos.Light, demos.Box{W: w, H: h})
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}

func plain(w float64) string {
	return string([]byte{'0' + byte(w/1000), '0' + byte(int(w)/100%10), '0' + byte(int(w)/10%10), '0'})
}

// inside checks what a recorder holds against the box it was drawn in.
func inside(t *testing.T, name string, r *demos.Recorder, box demos.Box) {
	t.Helper()
	const slack = 1.5 // half of a line's width on an edge
	wide := box.Inset(-slack, -slack, -slack, -slack)
	holds := func(b demos.Box) bool {
		return b.X >= wide.X && b.Y >= wide.Y && b.X+b.W <= wide.X+wide.W && b.Y+b.H <= wide.Y+wide.H
	}
	within := func(b, clip demos.Box) demos.Box {
		x0, y0 := max(b.X, clip.X), max(b.Y, clip.Y)
		x1, y1 := min(b.X+b.W, clip.X+clip.W), min(b.Y+b.H, clip.Y+clip.H)
		return demos.Box{X: x0, Y: y0, W: max(0, x1-x0), H: max(0, y1-y0)}
	}
	seen := func(b demos.Box) bool { return b.W > 0 || b.H > 0 }
	for _, x := range r.Texts {
		if x.Style.Size != 0 && x.Style.Size < 11 {
			t.Errorf("%s at %g: %q is %g px high", name, box.W, x.Text, x.Style.Size)
		}
		if !holds(x.Box) {
			t.Errorf("%s at %g: text %q at %+v is outside", name, box.W, x.Text, x.Box)
		}
	}
	for i, a := range r.Texts {
		for _, b := range r.Texts[:i] {
			if a.Box.Inset(1, 1, 1, 1).Meets(b.Box.Inset(1, 1, 1, 1)) {
				t.Errorf("%s at %g: %q lies on %q", name, box.W, a.Text, b.Text)
			}
		}
	}
	for _, x := range r.Rects {
		if !holds(x.Box) {
			t.Errorf("%s at %g: rectangle %+v is outside", name, box.W, x.Box)
		}
	}
	for _, x := range r.Paths {
		if b := within(x.Box, x.Clip); seen(b) && !holds(b) {
			t.Errorf("%s at %g: path %+v is outside", name, box.W, x.Box)
		}
	}
	for _, x := range r.Images {
		if b := within(x.Box, x.Clip); seen(b) && !holds(b) {
			t.Errorf("%s at %g: image %+v is outside", name, box.W, x.Box)
		}
	}
}
