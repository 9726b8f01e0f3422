package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/train"
)

// screen returns what a terminal shows after the bytes were written to it: a
// carriage return goes back to the line's start, and later characters cover
// earlier ones.
func screen(written string) string {
	var shown strings.Builder
	for line := range strings.Lines(written) {
		var row []rune
		column := 0
		for _, r := range strings.TrimSuffix(line, "\n") {
			if r == '\r' {
				column = 0
				continue
			}
			if column < len(row) {
				row[column] = r
			} else {
				row = append(row, r)
			}
			column++
		}
		shown.WriteString(strings.TrimRight(string(row), " ") + "\n")
	}
	return strings.TrimRight(shown.String(), "\n")
}

// When the run is over, a terminal that took both streams shows what a pipe
// gets: the bar came and went, and left no trace in the lines.
func TestBarLeavesNoTrace(t *testing.T) {
	trainSet, testSet, err := data.MNIST()
	if err != nil {
		t.Fatal(err)
	}
	written := func(visible bool) string {
		run, err := train.New(train.Config{Layers: "4-10", Batch: 1000}, trainSet, testSet)
		if err != nil {
			t.Fatal(err)
		}
		var terminal bytes.Buffer
		const steps = 20
		bar := newProgress(&terminal, "training", steps, visible)
		report := &table{out: &terminal, bar: bar}
		if err := report.start(run, trainSet); err != nil {
			t.Fatal(err)
		}
		if _, err := new(trainCommand).follow(context.Background(), run, steps, bar, report, new(tracing)); err != nil {
			t.Fatal(err)
		}
		return terminal.String()
	}
	pipe, terminal := written(false), written(true)
	if !strings.Contains(terminal, "\rtraining") || strings.Contains(pipe, "\r") {
		t.Fatalf("the bar is not where it belongs:\npipe %q\nterminal %q", pipe, terminal)
	}
	if got, want := screen(terminal), strings.TrimRight(pipe, "\n"); got != want {
		t.Errorf("the terminal shows\n%s\nthe pipe got\n%s", got, want)
	}
}
