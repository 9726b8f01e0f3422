package site_test

import (
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

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
			t.Parallel()
			p := open(t, visit{page: name, unready: true})
			p.run(`window.playground?.ready`)
			p.run(`document.querySelectorAll("details:not(.menu)").forEach((d) => d.open = true)`)
			p.until(tabled)
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
