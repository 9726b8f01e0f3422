package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/tools/measure"
)

// torch is a running program of the peer.
type torch struct {
	process *exec.Cmd
	ask     io.WriteCloser
	answers *bufio.Reader
	file    string // θ and the batch
}

// startTorch hands a problem to the peer. command starts its program.
func startTorch(command []string, threads int, p *measure.Problem) (_ *torch, err error) {
	var shapes [][]int
	for _, span := range p.Graph.Params().Spans {
		shapes = append(shapes, span.Shape)
	}
	list, err := json.Marshal(shapes)
	if err != nil {
		return nil, err
	}
	file, err := os.CreateTemp("", "problem-*")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	t := &torch{file: file.Name()}
	defer func() {
		if err != nil {
			t.end()
		}
	}()
	labels := make([]float64, len(p.Batch.Labels))
	for i, l := range p.Batch.Labels {
		labels[i] = float64(l)
	}
	if err := binary.Write(file, binary.LittleEndian, slices.Concat(p.Theta, p.Batch.X, labels)); err != nil {
		return nil, err
	}
	t.process = exec.Command(command[0], slices.Concat(command[1:], []string{string(list), strconv.Itoa(threads), t.file})...)
	t.process.Stderr = os.Stderr
	answers, err := t.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if t.ask, err = t.process.StdinPipe(); err != nil {
		return nil, err
	}
	if err := t.process.Start(); err != nil {
		return nil, fmt.Errorf("%s does not start (make bench-peers installs PyTorch on Debian): %w", command[0], err)
	}
	t.answers = bufio.NewReader(answers)
	return t, nil
}

// end closes the program's input, which ends it.
func (t *torch) end() {
	if t.ask != nil {
		t.ask.Close()
		t.process.Wait() // its answers are complete, whatever its exit code
	}
	os.Remove(t.file)
}

// question sends words and reads the answer into v.
func (t *torch) question(v any, words ...any) error {
	if _, err := fmt.Fprintln(t.ask, words...); err != nil {
		return fmt.Errorf("PyTorch's program has ended: %w", err)
	}
	line, err := t.answers.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("PyTorch's program has no answer to %v: %w", words, err)
	}
	return json.Unmarshal(line, v)
}

// time returns the milliseconds of a gradient or summary, repeated for a while.
func (t *torch) time(name string, sample time.Duration) (ms float64, err error) {
	err = t.question(&ms, name, sample.Seconds()*1e3)
	return ms, err
}

// numbers are what the peer computes of the problem.
type numbers struct {
	Torch, BLAS        string // the release, the library of its products
	Loss               float64
	Gbar, Hbar, Order3 []float64
}

func (t *torch) numbers() (n *numbers, err error) {
	err = t.question(&n, "numbers")
	return n, err
}

// agreed bounds the difference of any entry over the largest entry.
const agreed = 1e-9

// serious returns an error unless the peer computes with OpenBLAS: with the
// reference library, which Debian links by default, it is ten times slower.
func (n *numbers) serious() error {
	if !strings.Contains(n.BLAS, "openblas") {
		return fmt.Errorf("PyTorch computes with %q here, which is no opponent: install libopenblas0-pthread", n.BLAS)
	}
	return nil
}

// equal returns an error unless ours are the same numbers.
func (n *numbers) equal(ours *summary.Summary) error {
	for _, c := range []struct {
		name         string
		theirs, ours []float64
	}{
		{"the loss", []float64{n.Loss}, []float64{ours.Loss}},
		{"ḡ", n.Gbar, ours.Gbar}, {"H̄", n.Hbar, ours.Hbar}, {"D³", n.Order3, ours.Order3},
	} {
		if len(c.theirs) != len(c.ours) {
			return fmt.Errorf("%s has %d entries, PyTorch's %d", c.name, len(c.ours), len(c.theirs))
		}
		scale, worst := 0.0, 0.0
		for i, v := range c.theirs {
			scale, worst = max(scale, math.Abs(v)), max(worst, math.Abs(v-c.ours[i]))
		}
		if !(scale > 0 && worst <= agreed*scale) {
			return fmt.Errorf("%s is off by %.1e of its largest entry from PyTorch's", c.name, worst/scale)
		}
	}
	return nil
}
