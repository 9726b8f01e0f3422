package method

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/optim"
)

// act is what a micro-step does.
type act int

const (
	actStart act = iota
	actGradient
	actDirection
	actDraw
	actSlope
	actCurvature
	actThird
	actSecular
	actNewton
	actAverage
	actClip
	actUpdate
)

// last is the last micro-step.
const last = 11

// sequence returns the acts in their order, from the start of an iteration on.
func sequence(order optim.Clipping) (steps [last + 1]act) {
	for k := range steps {
		steps[k] = act(k)
	}
	if order == optim.ClipFirst {
		steps[actAverage], steps[actClip] = actClip, actAverage
	}
	return steps
}

// acts describe the micro-steps: the symbol of the result in the text, its
// sign, a name, the formula.
var acts = [last + 1]struct{ symbol, sign, name, formula string }{
	actStart:     {"L", "L(θ)", "the start", "θₜ and the loss of the network there"},
	actGradient:  {"g", "g", "gradient", "g = (1/B) Σₙ ∂Lₙ/∂θ, n in the minibatch"},
	actDirection: {"u", "u", "direction", "u = m ← μ m + (1 − μ_damp) g"},
	actDraw:      {"Bhg", "B_hg", "summary samples", "draw B_hg samples by a sampler of its own"},
	actSlope:     {"gbar", "ḡ", "slopes", "ḡₛ = ⟨∂L_hg/∂θ, uₛ⟩"},
	actCurvature: {"Hbar", "H̄", "curvatures", "H̄ₛₜ = uₛᵀ H uₜ, H = ∂²L_hg/∂θ²"},
	actThird:     {"D", "D", "third derivatives", "Dₛ = |D⁽³⁾ₛₛₛ|^(1/3)"},
	actSecular:   {"r", "r", "secular equation", "‖Dη(r)‖ = r with (H̄ + ½λ_int r D²) η(r) = ḡ"},
	actNewton:    {"etanew", "η_new", "new step sizes", "(H̄ + ½λ_int r D²) η_new = ḡ"},
	actAverage:   {"average", "η", "average", "η ← ρ η + (1 − ρ) η_new"},
	actClip:      {"clip", "max(η, 0)", "clip", "η ← max(η, 0)"},
	actUpdate:    {"theta", "θ", "update", "θ ← θ − λ₁ Σₛ ηₛ uₛ"},
}

// formula is that of an act, as the settings have it.
func (now *shown) formula(a act) string {
	switch {
	case a == actDirection && now.m == nil:
		return "u = m ← g in the first iteration"
	case a == actSecular && now.lambda == 0:
		return "λ_int = 0: no secular equation"
	case a == actNewton && now.lambda == 0:
		return "H̄ η_new = ḡ"
	case a == actAverage && now.call.old == nil:
		return "η ← η_new in the first call"
	case a == actAverage && now.order == optim.ClipFirst:
		return "η ← ρ η + (1 − ρ) max(η_new, 0)"
	case a == actClip && now.order == optim.ClipFirst:
		return "η_new ← max(η_new, 0), before the average"
	case a == actClip && now.order == optim.NoClipping:
		return "no clip: a negative η climbs"
	}
	return acts[a].formula
}

// num writes a number for a formula; neg does in brackets when it is negative.
func num(v float64) string { return plot.Short(v) }

func neg(v float64) string {
	if v < 0 {
		return "(" + num(v) + ")"
	}
	return num(v)
}

// terms joins the first terms of a sum of n.
func terms(n int, term func(k int) string) string {
	var all []string
	for k := range min(n, most) {
		all = append(all, term(k))
	}
	text := strings.Join(all, " + ")
	if n > most {
		text += fmt.Sprintf(" + … (%d more)", n-most)
	}
	return text
}

// places are the parameters of group s.
func (s *Scene) places(group int) (all []int) {
	for _, r := range s.run.recorder.Part.Group(group).Ranges {
		for p := r.Lo; p < r.Hi; p++ {
			all = append(all, p)
		}
	}
	return all
}

// parameter names the entry p of θ: W₁[2,1].
func (s *Scene) parameter(p int) string {
	for _, span := range s.run.recorder.Graph.Params().Spans {
		k := p - span.Offset
		if k < 0 || k >= span.Len {
			continue
		}
		if name := demos.Short(span.Name); len(span.Shape) == 2 {
			return fmt.Sprintf("%s[%d,%d]", name, k/span.Shape[1]+1, k%span.Shape[1]+1)
		} else {
			return fmt.Sprintf("%s[%d]", name, k+1)
		}
	}
	return ""
}

// largest is the index of the entry of the largest size.
func largest(x []float64) (k int) {
	for i, v := range x {
		if math.Abs(v) > math.Abs(x[k]) {
			k = i
		}
	}
	return k
}
