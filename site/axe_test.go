package site_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

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

// axe-core finds no violation on any page, light or dark, with everything
// unfolded.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("check/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages() {
		t.Run(name, func(t *testing.T) {
			p := open(t, visit{page: name, unready: true})
			p.run(`window.playground?.ready`)
			p.run(`document.querySelectorAll("details:not(.menu)").forEach((d) => d.open = true)`)
			p.run(`new Promise((resolve) => setTimeout(resolve, 400))`) // tables are written
			_, err := chromedp.Run(p.ctx, chromedp.Evaluate[chromedp.Void](string(axe)+"; 0"))
			p.must(err)
			for _, scheme := range []string{"light", "dark"} {
				_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
				})
				p.must(err)
				type violation struct {
					ID, Help string
					Nodes    []string
				}
				for _, v := range ask[[]violation](p, `axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({ ID: id, Help: help, Nodes: nodes.map(({ html }) => html.slice(0, 160)) })))`) {
					t.Errorf("%s: %s: %s: %d times, such as %s", scheme, v.ID, v.Help, len(v.Nodes), v.Nodes[0])
				}
			}
		})
	}
}

// From the smallest phone to the widest screen no page has to be scrolled
// sideways.
func TestPagesFit(t *testing.T) {
	t.Parallel()
	for _, name := range pages() {
		p := open(t, visit{page: name, width: 320, height: 568, unready: true, before: noWebGL})
		p.run(`window.playground?.ready`)
		p.run(`document.querySelectorAll("details:not(.menu)").forEach((d) => d.open = true)`)
		for _, width := range []int64{320, 390, 768, 1100, 1440, 2560} {
			p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(width, 800)))
			p.run(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`)
			if over := ask[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("%s: at %d px the page is %d px too wide: %v", name, width, over, ask[[]string](p, fmt.Sprintf(`[...document.querySelectorAll("main *, header *")].filter((e) => e.getBoundingClientRect().right > %d + 1 && !e.closest(".scroll, .sum, pre")).slice(0, 3).map((e) => e.outerHTML.slice(0, 100))`, width)))
			}
		}
		p.close()
	}
}
