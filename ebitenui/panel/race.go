package panel

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/demos/race"
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
	dropped  = "drop" // what a lane's row holds when its cross was pressed
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

func stopField(name string) string { return strings.TrimPrefix(name, "stop-") }

// teller is a scene that knows what its lanes are called.
type teller interface{ Lanes() []race.Lane }

// raceRows are the lanes, what is looked at, and the rules that stop a lane.
func (r *run) raceRows() (rows []control) {
	var told []race.Lane
	if t, ok := r.scene.(teller); ok {
		told = t.Lanes()
	}
	for i := range r.lanes {
		c := control{Control: client.Control{Control: demos.Control{
			Name: laneName(i), Label: laneName(i), Kind: aLane, Group: "lanes",
			Help: "is looked at, and the controls are its own, once it is clicked.",
		}}, chosen: i == r.at.Lane, mark: -1}
		if i < len(told) {
			c.Label, c.mark = told[i].Name, told[i].Place
			if why := told[i].Ended; why != "" {
				c.Help += " It stopped: " + why + "."
			}
		}
		if c.closes = len(r.lanes) > 1; c.closes {
			c.Help += " The cross drops it."
		}
		rows = append(rows, c)
	}
	if n := len(r.lanes); n > 0 && n < link.MaxLanes {
		rows = append(rows, control{Control: client.Control{Control: demos.Control{
			Name: addRow, Label: "Add a lane", Kind: more, Group: "lanes",
			Help: "one more starts beside the others, as a copy of the chosen one. Change what you want to compare.",
		}}})
	}
	view := map[string]string{"axis": r.at.Axis, "what": r.at.What, "with": r.at.With}
	for _, c := range withDefaults(race.LookControls()) {
		if c.Name != "lane" { // the rows above
			c.Value = view[c.Name]
			rows = append(rows, c)
		}
	}
	digit := control{Control: client.Control{Control: demos.Control{
		Name: digitRow, Label: "read the test image", Kind: demos.Number, Max: 9999, Group: "view",
		Help: "Lets the chosen lane read a test image by its number. Below the race, data and answers show it, and what else you draw there.",
	}}, again: true}
	for i := range r.race { // it is a question, not a state: the last one stands
		if r.race[i].Name == digitRow {
			digit.Value = r.race[i].Value
		}
	}
	rows = append(rows, digit)
	for _, c := range withDefaults(race.StopControls()) {
		c.Take(r.rules[stopField(c.Name)])
		rows = append(rows, c)
	}
	return rows
}

func presetRows(presets []race.Preset) (rows []control) {
	for _, p := range presets {
		rows = append(rows, control{Control: client.Control{Control: demos.Control{
			Name: p.Slug, Label: p.Name, Kind: aPreset, Group: "presets", Help: p.Comment,
		}}})
	}
	return rows
}

// comment is what happens in the preset that was opened; "" before.
func (r *run) comment() string {
	i := r.presetAt(r.preset)
	if i < 0 {
		return ""
	}
	p := &r.entry.Presets[i]
	return fmt.Sprintf("%s (%d steps)", p.Comment, p.Steps)
}

// drawPressed paints a row that is pressed: a lane in its colour, a preset, the
// way to one lane more.
func (p *Panel) drawPressed(c demos.Canvas, k *control, b demos.Box, lit bool) {
	t := p.theme()
	wide := b.Inset(-gap, 1, -gap, 1)
	chosen := k.chosen || k.Kind == aPreset && k.Name == p.race().preset
	switch {
	case lit:
		c.FillRect(wide.X, wide.Y, wide.W, wide.H, demos.Mix(t.Card, t.Accent, 0.14))
	case chosen:
		c.FillRect(wide.X, wide.Y, wide.W, wide.H, demos.Mix(t.Card, t.Text, 0.07))
	}
	st := demos.TextStyle{Size: 12, Bold: chosen, Color: t.Text}
	line, x, right := b.Y+b.H/2+4, b.X, b.X+b.W
	switch k.Kind {
	case aLane:
		ink := t.Soft
		if k.mark >= 0 {
			ink = t.Group(k.mark)
		}
		c.FillRect(x, b.Y+b.H/2-2, 14, 4, ink)
		lane, _ := laneOf(k.Name)
		c.Text(strconv.Itoa(lane+1), x+20, line, demos.TextStyle{Size: 12, Bold: true, Color: ink})
		x += 34
		if k.closes {
			right -= crossRoom
			p.drawCross(c, demos.Point{X: b.X + b.W - 8, Y: b.Y + b.H/2}, lit)
		}
	case more:
		st.Color = t.Soft
		if lit {
			st.Color = t.Accent
		}
		c.Text("+", x+3, line, demos.TextStyle{Size: 14, Bold: true, Color: st.Color})
		x += 34
	case aPreset:
		if chosen {
			c.FillRect(wide.X, wide.Y+3, 3, wide.H-6, t.Accent)
		}
	}
	plot.Label(c, plot.Fit(c, k.Label, right-x, st), x, line, st)
}

func (p *Panel) drawCross(c demos.Canvas, at demos.Point, lit bool) {
	ink := p.theme().Soft
	if lit {
		ink = p.theme().Text
	}
	const r = 3.5
	c.StrokePath(demos.Path{
		{{X: at.X - r, Y: at.Y - r}, {X: at.X + r, Y: at.Y + r}},
		{{X: at.X - r, Y: at.Y + r}, {X: at.X + r, Y: at.Y - r}},
	}, 1.5, ink)
}
