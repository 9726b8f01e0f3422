// Package training is the scene "A real network learns real digits": what the
// method sees of an MNIST run, one frame a step. It computes nothing about
// training; it shows the frames that the engine sends.
package training

import (
	"encoding/json"
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

	panels []placed
	spot   spot // what the visitor points at
	theme  *demos.Theme

	light        string // the symbol that the page points at
	pointer      demos.Pointer
	drawnW       float64
	drawnH       float64
	dirty, drawn bool
}

var _ demos.Scene = (*Scene)(nil)

// Show is a choice of panels.
type Show uint8

const (
	Everything Show = iota
	Method          // without loss, accuracy and digits, in a low picture
	Digits          // the digits alone
)

// panel is one part of the picture.
type panel interface {
	draw(c demos.Canvas, s *Scene, box demos.Box)
	// under tells what lies below p, in the picture drawn last.
	under(p demos.Point) (spot, bool)
	// tip explains it, with exact values.
	tip(s *Scene, at spot) []string
}

type placed struct {
	panel
	symbol string // that the text calls it by
	box    func(*layout) demos.Box
}

// spot is a place in a panel: a cell, a row, an item or a step. The zero value
// is nowhere.
type spot struct {
	panel panel
	i, j  int
	x     float64
}

// New returns the scene before any message: axes and hints.
func New() *Scene {
	s := &Scene{theme: &demos.Light, dirty: true}
	s.record.forget()
	s.panels = []placed{
		{&headerPanel{}, "", func(l *layout) demos.Box { return l.header }},
		{newMatrix("H̄", false), "hbar", func(l *layout) demos.Box { return l.hbar }},
		{newMatrix("H̄⁻¹", true), "inverse", func(l *layout) demos.Box { return l.inverse }},
		{&stepsPanel{}, "eta", func(l *layout) demos.Box { return l.steps }},
		{newRates(), "eta", func(l *layout) demos.Box { return l.rates }},
		{newLoss(), "loss", func(l *layout) demos.Box { return l.loss }},
		{newAccuracy(), "accuracy", func(l *layout) demos.Box { return l.accuracy }},
		{newPath(), "lambda", func(l *layout) demos.Box { return l.path }},
		{&digitsPanel{}, "digits", func(l *layout) demos.Box { return l.digits }},
	}
	return s
}

// Receive takes a link.Event as JSON.
func (s *Scene) Receive(event []byte) error {
	var e link.Event
	if err := json.Unmarshal(event, &e); err != nil {
		return fmt.Errorf("training: event: %w", err)
	}
	s.Take(&e)
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
	default:
		return
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
func (s *Scene) Lit() string {
	if len(s.panels) == 0 {
		return ""
	}
	for _, b := range s.panels {
		if s.spot.panel != nil && b.panel == s.spot.panel {
			return b.symbol
		}
	}
	return ""
}

// Matrix returns H̄ of the latest summary with the names of its groups; nil before
// the first.
func (s *Scene) Matrix() (names []string, hbar []frame.Number) {
	r := &s.record
	if n := len(r.groups); n == 0 || len(r.summary.Hbar) != n*n {
		return nil, nil
	}
	for _, g := range r.groups {
		names = append(names, g.name)
	}
	return names, r.summary.Hbar
}

// Update reports a change when there are news, another theme, or another thing
// to explain below the pointer.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.theme != t {
		s.theme, s.dirty = t, true
	}
	var at spot
	if p.Inside && s.drawn {
		at = s.find(p.Point)
	}
	if at != s.spot || at.panel != nil && p.Point != s.pointer.Point {
		s.spot, s.dirty = at, true
	}
	s.pointer = p
	return s.dirty
}

func (s *Scene) find(p demos.Point) spot {
	for _, b := range s.panels {
		if b.box(&s.layout).W <= 0 {
			continue
		}
		if at, ok := b.under(p); ok {
			return at
		}
	}
	return spot{}
}

// Draw paints everything.
func (s *Scene) Draw(c demos.Canvas) {
	w, h := c.Size()
	if w != s.drawnW || h != s.drawnH {
		s.layout, s.drawnW, s.drawnH = s.Show.arrange(w, h), w, h
	}
	c.Clear(s.theme.Back)
	pointed := slices.ContainsFunc(s.panels, func(b placed) bool { return s.light != "" && b.symbol == s.light })
	for _, b := range s.panels {
		box := b.box(&s.layout)
		if box.W <= 0 {
			continue
		}
		b.draw(c, s, box)
		if pointed && b.symbol != s.light {
			c.FillRect(box.X-2, box.Y-2, box.W+4, box.H+4, s.theme.Back.Fade(0.7))
		}
	}
	if s.spot.panel != nil {
		plot.Tooltip(c, s.theme, s.pointer.Point, s.spot.panel.tip(s, s.spot))
	}
	s.dirty, s.drawn = false, true
}

// lit reports whether group g is shown in full: all are, unless the visitor
// points at something that belongs to certain groups.
func (s *Scene) lit(g int) bool {
	switch s.spot.panel.(type) {
	case *matrixPanel:
		o := s.record.order
		return s.spot.i >= len(o) || s.spot.j >= len(o) || o[s.spot.i] == g || o[s.spot.j] == g
	case *stepsPanel:
		return s.spot.i == g
	}
	return true
}

// color is the colour of group g, faded when the visitor points at others.
func (s *Scene) color(g int) demos.Color {
	col := s.theme.Group(s.record.groups[g].place)
	if !s.lit(g) {
		return col.Fade(0.25)
	}
	return col
}
