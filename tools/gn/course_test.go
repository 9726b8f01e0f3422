package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/train/trace"
)

// moons is a run of a few milliseconds.
var moons = []string{"train", "--data", "moons?n=200&test=100", "--layers", "4-2", "--batch", "20", "--summary-batch", "100"}

// A run that is broken off and resumed prints the lines that one without a
// break prints, and writes the same checkpoint, to the byte.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	first := append(moons, "--json")
	_, whole, _ := gn(context.Background(), append(first, "--epochs", "4", "--checkpoint", at("whole"))...)
	code, start, stderr := gn(context.Background(), append(first, "--epochs", "2", "--checkpoint", at("part"))...)
	if code != done {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	code, rest, stderr := gn(context.Background(), "train", "--json", "--epochs", "4", "--resume", at("part"), "--checkpoint", at("resumed"))
	if code != done {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	lines := func(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }
	joined := append(lines(start)[:2], lines(rest)...)
	if got, want := strings.Join(joined, "\n"), strings.TrimSpace(whole); got != want {
		t.Errorf("in two parts\n%s\nwhole\n%s", got, want)
	}
	a, errA := os.ReadFile(at("whole"))
	b, errB := os.ReadFile(at("resumed"))
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("the checkpoints differ: %d and %d bytes, %v, %v", len(a), len(b), errA, errB)
	}
	// Flags change what may change, and nothing else.
	code, _, stderr = gn(context.Background(), "train", "--epochs", "3", "--resume", at("part"), "--rate", "0.1")
	if code != done {
		t.Errorf("another rate: exit %d: %s", code, stderr)
	}
	code, _, stderr = gn(context.Background(), "train", "--epochs", "3", "--resume", at("part"), "--layers", "5-2")
	if code != misused || !strings.Contains(stderr, "layers") {
		t.Errorf("other layers: exit %d: %s", code, stderr)
	}
	code, _, stderr = gn(context.Background(), "train", "--epochs", "2", "--resume", at("part"))
	if code != misused || !strings.Contains(stderr, "has taken 20 steps") {
		t.Errorf("nothing left: exit %d: %s", code, stderr)
	}
	if err := os.WriteFile(at("part"), a[:len(a)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	code, _, stderr = gn(context.Background(), "train", "--resume", at("part"))
	if code != failed || !strings.Contains(stderr, "cut off") {
		t.Errorf("half a checkpoint: exit %d: %s", code, stderr)
	}
}

// The trace has a frame for each step, also when the run is interrupted.
func TestTrace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.trace")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, want := range []int{30, 1} {
		gn(ctx, append(moons, "--steps", "30", "--trace", path)...)
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		r, err := trace.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for frame, err := range r.Frames() {
			if count++; err != nil || frame.Step != count {
				t.Fatalf("frame %d: %+v, %v", count, frame, err)
			}
		}
		file.Close()
		if count != want {
			t.Errorf("%d frames, want %d", count, want)
		}
		cancel()
	}
}
