package runs

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// states are scenes at the moments of a run that look different.
func states() map[string]*Scene {
	all := map[string]*Scene{}
	made := func(name string, events ...*link.Event) {
		s := New()
		for _, e := range events {
			s.Take(e)
		}
		all[name] = s
	}
	made("empty")
	three, deep := sampleOpened(3), sampleOpened(20)
	made("opened", three)
	made("first step", three, sampleFrames(three, 1, 1))
	made("running", three, sampleFrames(three, 1, 153))
	made("long", three, sampleFrames(three, 1, 2500))
	made("deep", deep, sampleFrames(deep, 1, 40))
	one := sampleOpened(1)
	one.Groups, one.Roles = []string{"all"}, []string{"mixed"}
	made("trivial", one, sampleFrames(one, 1, 40))
	custom := sampleOpened(2)
	custom.Groups = []string{"layers.0.weight+layers.1.weight+layers.2.weight", "a name that nobody has heard of", "b1", "layers.1.bias"}
	made("custom", custom, sampleFrames(custom, 1, 40))
	made("stopped", three, sampleFrames(three, 1, 33), &link.Event{Is: "stopped", Message: "train: diverged in step 34: the loss is not a number and nothing that was tried helped it back"})
	kept := sampleFrames(three, 1, 20)
	kept.Frames[19].Status, kept.Frames[19].Reason = "unbounded",
		"D = 0 in layers.2.weight, layers.2.bias, so the cubic term does not hold them back, and H̄ is not positive definite there: the model falls for ever; the step sizes stay as they were"
	made("kept", three, kept)
	lost := sampleFrames(three, 1, 1)
	lost.Frames[0].D = make([]frame.Number, 6)
	lost.Frames[0].Status, lost.Frames[0].Reason = kept.Frames[19].Status, kept.Frames[19].Reason
	made("no step", three, lost)
	sgd := sampleFrames(three, 21, 40)
	for i := range sgd.Frames {
		f := &sgd.Frames[i]
		f.Hbar, f.Gbar, f.D, f.Newton, f.Eta, f.Status = nil, nil, nil, nil, nil, ""
	}
	made("another method", three, sampleFrames(three, 1, 20), sgd)
	return all
}

// Every text is at least 11 px, lies within the canvas, and touches no other;
// in Go's font and in one that runs wider.
func TestTextIsLegible(t *testing.T) {
	for name, s := range states() {
		demotest.Legible(t, name, s, sizes...)
	}
}

// Wherever the visitor points, the explanation stays on the canvas and has no
// line upon another.
func TestTooltipsStayInside(t *testing.T) {
	for name, s := range states() {
		for _, size := range []demotest.Size{{W: 800, H: 560}, demotest.Phone, demotest.Small} {
			demotest.Record(s, size)
			explained := 0
			for p := range demotest.Points(size, 11, 17) {
				if !s.Update(p, &demos.Light) {
					continue
				}
				c := demotest.Recorder(size)
				s.Draw(c)
				if at := s.panels.At; at.Panel == nil || len(at.Panel.Tip(s, at)) == 0 {
					continue
				}
				explained++
				c.Texts = tooltip(c)
				at := fmt.Sprintf("%s, %v, pointing at (%.0f, %.0f)", name, size, p.X, p.Y)
				demotest.Inside(t, at, c)
				demotest.Apart(t, at, c)
			}
			if name != "empty" && name != "opened" && explained < 40 {
				t.Errorf("%s, %v: only %d of some 187 places explain themselves", name, size, explained)
			}
		}
	}
}

// tooltip returns the texts of the tooltip: the last ones, from its title on.
func tooltip(c *demos.Recorder) []demos.RecordedText {
	first := len(c.Texts) - 1
	for !c.Texts[first].Style.Bold {
		first--
	}
	return c.Texts[first:]
}

// The panels of every layout lie within the canvas and apart from each other.
func TestPanelsLieApart(t *testing.T) {
	for _, size := range sizes {
		for _, tiles := range []bool{false, true} {
			l := arrange(size.W, size.H, 4, tiles)
			boxes := []demos.Box{l.legend, l.loss, l.accuracy, l.digits}
			if !tiles {
				l.method()
				boxes = append(boxes, l.header, l.hbar, l.inverse, l.steps, l.rates, l.path)
			}
			boxes = slices.DeleteFunc(boxes, func(b demos.Box) bool { return b == demos.Box{} })
			for i, a := range boxes {
				if a.X < 0 || a.Y < 0 || a.X+a.W > size.W+1e-9 || a.Y+a.H > size.H+1e-9 || a.W < 100 || a.H < 20 {
					t.Errorf("%v: panel %d is %+v", size, i, a)
				}
				for j, b := range boxes[:i] {
					if a.Inset(1e-9, 1e-9, 1e-9, 1e-9).Meets(b) {
						t.Errorf("%v: panel %d at %.1f meets panel %d at %.1f", size, i, a, j, b)
					}
				}
			}
		}
	}
}
