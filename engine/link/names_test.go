package link

import (
	"encoding/json"
	"strings"
	"testing"
)

// Law: a name is one of its list, letter by letter, or an error that lists them.
func TestNamesAreExact(t *testing.T) {
	for _, is := range Events {
		for _, text := range []string{is, strings.ToUpper(is), " " + is, is + " ", is + "s", ""} {
			event, err := json.Marshal(Event{Is: text})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := DecodeEvent(event); (err == nil) != (text == is) || err != nil && !strings.Contains(err.Error(), "none of ready, opened, ") {
				t.Errorf("event %q: %v", text, err)
			}
		}
	}
	for _, do := range commands {
		for _, text := range []string{do, strings.ToUpper(do), " " + do, do + " ", do + "x", ""} {
			command, err := json.Marshal(Command{Do: text})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := DecodeCommand(command); (err == nil) != (text == do) || err != nil && !strings.Contains(err.Error(), "none of open, set, ") {
				t.Errorf("command %q: %v", text, err)
			}
		}
	}
	for _, text := range []string{`{"DO":"play"}`, `{"do":"step","N":3}`, `{"do":"set","State":{"rate":1}}`, `{"do":"stop","stop":{"Loss":1}}`, `{"do":"play","Do":"pause"}`} {
		if c, err := DecodeCommand([]byte(text)); err == nil || c.Do != "" {
			t.Errorf("%s: %+v, %v", text, c, err)
		}
	}
}
