package demos

import (
	"math"
	"testing"
)

// Law: a glide comes nearer with every tick, is at its targets after half a second
// and stays there, wherever it is interrupted.
func TestGlide(t *testing.T) {
	var g Glide
	g.To(1, math.Inf(1))
	if g.Moving() || g.Tick() || g.At(0) != 1 {
		t.Error("the first targets are not reached at once")
	}
	g.To(5, 2)
	for range 7 {
		g.Tick()
	}
	g.To(-3, 2)
	for n, last := 1, g.At(0); g.Tick(); n++ {
		if at := g.At(0); !(at < last) || (at == -3) != (n == glideTicks) {
			t.Fatalf("tick %d: from %v to %v", n, last, at)
		} else {
			last = at
		}
		if n > glideTicks {
			t.Fatal("it goes on")
		}
	}
	if g.Moving() || g.At(0) != -3 || g.At(1) != 2 {
		t.Errorf("it rests at %v, %v", g.At(0), g.At(1))
	}
	g.To(8, math.NaN())
	if g.Settle(); g.Moving() || g.At(0) != 8 {
		t.Error("it does not settle")
	}
	if n := testing.AllocsPerRun(10, func() { g.To(9, 1); g.To(8, 2); g.Tick() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
