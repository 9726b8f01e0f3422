package publish

import (
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/race"
)

var here = Options{Root: "../../.."}

// Every control of the scene is in the page, under its heading, with its name,
// its help and its default.
func TestEveryControlIsInThePage(t *testing.T) {
	controls := race.Controls()
	content, err := render(here, "training.html", pageData{Sections: sections(controls), Speed: speed, Steps: true})
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	for _, c := range append(controls, speed) {
		for _, want := range []string{`data-control="` + c.Name + `"`, `for="control-` + c.Name + `"`, `id="control-` + c.Name + `"`, `id="help-` + c.Name + `"`} {
			if strings.Count(page, want) != 1 {
				t.Errorf("%s: %q occurs %d times", c.Name, want, strings.Count(page, want))
			}
		}
	}
	if strings.Contains(page, "ZgotmplZ") {
		t.Error("the template holds a value that was refused as unsafe")
	}
}

// What a control says cannot become markup.
func TestControlsAreText(t *testing.T) {
	hostile := `"><script>alert(1)</script>`
	c := demos.Control{Name: "x", Label: hostile, Help: hostile, Kind: demos.Text, Default: hostile, Unit: hostile, Group: hostile}
	content, err := render(here, "training.html", pageData{
		Sections: sections([]demos.Control{c}), Speed: speed,
		Settings: &settings{Controls: []demos.Control{c}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(content), "<script>alert") {
		t.Error("a label became a script")
	}
}

func TestLabelSubscripts(t *testing.T) {
	for text, want := range map[string]string{
		"λ_int, cubic term":   "λ<sub>int</sub>, cubic term",
		"B_hg, summary batch": "B<sub>hg</sub>, summary batch",
		"layer sizes":         "layer sizes",
		"a<b":                 "a&lt;b",
	} {
		if got := string(label(text)); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// A thumb stands at the logarithm of its value on a logarithmic slider; a
// default that is no number is an error of the scene, not a blank page.
func TestPlace(t *testing.T) {
	logarithmic := demos.Control{Name: "rate", Log: true}
	if got, err := place(logarithmic, "0.01"); err != nil || got != "-2" {
		t.Errorf("0.01 stands at %s, %v", got, err)
	}
	if got, err := place(demos.Control{}, "0.9"); err != nil || got != "0.9" {
		t.Errorf("0.9 stands at %s, %v", got, err)
	}
	if _, err := place(logarithmic, "fast"); err == nil || !strings.Contains(err.Error(), "rate") {
		t.Errorf("error %v", err)
	}
}
