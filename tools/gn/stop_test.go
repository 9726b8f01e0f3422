package main

import (
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
