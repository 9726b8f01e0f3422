package runs

import (
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Every panel and axis that may be asked for has its name, and every preset opens
// ones that there are, with settings that are valid.
func TestPanelsAxesAndPresets(t *testing.T) {
	for _, c := range Controls() {
		for _, o := range c.Options {
			if o.Label == "" {
				t.Errorf("%s: %q has no name", c.Name, o.Value)
			}
		}
	}
	if len(axisNames) != len(link.Axes) || len(shortAxes) != len(link.Axes) {
		t.Errorf("%d and %d names of %d axes", len(axisNames), len(shortAxes), len(link.Axes))
	}
	for _, p := range Presets {
		if !slices.Contains(link.Panels, p.What) || !slices.Contains(link.Axes, p.Axis) {
			t.Errorf("preset %s looks at %q over %q", p.Slug, p.What, p.Axis)
		}
		config := link.Default()
		for i, patch := range p.Lanes {
			next, err := config.With([]byte(patch))
			if err == nil {
				err = next.Validate()
			}
			if err != nil {
				t.Errorf("preset %s, lane %d: %v", p.Slug, i, err)
			}
			if i == 0 {
				config = next
			}
		}
	}
}

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

// The scene takes every event of the link, where nothing is open.
func TestEveryEventIsTaken(t *testing.T) {
	for _, is := range link.Events {
		state := setting.Config{}.Filled()
		New().Take(&link.Event{Is: is, State: &state})
	}
}

// A legend writes whole numbers out, others to four digits, and a toggle in words.
func TestLegendWritesValues(t *testing.T) {
	got := strings.Join(Names([]setting.Config{
		setting.Config{Period: 12345, Rate: 0.123456, Lambda: -1}.Filled(), setting.Config{Diagonal: true}.Filled(), setting.Config{Method: setting.LBFGS}.Filled(),
	}), "; ")
	if want := "grouped Newton, rate 0.1235, λ 0, τ 12345, full H̄; grouped Newton, rate 0.3, λ 1, τ 10, diagonal; L-BFGS"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
