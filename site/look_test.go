package site_test

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// shoot takes a screenshot, keeps it among the test's artifacts, and returns it.
func (p *tab) shoot(name string) image.Image {
	p.t.Helper()
	content, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	p.must(err)
	p.must(os.WriteFile(filepath.Join(p.t.ArtifactDir(), name+".png"), content, 0o644))
	picture, _, err := image.Decode(bytes.NewReader(content))
	p.must(err)
	return picture
}

// box is where an element lies in the viewport.
type box struct{ X, Y, Width, Height float64 }

func (p *tab) box(selector string) image.Rectangle {
	b := ask[box](p, fmt.Sprintf(`(({x, y, width, height}) => ({x, y, width, height}))(document.querySelector(%q).getBoundingClientRect())`, selector))
	return image.Rect(int(b.X)+1, int(b.Y)+1, int(b.X+b.Width)-1, int(b.Y+b.Height)-1)
}

// colours counts the distinct colours of a part of a picture.
func colours(picture image.Image, part image.Rectangle) int {
	seen := map[[3]uint32]bool{}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

// differing counts the pixels of a part in which two pictures differ.
func differing(a, b image.Image, part image.Rectangle) int {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

// settle waits until the picture has drawn what it was told last.
func (p *tab) settle() {
	p.t.Helper()
	p.run(`(async () => {
		const frames = (n) => new Promise((resolve) => { const count = () => n-- > 0 ? requestAnimationFrame(count) : resolve(); count(); });
		for (let last = -1; last !== playground.picture().draws; ) {
			last = playground.picture().draws;
			await frames(8);
		}
	})()`)
}

var viewports = []struct {
	name          string
	width, height int64
}{
	{"desktop", 1440, 900},
	{"phone", 390, 844},
}

// The picture is drawn before anything is trained, shows the training, and
// answers to a changed control, on both kinds of screen.
func TestPicture(t *testing.T) {
	t.Parallel()
	for _, v := range viewports {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			p := open(t, visit{width: v.width, height: v.height})
			p.settle()
			start := p.shoot("start")
			at := p.box(".picture")
			if !at.In(image.Rect(0, 0, int(v.width), int(v.height))) || at.Dx() < 300 || at.Dy() < 200 {
				t.Fatalf("the picture lies at %v", at)
			}
			if n := colours(start, at); n < 20 {
				t.Errorf("at step 0 the picture has %d colours: it is blank", n)
			}
			p.run(`playground.step(40)`)
			p.settle()
			trained := p.shoot("trained")
			if n := differing(start, trained, at); n < 500 {
				t.Errorf("40 steps changed %d pixels", n)
			}
			p.run(`playground.set({ partition: "weights-biases" })`)
			p.run(`playground.step(10)`)
			p.settle()
			grouped := p.shoot("grouped")
			if n := differing(trained, grouped, at); n < 500 {
				t.Errorf("another partition changed %d pixels", n)
			}
			p.run(`document.getElementById("theme").click()`)
			p.settle()
			dark := p.shoot("dark")
			if n, all := differing(grouped, dark, at), at.Dx()*at.Dy(); n < all/2 {
				t.Errorf("the other theme changed %d of %d pixels", n, all)
			}
			if alt := ask[string](p, `playground.picture().alt`); len(alt) < 40 {
				t.Errorf("the picture in words: %q", alt)
			}
		})
	}
}

// The theme is the system's until the visitor chooses; the choice outlives the
// page.
func TestTheme(t *testing.T) {
	t.Parallel()
	p := open(t, visit{before: noPicture})
	ground := func() string { return ask[string](p, `getComputedStyle(document.body).backgroundColor`) }
	prefer := func(scheme string) {
		t.Helper()
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		p.must(err)
	}
	prefer("light")
	light := ground()
	prefer("dark")
	dark := ground()
	if light == dark {
		t.Fatalf("both themes have the ground %s", light)
	}
	p.run(`document.getElementById("theme").click()`)
	if got := ground(); got != light {
		t.Errorf("in a dark system the button gives %s", got)
	}
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(home)))
	if got := ground(); got != light {
		t.Errorf("opened again the page has forgotten the choice: %s", got)
	}
}

// The picture is as high as its window, which is seen whole: on phones, upright
// and on their side, and in the frame that docs/embedding.md recommends.
func TestPictureFitsItsWindow(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"one-step", "mnist", "lab"} {
		for query, screens := range map[string][][2]int64{
			"":         {{390, 844}, {320, 568}, {844, 390}},
			"?embed=1": {{800, 640}},
		} {
			p := open(t, visit{page: page + ".html", query: query, width: screens[0][0], height: screens[0][1], before: noWebGL})
			for _, screen := range screens {
				p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(screen[0], screen[1])))
				box := ask[struct{ Inner, Outer, Top, Height float64 }](p, `(() => {
					const picture = document.querySelector(".picture"), canvas = document.getElementById("canvas");
					const { top, height } = picture.getBoundingClientRect();
					return { inner: canvas.getBoundingClientRect().height, outer: picture.clientHeight, top: top + scrollY, height };
				})()`)
				if box.Inner > box.Outer+1 || box.Height > float64(screen[1]) {
					t.Errorf("%s%s at %d×%d: a canvas of %.0f in a picture of %.0f", page, query, screen[0], screen[1], box.Inner, box.Outer)
				}
			}
			p.close()
		}
	}
}
