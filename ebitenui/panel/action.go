package panel

import (
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
)

// Action is what a button or a key does.
type Action uint8

const (
	Play    Action = iota // or pause
	Step                  // one, or one part of one
	Whole                 // to the end of a step that has parts
	Restart               // from step 0, everything else as it is
	Reset                 // to the state that was opened
	Reseed                // to another start
	Undo                  // the last change
	Theme                 // dark or light
	buttons               // the actions above have a button in the bar
)

const (
	Check Action = buttons + iota // the exercise
	Lane1                         // is chosen
	Lane2
	Lane3
	Lane4
	Add    // a lane
	Drop   // the chosen one
	Turn   // to the next page of the column
	Column // shown over the scene in a narrow window
	Before // state of the story
	After
	Replay   // what the state plays
	Previous // scene
	Next
	actions
)

// acts names the actions, their keys, what these do, and what that is to the client.
var acts = [actions]struct {
	label, key, does string
	act              client.Act
}{
	Play:     {"▶  Run", "Space", "run or pause", client.Play},
	Step:     {"Step", "S", "step", client.Step},
	Whole:    {"Iteration", "I", "to its end", client.Whole},
	Restart:  {"Restart", "B", "from the beginning", client.Restart},
	Reset:    {"Reset", "R", "reset", client.Reset},
	Reseed:   {"New seed", "N", "new seed", client.Seed},
	Undo:     {"Undo", "U", "undo", client.Undo},
	Theme:    {"Dark", "D", "dark or light", ""},
	Check:    {"Check", "C", "check the exercise", ""},
	Lane1:    {"Lane 1", "1–4", "choose a lane", ""},
	Add:      {"Add", "A", "add one", link.DoAdd},
	Drop:     {"Drop", "Del", "drop it", link.DoDrop},
	Turn:     {"Turn", "T", "turn the column", ""},
	Column:   {"Controls", "Tab", "controls", ""},
	Before:   {"←", "J", "scene before", ""},
	After:    {"→", "L", "scene after", ""},
	Replay:   {"Play again", "P", "play again", client.Replay},
	Previous: {"Previous", "PgUp", "lesson before", ""},
	Next:     {"Next", "PgDn", "lesson after", ""},
}

// way is how far an action leads through the states of the story.
var way = map[Action]int{Before: -1, After: 1}

// windowKeys are those of the shell around.
const windowKeys = "F11 full screen  ·  Esc leave it"

// Keys lists the keys that mean something now, for the line at the bottom.
func (p *Panel) Keys() string {
	var all []string
	for a, act := range acts {
		if act.key != "" && p.knows(Action(a)) {
			all = append(all, act.key+" "+act.does)
		}
	}
	return strings.Join(append(all, windowKeys), "  ·  ")
}

// knows reports whether an action means something for the scene that is shown.
func (p *Panel) knows(a Action) bool {
	switch a {
	case Theme:
		return true
	case Check:
		return slices.Contains(p.state().pages, theExercise)
	case Column:
		return p.width < wide
	case Turn:
		return p.width >= wide || p.drawn
	case Previous, Next:
		return len(p.entries) > 1
	}
	return p.now.knows(a)
}

// turned are the labels of what an action would take back.
var turned = map[Action]string{Play: "Pause", Theme: "Light"}

func (p *Panel) label(a Action) string {
	if a == Play && p.Playing() || a == Theme && p.dark {
		return turned[a]
	}
	return acts[a].label
}
