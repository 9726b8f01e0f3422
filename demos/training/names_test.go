package training

import (
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Every case of a cubic step has a sentence of its own; another is named as
// unknown.
func TestEveryStatusHasItsSentence(t *testing.T) {
	seen := map[string]string{}
	for status := cubic.Interior; status <= cubic.NotFinite; status++ {
		words := statusHelp(status.String())
		if other, taken := seen[words]; taken || strings.Contains(words, "no case") {
			t.Errorf("%q and %q: %q", status, other, words)
		}
		seen[words] = status.String()
	}
	for _, unknown := range []string{"Interior", "interior ", "ghost", (cubic.NotFinite + 1).String()} {
		if words := statusHelp(unknown); !strings.Contains(words, "no case") {
			t.Errorf("%q: %q", unknown, words)
		}
	}
}

// The scene takes every event of the link, in a state where nothing is open, and
// refuses any other.
func TestEveryEventIsTaken(t *testing.T) {
	for _, is := range link.Events {
		state := setting.Config{}.Filled()
		New().Take(&link.Event{Is: is, State: &state})
	}
	for _, is := range []string{"Frames", " frames", "ghost", ""} {
		if err := New().Receive([]byte(`{"is":"` + is + `"}`)); err == nil || !strings.Contains(err.Error(), "none of ready, ") {
			t.Errorf("%q: %v", is, err)
		}
	}
}

// What a choice of the settings offers is known to them.
func TestChoicesAreSettings(t *testing.T) {
	for _, c := range New().Controls() {
		for _, o := range c.Options {
			config, err := setting.Config{}.With([]byte(`{"` + c.Name + `":"` + o.Value + `"}`))
			if err == nil {
				err = config.Validate()
			}
			if err != nil {
				t.Errorf("%s offers %q: %v", c.Name, o.Value, err)
			}
		}
	}
}
