package method

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// symbol is what the text calls the step size of group g: "eta1" for the first.
func symbol(g int) string { return "eta" + strconv.Itoa(g+1) }

// groupOf is the inverse of symbol.
func (s *Scene) groupOf(symbol string) (g int, ok bool) {
	rest, ok := strings.CutPrefix(symbol, "eta")
	if !ok {
		return 0, false
	}
	g, err := strconv.Atoi(rest)
	return g - 1, err == nil && g >= 1 && g <= len(s.groups)
}

// Figures implements demos.Taught. Those of the micro-steps have their filled
// formula in words.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	nan := frame.Number(math.NaN())
	var figures []demos.Figure
	for _, a := range now.steps {
		f := demos.Figure{Symbol: acts[a].symbol, Sign: acts[a].sign, Label: acts[a].name, Value: nan, Words: strings.Join(s.filled(a), "; "), Place: -1}
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
	for g, k := range now.groups {
		f := demos.Figure{Symbol: symbol(g), Sign: "η(" + k.name + ")", Label: "step size in use for " + k.name + ", times λ₁", Value: nan, Place: k.at}
		if g < len(now.eta) {
			f.Value = frame.Number(now.eta[g])
		}
		figures = append(figures, f)
	}
	return append(figures,
		demos.Figure{Symbol: "promise", Sign: "promise", Label: "change of L_hg that ḡ and H̄ promise", Value: frame.Number(now.predicted), Place: -1},
		demos.Figure{Symbol: "reality", Sign: "reality", Label: "its true change", Value: frame.Number(now.actual), Place: -1},
		demos.Figure{Symbol: "after", Sign: "L after", Label: "loss over all samples after the step", Value: frame.Number(now.whole[1]), Place: -1},
	)
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	k, n := now.call, len(now.groups)
	sizes := demos.Table{Title: fmt.Sprintf("The groups in iteration %d", now.t), Cols: []string{"ḡ", "D⁽³⁾", "D", "η_new", "η averaged", "η clipped", "λ₁η in use"}}
	hbar := demos.Table{Title: "H̄, curvature between groups"}
	for g, group := range now.groups {
		use := math.NaN()
		if g < len(now.eta) {
			use = now.eta[g]
		}
		sizes.Rows = append(sizes.Rows, group.name)
		var row []frame.Number
		for _, v := range []float64{k.Gbar[g], k.Order3[g], k.d[g], k.newton[g], k.averaged[g], now.clipped[g], use} {
			row = append(row, frame.Number(v))
		}
		sizes.Cells = append(sizes.Cells, row)
		hbar.Rows, hbar.Cols = append(hbar.Rows, group.name), append(hbar.Cols, group.name)
		row = nil
		for _, v := range k.Hbar[g*n : g*n+n] {
			row = append(row, frame.Number(v))
		}
		hbar.Cells = append(hbar.Cells, row)
	}
	vectors := demos.Table{Title: "The parameters", Cols: []string{"θ before", "g", "u", "λ₁ηu", "θ after"}}
	for p := range now.before {
		g := math.NaN()
		if p < len(now.g) {
			g = now.g[p]
		}
		vectors.Rows = append(vectors.Rows, s.parameter(p))
		vectors.Cells = append(vectors.Cells, []frame.Number{frame.Number(now.before[p]), frame.Number(g), frame.Number(now.u[p]), frame.Number(now.move[p]), frame.Number(now.after[p])})
	}
	return []demos.Table{sizes, hbar, vectors}
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
		words += " " + now.groups[g].name + " " + plot.Format(v) + ","
	}
	words = strings.TrimSuffix(words, ",")
	if now.message != "" {
		words += " " + now.message
	}
	return words
}
