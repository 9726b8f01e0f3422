package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/train"
)

// gn runs one command line.
func gn(ctx context.Context, line ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(ctx, line, strings.NewReader(""), &out, &err)
	return code, out.String(), err.String()
}

// record is a line of --json.
type record struct {
	Event                    string
	Step                     int
	Epoch                    float64
	Loss, TestLoss, Accuracy train.Number
	Kept                     int
	Reason, Failure          string
	Parameters               int
	Config                   train.Config
}

// parseRecords parses the lines of --json.
func parseRecords(t *testing.T, stdout string) []record {
	t.Helper()
	var all []record
	for line := range strings.Lines(stdout) {
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, r)
	}
	return all
}

// The default network learns: the bounds are those the browser is held to.
func TestDefaultLearns(t *testing.T) {
	code, stdout, stderr := gn(context.Background(), "train", "--steps", "150", "--json")
	if code != done {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	all := parseRecords(t, stdout)
	end := all[len(all)-1]
	if !(end.Loss < 0.6 && end.Accuracy > 0.80) {
		t.Errorf("loss %.3f, accuracy %.3f", end.Loss, end.Accuracy)
	}
	if end.Parameters != 25818 || end.Config != (train.Config{}).Filled() {
		t.Errorf("%d parameters, config %+v", end.Parameters, end.Config)
	}
}

// An epoch a line, wherever the minibatches fall, and the end repeats the last.
func TestRecords(t *testing.T) {
	code, stdout, stderr := gn(context.Background(), "train", "--epochs", "3", "--batch", "3999", "--layers", "10", "--json")
	if code != done || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	all := parseRecords(t, stdout)
	steps := []int{2, 4, 5} // 3,999 steps × batch pass 6,000, 12,000 and 18,000
	if len(all) != len(steps)+1 {
		t.Fatalf("%d lines:\n%s", len(all), stdout)
	}
	for i, step := range steps {
		if all[i].Event != "epoch" || all[i].Step != step || all[i].Epoch != float64(step)*3999/6000 {
			t.Errorf("line %d: %+v", i, all[i])
		}
	}
	last, end := all[2], all[3]
	if end.Event != "end" || end.Step != last.Step || end.Loss != last.Loss || end.Accuracy != last.Accuracy || end.Failure != "" {
		t.Errorf("the end %+v does not repeat %+v", end, last)
	}
}

// The loss of a line is the mean over the minibatches since the line before.
func TestEpochLossIsAMean(t *testing.T) {
	line := []string{"train", "--batch", "3000", "--layers", "10", "--json"}
	_, long, _ := gn(context.Background(), append(line, "--epochs", "2")...)
	epochs := parseRecords(t, long)
	var sums [4]float64 // of the first k steps
	for k := 1; k <= 3; k++ {
		_, short, _ := gn(context.Background(), append(line, "--steps", []string{"1", "2", "3"}[k-1])...)
		all := parseRecords(t, short)
		switch end := all[len(all)-1]; k {
		case 1:
			sums[1] = float64(end.Loss)
		case 2:
			sums[2] = 2 * float64(end.Loss) // one epoch of two steps
		case 3:
			sums[3] = sums[2] + float64(end.Loss) // the third step alone
		}
	}
	if got := float64(epochs[0].Loss); !(math.Abs(got-sums[2]/2) <= 1e-12) {
		t.Errorf("first epoch: %g, want %g", got, sums[2]/2)
	}
	if sums[1] == sums[2]/2 {
		t.Error("the loss did not change in a step")
	}
	if fourth := 2*float64(epochs[1].Loss) - (sums[3] - sums[2]); !(fourth > 0 && fourth < sums[3]-sums[2]) {
		t.Errorf("second epoch: its second step would have the loss %g after %g", fourth, sums[3]-sums[2])
	}
}

// Same flags, same bytes; another seed, other bytes. A pipe sees no bar.
func TestOutputIsReproducible(t *testing.T) {
	line := []string{"train", "--steps", "5", "--layers", "4-10"}
	_, first, progress := gn(context.Background(), line...)
	_, second, _ := gn(context.Background(), line...)
	_, other, _ := gn(context.Background(), append(line, "--seed", "2")...)
	if first != second {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
	if first == other {
		t.Error("the seed changes nothing")
	}
	if strings.Contains(first, "\r") || progress != "" {
		t.Errorf("a bar without a terminal: %q, %q", first, progress)
	}
	if !strings.HasPrefix(first, "784-4-10 tanh, 3190 parameters in 4 groups (canonical)\n") {
		t.Errorf("begins with %q", first)
	}
	if !strings.Contains(first, "\ndone after 5 steps: loss ") {
		t.Errorf("ends with %q", first)
	}
}

// A run that diverges ends with 1, and says in which step and why.
func TestDivergence(t *testing.T) {
	line := []string{"train", "--steps", "20", "--layers", "8-10", "--method", "sgd", "--activation", "identity", "--loss", "squared-error", "--rate", "1e99"}
	code, stdout, stderr := gn(context.Background(), line...)
	if code != failed || !strings.Contains(stderr, "diverged in step") || !strings.Contains(stderr, "gn: Restart it with a smaller rate") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	if strings.Contains(stdout, "\ndone") {
		t.Errorf("stdout %q", stdout)
	}
	file := filepath.Join(t.TempDir(), "run.checkpoint")
	_, stdout, _ = gn(context.Background(), append(line, "--json", "--checkpoint", file)...)
	all := parseRecords(t, stdout)
	if end := all[len(all)-1]; end.Event != "end" || !strings.Contains(end.Failure, "diverged in step") || !strings.Contains(end.Failure, "; back at ") {
		t.Errorf("end: %+v", end)
	}
	// The checkpoint is of the point that it went back to.
	if code, _, stderr := gn(context.Background(), "train", "--resume", file, "--rate", "1e-9", "--steps", "20"); code != done {
		t.Errorf("resumed: exit %d, stderr %q", code, stderr)
	}
}

// A run that diverges right behind an epoch ends with the test loss of the point
// that it is back at, and goes on from there in the same trace.
func TestEndOfDivergenceIsWhereItIsBack(t *testing.T) {
	dir := t.TempDir()
	file, kept := filepath.Join(dir, "run.checkpoint"), filepath.Join(dir, "run.trace")
	line := []string{"train", "--data", "moons?n=100", "--batch", "100", "--summary-batch", "100", "--layers", "4-2", "--activation", "identity", "--method", "sgd", "--loss", "squared-error", "--momentum", "0",
		"--rate", "5", "--steps", "100", "--json", "--trace", kept, "--checkpoint", file}
	code, stdout, stderr := gn(context.Background(), line...)
	if code != failed || !strings.Contains(stderr, "diverged in step") {
		t.Fatalf("exit %d, stderr %q", code, stderr)
	}
	all := parseRecords(t, stdout)
	last, end := all[len(all)-2], all[len(all)-1]
	if last.Step != end.Step {
		t.Fatalf("no epoch ends with step %d, but with %d", end.Step, last.Step)
	}
	if !(end.TestLoss < 1e-3*last.TestLoss) {
		t.Errorf("the test loss at the end is %v, behind step %d it was %v", end.TestLoss, last.Step, last.TestLoss)
	}
	steps := strconv.Itoa(end.Step + 5)
	if code, _, stderr := gn(context.Background(), "train", "--resume", file, "--trace", kept, "--rate", "1e-9", "--steps", steps); code != done {
		t.Errorf("resumed: exit %d, stderr %q", code, stderr)
	}
}

// With ReLU and a quadratic loss D vanishes and the model has no minimum: the
// run goes on, and every line says how often the step sizes were kept, and why.
func TestKeptStepSizesAreTold(t *testing.T) {
	line := []string{"train", "--steps", "25", "--period", "5", "--activation", "relu", "--loss", "squared-error", "--bare"}
	code, stdout, stderr := gn(context.Background(), line...)
	if code != done || !strings.Contains(stdout, "\n             step sizes kept 5×: D = 0 in every group") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	_, stdout, _ = gn(context.Background(), append(line, "--json")...)
	all := parseRecords(t, stdout)
	if end := all[len(all)-1]; end.Kept != 5 || !strings.HasPrefix(end.Reason, "D = 0") {
		t.Errorf("end: %+v", end)
	}
}

// An interrupt ends the run after the step at hand, with what was trained.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	code, stdout, stderr := gn(ctx, "train", "--layers", "4-10")
	if code != interrupted || stderr != "gn: interrupted after step 1: context canceled\n" {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	if !strings.Contains(stdout, "broken off after 1 steps: loss 2.") {
		t.Errorf("stdout %q", stdout)
	}
}

// writeIDX writes four MNIST files of n blank digits and test digits each.
func writeIDX(t *testing.T, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, set := range []string{"train", "t10k"} {
		images, labels := []byte{0, 0, 8, 3}, []byte{0, 0, 8, 1}
		images = binary.BigEndian.AppendUint32(images, uint32(n))
		images = binary.BigEndian.AppendUint32(images, 28)
		images = binary.BigEndian.AppendUint32(images, 28)
		labels = binary.BigEndian.AppendUint32(labels, uint32(n))
		for i := range n {
			images = append(images, bytes.Repeat([]byte{byte(25 * (i % 10))}, 784)...)
			labels = append(labels, byte(i%10))
		}
		for name, file := range map[string][]byte{"-images-idx3-ubyte": images, "-labels-idx1-ubyte": labels} {
			if err := os.WriteFile(filepath.Join(dir, set+name), file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func TestDataDir(t *testing.T) {
	dir := writeIDX(t, 30)
	line := []string{"train", "--epochs", "1", "--batch", "10", "--summary-batch", "30", "--layers", "4-10", "--data-dir", dir}
	code, stdout, stderr := gn(context.Background(), line...)
	if code != done || !strings.Contains(stdout, "on 30 samples of mnist train") || !strings.Contains(stdout, "done after 3 steps") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}

	if err := os.Truncate(filepath.Join(dir, "t10k-labels-idx1-ubyte"), 20); err != nil {
		t.Fatal(err)
	}
	code, _, stderr = gn(context.Background(), line...)
	if code != failed || !strings.Contains(stderr, "gn: data: mnist test: labels: truncated") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// Output that cannot be written ends the run.
func TestUnwritableOutput(t *testing.T) {
	for _, format := range [][]string{nil, {"--json"}} {
		args := append([]string{"train", "--steps", "1", "--layers", "4-10"}, format...)
		var stderr bytes.Buffer
		if code := run(context.Background(), args, strings.NewReader(""), full{}, &stderr); code != failed || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("%v: exit %d, stderr %q", args, code, stderr.String())
		}
	}
}
