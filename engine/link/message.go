// Package link defines the commands that a shell sends to the engine and the events
// that come back, the same in the browser (postMessage) and on the desktop
// (channels). Package session executes them.
package link

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
)

// MaxLanes is the largest number of runs in a race.
const MaxLanes = 4

// Command is one request to the engine. Lane is the run that is meant, counted from
// 0.
type Command struct {
	Do    string            `json:"do"`              // DoOpen and the like
	State json.RawMessage   `json:"state,omitempty"` // open: a whole setting.Config; set, add: the fields to change
	Lanes []json.RawMessage `json:"lanes,omitempty"` // open: for each further lane, the fields in which it differs from the first
	Lane  int               `json:"lane,omitempty"`  // set, drop, undo, look, ask; add: whose settings are taken
	N     int               `json:"n,omitempty"`     // step: how many [1]; ask: the number of a test sample
	Seed  uint64            `json:"seed,omitempty"`  // reset: 0 keeps the seed, so the start is the same
	Stop  *Stop             `json:"stop,omitempty"`  // stop: the rules
	What  string            `json:"what,omitempty"`  // look: one of Panels [method]
	With  string            `json:"with,omitempty"`  // look: the partition to compare with [trivial]
	Axis  string            `json:"axis,omitempty"`  // look: one of Axes [step]
	Name  string            `json:"name,omitempty"`  // load: the file's name
	Data  []byte            `json:"data,omitempty"`  // load, restore: the file; ask: a drawing of W×H grey bytes, 0 is the background
	W     int               `json:"w,omitempty"`     // ask
	H     int               `json:"h,omitempty"`     // ask
	ID    int               `json:"id,omitempty"`    // echoed by the event that answers
}

// Panels are the pictures below the race, which a look command chooses from; "race" is
// the race alone.
var Panels = []string{"method", "origins", "promise", "spectrum", "compare", "data", "race"}

// Axes are the horizontal axes of a race: steps, gradient-equivalents, seconds.
var Axes = []string{"step", "work", "seconds"}

// Stop holds the rules that end a lane. A rule at 0 is off.
type Stop struct {
	Steps    int     `json:"steps,omitempty"`
	Loss     float64 `json:"loss,omitempty"`     // the mean training loss of ten steps is below
	Accuracy float64 `json:"accuracy,omitempty"` // on the test set, 0…1, is above
	Work     float64 `json:"work,omitempty"`     // gradient-equivalents are spent
}

// The kinds of events.
const (
	IsReady, IsError                         = "ready", "error"
	IsOpened, IsDropped, IsUndone, IsStopped = "opened", "dropped", "undone", "stopped" // of a lane
	IsFrames, IsPlaying, IsDone              = "frames", "playing", "done"
	IsLooking, IsSeen, IsAnswer              = "looking", "seen", "answer"
	IsLoaded, IsSaved, IsResuming, IsResumed = "loaded", "saved", "resuming", "resumed"
)

// Events lists them.
var Events = []string{
	IsReady, IsOpened, IsFrames, IsPlaying, IsDone, IsDropped, IsStopped, IsUndone,
	IsLooking, IsSeen, IsAnswer, IsLoaded, IsSaved, IsResuming, IsResumed, IsError,
}

// DecodeEvent reads an event. An unknown name in it, of the event itself, a panel
// or an axis, is an error that lists the known ones.
func DecodeEvent(text []byte) (*Event, error) {
	e := new(Event)
	if err := json.Unmarshal(text, e); err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	for _, name := range []struct {
		is    string
		known []string
	}{{e.Is, Events}, {cmp.Or(e.What, Panels[0]), Panels}, {cmp.Or(e.Axis, Axes[0]), Axes}} {
		if !slices.Contains(name.known, name.is) {
			return nil, fmt.Errorf("event: %.40q is none of %s", name.is, strings.Join(name.known, ", "))
		}
	}
	return e, nil
}

// Event is one message from the engine.
type Event struct {
	Is      string          `json:"is"` // one of Events
	ID      int             `json:"id,omitempty"`
	Lane    int             `json:"lane,omitempty"`    // of everything that is of one lane
	Lanes   int             `json:"lanes,omitempty"`   // opened, dropped: how many there are
	State   *setting.Config `json:"state,omitempty"`   // opened, undone, and the done of a set: the whole state with defaults filled in
	Groups  []string        `json:"groups,omitempty"`  // with State: the names of the groups
	Roles   []string        `json:"roles,omitempty"`   // with State: their roles
	Params  int             `json:"params,omitempty"`  // with State: P
	Changes int             `json:"changes,omitempty"` // with State: how many changes of the lane can be undone
	Data    *Data           `json:"data,omitempty"`    // opened; loaded, when the file is a data set, or a table whose label column must be named
	Digits  *Digits         `json:"digits,omitempty"`  // opened: the test images that are shown; answer: the image that was asked about
	Frames  Frames          `json:"frames,omitempty"`  // frames: one or more steps, in order
	Playing bool            `json:"playing,omitempty"` // playing
	Stop    *Stop           `json:"stop,omitempty"`    // the done of a stop
	Step    int             `json:"step,omitempty"`    // undone: of the run; seen: at which it was computed; resuming, resumed: see session.Session.Resume
	What    string          `json:"what,omitempty"`    // looking, seen
	With    string          `json:"with,omitempty"`    // looking
	Axis    string          `json:"axis,omitempty"`    // looking
	Seen    *Seen           `json:"seen,omitempty"`    // seen
	Answer  *frame.Answer   `json:"answer,omitempty"`  // answer; Index and Label are −1 for a drawing
	Name    string          `json:"name,omitempty"`    // loaded: what setting.Config.Data opens it
	Files   []string        `json:"files,omitempty"`   // loaded: all files so far
	Saved   []byte          `json:"saved,omitempty"`   // saved: the file
	Field   string          `json:"field,omitempty"`   // error: the name of the offending field, if there is one
	Failed  bool            `json:"failed,omitempty"`  // stopped: it diverged; without it a stop rule holds
	Message string          `json:"message,omitempty"` // error, stopped; done: what cut a step command short
}

// Frame is a step of one lane.
type Frame struct {
	frame.Frame
	Lane      int          `json:"lane,omitempty"`
	Work      frame.Number `json:"work"`      // gradient-equivalents so far: what all sweeps cost, in gradients over 100 samples
	Curvature frame.Number `json:"curvature"` // how much of it summaries took
	Seconds   frame.Number `json:"seconds"`   // that the lane's own steps took so far
}

// Data is the shape of a data set.
type Data struct {
	Name       string   `json:"name"`
	Train      int      `json:"train"`
	Test       int      `json:"test"`
	Shape      []int    `json:"shape"`
	Classes    int      `json:"classes"` // 0: values are to be predicted
	Outputs    int      `json:"outputs"`
	ClassNames []string `json:"classNames,omitempty"`
	Points     *Points  `json:"points,omitempty"` // of a set in the plane: some of its test samples
	Origin     string   `json:"origin,omitempty"` // what was recognised in its file, in words
	Table      *Table   `json:"table,omitempty"`  // of a table
}

// Table lists the columns of a table, of which one holds the classes.
type Table struct {
	Columns []string `json:"columns"`         // their names; empty without a header
	Label   int      `json:"label"`           // the column of the classes, from 1; 0 where there is none
	Doubt   string   `json:"doubt,omitempty"` // loaded: why the column has to be named before the set opens; there are no samples yet
}

// Points are samples in the plane.
type Points struct {
	X      []frame.Number `json:"x"`
	Y      []frame.Number `json:"y"`
	Labels []int          `json:"labels,omitempty"`
	Values []frame.Number `json:"values,omitempty"` // where there are no classes: the first value to be predicted
}

// Digits are the images that the answers in frame.Frame.Digits are about.
type Digits struct {
	W      int      `json:"w"`
	H      int      `json:"h"`
	Pixels [][]byte `json:"pixels"` // grey, 0 is the background; base64 in JSON
	Labels []int    `json:"labels"`
}

// Default returns the settings that an open command starts from. They are the
// engine's defaults, except that rivals are observed, so that a visitor can compare
// them with grouped Newton.
func Default() setting.Config { return setting.Config{Observe: true} }
