package site_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A link to a race restores its lanes and how far they have come, to the bit;
// the settings that a visitor changes on the way are not lost either.
// Both lanes have one rate, which is no default of the second.
func TestRaceLink(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&layers=8-10&summaryBatch=100&batch=20&rate=0.02"})
	p.run(`playground.step(3)`)
	p.run(`document.getElementById("lane-add").click()`)
	p.until(`playground.lanes().length === 2`)
	p.run(`playground.restart()`)
	p.run(`playground.set({ method: "adam", rate: 0.02 })`)
	p.run(`playground.restart()`)
	p.run(`playground.step(7)`)
	p.run(`document.getElementById("share").click()`) // the clipboard is refused: the address bar has it
	p.until(`location.search.includes("lanes")`)
	link := ask[string](p, `location.search`)
	lanes, frame := ask[json.RawMessage](p, `playground.lanes()`), ask[json.RawMessage](p, `(`+numbers+`)()`)
	p.close()

	q := open(t, visit{page: "lab.html", before: noPicture, query: link})
	if got := ask[json.RawMessage](q, `playground.lanes()`); string(got) != string(lanes) {
		t.Errorf("%s opens the lanes\n%s\nwant\n%s", link, got, lanes)
	}
	q.run(`playground.race.look({ lane: 1 })`)
	q.until(`playground.frame()?.step === 7`)
	if got := ask[json.RawMessage](q, `(`+numbers+`)()`); string(got) != string(frame) {
		t.Errorf("%s opens the frame\n%.300s\nwant\n%.300s", link, got, frame)
	}
}

// Hostile and broken links to a race open the default with a notice, where
// another race is open; the first is loaded, too.
func TestBrokenRaceLinks(t *testing.T) {
	t.Parallel()
	var p *tab
	for _, query := range []string{"lanes=[", "lanes=7", `lanes=[{},{},{},{}]`, `lanes=[[1]]`, `lanes=[{"method":{"a":1}}]`, `lanes=[{"method":"magic"}]`, `lanes=[{"nothing":1}]`, "at=-1", "at=99999", "at=1e9"} {
		name, value, _ := strings.Cut(query, "=")
		link := "?v=1&" + name + "=" + url.QueryEscape(value)
		if p == nil {
			p = open(t, visit{page: "lab.html", before: noPicture, query: link})
		} else {
			p.turnTo("?v=1&data=moons&layers=4-2&at=1&lanes=" + url.QueryEscape(`[{},{}]`))
			p.until(`playground.lanes().length === 3 && playground.frame()?.step === 1`)
			p.turnTo(link)
			p.until(`playground.lanes().length !== 3`)
		}
		if n := ask[int](p, `document.querySelectorAll("#notices [data-subject=link]").length`); n != 1 {
			t.Errorf("%s is opened with %d notices", query, n)
		}
		if got := ask[string](p, `playground.lanes().length + " " + (playground.frame()?.step ?? 0)`); got != "1 0" {
			t.Errorf("%s opens lanes and step %s", query, got)
		}
	}
}

// A race to start from is a link: in the address, and in the text of the lab,
// where it opens without leaving the page. One that there is not says so.
func TestPresetLinks(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?preset=cheap"})
	if n, chosen := ask[int](p, `playground.lanes().length`), ask[string](p, `document.getElementById("preset").value`); n != 2 || chosen != "cheap" {
		t.Errorf("?preset=cheap opens %d lanes, and %q is chosen", n, chosen)
	}
	p.run(`document.querySelector('article a[href="?preset=rivals"]').click()`)
	p.until(`playground.lanes().length === 4 && document.getElementById("preset-comment").textContent.includes("By steps the four are close")`)
	if n := ask[int](p, `document.querySelectorAll('article a[href^="?preset="]').length - document.querySelectorAll("#preset option").length`); n != -1 {
		t.Errorf("the text and the list of presets differ by %d entries beside the race of one's own", n)
	}
	p.close()

	p = open(t, visit{page: "lab.html", before: noPicture, query: "?preset=magic"})
	if got := ask[string](p, `document.querySelector("#notices [data-subject=link]")?.textContent ?? ""`); !strings.Contains(got, "no preset magic") {
		t.Errorf("?preset=magic says %q", got)
	}
	if n := ask[int](p, `playground.lanes().length`); n != 1 {
		t.Errorf("?preset=magic opens %d lanes", n)
	}
}

// The address holds the race: a reload opens its lanes. A preset of the text is
// a place of its own, from which Back leads to the race before.
func TestRaceInTheAddress(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?preset=newton"})
	lanes := func() string { return string(ask[json.RawMessage](p, `playground.lanes()`)) }
	reload := func() {
		t.Helper()
		p.must(chromedp.Do(p.ctx, chromedp.Reload()))
		p.run(`playground.ready`)
	}
	preset := lanes()
	if reload(); lanes() != preset {
		t.Errorf("reloaded at %s the preset has the lanes\n%s\nwant\n%s", ask[string](p, `location.search`), lanes(), preset)
	}
	p.run(`document.getElementById("lane-drop").click()`)
	p.until(`playground.lanes().length === 3`)
	mine := lanes()
	if reload(); lanes() != mine {
		t.Errorf("reloaded at %s a race of one's own has the lanes\n%s\nwant\n%s", ask[string](p, `location.search`), lanes(), mine)
	}
	p.run(`playground.step(3)`)
	p.run(`document.querySelector('article a[href="?preset=cheap"]').click()`)
	p.until(`playground.lanes().length === 2 && location.search === "?preset=cheap"`)
	p.run(`history.back()`)
	p.until(`playground.lanes().length === 3 && playground.frame()?.step === 3`)
	if lanes() != mine {
		t.Errorf("Back leads to the lanes\n%s\nwant\n%s", lanes(), mine)
	}
	p.run(`history.forward()`)
	p.until(`playground.lanes().length === 2 && document.getElementById("preset").value === "cheap"`)
}

// What cannot be done is not offered, and what is refused is told once.
func TestRefusedOnce(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&layers=8-10&summaryBatch=100&batch=20"})
	off := func(id string) bool { return ask[bool](p, `document.getElementById("`+id+`").disabled`) }
	if !off("lane-undo") {
		t.Error("an undo is offered before any change")
	}
	p.run(`playground.set({ rate: 0.5 })`)
	p.until(`!document.getElementById("lane-undo").disabled`)
	p.run(`playground.set({ rate: 0.4 })`) // at the same step: one change
	p.run(`document.getElementById("lane-undo").click()`)
	p.until(`document.getElementById("lane-undo").disabled`)

	notices := func() int {
		return ask[int](p, `document.querySelectorAll("#notices > div:not([data-subject=picture])").length`)
	}
	answer := func() string { return ask[string](p, `document.getElementById("digit-answer").textContent`) }
	p.run(`playground.race.ask(1000)`)
	if words := answer(); !strings.Contains(words, "no test image 1000") || notices() != 0 {
		t.Errorf("image 1000: %q, and %d notices", words, notices())
	}
	p.run(`playground.race.ask("")`)
	if words := answer(); !strings.Contains(words, "Takes the number") {
		t.Errorf("no number: %q", words)
	}
	if off("digit-ask") {
		t.Error("no image can be read")
	}
	p.run(`playground.set({ data: "moons", layers: "8-2" })`)
	p.until(`document.getElementById("digit-ask").disabled`)
	p.run(`playground.race.ask(1)`)
	if words := answer(); !strings.Contains(words, "no images") || notices() != 0 {
		t.Errorf("an image of moons: %q, and %d notices", words, notices())
	}
}

// The address holds the step, so a reload comes back to it, to the bit; what is
// computed meanwhile is shown, and can be stopped where it is.
func TestStepInTheAddress(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&data=moons&layers=4-2&batch=20"})
	p.run(`playground.step(12)`)
	p.until(`location.search.endsWith("&at=12")`)
	frame := ask[json.RawMessage](p, `(`+numbers+`)()`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.run(`playground.ready`)
	if got := ask[json.RawMessage](p, `(`+numbers+`)()`); string(got) != string(frame) {
		t.Errorf("reloaded it stands at\n%.300s\nand before at\n%.300s", got, frame)
	}
	p.run(`playground.restart()`)
	p.until(`!location.search.includes("at=")`)
	p.close()

	p = open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&layers=16-10&at=5000", unready: true})
	p.until(`/^Step \d+ of 5,000/.test(document.querySelector("#waiting p")?.checkVisibility() && document.querySelector("#waiting p").textContent)`)
	p.run(`document.querySelector("#waiting button").click()`)
	p.run(`playground.ready`)
	if step := ask[int](p, `playground.frame().step`); step == 0 || step == 5000 {
		t.Errorf("stopped on the way it stands at step %d", step)
	}
	p.until(`document.getElementById("waiting").hidden`)
}

// A file is read where it does not hold up the page, which says so; one that is too
// large is refused by its size, unread.
func TestLargeFiles(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&data=moons&layers=4-2"})
	p.run(`(async () => {
		globalThis.begun = performance.now();
		const huge = new File(["1,2"], "huge.csv");
		Object.defineProperty(huge, "size", { value: 300e6 });
		huge.arrayBuffer = huge.stream = () => { throw new Error("it was read") };
		try { await playground.race.load([huge]); globalThis.said = "nothing" } catch (error) { globalThis.said = error.message }
	})()`)
	if words := ask[string](p, `said`); !strings.HasPrefix(words, "huge.csv has 300 MB, more than the 101 MB that a page opens") {
		t.Errorf("of a file of 300 MB it says %q", words)
	}
	p.run(`(globalThis.opening = playground.race.load([new File(["a,b,c,kind\n" + "0.1234,0.5678,0.9012,yes\n0.4321,0.8765,0.2109,no\n".repeat(40_000)], "mine.csv")]), 0)`)
	p.until(`document.querySelector("#waiting p").checkVisibility() && document.querySelector("#waiting p").textContent.startsWith("Reading mine.csv")`)
	p.run(`opening`)
	p.strike(`setTimeout(() => close())`)
	p.run(`document.documentElement.dataset.patience = "1"`)
	p.until(noted)
	p.run(`playground.step(3)`)
	if data := ask[string](p, `playground.state().data + " " + playground.frame().step`); data != "csv:mine.csv 3" {
		t.Errorf("after an accident the visitor's file is %s", data)
	}
}
