package publish

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/lesson/course"
	"github.com/cauchy-newton/playground/demos/runs"
)

var here = Options{Root: "../../.."}

// Every control of the scene is in the page, under its heading, with its name,
// its help and its default.
func TestEveryControlIsInThePage(t *testing.T) {
	controls := runs.Controls()
	content, err := render(here, "training.html", pageData{Sections: sections(controls), Speed: client.Speed, Steps: true})
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	for _, c := range append(controls, client.Speed) {
		for _, want := range []string{`data-control="` + c.Name + `"`, `for="control-` + c.Name + `"`, `id="control-` + c.Name + `"`, `id="help-` + c.Name + `"`} {
			if strings.Count(page, want) != 1 {
				t.Errorf("%s: %q occurs %d times", c.Name, want, strings.Count(page, want))
			}
		}
		for _, o := range c.Options {
			t.Run(c.Name+"="+o.Value, func(t *testing.T) {
				if !strings.Contains(html.UnescapeString(page), `<option value="`+o.Value+`"`) {
					t.Error("it is no option")
				}
			})
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
		Sections: sections([]demos.Control{c}), Speed: client.Speed,
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

// Every page says the policy that the site sends as a header, before it names
// anything to load.
func TestPagesSayThePolicy(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(here.Root, "site", "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatal(pages, err)
	}
	w := newWriter(t.TempDir())
	if err := headers(here, w); err != nil {
		t.Fatal(err)
	}
	sent, err := os.ReadFile(filepath.Join(w.out, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		content, err := render(here, filepath.Base(page), pageData{Course: course.Lessons, Climbs: climbs()})
		if err != nil {
			t.Fatal(err)
		}
		head := string(content[:regexp.MustCompile(`<(script|link)`).FindIndex(content)[0]])
		_, rest, found := strings.Cut(head, `<meta http-equiv="Content-Security-Policy" content="`)
		policy, _, closed := strings.Cut(rest, `">`)
		if !found || !closed || !strings.Contains(string(sent), "/*\n  Content-Security-Policy: "+policy+"\n") {
			t.Errorf("%s says %q; the headers are\n%s", page, policy, sent)
		}
	}
}

// No address in the page for missing addresses begins at the root of the host.
func TestMissingPageIsRelative(t *testing.T) {
	content, err := render(here, "missing.html", missing().data)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(string(content), -1) {
		if strings.HasPrefix(address[1], "/") {
			t.Errorf("%s begins at the root", address[0])
		}
	}
}

// The page has the colours of the scenes, in both themes.
func TestThePageHasTheScenesColours(t *testing.T) {
	style := groups()
	for name, c := range map[string][2]demos.Color{
		"--back": {demos.Light.Back, demos.Dark.Back}, "--text": {demos.Light.Text, demos.Dark.Text},
		"--soft": {demos.Light.Soft, demos.Dark.Soft}, "--line": {demos.Light.Line, demos.Dark.Line},
		"--card": {demos.Light.Card, demos.Dark.Card}, "--accent": {demos.Light.Accent, demos.Dark.Accent},
		"--water": {demos.Light.Water, demos.Dark.Water},
	} {
		hex := func(c demos.Color) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
		if want := name + ":light-dark(" + hex(c[0]) + "," + hex(c[1]) + ");"; strings.Count(style, want) != 1 {
			t.Errorf("the style sheet has not %s", want)
		}
	}
}

// A link to a page is shown with its title and image, the address of which is whole. An
// image whose address is not known is left out.
func TestLinkPreviews(t *testing.T) {
	files := map[string]File{}
	for _, l := range course.Lessons {
		files[l.Slug+previewSuffix] = File{Path: l.Slug + "-preview.0123456789ab.png"}
	}
	const address = "https://example.org/course/"
	for _, p := range contents() {
		if p.template == "missing.html" {
			continue
		}
		p.data.Files, p.data.Course, p.data.Speed = files, course.Lessons, client.Speed
		image := shown
		if p.data.Kicker != "" {
			image = p.data.Here
		}
		for _, p.data.Address = range []string{"", address} {
			content, err := render(here, p.template, p.data)
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(html.UnescapeString(string(content)), "</head>")
			card, images := "summary", 0
			if p.data.Address != "" {
				card, images = "summary_large_image", 1
			}
			for _, want := range []string{
				`<meta property="og:type" content="website">`,
				`<meta property="og:title" content="` + p.data.Title + `">`,
				`<meta property="og:description" content="` + p.data.Description + `">`,
				`<meta name="twitter:card" content="` + card + `">`,
			} {
				if p.data.Description == "" || strings.Count(head, want) != 1 {
					t.Errorf("%s has not %s", p.name, want)
				}
			}
			if want := `<meta property="og:image" content="` + address + image + `-preview.0123456789ab.png">`; strings.Count(head, want) != images || strings.Count(head, `"og:image"`) != images {
				t.Errorf("%s at %q: %s", p.name, p.data.Address, want)
			}
		}
	}
}
