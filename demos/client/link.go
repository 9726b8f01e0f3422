package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// MostLinked is how many steps an address may ask for.
const MostLinked = 5000

// Link is what an address says of a race. A race is a function of its settings, so
// with the steps (at=120) it restores the race to the bit.
type Link struct {
	Settings []Pair `json:"settings"` // of the first lane
	Whole    []Pair `json:"whole"`    // and what differs in the others, unless the page opens them by itself
	Preset   []Pair `json:"preset"`   // the shorter way, while the lanes are what a preset has opened
}

// ownDefaults are the settings whose default depends on those of others.
var ownDefaults = map[string][]string{
	"rate": {"method", "adaptive"}, "lambda": {"method"}, "average": {"adaptive"}, "dampening": {"method"}, "fisher": {"method"},
}

// link returns what leads to the race as it is.
func (r *Run) link() (l Link) {
	if len(r.Lanes) == 0 {
		return l
	}
	l.Settings = Address(r.standing(), ownDefaults)
	l.Whole = l.Settings
	if text := rivals(r.Lanes); text != r.Usual {
		if l.Whole == nil {
			l.Whole = []Pair{{"v", version}}
		}
		l.Whole = append(slices.Clip(l.Whole), Pair{"lanes", text})
	}
	if r.Preset != "" && slices.Equal(r.Opened, r.configs()) {
		speed := slices.DeleteFunc(r.standing(), func(c Control) bool { return c.Name != "speed" })
		l.Preset = append(Address(speed, nil), Pair{"preset", r.Preset})
	}
	return l
}

// standing are the controls with the values of the first lane.
func (r *Run) standing() []Control {
	state := fields(&r.Lanes[0].State)
	state["speed"] = fmt.Appendf(nil, "%q", r.Speed)
	controls := Standing(r.controls)
	for i := range controls {
		controls[i].Take(state[controls[i].Name])
	}
	return controls
}

// fields returns the settings as a JSON object.
func fields(c *setting.Config) (all map[string]json.RawMessage) {
	text, err := json.Marshal(c)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		panic("client: " + err.Error()) // settings can always be written
	}
	return all
}

// rivals returns as JSON what differs in the lanes behind the first. A lane of
// another method says the settings that the method would set anew.
func rivals(lanes []Lane) string {
	list := []map[string]json.RawMessage{}
	first := fields(&lanes[0].State)
	for i := range lanes[1:] {
		own := fields(&lanes[i+1].State)
		changed := func(name string) bool { return string(own[name]) != string(first[name]) }
		other := changed("method") || changed("adaptive")
		maps.DeleteFunc(own, func(name string, _ json.RawMessage) bool {
			return !changed(name) && !(other && ownDefaults[name] != nil)
		})
		list = append(list, own)
	}
	text, _ := json.Marshal(list) // of JSON
	return string(text)
}

// visited is what an address says.
type visited struct {
	state  json.RawMessage   // of the first lane
	lanes  []json.RawMessage // nil where it says nothing of them
	preset string
	speed  string
	at     int
}

// readVisit reads an address, given as a list of Pairs.
func (r *Run) readVisit(text json.RawMessage) (v visited, err error) {
	var pairs []Pair
	if len(text) > 0 {
		if err := json.Unmarshal(text, &pairs); err != nil {
			return v, err
		}
	}
	values, err := ReadAddress(r.controls, pairs)
	if err != nil {
		return v, err
	}
	v.speed, v.state = values["speed"], typed(r.controls, values)
	for _, p := range pairs {
		switch p[0] {
		case "preset":
			v.preset = p[1]
		case "at":
			if v.at, err = strconv.Atoi(p[1]); err != nil || v.at < 0 || v.at > MostLinked {
				return v, fmt.Errorf("“at” is a number of steps up to %d", MostLinked)
			}
		case "lanes":
			var lanes []map[string]any
			if json.Unmarshal([]byte(p[1]), &lanes) != nil || json.Unmarshal([]byte(p[1]), &v.lanes) != nil || len(lanes) >= link.MaxLanes {
				return v, errors.New("its lanes are not up to three lists of settings")
			}
		}
	}
	return v, nil
}

// typed returns the settings among the values of controls as JSON; nil for none.
func typed(controls []demos.Control, values demos.Values) json.RawMessage {
	object := map[string]json.RawMessage{}
	for _, c := range controls {
		if value, ok := values[c.Name]; ok && c.Name != "speed" {
			object[c.Name] = (&Control{c, value}).JSON()
		}
	}
	if len(object) == 0 {
		return nil
	}
	text, _ := json.Marshal(object) // of JSON
	return text
}
