// Package deep is the lesson on deep networks: how strongly groups interact
// that are many layers apart, at the start and later, and how much of it is left
// in the inverse of H̄.
package deep

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Scene is the lesson.
type Scene struct {
	lesson.Base

	runs map[setup]*run
	now  shown
	news int // incremented by compute: panels then refresh their caches

	layout layout
	panels plot.Panels[*Scene]
}

var _ demos.Lesson = (*Scene)(nil)

// shown is what the picture shows: a function of the values.
type shown struct {
	setup
	*run
	step       int
	begin, now *state
	message    string // what went wrong, and what helps
}

// mostRuns bounds the cached runs: all depths of one setting and some more.
const mostRuns = 12

// run returns the run of a setup with all states up to last.
func (s *Scene) run(k setup, last int) (*run, error) {
	r := s.runs[k]
	if r == nil {
		var err error
		if r, err = newRun(k); err != nil {
			return nil, err
		}
		if len(s.runs) >= mostRuns {
			clear(s.runs)
		}
		s.runs[k] = r
	}
	r.until(last)
	return r, nil
}

func (s *Scene) compute(v demos.Values) error {
	k := read(v)
	step := v.Count("step")
	r, err := s.run(k, step)
	if err != nil {
		return err
	}
	s.now = shown{setup: k, run: r, step: step, begin: r.At(0), now: r.At(step)}
	s.now.message = s.now.complain()
	s.news++
	return nil
}

// complain says what is wrong and what helps; "" if nothing is.
func (now *shown) complain() string {
	switch {
	case now.step >= len(now.States): // a shorter run than the one shown before
		return "Go back, or take another seed: " + now.Broken
	case now.now.inverse == nil:
		return "Go a step on, or take another seed: " + now.now.noInverse
	}
	return ""
}

// spot is a place in the picture.
type spot = plot.Spot[*Scene]

// New returns the lesson in its opening state.
func New() *Scene {
	s := &Scene{runs: map[setup]*run{}}
	s.panels.Add(&headerPanel{}, "loss", &s.layout.header)
	s.panels.Add(newMatrix(forth), "Hbar", &s.layout.hbar)
	s.panels.Add(newDistance(forth), "K", &s.layout.forth)
	s.panels.Add(newShare("far"), "far", &s.layout.far)
	s.panels.Add(newMatrix(back), "Hinv", &s.layout.inverse)
	s.panels.Add(newDistance(back), "d", &s.layout.back)
	s.panels.Add(newShare("out"), "out", &s.layout.beside)
	s.Open(controls(), s.compute)
	return s
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	return lesson.Follow(&s.Base, s, &s.panels, p, t)
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	symbol := ""
	if s.panels.At.Panel == nil {
		symbol = s.Lighted()
	}
	parts := panelsOf[symbol]
	lesson.Paint(&s.Base, s, &s.panels, c, func(symbol string) bool { return parts != nil && !slices.Contains(parts, symbol) })
}

// panelsOf has the panels that belong to a symbol.
var panelsOf = map[string][]string{
	"loss":  {"loss"},
	"depth": {"loss", "Hbar", "Hinv"},
	"Hbar":  {"Hbar"},
	"Hinv":  {"Hinv"},
	"K":     {"Hbar", "K"},
	"d":     {"K", "d"},
	"far":   {"far"},
	"far0":  {"far"},
	"alike": {"far"},
	"out":   {"out"},
	"outH":  {"out"},
	"even":  {"out"},
}

// Which of the two matrices a part shows.
type side uint8

const (
	forth side = iota // H̄
	back              // H̄⁻¹
)

var signs = [...]string{"H̄", "H̄⁻¹"}

// matrix returns the scaled matrix of a side; nil where there is none.
func (a *state) matrix(of side) []float64 {
	if of == back {
		return a.inverse
	}
	return a.k
}

// reach returns that of a side; nil where there is none.
func (a *state) reach(of side) *reach {
	switch {
	case of == forth:
		return &a.forth
	case a.inverse == nil:
		return nil
	}
	return &a.back
}

// color is the colour of a side: neither is a group's.
func (s *Scene) color(of side) demos.Color {
	if of == back {
		return s.Theme.Accent
	}
	return s.Theme.Text
}

// before is the colour of the start.
func (s *Scene) before() demos.Color { return demos.Mix(s.Theme.Soft, s.Theme.Back, 0.35) }
