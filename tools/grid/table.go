package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

type tableCommand struct {
	Grid   string   `arg:"" help:"Its name."`
	Method []string `help:"These beside the grid's own, as settings." sep:"none" short:"m"`
	folder
}

// Run writes the table of a grid. Kong calls it.
func (c *tableCommand) Run() error {
	g, err := find(c.Grid)
	if err != nil {
		return err
	}
	lines, err := c.table(g, c.Method...)
	if err != nil {
		return err
	}
	_, err = fmt.Println(strings.Join(lines, "\n"))
	return err
}

// column is what a method came to, problem by problem.
type column struct {
	method string // as it was asked for; with the rate where that is one for all problems
	runs   [][]row
}

// all returns the runs of all problems.
func (c *column) all() []row { return slices.Concat(c.runs...) }

// columns returns the methods that have reported runs.
func (f *folder) columns(g *grid, others []string) (list []column, err error) {
	all, err := f.read(g)
	if err != nil {
		return nil, err
	}
	judge, judged, err := f.judge(g)
	if err != nil {
		return nil, err
	}
	tried := slices.Clone(methods)
	for _, m := range others {
		tried = append(tried, method{settings: m})
	}
	for _, m := range tried {
		if m.all(g) == nil {
			continue
		}
		c := column{method: m.settings}
		for i := range g.problems {
			p := &g.problems[i]
			settings, err := m.choose(judge, p, judged)
			if err != nil {
				return nil, err
			}
			var reported []row
			if settings != "" {
				if len(g.problems) == 1 || g.rates != "" {
					c.method = settings
				}
				of, err := all.of(p, settings)
				if err != nil {
					return nil, err
				}
				reported = slices.DeleteFunc(of, func(r row) bool { return r.Seed <= lastSeed })
			}
			c.runs = append(c.runs, reported)
		}
		if len(c.all()) > 0 {
			list = append(list, c)
		}
	}
	return list, nil
}

// table returns the lines of the table of a grid.
func (f *folder) table(g *grid, others ...string) ([]string, error) {
	columns, err := f.columns(g, others)
	if err != nil {
		return nil, err
	}
	lines := []string{g.what + ":", ""}
	switch {
	case g.wide:
		lines = append(lines, wide(g, columns)...)
	case len(g.problems) == 1:
		lines = append(lines, narrow(columns, g.problems[0].long != nil)...)
	default:
		lines = append(lines, counted(columns)...)
	}
	return append(lines, failures(g, columns)...), nil
}

// line is a row of a table.
func line(cells ...string) string { return "| " + strings.Join(cells, " | ") + " |" }

// name returns the settings of a method as a table has them.
func name(method string) string { return "`" + strings.TrimPrefix(method, "method=") + "`" }

// narrow is the table of one problem: losses themselves, and the accuracy beside SGD's
// on the same seeds.
func narrow(columns []column, long bool) []string {
	steps := "s a run"
	if long {
		steps = "steps, best and all | s a run"
	}
	head := line("method", "runs", "mean loss", "sd", "worst", "accuracy", "beside SGD's, 95 %", steps, "work a step")
	lines := []string{head, rule(head)}
	var rival *column
	for i := range columns {
		if strings.HasPrefix(columns[i].method, "method=sgd rate=") {
			rival = &columns[i]
		}
	}
	for _, c := range columns {
		rows := c.all()
		n := figures(rows)
		cells := []string{name(c.method), fmt.Sprint(len(rows)), digitsOf(n.loss, 3), digitsOf(n.sd, 2), digitsOf(n.worst, 3),
			fmt.Sprintf("%.4f", n.accuracy), ""}
		if rival != nil && rival.method != c.method {
			cells[6] = paired(rows, rival.all())
		}
		if long {
			cells = append(cells, fmt.Sprintf("%.0f of %.0f", n.best, n.steps))
		}
		lines = append(lines, line(append(cells, digitsOf(n.seconds, 2), digitsOf(n.work, 3))...))
	}
	return lines
}

// counted is the table of many problems: losses as shares of that of a constant answer.
func counted(columns []column) []string {
	head := line("method", "runs", "diverged", "stalled", "loss/constant: mean", "median", "worst", "s a run", "work a step")
	lines := []string{head, rule(head)}
	for _, c := range columns {
		rows := c.all()
		n := figures(rows)
		var shares []float64
		for _, r := range rows {
			if !r.diverged() {
				shares = append(shares, float64(r.Loss/r.Constant))
			}
		}
		slices.Sort(shares)
		mean, median, worst := math.NaN(), math.NaN(), math.NaN()
		if len(shares) > 0 {
			mean, median, worst = stat.Mean(shares, nil), shares[len(shares)/2], shares[len(shares)-1]
		}
		lines = append(lines, line(name(c.method), fmt.Sprint(len(rows)), fmt.Sprint(n.diverged), fmt.Sprint(n.stalled),
			digitsOf(mean, 3), digitsOf(median, 2), digitsOf(worst, 3), digitsOf(n.seconds, 2), digitsOf(n.work, 3)))
	}
	return lines
}

// wide is the table of a few problems: mean losses of the runs that did not diverge.
func wide(g *grid, columns []column) []string {
	cells := []string{"mean loss (worst)"}
	for _, c := range columns {
		cells = append(cells, name(c.method))
	}
	head := line(cells...)
	lines := []string{head, rule(head)}
	for i, p := range g.problems {
		cells := []string{p.name}
		for _, c := range columns {
			n, text := figures(c.runs[i]), ""
			switch {
			case len(c.runs[i]) == 0:
			case n.diverged == len(c.runs[i]):
				text = "diverged"
			default:
				text = fmt.Sprintf("%s (%s)", digitsOf(n.loss, 2), digitsOf(n.worst, 2))
			}
			if n.diverged > 0 && text != "diverged" {
				text += fmt.Sprintf(", %d diverged", n.diverged)
			}
			if n.stalled > 0 {
				text += fmt.Sprintf(", %d stalled", n.stalled)
			}
			cells = append(cells, text)
		}
		lines = append(lines, line(cells...))
	}
	for _, total := range []struct {
		of   string
		text func(n numbers) string
	}{
		{"runs: diverged, stalled of all", func(n numbers) string { return fmt.Sprintf("%d, %d of %d", n.diverged, n.stalled, n.runs) }},
		{"s a run", func(n numbers) string { return digitsOf(n.seconds, 2) }},
		{"work a step", func(n numbers) string { return digitsOf(n.work, 3) }},
	} {
		cells := []string{total.of}
		for _, c := range columns {
			cells = append(cells, total.text(figures(c.all())))
		}
		lines = append(lines, line(cells...))
	}
	return lines
}

// failures lists each method's runs that diverged or stalled, by problem.
func failures(g *grid, columns []column) []string {
	if g.wide {
		return nil
	}
	var lines []string
	for _, kind := range []struct {
		word string
		is   func(*row) bool
	}{{"Diverged", (*row).diverged}, {"Stalled", (*row).stalled}} {
		for _, c := range columns {
			var list []string
			for i, p := range g.problems {
				n := 0
				for _, r := range c.runs[i] {
					if kind.is(&r) {
						n++
					}
				}
				switch {
				case n == 1:
					list = append(list, p.name)
				case n > 1:
					list = append(list, fmt.Sprintf("%s ×%d", p.name, n))
				}
			}
			if len(list) > 0 {
				lines = append(lines, fmt.Sprintf("* %s, %s: %s.", kind.word, name(c.method), strings.Join(list, ", ")))
			}
		}
	}
	if lines != nil {
		lines = append([]string{""}, lines...)
	}
	return lines
}

// numbers are what a table says of some runs: means, of the losses of those that did not
// diverge.
type numbers struct {
	runs, diverged, stalled int
	loss, sd, worst         float64
	accuracy                float64
	steps, best             float64
	seconds, work           float64
}

func figures(rows []row) (n numbers) {
	var loss, accuracy []float64
	n.worst = math.Inf(-1)
	for _, r := range rows {
		n.steps += float64(r.Steps)
		n.best += float64(r.Best)
		n.seconds += float64(r.Seconds)
		n.work += float64(r.Work)
		if r.stalled() {
			n.stalled++
		}
		if r.diverged() {
			n.diverged++
			continue
		}
		loss, accuracy = append(loss, float64(r.Loss)), append(accuracy, float64(r.Accuracy))
		n.worst = max(n.worst, float64(r.Loss))
	}
	n.runs = len(rows)
	n.work /= n.steps
	for _, mean := range []*float64{&n.steps, &n.best, &n.seconds} {
		*mean /= float64(len(rows))
	}
	n.loss, n.sd = stat.MeanStdDev(loss, nil)
	n.accuracy = stat.Mean(accuracy, nil)
	return n
}

// paired returns the mean difference of the accuracies of runs with the same seeds, in
// points, with the interval that holds the true one in 95 of 100 cases (Student's t).
func paired(rows, rivals []row) string {
	var differences []float64
	for _, r := range rows {
		for _, s := range rivals {
			if d := 100 * float64(r.Accuracy-s.Accuracy); s.Seed == r.Seed && !math.IsNaN(d) {
				differences = append(differences, d)
			}
		}
	}
	if len(differences) < 2 {
		return ""
	}
	mean, sd := stat.MeanStdDev(differences, nil)
	n := float64(len(differences))
	return fmt.Sprintf("%+.2f ± %.2f", mean, distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(0.975)*sd/math.Sqrt(n))
}

// digitsOf writes a number with so many digits that count.
func digitsOf(x float64, digits int) string {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return "–"
	case math.Abs(x) < 1e-3 || math.Abs(x) >= 1e6:
		return fmt.Sprintf("%.1e", x)
	}
	whole := int(math.Floor(math.Log10(max(math.Abs(x), 1e-9)))) + 1
	return fmt.Sprintf("%.*f", max(digits-whole, 0), x)
}

// rule is the line below the head of a table.
func rule(head string) string { return strings.Repeat("|---", strings.Count(head, "|")-1) + "|" }
