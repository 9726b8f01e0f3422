package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A rule ends the run early, says why, and leaves a whole report; a rule that
// can never hold is wrong use.
func TestStopRules(t *testing.T) {
	moons := []string{"train", "--data", "moons?n=200", "--layers", "8-2", "--batch", "20", "--summary-batch", "100", "--epochs", "50", "--adaptive"}
	for _, c := range []struct {
		flags []string
		code  int
		want  string
	}{
		{[]string{"--stop-loss", "0.6"}, 0, "stopped: the training loss is"},
		{[]string{"--stop-accuracy", "0.7"}, 0, "stopped: the accuracy is"},
		{[]string{"--stop-accuracy", "2"}, 2, "--stop-accuracy: 2 is too large: no accuracy is above; want a number above 0 and below 1"},
		{[]string{"--stop-patience", "-1"}, 2, "patience"},
	} {
		code, out, err := gn(t.Context(), append(moons, c.flags...)...)
		if code != c.code || !strings.Contains(err, c.want) {
			t.Errorf("%v: exit %d, stderr %q; want %d and %q", c.flags, code, err, c.code, c.want)
		}
		if c.code == 0 && (!strings.Contains(out, "done after") || strings.Contains(out, "done after 500 steps")) {
			t.Errorf("%v: stdout ends in %q", c.flags, out[max(0, len(out)-200):])
		}
	}
}

// A run that solves its task to the smallest double ends by itself, with success.
func TestArrival(t *testing.T) {
	table := filepath.Join(t.TempDir(), "zeros.csv")
	var text strings.Builder
	for i := range 50 {
		fmt.Fprintf(&text, "%d,%d,0\n", i%7, i%11)
	}
	if err := os.WriteFile(table, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, method := range []string{"newton", "cauchy", "grouped-newton"} {
		code, out, err := gn(t.Context(), "train", "--data", "csv:"+table+"?target=3&header=no", "--layers", "1", "--loss", "squared-error",
			"--activation", "identity", "--batch", "40", "--summary-batch", "40", "--method", method, "--steps", "30000", "--momentum", "0", "--period", "1", "--json")
		if code != 0 || strings.Count(err, "gn: stopped: arrived: ") != 1 || strings.Contains(out, "for ever") || strings.Contains(out, `"step":30000`) {
			t.Errorf("%s: exit %d, stderr %q", method, code, err)
		}
	}
}
