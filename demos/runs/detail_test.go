package runs

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
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

// find returns the first panel of a kind.
func find[P plot.Panel[*Scene]](s *Scene) (p P, box demos.Box) {
	for _, b := range s.panels.List {
		if p, ok := b.Panel.(P); ok {
			return p, *b.Box
		}
	}
	panic("no such panel")
}

// What the visitor reads below the pointer is the number in the frame, exactly.
func TestTooltipsAreExact(t *testing.T) {
	s, _ := running(t, 41)
	demotest.Record(s, demotest.Desktop)
	f := &s.lanes[0].frame
	point := func(p demos.Point) string {
		s.Update(demos.Pointer{Point: p, Inside: true}, &demos.Light)
		c := demotest.Recorder(demotest.Desktop)
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
	hbar, _ := find[*hbarPanel](s)
	exact("H̄", hbar.cells.Cell(3, 1).Middle(), s.lanes[0].summary.Hbar[1*6+2])
	_, bars := find[*stepsPanel](s)
	exact("η", demos.Point{X: bars.X + 60, Y: bars.Y + 30}, f.Eta[0], f.Newton[0], f.Gbar[0], f.D[0])
	rates, _ := find[*ratesPanel](s)
	area := rates.axes.Area
	exact("η over time", demos.Point{X: area.X + area.W - 1, Y: area.Y + 5}, f.Eta...)
	_, header := find[*headerPanel](s)
	exact("header", demos.Point{X: header.X + 5, Y: header.Y + 10}, frame.Number(f.Step))
	s.look("data")
	demotest.Record(s, demotest.Desktop)
	digits, _ := find[*digitsPanel](s)
	exact("digit", digits.tiles.Box(2).Middle(), 0.25, 0.75)
}

// Pointing at an entry of H̄ leaves its two groups in full colour and fades the
// others.
func TestPointingLightsGroups(t *testing.T) {
	s, _ := running(t, 21)
	demotest.Record(s, demotest.Desktop)
	hbar, _ := find[*hbarPanel](s)
	s.Update(demos.Pointer{Point: hbar.cells.Cell(3, 1).Middle(), Inside: true}, &demos.Light)
	for g, want := range []bool{false, true, true, false, false, false} {
		if s.lit(g) != want {
			t.Errorf("%s is lit: %t", s.lanes[0].groups[g].Name, !want)
		}
	}
}

// A lane that goes back begins with empty curves of step sizes; a new partition
// keeps the losses and forgets the step sizes; a reset forgets both.
func TestHistoriesStartAgain(t *testing.T) {
	s, e := running(t, 30)
	l := s.lanes[0]
	losses := len(l.loss[0].Spans)
	s.Take(sampleFrames(e, 1, 5))
	if len(l.loss[0].Spans) != losses || len(l.eta[0].Spans) != 5 || l.frame.Step != 5 {
		t.Errorf("after going back: %d losses, %d step sizes, step %d", len(l.loss[0].Spans), len(l.eta[0].Spans), l.frame.Step)
	}
	s.Take(sampleFrames(sampleOpened(2), 31, 32))
	if len(l.loss[0].Spans) != losses+1 || len(l.eta) != 4 || len(l.eta[0].Spans) != 2 {
		t.Errorf("after a new partition: %d losses, %d groups, %d step sizes", len(l.loss[0].Spans), len(l.eta), len(l.eta[0].Spans))
	}
	s.Take(e)
	if l := s.lanes[0]; len(l.loss[0].Spans) != 0 || l.started || !math.IsNaN(l.rho) {
		t.Errorf("after a reset: %d losses, ρ = %g", len(l.loss[0].Spans), l.rho)
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
	for _, c := range Controls() {
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

// The words of a lane name what its method sees, and H̄ is a table of its own.
func TestWords(t *testing.T) {
	s, _ := running(t, 21)
	alt := s.Alt()
	for _, part := range []string{"Step 21", "layers.0.weight", "read right", "The largest entry of H̄", "interior"} {
		if !strings.Contains(alt, part) {
			t.Errorf("no %q in %q", part, alt)
		}
	}
	s.look("data")
	if alt := s.Alt(); !strings.Contains(alt, "3 are read wrong") {
		t.Error(alt)
	}
	tables := s.Tables()
	h := tables[len(tables)-1]
	if len(h.Cols) != 6 || len(h.Rows) != 6 || h.Cols[2] != "layers.1.weight" || h.Rows[3] != "layers.1.bias" {
		t.Fatalf("table %v %v", h.Cols, h.Rows)
	}
	for i := range 6 {
		for j := range 6 {
			if h.Cells[i][j] != h.Cells[j][i] {
				t.Errorf("H̄ is not symmetric at %d, %d", i, j)
			}
		}
	}
	opened := New()
	opened.Take(sampleOpened(3))
	for _, table := range opened.Tables() {
		if strings.HasPrefix(table.Title, "H̄") {
			t.Error("H̄ before the first summary")
		}
	}
}

// A long run is drawn with no more points than a few per column of the screen.
func TestLongRunsAreThinned(t *testing.T) {
	s, e := running(t, 1)
	f := sampleFrames(e, 1, 1).Frames[0]
	for f.Step = 2; f.Step <= 5000; f.Step++ {
		s.lanes[0].add(&f)
	}
	c := demotest.Record(s, demotest.Size{W: 800, H: 560})
	for _, p := range c.Paths {
		if p.Clipping && float64(p.Points) > 3*p.Clip.W+3 {
			t.Errorf("a curve of %d points on %.0f columns", p.Points, p.Clip.W)
		}
	}
}
