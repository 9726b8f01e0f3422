package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

type tableCommand struct {
	Grid    string `arg:"" help:"Its name."`
	Results string `default:"docs/results" help:"The folder of the files." type:"path"`
}

func (c *tableCommand) Run() error {
	g, err := find(c.Grid)
	if err != nil {
		return err
	}
	rows, err := read(filepath.Join(c.Results, g.name+".jsonl"))
	if err != nil {
		return err
	}
	return write(os.Stdout, g, rows)
}

// write writes the table of a grid: a line for each problem and method where the grid
// has one problem only, else a line for each method.
func write(w io.Writer, g *grid, rows []row) error {
	var methods []string
	by := map[string][]row{}
	for _, r := range rows {
		if by[r.Method] == nil {
			methods = append(methods, r.Method)
		}
		by[r.Method] = append(by[r.Method], r)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:\n\n", g.what)
	fmt.Fprintln(&b, "| method | runs | diverged | stalled | mean loss | sd | worst | accuracy | s a run | work a step |")
	fmt.Fprintln(&b, "|---|---|---|---|---|---|---|---|---|---|")
	for _, m := range methods {
		var loss, accuracy, seconds, work []float64
		diverged, stalled := 0, 0
		for _, r := range by[m] {
			switch {
			case r.diverged():
				diverged++
				continue
			case r.stalled():
				stalled++
			}
			loss, accuracy = append(loss, float64(r.Loss)), append(accuracy, float64(r.Accuracy))
			seconds, work = append(seconds, r.Seconds), append(work, r.Work/float64(r.Steps))
		}
		mean, sd := moments(loss)
		a, _ := moments(accuracy)
		s, _ := moments(seconds)
		k, _ := moments(work)
		worst := math.NaN()
		if len(loss) > 0 {
			worst = slices.Max(loss)
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %.3g | %.2g | %.3g | %.4g | %.3g | %.3g |\n",
			strings.TrimPrefix(m, "method="), len(by[m]), diverged, stalled, mean, sd, worst, a, s, k)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// moments returns the mean and the standard deviation of the numbers.
func moments(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / float64(max(len(x)-1, 1))
	}
	return mean, math.Sqrt(sd)
}
