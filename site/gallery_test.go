package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/demos/runs"
)

// screens are what the pictures of docs/gallery are taken on.
var screens = []struct {
	name          string
	width, height int64
	scale         float64
}{
	{"desktop", 1440, 900, 1},
	{"phone", 390, 844, 2},
}

// taken returns what the pictures of a page are called in docs/gallery, "" if it has
// none, and what is done first: lessons with steps take some, runs are trained.
func taken(page string, scene bool) (name, deed string) {
	switch {
	case scene:
		return strings.TrimSuffix(page, ".html"), `"step" in playground.state() ? playground.step(6) : 0`
	case page == "index.html":
		return "home", `new Promise((done) => { const look = () => (document.getElementById("again").hidden ? setTimeout(look, 50) : done()); look(); })` // it has played
	case page == "mnist.html":
		return "training", `playground.step(150)`
	}
	return "", ""
}

// gallery: the pictures of docs/gallery, which make gallery keeps, are those of a
// page as a visitor sees it: its opening, and of its story all states for make gallery,
// otherwise the last.
func gallery(p *tab, name, deed string) {
	p.run(deed)
	if name == "training" {
		learns(p)
		defer p.run(`playground.reset()`)
	}
	slugs, schemes := p.states(), []string{"light", "dark"}
	if os.Getenv("GALLERY") != "all" && len(slugs) > 0 { // what the scenes draw is tested with them, without a browser
		slugs, schemes = slugs[len(slugs)-1:], schemes[:1]
	}
	for _, v := range screens {
		p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(v.width, v.height, chromedp.EmulateScale(v.scale))))
		p.dense()
		p.settle()
		p.keepPicture(name + "-" + v.name)
		for _, scheme := range schemes {
			if len(slugs) > 0 {
				p.media(scheme, "reduce") // at rest
			}
			for _, slug := range slugs {
				if name == "training" {
					p.run(`playground.reset()`) // what was trained here is no visitor's
				}
				p.run(fmt.Sprintf(`playground.enter(%q)`, slug))
				if name == "training" { // it trains
					p.until(fmt.Sprintf(`playground.scene() === %q && playground.frame().step >= %d`, slug, runs.StateOf(slug).Steps))
				}
				p.settle()
				p.keepPicture(strings.Join([]string{name, slug, v.name, scheme}, "-"))
			}
		}
	}
}

// states returns the slugs of the states of a page's story.
func (p *tab) states() []string {
	return ask[[]string](p, `[...document.querySelectorAll("[data-state]")].map(({ id }) => id)`)
}

// media sets what the visitor asks of every page: light or dark, and less motion.
func (p *tab) media(scheme, motion string) {
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion}},
	})
	p.must(err)
}

// keepPicture takes a picture of what a visitor sees.
func (p *tab) keepPicture(name string) {
	picture := p.shoot(name)
	if n := colours(picture, picture.Bounds()); n < 50 {
		p.t.Errorf("%s has %d colours", name, n)
	}
	content, err := os.ReadFile(filepath.Join(p.t.ArtifactDir(), name+".png"))
	p.must(err)
	if len(content) > 450_000 {
		p.t.Errorf("%s is %d bytes, too large for a page about it", name, len(content))
	}
}
