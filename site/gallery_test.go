package site_test

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
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
		return "home", `0`
	case page == "mnist.html":
		return "training", `playground.step(150)`
	}
	return "", ""
}

// gallery: the pictures of docs/gallery, which make gallery keeps, are those of a
// page as a visitor sees it.
func gallery(p *tab, name, deed string) {
	p.run(deed)
	if name == "training" {
		learns(p)
	}
	for _, v := range screens {
		p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(v.width, v.height, chromedp.EmulateScale(v.scale))))
		p.dense()
		p.settle()
		picture := p.shoot(name + "-" + v.name)
		if n := colours(picture, picture.Bounds()); n < 50 {
			p.t.Errorf("%s on a %s has %d colours", name, v.name, n)
		}
		content, err := os.ReadFile(filepath.Join(p.t.ArtifactDir(), name+"-"+v.name+".png"))
		p.must(err)
		if len(content) > 450_000 {
			p.t.Errorf("%s on a %s is %d bytes, too large for a page about it", name, v.name, len(content))
		}
	}
}
