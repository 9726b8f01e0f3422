package cauchytonewton

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// groupsText writes a rung as its groups: "θ₁θ₂ | θ₃θ₄ | θ₅θ₆".
func groupsText(rung int) string {
	var b strings.Builder
	for p, g := range rungs[rung] {
		if p > 0 && g != rungs[rung][p-1] {
			b.WriteString(" | ")
		}
		b.WriteString("θ" + lesson.Subscript(p+1))
	}
	return b.String()
}

// idle reports for the groups of the chosen rung which have no direction: their
// slope is 0 where the step starts, so that it leaves them out.
func (s *Scene) idle() (idle [dimension]bool) {
	c, _, _ := s.chosen()
	for g := range s.groups() {
		idle[g] = true
	}
	for p, u := range c.places[s.from].u {
		if u != 0 {
			idle[rungs[s.groups()-1][p]] = false
		}
	}
	return idle
}

// leftOut names the parameters of the groups that the step leaves out: "θ₄ θ₆".
func (s *Scene) leftOut() string {
	var names []string
	idle := s.idle()
	for p, g := range rungs[s.groups()-1] {
		if idle[g] {
			names = append(names, "θ"+lesson.Subscript(p+1))
		}
	}
	return strings.Join(names, " ")
}

// message is what went wrong and what helps; "" if nothing did.
func (s *Scene) message() string {
	c, _, p := s.chosen()
	switch {
	case c.reason != "" && s.step == len(c.places)-1:
		return "Stopped: " + c.reason + ". Choose another rung, direction or start."
	case p.err != nil:
		return "No step: " + p.err.Error() + ". Choose another rung, direction or start."
	case !s.arrived() && s.step == most:
		return fmt.Sprintf("%d steps and no end: this rung is too low for κ = %s.", most, s.Value("kappa"))
	}
	return ""
}

// drawHeader paints the numbers of this step, or what went wrong.
func (s *Scene) drawHeader(c demos.Canvas) {
	b, t := s.layout.header, s.Theme
	if m := s.message(); m != "" {
		st := demos.TextStyle{Size: 12, Color: t.Text, Bold: true}
		most := 1
		if s.layout.narrow {
			st.Size, most = 11, 2
		}
		for i, line := range plot.Wrap(c, m, b.W, most, st) {
			plot.Label(c, line, b.X, b.Y+12+14*float64(i), st)
		}
		return
	}
	climb, here, _ := s.chosen()
	items := [][2]string{
		{"step", fmt.Sprint(s.step)},
		{"loss", plot.Format(here.loss)},
		{"S", fmt.Sprintf("%d of %d", s.groups(), dimension)},
		{"groups", groupsText(s.groups() - 1)},
	}
	if s.arrived() {
		items[3] = [2]string{"arrived after", plot.Count(climb.arrived, "step", "steps")}
	} else if out := s.leftOut(); out != "" {
		items[3] = [2]string{"left out, for their slope is 0", out}
	}
	soft, strong := demos.TextStyle{Color: t.Soft}, demos.TextStyle{Size: 13, Color: t.Text, Mono: true}
	gap := 24.0
	if s.layout.narrow {
		soft.Size, strong.Size, gap = 11, 11, 12
	}
	x, y := b.X, b.Y+13
	for _, k := range items {
		name := c.TextWidth(k[0], soft) + 5
		w := name + c.TextWidth(k[1], strong)
		if x+w > b.X+b.W {
			if !s.layout.narrow || y > b.Y+14 {
				return
			}
			x, y = b.X, y+15
		}
		c.Text(k[0], x, y, soft)
		c.Text(k[1], x+name, y, strong)
		x += w + gap
	}
}

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	_, _, own := s.chosen()
	if i, j, ok := s.matrix.under(at); ok && max(i, j) < len(own.summary.Gbar) {
		if i < 0 {
			return "gbar", []string{fmt.Sprintf("ḡ%s = ⟨g, u%s⟩", lesson.Subscript(j+1), lesson.Subscript(j+1)), plot.Exact(own.summary.Gbar[j]), "slope of the loss along the group’s part of u"}
		}
		return "Hbar", []string{fmt.Sprintf("H̄%s%s", lesson.Subscript(i+1), lesson.Subscript(j+1)), plot.Exact(own.summary.Hbar[i*len(own.summary.Gbar)+j]),
			fmt.Sprintf("curvature between the parts of u in group %d and group %d", i+1, j+1)}
	}
	if row, ok := s.rates.Under(at); ok && row < len(own.step.Eta) {
		lines := []string{"η" + lesson.Subscript(row+1), plot.Exact(own.step.Eta[row]), "how far u is followed in group " + fmt.Sprint(row+1)}
		if s.idle()[row] {
			lines = append(lines, "the group’s slope is 0 here, so it has no direction and is left out of the step")
		}
		if own.step.Eta[row] < 0 {
			lines = append(lines, "negative: here the step goes against −u, because the other groups’ steps have turned the slope")
		}
		return lesson.Eta(row), lines
	}
	if rung, ok := s.table.under(at); ok {
		return s.table.column(at), s.rungTip(rung)
	}
	a := &s.plane.plane.Axes
	if !s.plane.drawn || !a.Area.Holds(at) {
		return "", nil
	}
	if s.plane.grip.Hover > 0 {
		start := s.climbs[0].places[0]
		return "", []string{"start", fmt.Sprintf("(%s, %s), %s off the plane", plot.Exact(start.foot.X), plot.Exact(start.foot.Y), plot.Format(start.off)), "loss " + plot.Exact(start.loss)}
	}
	for k, rung := range [...]int{0, s.groups() - 1, dimension - 1} {
		if i, ok := s.plane.ways[k].Under(at); ok && i < len(s.climbs[rung].places) && s.step > 0 {
			q := s.climbs[rung].places[i]
			return [...]string{"cauchy", "way", "newton"}[k], []string{fmt.Sprintf("%s, step %d", rungName(rung), i), "loss " + plot.Exact(q.loss), plot.Format(q.off) + " off the plane"}
		}
	}
	if rung, ok := s.plane.arrow(at); ok && !s.arrived() {
		next := &s.proposals[rung]
		return append(s.names(rung), "way")[0], []string{"step of " + rungName(rung), fmt.Sprintf("loss %s → %s", plot.Format(s.before()), plot.Format(next.next.loss)),
			"ends " + plot.Format(next.next.off) + " off the plane, drawn at its foot"}
	}
	q := a.Value(at)
	theta := s.bowl.theta(q, 0)
	return "", []string{"the bowl at (" + plot.Format(q.X) + ", " + plot.Format(q.Y) + ")", "loss " + plot.Format(s.bowl.loss(&theta)) + " in the plane"}
}

// rungName names a rung.
func rungName(rung int) string {
	switch rung {
	case 0:
		return "Cauchy, S = 1"
	case dimension - 1:
		return fmt.Sprintf("Newton, S = %d", dimension)
	}
	return fmt.Sprintf("S = %d", rung+1)
}

func (s *Scene) rungTip(rung int) []string {
	next := &s.proposals[rung]
	lines := []string{rungName(rung) + ": " + groupsText(rung)}
	if next.err != nil {
		lines = append(lines, next.err.Error())
	} else {
		lines = append(lines, "promised drop "+plot.Exact(next.promise), "true drop "+plot.Exact(next.drop))
	}
	return append(lines, "from the start to a loss of 10⁻⁸: "+s.climbs[rung].steps(), "press to choose this rung")
}

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	climb, here, p := s.chosen()
	n := s.groups()
	size := fmt.Sprintf("%d × %d", n, n)
	list := []demos.Figure{
		lesson.Number("S", "S", "number of groups", float64(n)),
		lesson.Number("P", "P", "number of parameters", dimension),
		lesson.Words("Hbar", "H̄", "curvature between the groups", size),
		lesson.Words("gbar", "ḡ", "slope along each group", plot.Count(n, "entry", "entries")),
		lesson.Words("eta", "η", "step size of each group", plot.Count(n, "entry", "entries")),
	}
	idle := s.idle()
	for g := range max(n, 3) { // the text names three
		sign, of := "η"+lesson.Subscript(g+1), fmt.Sprintf("step size of group %d", g+1)
		if idle[g] {
			of += ", left out: its slope is 0"
		}
		switch {
		case g >= n:
			list = append(list, lesson.Words(lesson.Eta(g), sign, "step size", "no such group on this rung"))
		case p.err != nil:
			list = append(list, lesson.Words(lesson.Eta(g), sign, "step size", p.err.Error()))
		default:
			list = append(list, lesson.Number(lesson.Eta(g), sign, of, p.step.Eta[g]).In(groupPlace(n-1, g)))
		}
	}
	list = append(list,
		lesson.Number("drop", "½ḡᵀH̄⁻¹ḡ", "promised drop of the loss", p.promise),
		lesson.Number("loss", "f(θ)", "loss above the minimum", here.loss),
		lesson.Number("kappa", "κ", "condition number", s.State().Number("kappa")),
	)
	if p.err != nil {
		list[len(list)-3] = lesson.Words("drop", "½ḡᵀH̄⁻¹ḡ", "promised drop of the loss", p.err.Error())
	}
	if climb.arrived >= 0 {
		list = append(list, lesson.Number("steps", "steps", "to a loss of 10⁻⁸ on this rung", float64(climb.arrived)))
	} else {
		list = append(list, lesson.Words("steps", "steps", "to a loss of 10⁻⁸ on this rung", climb.count()))
	}
	return append(list,
		lesson.Words("cauchy", "Cauchy", "steps with one group", s.climbs[0].steps()),
		lesson.Words("newton", "Newton", "steps with a group for each parameter", s.climbs[dimension-1].steps()),
		lesson.Words("way", "grouped", "steps on the chosen rung", climb.steps()),
	)
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	_, _, p := s.chosen()
	n := s.groups()
	rungsTable := demos.Table{Title: "The ladder at this step", Cols: []string{"S", "promised drop", "true drop", "steps to a loss of 10⁻⁸"}}
	for k := range s.proposals {
		next, count := &s.proposals[k], math.NaN()
		if a := s.climbs[k].arrived; a >= 0 {
			count = float64(a)
		}
		rungsTable.Rows = append(rungsTable.Rows, groupsText(k))
		rungsTable.Add(float64(k+1), next.promise, next.drop, count)
	}
	system := demos.Table{Title: "The system H̄η = ḡ of this rung"}
	for g := range n {
		system.Cols = append(system.Cols, fmt.Sprintf("H̄, group %d", g+1))
		system.Rows = append(system.Rows, fmt.Sprintf("group %d", g+1))
		system.Add(slices.Concat(p.summary.Hbar[g*n:(g+1)*n], []float64{p.summary.Gbar[g], p.step.Eta[g]})...)
	}
	system.Cols = append(system.Cols, "ḡ", "η")
	way := demos.Table{Title: "The way on this rung", Cols: []string{"step", "softest axis", "stiffest axis", "off the plane", "loss"}}
	c, _, _ := s.chosen()
	for i, at := range c.places[:s.step+1] {
		way.Add(float64(i), at.foot.X, at.foot.Y, at.off, at.loss)
	}
	return []demos.Table{rungsTable, system, way}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	var b strings.Builder
	climb, here, p := s.chosen()
	fmt.Fprintf(&b, "A ladder of six partitions of six parameters. The chosen rung has %s: %s. ", plot.Count(s.groups(), "group", "groups"), groupsText(s.groups()-1))
	if m := s.message(); m != "" {
		b.WriteString(m + " ")
	}
	fmt.Fprintf(&b, "After %s the loss is %s. ", plot.Count(s.step, "step", "steps"), plot.Format(here.loss))
	if s.arrived() {
		fmt.Fprintf(&b, "This counts as the minimum, reached after %s. ", plot.Count(climb.arrived, "step", "steps"))
	}
	if p.err == nil {
		fmt.Fprintf(&b, "Promised drops of the loss from %s, for 1 to 6 groups:", plot.Format(s.before()))
		for k := range s.proposals {
			b.WriteString(" " + plot.Format(s.proposals[k].promise))
		}
		b.WriteString(". Step sizes on the chosen rung:")
		for _, e := range p.step.Eta {
			b.WriteString(" " + plot.Format(e))
		}
		b.WriteString(". ")
	}
	if out := s.leftOut(); out != "" && !s.arrived() {
		fmt.Fprintf(&b, "The slope is 0 along %s: the step leaves them out. ", out)
	}
	b.WriteString("Steps from the start to a loss of 10⁻⁸, for 1 to 6 groups:")
	for _, c := range s.climbs {
		b.WriteString(" " + c.count())
	}
	b.WriteString(".")
	return b.String()
}
