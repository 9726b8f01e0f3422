package link

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/strict"
)

// MaxCommand is the longest command in bytes: the longest partition text with
// every character escaped stays below it.
const MaxCommand = 128 << 10

// MaxFile is the longest file that a command may bring: the 47 MB of MNIST's
// full images, CIFAR-10's 30 MB, a saved race of large networks.
const MaxFile = 96 << 20

// MaxSteps bounds the steps of one command: hours of work. A larger number is
// probably a mistake.
const MaxSteps = 1_000_000

// The commands; session.Session.Handle lists the events that answer each.
const (
	DoOpen, DoSet, DoAdd, DoDrop                     = "open", "set", "add", "drop"                     // which runs there are
	DoPlay, DoPause, DoStep, DoReset, DoUndo, DoStop = "play", "pause", "step", "reset", "undo", "stop" // what they do
	DoLook, DoAsk                                    = "look", "ask"                                    // what is shown
	DoLoad, DoSave, DoRestore                        = "load", "save", "restore"                        // files
)

var commands = []string{DoOpen, DoSet, DoAdd, DoDrop, DoPlay, DoPause, DoStep, DoReset, DoUndo, DoStop, DoLook, DoAsk, DoLoad, DoSave, DoRestore}

// Speaker is a scene that sends commands itself, when the visitor draws or clicks on
// its picture.
type Speaker interface {
	// Says returns the commands since the last call, without an ID.
	Says() []Command
}

// Known tells whether there is a command of that name.
func Known(do string) bool { return slices.Contains(commands, do) }

// DecodeCommand reads one command. It refuses text that is too long, unknown
// fields, unknown commands and numbers out of range; State is checked by the
// session. The Command that comes with an error holds at most its ID. The names in
// also are accepted besides the commands of a session.
func DecodeCommand(text []byte, also ...string) (Command, error) {
	const most = MaxFile/3*4 + MaxCommand // a file grows by a third in base64
	if len(text) > most {
		return Command{}, fmt.Errorf("link: a command of %d bytes, at most %d are read", len(text), most)
	}
	if len(text) > MaxCommand && !carriesFile(text) {
		return Command{}, fmt.Errorf("link: a command of %d bytes, at most %d are read", len(text), MaxCommand)
	}
	var c Command
	if err := strict.Unmarshal(text, &c); err != nil {
		var only struct{ ID int }
		_ = json.Unmarshal(text, &only) // the error is sent to this ID, wherever in the text it stands
		return Command{ID: only.ID}, fmt.Errorf("link: command: %w", err)
	}
	only := Command{ID: c.ID}
	if !Known(c.Do) && !slices.Contains(also, c.Do) {
		return only, Unknown(c.Do)
	}
	if _, err := Steps(c.N); err != nil {
		return only, err
	}
	if c.Lane < 0 || c.Lane >= MaxLanes || len(c.Lanes) >= MaxLanes {
		return only, fmt.Errorf("link: there are at most %d lanes", MaxLanes)
	}
	if c.Seed > setting.MaxSeed {
		return only, &setting.FieldError{Field: "seed", Message: fmt.Sprintf("%d is above %d", c.Seed, uint64(setting.MaxSeed))}
	}
	return c, nil
}

// carriesFile tells by the beginning of a long text, {"do":"load", …, whether it is
// a command that may bring a file. It decides how much is read, nothing else.
func carriesFile(text []byte) bool {
	return slices.ContainsFunc([]string{DoLoad, DoRestore}, func(do string) bool { return bytes.HasPrefix(text, []byte(`{"do":"`+do+`"`)) })
}

// Steps returns how many steps a command asks for: 0 means 1.
func Steps(n int) (int, error) {
	switch {
	case n < 0:
		return 0, fmt.Errorf("link: step: %d steps cannot be taken", n)
	case n > MaxSteps:
		return 0, fmt.Errorf("link: step: %d steps, at most %d at a time", n, MaxSteps)
	}
	return max(n, 1), nil
}

// Unknown returns the error for a command that does not exist.
func Unknown(do string) error {
	if len(do) > 40 {
		do = do[:40] + "…"
	}
	return fmt.Errorf("link: %q is none of %s", do, strings.Join(commands, ", "))
}
