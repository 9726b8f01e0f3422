package loop_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
	"github.com/cauchy-newton/playground/wasm/engine/loop"
)

// page keeps what a page keeps of a worker with a true engine, and gives it turns.
type page struct {
	*loop.Loop
	wants  bool // a turn
	state  map[string]json.RawMessage
	kept   session.Kept
	losses map[int][]float64 // of each lane
	done   []client.Answer
}

func (p *page) begin(t *testing.T) {
	if p.state == nil {
		p.state, p.losses, p.kept.Pieces = map[string]json.RawMessage{}, map[int][]float64{}, map[int][]byte{}
	}
	p.Loop = &loop.Loop{
		Session: session.New(), Client: client.NewRun(client.RunControls()),
		Clock: func() float64 { return 0 },
		Slice: func() func() bool { return func() bool { return true } },
		Fail:  func(_ int, why string) { t.Error(why) },
		Yield: func() { p.wants = true },
		Post: func(post loop.Post) {
			if post.Kept.Text != nil {
				p.kept.Text = post.Kept.Text
				maps.Copy(p.kept.Pieces, post.Kept.Pieces)
			}
			for _, text := range post.Events {
				e, err := link.DecodeEvent([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range e.Frames {
					p.losses[f.Lane] = append(p.losses[f.Lane], float64(f.Step), float64(f.TestLoss))
				}
			}
			if post.Client == nil {
				return
			}
			var told struct{ Answers []client.Answer }
			if err := json.Unmarshal(post.Client, &p.state); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(post.Client, &told); err != nil {
				t.Fatal(err)
			}
			p.done = append(p.done, told.Answers...)
		},
	}
	p.Ready()
}

func (p *page) turn(most int) {
	for ; p.wants && most > 0; most-- {
		p.wants = false
		p.Turn()
		p.Taken()
	}
}

// Law: when a worker is ended, another one with what the page has kept goes on as the
// first would have: the same steps to the bit, the same answers, the same state of the
// client, changes that can be undone among it.
func TestAnotherWorkerGoesOn(t *testing.T) {
	var ends []string
	for _, dies := range []bool{false, true} {
		p := &page{}
		p.begin(t)
		for _, wish := range []string{
			`{"do":"visit","id":1,"state":[["layers","4-2"],["data","moons"],["batch","20"],["summaryBatch","20"]],"lanes":[{"method":"adam"}]}`,
			`{"do":"step","n":3,"id":2}`, `{"do":"set","id":3,"lane":1,"state":{"rate":"0.02"}}`, `{"do":"look","id":4,"lane":1}`, `{"do":"step","n":30,"id":5}`,
		} {
			p.Receive([]byte(wish))
			p.Taken()
			if p.turn(20); dies && len(p.done) == 4 && p.done[3].ID == 4 {
				break
			}
		}
		if dies {
			state, err := json.Marshal(p.state)
			if err != nil {
				t.Fatal(err)
			}
			p.wants = false
			p.begin(t)
			p.Resume(p.kept, state, false)
			p.Taken()
			p.turn(20)
			p.Receive([]byte(`{"do":"step","n":30,"id":5}`)) // as a page sends what was not taken
			p.turn(7)
			state, _ = json.Marshal(p.state)
			p.wants = false
			p.begin(t) // and again, on its way
			p.Resume(p.kept, state, false)
		}
		p.turn(1000)
		p.Receive([]byte(`{"do":"undo","id":6,"lane":1}`))
		p.turn(1000)
		if i := slices.IndexFunc(p.done, func(a client.Answer) bool { return a.Message != "" }); i >= 0 || len(p.done) != 6 {
			t.Fatalf("the wishes are answered by %+v", p.done)
		}
		var lanes []client.Lane
		if err := json.Unmarshal(p.state["lanes"], &lanes); err != nil {
			t.Fatal(err)
		}
		end, err := json.Marshal([]any{p.losses[0], p.losses[1], lanes, p.state["look"], p.state["link"], p.state["at"], p.done})
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, string(end))
	}
	if ends[0] != ends[1] {
		t.Errorf("after accidents it comes to\n%s\nand without to\n%s", ends[1], ends[0])
	}
}
