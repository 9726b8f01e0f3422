package site_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Lesson 1 from its opening to the solved exercise without a mouse.
func TestALessonByKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html"})
	to := func(id string) {
		t.Helper()
		for range 200 {
			p.press(kb.Tab)
			if ask[string](p, `document.activeElement.id`) == id {
				return
			}
		}
		t.Fatalf("the tabulator does not reach %s", id)
	}
	to("control-eta")
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("a", chromedp.KeyModifiers(2)))) // all of it
	for _, key := range "0.0138" {
		p.press(string(key))
	}
	p.press(kb.Enter)
	to("check")
	p.press(kb.Enter)
	p.until(`document.getElementById("verdict").className === "right"`)
}

// climbing makes the home page climb sixty rungs a second.
const climbing = `{ const own = setInterval; window.setInterval = (task, ms) => own(task, ms / 72); }`

// Who asks for less motion sees none that nobody started.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "index.html", unready: true, before: climbing})
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
	before := ask[json.RawMessage](p, `playground.state()`)
	// A timer like that of the climb, but begun later, comes after it.
	p.run(`new Promise((resolve) => { let left = 3; setInterval(() => --left || resolve(), 1200); })`)
	if after := ask[json.RawMessage](p, `playground.state()`); string(after) != string(before) {
		t.Errorf("%s became %s", before, after)
	}
	prefer("no-preference")
	p.until(fmt.Sprintf(`JSON.stringify(playground.state()) !== %q`, before))
}
