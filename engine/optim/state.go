package optim

import (
	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Stateful is a Method that can be put away between two steps and go on later
// with the same bits.
//
// Archive hands over all that the next step depends on beside θ, the objective
// and the options, of which it hands over those that the method moves itself. A
// reader must have the options that the writer had, and be given the parameters'
// number P and the groups' number S by its first step: what does not fit them is
// an error of the archive or starts anew, never a panic.
type Stateful interface {
	Method
	Archive(a *archive.Archive)
}

var (
	_ Stateful = (*SGD)(nil)
	_ Stateful = (*Adam)(nil)
	_ Stateful = (*GroupedNewton)(nil)
	_ Stateful = (*Cauchy)(nil)
	_ Stateful = (*Newton)(nil)
	_ Stateful = (*KFAC)(nil)
	_ Stateful = (*LBFGS)(nil)
)

// Archive is m.
func (s *SGD) Archive(a *archive.Archive) {
	a.Section("sgd")
	s.buffer.archive(a)
}

func (b *momentum) archive(a *archive.Archive) { a.Floats(&b.m) }

// Archive is m, v and the powers of β.
func (d *Adam) Archive(a *archive.Archive) {
	a.Section("adam")
	a.Floats(&d.m)
	a.Vector(&d.v, len(d.m), false)
	a.Float(&d.b1)
	a.Float(&d.b2)
}

// Archive is the direction, the summaries, the step sizes, and the place in the
// period and in the plateau's.
func (m *GroupedNewton) Archive(a *archive.Archive) {
	a.Section("grouped newton")
	a.Float(&m.Rate)
	a.Float(&m.Lambda)
	m.buffer.archive(a)
	part(a, &m.Adam, "Adam's direction", (*Adam).Archive)
	part(a, &m.Plateau, "a plateau schedule", (*Plateau).archive)
	a.Float(&m.losses)
	a.Int(&m.counted)

	s := len(m.raw)
	a.Int(&s)
	a.Check(s >= 0 && s <= maxGroups && 16*s*s <= a.Left(), "%d groups in %d bytes", s, a.Left())
	if a.Err() != nil {
		return
	}
	if a.Reading() && s > 0 {
		m.resize(s)
	}
	part(a, &m.Adaptive, "an adaptive λ_int", (*Adaptive).archive)
	a.Int(&m.taken)
	a.Flag(&m.averaged)
	a.Flag(&m.sized)
	a.Text(&m.reason)
	a.Text(&m.arrived)
	a.Ints(&m.idle)
	for _, i := range m.idle {
		a.Check(i >= 0 && i < s, "group %d of %d", i, s)
	}
	a.Floats(&m.size)
	ArchiveSummary(a, &m.fresh, s)
	ArchiveSummary(a, &m.mean, s)
	a.Vector(&m.d, s, false)
	a.Vector(&m.raw, s, false)
	a.Vector(&m.eta, s, false)
	ArchiveStep(a, &m.step, s)
	m.window.archive(a, s)
	a.Check(s > 0 || !m.averaged && !m.sized && m.taken == 0, "averages over no groups")
}

// maxGroups keeps S² a number: H̄ of as many groups takes 8 GB.
const maxGroups = 1 << 15

// part is something that the options of a method may leave out.
func part[T any](a *archive.Archive, p **T, name string, state func(*T, *archive.Archive)) {
	there := *p != nil
	a.Flag(&there)
	switch {
	case there && *p == nil:
		a.Fail("%s, which the settings leave out", name)
	case !there && *p != nil:
		a.Fail("%s is missing", name)
	case there:
		state(*p, a)
	}
}

func (p *Plateau) archive(a *archive.Archive) {
	a.Float(&p.best)
	a.Int(&p.bad)
	a.Flag(&p.seen)
}

func (d *Adaptive) archive(a *archive.Archive) {
	a.Float(&d.lambda)
	a.Float(&d.promise)
	a.Floats(&d.start)
}

// Archive is the state of grouped Newton.
func (c *Cauchy) Archive(a *archive.Archive) {
	c.grouped.Rate, c.grouped.Lambda, c.grouped.Adaptive = c.Rate, c.Lambda, c.Adaptive
	c.grouped.Archive(a)
}

// Archive is the state of grouped Newton.
func (n *Newton) Archive(a *archive.Archive) {
	n.grouped.Rate, n.grouped.Lambda, n.grouped.Adaptive = n.Rate, n.Lambda, n.Adaptive
	n.grouped.Archive(a)
}

// Archive is the momentum, the running averages with their inverses, and the
// source of the sampled targets.
func (m *KFAC) Archive(a *archive.Archive) {
	a.Section("k-fac")
	m.buffer.archive(a)
	a.Int(&m.steps)
	a.Int(&m.updates)
	a.Check(m.steps >= 0 && m.updates >= 0, "%d steps, %d refreshes", m.steps, m.updates)
	state, err := m.pcg.MarshalBinary()
	if err != nil {
		panic("optim: " + err.Error()) // PCG's never fails
	}
	a.Bytes(&state)
	factors := m.restored
	if factors == nil {
		m.each(func(x []float64) { factors = append(factors, x...) })
	}
	a.Floats(&factors)
	if a.Reading() && a.Err() == nil {
		if err := m.pcg.UnmarshalBinary(state); err != nil {
			a.Fail("%v", err)
			return
		}
		m.restored = factors
	}
}

// Archive is nothing: the pairs belong to the library. Whoever saves a run
// makes it forget them, so that it goes on like the one that is resumed. On
// minibatches a step begins without pairs anyway.
func (l *LBFGS) Archive(a *archive.Archive) {
	a.Section("l-bfgs")
	l.warm = false
}

// ArchiveSummary is a summary of so many groups.
func ArchiveSummary(a *archive.Archive, s *summary.Summary, groups int) {
	a.Float(&s.Loss)
	a.Vector(&s.Gbar, groups, false)
	a.Vector(&s.Hbar, groups*groups, false)
	a.Vector(&s.Order3, groups, false)
}

// ArchiveStep is a cubic step of so many groups, or none.
func ArchiveStep(a *archive.Archive, s *cubic.Step, groups int) {
	a.Vector(&s.Eta, groups, true)
	a.Vector(&s.AltEta, groups, true)
	a.Float(&s.R)
	a.Float(&s.Value)
	status := uint64(s.Status)
	a.Uint(&status)
	a.Check(status <= uint64(cubic.NotFinite), "status %d of a cubic step", status)
	if a.Reading() && a.Err() == nil {
		s.Status = cubic.Status(status)
	}
}

func (w *window) archive(a *archive.Archive, groups int) {
	size, n, next := cap(w.held), len(w.held), w.next
	a.Int(&size)
	a.Len(&n)
	a.Int(&next)
	a.Check(n <= size && size <= 1<<20 && next >= 0 && (next == n || next < n), "place %d among %d of %d summaries", next, n, size)
	if a.Err() != nil {
		return
	}
	if a.Reading() {
		*w = window{}
		if size == 0 {
			return
		}
		w.held, w.mean, w.next = make([]*summary.Summary, 0, size), summary.New(groups), next
	}
	for i := range n {
		if a.Reading() {
			w.held = append(w.held, new(summary.Summary))
		}
		if ArchiveSummary(a, w.held[i], groups); a.Err() != nil {
			return
		}
	}
}
