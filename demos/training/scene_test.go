package training

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/exhibit"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
)

func running(t *testing.T, steps int) (*Scene, *link.Event) {
	t.Helper()
	s, e := New(), sampleOpened(3)
	for _, event := range []*link.Event{e, sampleFrames(e, 1, steps)} {
		text, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Receive(text); err != nil {
			t.Fatal(err)
		}
	}
	return s, e
}

// Update is true when something changed, and false as long as nothing does.
func TestUpdateTellsChanges(t *testing.T) {
	s, e := running(t, 25)
	light, dark := demos.Light, demos.Dark
	outside := demos.Pointer{}
	exhibit.Updates(t, s, "first picture", outside, &light, true)
	exhibit.Updates(t, s, "nothing", outside, &light, false)
	exhibit.Updates(t, s, "dark", outside, &dark, true)
	cell := s.panels.List[1].Panel.(*matrixPanel).cells.Cell(0, 1).Middle()
	exhibit.Updates(t, s, "pointing at a cell", demos.Pointer{Point: cell, Inside: true}, &dark, true)
	exhibit.Updates(t, s, "pointing at the edge, where nothing is", demos.Pointer{Point: demos.Point{X: 1039, Y: 1}, Inside: true}, &dark, true)
	exhibit.Updates(t, s, "moving along the edge", demos.Pointer{Point: demos.Point{X: 1038, Y: 1}, Inside: true}, &dark, false)
	s.Take(sampleFrames(e, 26, 26))
	exhibit.Updates(t, s, "a new frame", outside, &dark, true)
	s.Take(&link.Event{Is: "ready"})
	exhibit.Updates(t, s, "an event without news", outside, &dark, false)
	s.Take(&link.Event{Is: "error", Message: "no"})
	exhibit.Updates(t, s, "an error", outside, &dark, true)
}

var laptop = exhibit.Size{W: 1280, H: 800}

// What the visitor reads below the pointer is the number in the frame, exactly.
func TestTooltipsAreExact(t *testing.T) {
	s, _ := running(t, 41)
	exhibit.Record(s, laptop)
	f := &s.record.frame
	point := func(p demos.Point) string {
		s.Update(demos.Pointer{Point: p, Inside: true}, &demos.Light)
		c := exhibit.Recorder(laptop)
		s.Draw(c)
		var all []string
		for _, x := range c.Texts {
			all = append(all, x.Text)
		}
		return strings.Join(all, "\n")
	}
	exact := func(what string, p demos.Point, values ...frame.Number) {
		t.Helper()
		seen := point(p)
		for _, v := range values {
			text, _ := json.Marshal(v)
			if want := strings.ReplaceAll(string(text), "-", "−"); !strings.Contains(seen, want) {
				t.Errorf("%s: %s is not on screen", what, want)
			}
		}
	}
	// Row 3, column 1 of the picture is the first bias and the second weight:
	// groups 1 and 2 of the engine.
	exact("H̄", s.panels.List[1].Panel.(*matrixPanel).cells.Cell(3, 1).Middle(), s.record.summary.Hbar[1*6+2])
	bars := s.panels.List[3].Box
	exact("η", demos.Point{X: bars.X + 60, Y: bars.Y + 30}, f.Eta[0], f.Newton[0], f.Gbar[0], f.D[0])
	area := s.panels.List[4].Panel.(*ratesPanel).axes.Area
	exact("η over time", demos.Point{X: area.X + area.W - 1, Y: area.Y + 5}, f.Eta...)
	area = s.panels.List[5].Panel.(*lossPanel).axes.Area
	exact("loss", demos.Point{X: area.X + area.W - 1, Y: area.Y + 5}, f.Loss, f.TestLoss)
	exact("digit", s.panels.List[8].Panel.(*digitsPanel).tiles.Box(2).Middle(), 0.25, 0.75)
	exact("header", demos.Point{X: s.layout.header.X + 5, Y: s.layout.header.Y + 10}, frame.Number(f.Step))
}

// Pointing at an entry of H̄ leaves its two groups in full colour and fades the
// others.
func TestPointingLightsGroups(t *testing.T) {
	s, _ := running(t, 21)
	exhibit.Record(s, laptop)
	s.Update(demos.Pointer{Point: s.panels.List[1].Panel.(*matrixPanel).cells.Cell(3, 1).Middle(), Inside: true}, &demos.Light)
	for g, want := range []bool{false, true, true, false, false, false} {
		if s.lit(g) != want {
			t.Errorf("%s is lit: %t", s.record.groups[g].Name, !want)
		}
	}
}

// A reset, and a run that starts again without one, begin with empty curves; a
// new partition keeps the losses and forgets the step sizes.
func TestHistoriesStartAgain(t *testing.T) {
	s, e := running(t, 30)
	s.Take(sampleFrames(e, 1, 5))
	if r := &s.record; len(r.loss.Spans) != 5 || len(r.eta[0].Spans) != 5 || r.frame.Step != 5 {
		t.Errorf("after starting again: %d losses, %d step sizes, step %d", len(r.loss.Spans), len(r.eta[0].Spans), r.frame.Step)
	}
	other := sampleOpened(2)
	s.Take(sampleFrames(other, 6, 7))
	if r := &s.record; len(r.loss.Spans) != 7 || len(r.eta) != 4 || len(r.eta[0].Spans) != 2 {
		t.Errorf("after a new partition: %d losses, %d groups, %d step sizes", len(r.loss.Spans), len(r.eta), len(r.eta[0].Spans))
	}
	s.Take(e)
	if r := &s.record; len(r.loss.Spans) != 0 || r.steps != 0 || !math.IsNaN(r.ratio) {
		t.Errorf("after a reset: %d losses, %d steps, ρ = %g", len(r.loss.Spans), r.steps, r.ratio)
	}
}

// A run of any length takes bounded memory.
func TestMemoryIsBounded(t *testing.T) {
	s, e := New(), sampleOpened(3)
	s.Take(e)
	f := sampleFrames(e, 1, 1).Frames[0]
	for step := 1; step <= 20_000; step++ {
		f.Step = step
		s.record.add(&f.Frame)
	}
	if n := len(s.record.loss.Spans); n > 1024 || n < 512 {
		t.Errorf("%d spans after 20,000 steps", n)
	}
	if last, _ := s.record.loss.Last(); last.Last != 20_000 {
		t.Errorf("the curve ends at step %g", last.Last)
	}
}

func TestForeignEvent(t *testing.T) {
	if err := New().Receive([]byte(`{"is":`)); err == nil || !strings.HasPrefix(err.Error(), "training: event: ") {
		t.Errorf("half a message: %v", err)
	}
	s := New()
	for _, text := range []string{
		`{"is":"opened"}`,
		`{"is":"opened","groups":["a","b"],"digits":{"w":0,"h":5,"pixels":["AAAA"],"labels":[]}}`,
		`{"is":"frames","frames":[{"step":1,"groups":["a","b"],"roles":["bias"],"hbar":[1,null,null,1],"eta":[null,-1],"loss":null}]}`,
		`{"is":"frames","frames":[{"step":2,"groups":["a","b"],"hbar":[1,2],"gbar":[1],"eta":[1],"digits":[{"prob":[]}]}]}`,
	} {
		if err := s.Receive([]byte(text)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		s.Update(demos.Pointer{Inside: true, Point: demos.Point{X: 100, Y: 200}}, &demos.Light)
		s.Draw(exhibit.Recorder(exhibit.Size{W: 800, H: 500}))
		if s.Alt() == "" {
			t.Errorf("%s: no words", text)
		}
	}
}

// The controls are fields of setting.Config, by name, and each default is that
// of the engine; but the page lets the rivals be observed.
func TestControlsAreConfig(t *testing.T) {
	filled, err := json.Marshal(setting.Config{Observe: true}.Filled())
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(filled, &fields); err != nil {
		t.Fatal(err)
	}
	for _, c := range New().Controls() {
		value, known := fields[c.Name]
		if !known {
			t.Errorf("%s is no field of setting.Config", c.Name)
			continue
		}
		if b, ok := value.(bool); ok {
			if c.Default != map[bool]string{true: "true", false: "false"}[b] {
				t.Errorf("%s: default %q", c.Name, c.Default)
			}
			continue
		}
		text, _ := json.Marshal(value)
		if got := strings.Trim(string(text), `"`); got != c.Default {
			t.Errorf("%s: default %q, the engine has %q", c.Name, c.Default, got)
		}
		// Every option and both ends of every range are accepted.
		var tries []string
		switch c.Kind {
		case demos.Choice:
			for _, o := range c.Options {
				tries = append(tries, `"`+o.Value+`"`)
			}
		case demos.Slider, demos.Number:
			for _, v := range []float64{c.Min, c.Max} {
				b, _ := json.Marshal(v)
				tries = append(tries, string(b))
			}
		}
		for _, v := range tries {
			if config, err := (setting.Config{}).With([]byte(`{"` + c.Name + `":` + v + `}`)); err != nil {
				t.Errorf("%s = %s: %v", c.Name, v, err)
			} else if err := config.Validate(); err != nil {
				t.Errorf("%s = %s: %v", c.Name, v, err)
			}
		}
		if n := strings.Count(c.Help, ".") + strings.Count(c.Help, "?"); c.Help == "" || c.Label == "" || c.Group == "" || n == 0 {
			t.Errorf("%s: label %q, help %q, group %q", c.Name, c.Label, c.Help, c.Group)
		}
	}
}

func TestWords(t *testing.T) {
	s, _ := running(t, 21)
	alt := s.Alt()
	for _, part := range []string{"Step 21", "layers.0.weight", "read right", "3 are read wrong", "interior"} {
		if !strings.Contains(alt, part) {
			t.Errorf("no %q in %q", part, alt)
		}
	}
	table := s.Table()
	if len(table.Columns) != 7 || len(table.Rows) != 6 || table.Columns[2] != "layers.1.weight" || table.Rows[3][0] != "layers.0.bias" {
		t.Fatalf("table %v %v", table.Columns, table.Rows)
	}
	for i := range 6 {
		for j := range 6 {
			if table.Rows[i][j+1] != table.Rows[j][i+1] {
				t.Errorf("H̄ is not symmetric at %d, %d", i, j)
			}
		}
	}
	if empty := New().Table(); len(empty.Rows) != 0 {
		t.Errorf("%d rows before the first summary", len(empty.Rows))
	}
}
