package site_test

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// accessible: axe-core, its script, finds no violation, light or dark, whatever tab is
// open.
func accessible(p *tab, axe string) {
	p.until(tabled)
	_, err := chromedp.Run(p.ctx, chromedp.Evaluate[chromedp.Void](axe+"; 0"))
	p.must(err)
	for _, scheme := range []string{"light", "dark"} {
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		p.must(err)
		// What surrounds the tabs is the same with each.
		p.tabs(func() { axed(p, scheme, `document.querySelector('.side:not([data-tab="story-panel"])') ?? document`) })
	}
}

// axed: axe-core, which is loaded, finds no violation within an element.
func axed(p *tab, where, within string) {
	p.t.Helper()
	type violation struct {
		ID, Help string
		Nodes    []string
	}
	for _, v := range ask[[]violation](p, `axe.run(`+within+`, { iframes: false }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({ ID: id, Help: help, Nodes: nodes.map(({ html }) => html.slice(0, 160)) })))`) {
		p.t.Errorf("%s: %s: %s: %d times, such as %s", where, v.ID, v.Help, len(v.Nodes), v.Nodes[0])
	}
}
