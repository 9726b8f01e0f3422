package main

import (
	"encoding/json"
	"math"
	"runtime"
	"strings"
	"testing"
)

// The JSON of gn bench: every case that was asked for, in order, with the
// fields that other programs read and nothing else, all numbers finite and above 0.
func TestBench(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	code, stdout, stderr := feed("", strings.Fields("bench --json --model 12-3-2,lenet5 --batch 3,5 --threads 1 --time 1ms")...)
	if code != done || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if n := runtime.GOMAXPROCS(0); n != before {
		t.Errorf("%d processors in use afterwards, %d before", n, before)
	}
	var report struct {
		Machine string
		Cases   []map[string]any
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if report.Machine == "" {
		t.Error("no machine")
	}
	want := []struct {
		model string
		batch float64
	}{{"12-3-2", 3}, {"12-3-2", 5}, {"lenet5", 3}, {"lenet5", 5}}
	if len(report.Cases) != len(want) {
		t.Fatalf("%d cases, want %d", len(report.Cases), len(want))
	}
	for i, c := range report.Cases {
		if c["model"] != want[i].model || c["batch"] != want[i].batch || c["precision"] != "float64" || c["threads"] != 1.0 {
			t.Errorf("case %d is %v", i, c)
		}
		if len(c) != 8 {
			t.Errorf("case %d has %d fields: %v", i, len(c), c)
		}
		for _, name := range []string{"gradient_ms", "summary_ms", "ratio", "gflops"} {
			if v, ok := c[name].(float64); !ok || !(v > 0) || math.IsInf(v, 0) {
				t.Errorf("case %d: %s is %v", i, name, c[name])
			}
		}
	}
}

// The table names the networks, and below it stand the goals of those that have one.
func TestBenchTable(t *testing.T) {
	code, stdout, stderr := feed("", strings.Fields("bench --model 784-32-16-10,5-2 --batch 100,10 --time 0s")...)
	if code != done || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, want := range []string{"  784-32-16-10", "≤ 2.5", "  5-2", "GFLOP/s", "float64", "of 1 goals"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
}

// A goal is judged at its batch, and a batch that costs more is named beside it, of
// the same network in the same precision.
func TestBenchGoals(t *testing.T) {
	r := benchReport{Cases: []benchCase{
		{Model: "lenet5", Batch: 1000, Precision: "float64", Ratio: 2.5},
		{Model: "lenet5", Batch: 100, Precision: "float64", Ratio: 2.25},
		{Model: "lenet5", Batch: 100, Precision: "float32", Ratio: 1.75},
		{Model: "lenet5", Batch: 10, Precision: "float32", Ratio: 1.5},
		{Model: "784-32-16-10", Batch: 1000, Precision: "float64", Ratio: 9},
		{Model: "5-2", Batch: 100, Precision: "float64", Ratio: 9},
	}}
	var text strings.Builder
	r.write(&text)
	for _, want := range []string{
		"| summary of LeNet-5 (1×32×32) in gradients                 | ≤ 5  | 2.25; at 1000 2.5 | met |\n",
		"| summary of LeNet-5 (1×32×32) in gradients, float32 panels | ≤ 5  | 1.75              | met |\n",
		"\n0 of 2 goals missed",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
}

// Each precision has rows and goals of its own, that say which.
func TestBenchPrecisions(t *testing.T) {
	code, stdout, stderr := feed("", strings.Fields("bench --model 784-32-16-10 --batch 100 --precision float64,float32 --time 0s")...)
	if code != done || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, want := range []string{"  float64  ", "  float32  ", "784-32-16-10 in gradients ", "784-32-16-10 in gradients, float32 panels", "of 2 goals"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
}

// What cannot be measured is refused with the flag's name before anything runs.
func TestBenchMisused(t *testing.T) {
	for line, want := range map[string]string{
		"--model 784":               "--model: ",
		"--model lenet":             "--model: network \"lenet\"",
		"--model 784-0-10":          "--model: ",
		"--model 4096-128x4096-10":  "--model: ",
		"--model 4096-20x4096-4096": "parameters",
		"--batch 0":                 "--batch: 0 is below 1; want a whole number from 1 to 100000",
		"--batch=100,-1":            "--batch: -1",
		"--batch many":              "--batch",
		"--precision float16":       "--precision: precision \"float16\" is none of float64, float32",
		"--threads=-1":              "--threads: -1",
		"--time=-1s":                "--time",
		"--time 2":                  "--time",
	} {
		code, stdout, stderr := feed("", append([]string{"bench"}, strings.Fields(line)...)...)
		if code != misused || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("gn bench %s: exit %d, stdout %q, stderr %q; want %d and %q", line, code, stdout, stderr, misused, want)
		}
	}
}
