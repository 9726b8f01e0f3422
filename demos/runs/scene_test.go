package runs

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// sizes are the canvases that visitors have.
var sizes = demotest.SizesOf([][2]float64{{1040, 650}, {1600, 1000}, {800, 560}, {700, 560}, {390, 640}, {360, 520}, {320, 480}, {390, 439}, {844, 332}, {740, 300}, {1100, 733}})

// each runs do on scenes at the moments of a race that look different.
func each(t *testing.T, do func(t *testing.T, name string, s *Scene)) {
	do(t, "empty", New())
	for _, scene := range []*Scene{NewLesson(), NewStory()} {
		eachOf(t, scene, do)
	}
}

func eachOf(t *testing.T, scene *Scene, do func(t *testing.T, name string, s *Scene)) {
	w := begin(t, scene)
	w.tell(racers)
	do(t, "opened", w.scene)
	w.tell(`{"do":"step","n":21}`, `{"do":"set","lane":1,"state":{"rate":1e60}}`, `{"do":"step","n":4}`)
	for i, what := range link.Panels {
		axis := link.Axes[i%3]
		w.tell(fmt.Sprintf(`{"do":"look","what":%q,"axis":%q,"lane":%d}`, what, axis, i%2))
		do(t, what+" over "+axis, w.scene)
	}
	w.tell(`{"do":"ask","n":7}`)
	do(t, "asked", w.scene)
	w.tell(`{"do":"look","what":"compare","with":"per-neuron"}`)
	do(t, "many groups", w.scene)
	for _, state := range []string{
		`{"data":"blobs?classes=5","layers":"6-5","method":"sgd","observe":false}`, `{"data":"teacher?inputs=2&n=200&test=50","layers":"6-1","loss":"squared-error","adaptive":true}`,
		`{"data":"teacher","layers":"6-1","loss":"squared-error","method":"adam"}`, `{"data":"moons","layers":"6-2","method":"newton","adaptive":true}`,
	} {
		w.tell(`{"do":"open","state":`+state+`}`, `{"do":"step","n":11}`)
		for _, what := range link.Panels {
			w.tell(fmt.Sprintf(`{"do":"look","what":%q}`, what))
			do(t, state+what, w.scene)
		}
	}
}

// Every text is at least 11 px, lies on the canvas and touches no other.
func TestPicturesAreLegible(t *testing.T) {
	each(t, func(t *testing.T, name string, s *Scene) {
		for _, size := range sizes {
			for _, theme := range []*demos.Theme{&demos.Light, &demos.Dark} {
				c := demotest.Recorder(size)
				s.Update(demos.Pointer{}, theme)
				s.Draw(c)
				at := fmt.Sprintf("%s, %v", name, size)
				demotest.Inside(t, at, c)
				demotest.Apart(t, at, c)
			}
		}
	})
}

// Wherever the visitor points, nothing breaks and explanations stay inside; over
// the plots there is always something to tell.
func TestPointing(t *testing.T) {
	each(t, func(t *testing.T, name string, s *Scene) {
		for _, size := range []demotest.Size{demotest.Desktop, demotest.Phone} {
			c := demotest.Record(s, size)
			plain, told := len(c.Texts), 0
			for p := range demotest.Points(size, 17, 19) {
				s.Update(p, &demos.Light)
				s.Lit()
				s.Draw(c)
				if len(c.Texts) > plain {
					told++
				}
				demotest.Inside(t, name, c)
			}
			if told == 0 && name != "empty" {
				t.Errorf("%s, %v: nothing is explained", name, size)
			}
		}
		for _, f := range s.Figures() {
			s.Light(f.Symbol)
			s.Draw(demotest.Recorder(demotest.Desktop))
		}
		s.Light("")
		if s.Alt() == "" {
			t.Errorf("%s: no words", name)
		}
		demotest.Tables(t, name, s.Tables())
	})
}

// Update is true when something changed, and false as long as nothing does.
func TestUpdateTellsChanges(t *testing.T) {
	w := begin(t, New())
	w.tell(racers, `{"do":"step","n":11}`)
	s := w.scene
	nobody := demos.Pointer{}
	demotest.Updates(t, s, "first picture", nobody, &demos.Light, true)
	demotest.Updates(t, s, "nothing", nobody, &demos.Light, false)
	demotest.Updates(t, s, "dark", nobody, &demos.Dark, true)
	w.tell(`{"do":"step"}`)
	demotest.Updates(t, s, "frames", nobody, &demos.Dark, true)
	w.tell(`{"do":"look","axis":"work"}`)
	demotest.Updates(t, s, "another axis", nobody, &demos.Dark, true)
	s.Light("loss")
	demotest.Updates(t, s, "a symbol", nobody, &demos.Dark, true)
	s.Light("")
	demotest.Updates(t, s, "no symbol", nobody, &demos.Dark, true)
	s.Take(&link.Event{Is: "ready"})
	demotest.Updates(t, s, "an event without news", nobody, &demos.Dark, false)
}

// What the legend says of the lanes tells them apart; what an undo takes back
// leaves the curves; a dropped lane is gone.
func TestLanesComeAndGo(t *testing.T) {
	w := begin(t, New())
	w.tell(racers, `{"do":"step","n":20}`)
	s := w.scene
	if got, want := strings.Join(s.names, "; "), "grouped Newton, canonical, fixed λ, rate 0.3; SGD; Adam; grouped Newton, per-layer, adaptive, rate 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w.tell(`{"do":"set","lane":1,"state":{"rate":0.2}}`, `{"do":"step","n":20}`)
	if n := len(s.lanes[1].loss[1].Spans); n != 5 { // 0, 10, …, 40
		t.Errorf("%d points", n)
	}
	w.tell(`{"do":"undo","lane":1}`)
	if l := s.lanes[1]; len(l.loss[1].Spans) != 3 || len(l.loss[0].Spans) != 3 || l.frame.Step != 20 || l.config.Rate != 0.05 {
		t.Errorf("after undo: %d points, step %d, rate %g", len(l.loss[1].Spans), l.frame.Step, l.config.Rate)
	}
	w.tell(`{"do":"drop","lane":1}`, `{"do":"step"}`)
	if len(s.lanes) != 3 || s.names[1] != "Adam" || s.lanes[1].frame.Step != s.lanes[0].frame.Step {
		t.Errorf("%q", s.names)
	}
	w.tell(`{"do":"reset"}`)
	for i, l := range s.lanes {
		if len(l.loss[0].Spans) != 1 || l.frame.Step != 0 {
			t.Errorf("lane %d: %d points after a reset", i, len(l.loss[0].Spans))
		}
	}
	w.tell(`{"do":"open"}`)
	if len(s.lanes) != 1 || s.names[0] != "grouped Newton" {
		t.Errorf("%q", s.names)
	}
}

// A saved race brings its curves back.
func TestRestoredCurves(t *testing.T) {
	w := begin(t, New())
	w.tell(racers, `{"do":"step","n":40}`)
	file := w.tell(`{"do":"save"}`)[0].Saved
	again := begin(t, New())
	text, err := json.Marshal(link.Command{Do: "restore", Data: file})
	if err != nil {
		t.Fatal(err)
	}
	again.tell(string(text))
	for i, l := range w.scene.lanes {
		got, want := again.scene.lanes[i].right[1].Spans, l.right[1].Spans[1:] // but for the start
		if len(got) != len(want) || got[0] != want[0] || got[3].Value != want[3].Value {
			t.Errorf("lane %d: %v, want %v", i, got, want)
		}
	}
}

// Foreign or broken events change nothing that hurts.
func TestForeignEvents(t *testing.T) {
	if err := New().Receive([]byte(`{"is":`)); err == nil || !strings.HasPrefix(err.Error(), "runs: event: ") {
		t.Errorf("half a message: %v", err)
	}
	s := NewLesson()
	for text, want := range map[string]string{
		`{"is":"looking","what":"data","axis":"sky"}`: "none of step, work, seconds", `{"is":"looking","what":"Data"}`: "none of method, ",
		`{"is":"Opened"}`: "none of ready, ", `{"is":" opened"}`: "none of ready, ", `{}`: "none of ready, ",
	} {
		if err := s.Receive([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{
		`{"is":"opened"}`, `{"is":"opened","lane":9,"state":{}}`, `{"is":"opened","lane":-1,"state":{}}`,
		`{"is":"frames","frames":[{"step":3,"lane":2}]}`, `{"is":"seen","what":"method"}`, `{"is":"undone","lane":1}`, `{"is":"looking","lane":3}`,
		`{"is":"opened","state":{},"lanes":2,"groups":["a","b"],"roles":["bias"],"data":{"shape":[2],"points":{"x":[1,2],"y":[1]}}}`,
		`{"is":"opened","lane":1,"state":{"method":"x"},"lanes":2,"data":{"shape":[2],"classes":2,"points":{"x":[1,2],"y":[1,null],"labels":[1]}}}`,
		`{"is":"frames","frames":[{"step":1,"groups":["a","b"],"hbar":[1,2],"work":null,"seconds":null,"accuracy":null},{"step":10,"lane":1,"testLoss":-1,"accuracy":7,"digits":[{"prob":[]}]}]}`,
		`{"is":"looking","what":"data","axis":"work"}`, `{"is":"seen","what":"data","seen":{"surface":{"columns":3,"rows":3,"classes":"AAAA"}}}`,
		`{"is":"looking","what":"origins"}`, `{"is":"seen","what":"origins","seen":{"views":[{"groups":["a"],"hbar":[1,2]}]}}`,
		`{"is":"looking","what":"compare"}`, `{"is":"seen","what":"compare","seen":{"views":[{"groups":["a"],"hbar":[1]},{"groups":["a"],"hbar":[null]}]}}`,
		`{"is":"looking","what":"spectrum"}`, `{"is":"seen","what":"spectrum","seen":{"spectrum":{"values":[1,2],"weights":[],"errors":[]}}}`,
		`{"is":"answer","answer":{"prob":[]},"digits":{"w":1,"h":1,"pixels":[""]}}`, `{"is":"looking","what":"data"}`,
		`{"is":"dropped","lane":0}`, `{"is":"dropped","lane":0}`, `{"is":"looking","what":"method"}`,
		`{"is":"opened","state":{},"groups":["a","b"],"digits":{"w":0,"h":5,"pixels":["AAAA"],"labels":[]}}`,
		`{"is":"frames","frames":[{"step":1,"groups":["a","b"],"roles":["bias"],"hbar":[1,null,null,1],"eta":[null,-1],"loss":null}]}`,
		`{"is":"frames","frames":[{"step":2,"groups":["a","b"],"hbar":[1,2],"gbar":[1],"eta":[1],"digits":[{"prob":[]}]}]}`,
	} {
		if err := s.Receive([]byte(text)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for _, p := range []demos.Point{{X: 100, Y: 300}, {X: 60, Y: 120}, {X: 500, Y: 400}} {
			s.Update(demos.Pointer{Inside: true, Point: p}, &demos.Light)
			s.Draw(demotest.Recorder(demotest.Desktop))
			s.Draw(demotest.Recorder(demotest.Phone))
		}
		s.Tables()
		s.Figures()
		s.Check(nil)
		if s.Alt() == "" {
			t.Errorf("%s: no words", text)
		}
	}
}

// The exercise is refused at first, with the default, and with a rival; it is
// solved by cheaper summaries, within the stated work.
func TestExercise(t *testing.T) {
	w := begin(t, NewLesson())
	refused := func(hint string) {
		t.Helper()
		if v := w.scene.Check(nil); v.Right || !strings.Contains(v.Words, hint) {
			t.Errorf("%+v, want a hint with %q", v, hint)
		}
	}
	w.tell(`{"do":"open","lanes":[{"method":"sgd","rate":0.05}]}`)
	refused("Nothing has run yet")
	w.tell(`{"do":"step","n":20}`)
	refused("Let it run")
	w.tell(`{"do":"step","n":60}`)
	refused("the budget is spent")
	w.tell(`{"do":"step","n":70}`)
	if f := w.scene.lanes[1].reached; f == nil || !(float64(f.Work) <= goalWork) {
		t.Errorf("SGD reaches the goal in %+v", f)
	}
	refused("went into summaries")
	w.tell(`{"do":"set","state":{"method":"adam"}}`)
	refused("No lane runs grouped Newton")
	w.tell(`{"do":"open"}`, `{"do":"set","state":{"summaryBatch":100,"period":20}}`, `{"do":"step","n":190}`)
	v := w.scene.Check(nil)
	if f := w.scene.lanes[0].reached; !v.Right || f == nil || !(float64(f.Work) < 180) {
		t.Errorf("%+v, at %+v", v, f)
	}
	if v := New().Check(nil); v.Right || v.Words == "" {
		t.Errorf("the lab: %+v", v)
	}
}

// Controls are settings, or fields of the commands they belong to, and explain
// themselves.
func TestControls(t *testing.T) {
	full, err := json.Marshal(link.Default().Filled())
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(full, &fields); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range Controls() {
		value, known := fields[c.Name]
		if !known || seen[c.Name] {
			t.Errorf("%s is no setting, or comes twice", c.Name)
		}
		seen[c.Name] = true
		if text, _ := json.Marshal(value); strings.Trim(string(text), `"`) != c.Default {
			t.Errorf("%s: default %s, the engine has %s", c.Name, c.Default, text)
		}
	}
	for _, c := range append(append(Controls(), LookControls()...), StopControls()...) {
		if c.Label == "" || c.Help == "" || c.Group == "" {
			t.Errorf("%+v does not explain itself", c)
		}
		if read, err := c.Read(c.Default); err != nil || read != c.Default {
			t.Errorf("%s does not read its default: %q, %v", c.Name, read, err)
		}
		for _, o := range c.Options {
			if _, err := c.Read(o.Value); err != nil {
				t.Errorf("%s: %q: %v", c.Name, o.Value, err)
			}
		}
	}
}

// mostCalls is what a picture of four lanes may cost a canvas. It grows only on
// purpose.
const mostCalls = 420

func BenchmarkScene(b *testing.B) {
	w := begin(b, New())
	w.tell(racers, `{"do":"step","n":60}`)
	s := w.scene
	last := s.lanes[0].frame
	c := &demos.Recorder{Width: 1040, Height: 650}
	b.ReportAllocs()
	for b.Loop() {
		last.Step++
		s.Take(&link.Event{Is: "frames", Frames: []link.Frame{last}})
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}

func TestDrawCalls(t *testing.T) {
	w := begin(t, New())
	w.tell(racers, `{"do":"step","n":30}`)
	for _, what := range link.Panels {
		w.tell(fmt.Sprintf(`{"do":"look","what":%q}`, what))
		for _, size := range sizes {
			c := demotest.Recorder(size)
			w.scene.Draw(c)
			if c.Calls > mostCalls {
				t.Errorf("%s, %v: %d draw calls", what, size, c.Calls)
			}
		}
	}
}

// A long race takes bounded memory.
func TestMemoryIsBounded(t *testing.T) {
	l, e := &runner{}, sampleOpened(3)
	l.open(e)
	sample := sampleFrames(e, 1, 1).Frames[0]
	for step := 1; step <= 30_000; step++ {
		f := sample
		f.Step, f.TestLoss, f.Accuracy, f.Predicted, f.Actual = step, frame.Number(1/float64(step)), 0.5, -1, -0.9
		f.Work, f.Seconds, f.Lambda = frame.Number(step), frame.Number(math.Sqrt(float64(step))), 1
		l.add(&f)
	}
	for axis := range link.Axes {
		if n := len(l.loss[axis].Spans); n > 1024 || n != len(l.loss[0].Spans) || n != len(l.right[axis].Spans) || len(l.eta[axis].Spans) > 1024 {
			t.Errorf("%d spans", n)
		}
	}
}

// A digit that is drawn is asked about when its stroke ends, and answered; the
// word below the pad wipes it. A click on a lane looks at it.
func TestDrawingAndClicking(t *testing.T) {
	w := begin(t, New())
	w.tell(racers, `{"do":"step","n":20}`, `{"do":"look","what":"data"}`)
	s := w.scene
	c := demotest.Recorder(demotest.Desktop)
	at := func(x, y float64, down bool) {
		s.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true, Down: down}, &demos.Light)
		s.Draw(c)
	}
	s.Update(demos.Pointer{}, &demos.Light)
	s.Draw(c)
	b := s.sketch.pad.Box()
	at(b.X+b.W/2, b.Y+b.H*0.2, false)
	at(b.X+b.W/2, b.Y+b.H*0.2, true)
	at(b.X+b.W/2, b.Y+b.H*0.8, true)
	if said := s.Says(); len(said) != 0 {
		t.Errorf("asked before the stroke ended: %+v", said)
	}
	at(b.X+b.W/2, b.Y+b.H*0.8, false)
	said := s.Says()
	if len(said) != 1 || said[0].Do != "ask" || len(said[0].Data) != 784 || len(s.Says()) != 0 {
		t.Fatalf("%+v", said)
	}
	text, err := json.Marshal(said[0])
	if err != nil {
		t.Fatal(err)
	}
	if e := w.tell(string(text)); e[0].Is != "answer" || s.asked == nil || s.asked.Answer.Index != -1 {
		t.Fatalf("%+v", e)
	}
	s.Draw(c)
	at(s.sketch.wipe.X+2, s.sketch.wipe.Y+2, false)
	at(s.sketch.wipe.X+2, s.sketch.wipe.Y+2, true)
	if !s.sketch.pad.Empty() {
		t.Error("the pad is not wiped")
	}
	at(0, 0, false)
	if said := s.Says(); len(said) != 0 {
		t.Errorf("an empty pad asks: %+v", said)
	}
	at(s.layout.legend.X+60, s.layout.legend.Y+rowHeight*3.5, false)
	at(s.layout.legend.X+60, s.layout.legend.Y+rowHeight*3.5, true)
	if said := s.Says(); len(said) != 1 || said[0].Do != "look" || said[0].Lane != 2 || said[0].What != "data" {
		t.Errorf("a click on lane 3 says %+v", said)
	}
}
