package site_test

import (
	"fmt"
	"testing"

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
	p.tabTo(`.states a[href="#yours"]`)
	p.press(kb.Enter)
	p.until(`playground.scene() === "yours"`)
	to("tab-settings-panel")
	p.press(kb.Enter)
	to("control-eta")
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("a", chromedp.KeyModifiers(2)))) // all of it
	for _, key := range "0.1075" {
		p.press(string(key))
	}
	p.press(kb.Enter)
	to("step")
	for n := range 10 {
		p.press(kb.Enter)
		p.until(fmt.Sprintf(`playground.state().step === %d`, n+1))
	}
	to("tab-story-panel")
	p.press(kb.Enter)
	to("check")
	p.press(kb.Enter)
	p.until(`document.getElementById("verdict").className === "right"`)
}
