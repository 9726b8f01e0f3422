package panel

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
)

// Engine connects to an engine of its own: what is sent must not block, and
// receive is called with every event, one after the other.
type Engine func(receive func(event []byte) error) (send func(link.Command))

// run plays a scene whose engine is at the other end of the link. It shows what the
// engine has confirmed, not what was asked for.
type run struct {
	state
	*client.Run
	send func(link.Command)

	asked   map[int]string // the rows of the wishes, by their IDs
	latest  int            // of these
	noticed client.Notice  // as it was shown last
	image   string         // the number of the test image that was asked about last
}

// newRun returns a race that is not connected yet.
func newRun(e *Entry, scene demos.Scene) *run {
	r := &run{state: newState(scene), Run: client.NewRun(scene.Controls()), asked: map[int]string{}}
	// Controls of one group stand together, the groups in the order in which they come first.
	all := scene.Controls()
	group := func(c client.Control) int {
		return slices.IndexFunc(all, func(o demos.Control) bool { return o.Group == c.Group })
	}
	slices.SortStableFunc(r.rows[theControls], func(a, b client.Control) int { return group(a) - group(b) })
	r.pages = []page{theRace, theControls}
	if r.taught != nil {
		r.pages = append(r.pages, theFigures)
		if e.Task != "" {
			r.pose()
			r.pages = append(r.pages, theExercise)
		}
	}
	if len(e.Presets) > 0 {
		r.pages = append(r.pages, thePresets)
	}
	for _, p := range e.Presets {
		r.rows[thePresets] = append(r.rows[thePresets], pressed(p.Slug, p.Name, aPreset, "presets", p.Comment))
	}
	r.follow()
	return r
}

func (r *run) knows(a Action) bool { return a != Whole && way[a] == 0 }

func (r *run) able(Action) bool { return true }

func (r *run) do(a Action) {
	row, c := "", link.Command{Do: string(acts[a].act), Lane: r.Look.Lane}
	switch a {
	case Play:
		if r.playing {
			c.Do = link.DoPause
		}
	case Restart:
		c.Do = link.DoReset
	case Reset:
		c.Do = client.Reopen
	case Reseed:
		row = "seed"
	case Add:
		row = addRow
	case Drop:
		row = laneName(c.Lane)
	case Lane1, Lane2, Lane3, Lane4:
		lane := int(a - Lane1)
		if lane == c.Lane || lane >= len(r.Lanes) {
			return
		}
		c.Do, c.Lane, row = link.DoLook, lane, laneName(lane)
	}
	r.ask(row, c)
}

// ask makes a wish; a refusal is shown at the row of that name.
func (r *run) ask(row string, c link.Command) {
	r.latest++
	c.ID = r.latest
	r.asked[c.ID] = row
	r.complain("", "")
	r.Do(c)
	r.settle()
}

// settle sends the client's commands to the engine, and shows refusals.
func (r *run) settle() {
	for _, c := range r.Commands() {
		r.send(c)
	}
	if r.noticed != r.Notice {
		r.noticed = r.Notice
		if r.Notice.Label != "" {
			r.complain("", r.Notice.Text)
		} else if !r.Notice.Good { // the legend says which rule has stopped the lane
			r.complain("", r.Notice.Words)
		}
	}
	for _, a := range r.Answers() {
		if a.Message != "" && (!a.Shown || r.message == a.Message) {
			r.complain(cmp.Or(a.Field, r.asked[a.ID]), a.Message)
		}
		delete(r.asked, a.ID)
	}
}

// update passes on what the visitor has drawn or clicked in the picture.
func (r *run) update(p demos.Pointer, t *demos.Theme) bool {
	changed := r.scene.Update(p, t)
	if s, ok := r.scene.(link.Speaker); ok {
		for _, c := range s.Says() {
			r.ask("", c)
		}
	}
	return changed
}

// set asks for what the visitor has set; of a slider, when it is let go.
func (r *run) set(c *client.Control, held bool) {
	if held {
		return
	}
	value, _ := json.Marshal(demos.Values{c.Name: c.Value}) // of texts
	wish := link.Command{Do: link.DoSet, State: value, Lane: r.Look.Lane}
	switch {
	case c.Kind == more:
		wish = link.Command{Do: link.DoAdd, Lane: r.Look.Lane}
	case c.Kind == aPreset:
		wish = link.Command{Do: client.Preset, Name: c.Name}
	case c.Kind == aLane:
		lane, _ := laneOf(c.Name)
		wish = link.Command{Do: c.Value, Lane: lane}
	case c.Name == digitRow:
		r.image, wish.Do = c.Value, link.DoAsk
		wish.N, _ = strconv.Atoi(c.Value)
	case c.Group == "view":
		wish = link.Command{Do: link.DoLook, Lane: r.Look.Lane}
		_ = json.Unmarshal(value, &wish) // what, with and axis are fields of the command
	case c.Group == "stop":
		wish.Do = link.DoStop
	}
	r.ask(c.Name, wish)
}

// receive takes an event of the engine for the scene and for the client.
func (r *run) receive(event []byte) error {
	e, err := link.DecodeEvent(event)
	if err != nil {
		return fmt.Errorf("panel: %w", err)
	}
	if s, ok := r.scene.(interface{ Take(*link.Event) }); ok {
		s.Take(e)
	} else {
		err = r.scene.Receive(event)
	}
	r.Receive(e)
	if e.Is != link.IsFrames && e.Is != link.IsSeen {
		r.follow()
	}
	r.settle()
	return err
}

// follow writes the engine's state into the rows.
func (r *run) follow() {
	r.playing = r.Playing
	if r.Look.Lane < len(r.Lanes) {
		config := r.Lanes[r.Look.Lane].State.Filled()
		for i := range r.rows[theControls] {
			c := &r.rows[theControls][i]
			c.Value = config.Text(c.Name)
		}
	}
	r.rows[theRace] = r.raceRows()
}
