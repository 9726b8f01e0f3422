package client

import "github.com/cauchy-newton/playground/demos"

const (
	together = 600 // milliseconds: changes that follow each other sooner are undone together
	depth    = 200 // the most changes that can be undone
)

// History is the undo history. Changes that follow each other within 0.6 s
// are one, and all that happen in one hold: a drag, a slider that is moved, a
// play. The zero value is empty. It is plain data: as JSON it outlives a program.
type History struct {
	Past []demos.Values `json:"past,omitempty"` // of each change what it changed, as it was before

	last float64 // when the latest change came, in milliseconds
	open bool    // a change that comes within 0.6 s of it belongs to it
	hold bool    // as does any
}

// Hold begins one change that lasts until Release.
func (h *History) Hold() { h.hold, h.open = true, false }

// Release ends it; what comes next is another one.
func (h *History) Release() { h.hold, h.open = false, false }

// Note keeps what was changed at that time in milliseconds, where it differs.
func (h *History) Note(before, after demos.Values, now float64) {
	changed := demos.Values{}
	for name, value := range before {
		if after[name] != value {
			changed[name] = value
		}
	}
	if len(changed) == 0 {
		return
	}
	if joins := h.open && (h.hold || now-h.last < together); joins {
		n := len(h.Past) - 1
		h.Past[n] = changed.With(h.Past[n])
	} else if h.Past = append(h.Past, changed); len(h.Past) > depth {
		h.Past = h.Past[1:]
	}
	h.last, h.open = now, true
}

// Undo returns the values before the latest change, and removes it; nil where there
// is none.
func (h *History) Undo() demos.Values {
	n := len(h.Past) - 1
	if n < 0 {
		return nil
	}
	before := h.Past[n]
	h.Past = h.Past[:n]
	h.Release()
	return before
}
