package runs

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// Figures implements demos.Taught: the numbers of the chosen lane.
func (s *Scene) Figures() []demos.Figure {
	nan := frame.Number(math.NaN())
	l := s.chosen()
	if l == nil {
		l = &runner{}
		l.frame.Loss, l.frame.TestLoss, l.frame.Accuracy, l.frame.Lambda = nan, nan, nan, nan
	}
	f := &l.frame
	place, rho, square := Place(s.lane), nan, "–"
	if last, ok := l.ratio.Last(); ok {
		rho = frame.Number(last.Value)
	}
	if n := len(f.Eta); n > 0 {
		square = fmt.Sprintf("%d × %d", n, n)
	}
	entries := func(n int) string {
		if n == 0 {
			return "–"
		}
		return plot.Count(n, "entry", "entries")
	}
	right, find := "–", "–"
	if read := len(l.answers); read > 0 {
		right = fmt.Sprintf("%d of %d", read-l.wrong(), read)
	}
	if l.started {
		find = rule(&l.config)
	}
	return []demos.Figure{
		{Symbol: "right", Sign: "right", Label: "of the digits shown", Value: nan, Words: right, Place: -1},
		{Symbol: "rule", Sign: "step", Label: "how the chosen lane finds its step", Value: nan, Words: find, Place: place},
		{Symbol: "goal", Sign: "90 %", Label: "what they have cost the chosen lane", Value: nan, Words: l.goal(), Place: place},
		{Symbol: "step", Sign: "step", Label: "updates so far", Value: frame.Number(f.Step), Place: -1},
		{Symbol: "loss", Sign: "L", Label: "loss on the test set", Value: f.TestLoss, Place: place},
		{Symbol: "accuracy", Sign: "accuracy", Label: "share of the test set read right", Value: f.Accuracy, Place: place},
		{Symbol: "work", Sign: "gradients", Label: "gradient-equivalents so far", Value: f.Work, Place: place},
		{Symbol: "curvature", Sign: "for curvature", Label: "gradient-equivalents that summaries took", Value: f.Curvature, Place: -1},
		{Symbol: "seconds", Sign: "s", Label: "seconds of the lane’s own steps", Value: f.Seconds, Place: -1},
		{Symbol: "groups", Sign: "S", Label: "groups", Value: frame.Number(len(l.groups)), Place: -1},
		{Symbol: "lambda", Sign: "λ_int", Label: "cubic coefficient in use", Value: f.Lambda, Place: -1},
		{Symbol: "rho", Sign: "ρ", Label: "true change ÷ promised change of the loss", Value: rho, Place: place},
		{Symbol: "eta", Sign: "η", Label: "a step size a group", Value: nan, Words: entries(len(f.Eta)), Place: -1},
		{Symbol: "gbar", Sign: "ḡ", Label: "slope a group", Value: nan, Words: entries(len(f.Gbar)), Place: -1},
		{Symbol: "hbar", Sign: "H̄", Label: "curvature between groups", Value: nan, Words: square, Place: -1},
	}
}

// Tables implements demos.Taught: the lanes, their curves, H̄, and the data of the
// view.
func (s *Scene) Tables() []demos.Table {
	if len(s.lanes) == 0 {
		return nil
	}
	race := demos.Table{Title: "the lanes", Cols: []string{"step", "test loss", "accuracy", "gradients", "for curvature", "seconds"}}
	for i, l := range s.lanes {
		f := &l.frame
		race.Rows = append(race.Rows, fmt.Sprintf("%d %s", i+1, s.names[i]))
		race.Cells = append(race.Cells, []frame.Number{frame.Number(f.Step), f.TestLoss, f.Accuracy, f.Work, f.Curvature, f.Seconds})
	}
	tables := []demos.Table{race}
	for i, l := range s.lanes {
		curve := demos.Table{Title: fmt.Sprintf("curve of lane %d", i+1), Cols: []string{"step", "gradients", "seconds", "test loss", "accuracy in percent"}}
		for k, p := range l.loss[0].Spans {
			curve.Add(p.Last, l.loss[1].Spans[k].Last, l.loss[2].Spans[k].Last, p.Value, l.right[0].Spans[k].Value)
		}
		tables = append(tables, curve)
	}
	if l := s.lanes[s.lane]; l.hbar() != nil {
		var names []string
		for _, g := range l.groups {
			names = append(names, g.Name)
		}
		tables = append(tables, square(fmt.Sprintf("H̄ of lane %d", s.lane+1), names, l.hbar()))
	}
	for _, v := range s.seen.Views {
		tables = append(tables, square("H̄ for "+v.Partition, v.Groups, v.Hbar))
		for _, o := range v.Origins {
			tables = append(tables, square("part of H̄ from "+originName(o.Kind, o.Name), v.Groups, o.Hbar))
		}
	}
	if f := s.seen.Spectrum; f != nil {
		t := demos.Table{Title: "spectrum of the Hessian", Cols: []string{"Ritz value", "weight", "error"}}
		for i := range f.Values {
			t.Cells = append(t.Cells, []frame.Number{f.Values[i], f.Weights[i], f.Errors[i]})
		}
		small := demos.Table{Title: "eigenvalues of H̄ in unit directions", Cols: []string{"eigenvalue"}}
		for _, v := range f.Hbar {
			small.Add(float64(v))
		}
		tables = append(tables, t, small)
	}
	return tables
}

func square(title string, names []string, values []frame.Number) demos.Table {
	t := demos.Table{Title: title, Rows: slices.Clone(names), Cols: slices.Clone(names)}
	n := len(names)
	for i := range n {
		if (i+1)*n <= len(values) {
			t.Cells = append(t.Cells, values[i*n:(i+1)*n])
		}
	}
	t.Rows = t.Rows[:len(t.Cells)]
	return t
}

// Alt describes the picture.
func (s *Scene) Alt() string {
	if len(s.lanes) == 0 {
		return "A race of training runs from the same start. Nothing has been computed yet: press Run."
	}
	var b strings.Builder
	if s.message != "" {
		fmt.Fprintf(&b, "The race stopped: %s. ", s.message)
	}
	if len(s.lanes) == 1 {
		b.WriteString("One run of training.")
	} else {
		fmt.Fprintf(&b, "A race of %d runs from the same start.", len(s.lanes))
	}
	for i, l := range s.lanes {
		f := &l.frame
		fmt.Fprintf(&b, " Lane %d, %s: step %d, loss %s on the test set", i+1, s.names[i], f.Step, plot.Format(float64(f.TestLoss)))
		if plot.Finite(float64(f.Accuracy)) {
			fmt.Fprintf(&b, ", %s read right", plot.Percent(float64(f.Accuracy)))
		}
		fmt.Fprintf(&b, ", a work of %s gradients of which curvature took %s.", plot.Format(float64(f.Work)), plot.Format(float64(f.Curvature)))
		if l.ended != "" {
			fmt.Fprintf(&b, " It stopped: %s.", strings.TrimSuffix(l.ended, "."))
		}
	}
	l := s.lanes[s.lane]
	switch s.what {
	case "method":
		l.describe(&b)
	case "data":
		if n := len(l.answers); n > 0 && s.pictured() {
			fmt.Fprintf(&b, " Of the %d digits shown, %d are read wrong.", n, l.wrong())
		}
	case "promise":
		if last, ok := l.ratio.Last(); ok {
			fmt.Fprintf(&b, " ρ, the true change of the loss over the promised one, is %s.", plot.Format(last.Value))
		}
	}
	if v := s.seen.Views; len(v) == 2 {
		for _, w := range v {
			fmt.Fprintf(&b, " Seen through the partition %s, H̄ has %d rows, its step promises a change of %s, and a summary costs %s gradients.", w.Partition, len(w.Groups), plot.Format(float64(w.Change)), plot.Format(float64(w.Work)))
		}
	} else if len(v) == 1 {
		var parts []string
		for _, o := range v[0].Origins {
			parts = append(parts, originName(o.Kind, o.Name)+" "+plot.Format(largest(o.Hbar)))
		}
		fmt.Fprintf(&b, " H̄ is the sum of parts; the largest entry of each: %s.", strings.Join(parts, ", "))
	}
	if f := s.seen.Spectrum; f != nil && len(f.Hbar) > 0 {
		fmt.Fprintf(&b, " The Hessian’s eigenvalues lie between %s and %s, those of H̄ in unit directions between %s and %s.",
			plot.Format(float64(f.Values[0])), plot.Format(float64(f.Values[len(f.Values)-1])), plot.Format(float64(f.Hbar[0])), plot.Format(float64(f.Hbar[len(f.Hbar)-1])))
	}
	return b.String()
}

// describe describes the latest step of a lane.
func (l *runner) describe(b *strings.Builder) {
	f := &l.frame
	fmt.Fprintf(b, " Step %d, epoch %.2f", f.Step, f.Epoch)
	if plot.Finite(float64(f.Loss)) {
		fmt.Fprintf(b, ", loss %s on the minibatch", plot.Format(float64(f.Loss)))
	}
	b.WriteByte('.')
	if n := len(l.groups); n > 0 && len(f.Eta) == n {
		b.WriteString(" Step sizes:")
		for i, g := range l.groups {
			if i == maxLines {
				fmt.Fprintf(b, " and %d more", n-i)
				break
			}
			fmt.Fprintf(b, " %s %s", g.Name, plot.Format(float64(f.Eta[i])))
			if flag := note(l, i); flag != "" {
				b.WriteString(" (" + flag + ")")
			}
			if i < n-1 {
				b.WriteByte(',')
			}
		}
		b.WriteByte('.')
	}
	if i, j, v, ok := l.strongest(); ok {
		fmt.Fprintf(b, " The largest entry of H̄ between two groups is %s, of %s and %s.", plot.Format(v), l.groups[i].Name, l.groups[j].Name)
	}
	if f.Status != "" && f.Status != "unsolved" {
		fmt.Fprintf(b, " The cubic step: %s.", f.Status)
	}
	if f.Reason != "" {
		fmt.Fprintf(b, " %s.", strings.TrimSuffix(f.Reason, "."))
	}
}

// strongest returns the off-diagonal entry of H̄ of largest magnitude.
func (l *runner) strongest() (i, j int, v float64, ok bool) {
	n, hbar, size := len(l.groups), floats(l.hbar()), -1.0
	for k, x := range hbar {
		if a, b := k%n, k/n; a < b && math.Abs(x) > size {
			i, j, v, size, ok = a, b, x, math.Abs(x), true
		}
	}
	return i, j, v, ok
}

// largest returns the entry of largest magnitude.
func largest(list []frame.Number) (v float64) {
	for _, n := range list {
		if math.Abs(float64(n)) > math.Abs(v) {
			v = float64(n)
		}
	}
	return v
}

// Controls declares the settings of a lane.
func (s *Scene) Controls() []demos.Control { return Controls() }

// Controls declares the settings of a lane.
func Controls() []demos.Control { return demos.Settings(link.Default().Filled()) }
