package site_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// counted notes how many steps the picture of the home page says that its pieces take,
// whenever that changes once it is there.
const counted = `window.counts = [];
	new MutationObserver(() => {
		const count = document.getElementById("alt")?.textContent.match(/10⁻⁸: (\d+) step/)?.[1];
		if (count && document.getElementById("loading").hidden && count !== counts.at(-1)) counts.push(count);
	}).observe(document, { childList: true, subtree: true });`

func (p *tab) counts() []string {
	p.t.Helper()
	return ask[[]string](p, `counts`)
}

// The home page plays by itself, once, and again when it is asked to, until somebody
// touches the picture, with a finger or a key.
func TestHomePlays(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "index.html", before: counted})
	p.until(`!document.getElementById("again").hidden`)
	if got := p.counts(); !slices.Equal(got, []string{"82", "33", "17", "1"}) {
		t.Errorf("it counts %v", got)
	}
	touches := map[string]func(){
		"a press": func() {
			at := p.box(".picture")
			p.must(chromedp.Do(p.ctx, chromedp.MouseClickXY(float64(at.Min.X+at.Dx()/2), float64(at.Min.Y+at.Dy()/8))))
		},
		"a key": func() {
			p.run(`document.querySelector("#twins button").focus()`)
			p.press(kb.ArrowLeft)
		},
	}
	for name, touch := range touches {
		p.run(`counts.length = 0; document.getElementById("again").click()`)
		p.until(`counts.at(-1) === "33"`)
		touch()
		p.settle()
		touched := p.counts()
		p.run(`new Promise((resolve) => setTimeout(resolve, 1500))`) // another would have come
		if got := p.counts(); !slices.Equal(got, touched) || got[len(got)-1] == "1" {
			t.Errorf("at %s it has counted %v, and later %v", name, touched, got)
		}
	}
}

// Who asks for less motion sees how the play ends, and no more.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "index.html", unready: true, before: counted})
	prefer := func(motion string) {
		t.Helper()
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: motion}},
		})
		p.must(err)
		p.must(chromedp.Do(p.ctx, chromedp.Navigate(home)))
		p.run(`playground.ready`)
	}
	prefer("reduce")
	// What would have moved by then has not.
	p.run(`new Promise((resolve) => setTimeout(resolve, 1500))`)
	if got := p.counts(); !slices.Equal(got, []string{"1"}) {
		t.Errorf("it counts %v", got)
	}
	prefer("no-preference")
	p.until(`counts.length > 2`)
}

// Every card has its image, in the theme of the page, with words for who does not see
// it. A solved exercise is marked.
func TestCards(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "index.html", unready: true, before: noPicture + `; localStorage.setItem("progress", '["deep"]')`})
	const images = `[...document.querySelectorAll(".cards img")].filter((image) => image.checkVisibility())`
	sources := map[string]bool{}
	for range 2 {
		for i := range 9 { // they come when they are to be seen
			p.run(fmt.Sprintf(`%s[%d].scrollIntoView()`, images, i))
			p.until(fmt.Sprintf(`%s[%d].naturalWidth === 800`, images, i))
		}
		for _, image := range ask[[][2]string](p, images+`.map(({ src, alt }) => [src, alt])`) {
			sources[image[0]] = true
			if len(image[1]) < 30 {
				t.Errorf("%s is called %q", image[0], image[1])
			}
		}
		p.run(`document.getElementById("theme").click()`)
	}
	if len(sources) != 18 {
		t.Errorf("%d images in two themes", len(sources))
	}
	if marked := ask[[]string](p, `[...document.querySelectorAll(".cards li")].filter((li) => getComputedStyle(li.querySelector("b"), "::after").content.includes("✓")).map((li) => li.dataset.lesson)`); !slices.Equal(marked, []string{"deep"}) {
		t.Errorf("marked as solved: %v", marked)
	}
}
