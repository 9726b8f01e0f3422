package panel

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	lessons "github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/engine/link"
)

// walk is a lesson that counts: ten steps, a place that can be dragged, and an
// exercise that asks for the step.
type walk struct {
	lessons.Base
	asks bool // whether the exercise has a question
	size [2]float64
}

func newWalk() *walk {
	s := &walk{asks: true}
	s.Open([]demos.Control{
		{Name: "x", Label: "place", Kind: demos.Slider, Default: "0", Min: -1, Max: 1, Step: 0.01, Help: "where it is"},
		{Name: "word", Label: "word", Kind: demos.Text, Default: "go", Pattern: "[a-z]+", Help: "small letters"},
		{Name: "step", Label: "step", Kind: demos.Number, Default: "2", Min: 0, Max: 10, Help: "steps taken"},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "98", Min: 1, Max: 99, Help: "of chance"},
	}, func(v demos.Values) error {
		if v["word"] == "no" {
			return &demos.ValueError{Name: "word", Message: "is refused"}
		}
		if v["word"] == "never" {
			return errors.New("nothing can be computed")
		}
		return nil
	})
	return s
}

func (s *walk) Update(p demos.Pointer, t *demos.Theme) bool {
	s.Watch(p, t)
	if p.Inside && p.Down {
		s.Drag(map[string]float64{"x": p.X / s.size[0]})
	}
	return s.Stale()
}

func (s *walk) Draw(c demos.Canvas) {
	s.size[0], s.size[1] = c.Size()
	s.Drawn()
}

func (s *walk) Alt() string { return "step " + s.Value("step") }

func (s *walk) Figures() []demos.Figure {
	return []demos.Figure{{Symbol: "x", Sign: "x", Label: "place", Words: s.Value("x"), Place: 0}}
}

func (s *walk) Tables() []demos.Table { return nil }

func (s *walk) Questions() []demos.Control {
	if !s.asks {
		return nil
	}
	return []demos.Control{{Name: "which", Label: "which step", Kind: demos.Text, Pattern: `\d+`, Help: "a number"}}
}

func (s *walk) Check(answer demos.Values) demos.Verdict {
	if answer["which"] == s.Value("step") {
		return demos.Verdict{Right: true, Words: "Right: that is the step."}
	}
	return demos.Verdict{Words: "Not yet: look again."}
}

// stage is a panel with a walk, drawn once.
type stage struct {
	*Panel
	t     *testing.T
	walk  *walk
	paper demos.Recorder
	sent  []link.Command
	hear  func(event []byte) error // the ear of the panel's run
}

// Receive is an event of the engine.
func (s *stage) Receive(event []byte) error { return s.hear(event) }

func newStage(t *testing.T) *stage {
	s := &stage{t: t, walk: newWalk(), paper: demos.Recorder{Width: 1280, Height: 800}}
	s.Panel = New([]Entry{
		{Title: "A walk", Claim: "Steps add up.", Task: "Say which step it is.", New: func() demos.Scene { return s.walk }},
		{Title: "A quiet run", Claim: "It waits.", New: func() demos.Scene { return &quiet{} }},
		{Title: "Another walk", Claim: "As the first.", New: func() demos.Scene { return newWalk() }},
	}, 0, func(receive func([]byte) error) func(link.Command) {
		s.hear = receive
		return func(c link.Command) { s.sent = append(s.sent, c) }
	})
	s.Draw(&s.paper)
	return s
}

// frames lets n updates pass.
func (s *stage) frames(n int) {
	for range n {
		s.Update(s.pointer, nil)
		s.Draw(&s.paper)
	}
}

func (s *stage) point(x, y float64, down bool) {
	s.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true, Down: down}, nil)
	s.Draw(&s.paper)
}

func (s *stage) click(b demos.Box, at float64) {
	s.t.Helper()
	if b.W == 0 {
		s.t.Fatal("what is to be clicked is not there")
	}
	s.point(b.X+at*b.W, b.Y+b.H/2, true)
	s.point(b.X+at*b.W, b.Y+b.H/2, false)
}

func (s *stage) want(name, value string) {
	s.t.Helper()
	if got := s.walk.Value(name); got != value {
		s.t.Errorf("%s is %s, want %s", name, got, value)
	}
	i := slices.IndexFunc(s.players[0].shown().rows[theControls], func(c client.Control) bool { return c.Name == name })
	if got := s.players[0].shown().rows[theControls][i].Value; got != value {
		s.t.Errorf("the control of %s shows %s, want %s", name, got, value)
	}
}

func (s *stage) says(text string) {
	s.t.Helper()
	var all []string // a sentence may be in several lines
	for _, t := range s.paper.Texts {
		all = append(all, t.Text)
	}
	if !strings.Contains(strings.Join(all, " "), text) {
		s.t.Errorf("nothing says %q", text)
	}
}

func (s *stage) letters(text string) {
	for _, r := range text {
		s.Type(r)
	}
}
