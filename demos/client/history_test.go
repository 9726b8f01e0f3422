package client

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// Law: undo leads through the values before each change, backwards, whatever was
// changed and however changes were joined, also after a time as JSON.
func TestUndoIsTheInverseOfChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var h History
		now, start := 1e6, demos.Values{"a": "0", "b": "0", "c": "0"}
		state, states := start, []demos.Values{}
		held := false
		for i := range random.IntN(40) {
			pause := []float64{0, 599, 600, 5000}[random.IntN(4)]
			joins := len(states) > 0 && h.open && (held || pause < together)
			now += pause
			after := state.With(demos.Values{string("abc"[random.IntN(3)]): strconv.Itoa(i + 1)})
			h.Note(state, after, now)
			if !joins {
				states = append(states, state)
			}
			if state = after; random.IntN(4) == 0 {
				if held = !held; held {
					h.Hold()
				} else {
					h.Release()
				}
			}
		}
		text, err := json.Marshal(h)
		var back History
		if err != nil || json.Unmarshal(text, &back) != nil {
			t.Fatal(err)
		}
		for i := len(states) - 1; i >= 0; i-- {
			if state = state.With(back.Undo()); !maps.Equal(state, states[i]) {
				t.Fatalf("change %d is taken back to %v, want %v", i, state, states[i])
			}
		}
		if v := back.Undo(); v != nil {
			t.Fatalf("there is %v to take back at the start", v)
		}
	}
}

func TestWhatIsOneChange(t *testing.T) {
	at := func(n int) demos.Values { return demos.Values{"x": strconv.Itoa(n)} }
	for name, c := range map[string]struct {
		do   func(h *History)
		want int
	}{
		"within 0.6 s":      {func(h *History) { h.Note(at(0), at(1), 0); h.Note(at(1), at(2), 599); h.Note(at(2), at(3), 1198) }, 1},
		"after 0.6 s":       {func(h *History) { h.Note(at(0), at(1), 0); h.Note(at(1), at(2), 600) }, 2},
		"one hold":          {func(h *History) { h.Hold(); h.Note(at(0), at(1), 0); h.Note(at(1), at(2), 9e9); h.Release() }, 1},
		"two holds at once": {func(h *History) { h.Hold(); h.Note(at(0), at(1), 0); h.Release(); h.Hold(); h.Note(at(1), at(2), 0) }, 2},
		"after a hold":      {func(h *History) { h.Hold(); h.Note(at(0), at(1), 0); h.Release(); h.Note(at(1), at(2), 0) }, 2},
		"after an undo":     {func(h *History) { h.Note(at(0), at(1), 0); h.Undo(); h.Note(at(0), at(2), 0) }, 1},
		"nothing":           {func(h *History) { h.Note(at(0), at(0), 0) }, 0},
	} {
		var h History
		if c.do(&h); len(h.Past) != c.want {
			t.Errorf("%s: %d changes, want %d", name, len(h.Past), c.want)
		}
	}
	var h History
	for i := range depth + 5 {
		h.Note(at(i), at(i+1), float64(i)*together)
	}
	if len(h.Past) != depth || h.Past[0]["x"] != "5" {
		t.Errorf("%d changes are kept, the first from %s", len(h.Past), h.Past[0]["x"])
	}
}
