package units

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	v := s.State()
	nan := frame.Number(math.NaN())
	figures := []demos.Figure{
		{Symbol: "alpha", Sign: "α", Label: "scale of the new units", Value: frame.Number(v.Number("alpha")), Place: -1},
		{Symbol: "beta", Sign: "β", Label: "zero of the new units", Value: frame.Number(v.Number("beta")), Place: -1},
		{Symbol: "u", Sign: "u", Label: "direction of grouped Newton", Value: nan, Words: v["direction"], Place: -1},
		{Symbol: "theta", Sign: "θ", Label: "parameters", Value: nan, Words: fmt.Sprintf("%d numbers", len(s.bench.start)), Place: -1},
		{Symbol: "eta", Sign: "η", Label: "step sizes of grouped Newton", Value: nan, Words: fmt.Sprintf("%d old, %d new", len(s.bench.groups), len(s.bench.groups)), Place: -1},
		{Symbol: "L", Sign: "L", Label: "loss of grouped Newton", Value: frame.Number(s.loss(ours, false)), Place: -1},
		{Symbol: "apart", Sign: "‖θ′ − θ‖ / ‖θ‖", Label: "distance of grouped Newton’s two runs", Value: frame.Number(s.pairs[ours].apart(s.step)), Place: -1},
		{Symbol: "rival", Sign: "‖θ′ − θ‖ / ‖θ‖", Label: "distance of the two runs of " + s.rival.label, Value: frame.Number(s.pairs[theirs].apart(s.step)), Place: -1},
	}
	if math.IsInf(s.pairs[theirs].apart(s.step), 1) {
		figures[len(figures)-1].Words = "infinite"
	}
	here, there := s.eta()
	for g, k := range s.bench.groups {
		if here != nil {
			figures = append(figures,
				demos.Figure{Symbol: fmt.Sprintf("eta%d", g+1), Sign: "η(" + k.name + ")", Label: "step size of " + k.name + ", old units", Value: frame.Number(here[g]), Place: k.at},
				demos.Figure{Symbol: fmt.Sprintf("etanew%d", g+1), Sign: "η̃(" + k.name + ")", Label: "step size of " + k.name + ", new units", Value: frame.Number(there[g]), Place: k.at})
		}
	}
	return figures
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	gap := demos.Table{Title: "Distance of the two runs, in parts of θ", Cols: []string{"step", s.name(ours), s.name(theirs)}}
	for i := range s.step + 1 {
		gap.Cells = append(gap.Cells, []frame.Number{frame.Number(i), frame.Number(s.pairs[ours].apart(i)), frame.Number(s.pairs[theirs].apart(i))})
	}
	tables := []demos.Table{gap}
	for k, p := range s.pairs {
		for _, h := range [...]struct {
			*half
			units string
		}{{&p.here, "in the old units"}, {&p.there, "in the new units, mapped back"}} {
			t := demos.Table{Title: s.name(k) + " " + h.units, Cols: []string{"step", s.bench.model.across, s.bench.model.up}}
			for i, q := range s.bench.project(nil, h.half, s.step) {
				t.Cells = append(t.Cells, []frame.Number{frame.Number(i), frame.Number(q.X), frame.Number(q.Y)})
			}
			tables = append(tables, t)
		}
	}
	if here, there := s.eta(); here != nil {
		t := demos.Table{Title: "Step sizes of grouped Newton", Cols: []string{"old units", "new units", "new ÷ old"}}
		for g, k := range s.bench.groups {
			t.Rows = append(t.Rows, k.name)
			t.Cells = append(t.Cells, []frame.Number{frame.Number(here[g]), frame.Number(there[g]), frame.Number(there[g] / here[g])})
		}
		tables = append(tables, t)
	}
	return tables
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
			text += fmt.Sprintf(" %s %s and %s;", k.name, plot.Format(here[g]), plot.Format(there[g]))
		}
		text = text[:len(text)-1] + "."
	}
	if s.message != "" {
		text += " Take care: " + s.message + "."
	}
	return text
}
