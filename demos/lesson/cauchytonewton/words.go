package cauchytonewton

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// idle reports for the pieces which have no direction: their slope is 0 where the step
// starts, so that it leaves them out.
func (s *Scene) idle() (idle [dimension]bool) {
	for g := range s.own.pieces.count() {
		idle[g] = true
	}
	for p, u := range s.from().u {
		if u != 0 {
			idle[s.own.pieces[p]] = false
		}
	}
	return idle
}

// leftOut names the parameters of the pieces that the step leaves out: "θ₄ θ₆".
func (s *Scene) leftOut() string {
	var names []string
	idle := s.idle()
	for p, g := range s.own.pieces {
		if idle[g] {
			names = append(names, theta(p))
		}
	}
	return strings.Join(names, " ")
}

// message is what went wrong and what helps; "" if nothing did.
func (s *Scene) message() string {
	switch c := s.own; {
	case c.reason != "" && s.step == c.last():
		return "Stopped: " + c.reason + ". Choose other pieces, another direction or start."
	case s.next.err != nil:
		return "No step: " + s.next.err.Error() + ". Choose other pieces, another direction or start."
	case !s.arrived() && s.step == most:
		return fmt.Sprintf("%d steps and no end: these pieces are too few for κ = %s.", most, s.v["kappa"])
	}
	return ""
}

// count is the number of steps that a climb takes, in words.
func (c *climb) count() string {
	switch {
	case c.arrived >= 0:
		return strconv.Itoa(c.arrived)
	case c.reason != "":
		return "–"
	}
	return fmt.Sprintf(">%d", most)
}

// Big implements demos.Lesson: the steps of the cut that is shown.
func (s *Scene) Big() string { return s.own.steps() }

// steps is count with its unit.
func (c *climb) steps() string {
	if c.arrived == 1 {
		return "1 step"
	}
	return c.count() + " steps"
}

// size writes the step size of a piece.
func (s *Scene) size(piece int) string {
	if s.next.err != nil {
		return "–"
	}
	return plot.Three(s.next.step.Eta[piece])
}

// lands writes the loss where the step ends: 0 where it is but rounding.
func (s *Scene) lands() string {
	if after := s.next.next.loss; after > 1e-12*s.from().loss {
		return plot.Three(after)
	}
	return "0"
}

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	p, cut := &s.next, s.own.pieces
	n := cut.count()
	size := fmt.Sprintf("%d × %d", n, n)
	list := []demos.Figure{
		lesson.Number("S", "S", "number of pieces", float64(n)),
		lesson.Number("P", "P", "number of parameters", dimension),
		lesson.Words("Hbar", "H̄", "curvature between the pieces", size),
		lesson.Words("gbar", "ḡ", "slope along each piece", plot.Count(n, "entry", "entries")),
		lesson.Words("eta", "η", "step size of each piece", plot.Count(n, "entry", "entries")),
	}
	idle := s.idle()
	for g := range max(n, 3) { // the text names three
		sign, of := "η"+lesson.Subscript(g+1), fmt.Sprintf("step size of piece %d", g+1)
		if idle[g] {
			of += ", left out: its slope is 0"
		}
		switch {
		case g >= n:
			list = append(list, lesson.Words(lesson.Eta(g), sign, "step size", "there is no such piece"))
		case p.err != nil:
			list = append(list, lesson.Words(lesson.Eta(g), sign, "step size", p.err.Error()))
		default:
			list = append(list, lesson.Number(lesson.Eta(g), sign, of, p.step.Eta[g]).In(cut.first(g)))
		}
	}
	drop := lesson.Number("drop", "½ḡᵀH̄⁻¹ḡ", "promised drop of the loss", p.promise)
	promise, lands := plot.Three(p.promise)+" of "+plot.Three(s.from().loss), "lands at a loss of "+s.lands()
	if p.err != nil {
		drop = lesson.Words(drop.Symbol, drop.Sign, drop.Label, p.err.Error())
		promise, lands = p.err.Error(), p.err.Error()
	} else if n == 2 {
		size = s.size(0) + " and " + s.size(1)
	}
	list = append(list, drop,
		lesson.Words("promise", "½ḡᵀH̄⁻¹ḡ of f(θ)", "promised drop, and all there is", promise),
		lesson.Words("sizes", "H̄η = ḡ", "the system, or its two step sizes", size),
		lesson.Words("lands", "f(θ − Uη)", "where the step ends", lands),
		lesson.Number("loss", "f(θ)", "loss above the minimum", s.here().loss),
		lesson.Number("kappa", "κ", "condition number", s.v.Number("kappa")),
	)
	if c := s.own; c.arrived >= 0 {
		list = append(list, lesson.Number("steps", "steps", "to a loss of 10⁻⁸ with these pieces", float64(c.arrived)))
	} else {
		list = append(list, lesson.Words("steps", "steps", "to a loss of 10⁻⁸ with these pieces", c.count()))
	}
	return append(list,
		lesson.Words("cauchy", "Cauchy", "steps with one piece", s.climb(0).steps()),
		lesson.Words("newton", "Newton", "steps with a piece for each parameter", s.climb(dimension-1).steps()),
		lesson.Words("way", "these pieces", "steps with these pieces", s.own.steps()),
	)
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	p, cut := &s.next, s.own.pieces
	n := cut.count()
	rungs := demos.Table{Title: "A ladder of pieces at this step", Cols: []string{"S", "promised drop", "true drop", "steps to a loss of 10⁻⁸"}}
	row := func(name string, c *climb, p *proposal) {
		count := math.NaN()
		if c.arrived >= 0 {
			count = float64(c.arrived)
		}
		if c == s.own {
			name += ", yours"
		}
		rungs.Rows = append(rungs.Rows, name)
		rungs.Add(float64(c.pieces.count()), p.promise, p.drop, count)
	}
	for k, g := range ladder {
		row(g.words(), s.climb(k), s.proposal(k))
	}
	if !slices.Contains(ladder[:], cut) {
		row(cut.words(), s.own, p)
	}
	system := demos.Table{Title: "The system H̄η = ḡ of these pieces"}
	for g := range n {
		system.Cols = append(system.Cols, fmt.Sprintf("H̄, piece %d", g+1))
		system.Rows = append(system.Rows, fmt.Sprintf("piece %d", g+1))
		system.Add(slices.Concat(p.summary.Hbar[g*n:(g+1)*n], []float64{p.summary.Gbar[g], p.step.Eta[g]})...)
	}
	system.Cols = append(system.Cols, "ḡ", "η")
	way := demos.Table{Title: "The way with these pieces", Cols: []string{"step", "softest axis", "stiffest axis", "off the plane", "loss"}}
	for i, at := range s.own.places[:s.step+1] {
		way.Add(float64(i), at.foot.X, at.foot.Y, at.off, at.loss)
	}
	return []demos.Table{rungs, system, way}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	var b strings.Builder
	p, cut := &s.next, s.own.pieces
	fmt.Fprintf(&b, "A bowl of six axes, seen along two of them: what is drawn is the shadow of each step on their plane. The gradient of six parameters is cut into %s: %s. ", cut.many(), cut.words())
	if m := s.message(); m != "" {
		b.WriteString(m + " ")
	}
	fmt.Fprintf(&b, "After %s the loss is %s. ", plot.Count(s.step, "step", "steps"), plot.Format(s.here().loss))
	if s.arrived() {
		fmt.Fprintf(&b, "This counts as the minimum, reached after %s. ", plot.Count(s.own.arrived, "step", "steps"))
	}
	if p.err == nil {
		fmt.Fprintf(&b, "The step promises a drop of %s of %s. Step sizes of the pieces:", plot.Format(p.promise), plot.Format(s.from().loss))
		for _, e := range p.step.Eta {
			b.WriteString(" " + plot.Format(e))
		}
		b.WriteString(". ")
	}
	if out := s.leftOut(); out != "" && !s.arrived() {
		fmt.Fprintf(&b, "The slope is 0 along %s: the step leaves them out. ", out)
	}
	fmt.Fprintf(&b, "From the start to a loss of 10⁻⁸: %s; on the ladder from 1 to 6 pieces:", s.own.steps())
	for k := range ladder {
		b.WriteString(" " + s.climb(k).count())
	}
	b.WriteString(".")
	return b.String()
}
