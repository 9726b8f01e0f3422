package site_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// states are those of lesson 3, the cuts that they set, and the big number on entering them.
var states = []struct{ slug, cut, big string }{
	{"all", "1-2-3-4-5-6", "82 steps"}, // as it begins
	{"one", "123456", "82 steps"},
	{"two", "1234-56", "33 steps"},
	{"three", "12-34-56", "17 steps"},
	{"six", "1-2-3-4-5-6", "1 step"},
	{"own", "12-34-56", "17 steps"},
}

const told3 = "cauchy-to-newton.html"

// watching notes whether a lesson has moved by itself, to another cut, a second after
// its opening: before a timer of the page, which a busy machine delays as well.
const watching = `if (window === top) {
	const look = setInterval(() => {
		if (!window.playground?.scene?.()) return;
		clearInterval(look);
		const { partition } = playground.state();
		setTimeout(() => (window.moved = playground.state().partition !== partition), 1000);
	}, 5);
};`

// inState waits until a state has been entered and has played.
func (p *tab) inState(slug, cut string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`playground.scene() === %q && playground.state().partition === %q`, slug, cut))
}

// played waits until what a story plays is over, and the picture at rest.
func (p *tab) played() {
	p.t.Helper()
	p.until(`document.getElementById("replay").checkVisibility()`)
}

// scroll brings a section of the text to the reading line.
func (p *tab) scroll(slug string) {
	p.t.Helper()
	p.run(fmt.Sprintf(`document.getElementById(%q).scrollIntoView({ block: "start", behavior: "instant" })`, slug))
}

// tabTo presses the tabulator until what matches has the focus.
func (p *tab) tabTo(selector string) {
	p.t.Helper()
	for range 300 {
		p.press(kb.Tab)
		if ask[bool](p, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
	}
	p.t.Fatalf("the tabulator does not reach %s", selector)
}

// x is the place of the start.
func (p *tab) x() float64 { return ask[float64](p, `playground.state().x`) }

// A story that has come to rest can be played again.
func TestStoryPlaysAgain(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: told3})
	const shown = `document.getElementById("replay").checkVisibility()`
	p.until(shown)
	p.run(`document.getElementById("replay").click()`)
	if ask[bool](p, shown) || ask[string](p, `playground.state().partition`) != "123456" {
		p.t.Error("it does not begin again")
	}
	p.inState("all", states[0].cut)
	p.until(shown)
	p.run(`document.getElementById("after").click()`)
	p.until(`playground.scene() === "one" && !` + shown)
	p.run(`document.getElementById("before").click()`)
}

// The story of lesson 3 on its page: what scrolling, keys, links and the reader's hand
// do to the picture.
func TestStory(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: told3, before: noWebGL + watching})
	p.part(t, "it moves by itself", func() {
		p.until(`window.moved !== undefined`)
		if !ask[bool](p, `moved`) {
			p.t.Error("it stands still for a second")
		}
		p.inState("all", states[0].cut)
		if ask[bool](p, `location.search + location.hash !== ""`) {
			p.t.Error("the address has changed with it")
		}
	})
	p.part(t, "a notice moves nothing", func() {
		at := `JSON.stringify(["#buttons", ".picture", "h1"].map((what) => document.querySelector(what).getBoundingClientRect()))`
		before := ask[string](p, at)
		p.run(`document.getElementById("arrival").hidden = false;
			document.querySelector("#arrival p").textContent = "A file is late.";
			document.getElementById("notices").append(document.getElementById("notice").content.cloneNode(true))`)
		if after := ask[string](p, at); after != before {
			p.t.Errorf("it lies at %s, before at %s", after, before)
		}
		p.run(`document.getElementById("arrival").hidden = true; document.getElementById("notices").replaceChildren()`)
	})
	p.part(t, "scrolling", func() {
		for _, s := range append(states[1:], states[0]) {
			p.scroll(s.slug)
			p.inState(s.slug, s.cut)
			hash := "#" + s.slug
			if s.slug == "all" {
				hash = ""
			}
			p.until(fmt.Sprintf(`location.hash === %q && location.search === ""`, hash))
			heading := ask[string](p, fmt.Sprintf(`document.querySelector("#%s :is(h1, h2)").textContent`, s.slug))
			if voice := ask[string](p, `document.getElementById("voice").textContent`); voice != heading+". "+s.big {
				p.t.Errorf("in %s a screen reader says %q", s.slug, voice)
			}
			if at := ask[string](p, `document.querySelector(".states [aria-current]").hash`); at != "#"+s.slug {
				p.t.Errorf("in %s the dot of %s is marked", s.slug, at)
			}
			if place := ask[string](p, `document.querySelector(".place").textContent`); place != fmt.Sprintf("scene %d of %d", slices.Index(states, s)+1, len(states)) {
				p.t.Errorf("%s is %s", s.slug, place)
			}
			if title := ask[string](p, `document.querySelector(".states [aria-current]").title`); title != heading || ask[string](p, `document.getElementById("headline").textContent`) != heading {
				p.t.Errorf("the dot of %s is called %q", s.slug, title)
			}
		}
	})
	p.part(t, "the reader's hand", func() {
		p.scroll("all")
		p.inState("all", states[0].cut)
		p.scroll("one")
		p.until(`playground.scene() === "one"`)
		p.scroll("all")
		p.until(`playground.scene() === "all" && playground.state().partition !== "1-2-3-4-5-6"`)
		p.run(`playground.set({ x: -0.5 })`)
		cut := ask[string](p, `playground.state().partition`)
		p.run(`new Promise((resolve) => setTimeout(resolve, 1200))`)
		if now := ask[string](p, `playground.state().partition`); now != cut {
			p.t.Errorf("after a touch it plays on, from %s to %s", cut, now)
		}
		for _, s := range states[1:] {
			p.scroll(s.slug)
			p.inState(s.slug, s.cut)
			if p.x() != -0.5 {
				p.t.Errorf("in %s x is %g", s.slug, p.x())
			}
		}
		p.until(`location.search.includes("x=-0.5") && location.hash === "#own"`)
		p.press("u")
		if p.x() != -1 || ask[string](p, `playground.state().partition`) != "12-34-56" || ask[string](p, `playground.scene()`) != "own" {
			p.t.Errorf("undone: %s", ask[string](p, `JSON.stringify(playground.state())`))
		}
		if !ask[bool](p, `document.getElementById("undo").disabled`) {
			p.t.Error("the story can be undone")
		}
	})
	p.part(t, "keyboard", func() {
		p.scroll("all")
		p.until(`playground.scene() === "all"`)
		p.press("l")
		p.inState("one", "123456")
		p.press("l")
		p.inState("two", "1234-56")
		p.press("j")
		p.inState("one", "123456")
		p.tabTo("#after")
		p.press(kb.Enter)
		p.inState("two", "1234-56")
		p.tabTo(`.states a[href="#six"]`)
		p.press(kb.Enter)
		p.inState("six", "1-2-3-4-5-6")
		p.tabTo("#before")
		p.press(kb.Enter)
		p.inState("three", "12-34-56")
		p.tabTo(`#twins button[aria-label^="cut between"]`)
		p.press(kb.Enter)
		p.until(`playground.state().partition === "1-2-34-56"`)
		p.tabTo(`#twins button[aria-label^="the start"]`)
		x := p.x()
		p.press(kb.ArrowRight)
		p.until(fmt.Sprintf(`Math.abs(playground.state().x - %g) < 1e-9`, x+0.02))
	})
	p.part(t, "Back", func() {
		for _, slug := range []string{"two", "six"} {
			p.run(fmt.Sprintf(`location.hash = %q`, slug))
			p.until(fmt.Sprintf(`playground.scene() === %q`, slug))
		}
		p.run(`history.back()`)
		p.until(`playground.scene() === "two"`)
		p.run(`history.forward()`)
		p.until(`playground.scene() === "six"`)
	})
}

// What an address of lesson 3 opens, also for who asks for less motion, in a frame and
// by links from before it had a story.
func TestStoryByAddress(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: told3, query: "?fbclid=1#three", before: noWebGL})
	p.part(t, "slug", func() {
		p.inState("three", "12-34-56")
		if at := ask[float64](p, `document.getElementById("three").getBoundingClientRect().top / innerHeight`); at < 0 || at > 0.55 {
			p.t.Errorf("the section is at %.2f of the window", at)
		}
	})
	p.part(t, "reduced motion", func() {
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		p.must(err)
		p.load(told3 + "?fbclid=2#one")
		if got := ask[string](p, `JSON.stringify([playground.state().partition, playground.state().step])`); got != `["123456",82]` {
			p.t.Errorf("one piece opens as %s", got)
		}
		p.run(`playground.enter("all")`)
		if got := ask[string](p, `playground.state().partition`); got != "1-2-3-4-5-6" {
			p.t.Errorf("the opening stands at %s", got)
		}
	})
	p.part(t, "older links", func() {
		p.load(told3 + "?v=1&groups=4")
		if got := ask[string](p, `playground.state().partition`); got != "12-34-5-6" {
			p.t.Errorf("groups=4 opens %s", got)
		}
		p.load(told3 + "?groups=9")
		if words := ask[string](p, `document.querySelector("#notices [data-subject=link]")?.textContent ?? ""`); !strings.Contains(words, "groups") {
			p.t.Errorf("groups=9 is opened with the words %q", words)
		}
	})
	p.part(t, "without a story", func() {
		for query, want := range map[string]bool{"?embed=1#two": true, "?embed=1&hide=story#two": false} {
			p.load(told3 + query)
			p.inState("two", "1234-56")
			if shown := ask[bool](p, `document.getElementById("story").checkVisibility()`); shown != want {
				p.t.Errorf("%s shows a caption: %t", query, shown)
			}
		}
	})
	p.part(t, "frame", func() {
		server := teacher(p.t, told3, "embed=1#two", "0")
		p.must(chromedp.Do(p.ctx, chromedp.Navigate(server.URL)))
		p.run(`new Promise((resolve) => document.readyState === "complete" ? resolve() : addEventListener("load", resolve))`)
		if got := ask[string](p, `say("scene").then(({ value }) => value)`); got != "two" {
			p.t.Errorf("the frame opens %s", got)
		}
		if got := ask[string](p, `say("enter", "six").then(({ error }) => error ?? "")`); got != "" {
			p.t.Error(got)
		}
		p.until(`heard.some(({ playground, value }) => playground === "state" && value.scene === "six" && value.values.partition === "1-2-3-4-5-6")`)
		if got := ask[string](p, `say("enter", "nowhere").then(({ error }) => error ?? "")`); !strings.Contains(got, "own") {
			p.t.Errorf("a state that is none is refused with %q", got)
		}
	})
}

// In windows of every shape lesson 3 fits, is free of barriers with each of its tabs
// open, and its states can be entered.
func TestStoryInEveryWindow(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("check/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, visit{page: told3, before: noWebGL})
	_, err = chromedp.Run(p.ctx, chromedp.Evaluate[chromedp.Void](string(axe)+"; 0"))
	p.must(err)
	for i, size := range [][2]int64{{320, 640}, {390, 844}, {844, 390}, {1024, 768}, {1440, 900}} {
		p.part(t, fmt.Sprintf("%d×%d", size[0], size[1]), func() {
			p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(size[0], size[1])))
			scheme := []string{"light", "dark"}[i%2]
			_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			p.must(err)
			p.run(`playground.enter("all")`)
			p.run(`new Promise((resolve) => setTimeout(resolve, 100))`)
			for _, slug := range []string{"one", "two"} {
				p.run(`document.getElementById("after").click()`)
				p.until(`playground.scene() === "` + slug + `"`)
			}
			p.run(`new Promise((resolve) => setTimeout(resolve, 1600))`) // the scrolling is over
			lying := size[1] < 500
			p.scroll("three")
			p.run(`new Promise((resolve) => setTimeout(resolve, 200))`)
			if at := ask[string](p, `playground.scene()`); at != map[bool]string{true: "two", false: "three"}[lying] {
				p.t.Errorf("scrolled to the third it is in %s", at)
			}
			windows := p.tabs
			if size[0] != 390 && size[0] != 1440 { // of the others axe knows nothing new
				windows = func(test func()) { test() }
			}
			windows(func() {
				if over := ask[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					p.t.Errorf("it is %d px too wide", over)
				}
				axed(p, scheme, "document")
			})
		})
	}
}
