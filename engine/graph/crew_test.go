package graph

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/op"
)

// A chunk that panics, on whichever goroutine, panics where the job was asked
// for, with its reason; the sweep computes on afterwards.
func TestPanicOfAChunk(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	g := small(op.CrossEntropy)
	theta, b := draw(g, 6*maxChunk, rand.New(rand.NewPCG(5, 0)))
	s := NewSweep(g)
	want := s.Loss(theta, b)
	for _, sample := range []int{0, maxChunk + 1, 6*maxChunk - 1} {
		label := b.Labels[sample]
		b.Labels[sample] = 99
		why := func() (why any) {
			defer func() { why = recover() }()
			s.Loss(theta, b)
			return nil
		}()
		if !strings.Contains(fmt.Sprint(why), "index out of range") {
			t.Errorf("sample %d: the panic is %v", sample, why)
		}
		b.Labels[sample] = label
		if again := s.Loss(theta, b); math.Float64bits(again) != math.Float64bits(want) {
			t.Errorf("sample %d: the loss is %v afterwards, was %v", sample, again, want)
		}
	}
}
