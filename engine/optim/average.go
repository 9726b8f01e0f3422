package optim

import (
	"math"

	"github.com/cauchy-newton/playground/engine/summary"
)

// small is the exponent up to which a u is scaled to about 1 before its summary: along
// the gradient of a loss L, D³ is about L⁴, which underflows where L and D do not.
const small = -128

// summarise computes the summary along u and its D.
func (m *GroupedNewton) summarise(theta, u []float64, o Objective) {
	size := 0.0
	for _, v := range u {
		size = max(size, math.Abs(v))
	}
	_, k := math.Frexp(size)
	if size == 0 || k > small {
		k = 0
	} else {
		m.large = grown(m.large, len(u))
		for p, v := range u {
			m.large[p] = math.Ldexp(v, -k)
		}
		u = m.large
	}
	o.Summarise(&m.fresh, theta, u)
	m.roots = grown(m.roots, m.fresh.Groups())
	for i, h := range m.fresh.Hbar {
		m.fresh.Hbar[i] = math.Ldexp(h, 2*k)
	}
	for s, third := range m.fresh.Order3 {
		m.fresh.Gbar[s], m.fresh.Order3[s] = math.Ldexp(m.fresh.Gbar[s], k), math.Ldexp(third, 3*k)
		m.roots[s] = math.Ldexp(summary.Root(third), k)
		if h := m.fresh.Hbar[s*(len(m.roots)+1)]; math.Abs(h) < lowest { // lost, and with it what D would hold back
			m.roots[s] = summary.Root(m.fresh.Order3[s])
		}
	}
}

// average adds the last summary to the means that the solver gets.
func (m *GroupedNewton) average() {
	old, oldD := m.SummaryAveraging, m.DAveraging
	if !m.averaged {
		old, oldD = 0, 0
		clear(m.mean.Gbar)
		clear(m.mean.Hbar)
		clear(m.mean.Order3)
		clear(m.d)
		m.averaged = true
	}
	now := m.window.push(&m.fresh, m.Window)
	m.mean.Loss = m.fresh.Loss
	blend(m.mean.Gbar, now.Gbar, old)
	blend(m.mean.Hbar, now.Hbar, old)
	blend(m.mean.Order3, now.Order3, old)
	for s, third := range m.mean.Order3 {
		d := m.roots[s]
		if m.Window > 1 || old != 0 {
			d = summary.Root(third)
		}
		m.d[s] = mix(m.d[s], d, oldD)
	}
}

// blend writes dst ← old·dst + (1 − old)·x.
func blend(dst, x []float64, old float64) {
	for i, v := range x {
		dst[i] = mix(dst[i], v, old)
	}
}

func mix(before, now, old float64) float64 {
	if old == 0 {
		return now
	}
	return old*before + (1-old)*now
}

// window is the uniform mean of the last summaries.
type window struct {
	held []*summary.Summary
	next int // place of the oldest once held is full
	mean *summary.Summary
}

// push takes a copy of a summary and returns the mean of the last size ones. It
// starts anew when the size changes. A size up to 1 returns the summary itself.
func (w *window) push(s *summary.Summary, size int) *summary.Summary {
	if size <= 1 {
		*w = window{}
		return s
	}
	if cap(w.held) != size {
		*w = window{held: make([]*summary.Summary, 0, size), mean: summary.New(s.Groups())}
	}
	if len(w.held) < size {
		w.held = append(w.held, summary.New(s.Groups()))
		w.next = len(w.held) - 1
	}
	last := w.held[w.next]
	copy(last.Gbar, s.Gbar)
	copy(last.Hbar, s.Hbar)
	copy(last.Order3, s.Order3)
	w.next = (w.next + 1) % size
	clear(w.mean.Gbar)
	clear(w.mean.Hbar)
	clear(w.mean.Order3)
	share := 1 / float64(len(w.held))
	for _, h := range w.held {
		add(w.mean.Gbar, h.Gbar, share)
		add(w.mean.Hbar, h.Hbar, share)
		add(w.mean.Order3, h.Order3, share)
	}
	return w.mean
}

// add writes dst ← dst + share·x.
func add(dst, x []float64, share float64) {
	for i, v := range x {
		dst[i] += share * v
	}
}
