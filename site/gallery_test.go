package site_test

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/demos/lesson/course"
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

// taken are the pages of docs/gallery: what their pictures are called, and what is
// done first. Lessons with steps have taken some, runs are trained.
var taken = map[string]struct{ name, deed string }{
	"index.html": {"home", `0`},
	"mnist.html": {"training", `playground.step(150)`},
}

func init() {
	for _, l := range course.Lessons {
		if l.New != nil {
			taken[l.Slug+".html"] = struct{ name, deed string }{l.Slug, `"step" in playground.state() ? playground.step(6) : 0`}
		}
	}
}

// gallery: the pictures of docs/gallery, which make gallery keeps, are those of a
// page as a visitor sees it.
func gallery(p *tab, page string) {
	name := taken[page].name
	p.run(taken[page].deed)
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
