package link_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
)

// Law: a list of frames comes back as it went, whatever repeats in it.
func TestFramesComeBackWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	some := func() frame.Numbers {
		return [...]frame.Numbers{nil, {1, 2}, {1, frame.Number(math.NaN())}, {0, 1}, {frame.Number(math.Copysign(0, -1)), 1}}[rng.IntN(5)]
	}
	for range 300 {
		list := make(link.Frames, 1+rng.IntN(6))
		for i := range list {
			if i > 0 && rng.IntN(3) > 0 {
				list[i] = list[i-1]
				list[i].Digits = nil
			} else {
				list[i].Frame = frame.Frame{Groups: []string{"a", "b"}[:rng.IntN(3)], Gbar: some(), Hbar: some(), D: some(), Newton: some()}
			}
			list[i].Lane, list[i].Work = rng.IntN(3), frame.Number(i)
			list[i].Step, list[i].Eta, list[i].Reason = i, some(), strings.Repeat("x", rng.IntN(3))
			if rng.IntN(3) == 0 {
				list[i].Digits = []frame.Answer{{Index: i, Prob: []float64{1}}}
			}
		}
		text, err := json.Marshal(link.Event{Is: "frames", Frames: list})
		if err != nil {
			t.Fatal(err)
		}
		var back link.Event
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		// Frame by frame, in the plain form.
		want, _ := json.Marshal([]link.Frame(list))
		got, _ := json.Marshal([]link.Frame(back.Frames))
		if string(got) != string(want) {
			t.Fatalf("%s\nbecomes\n%s", want, got)
		}
	}
}

// A summary travels once, however many steps use it.
func TestSummaryTravelsOnce(t *testing.T) {
	text, err := json.Marshal(post(6, 25))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), `"hbar"`); n != 3 {
		t.Errorf("25 steps with 3 summaries write H̄ %d times", n)
	}
}

func TestFirstFrameRepeatsNothing(t *testing.T) {
	var e link.Event
	if err := json.Unmarshal([]byte(`{"is":"frames","frames":[{"step":1,"same":true}]}`), &e); err == nil {
		t.Errorf("a repetition of nothing is read as %+v", e.Frames)
	}
}
