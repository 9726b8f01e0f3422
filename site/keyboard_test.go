package site_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/cauchy-newton/playground/demos/lesson/course"
)

// The tabulator reaches every field and button of every lesson, in the order of
// the page, and the focus can be seen on each.
func TestEveryFieldByKeyboard(t *testing.T) {
	t.Parallel()
	for _, l := range course.Lessons {
		t.Run(l.Slug, func(t *testing.T) {
			p := open(t, visit{page: l.Slug + ".html", before: noWebGL})
			p.run(`document.querySelectorAll("details:not(.menu)").forEach((d) => d.open = true)`)
			want := ask[[]string](p, `[...document.querySelectorAll("main :is(input, select, button):not(:disabled):not(.why)")].filter((e) => e.id && e.checkVisibility()).map((e) => e.id)`)
			if len(want) < 3 {
				t.Fatalf("only %v can be reached at all", want)
			}
			reached := map[string]bool{}
			for range 400 {
				p.press(kb.Tab)
				at := ask[[]string](p, `[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle, document.activeElement.tagName]`)
				if at[2] == "BODY" {
					break // once around
				}
				if at[1] == "none" && at[2] != "IFRAME" {
					t.Errorf("the focus on %s cannot be seen", at[0])
				}
				reached[at[0]] = true
			}
			for _, id := range want {
				if !reached[id] {
					t.Errorf("the tabulator does not reach %s", id)
				}
			}
		})
	}
}

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

// A screen reader finds a name for everything that can be used, and the matrix
// H̄ as a table.
func TestScreenReader(t *testing.T) {
	t.Parallel()
	use := []string{"button", "textbox", "slider", "checkbox", "combobox", "link", "spinbutton", "radio", "DisclosureTriangle"}
	tables := 0
	for _, l := range course.Lessons {
		p := open(t, visit{page: l.Slug + ".html", before: noWebGL})
		p.run(`document.querySelectorAll("details:not(.menu)").forEach((d) => d.open = true)`)
		if l.New == nil {
			p.run(`playground.step(1)`)
		}
		p.run(`new Promise((resolve) => setTimeout(resolve, 500))`) // tables are written
		_, err := chromedp.Call(p.ctx, accessibility.Enable, cdp.Empty{})
		p.must(err)
		tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		p.must(err)
		found := 0
		for _, n := range tree.Nodes {
			if n.Ignored || n.Role == nil {
				continue
			}
			role, name := word(n.Role), word(n.Name)
			if slices.Contains(use, role) {
				found++
				if strings.TrimSpace(name) == "" {
					t.Errorf("%s: a %s has no name", l.Slug, role)
				}
			}
			if role == "table" && strings.Contains(name, "H̄") {
				tables++
			}
		}
		if found < 10 {
			t.Errorf("%s: only %d things to use", l.Slug, found)
		}
		p.close()
	}
	if tables < 5 {
		t.Errorf("H̄ is a table in %d places", tables)
	}
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

// Who asks for less motion sees none that nobody started.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "index.html", unready: true})
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
	p.run(`new Promise((resolve) => setTimeout(resolve, 3000))`)
	if after := ask[json.RawMessage](p, `playground.state()`); string(after) != string(before) {
		t.Errorf("%s became %s", before, after)
	}
	prefer("no-preference")
	p.until(fmt.Sprintf(`JSON.stringify(playground.state()) !== %q`, before))
}
