package deep

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// words says what is near and far, the long form first. Shares are means of the
// last ten steps.
func (now *shown) words() []string {
	least := far(now.stages)
	apart := plot.Percent(now.recent(forth, least, now.step))
	outH, out := plot.Percent(now.recent(forth, outside, now.step)), plot.Percent(now.recent(back, outside, now.step))
	then := ""
	if now.step > 0 {
		then = ", " + plot.Percent(now.begin.share(forth, least)) + " at the start"
	}
	return []string{
		fmt.Sprintf("half the network apart lies %s of H̄%s; outside the tridiagonal %s of H̄ and %s of H̄⁻¹", apart, then, outH, out),
		fmt.Sprintf("far apart %s of H̄, outside tridiagonal %s of H̄⁻¹", apart, out),
		fmt.Sprintf("far %s of H̄, outside %s of H̄⁻¹", apart, out),
	}
}

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	n := len(now.groups)
	inverse := fmt.Sprintf("%d × %d", n, n)
	if now.now.inverse == nil {
		inverse = now.now.noInverse
	}
	least := far(now.stages)
	return []demos.Figure{
		lesson.Words("Hbar", "H̄", "curvature between groups", fmt.Sprintf("%d × %d", n, n)),
		lesson.Words("Hinv", "H̄⁻¹", "its inverse", inverse),
		lesson.Number("depth", "layers of weights", "one more than the hidden layers", float64(now.depth+1)),
		lesson.Number("K", "k", "mean interaction of groups half the network apart", meanFrom(&now.now.forth, least)),
		lesson.Words("d", "|i − j|", "distance of two groups in the network", fmt.Sprintf("0 … %d", now.stages-1)),
		lesson.Number("far", "far share of H̄", "share half the network apart, mean of the last ten steps", now.recent(forth, least, now.step)),
		lesson.Number("far0", "at the start", "share of H̄ half the network apart at the start", now.begin.share(forth, least)),
		lesson.Number("alike", "far if alike", "share half the network apart were all pairs alike", now.begin.forth.even(least)),
		lesson.Number("out", "outside share of H̄⁻¹", "share outside the tridiagonal, mean of the last ten steps", now.recent(back, outside, now.step)),
		lesson.Number("outH", "outside share of H̄", "share outside the tridiagonal, mean of the last ten steps", now.recent(forth, outside, now.step)),
		lesson.Number("even", "outside if alike", "share outside the tridiagonal were all pairs alike", now.begin.forth.even(outside)),
		lesson.Number("loss", "L", "loss", now.now.loss),
	}
}

// meanFrom returns the mean |k_ij| at distances least and more.
func meanFrom(r *reach, least int) float64 {
	mass, pairs := 0.0, 0.0
	for d := least; d < len(r.mass); d++ {
		mass, pairs = mass+r.mass[d], pairs+r.pairs[d]
	}
	return mass / pairs
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	where := fmt.Sprintf(" after step %d", now.step)
	tables := []demos.Table{lesson.Crossing("H̄ scaled to a diagonal of ±1"+where, now.now.k, now.groups, now.order)}
	if now.now.inverse != nil {
		tables = append(tables, lesson.Crossing("Its inverse"+where, now.now.inverse, now.groups, now.order))
	}
	own := demos.Table{Title: "Groups" + where, Rows: tables[0].Rows, Cols: []string{"H̄ of itself", "place in the network"}}
	for _, i := range now.order {
		own.Add(now.now.curve[i], float64(now.place[i]+1))
	}
	distances := demos.Table{Title: "Mean size by distance, the mean of all entries is 1", Cols: []string{"distance", "entries", "H̄ at the start", "H̄" + where, "H̄⁻¹ at the start", "H̄⁻¹" + where}}
	for d := range now.stages {
		row := []float64{float64(d), now.now.forth.pairs[d]}
		for _, of := range [...]side{forth, back} {
			for _, st := range [...]*state{now.begin, now.now} {
				v := math.NaN()
				if r := st.reach(of); r != nil {
					v = r.relative(d)
				}
				row = append(row, v)
			}
		}
		distances.Add(row...)
	}
	least := far(now.stages)
	shares := demos.Table{Title: "Shares of the size over the steps", Cols: []string{"step", "loss", "far apart, H̄", "far apart, H̄⁻¹", "outside the tridiagonal, H̄", "outside the tridiagonal, H̄⁻¹"}}
	for k := range min(now.step+1, len(now.States)) {
		a := &now.States[k]
		shares.Add(float64(k), a.loss, a.share(forth, least), a.share(back, least), a.share(forth, outside), a.share(back, outside))
	}
	return append(tables, own, distances, shares)
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	var b strings.Builder
	fmt.Fprintf(&b, "A network with %d hidden layers of %d units learns two spirals; after step %d its loss is %s. H̄ has %d groups, scaled so that each meets a curvature of ±1 by itself: ",
		now.depth, width, now.step, plot.Format(now.now.loss), len(now.groups))
	b.WriteString(now.words()[0] + ".")
	fmt.Fprintf(&b, " Were all pairs alike, %s would lie half the network apart and %s outside the tridiagonal.",
		plot.Percent(now.now.forth.even(far(now.stages))), plot.Percent(now.now.forth.even(outside)))
	near, wide := now.now.forth.relative(min(1, now.stages-1)), now.now.forth.relative(now.stages-1)
	fmt.Fprintf(&b, " Neighbours interact %s times as strongly as the mean of all pairs, the first and the last %s times", plot.Format(near), plot.Format(wide))
	if now.step > 0 {
		fmt.Fprintf(&b, "; at the start it was %s and %s", plot.Format(now.begin.forth.relative(1)), plot.Format(now.begin.forth.relative(now.stages-1)))
	}
	text := b.String() + "."
	if now.message != "" {
		text += " Take care: " + now.message + "."
	}
	return text
}
