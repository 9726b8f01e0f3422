package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// Every example of gn train --help that needs no file of the reader's trains on ten
// seeds without diverging; a hundred steps are more than the unguarded method needed.
func TestExamplesTrain(t *testing.T) {
	count := 0
	for line := range strings.Lines((*trainCommand)(nil).Help()) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		if !strings.HasPrefix(line, "gn train") || strings.ContainsAny(line, "|~") || strings.Contains(line, "csv:") || strings.Contains(line, "run.") {
			continue
		}
		words := strings.Fields(strings.ReplaceAll(line, "'", ""))[1:]
		for i := 0; i < len(words); i++ { // as long as the test says
			if words[i] == "--epochs" || words[i] == "--steps" {
				words = append(words[:i], words[i+2:]...)
				i--
			}
		}
		count++
		seeds := 10
		if testing.Short() {
			seeds = 2
		}
		for seed := range seeds {
			run := append(words[:len(words):len(words)], "--steps", "100", "--seed", fmt.Sprint(seed+1))
			if code, _, stderr := gn(context.Background(), run...); code != done {
				t.Errorf("gn %s: exit %d: %s", strings.Join(run, " "), code, stderr)
			}
		}
	}
	if count < 4 {
		t.Errorf("only %d examples", count)
	}
}
