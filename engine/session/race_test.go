package session

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/train"
)

// race opens three lanes that differ in method and partition.
const race = `{"do":"open","id":1,"state":{"layers":"8-10","batch":20,"summaryBatch":40},"lanes":[{"method":"sgd"},{"partition":"trivial","lambda":3}]}`

// of returns what the events tell of the steps of a lane, as bits.
func of(events []link.Event, lane int) []uint64 {
	var out []uint64
	for _, e := range events {
		for _, f := range e.Frames {
			if f.Lane == lane && f.Step > 0 {
				out = append(out, uint64(f.Step), math.Float64bits(float64(f.Loss)), math.Float64bits(float64(f.Work)))
				if len(f.Digits) > 0 { // else it is of an earlier step, or of a look in between
					out = append(out, math.Float64bits(float64(f.TestLoss)))
				}
				for _, eta := range f.Eta {
					out = append(out, math.Float64bits(float64(eta)))
				}
			}
		}
	}
	return out
}

// Law: a lane of a race takes the steps of the run alone, to the bit, and all
// lanes begin at the same point.
func TestLanesAreTheRunsAlone(t *testing.T) {
	s := New()
	events := talk(t, s, race, `{"do":"step","n":25,"id":2}`)
	if got, want := script(events[:6]), "opened#1, frames×1, opened#1, frames×1, opened#1, frames×1"; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	start := events[1].Frames[0].TestLoss
	for i, state := range []string{
		`{"layers":"8-10","batch":20,"summaryBatch":40}`,
		`{"layers":"8-10","batch":20,"summaryBatch":40,"method":"sgd"}`,
		`{"layers":"8-10","batch":20,"summaryBatch":40,"partition":"trivial","lambda":3}`,
	} {
		alone := talk(t, New(), `{"do":"open","state":`+state+`}`, `{"do":"step","n":25}`)
		if !slices.Equal(of(events, i), of(alone, 0)) || len(of(events, i)) == 0 {
			t.Errorf("lane %d is not the run of %s", i, state)
		}
		if events[2*i].Lane != i || events[2*i].Lanes != 3 || events[2*i+1].Frames[0].TestLoss != start {
			t.Errorf("lane %d begins elsewhere", i)
		}
	}
}

// Law: turns are fair. At no time are two lanes more than a step apart, and a lane
// that is added later catches up before the others go on.
func TestTurnsAreFair(t *testing.T) {
	s := New()
	talk(t, s, race, `{"do":"play"}`)
	check := func(within int) {
		t.Helper()
		lo, hi := math.MaxInt, 0
		for _, l := range s.lanes {
			lo, hi = min(lo, l.run.Steps()), max(hi, l.run.Steps())
		}
		if hi-lo > within {
			t.Fatalf("lanes are %d steps apart", hi-lo)
		}
	}
	for range 20 {
		s.Slice(func() bool { return true })
		check(1)
	}
	events := talk(t, s, `{"do":"pause"}`, `{"do":"add","lane":2,"state":{"lambda":0.5},"id":5}`)
	if got, want := script(events), "playing=false, opened#5, frames×1"; got != want || events[1].Lane != 3 || events[1].Lanes != 4 {
		t.Fatalf("%s, want %s", got, want)
	}
	if p := events[1].State.Partition; p != "trivial" {
		t.Errorf("the new lane has the partition %s", p)
	}
	talk(t, s, `{"do":"step","n":2}`)
	check(0)
	alone := talk(t, New(), `{"do":"open","state":{"layers":"8-10","batch":20,"summaryBatch":40,"partition":"trivial","lambda":0.5}}`, `{"do":"step","n":9}`)
	if !slices.Equal(s.lanes[3].run.Theta(), s.lanes[3].run.Theta()) || s.lanes[3].run.Steps() != 9 {
		t.Errorf("the new lane stands at step %d", s.lanes[3].run.Steps())
	}
	if got := of(talk(t, s, `{"do":"reset"}`, `{"do":"step","n":9}`), 3); !slices.Equal(got, of(alone, 0)) {
		t.Error("the added lane is not the run alone")
	}
	events = s.Handle(link.Command{Do: "drop", Lane: 1, ID: 7})
	if len(s.lanes) != 3 || events[0].Is != "dropped" || events[0].Lanes != 3 || s.lanes[1].config.Method != "" {
		t.Errorf("dropped: %s, %d lanes", script(events), len(s.lanes))
	}
}

// What the lanes share is set for all, the rest for one; the methods bring their
// own defaults.
func TestSetOfALane(t *testing.T) {
	s := New()
	talk(t, s, race)
	events := talk(t, s, `{"do":"set","lane":1,"state":{"rate":0.5},"id":2}`, `{"do":"set","lane":2,"state":{"layers":"9-10","batch":30},"id":3}`)
	if got, want := script(events), "done#2, opened#3, frames×1, opened#3, frames×1, opened#3, frames×1"; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	if c := s.lanes[1].run.Config(); c.Rate != 0.5 || c.Layers != "9-10" || c.Batch != 20 || c.Method != "sgd" {
		t.Errorf("lane 1: %+v", c)
	}
	if c := s.lanes[2].run.Config(); c.Batch != 30 || c.Partition != "trivial" {
		t.Errorf("lane 2: %+v", c)
	}
	// A whole state, as the page sends it, does not nail the old defaults down.
	full, err := json.Marshal(s.lanes[0].run.Config())
	if err != nil {
		t.Fatal(err)
	}
	talk(t, s, `{"do":"open","state":`+string(full)+`,"lanes":[{"method":"sgd"},{"adaptive":true}]}`)
	sgd, adaptive := s.lanes[1].run.Config(), s.lanes[2].run.Config()
	if sgd != (train.Config{Layers: "9-10", Batch: 20, SummaryBatch: 40, Method: "sgd", Observe: true, Dampening: sgd.Dampening}).Filled() || sgd.Rate != 0.1 || !(sgd.Dampening <= 0) {
		t.Errorf("SGD beside grouped Newton: %+v", sgd)
	}
	if adaptive.Rate != 1 || !(adaptive.Average <= 0) {
		t.Errorf("adaptive beside grouped Newton: %+v", adaptive)
	}
	for _, line := range []string{
		`{"do":"add","state":{"seed":3}}`, `{"do":"set","lane":3,"state":{"rate":1}}`, `{"do":"drop","lane":3}`,
		`{"do":"open","lanes":[{},{},{},{}]}`, `{"do":"open","lanes":[{"rate":-1}]}`,
	} {
		if events := talk(t, s, line); len(events) != 1 || events[0].Is != "error" {
			t.Errorf("%s: %s", line, script(events))
		}
	}
}

// A lane that diverges goes back to its best point and says why; the others
// race on to the numbers they have alone. Undo leads back to before the change.
func TestDivergedLaneLeavesTheRace(t *testing.T) {
	s := New()
	talk(t, s, race, `{"do":"step","n":4}`)
	before := slices.Clone(s.lanes[1].run.Theta())
	events := talk(t, s, `{"do":"set","lane":1,"state":{"rate":1e60}}`, `{"do":"step","n":10,"id":2}`)
	var stopped *link.Event
	for i := range events {
		if events[i].Is == "stopped" {
			stopped = &events[i]
		}
	}
	if stopped == nil || stopped.Lane != 1 || !strings.Contains(stopped.Message, "diverged") || events[len(events)-1].ID != 2 {
		t.Fatalf("%s: %+v", script(events), stopped)
	}
	if s.lanes[0].run.Steps() != 14 || s.lanes[2].run.Steps() != 14 || s.lanes[1].run.Steps() >= 14 {
		t.Errorf("steps %d, %d, %d", s.lanes[0].run.Steps(), s.lanes[1].run.Steps(), s.lanes[2].run.Steps())
	}
	for _, v := range s.lanes[1].run.Theta() {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatal("θ is not finite")
		}
	}
	events = talk(t, s, `{"do":"undo","lane":1,"id":3}`)
	if got, want := script(events), "undone#3, frames×1"; got != want || events[0].Step != 4 || events[0].State.Rate != 0.1 {
		t.Fatalf("%s, want %s: %+v", got, want, events[0])
	}
	if !slices.Equal(before, s.lanes[1].run.Theta()) {
		t.Error("undo leads elsewhere")
	}
	again := of(talk(t, s, `{"do":"step","id":4}`), 1) // to step 15, with the others
	alone := of(talk(t, New(), `{"do":"open","state":{"layers":"8-10","batch":20,"summaryBatch":40,"method":"sgd"}}`, `{"do":"step","n":15}`), 0)
	if len(again) == 0 || !slices.Equal(again, alone[len(alone)-len(again):]) {
		t.Error("after the undo the lane takes other steps")
	}
	if events := talk(t, s, `{"do":"undo","lane":1}`); events[0].Is != "error" || !strings.Contains(events[0].Message, "reset") {
		t.Errorf("nothing to undo: %s", script(events))
	}
}

// A slider makes many changes at one step: undo goes back to before the first.
func TestUndoOfASlider(t *testing.T) {
	s := New()
	talk(t, s, small, `{"do":"step","n":3}`, `{"do":"set","state":{"lambda":2}}`, `{"do":"set","state":{"lambda":3}}`, `{"do":"step","n":2}`, `{"do":"undo"}`)
	if c := s.lanes[0].run.Config(); c.Lambda != 1 || s.lanes[0].run.Steps() != 3 {
		t.Errorf("λ_int %g at step %d", c.Lambda, s.lanes[0].run.Steps())
	}
}

func TestStopRules(t *testing.T) {
	for _, test := range []struct{ rule, why string }{
		{`{"steps":7}`, "7 steps are taken"},
		{`{"loss":2.2}`, "the training loss is"},
		{`{"accuracy":0.3}`, "the accuracy is"},
		{`{"work":3}`, "a work of 3"},
	} {
		s := New()
		talk(t, s, race)
		if events := s.Receive([]byte(`{"do":"stop","id":2,"stop":` + test.rule + `}`)); script(events) != "done#2" {
			t.Fatal(script(events))
		}
		s.Handle(link.Command{Do: "play"})
		s.Handle(link.Command{Do: "step", N: 3000, ID: 5})
		var events []link.Event
		for s.Busy() {
			events = append(events, s.Slice(func() bool { return false })...)
		}
		reasons := 0
		for _, e := range events {
			if e.Is == "stopped" && strings.HasPrefix(e.Message, test.why) {
				reasons++
			}
		}
		if got := script(events[len(events)-2:]); got != "done#5, playing=false" || reasons != 3 {
			t.Errorf("%s: %d lanes stopped by it, the end is %s", test.rule, reasons, got)
		}
		if events := s.Receive([]byte(`{"do":"play"}`)); events[0].Is != "error" || !strings.Contains(events[0].Message, "reset") {
			t.Errorf("%s: play goes on: %s", test.rule, script(events))
		}
		// Without the rule the race goes on.
		if got := script(talk(t, s, `{"do":"stop"}`, `{"do":"step","id":9}`)); !strings.HasSuffix(got, "done#9") {
			t.Errorf("%s: %s", test.rule, got)
		}
	}
	s := New()
	talk(t, s, small)
	for _, rule := range []string{`{"steps":-1}`, `{"accuracy":1}`, `{"work":-2}`} {
		if events := s.Receive([]byte(`{"do":"stop","stop":` + rule + `}`)); events[0].Is != "error" {
			t.Errorf("%s: %s", rule, script(events))
		}
	}
}

// The bill: work is the engine's, seconds are the clock's, of the lane's own steps.
func TestBill(t *testing.T) {
	s := New()
	now := 0.0
	s.Clock = func() float64 { now += 0.25; return now }
	events := talk(t, s, race, `{"do":"step","n":10}`)
	last := map[int]link.Frame{}
	for _, e := range events {
		for _, f := range e.Frames {
			if !(f.Work >= last[f.Lane].Work && f.Seconds >= last[f.Lane].Seconds) {
				t.Errorf("lane %d: the bill falls at step %d", f.Lane, f.Step)
			}
			last[f.Lane] = f
		}
	}
	for k, f := range last {
		if f.Seconds != 2.5 {
			t.Errorf("lane %d: %g s of ten steps of 0.25", k, f.Seconds)
		}
	}
	if w := last[1]; !(math.Abs(float64(w.Work)-10*20./100) <= 1e-9) || w.Curvature != 0 {
		t.Errorf("SGD on 20 of 100 samples: %g, of which curvature %g", w.Work, w.Curvature)
	}
	if !(last[0].Curvature > last[2].Curvature && last[2].Curvature > 0 && last[0].Work > last[0].Curvature) {
		t.Errorf("work %g and %g, of which curvature %g and %g", last[0].Work, last[2].Work, last[0].Curvature, last[2].Curvature)
	}
}

// Looks: what they tell is of the point where the lane stands, and the race goes
// on to the same numbers.
func TestLook(t *testing.T) {
	want := talk(t, New(), race, `{"do":"step","n":25}`)
	s := New()
	events := talk(t, s, race, `{"do":"step","n":12}`)
	seen := func(line string) link.Event {
		t.Helper()
		told := s.Receive([]byte(line))
		if told[0].Is != "looking" {
			t.Fatalf("%s: %s %s", line, script(told), told[0].Message)
		}
		for range 200 {
			if !s.Busy() {
				break
			}
			told = append(told, s.Slice(func() bool { return true })...)
		}
		last := told[len(told)-1]
		if s.Busy() || last.Is != "seen" || last.Step != s.lanes[last.Lane].run.Steps() {
			t.Fatalf("%s: %s", line, script(told))
		}
		return last
	}
	origins := seen(`{"do":"look","what":"origins"}`).Seen.Views[0]
	if len(origins.Origins) < 3 || origins.Origins[0].Kind != "loss" || len(origins.Hbar) != 16 {
		t.Errorf("%+v", origins)
	}
	compare := seen(`{"do":"look","what":"compare","with":"per-layer","lane":2}`).Seen.Views
	if len(compare) != 2 || len(compare[0].Hbar) != 1 || len(compare[1].Hbar) != 4 || !(compare[1].Change <= compare[0].Change) {
		t.Errorf("%+v", compare)
	}
	spectrum := seen(`{"do":"look","what":"spectrum","lane":1}`).Seen.Spectrum
	if len(spectrum.Values) != lanczosSteps || len(spectrum.Hbar) != 4 {
		t.Errorf("%+v", spectrum)
	}
	events = append(events, talk(t, s, `{"do":"look","what":"origins","lane":1,"axis":"work"}`, `{"do":"step","n":13}`)...)
	looks := 0
	for _, e := range events {
		if e.Is == "seen" {
			looks++
		}
	}
	if looks != 2 { // at once, and at step 20
		t.Errorf("%d looks while the race went on", looks)
	}
	for k := range 3 {
		if !slices.Equal(of(events, k), of(want, k)) {
			t.Errorf("looking changed lane %d", k)
		}
	}
	for _, line := range []string{`{"do":"look","what":"sky"}`, `{"do":"look","axis":"x"}`, `{"do":"look","what":"compare","with":"custom: w1"}`} {
		if told := s.Receive([]byte(line)); told[0].Is != "error" {
			t.Errorf("%s: %s", line, script(told))
		}
	}
	talk(t, s, `{"do":"open","state":{"data":"moons","layers":"6-2"}}`)
	surface := seen(`{"do":"look","what":"data"}`).Seen.Surface
	if len(surface.Classes) != surfaceSide*surfaceSide || len(surface.Sure) != len(surface.Classes) || !(surface.Left < surface.Right && surface.Bottom < surface.Top) {
		t.Errorf("%+v", surface)
	}
}

// A digit by its number is answered as in the frames; a drawing of it, too, for it
// is centred as the digits are.
func TestAsk(t *testing.T) {
	s := New()
	talk(t, s, `{"do":"open","state":{"layers":"16-10"}}`, `{"do":"step","n":60}`)
	same := 0
	for n := range 30 {
		events := s.Receive(fmt.Appendf(nil, `{"do":"ask","n":%d,"id":2}`, n))
		a := events[0].Answer
		if script(events) != "answer#2" || a.Index != n || a.Label != n%10 || len(a.Prob) != 10 || len(events[0].Digits.Pixels[0]) != 784 {
			t.Fatalf("%+v", events[0])
		}
		drawn := s.Handle(link.Command{Do: "ask", Data: s.sets.test.Pixels(n), W: 28, H: 28})[0]
		if drawn.Answer.Index != -1 || drawn.Answer.Label != -1 {
			t.Fatalf("%+v", drawn.Answer)
		}
		if drawn.Answer.Guess == a.Guess {
			same++
		}
	}
	if same < 25 {
		t.Errorf("of 30 digits %d are read alike when they are drawn", same)
	}
	for _, c := range []link.Command{
		{Do: "ask", N: 1000}, {Do: "ask", Data: []byte{1}, W: 2, H: 2}, {Do: "ask", Data: make([]byte, 784), W: 28, H: 28}, {Do: "ask", Data: []byte{}, W: 1 << 40, H: 0},
	} {
		if events := s.Handle(c); events[0].Is != "error" {
			t.Errorf("%+v: %s", c, script(events))
		}
	}
}
