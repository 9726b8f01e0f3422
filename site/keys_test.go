package site_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// With the keyboard alone: the tabulator reaches Play, and the space bar plays
// and pauses.
func TestTabToPlay(t *testing.T) {
	t.Parallel()
	p := open(t, visit{})
	for range 12 {
		p.press(kb.Tab)
		if ask[string](p, `document.activeElement.id`) == "play" {
			break
		}
	}
	if at := ask[string](p, `document.activeElement.outerHTML.slice(0, 80)`); ask[string](p, `document.activeElement.id`) != "play" {
		t.Fatalf("twelve tabs lead to %s", at)
	}
	if ask[string](p, `getComputedStyle(document.activeElement).outlineStyle`) == "none" {
		t.Error("the focus cannot be seen")
	}
	p.press(" ")
	p.until(`playground.frame().step >= 2`)
	p.press(" ")
	p.until(`document.getElementById("play").textContent === "Run"`)
}

// The keys of the page work wherever the focus is, except in a field; a click
// on the picture takes nothing away.
func TestKeys(t *testing.T) {
	t.Parallel()
	p := open(t, visit{})
	p.press("s")
	p.until(`playground.frame().step === 1`)
	p.press("r")
	p.until(`playground.frame().step === 0`)

	at := p.box("#canvas")
	p.must(chromedp.Do(p.ctx, chromedp.MouseClickXY(float64(at.Min.X+at.Dx()/2), float64(at.Min.Y+at.Dy()/2))))
	p.press("k")
	p.until(`playground.frame().step >= 1`)
	p.press("k")
	p.until(`document.getElementById("play").textContent === "Run"`)
	p.run(`playground.reset()`)

	p.show("settings-panel")
	p.run(`document.getElementById("control-partition").focus()`)
	p.press("s")
	p.run(`playground.pause()`) // whatever the key had started would be answered before
	if step := ask[int](p, `playground.frame().step`); step != 0 {
		t.Errorf("a letter typed into a field made %d steps", step)
	}
}

// A slider moves with the arrow keys and changes the run.
func TestSlider(t *testing.T) {
	t.Parallel()
	p := open(t, visit{before: noPicture})
	before := ask[float64](p, `playground.state().rate`)
	p.show("settings-panel")
	p.run(`document.querySelector('[data-control="rate"] [data-slide]').focus()`)
	for range 4 {
		p.press(kb.ArrowRight)
	}
	p.until(`playground.state().rate > ` + number(before))
	if shown := ask[string](p, `document.getElementById("control-rate").value`); shown != number(ask[float64](p, `playground.state().rate`)) {
		t.Errorf("the field shows %s", shown)
	}
}

// Every control has a name and a help text for those who hear the page.
func TestControlsAreNamed(t *testing.T) {
	t.Parallel()
	p := open(t, visit{unready: true, before: noPicture})
	silent := ask[[]string](p, `[...document.querySelectorAll("input, select")]
		.filter((e) => !(e.labels?.length || e.ariaLabel) || (e.hasAttribute("data-value") && !document.getElementById(e.getAttribute("aria-describedby").split(" ")[0])?.textContent.trim()))
		.map((e) => e.outerHTML.slice(0, 100))`)
	if len(silent) > 0 {
		t.Errorf("controls without a name or a help text: %v", silent)
	}
	if n := ask[int](p, `document.querySelectorAll("#controls [data-control]").length`); n < 10 {
		t.Errorf("%d controls", n)
	}
}
