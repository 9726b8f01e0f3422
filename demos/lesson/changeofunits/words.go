package changeofunits

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	v := s.State()
	figures := []demos.Figure{
		lesson.Number("alpha", "α", "scale of the new units", v.Number("alpha")),
		lesson.Number("beta", "β", "zero of the new units", v.Number("beta")),
		lesson.Words("u", "u", "direction of grouped Newton", v["direction"]),
		lesson.Words("theta", "θ", "parameters", fmt.Sprintf("%d numbers", len(s.bench.start))),
		lesson.Words("eta", "η", "step sizes of grouped Newton", fmt.Sprintf("%d old, %d new", len(s.bench.groups), len(s.bench.groups))),
		lesson.Number("L", "L", "loss of grouped Newton", s.loss(ours, false)),
		lesson.Number("apart", "‖θ′ − θ‖ / ‖θ‖", "distance of grouped Newton’s two runs", s.pairs[ours].apart(s.step)),
		lesson.Number("rival", "‖θ′ − θ‖ / ‖θ‖", "distance of the two runs of "+s.rival.label, s.pairs[theirs].apart(s.step)),
	}
	if math.IsInf(s.pairs[theirs].apart(s.step), 1) {
		figures[len(figures)-1].Words = "infinite"
	}
	here, there := s.eta()
	for g, k := range s.bench.groups {
		if here != nil {
			figures = append(figures,
				lesson.Number(fmt.Sprintf("eta%d", g+1), "η("+k.Short+")", "step size of "+k.Short+", old units", here[g]).In(k.Place),
				lesson.Number(fmt.Sprintf("etanew%d", g+1), "η̃("+k.Short+")", "step size of "+k.Short+", new units", there[g]).In(k.Place))
		}
	}
	return figures
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	gap := demos.Table{Title: "Distance of the two runs, in parts of θ", Cols: []string{"step", s.name(ours), s.name(theirs)}}
	for i := range s.step + 1 {
		gap.Add(float64(i), s.pairs[ours].apart(i), s.pairs[theirs].apart(i))
	}
	tables := []demos.Table{gap}
	for k, p := range s.pairs {
		for _, h := range [...]struct {
			*half
			units string
		}{{&p.here, "in the old units"}, {&p.there, "in the new units, mapped back"}} {
			t := demos.Table{Title: s.name(k) + " " + h.units, Cols: []string{"step", s.bench.model.across, s.bench.model.up}}
			for i, q := range s.bench.project(nil, h.half, s.step) {
				t.Add(float64(i), q.X, q.Y)
			}
			tables = append(tables, t)
		}
	}
	if here, there := s.eta(); here != nil {
		t := demos.Table{Title: "Step sizes of grouped Newton", Cols: []string{"old units", "new units", "new ÷ old"}}
		for g, k := range s.bench.groups {
			t.Rows = append(t.Rows, k.Short)
			t.Add(here[g], there[g], there[g]/here[g])
		}
		tables = append(tables, t)
	}
	return tables
}

// Big implements demos.Lesson.
func (s *Scene) Big() string {
	if s.show == "line" {
		return plot.Count(s.step, "step", "steps")
	}
	if s.show == "rings" {
		return power(s.pairs[ours].apart(s.step)) + " of θ apart"
	}
	return power(s.pairs[theirs].apart(s.step)) + " of θ apart, grouped " + power(s.pairs[ours].apart(s.step))
}

// partWords say what is written in other units.
var partWords = map[string]string{"first": "the first layer", "second": "the second layer", "input": "the weights of the first input"}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	v := s.State()
	text := fmt.Sprintf("Two runs of each method from one start, one of them with %s in units α = %s, β = %s.", partWords[v["part"]], v["alpha"], v["beta"])
	for k, p := range s.pairs {
		word := "split"
		if p.worst(s.step) <= coincide {
			word = "coincide"
		}
		text += fmt.Sprintf(" After step %d the two of %s %s: they are %s of θ apart, with losses %s and %s.",
			s.step, s.name(k), word, plot.Format(p.apart(s.step)), plot.Format(s.loss(k, false)), plot.Format(s.loss(k, true)))
	}
	if here, there := s.eta(); here != nil {
		text += " Step sizes of grouped Newton in the old and the new units:"
		for g, k := range s.bench.groups {
			text += fmt.Sprintf(" %s %s and %s;", k.Short, plot.Format(here[g]), plot.Format(there[g]))
		}
		text = text[:len(text)-1] + "."
	}
	if s.message != "" {
		text += " Take care: " + s.message + "."
	}
	return text
}
