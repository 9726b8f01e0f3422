package client

import (
	"encoding/json"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// MostLinked is how many steps an address may ask for.
const MostLinked = 5000

// Link is the address of a race. A race is a function of its settings, so with the
// steps (at=120) the address restores the race to the bit.
type Link struct {
	Settings []Pair `json:"settings"` // of the first lane
	Whole    []Pair `json:"whole"`    // and what differs in the others, unless the page opens them by itself
	Preset   []Pair `json:"preset"`   // the shorter way, while the lanes are what a preset has opened
}

// link returns the address of the race as it is.
func (r *Run) link() (l Link) {
	if len(r.Lanes) == 0 {
		return l
	}
	l.Settings = Address(r.standing())
	l.Whole = l.Settings
	if text := rivals(r.Lanes); text != r.Usual {
		if l.Whole == nil {
			l.Whole = []Pair{{"v", version}}
		}
		l.Whole = append(slices.Clip(l.Whole), Pair{"lanes", text})
	}
	if r.Preset != "" && slices.Equal(r.Opened, r.configs()) {
		l.Preset = append(Address([]Control{{Speed, r.Speed}}), Pair{"preset", r.Preset})
	}
	return l
}

// standing are the controls with the values of the first lane. One whose default
// depends on those values, and is another here, gets none, so that the address names it.
func (r *Run) standing() []Control {
	controls, changed := Standing(r.controls), demos.Values{}
	for i := range controls {
		c := &controls[i]
		if c.Value = r.Speed; c.Name != Speed.Name {
			c.Value = r.Lanes[0].State.Text(c.Name)
		}
		if c.Value != c.Default {
			changed[c.Name] = c.Value
		}
	}
	beside := link.Default()
	if patch := typed(r.controls, changed); patch != nil {
		beside, _ = beside.With(patch) // they were valid
	}
	beside = beside.Filled()
	for i := range controls {
		if c := &controls[i]; c.Name != Speed.Name && beside.Text(c.Name) != c.Value {
			c.Default = ""
		}
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

// rivals returns as JSON what differs in the lanes behind the first, with what a
// method would else set anew.
func rivals(lanes []Lane) string {
	list := []map[string]json.RawMessage{}
	for i := range lanes[1:] {
		differs, own := map[string]json.RawMessage{}, fields(&lanes[i+1].State)
		for from := lanes[0].State; ; {
			begun := len(differs)
			for name, value := range fields(&from) {
				if string(own[name]) != string(value) {
					differs[name] = own[name]
				}
			}
			if len(differs) == begun {
				break
			}
			patch, _ := json.Marshal(differs) // of JSON
			from, _ = lanes[0].State.With(patch)
			from = from.Filled()
		}
		list = append(list, differs)
	}
	text, _ := json.Marshal(list) // of JSON
	return string(text)
}

// read returns the values that controls read from a JSON object of texts.
func read(controls []demos.Control, text json.RawMessage) (demos.Values, error) {
	var values demos.Values
	if err := json.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	return demos.Read(controls, values)
}

// typed returns the settings among the values of controls as JSON; nil for none.
func typed(controls []demos.Control, values demos.Values) json.RawMessage {
	object := map[string]json.RawMessage{}
	for _, c := range controls {
		if value, ok := values[c.Name]; ok && c.Name != Speed.Name {
			object[c.Name] = (&Control{c, value}).JSON()
		}
	}
	if len(object) == 0 {
		return nil
	}
	text, _ := json.Marshal(object) // of JSON
	return text
}
