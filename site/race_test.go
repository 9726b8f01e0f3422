package site_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// A link to a race restores its lanes and how far they have come, to the bit;
// the settings that a visitor changes on the way are not lost either.
func TestRaceLink(t *testing.T) {
	p := open(t, visit{page: "lab.html", before: noWebGL, query: "?v=1&layers=8-10&summaryBatch=100&batch=20"})
	p.run(`playground.step(3)`)
	p.run(`document.getElementById("lane-add").click()`)
	p.until(`playground.lanes().length === 2`)
	p.run(`playground.reset()`)
	p.run(`playground.set({ method: "adam", rate: 0.01 })`)
	p.run(`playground.reset()`)
	p.run(`playground.step(7)`)
	p.run(`document.getElementById("share").click()`) // the clipboard is refused: the address bar has it
	p.until(`location.search.includes("lanes")`)
	link := ask[string](p, `location.search`)
	lanes, frame := ask[json.RawMessage](p, `playground.lanes()`), ask[json.RawMessage](p, `(`+numbers+`)()`)
	p.close()

	q := open(t, visit{page: "lab.html", before: noWebGL, query: link})
	if got := ask[json.RawMessage](q, `playground.lanes()`); string(got) != string(lanes) {
		t.Errorf("%s opens the lanes\n%s\nwant\n%s", link, got, lanes)
	}
	q.run(`playground.race.look({ lane: 1 })`)
	q.until(`playground.frame()?.step === 7`)
	if got := ask[json.RawMessage](q, `(`+numbers+`)()`); string(got) != string(frame) {
		t.Errorf("%s opens the frame\n%.300s\nwant\n%.300s", link, got, frame)
	}
}

// Hostile and broken links to a race open the default with a notice.
func TestBrokenRaceLinks(t *testing.T) {
	for _, query := range []string{"lanes=[", "lanes=7", `lanes=[{},{},{},{}]`, `lanes=[[1]]`, `lanes=[{"method":{"a":1}}]`, `lanes=[{"method":"magic"}]`, `lanes=[{"nothing":1}]`, "at=-1", "at=99999", "at=1e9"} {
		name, value, _ := strings.Cut(query, "=")
		p := open(t, visit{page: "lab.html", before: noWebGL, query: "?v=1&" + name + "=" + url.QueryEscape(value)})
		if n := ask[int](p, `document.querySelectorAll("#notices [data-subject=link]").length`); n != 1 {
			t.Errorf("%s is opened with %d notices", query, n)
		}
		if got := ask[string](p, `playground.lanes().length + " " + (playground.frame()?.step ?? 0)`); got != "1 0" {
			t.Errorf("%s opens lanes and step %s", query, got)
		}
		p.close()
	}
}

// A race to start from is a link: in the address, and in the text of the lab,
// where it opens without leaving the page. One that there is not says so.
func TestPresetLinks(t *testing.T) {
	p := open(t, visit{page: "lab.html", before: noWebGL, query: "?preset=cheap"})
	if n, chosen := ask[int](p, `playground.lanes().length`), ask[string](p, `document.getElementById("preset").value`); n != 2 || chosen != "cheap" {
		t.Errorf("?preset=cheap opens %d lanes, and %q is chosen", n, chosen)
	}
	p.run(`document.querySelector('article a[href="?preset=rivals"]').click()`)
	p.until(`playground.lanes().length === 4 && document.getElementById("preset-comment").textContent.includes("By steps the four are close")`)
	if n := ask[int](p, `document.querySelectorAll('article a[href^="?preset="]').length - document.querySelectorAll("#preset option").length`); n != -1 {
		t.Errorf("the text and the list of presets differ by %d entries beside the race of one's own", n)
	}
	p.close()

	p = open(t, visit{page: "lab.html", before: noWebGL, query: "?preset=magic"})
	if got := ask[string](p, `document.querySelector("#notices [data-subject=link]")?.textContent ?? ""`); !strings.Contains(got, "no preset magic") {
		t.Errorf("?preset=magic says %q", got)
	}
	if n := ask[int](p, `playground.lanes().length`); n != 1 {
		t.Errorf("?preset=magic opens %d lanes", n)
	}
}
