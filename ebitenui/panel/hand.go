package panel

import (
	"maps"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
)

// hand carries out what the visitor asks of the scene.
type hand interface {
	able(a Action) bool
	do(a Action)
	set(c *control) // which the visitor has changed
	live() bool     // a slider sets while it is dragged
	tick()          // 60 times a second
}

// far asks an engine behind a link.
type far struct {
	p    *Panel
	send func(link.Command)
}

func (f *far) able(a Action) bool { return a != Whole }
func (f *far) live() bool         { return false }
func (f *far) tick()              {}

func (f *far) set(c *control) { f.send(link.Command{Do: "set", State: c.state()}) }

func (f *far) do(a Action) {
	switch a {
	case Play:
		do := "play"
		if f.p.playing {
			do = "pause"
		}
		f.send(link.Command{Do: do})
	case Step:
		f.send(link.Command{Do: "step", N: 1})
	case Reset:
		f.send(link.Command{Do: "reset"})
	case Reseed:
		f.send(link.Command{Do: "reset", Seed: f.p.seed + 1})
	}
}

// near sets the values of a lesson, which computes by itself.
type near struct {
	p       *Panel
	lesson  demos.Lesson
	opening demos.Values
	waited  int // ticks since the last step of a play
}

// Ticks between two steps of a play: about four steps a second, and about
// three parts of a step, which are to be read.
const (
	stepTicks = 15
	partTicks = 24
)

func (n *near) live() bool { return true }

func (n *near) able(a Action) bool {
	switch a {
	case Play, Step:
		return n.control("step") != nil
	case Whole:
		return n.control("micro") != nil
	case Reseed:
		return n.control("seed") != nil
	}
	return true
}

// control returns the control of that name, or nil.
func (n *near) control(name string) *control {
	for i := range n.p.controls {
		if n.p.controls[i].Name == name {
			return &n.p.controls[i]
		}
	}
	return nil
}

// next is what one step, or one part of it, sets; nil at the end.
func (n *near) next() demos.Values {
	if stepper, ok := n.lesson.(demos.Stepper); ok {
		return stepper.Next()
	}
	c := n.control("step")
	if c == nil {
		return nil
	}
	at := n.lesson.State().Count("step")
	if float64(at) >= c.Max {
		return nil
	}
	return demos.Values{"step": strconv.Itoa(at + 1)}
}

// start is the values of the beginning: of a run, or of the lesson.
func (n *near) start() demos.Values {
	if n.control("step") == nil {
		return n.opening
	}
	start := demos.Values{"step": "0"}
	if n.control("micro") != nil {
		start["micro"] = "0"
	}
	return start
}

func (n *near) do(a Action) {
	switch a {
	case Play:
		if n.p.playing = !n.p.playing; n.p.playing && n.next() == nil {
			n.change(n.start())
		}
		n.waited = 0
	case Step:
		n.p.playing = false
		if next := n.next(); next != nil {
			n.change(next)
		}
	case Whole:
		n.p.playing = false
		n.whole()
	case Reset:
		n.p.playing = false
		n.change(n.start())
	case Reseed:
		n.p.playing = false
		c, seed := n.control("seed"), n.lesson.State().Number("seed")+1
		if seed > c.Max {
			seed = c.Min
		}
		v := maps.Clone(n.start())
		v["seed"] = strconv.FormatFloat(seed, 'f', -1, 64)
		n.change(v)
	}
}

// whole goes to the end of the step, or from there to that of the next.
func (n *near) whole() {
	state, end := n.lesson.State(), n.control("micro").Max
	step := state.Count("step")
	if state.Number("micro") >= end {
		if n.next() == nil {
			return
		}
		step++
	}
	n.change(demos.Values{"step": strconv.Itoa(step), "micro": strconv.FormatFloat(end, 'f', -1, 64)})
}

func (n *near) set(c *control) { n.change(demos.Values{c.Name: c.value}) }

// change sets values; what is refused is told.
func (n *near) change(v demos.Values) {
	n.p.message = ""
	if err := n.lesson.Set(v); err != nil {
		n.p.message = err.Error()
	}
	n.show()
}

// show lets the controls have the lesson's values.
func (n *near) show() {
	state := n.lesson.State()
	for i := range n.p.controls {
		c := &n.p.controls[i]
		n.p.fresh = n.p.fresh || c.value != state[c.Name]
		c.value, c.changed = state[c.Name], false
	}
}

// tick plays on, and sees what was dragged in the picture.
func (n *near) tick() {
	n.show()
	if !n.p.playing {
		return
	}
	ticks := stepTicks
	if _, parts := n.lesson.(demos.Stepper); parts {
		ticks = partTicks
	}
	if n.waited++; n.waited < ticks {
		return
	}
	n.waited = 0
	next := n.next()
	if next != nil {
		n.change(next)
	}
	if next == nil || n.p.message != "" {
		n.p.playing, n.p.fresh = false, true
	}
}
