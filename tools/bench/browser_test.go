package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A row has the medians by level, the gain of the best edition, and for a product
// its part of the roof in the same precision; a roof has no portable loop.
func TestTable(t *testing.T) {
	table := newTable()
	for level := range 3 {
		for round := range 2 {
			v := float64((1 + level) * (1 + round))
			if level > 0 {
				table.add(level, roofOf(false), "GFLOP/s", 4*v)
				table.add(level, roofOf(true), "GFLOP/s", 8*v)
			}
			table.add(level, "NN 1×2×3", "GFLOP/s", v)
			table.add(level, "NN 1×2×3"+inSingle, "GFLOP/s", v)
			table.add(level, "gradient", "ms", 1/v)
		}
	}
	var text bytes.Buffer
	if err := table.write(&text); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range strings.Split(text.String(), "\n") {
		got = append(got, strings.Join(strings.Fields(strings.ReplaceAll(line, "|", "")), " "))
	}
	for _, want := range []string{
		"portable simd relaxed gain of roof",
		"bare multiply–adds GFLOP/s – 12 18 – 1",
		"NN 1×2×3 GFLOP/s 1.5 3 4.5 3 0.25",
		"NN 1×2×3, float32 GFLOP/s 1.5 3 4.5 3 0.125",
		"gradient ms 0.75 0.375 0.25 3 –",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
}

// The bare loops are four modules, small enough to be handed over in a script.
func TestBareLoops(t *testing.T) {
	seen := map[string]bool{}
	for _, relaxed := range []bool{false, true} {
		for _, single := range []bool{false, true} {
			code := bareLoop(relaxed, single)
			if seen[string(code)] || len(code) > 4096 || !bytes.HasPrefix(code, []byte("\x00asm")) {
				t.Errorf("relaxed %v, float32 %v: %d bytes", relaxed, single, len(code))
			}
			seen[string(code)] = true
		}
	}
}
