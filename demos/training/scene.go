// Package training is the scene "A real network learns real digits": what the
// method sees of an MNIST run, one frame a step. It computes nothing about
// training; it shows the frames that the engine sends.
package training

import (
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Scene is a demos.Scene. Use New.
type Scene struct {
	// Lane is the run that is shown; events of others are passed over.
	Lane int
	// Show says which panels are shown.
	Show Show

	record record
	layout layout

	panels plot.Panels[*Scene]
	theme  *demos.Theme

	light   string // the symbol that the page points at
	pointer demos.Pointer
	dirty   bool
}

var _ demos.Scene = (*Scene)(nil)

// Show is a choice of panels.
type Show uint8

const (
	Everything Show = iota
	Method          // without loss, accuracy and digits, in a low picture
	Digits          // the digits alone
)

// spot is a place in the picture.
type spot = plot.Spot[*Scene]

// New returns the scene before any message: axes and hints.
func New() *Scene {
	s := &Scene{theme: &demos.Light, dirty: true}
	s.record.forget()
	s.panels.Add(&headerPanel{}, "", &s.layout.header)
	s.panels.Add(newMatrix("H̄", false), "hbar", &s.layout.hbar)
	s.panels.Add(newMatrix("H̄⁻¹", true), "inverse", &s.layout.inverse)
	s.panels.Add(&stepsPanel{}, "eta", &s.layout.steps)
	s.panels.Add(newRates(), "eta", &s.layout.rates)
	s.panels.Add(newLoss(), "loss", &s.layout.loss)
	s.panels.Add(newAccuracy(), "accuracy", &s.layout.accuracy)
	s.panels.Add(newPath(), "lambda", &s.layout.path)
	s.panels.Add(&digitsPanel{}, "digits", &s.layout.digits)
	return s
}

// Receive takes a link.Event as JSON.
func (s *Scene) Receive(event []byte) error {
	e, err := link.DecodeEvent(event)
	if err != nil {
		return fmt.Errorf("training: %w", err)
	}
	s.Take(e)
	return nil
}

// Take is Receive for an event that was never text.
func (s *Scene) Take(e *link.Event) {
	r := &s.record
	if e.Is != "frames" && e.Lane != s.Lane {
		return
	}
	switch e.Is {
	case "opened":
		r.open(e)
	case "frames":
		for i := range e.Frames {
			if f := &e.Frames[i]; f.Lane == s.Lane {
				r.message = ""
				r.add(&f.Frame)
			}
		}
	case "playing":
		r.playing = e.Playing
	case "error", "stopped":
		r.message = e.Message
	case "undone":
		r.rewind(e.Step)
		r.config, r.message = *e.State, ""
	case "done":
		if e.State == nil {
			return
		}
		r.config, r.message = *e.State, ""
	case "ready", "dropped", "looking", "seen", "answer", "loaded", "saved", "resuming", "resumed": // of the session
		return
	default:
		panic(fmt.Sprintf("training: no event is called %q", e.Is))
	}
	s.dirty = true
}

// Light shows the panels that a symbol stands for and fades the others; "" and a
// symbol that none has show all.
func (s *Scene) Light(symbol string) {
	if symbol != s.light {
		s.light, s.dirty = symbol, true
	}
}

// Lit returns the symbol of the panel below the pointer, "" for none.
func (s *Scene) Lit() string { return s.panels.At.Symbol }

// Matrix returns H̄ of the latest summary with the names of its groups; nil before
// the first.
func (s *Scene) Matrix() (names []string, hbar []frame.Number) {
	r := &s.record
	if n := len(r.groups); n == 0 || len(r.summary.Hbar) != n*n {
		return nil, nil
	}
	for _, g := range r.groups {
		names = append(names, g.Name)
	}
	return names, r.summary.Hbar
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
	s.pointer = p
	return s.dirty
}

// Draw paints everything.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = s.Show.arrange(c.Size())
	c.Clear(s.theme.Back)
	pointed := slices.ContainsFunc(s.panels.List, func(b plot.Placed[*Scene]) bool { return s.light != "" && b.Symbol == s.light })
	s.panels.Draw(c, s, func(symbol string, box demos.Box) {
		if pointed && symbol != s.light {
			c.FillRect(box.X-2, box.Y-2, box.W+4, box.H+4, s.theme.Back.Fade(0.7))
		}
	})
	s.panels.Explain(c, s, s.theme, s.pointer.Point)
	s.dirty = false
}

// lit reports whether group g is shown in full: all are, unless the visitor
// points at something that belongs to certain groups.
func (s *Scene) lit(g int) bool {
	switch s.panels.At.Panel.(type) {
	case *matrixPanel:
		o := s.record.order
		return s.panels.At.I >= len(o) || s.panels.At.J >= len(o) || o[s.panels.At.I] == g || o[s.panels.At.J] == g
	case *stepsPanel:
		return s.panels.At.I == g
	}
	return true
}

// color is the colour of group g, faded when the visitor points at others.
func (s *Scene) color(g int) demos.Color {
	col := s.theme.Group(s.record.groups[g].Place)
	if !s.lit(g) {
		return col.Fade(0.25)
	}
	return col
}
