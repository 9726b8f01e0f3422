package panel

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
)

// Rows that are pressed and hold no value.
const (
	aLane   demos.Kind = "lane"   // is chosen or, at its cross, dropped
	aPreset demos.Kind = "preset" // is opened
	more    demos.Kind = "more"   // adds a lane
)

const (
	addRow   = "add"
	digitRow = "digit"
)

// crossRoom is the width of a lane's cross.
const crossRoom = 26

func laneName(lane int) string { return "lane-" + strconv.Itoa(lane+1) }

// laneOf is the lane of a row, from 0.
func laneOf(row string) (lane int, ok bool) {
	number, ok := strings.CutPrefix(row, "lane-")
	lane, err := strconv.Atoi(number)
	return lane - 1, ok && err == nil
}

// closes reports whether lanes have a cross that drops them: the last one stays.
func (r *run) closes() bool { return len(r.Lanes) > 1 }

// raceRows are the lanes, what is looked at, and the rules that stop a lane.
func (r *run) raceRows() (rows []client.Control) {
	for i := range r.Lanes {
		lane := &r.Lanes[i]
		c := pressed(laneName(i), lane.Name, aLane, "lanes", "is looked at, and the controls are its own, once it is clicked.")
		if lane.Ended != "" {
			c.Help += " It stopped: " + lane.Ended + "."
		}
		if r.closes() {
			c.Help += " The cross drops it."
		}
		rows = append(rows, c)
	}
	if n := len(r.Lanes); n > 0 && n < link.MaxLanes {
		rows = append(rows, pressed(addRow, "+ Add a lane", more, "lanes", "one more starts beside the others, as a copy of the chosen one. Change what you want to compare."))
	}
	view := map[string]string{"axis": r.Look.Axis, "what": r.Look.What, "with": r.Look.With}
	for _, c := range client.Standing(runs.LookControls()) {
		if c.Name != "lane" { // the rows above
			c.Value = view[c.Name]
			rows = append(rows, c)
		}
	}
	digit := pressed(digitRow, "read the test image", demos.Number, "view",
		"Lets the chosen lane read a test image by its number. Below the race, data and answers show it, and what else you draw there.")
	digit.Max, digit.Value = 9999, r.image
	rows = append(rows, digit)
	rules, _ := json.Marshal(r.Rules) // numbers
	var values map[string]json.RawMessage
	_ = json.Unmarshal(rules, &values) // what was written above
	for _, c := range client.Standing(runs.StopControls()) {
		c.Take(values[strings.TrimPrefix(c.Name, "stop-")])
		rows = append(rows, c)
	}
	return rows
}

// pressed is a row of the panel's own.
func pressed(name, label string, kind demos.Kind, group, help string) client.Control {
	return client.Control{Control: demos.Control{Name: name, Label: label, Kind: kind, Group: group, Help: help}}
}

// drawPressed paints a row that is pressed: a lane in its colour, a preset, the
// way to one lane more.
func (p *Panel) drawPressed(c demos.Canvas, k *client.Control, b demos.Box, lit bool) {
	t, r := p.theme(), p.race()
	row := b.Inset(-gap, 1, -gap, 1)
	lane, isLane := laneOf(k.Name)
	st := in(textStyle, t.Text)
	if st.Bold = isLane && lane == r.Look.Lane || k.Kind == aPreset && k.Name == r.Preset; st.Bold {
		c.FillRect(row.X, row.Y, row.W, row.H, demos.Mix(t.Card, t.Text, 0.07))
		c.FillRect(row.X, row.Y+3, 3, row.H-6, t.Accent)
	}
	p.shine(c, row, lit)
	line := b.Y + b.H/2 + 4
	if isLane {
		number := demos.TextStyle{Size: 12, Bold: true, Color: t.Group(runs.Place(lane))}
		c.FillRect(b.X, line-6, 14, 4, number.Color)
		c.Text(strconv.Itoa(lane+1), b.X+20, line, number)
		b = b.Inset(34, 0, 0, 0)
		if r.closes() {
			c.Text("×", b.X+b.W-8, line+1, demos.TextStyle{Size: 17, Align: demos.Middle, Color: t.Soft})
			b.W -= crossRoom
		}
	}
	write(c, k.Label, b.X, line, b.W, st)
}
