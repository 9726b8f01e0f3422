package demos

import "math"

// glideTicks is how many ticks a Glide takes: 500 ms at 60 a second.
const glideTicks = 30

// pull is the part of the way that is left after each tick: 1/500 after all of them.
var pull = math.Pow(500, -1.0/glideTicks)

// Glide moves some numbers to their targets exponentially, in glideTicks. The zero
// value has none.
type Glide struct {
	now, to []float64
	left    int // ticks
}

// To sets the targets; from where the numbers are now they begin to move. The first
// targets, and those of another number of them, are reached at once.
func (g *Glide) To(targets ...float64) {
	if len(targets) != len(g.now) {
		g.to = append(g.to[:0], targets...)
		g.now = append(g.now[:0], targets...)
		g.left = 0
		return
	}
	for i, v := range targets {
		if v != g.to[i] {
			g.to[i], g.left = v, glideTicks
		}
	}
}

// Tick moves the numbers on and reports whether they moved.
func (g *Glide) Tick() bool {
	if g.left == 0 {
		return false
	}
	if g.left--; g.left == 0 {
		copy(g.now, g.to)
		return true
	}
	for i, to := range g.to {
		if next := to + (g.now[i]-to)*pull; next == next && !math.IsInf(next, 0) {
			g.now[i] = next
		} else {
			g.now[i] = to // from or to what is no number there is no way
		}
	}
	return true
}

// Settle ends the movement.
func (g *Glide) Settle() {
	copy(g.now, g.to)
	g.left = 0
}

// Moving reports whether the numbers are not at their targets.
func (g *Glide) Moving() bool { return g.left > 0 }

// At returns the i-th number.
func (g *Glide) At(i int) float64 { return g.now[i] }
