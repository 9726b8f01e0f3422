package panel

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/race"
)

// Engine connects to an engine of its own: what is sent must not block, and
// receive is told every event, one after the other.
type Engine func(receive func(event []byte) error) (send func(link.Command))

// run plays a scene whose engine is at the other end of the link. What it shows
// is what the engine has said, whatever was asked for.
type run struct {
	state
	entry *Entry
	send  func(link.Command)

	lanes  []fields
	at     link.Command // the look that the engine has confirmed
	rules  fields       // that stop a lane
	asked  map[int]string
	latest int // id

	race    []control // lanes, view, stop rules
	presets []control
	preset  string   // the slug of the one that was opened last
	opened  []string // the lanes that Reset opens again
}

// fields is a JSON object.
type fields map[string]json.RawMessage

// newRun opens a race with the lanes of its entry.
func newRun(e *Entry, scene demos.Scene) *run {
	r := &run{state: newState(scene), entry: e, asked: map[int]string{}}
	r.at = link.Command{Do: "look", What: link.Panels[0], With: "trivial", Axis: link.Axes[0]}
	byGroup(r.controls)
	r.pages = []page{theRace, theControls}
	if r.taught != nil {
		r.pages = append(r.pages, theFigures)
		if e.Task != "" {
			r.exercise = newExercise(r.taught)
			r.pages = append(r.pages, theExercise)
		}
	}
	if len(e.Presets) > 0 {
		r.pages = append(r.pages, thePresets)
	}
	r.presets = presetRows(e.Presets)
	r.follow()
	return r
}

// connect takes the engine's ear and opens the race.
func (r *run) connect(send func(link.Command)) {
	r.send = send
	r.opened = r.entry.Lanes
	r.ask("", opening(r.opened))
}

// opening is the command that starts lanes: the first by its settings as JSON,
// the others by what differs.
func opening(lanes []string) link.Command {
	c := link.Command{Do: "open"}
	for i, text := range lanes {
		if i == 0 {
			c.State = json.RawMessage(text)
		} else {
			c.Lanes = append(c.Lanes, json.RawMessage(text))
		}
	}
	return c
}

// byGroup brings controls of one group together, the groups in the order in
// which they come first.
func byGroup(controls []control) {
	var groups []string
	for i := range controls {
		if g := controls[i].Group; !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	slices.SortStableFunc(controls, func(a, b control) int {
		return slices.Index(groups, a.Group) - slices.Index(groups, b.Group)
	})
}

func (r *run) rows(at page) []control {
	switch at {
	case theRace:
		return r.race
	case thePresets:
		return r.presets
	}
	return r.state.rows(at)
}

func (r *run) knows(a Action) bool { return a != Whole }

func (r *run) able(Action) bool { return true }

func (r *run) do(a Action) {
	switch a {
	case Play:
		do := "play"
		if r.playing {
			do = "pause"
		}
		r.ask("", link.Command{Do: do})
	case Step:
		r.ask("", link.Command{Do: "step", N: 1})
	case Restart:
		r.ask("", link.Command{Do: "reset"})
	case Reset:
		r.ask("", opening(r.opened))
	case Reseed:
		r.ask("seed", link.Command{Do: "reset", Seed: r.seed() + 1})
	case Undo:
		r.ask("", link.Command{Do: "undo", Lane: r.at.Lane})
	case Add:
		r.ask(addRow, link.Command{Do: "add", Lane: r.at.Lane})
	case Drop:
		r.drop(r.at.Lane)
	case Lane1, Lane2, Lane3, Lane4:
		if lane := int(a - Lane1); lane < len(r.lanes) && lane != r.at.Lane {
			r.choose(lane)
		}
	}
}

// seed is that of the race; 0 before it is open.
func (r *run) seed() uint64 {
	if len(r.lanes) == 0 {
		return 0
	}
	n, _ := strconv.ParseUint(string(r.lanes[0]["seed"]), 10, 64)
	return n
}

func (r *run) drop(lane int) { r.ask(laneName(lane), link.Command{Do: "drop", Lane: lane}) }

func (r *run) choose(lane int) {
	look := r.at
	look.Lane = lane
	r.ask(laneName(lane), look)
}

func (r *run) pause() {
	if r.playing {
		r.ask("", link.Command{Do: "pause"})
	}
}

// ask sends a command; what the engine has against it is told at the row of that
// name.
func (r *run) ask(row string, c link.Command) {
	r.latest++
	c.ID = r.latest
	if row != "" {
		r.asked[c.ID] = row
	}
	r.complain("", "")
	r.send(c)
}

// hear asks what the visitor has drawn or clicked on the picture.
func (r *run) hear() {
	if s, ok := r.scene.(link.Speaker); ok {
		for _, c := range s.Says() {
			r.ask("", c)
		}
	}
}

// set sends what the visitor has set; of a slider, when it is let go.
func (r *run) set(c *control, held bool) {
	if held {
		return
	}
	if set, ok := setters[c.Group]; ok {
		set(r, c)
		return
	}
	r.ask(c.Name, link.Command{Do: "set", State: setting(c), Lane: r.at.Lane}) // of a heading of the settings
}

// setting is the JSON object that sets this one field.
func setting(c *control) json.RawMessage {
	text, err := json.Marshal(fields{c.Name: c.JSON()})
	if err != nil {
		panic("panel: " + err.Error()) // JSON can be written
	}
	return text
}

// setters set the rows of the panel's own groups.
var setters = map[string]func(*run, *control){
	"lanes": func(r *run, c *control) {
		switch lane, ok := laneOf(c.Name); {
		case !ok:
			r.do(Add)
		case c.Value == dropped:
			r.drop(lane)
		default:
			r.choose(lane)
		}
	},
	"view": (*run).look,
	"stop": func(r *run, c *control) {
		rules := link.Stop{}
		r.rules.into(&rules)
		fields{stopField(c.Name): json.RawMessage(c.Value)}.into(&rules)
		r.ask(c.Name, link.Command{Do: "stop", Stop: &rules})
	},
	"presets": func(r *run, c *control) {
		if i := r.presetAt(c.Name); i >= 0 {
			r.opened = r.entry.Presets[i].Lanes
			r.ask(c.Name, opening(r.opened))
		}
	},
}

func (r *run) look(c *control) {
	look := r.at
	switch c.Name {
	case "axis":
		look.Axis = c.Value
	case "what":
		look.What = c.Value
	case "with":
		look.With = c.Value
	case digitRow:
		n, _ := strconv.Atoi(c.Value)
		look = link.Command{Do: "ask", N: n, Lane: r.at.Lane}
	default:
		panic("panel: nothing to look at is called " + c.Name)
	}
	r.ask(c.Name, look)
}

// into reads the object into what its fields name; what does not fit is left out.
func (f fields) into(dst any) {
	if text, err := json.Marshal(f); err == nil {
		_ = json.Unmarshal(text, dst)
	}
}

// presetAt is the place of the preset with a slug, or −1.
func (r *run) presetAt(slug string) int {
	return slices.IndexFunc(r.entry.Presets, func(p race.Preset) bool { return p.Slug == slug })
}

// reply is what the panel reads of a link.Event.
type reply struct {
	Is      string `json:"is"`
	ID      int    `json:"id"`
	Lane    int    `json:"lane"`
	Lanes   int    `json:"lanes"`
	State   fields `json:"state"`
	Stop    fields `json:"stop"`
	Playing bool   `json:"playing"`
	What    string `json:"what"`
	With    string `json:"with"`
	Axis    string `json:"axis"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// receive takes an event of the engine for the rows and for the scene.
func (r *run) receive(event []byte) error {
	var e reply
	if err := json.Unmarshal(event, &e); err != nil {
		return fmt.Errorf("panel: event: %w", err)
	}
	if !slices.Contains(link.Events, e.Is) {
		return fmt.Errorf("panel: event: %.40q is none of %s", e.Is, strings.Join(link.Events, ", "))
	}
	err := r.scene.Receive(event) // first: it names the lanes
	row := r.asked[e.ID]
	delete(r.asked, e.ID)
	switch e.Is {
	case "frames", "seen":
		return err
	case "error":
		if e.Field != "" {
			row = e.Field
		}
		r.complain(row, e.Message)
	case "playing":
		r.playing = e.Playing
	case "opened", "undone", "done":
		r.take(&e)
	case "dropped":
		if e.Lane < len(r.lanes) && len(r.lanes) > 1 {
			r.lanes = slices.Delete(r.lanes, e.Lane, e.Lane+1)
			if r.at.Lane > e.Lane || r.at.Lane == len(r.lanes) {
				r.at.Lane--
			}
		}
	case "looking":
		r.at.Lane, r.at.What, r.at.With, r.at.Axis = e.Lane, e.What, e.With, e.Axis
	}
	r.follow()
	r.goOn(&e, row)
	return err
}

// take keeps the state of a lane, or the rules that stop all.
func (r *run) take(e *reply) {
	if e.Stop != nil {
		r.rules = e.Stop
	}
	if e.State == nil || e.Lane < 0 || e.Lane >= link.MaxLanes {
		return
	}
	for len(r.lanes) <= e.Lane {
		r.lanes = append(r.lanes, nil)
	}
	r.lanes[e.Lane] = e.State
	if e.Is == "opened" && e.Lanes > 0 && len(r.lanes) > e.Lanes {
		r.lanes = r.lanes[:e.Lanes]
	}
	r.at.Lane = min(r.at.Lane, len(r.lanes)-1)
	r.complain("", "")
}

// goOn does what belongs to a command once it is done: a lane that was added is
// chosen, a preset and an answer are shown.
func (r *run) goOn(e *reply, row string) {
	look := r.at
	switch {
	case e.Is == "answer" && row == digitRow && r.at.What != "data":
		look.What = "data"
	case e.Is == "opened" && row == addRow:
		look.Lane = e.Lane
	case e.Is == "opened" && r.presetAt(row) >= 0:
		p := &r.entry.Presets[r.presetAt(row)]
		r.preset = row
		look.Lane, look.What, look.Axis = 0, p.What, p.Axis
	default:
		return
	}
	r.ask(row, look)
}

// follow writes what the engine has said into the rows.
func (r *run) follow() {
	if r.at.Lane < len(r.lanes) {
		for i := range r.controls {
			r.controls[i].Take(r.lanes[r.at.Lane][r.controls[i].Name])
		}
	}
	r.race = r.raceRows()
}
