package panel

import (
	"encoding/json"
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
)

// run plays a scene whose engine is at the other end of the link. What it shows
// is what the engine has said, whatever was asked for.
type run struct {
	state
	send func(link.Command)
	seed uint64
}

// newRun opens a run with the engine's defaults.
func newRun(scene demos.Scene, send func(link.Command)) *run {
	r := &run{state: newState(scene), send: send}
	send(link.Command{Do: "open"})
	return r
}

func (r *run) knows(a Action) bool { return a != Undo && a != Whole }

func (r *run) able(Action) bool { return true }

func (r *run) do(a Action) {
	switch a {
	case Play:
		do := "play"
		if r.playing {
			do = "pause"
		}
		r.send(link.Command{Do: do})
	case Step:
		r.send(link.Command{Do: "step", N: 1})
	case Reset:
		r.send(link.Command{Do: "reset"})
	case Reseed:
		r.send(link.Command{Do: "reset", Seed: r.seed + 1})
	}
}

func (r *run) pause() {
	if r.playing {
		r.send(link.Command{Do: "pause"})
	}
}

// set sends the new value; of a slider, when it is let go.
func (r *run) set(c *control, held bool) {
	if !held {
		r.send(link.Command{Do: "set", State: c.state()})
	}
}

// receive takes an event of the engine for the controls and for the scene.
func (r *run) receive(event []byte) error {
	var e struct {
		Is      string                     `json:"is"`
		State   map[string]json.RawMessage `json:"state"`
		Playing bool                       `json:"playing"`
		Message string                     `json:"message"`
	}
	if err := json.Unmarshal(event, &e); err != nil {
		return fmt.Errorf("panel: event: %w", err)
	}
	switch e.Is {
	case "error":
		r.message = e.Message
	case "playing":
		r.playing = e.Playing
	}
	if e.State != nil {
		r.message = ""
		if err := json.Unmarshal(e.State["seed"], &r.seed); err != nil {
			return fmt.Errorf("panel: event: seed: %w", err)
		}
		for i := range r.controls {
			r.controls[i].read(e.State[r.controls[i].Name])
		}
	}
	return r.scene.Receive(event)
}
