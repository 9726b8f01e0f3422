package optim

import (
	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Archive writes or reads the direction, the summaries, the step sizes, and the
// position in the period and in the plateau's.
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
	if m.measures() {
		a.Vector(&m.lengths, s, true)
	}
	ArchiveStep(a, &m.step, s)
	m.window.archive(a, s)
	a.Check(s > 0 || !m.averaged && !m.sized && m.taken == 0, "averages over no groups")
}

// maxGroups keeps S² from overflowing: H̄ of as many groups takes 8 GB.
const maxGroups = 1 << 15

// part writes or reads a part of a method that its options may leave out.
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

// ArchiveSummary writes or reads a summary of so many groups.
func ArchiveSummary(a *archive.Archive, s *summary.Summary, groups int) {
	a.Float(&s.Loss)
	a.Vector(&s.Gbar, groups, false)
	a.Vector(&s.Hbar, groups*groups, false)
	a.Vector(&s.Order3, groups, false)
}

// ArchiveStep writes or reads a cubic step of so many groups, or none.
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
