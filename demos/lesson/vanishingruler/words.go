package vanishingruler

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// listed writes the names of groups: "W₁, b₁ and W₂".
func (w *view) listed(groups []int) string {
	var names []string
	for _, g := range groups {
		names = append(names, w.names[g])
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// deadGroups are those without a gradient.
func (w *view) deadGroups() (groups []int) {
	for g := range w.gbar {
		if w.dead(g) {
			groups = append(groups, g)
		}
	}
	return groups
}

// free are the groups that move without a ruler.
func (w *view) free() (groups []int) {
	for _, g := range w.unruled() {
		if !w.dead(g) {
			groups = append(groups, g)
		}
	}
	return groups
}

// zeros names the groups without a ruler: "every group" if all are.
func (w *view) zeros() string {
	switch u := w.unruled(); {
	case len(w.d) == 1:
		return "the one group"
	case len(u) < len(w.d):
		return w.listed(u)
	}
	return "every group"
}

// words names the case and what would help, in a long and a short form.
func (w *view) words() (long, short string) {
	dead, deadShort := "", ""
	if d := w.deadGroups(); len(d) > 0 {
		dead = fmt.Sprintf(" Dead: %s has no gradient, so ḡ, its row of H̄ and D are 0; raise the biases b₁.", w.listed(d))
		deadShort = " Dead: " + w.listed(d) + "."
		if len(d) > 1 {
			dead = strings.Replace(dead, "has no gradient, so ḡ, its row", "have no gradient, so ḡ, their rows", 1)
		}
	}
	zeros := w.zeros()
	free := w.free()
	switch w.status {
	case cubic.Unbounded:
		return fmt.Sprintf("Unbounded: D = 0 for %s, and there H̄ has negative curvature. Nothing ends the fall along v, so there is no step. A ruler comes back with cross-entropy, or with a group that holds both layers.%s", zeros, dead),
			fmt.Sprintf("Unbounded: D = 0 for %s and H̄ is negative along v: no step.%s", zeros, deadShort)
	case cubic.ZeroGradient:
		return "The gradient is 0 and so is the step." + dead, "The gradient is 0." + deadShort
	case cubic.Unregularised:
		if len(free) == 0 {
			return "Bounded, and every group that moves has its ruler." + dead, "Bounded." + deadShort
		}
		long = fmt.Sprintf("Bounded, but D = 0 for %s. H̄ is positive there, which gives a plain Newton step that no cubic term holds back.", w.listed(free))
		short = fmt.Sprintf("Bounded, but D = 0 for %s: a plain Newton step there.", w.listed(free))
	default:
		long = "Bounded: every group has its ruler, D > 0, so the model has a minimum whatever H̄ is."
		short = "Bounded: every group has D > 0."
	}
	if -w.promise > w.value {
		long += fmt.Sprintf(" It promises a fall by %s from a loss of %s: more than there is.", plot.Round2(-w.promise), plot.Round2(w.value))
	}
	return long + dead, short + deadShort
}

// direction writes the direction of the curves.
func (w *view) direction() string {
	if w.way == stepped {
		return "η*"
	}
	var parts []string
	for g, v := range w.v {
		parts = append(parts, w.names[g]+" "+plot.Format(v))
	}
	return "v: " + strings.Join(parts, ", ")
}

// kind says whether H̄ is definite.
func (w *view) kind() string {
	switch {
	case w.eigen[0] >= 0:
		return "no negative eigenvalue"
	case w.eigen[len(w.eigen)-1] <= 0:
		return "no positive eigenvalue"
	}
	return "indefinite"
}

// Alt is the picture in words.
func (s *Scene) Alt() string {
	w := &s.view
	long, _ := w.words()
	var b strings.Builder
	fmt.Fprintf(&b, "A network with 2 inputs, %d hidden units (%s) and 2 outputs, loss %s, on two moons; loss %s. %s", hidden, w.activationLabel(), w.loss, plot.Format(w.value), long)
	for g, d := range w.d {
		fmt.Fprintf(&b, " D of %s: %s.", w.names[g], plot.Format(d))
	}
	fmt.Fprintf(&b, " H̄ is %d × %d with the lowest eigenvalue %s.", len(w.d), len(w.d), plot.Format(w.eigen[0]))
	last := len(w.ts) - 1
	fmt.Fprintf(&b, " At t = %s along %s the true loss has changed by %s, the model says %s, without its cubic term %s.",
		plot.Format(w.ts[last]), w.direction(), plot.Format(w.truth[last]), plot.Format(w.ruled[last]), plot.Format(w.plain[last]))
	return b.String()
}

// why says where a group's ruler comes from.
func (w *view) why(g int) string {
	switch w.origin(g) {
	case noSlope:
		return "dead: its gradient is 0, and with it its row of H̄ and its D"
	case fromLoss:
		return "cross-entropy has a third derivative, so every group that moves the outputs has one"
	case fromBend:
		return "it lies inside " + w.activationLabel() + ", which bends"
	case fromPair:
		return "it moves W₂ and what W₂ multiplies: a product of two that move is no straight line"
	}
	return "the outputs are a straight line in it, and squared error makes that a parabola: no third derivative"
}

// Big implements demos.Lesson.
func (s *Scene) Big() string {
	return plot.Three(s.view.value*(1+s.at(s.view.ruled)/s.view.value)) + " loss, says the model"
}

// at returns a curve at the ball.
func (s *Scene) at(ys []float64) float64 {
	at := s.part * (points - 1)
	i := min(int(at), points-2)
	return ys[i] + (at-float64(i))*(ys[i+1]-ys[i])
}

// Figures are the numbers that the text names.
func (s *Scene) Figures() []demos.Figure {
	w := &s.view
	promise := lesson.Number("phi", "φ", "lowest value of the model", w.promise).In(ruledPlace)
	if w.status == cubic.Unbounded {
		promise = lesson.Words("phi", "φ", "lowest value of the model", "unbounded").In(ruledPlace)
	}
	return []demos.Figure{
		lesson.Number("loss", "L", "loss at the start", w.value),
		lesson.Number("lambda", "λ_int", "weight of the cubic term", w.lambda),
		lesson.Words("f", "f", "activation", w.activationLabel()),
		lesson.Words("head", "loss", "loss function", strings.ReplaceAll(w.loss, "-", " ")),
		lesson.Words("W1", "W₁, b₁", "the groups they are in", w.homes(w1, b1)).In(w.places[w.owner[w1]]),
		lesson.Words("W2", "W₂, b₂", "the groups they are in", w.homes(w2, b2)).In(w.places[w.owner[w2]]),
		lesson.Words("Hbar", "H̄", "curvature", fmt.Sprintf("%d × %d, %s", len(w.d), len(w.d), w.kind())),
		lesson.Number("low", "Λ₁", "lowest eigenvalue of H̄", w.eigen[0]),
		lesson.Words("v", "v", "way of the curves", w.list(w.v)),
		lesson.Number("quadratic", "½vᵀH̄v", "bend along v", w.bend/2),
		promise,
		lesson.Words("status", "case", "of the cubic step", w.status.String()),
		lesson.Words("D", "D", "ruler of each group", w.list(w.d)),
	}
}

// homes names the groups of two tensors, a common one once.
func (w *view) homes(k, l int) string {
	if w.owner[k] == w.owner[l] {
		return w.names[w.owner[k]]
	}
	return w.names[w.owner[k]] + " and " + w.names[w.owner[l]]
}

// list writes a number for each group.
func (w *view) list(v []float64) string {
	var parts []string
	for _, x := range v {
		parts = append(parts, plot.Round2(x))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// Tables are the picture in numbers.
func (s *Scene) Tables() []demos.Table {
	w := &s.view
	n := len(w.d)
	model := demos.Table{Title: "slope, curvature and ruler of the groups", Rows: w.names, Cols: []string{"ḡ"}}
	for _, name := range w.names {
		model.Cols = append(model.Cols, "H̄ with "+name)
	}
	model.Cols = append(model.Cols, "D", "v")
	for g := range n {
		model.Add(slices.Concat(w.gbar[g:g+1], w.hbar[g*n:g*n+n], []float64{w.d[g], w.v[g]})...)
	}
	eigen := demos.Table{Title: "eigenvalues of H̄", Cols: []string{"eigenvalue"}}
	for _, e := range w.eigen {
		eigen.Add(e)
	}
	curves := demos.Table{Title: "change of the loss along " + w.direction(), Cols: []string{"t", "true loss", "model φ", "without the cubic term"}}
	for i := 0; i < len(w.ts); i += 8 {
		curves.Add(w.ts[i], w.truth[i], w.ruled[i], w.plain[i])
	}
	return []demos.Table{model, eigen, curves}
}
