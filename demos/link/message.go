// Package link carries commands to the engine and events back, the same in the
// browser (postMessage) and on the desktop (channels). A Session owns a
// train.Run and does the work of both.
package link

import (
	"encoding/json"

	"github.com/cauchy-newton/playground/engine/setting"
)

// Command is one thing that a shell asks of the engine.
type Command struct {
	Do    string          `json:"do"`              // open, set, play, pause, step, reset
	State json.RawMessage `json:"state,omitempty"` // open: a whole setting.Config; set: the fields to change
	N     int             `json:"n,omitempty"`     // step: how many [1]
	Seed  uint64          `json:"seed,omitempty"`  // reset: 0 keeps the seed, so the start is the same
	ID    int             `json:"id,omitempty"`    // echoed by the event that answers
}

// Event is one thing that the engine tells.
type Event struct {
	Is      string          `json:"is"` // ready, opened, frames, playing, done, error
	ID      int             `json:"id,omitempty"`
	State   *setting.Config `json:"state,omitempty"`   // opened, and the done of a set: the whole state with defaults filled in
	Groups  []string        `json:"groups,omitempty"`  // with State: the names of the groups
	Roles   []string        `json:"roles,omitempty"`   // with State: their roles
	Params  int             `json:"params,omitempty"`  // with State: P
	Digits  *Digits         `json:"digits,omitempty"`  // opened: the test digits that are shown
	Frames  Frames          `json:"frames,omitempty"`  // frames: one or more steps, in order
	Playing bool            `json:"playing,omitempty"` // playing
	Field   string          `json:"field,omitempty"`   // error: the name of the offending field, if there is one
	Message string          `json:"message,omitempty"` // error; done: what cut a step command short
}

// Digits are the pictures behind frame.Frame.Digits.
type Digits struct {
	W      int      `json:"w"`
	H      int      `json:"h"`
	Pixels [][]byte `json:"pixels"` // grey, 0 is the background; base64 in JSON
	Labels []int    `json:"labels"`
}

// Default returns the settings that an open command starts from. They are the
// engine's, but for rivals being observed: a visitor compares what they do with
// what grouped Newton would do.
func Default() setting.Config { return setting.Config{Observe: true} }
