package method

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Figures implements demos.Taught. Those of the micro-steps have their filled
// formula in words.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	var figures []demos.Figure
	for _, a := range now.steps {
		f := lesson.Words(acts[a].symbol, acts[a].sign, acts[a].name, strings.Join(s.filled(a), "; "))
		switch a {
		case actStart:
			f.Value, f.Words, f.Label = frame.Number(now.whole[0]), "", "loss over all samples"
		case actSecular:
			if now.call.status.Solved() && now.lambda > 0 {
				f.Value, f.Words, f.Label = frame.Number(now.call.r), "", "root of the secular equation, ‖Dη‖"
			}
		}
		figures = append(figures, f)
	}
	figures = append(figures, lesson.Etas(now.groups, now.eta, "step size in use for %s, times λ₁")...)
	return append(figures,
		lesson.Number("promise", "promise", "change of L_hg that ḡ and H̄ promise", now.predicted),
		lesson.Number("reality", "reality", "its true change", now.actual),
		lesson.Number("after", "L after", "loss over all samples after the step", now.whole[1]),
	)
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	k := now.call
	sizes := demos.Table{Title: fmt.Sprintf("The groups in iteration %d", now.t), Cols: []string{"ḡ", "D⁽³⁾", "D", "η_new", "η averaged", "η clipped", "λ₁η in use"}}
	for g, group := range now.groups {
		use := math.NaN()
		if g < len(now.eta) {
			use = now.eta[g]
		}
		sizes.Rows = append(sizes.Rows, group.Short)
		sizes.Add(k.Gbar[g], k.Order3[g], k.d[g], k.newton[g], k.averaged[g], now.clipped[g], use)
	}
	vectors := demos.Table{Title: "The parameters", Cols: []string{"θ before", "g", "u", "λ₁ηu", "θ after"}}
	for p := range now.before {
		g := math.NaN()
		if p < len(now.g) {
			g = now.g[p]
		}
		vectors.Rows = append(vectors.Rows, s.parameter(p))
		vectors.Add(now.before[p], g, now.u[p], now.move[p], now.after[p])
	}
	return []demos.Table{sizes, lesson.Grid("H̄, curvature between groups", sizes.Rows, k.Hbar), vectors}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	a := now.act()
	words := fmt.Sprintf("Iteration %d, micro-step %d of %d, %s: %s. %s.", now.t, now.micro, last, acts[a].name, now.formula(a), strings.Join(s.filled(a), "; "))
	for g, v := range now.perGroup(a) {
		if g == 0 {
			words += " By groups:"
		}
		words += " " + now.groups[g].Short + " " + plot.Format(v) + ","
	}
	words = strings.TrimSuffix(words, ",")
	if now.message != "" {
		words += " " + now.message
	}
	return words
}
