package site_test

import (
	"os"
	"path/filepath"
	"testing"

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

// The pictures of docs/gallery, which make gallery keeps: every page as a
// visitor sees it. Lessons with steps have taken some, runs are trained.
func TestGallery(t *testing.T) {
	t.Parallel()
	take := func(page, name, deed string, least int) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, visit{page: page, width: screens[0].width, height: screens[0].height})
			p.run(deed)
			for _, v := range screens {
				p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(v.width, v.height, chromedp.EmulateScale(v.scale))))
				p.dense()
				p.settle()
				picture := p.shoot(name + "-" + v.name)
				if n := colours(picture, picture.Bounds()); n < least {
					t.Errorf("%s on a %s has %d colours", name, v.name, n)
				}
				content, err := os.ReadFile(filepath.Join(t.ArtifactDir(), name+"-"+v.name+".png"))
				p.must(err)
				if len(content) > 450_000 {
					t.Errorf("%s on a %s is %d bytes, too large for a page about it", name, v.name, len(content))
				}
			}
		})
	}
	for _, l := range course.Lessons {
		if l.New != nil {
			take(l.Slug+".html", l.Slug, `"step" in playground.state() ? playground.step(6) : 0`, 50)
		}
	}
	take("index.html", "home", `0`, 50)
	take("mnist.html", "training", `playground.step(150).then(() => { if (!(playground.frame().accuracy > 0.88)) throw new Error("it reads too few digits: " + playground.frame().accuracy) })`, 50)
}
