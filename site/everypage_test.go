package site_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/cauchy-newton/playground/demos/lesson/course"
)

// pages are all pages of the site.
func pages() []string {
	all := []string{"index.html", "lab.html", "library.html"}
	for _, l := range course.Lessons {
		all = append(all, l.Slug+".html")
	}
	return all
}

// tabled tells that the tables of an unfolded page are written.
const tabled = `document.getElementById("sheets")?.childElementCount !== 0`

// part runs a subtest of an open page.
func (p *tab) part(t *testing.T, name string, test func()) {
	t.Run(name, func(t *testing.T) {
		outer := p.t
		p.t = t
		defer func() { p.t = outer }()
		test()
		p.quiet()
	})
}

// What holds on every page, and on every lesson, seen in two visits to each: one as
// visitors have it, one of a small laptop without the picture. The second opens a
// lesson by the link that the first ends with.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("check/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	lessons := map[string]course.Lesson{}
	for _, l := range course.Lessons {
		lessons[l.Slug+".html"] = l
	}
	var tables atomic.Int64
	t.Run("pages", func(t *testing.T) {
		for _, name := range pages() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				lesson, taught := lessons[name]
				scene := taught && lesson.New != nil
				var left left
				if picture, deed := taken(name, scene); picture != "" {
					p := open(t, visit{page: name})
					opening := p.state()
					p.part(t, "gallery", func() { gallery(p, picture, deed) })
					if scene {
						if slugs := p.states(); len(slugs) > 0 { // the opening plays: its end is what Reset leads back to
							p.run(fmt.Sprintf(`playground.enter(%q)`, slugs[0]))
							opening = p.state()
						}
						p.run(`playground.reset()`)
						p.part(t, "lesson", func() { left = solve(p, lesson.Slug, opening) })
					}
					p.close()
				}
				p := open(t, visit{page: name, query: left.link, width: 1366, height: 768, unready: true, before: noWebGL + `; localStorage.removeItem("progress")`})
				p.run(`window.playground?.ready`)
				if scene {
					p.part(t, "link", func() { left.restored(p) })
					p.part(t, "laptop", func() { controlsOnALaptop(p) })
				}
				p.run(`document.querySelectorAll("details").forEach((d) => d.open = true)`)
				if taught && !scene {
					p.run(`playground.step(1)`)
				}
				p.part(t, "fits", func() { p.tabs(func() { fits(p) }) })
				p.run(`document.querySelectorAll(".menu").forEach((d) => d.open = false)`)
				p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(1440, 900)))
				if taught {
					p.part(t, "keyboard", func() { p.tabs(func() { everyFieldByKeyboard(p) }) })
					p.part(t, "screen reader", func() { p.tabs(func() { tables.Add(int64(screenReader(p))) }) })
				}
				p.part(t, "accessibility", func() { accessible(p, string(axe)) })
			})
		}
	})
	t.Run("tables", func(t *testing.T) { // which make gallery leaves out
		if tables.Load() < 5 {
			t.Errorf("H̄ is a table in %d places", tables.Load())
		}
	})
}

// tabs runs a test with each tab beside the picture open, the first at last; without
// tabs once.
func (p *tab) tabs(test func()) {
	p.t.Helper()
	panels := ask[[]string](p, `[...document.querySelectorAll("[role=tab]")].filter((tab) => !tab.hidden).map((tab) => tab.getAttribute("aria-controls")).reverse()`)
	for _, panel := range panels {
		p.show(panel)
		test()
	}
	if len(panels) == 0 {
		test()
	}
}

// controlsOnALaptop: in the window of a small laptop the first control of a lesson
// is seen, and the picture with it.
func controlsOnALaptop(p *tab) {
	p.show("settings-panel")
	defer p.show("story-panel")
	if bottom := ask[float64](p, `document.querySelector("#controls .control").getBoundingClientRect().bottom - document.getElementById("notices").offsetHeight`); bottom > 768 {
		p.t.Errorf("the first control ends at %g px", bottom)
	}
}

// fits: from the smallest phone to the widest screen nothing has to be scrolled
// sideways, and every button can be reached; on a phone no sign lies on its value.
func fits(p *tab) {
	const menu = `document.querySelectorAll(".rest").forEach((d) => d.open = %t)` // a click elsewhere has closed it
	p.run(fmt.Sprintf(menu, true))
	defer p.run(fmt.Sprintf(menu, false))
	for _, width := range []int64{320, 390, 768, 1024, 1100, 1440, 2560} {
		p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(width, 800)))
		p.run(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`)
		if over := ask[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			p.t.Errorf("at %d px the page is %d px too wide: %v", width, over, ask[[]string](p, fmt.Sprintf(`[...document.querySelectorAll("main *, header *")].filter((e) => e.getBoundingClientRect().right > %d + 1 && !e.closest(".scroll, .sum, pre")).slice(0, 3).map((e) => e.outerHTML.slice(0, 100))`, width)))
		}
		outside := ask[[]string](p, `[...document.querySelectorAll(":is(button, input, select):not(#figures *)")] // the figures scroll
			.filter((e) => { const b = e.getBoundingClientRect(); return e.checkVisibility() && (b.left < 0 || b.right > innerWidth); })
			.map((e) => e.id || e.outerHTML.slice(0, 80))`)
		if len(outside) > 0 {
			p.t.Errorf("at %d px these lie outside: %v", width, outside)
		}
		if width > 390 {
			continue
		}
		if over := ask[[]string](p, `[...document.querySelectorAll("#figures button")].filter((button) => {
			const sign = document.createRange();
			sign.selectNodeContents(button.querySelector("b"));
			const [a, b] = [sign, button.querySelector("output")].map((e) => e.getBoundingClientRect());
			return a.right > b.left && a.bottom > b.top;
		}).map((button) => button.dataset.symbol)`); len(over) > 0 {
			p.t.Errorf("at %d px sign and value lie on top of each other: %v", width, over)
		}
	}
}

// everyFieldByKeyboard: the tabulator reaches every field and button, in the order
// of the page, and the focus can be seen on each.
func everyFieldByKeyboard(p *tab) {
	want := ask[[]string](p, `[...document.querySelectorAll("main :is(input, select, button):not(:disabled):not(.why)")].filter((e) => e.id && e.checkVisibility()).map((e) => e.id)`)
	if len(want) < 3 {
		p.t.Fatalf("only %v can be reached at all", want)
	}
	reached := map[string]bool{}
	for range 400 {
		p.press(kb.Tab)
		at := ask[[]string](p, `[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle, document.activeElement.tagName]`)
		if at[2] == "BODY" {
			break // once around
		}
		if at[1] == "none" && at[2] != "IFRAME" {
			p.t.Errorf("the focus on %s cannot be seen", at[0])
		}
		reached[at[0]] = true
	}
	for _, id := range want {
		if !reached[id] {
			p.t.Errorf("the tabulator does not reach %s", id)
		}
	}
}

// screenReader: a screen reader finds a name for everything that can be used. It
// returns in how many tables it finds the matrix H̄.
func screenReader(p *tab) (tables int) {
	p.until(tabled)
	_, err := chromedp.Call(p.ctx, accessibility.Enable, cdp.Empty{})
	p.must(err)
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	p.must(err)
	use := []string{"button", "textbox", "slider", "checkbox", "combobox", "link", "spinbutton", "radio", "DisclosureTriangle"}
	found := 0
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role, name := word(n.Role), word(n.Name)
		if slices.Contains(use, role) {
			found++
			if strings.TrimSpace(name) == "" {
				p.t.Errorf("a %s has no name", role)
			}
		}
		if role == "table" && strings.Contains(name, "H̄") {
			tables++
		}
	}
	if found < 10 {
		p.t.Errorf("only %d things to use", found)
	}
	return tables
}

// word is the text of a value of the accessibility tree.
func word(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if json.Unmarshal(v.Value, &s) != nil {
		return string(v.Value)
	}
	return s
}
