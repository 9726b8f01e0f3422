package site_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// The pictures of docs/gallery, which make gallery keeps: the page after 150
// steps of the default training, as a visitor sees it.
func TestGallery(t *testing.T) {
	for _, v := range []struct {
		name          string
		width, height int64
		scale         float64
	}{
		{"training-desktop", 1440, 900, 1},
		{"training-phone", 390, 844, 2},
	} {
		p := open(t, visit{width: v.width, height: v.height, scale: v.scale})
		p.run(`playground.step(150)`)
		p.settle()
		if accuracy := ask[float64](p, `playground.frame().accuracy`); accuracy < 0.88 {
			t.Errorf("%s shows a training that reads %g of the digits", v.name, accuracy)
		}
		p.run(`new Promise((resolve) => setTimeout(resolve, 300))`) // the status line follows within 50 ms
		picture := p.shoot(v.name)
		if n := colours(picture, picture.Bounds()); n < 50 {
			t.Errorf("%s has %d colours", v.name, n)
		}
		content, err := os.ReadFile(filepath.Join(t.ArtifactDir(), v.name+".png"))
		p.must(err)
		if len(content) > 300_000 {
			t.Errorf("%s is %d bytes, too large for a page about it", v.name, len(content))
		}
		p.must(chromedp.Do(p.ctx, chromedp.Navigate("about:blank"))) // two trainings at once are slow
	}
}
