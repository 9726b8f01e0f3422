// Package runs is the scene of the lab and of the lesson on MNIST: up to four
// training runs ("lanes") from the same start on one plot, and details of one of
// them below. It shows what the engine sends and trains nothing itself.
package runs

import (
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Scene is a demos.Scene and demos.Taught. Use New or NewLesson.
type Scene struct {
	exercise bool // it is the lesson's scene
	lanes    []*runner
	names    []string // of the lanes, all different

	// The chosen view, as confirmed by the engine: the fields of a look command.
	axis string
	lane int
	what string
	with string

	data     *link.Data
	seen     link.Seen   // the data of the view; empty until they arrive
	seenAt   int         // their step
	asked    *link.Event // the latest answer
	sketch   sketch
	wall     *wallPanel
	scales   *scalesPanel
	strip    *racePanel
	still    bool // nothing moves by itself
	drawn    bool // Draw was called
	playing  bool
	message  string
	revision int // counts changes, for panels with caches

	layout   layout
	panels   plot.Panels[*Scene]
	light    string
	theme    *demos.Theme
	pointer  demos.Pointer
	commands []link.Command
	dirty    bool
}

var (
	_ demos.Scene  = (*Scene)(nil)
	_ demos.Taught = (*Scene)(nil)
)

// spot is a part of the picture that can be pointed at.
type spot = plot.Spot[*Scene]

// New returns the lab's scene before any message.
func New() *Scene {
	s := &Scene{theme: &demos.Light, axis: "step", with: "trivial", dirty: true}
	s.panels.Add(&legendPanel{}, "", &s.layout.legend)
	s.panels.Add(&curvesPanel{axes: axes("", plot.Linear, plot.Log)}, "loss", &s.layout.loss)
	s.panels.Add(&curvesPanel{accuracy: true}, "accuracy", &s.layout.accuracy)
	s.panels.Add(&originsPanel{}, "origins", &s.layout.below)
	s.panels.Add(&promisePanel{ratio: axes("step", plot.Linear, plot.Linear), lambda: axes("step", plot.Linear, plot.Log)}, "rho", &s.layout.below)
	s.panels.Add(&spectrumPanel{axes: axes("eigenvalue", plot.Symlog, plot.Log)}, "spectrum", &s.layout.below)
	s.panels.Add(&comparePanel{}, "compare", &s.layout.below)
	s.panels.Add(&surfacePanel{}, "digits", &s.layout.below)
	s.panels.Add(&headerPanel{}, "", &s.layout.header)
	s.panels.Add(&hbarPanel{symbol: "H̄", what: "curvature"}, "hbar", &s.layout.hbar)
	s.panels.Add(&hbarPanel{symbol: "H̄⁻¹", what: "its inverse", inverse: true}, "inverse", &s.layout.inverse)
	s.panels.Add(&stepsPanel{}, "eta", &s.layout.steps)
	s.panels.Add(&ratesPanel{axes: axes("step", plot.Linear, plot.Log)}, "eta", &s.layout.rates)
	s.panels.Add(&pathPanel{axes: axes("λ", plot.Log, plot.Symlog)}, "lambda", &s.layout.path)
	s.panels.Add(&digitsPanel{}, "digits", &s.layout.digits)
	s.look("method")
	return s
}

// axes returns the axes of a plot; x is the label of the lower one.
func axes(x string, across, up plot.Scale) plot.Axes {
	return plot.Axes{X: plot.Axis{Label: x, Scale: across}, Y: plot.Axis{Scale: up}}
}

// looks are the members of link.Panels that have a panel of their own below the
// curves, by the symbol of that panel.
var looks = map[string]string{"origins": "origins", "rho": "promise", "spectrum": "spectrum", "compare": "compare", "digits": "data"}

// look shows the parts of a member of link.Panels.
func (s *Scene) look(what string) {
	s.what = what
	for i := range s.panels.List {
		b := &s.panels.List[i]
		its, below := looks[b.Symbol]
		b.Off = below && its != what
	}
}

// NewLesson returns the scene of lesson 8, which shows the goal of its exercise.
func NewLesson() *Scene {
	s := New()
	s.exercise = true
	return s
}

// NewStory returns it with the pictures of its story.
func NewStory() *Scene {
	s := NewLesson()
	s.wall, s.scales, s.strip = &wallPanel{}, &scalesPanel{}, &racePanel{}
	s.panels.Add(s.wall, "right", &s.layout.wall)
	s.panels.Add(&deskPanel{}, "accuracy", &s.layout.desk)
	s.panels.Add(s.scales, "eta", &s.layout.scales)
	s.panels.Add(s.strip, "work", &s.layout.race)
	s.look("data")
	return s
}

// Receive processes a link.Event in JSON.
func (s *Scene) Receive(event []byte) error {
	e, err := link.DecodeEvent(event)
	if err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	s.Take(e)
	return nil
}

// Take processes an event.
func (s *Scene) Take(e *link.Event) {
	if e.Is != "frames" && (e.Lane < 0 || e.Lane >= link.MaxLanes) {
		return
	}
	switch e.Is {
	case "opened":
		s.open(e)
	case "frames":
		for i := range e.Frames {
			if f := &e.Frames[i]; f.Lane >= 0 && f.Lane < len(s.lanes) {
				s.lanes[f.Lane].add(f)
				if f.Lane == s.lane && len(f.Digits) > 0 {
					s.again()
				}
			}
		}
	case "dropped":
		if e.Lane < len(s.lanes) && len(s.lanes) > 1 {
			s.lanes = append(s.lanes[:e.Lane], s.lanes[e.Lane+1:]...)
			if s.lane > e.Lane || s.lane == len(s.lanes) {
				s.lane--
			}
			s.seen = link.Seen{}
		}
	case "playing":
		s.playing = e.Playing
		if e.Playing {
			s.message = ""
		}
	case "stopped":
		if e.Lane < len(s.lanes) {
			s.lanes[e.Lane].ended = e.Message
		}
	case "undone", "done":
		if e.State != nil && e.Lane < len(s.lanes) {
			l := s.lanes[e.Lane]
			l.config, l.ended = *e.State, ""
			if e.Is == "undone" {
				l.rewind(e.Step)
			}
			s.message = ""
		} else if e.Stop != nil { // the rules that stopped lanes no longer apply
			for _, l := range s.lanes {
				l.ended = ""
			}
		}
	case "looking":
		if e.Lane >= len(s.lanes) {
			return
		}
		s.look(e.What)
		s.lane, s.with, s.seen = e.Lane, e.With, link.Seen{}
		if e.Axis != "" {
			s.axis = e.Axis
		}
	case "seen":
		if e.Lane == s.lane && e.What == s.what && sound(e.Seen) {
			s.seen, s.seenAt = *e.Seen, e.Step
		}
	case "answer":
		if e.Answer == nil || len(e.Answer.Prob) == 0 || e.Digits == nil || len(e.Digits.Pixels) == 0 || e.Answer.Guess < 0 || e.Answer.Guess >= len(e.Answer.Prob) {
			return
		}
		s.asked = e
	case "error":
		s.message = e.Message
	case "ready", "loaded", "saved", "resuming", "resumed": // of the session
		return
	default:
		panic(fmt.Sprintf("runs: no event is called %q", e.Is))
	}
	configs := make([]setting.Config, len(s.lanes))
	for i, l := range s.lanes {
		configs[i] = l.config
	}
	s.names = Names(configs)
	s.revision++
	s.dirty = true
}

// again asks once more about the image that was asked about, since the network has
// learned meanwhile.
func (s *Scene) again() {
	if !s.story() || s.asked == nil || !s.pictured() {
		return
	}
	if i := s.asked.Answer.Index; i >= 0 {
		s.commands = append(s.commands, link.Command{Do: link.DoAsk, Lane: s.lane, N: i})
	} else if !s.sketch.pad.Empty() {
		s.commands = append(s.commands, s.sketch.question(s.lane))
	}
}

// sound reports whether the data of a view have the sizes that panels rely on.
func sound(seen *link.Seen) bool {
	if seen == nil {
		return false
	}
	if f := seen.Spectrum; f != nil && (len(f.Values) == 0 || len(f.Weights) != len(f.Values) || len(f.Errors) != len(f.Values)) {
		return false
	}
	if f := seen.Surface; f != nil {
		n := f.Columns * f.Rows
		classes := len(f.Classes) == n && len(f.Sure) == n
		if f.Columns < 1 || f.Rows < 1 || !classes && len(f.Values) != n {
			return false
		}
	}
	return true
}

// open restarts a lane; if it is the first, the race.
func (s *Scene) open(e *link.Event) {
	if e.State == nil {
		return
	}
	for len(s.lanes) <= e.Lane {
		s.lanes = append(s.lanes, &runner{})
	}
	if e.Lanes > 0 && len(s.lanes) > e.Lanes {
		s.lanes = s.lanes[:e.Lanes]
	}
	s.lane = min(s.lane, len(s.lanes)-1)
	s.lanes[e.Lane].open(e)
	s.data, s.seen, s.message = e.Data, link.Seen{}, ""
	if e.Lane == 0 {
		s.asked = nil
	}
}

// chosen returns the lane whose details are shown, or nil if there are no lanes.
func (s *Scene) chosen() *runner {
	if s.lane < len(s.lanes) {
		return s.lanes[s.lane]
	}
	return nil
}

// Update reports a change after an event, for another theme, and for another tooltip.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.theme != t {
		s.theme, s.dirty = t, true
	}
	if s.panels.Follow(s, p) || s.panels.At.Panel != nil && p.Point != s.pointer.Point {
		s.dirty = true
	}
	if p.Inside && p.Down && !s.pointer.Down {
		s.press()
	}
	if s.story() && s.drawn {
		moved := s.wall.tick(s.chosen())
		s.dirty = s.scales.glide.Tick() || moved || s.dirty
		if moved && s.still {
			s.Settle()
		}
	}
	if s.draws() && s.layout.below.W+s.layout.desk.W > 0 {
		s.dirty = s.sketch.update(s, p) || s.dirty
	}
	s.pointer = p
	return s.dirty
}

// press chooses the lane or the digit at the pointer, and ends the reading of the wall.
func (s *Scene) press() {
	s.Settle()
	at := &s.panels.At
	switch at.Panel.(type) {
	case *legendPanel, *racePanel:
		if at.I >= 0 && at.I != s.lane {
			s.commands = append(s.commands, link.Command{Do: "look", Lane: at.I, What: s.what, With: s.with, Axis: s.axis})
		}
	case *wallPanel:
		s.pick(at.I)
	}
}

// Settle ends what moves by itself.
func (s *Scene) Settle() {
	if s.story() {
		s.wall.settle(s.chosen())
		s.scales.glide.Settle()
		s.dirty = true
	}
}

// Moving reports whether something moves by itself.
func (s *Scene) Moving() bool {
	if !s.story() || s.chosen() == nil {
		return false
	}
	_, read := s.wall.right(s.chosen())
	return read < len(s.chosen().answers) || s.scales.glide.Moving()
}

// Grabs implements demos.Grabber: on the pad a finger draws.
func (s *Scene) Grabs() bool {
	return s.draws() && (s.sketch.pad.Box().Holds(s.pointer.Point) || s.sketch.wipe.Holds(s.pointer.Point))
}

// Says implements link.Speaker: a click on a lane chooses it, and the end of a stroke
// asks for the answer to the drawing.
func (s *Scene) Says() []link.Command {
	commands := s.commands
	s.commands = nil
	return commands
}

// draws reports whether the picture has a pad to draw a digit on: the data are
// square grey images.
func (s *Scene) draws() bool {
	if !s.pictured() {
		return false
	}
	d := s.data.Shape
	return d[0] == 1 && d[1] == d[2]
}

// pictured reports whether test images are shown below the curves.
func (s *Scene) pictured() bool {
	return (s.what == "data" || s.what == "race" && s.story()) && s.data != nil && s.data.Points == nil && len(s.data.Shape) == 3 && s.chosen() != nil
}

// Draw paints everything.
func (s *Scene) Draw(c demos.Canvas) {
	w, h := c.Size()
	s.layout = arrange(w, h, len(s.rows()), s.pictured())
	if s.what == "method" && s.chosen() != nil {
		s.layout.method()
	}
	if s.staged() {
		s.layout = s.stage(w, h)
	}
	c.Clear(s.theme.Back)
	pointed := slices.ContainsFunc(s.panels.List, func(b plot.Placed[*Scene]) bool { return s.light != "" && b.Symbol == s.light && b.Shown() })
	s.panels.Draw(c, s, func(symbol string, box demos.Box) {
		if pointed && symbol != s.light {
			c.FillRect(box.X-2, box.Y-2, box.W+4, box.H+4, s.theme.Back.Fade(0.7))
		}
	})
	if !s.sketch.busy() {
		s.panels.Explain(c, s, s.theme, s.pointer.Point)
	}
	s.dirty, s.drawn = false, true
}

// Light implements demos.Taught.
func (s *Scene) Light(symbol string) {
	if symbol != s.light {
		s.light, s.dirty = symbol, true
	}
}

// Lit implements demos.Taught.
func (s *Scene) Lit() string { return s.panels.At.Symbol }

// lit reports whether group g is shown in full colour: all are, unless the pointer is
// at something that belongs to other groups.
func (s *Scene) lit(g int) bool {
	at := s.panels.At
	switch p := at.Panel.(type) {
	case *hbarPanel:
		o := p.order
		return at.I >= len(o) || at.J >= len(o) || o[at.I] == g || o[at.J] == g
	case *stepsPanel, *scalesPanel:
		return at.I == g
	}
	return true
}

// groupColor is the colour of group g of the chosen lane, faded unless it is lit.
func (s *Scene) groupColor(g int) demos.Color {
	col := s.theme.Group(s.chosen().groups[g].Place)
	if !s.lit(g) {
		return col.Fade(0.25)
	}
	return col
}
