package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/measure"
)

// answers are what the page says: who does each work, and the milliseconds of a
// round of it.
func answers(t *testing.T, rounds int) (contestants, times) {
	t.Helper()
	text := `{
		"gradient of 784-32-16-10": ["engine", "engine, float32 panels", "TensorFlow.js", "TensorFlow.js tuned", "ConvNetJS"],
		"gradient of 784-1024-200-100-10": ["engine", "engine, float32 panels", "TensorFlow.js", "TensorFlow.js tuned", "ConvNetJS"],
		"summary of 784-32-16-10": ["engine", "TensorFlow.js tuned"],
		"product 1000×784×200, a new matrix each call": ["engine", "engine, float32 panels", "TensorFlow.js"]
	}`
	var who contestants
	if err := json.Unmarshal([]byte(text), &who); err != nil {
		t.Fatal(err)
	}
	measured := times{}
	for work, names := range who {
		measured[work] = make([]measure.Series, len(names))
		for i := range names {
			for range rounds {
				measured[work][i] = append(measured[work][i], float64(2+i))
			}
		}
	}
	return who, measured
}

// Law: the speed of a side in a rival's is the median of the quotients of the
// same round, whatever else a round was disturbed by.
func TestSpeed(t *testing.T) {
	who := contestants{"work": {engine, stock}}
	measured := times{"work": {{1, 100, 2}, {3, 300, 2}}}
	if got, err := measured.speed(who, "work", engine, stock); err != nil || got.Median() != 3 {
		t.Errorf("speed %v, %v; want 3", got, err)
	}
	if got, err := measured.speed(who, "work", stock, engine); err != nil || got.Median() != 1.0/3 {
		t.Errorf("the other way %v, %v; want 1/3", got, err)
	}
	if got, want := (measure.Series{3, 2.504, 2.75}).Range(), " (2.5–3)"; got != want {
		t.Errorf("a range of %q, want %q", got, want)
	}
	for _, rival := range []string{tuned, ""} {
		if _, err := measured.speed(who, "work", engine, rival); err == nil || !strings.Contains(err.Error(), "the page has no ") {
			t.Errorf("beside %q: %v", rival, err)
		}
	}
	if _, err := (times{}).speed(who, "work", engine, stock); err == nil {
		t.Error("a work that was not measured has a speed")
	}
}

// Every goal has a row, judged for the side that the row names.
func TestJudge(t *testing.T) {
	who, measured := answers(t, 3)
	results, err := measured.judge(who)
	if err != nil || len(results) != len(aims) {
		t.Fatalf("%d results, %v; want %d", len(results), err, len(aims))
	}
	for i, r := range results {
		aim := aims[i]
		if strings.Contains(r.What, "float32 panels") != (aim.side == panels) || !strings.HasSuffix(r.What, "speed of "+aim.rival+aim.less) || !strings.HasPrefix(r.What, "in Chromium, ") {
			t.Errorf("the row of %v is %q", aim, r.What)
		}
	}
	if got, want := results[5].Value, 5.0/3; got != want { // panels take 3 ms, the tuned rival 5
		t.Errorf("%s: %v, want %v", results[5].What, got, want)
	}
	delete(who, pageProduct)
	if _, err := measured.judge(who); err == nil {
		t.Error("a goal whose work the page does not have is judged")
	}
}

// The table has every contestant of every work, the engine's speed in its own 1.
func TestWrite(t *testing.T) {
	who, measured := answers(t, 1)
	var b bytes.Buffer
	if err := measured.write(&b, who); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2+5+5+2+3 {
		t.Fatalf("%d lines:\n%s", len(lines), b.String())
	}
	for _, line := range lines[2:] {
		if strings.Contains(line, "engine  ") && !strings.Contains(line, " 1 (1–1)") {
			t.Errorf("%q", line)
		}
	}
}

// The script of the page has the contestants by the names that the goals use.
func TestScriptNames(t *testing.T) {
	script, err := os.ReadFile("tfjs/contest.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{panels, stock, tuned, pageProduct, measure.Small, measure.Wide} {
		if !bytes.Contains(script, []byte(`"`+name+`"`)) {
			t.Errorf("contest.js has no %q", name)
		}
	}
}
