package saddles

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// kind says whether H̄ is definite.
func (w *view) kind() string {
	if w.definite {
		return "positive semidefinite"
	}
	if len(w.groups) == 1 {
		return "negative"
	}
	return "indefinite"
}

// point is what Newton's step goes to.
func (w *view) point() string {
	switch {
	case w.definite:
		return "its minimum"
	case len(w.groups) == 1:
		return "its top"
	}
	return "its saddle"
}

// effect says what a step does to the true loss.
func (m *move) effect() string {
	switch {
	case !m.ok():
		return "does not exist"
	case m.change > 0:
		return "raises the loss by " + plot.Round2(m.change)
	}
	return "lowers the loss by " + plot.Round2(-m.change)
}

// against is effect in a sentence that has had that of other: without the verb
// where both raise or both lower the loss.
func (m *move) against(other *move) string {
	if m.ok() && other.ok() && (m.change > 0) == (other.change > 0) {
		return "by " + plot.Round2(math.Abs(m.change))
	}
	return m.effect()
}

// words says what happens here.
func (w *view) words() string {
	switch w.status {
	case cubic.Unbounded:
		return fmt.Sprintf("The model has no minimum: D = 0 for %s, so no cubic term stops the fall there, and H̄ does not either. Move the start a little.", w.unruled())
	case cubic.NotFinite:
		return "The step cannot be written in numbers: move the start a little."
	case cubic.ZeroGradient:
		return "The gradient is 0 and H̄ has no way down: the step is 0."
	case cubic.Boundary:
		return fmt.Sprintf("The hard case: the slope has no part along the way down, so r = r_min and the model has two minimisers, equally good. Newton’s step %s, either cubic step %s.", w.newton.effect(), w.cubic.against(&w.newton))
	}
	words := "H̄ is " + w.kind()
	if !w.definite {
		words += ": Newton’s step seeks the model’s " + strings.TrimPrefix(w.point(), "its ")
	}
	words += fmt.Sprintf(". Newton’s step %s, the cubic step %s.", w.newton.effect(), w.cubic.against(&w.newton))
	if zeros := w.unruled(); zeros != "" {
		words += " D = 0 for " + zeros + ": no cubic term there, a plain Newton step."
	}
	if up := w.uphill(); up != "" {
		words += " Negative, so uphill: " + up + "."
	}
	return words
}

// uphill lists the negative step sizes.
func (w *view) uphill() string {
	var list []string
	for _, g := range w.groups {
		for _, k := range []struct {
			m    *move
			name string
		}{{&w.newton, "Newton"}, {&w.cubic, "cubic"}} {
			if k.m.ok() && k.m.eta[g.index] < 0 {
				list = append(list, g.sign+" ("+k.name+")")
			}
		}
	}
	return strings.Join(list, ", ")
}

// unruled names the groups with D = 0.
func (w *view) unruled() string {
	var names []string
	for _, g := range w.groups {
		if w.d[g.index] == 0 {
			names = append(names, g.name)
		}
	}
	return strings.Join(names, " and ")
}

// uncurved says why there is no secular curve.
func (w *view) uncurved() string {
	switch {
	case w.status == cubic.Unbounded:
		return "no curve: the model has no minimum for any λ"
	case w.status == cubic.ZeroGradient:
		return "no curve: ḡ = 0, the step is 0 for any λ"
	}
	return "no curve: D = 0, the cubic term is 0 and the step is Newton’s for any λ"
}

// Alt is the picture in words.
func (s *Scene) Alt() string {
	w := &s.view
	var b strings.Builder
	fmt.Fprintf(&b, "Landscape %s, start at x = %s, y = %s, loss %s. %s", w.ground.Label, plot.Exact(w.start.X), plot.Exact(w.start.Y), plot.Format(w.loss), w.words())
	if w.newton.ok() {
		fmt.Fprintf(&b, " Newton’s step ends at (%s, %s).", plot.Format(w.newton.end.X), plot.Format(w.newton.end.Y))
	}
	if w.cubic.ok() {
		fmt.Fprintf(&b, " The cubic step for λ = %s ends at (%s, %s).", plot.Format(w.lambda), plot.Format(w.cubic.end.X), plot.Format(w.cubic.end.Y))
	}
	if w.twin.ok() {
		fmt.Fprintf(&b, " Its twin ends at (%s, %s).", plot.Format(w.twin.end.X), plot.Format(w.twin.end.Y))
	}
	if w.curved {
		fmt.Fprintf(&b, " Secular curve: r_min = %s, root %s; at your r = %s the curve is at %s.", plot.Format(w.floor), plot.Format(w.root), plot.Format(w.r), plot.Format(w.psi))
	} else {
		b.WriteString(" Secular curve: " + w.uncurved() + ".")
	}
	return b.String()
}

// Figures are the numbers that the text names.
func (s *Scene) Figures() []demos.Figure {
	w := &s.view
	none := math.NaN()
	of := func(m *move) float64 {
		if m.ok() {
			return m.change
		}
		return none
	}
	n := fmt.Sprintf("%d × %d, %s", len(w.gbar), len(w.gbar), w.kind())
	list := []demos.Figure{
		lesson.Words("theta", "θ", "start", fmt.Sprintf("(%s, %s)", plot.Exact(w.start.X), plot.Exact(w.start.Y))),
		lesson.Number("loss", "L", "loss at the start", w.loss),
		lesson.Number("lambda", "λ", "weight of the cubic term", w.lambda),
		lesson.Words("Hbar", "H̄", "curvature", n),
		lesson.Words("D", "D", "ruler of each group", w.list(w.d)),
		lesson.Words("gbar", "ḡ", "slope of each group", w.list(w.gbar)),
		lesson.Number("newton", "ΔL Newton", "change of the loss, Newton’s step", of(&w.newton)),
		lesson.Number("cubicdrop", "ΔL cubic", "change of the loss, cubic step", of(&w.cubic)).In(cubicPlace),
	}
	if w.newton.ok() {
		list = append(list, lesson.Words("level", "H̄⁻¹ḡ", "Newton’s step, to a level point", "η = "+w.list(w.newton.eta)))
	} else {
		list = append(list, lesson.Words("level", "H̄⁻¹ḡ", "Newton’s step", "there is none"))
	}
	if w.cubic.ok() {
		list = append(list,
			lesson.Words("eta", "η*", "cubic step", w.list(w.cubic.eta)).In(cubicPlace),
			lesson.Number("phi", "φ(η*)", "the model’s promise", w.cubic.promise).In(cubicPlace),
			lesson.Number("term", "(λ/6)‖Dη*‖³", "the cubic term", w.lambda*w.root*w.root*w.root/6).In(cubicPlace))
	} else {
		list = append(list, lesson.Words("term", "(λ/6)‖Dη*‖³", "the cubic term", w.status.String()).In(cubicPlace),
			lesson.Words("eta", "η*", "cubic step", w.status.String()).In(cubicPlace), lesson.Words("phi", "φ(η*)", "the model’s promise", w.status.String()).In(cubicPlace))
	}
	for _, g := range w.groups {
		v := none
		if w.cubic.ok() {
			v = w.cubic.eta[g.index]
		}
		list = append(list, lesson.Number(g.symbol, g.sign, "step size of "+g.name, v).In(g.place))
	}
	if len(w.groups) == 1 {
		list = append(list, lesson.Words("eta2", "η₂", "step size of y", "one group only"))
	}
	if !w.curved {
		for _, k := range [][2]string{{"r", "r"}, {"psi", "ψ(r)"}, {"rmin", "r_min"}, {"root", "r*"}} {
			list = append(list, lesson.Words(k[0], k[1], "secular curve", "no curve here"))
		}
		return append(list, lesson.Words("path", "η*(λ)", "path of the cubic step", w.ends()).In(cubicPlace))
	}
	return append(list,
		lesson.Number("r", "r", "your guess", w.r).In(cursorPlace),
		lesson.Number("psi", "ψ(r)", "|Dη(r)| − r there", w.psi).In(cursorPlace),
		lesson.Number("rmin", "r_min", "last pole", w.floor),
		lesson.Number("root", "r*", "root, |Dη*|", w.root).In(cubicPlace),
		lesson.Words("path", "η*(λ)", "path of the cubic step", w.ends()).In(cubicPlace))
}

// ends names both ends of the path.
func (w *view) ends() string {
	switch {
	case w.status == cubic.Unbounded || w.status == cubic.NotFinite:
		return "none"
	case w.unruled() == "":
		if w.definite {
			return "Newton → start"
		}
		return "∞ → start"
	case w.definite:
		return "Newton → D = 0 for " + w.unruled()
	}
	return "∞ → D = 0 for " + w.unruled()
}

// list writes a number for each group, in the order of the picture.
func (w *view) list(v []float64) string {
	var parts []string
	for _, g := range w.groups {
		parts = append(parts, plot.Three(v[g.index]))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// Tables are the picture in numbers.
func (s *Scene) Tables() []demos.Table {
	w := &s.view
	var names []string
	model := demos.Table{Title: "slope, curvature and ruler of the groups", Cols: []string{"ḡ"}}
	for _, g := range w.groups {
		names = append(names, g.name)
		model.Cols = append(model.Cols, "H̄ with "+g.name)
	}
	model.Rows, model.Cols = names, append(model.Cols, "D")
	for _, g := range w.groups {
		row := []float64{w.gbar[g.index]}
		for _, o := range w.groups {
			row = append(row, w.hbar[g.index*len(w.gbar)+o.index])
		}
		model.Add(append(row, w.d[g.index])...)
	}
	steps := demos.Table{Title: "steps"}
	for _, g := range w.groups {
		steps.Cols = append(steps.Cols, g.sign)
	}
	steps.Cols = append(steps.Cols, "x", "y", "promise of the model", "change of the loss")
	for _, k := range []struct {
		name string
		m    *move
	}{{"Newton", &w.newton}, {"cubic", &w.cubic}, {"cubic, the other", &w.twin}, {"your r", &w.cursor}} {
		if !k.m.ok() {
			continue
		}
		steps.Rows = append(steps.Rows, k.name)
		var row []float64
		for _, g := range w.groups {
			row = append(row, k.m.eta[g.index])
		}
		steps.Add(append(row, k.m.end.X, k.m.end.Y, k.m.promise, k.m.change)...)
	}
	curve := demos.Table{Title: "secular curve", Cols: []string{"r", "ψ(r)"}}
	for i := 0; i < len(w.rs); i += 5 {
		curve.Add(w.rs[i], w.curve[i])
	}
	eigen := demos.Table{Title: "eigenvalues of the curvature H̄", Cols: []string{"eigenvalue"}}
	for _, v := range w.eigenvalues() {
		eigen.Add(v)
	}
	return []demos.Table{model, eigen, steps, curve}
}

// eigenvalues are those of H̄, the smallest first.
func (w *view) eigenvalues() []float64 {
	if len(w.gbar) == 1 {
		return w.hbar
	}
	middle, half := (w.hbar[0]+w.hbar[3])/2, math.Hypot((w.hbar[0]-w.hbar[3])/2, w.hbar[1])
	return []float64{middle - half, middle + half}
}

// Big implements demos.Lesson.
func (s *Scene) Big() string {
	w := &s.view
	say := func(m *move) string {
		if !m.ok() {
			return "no step"
		}
		return signed(m.change) + " in loss"
	}
	if w.green() {
		return "cubic step: " + say(&w.cubic) + ", Newton’s step: " + say(&w.newton)
	}
	return "Newton’s step: " + say(&w.newton)
}
