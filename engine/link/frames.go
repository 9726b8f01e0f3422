package link

import (
	"encoding/json"
	"errors"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/frame"
)

// Frames are steps of the lanes, in order. Most repeat the summary of the step
// before: with S groups that are S² numbers to send again. So in
// JSON a frame whose groups, roles, ḡ, H̄, D and cubic step are those of the
// frame of its lane before it in the list leaves these out and says "same": true.
// The first frame of each lane is whole, so each list can be read without the one
// before.
type Frames []Frame

// before returns the frame of the same lane before frame i of the list; nil for
// the first.
func (f Frames) before(i int) *Frame {
	for k := i - 1; k >= 0; k-- {
		if f[k].Lane == f[i].Lane {
			return &f[k]
		}
	}
	return nil
}

// repeat is the JSON of a frame without what the one before it holds: the fields
// below hide the frame's own.
type repeat struct {
	Frame
	Same   bool      `json:"same"`
	Groups *struct{} `json:"groups,omitempty"`
	Roles  *struct{} `json:"roles,omitempty"`
	Gbar   *struct{} `json:"gbar,omitempty"`
	Hbar   *struct{} `json:"hbar,omitempty"`
	D      *struct{} `json:"D,omitempty"`
	Newton *struct{} `json:"newton,omitempty"`
}

// MarshalJSON writes a list of frames.
func (f Frames) MarshalJSON() ([]byte, error) {
	list := make([]any, len(f))
	for i := range f {
		if last := f.before(i); last != nil && same(last, &f[i]) {
			list[i] = repeat{Frame: f[i], Same: true}
		} else {
			list[i] = &f[i]
		}
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads a list of frames. What a frame leaves out it shares with
// the one before.
func (f *Frames) UnmarshalJSON(text []byte) error {
	var list []struct {
		Frame
		Same bool `json:"same"`
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	*f = make(Frames, len(list))
	for i := range list {
		to := &(*f)[i]
		*to = list[i].Frame
		if !list[i].Same {
			continue
		}
		last := f.before(i)
		if last == nil {
			return errors.New("link: the first frame of a list repeats another")
		}
		to.Groups, to.Roles = last.Groups, last.Roles
		to.Gbar, to.Hbar, to.D, to.Newton = last.Gbar, last.Hbar, last.D, last.Newton
	}
	return nil
}

// same tells whether b holds the summary of a, to the bit.
func same(a, b *Frame) bool {
	return slices.Equal(a.Groups, b.Groups) && slices.Equal(a.Roles, b.Roles) &&
		alike(a.D, b.D) && alike(a.Gbar, b.Gbar) && alike(a.Newton, b.Newton) && alike(a.Hbar, b.Hbar)
}

// alike compares bits, so that −0 stays −0; all NaN are equal, being the same text.
func alike(a, b frame.Numbers) bool {
	return (a == nil) == (b == nil) && slices.EqualFunc(a, b, func(x, y frame.Number) bool {
		return math.Float64bits(float64(x)) == math.Float64bits(float64(y)) || x != x && y != y
	})
}
