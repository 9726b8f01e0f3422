package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/tools/measure"
)

const python = "/usr/bin/python3"

func problem(t *testing.T, name string, samples int) *measure.Problem {
	t.Helper()
	g, err := measure.Network(name)
	if err != nil {
		t.Fatal(err)
	}
	return measure.NewProblem(g, samples, 1)
}

// Where PyTorch is installed, its nested differentiation gives our numbers, for
// dense layers and for convolutions.
func TestTorchAgrees(t *testing.T) {
	// The folder torch beside this file is a package of that name, too.
	if err := exec.Command(python, "-c", "import torch; torch.__version__").Run(); err != nil {
		t.Skip("no PyTorch here")
	}
	for _, name := range []string{"6-5-4-3", measure.LeNet} {
		p := problem(t, name, 3)
		peer, err := startTorch([]string{python, "torch/summary.py"}, 1, p)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := peer.numbers()
		if err != nil {
			t.Fatal(err)
		}
		if err := theirs.equal(p.Summary()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, work := range []string{"gradient", "summary"} {
			if ms, err := peer.time(work, time.Millisecond); err != nil || !(ms > 0) {
				t.Errorf("%s: a %s takes %v ms: %v", name, work, ms, err)
			}
		}
		p.Theta[0] += 1e-3
		if err := theirs.equal(p.Summary()); err == nil {
			t.Errorf("%s: the numbers of another point are the same", name)
		}
		peer.end()
	}
}

// echo is a peer that says what it was given.
const echo = `cp "$3" "$0.copy"
while read -r question ms; do
  case "$question" in
    numbers) echo '{"torch": "'"$1/$2"'", "blas": "libblas.so.3", "loss": 2}' ;;
    gradient) echo "$ms" ;;
    summary) echo "not a number" ;;
    *) exit 3 ;;
  esac
done
`

// The peer gets the shapes, the threads, and a file of θ, inputs and labels.
func TestQuestions(t *testing.T) {
	script := filepath.Join(t.TempDir(), "peer.sh")
	if err := os.WriteFile(script, []byte(echo), 0o600); err != nil {
		t.Fatal(err)
	}
	p := problem(t, "4-3-2", 5)
	peer, err := startTorch([]string{"sh", script}, 7, p)
	if err != nil {
		t.Fatal(err)
	}
	n, err := peer.numbers()
	if err != nil {
		t.Fatal(err)
	}
	if n.Torch != "[[3,4],[3],[2,3],[2]]/7" || n.Loss != 2 {
		t.Errorf("numbers %+v", n)
	}
	if err := n.serious(); err == nil || !strings.Contains(err.Error(), "libopenblas0-pthread") {
		t.Errorf("the reference library is taken: %v", err)
	}
	if ms, err := peer.time("gradient", 250*time.Millisecond); err != nil || ms != 250 {
		t.Errorf("asked for 250 ms: %v, %v", ms, err)
	}
	if _, err := peer.time("summary", time.Second); err == nil {
		t.Error("an answer that is no number is taken")
	}
	if _, err := peer.time("nonsense", time.Second); err == nil {
		t.Error("a peer that ended has an answer")
	}
	raw, err := os.ReadFile(script + ".copy")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Concat(p.Theta, p.Batch.X)
	for _, l := range p.Batch.Labels {
		want = append(want, float64(l))
	}
	got := make([]float64, len(want))
	if err := binary.Read(bytes.NewReader(raw), binary.LittleEndian, got); err != nil || len(raw) != 8*len(want) || !slices.Equal(got, want) {
		t.Errorf("%d bytes of other numbers: %v", len(raw), err)
	}
	peer.end()
	if _, err := os.Stat(peer.file); !os.IsNotExist(err) {
		t.Errorf("the file is left behind: %v", err)
	}
}

// A peer that cannot start says what is missing.
func TestNoPeer(t *testing.T) {
	c := peersCommand{Models: []string{"3-2"}, Batch: 2, Threads: 1, Rounds: 1, Python: filepath.Join(t.TempDir(), "python")}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	err := c.Run(new(bytes.Buffer))
	if err == nil || !strings.Contains(err.Error(), "make bench-peers") {
		t.Errorf("error %v", err)
	}
	c.Models = []string{"3"}
	if err := c.Run(new(bytes.Buffer)); err == nil {
		t.Error("a network of one width is measured")
	}
}

// Numbers are the same up to the tolerance of the largest entry.
func TestEqual(t *testing.T) {
	ours := summary.New(2)
	ours.Loss, ours.Gbar, ours.Hbar, ours.Order3 = 1, []float64{1, 2}, []float64{1, 0, 0, 4}, []float64{1e-12, 3}
	theirs := func() *numbers {
		return &numbers{Loss: 1, Gbar: []float64{1, 2}, Hbar: []float64{1, 1e-10, 0, 4}, Order3: []float64{0, 3}}
	}
	if err := theirs().equal(ours); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(n *numbers){
		"the loss": func(n *numbers) { n.Loss = 1 + 1e-8 },
		"ḡ":        func(n *numbers) { n.Gbar = n.Gbar[:1] },
		"H̄":       func(n *numbers) { n.Hbar[1] = 1e-7 },
		"D³":       func(n *numbers) { n.Order3[1] = math.NaN() },
	} {
		n := theirs()
		change(n)
		if err := n.equal(ours); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s differs: %v", name, err)
		}
	}
}
