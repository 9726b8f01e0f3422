// Package race is the scene of the lab and of the lesson on MNIST: up to four
// runs from the same start on one plot, and below it what one of them sees. It
// computes nothing about training; it shows what the engine sends.
package race

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/demos/training"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Scene is a demos.Scene and demos.Taught. Use New or NewLesson.
type Scene struct {
	goal  goal
	lanes []*runner
	names []string // of the lanes, apart from each other

	// What is looked at, as the engine has confirmed it.
	axis string
	lane int
	what string
	with string

	data    *link.Data
	seen    *link.Event // of the present look; nil until it comes
	asked   *link.Event // the latest answer
	sketch  sketch
	playing bool
	message string
	news    int // counts what panels derive pictures from

	layout  layout
	panels  plot.Panels[*Scene]
	light   string
	theme   *demos.Theme
	pointer demos.Pointer
	part    demos.Part // where the chosen lane's own scene is drawn
	said    []link.Command
	dirty   bool
}

var (
	_ demos.Scene  = (*Scene)(nil)
	_ demos.Taught = (*Scene)(nil)
)

// spot is a place in the picture.
type spot = plot.Spot[*Scene]

// New returns the lab's scene before any message.
func New() *Scene {
	s := &Scene{theme: &demos.Light, axis: "step", with: "trivial", dirty: true}
	s.panels.Add(&legendPanel{}, "", &s.layout.legend)
	s.panels.Add(newCurves(false), "loss", &s.layout.loss)
	s.panels.Add(newCurves(true), "accuracy", &s.layout.accuracy)
	s.panels.Add(newOrigins(), "origins", &s.layout.below)
	s.panels.Add(newPromise(), "rho", &s.layout.below)
	s.panels.Add(newSpectrum(), "spectrum", &s.layout.below)
	s.panels.Add(newCompare(), "compare", &s.layout.below)
	s.panels.Add(newSurface(), "digits", &s.layout.below)
	s.look("method")
	return s
}

// looks are what is looked at in the panels below the curves, by their symbols.
var looks = map[string]string{"origins": "origins", "rho": "promise", "spectrum": "spectrum", "compare": "compare", "digits": "data"}

// look shows the panel of link.Panels that is called what.
func (s *Scene) look(what string) {
	s.what = what
	for i := range s.panels.List {
		b := &s.panels.List[i]
		its, below := looks[b.Symbol]
		b.Off = below && its != what
	}
}

// NewLesson returns the scene with the goal of lesson 8 drawn in.
func NewLesson() *Scene {
	s := New()
	s.goal = lessonGoal
	return s
}

// Receive takes a link.Event as JSON.
func (s *Scene) Receive(event []byte) error {
	e, err := link.DecodeEvent(event)
	if err != nil {
		return fmt.Errorf("race: %w", err)
	}
	s.Take(e)
	return nil
}

// Take is Receive for an event that was never text.
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
				s.lanes[f.Lane].detail.Take(&link.Event{Is: "frames", Frames: e.Frames[i : i+1]})
			}
		}
	case "dropped":
		if e.Lane < len(s.lanes) && len(s.lanes) > 1 {
			s.lanes = append(s.lanes[:e.Lane], s.lanes[e.Lane+1:]...)
			for i, l := range s.lanes {
				l.detail.Lane = i
			}
			if s.lane > e.Lane || s.lane == len(s.lanes) {
				s.lane--
			}
			s.seen = nil
		}
	case "playing":
		s.playing = e.Playing
		if e.Playing {
			s.message = ""
		}
	case "stopped":
		if e.Lane < len(s.lanes) {
			s.lanes[e.Lane].ended = e.Message
			s.lanes[e.Lane].detail.Take(e)
		}
	case "undone", "done":
		if e.State != nil && e.Lane < len(s.lanes) {
			l := s.lanes[e.Lane]
			l.config, l.ended = *e.State, ""
			if e.Is == "undone" {
				l.rewind(e.Step)
			}
			l.detail.Take(e)
			s.message = ""
		} else if e.Stop != nil { // other rules: those that stopped a lane no longer do
			for _, l := range s.lanes {
				l.ended = ""
			}
		}
	case "looking":
		if e.Lane >= len(s.lanes) {
			return
		}
		s.look(e.What)
		s.lane, s.with, s.seen = e.Lane, e.With, nil
		if e.Axis != "" {
			s.axis = e.Axis
		}
	case "seen":
		if e.Lane == s.lane && e.What == s.what && sound(e.Seen) {
			s.seen = e
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
		panic(fmt.Sprintf("race: no event is called %q", e.Is))
	}
	configs := make([]setting.Config, len(s.lanes))
	for i, l := range s.lanes {
		configs[i] = l.config
	}
	s.names = Names(configs)
	s.news++
	s.dirty = true
}

// sound reports whether what was seen has the sizes that the panels rely on.
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

// open starts a lane anew; the first, the race.
func (s *Scene) open(e *link.Event) {
	if e.State == nil {
		return
	}
	for len(s.lanes) <= e.Lane {
		l := &runner{}
		l.detail = training.New()
		l.detail.Lane = len(s.lanes)
		s.lanes = append(s.lanes, l)
	}
	if e.Lanes > 0 && len(s.lanes) > e.Lanes {
		s.lanes = s.lanes[:e.Lanes]
	}
	s.lane = min(s.lane, len(s.lanes)-1)
	l := s.lanes[e.Lane]
	l.open(e)
	l.detail.Take(e)
	s.data, s.seen, s.message = e.Data, nil, ""
	if e.Lane == 0 {
		s.asked = nil
	}
}

// chosen returns the lane that is looked at; nil before the first.
func (s *Scene) chosen() *runner {
	if s.lane < len(s.lanes) {
		return s.lanes[s.lane]
	}
	return nil
}

// Update reports a change when there are news, another theme, or another thing
// to explain below the pointer.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.theme != t {
		s.theme, s.dirty = t, true
	}
	if s.panels.Follow(s, p) || s.panels.At.Panel != nil && p.Point != s.pointer.Point {
		s.dirty = true
	}
	at := &s.panels.At
	if p.Inside && p.Down && !s.pointer.Down && at.Panel == s.panels.List[0].Panel && at.I >= 0 && at.I != s.lane {
		s.said = append(s.said, link.Command{Do: "look", Lane: at.I, What: s.what, With: s.with, Axis: s.axis})
	}
	if s.draws() && s.layout.below.W > 0 {
		s.dirty = s.sketch.update(s, p) || s.dirty
	}
	s.pointer = p
	if l := s.chosen(); l != nil && s.inside() {
		s.dirty = l.detail.Update(s.part.Pointer(p), t) || s.dirty
	}
	return s.dirty
}

// Says implements link.Speaker: a click on a lane looks at it, a drawing is asked
// about.
func (s *Scene) Says() []link.Command {
	said := s.said
	s.said = nil
	return said
}

// draws reports whether the picture has a pad to draw a digit on.
func (s *Scene) draws() bool {
	return s.what == "data" && s.data != nil && s.data.Points == nil && s.digits()
}

// digits reports whether the data are square grey images.
func (s *Scene) digits() bool {
	d := s.data.Shape
	return len(d) == 3 && d[0] == 1 && d[1] == d[2]
}

// inside reports whether the chosen lane's own scene is part of the picture.
func (s *Scene) inside() bool {
	return s.what == "method" || s.what == "data" && s.data != nil && s.data.Points == nil && len(s.data.Shape) == 3
}

// Draw paints everything.
func (s *Scene) Draw(c demos.Canvas) {
	w, h := c.Size()
	s.layout = arrange(w, h, len(s.rows()), s.what == "data" && s.inside())
	c.Clear(s.theme.Back)
	pointed := s.points(s.light)
	s.panels.Draw(c, s, func(symbol string, box demos.Box) {
		if pointed && symbol != s.light {
			c.FillRect(box.X-2, box.Y-2, box.W+4, box.H+4, s.theme.Back.Fade(0.7))
		}
	})
	if l := s.chosen(); l != nil && s.inside() {
		l.detail.Show = training.Method
		s.part.Box = s.layout.below
		if s.what == "data" {
			l.detail.Show, s.part.Box = training.Digits, s.layout.digits
		}
		s.part.Canvas = c
		if pointed && !s.owns(s.light) {
			l.detail.Light(s.light)
		} else {
			l.detail.Light("")
		}
		l.detail.Draw(&s.part)
		if pointed && s.owns(s.light) {
			b := s.part.Box
			c.FillRect(b.X, b.Y, b.W, b.H, s.theme.Back.Fade(0.7))
		}
	}
	s.panels.Explain(c, s, s.theme, s.pointer.Point)
	s.dirty = false
}

// owns reports whether a panel of the scene itself has the symbol.
func (s *Scene) owns(symbol string) bool {
	for i := range s.panels.List {
		if b := &s.panels.List[i]; symbol != "" && b.Symbol == symbol && b.Shown() {
			return true
		}
	}
	return false
}

// points reports whether anything on the picture has the symbol.
func (s *Scene) points(symbol string) bool {
	if s.owns(symbol) {
		return true
	}
	switch symbol {
	case "hbar", "inverse", "eta", "lambda":
		return s.what == "method"
	}
	return false
}

// Light implements demos.Taught.
func (s *Scene) Light(symbol string) {
	if symbol != s.light {
		s.light, s.dirty = symbol, true
	}
}

// Lit implements demos.Taught.
func (s *Scene) Lit() string {
	if s.panels.At.Panel != nil {
		return s.panels.At.Symbol
	}
	if l := s.chosen(); l != nil && s.inside() {
		return l.detail.Lit()
	}
	return ""
}

// PreferredHeight returns the height that suits a picture of this width.
func PreferredHeight(width float64) float64 {
	if width >= narrow {
		return max(560, width/1.5)
	}
	return 640
}
