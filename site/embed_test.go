package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// teacher is a page of another origin with the page of a lesson in it, so far down.
func teacher(t testing.TB, page, query, above string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>A course</title><link rel="icon" href="data:,">
			<p style="height:%s">Above</p><iframe id="lesson" src="%s%s?%s" width="800" height="640"></iframe>
			<script>
				const frame = document.getElementById("lesson").contentWindow, heard = [], waiting = new Map();
				addEventListener("message", ({ source, data }) => {
					if (source !== frame) return;
					if (data.playground === "reply") waiting.get(data.id)?.(data); else heard.push(data);
				});
				let last = 0;
				window.say = (verb, ...args) => new Promise((resolve) => {
					const id = ++last;
					waiting.set(id, resolve);
					frame.postMessage({ playground: verb, id, args }, "*");
				});
				window.heard = heard;
			</script>`, above, home, page, strings.ReplaceAll(query, "&", "&amp;"))
	}))
	t.Cleanup(server.Close)
	return server
}

// A page of another origin shows a lesson in its state, speaks to it and hears
// what happens; what cannot be is answered by an error.
func TestEmbeddedByATeacher(t *testing.T) {
	t.Parallel()
	server := teacher(t, "one-step.html", "v=1&landscape=bowl&eta=0.05&embed=1", "0")
	p := open(t, visit{page: "library.html", unready: true})
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(server.URL)))
	p.run(`new Promise((resolve) => document.getElementById("lesson").contentWindow.length > 0 ? resolve() : addEventListener("load", resolve))`)
	if state := ask[map[string]any](p, `say("state").then(({ value }) => value)`); state["landscape"] != "bowl" || state["eta"] != 0.05 {
		t.Errorf("the frame opens %v", state)
	}
	if got := ask[string](p, `say("set", { eta: 0.25 }).then(({ error }) => error ?? "")`); got != "" {
		t.Error(got)
	}
	p.until(`heard.some(({ playground, value }) => playground === "state" && value.values.eta === 0.25)`)
	for _, bad := range []string{`say("set", { eta: -1 })`, `say("set", { nothing: 1 })`, `say("fly")`, `say("step", 1.5)`, `say("set", null)`} {
		if got := ask[string](p, bad+`.then(({ error }) => error ?? "")`); got == "" {
			t.Errorf("%s is not refused", bad)
		}
	}
	if eta := ask[float64](p, `say("state").then(({ value }) => value.eta)`); eta != 0.25 {
		t.Errorf("what was refused left η at %g", eta)
	}
	if right := ask[bool](p, `say("check", {}).then(({ value }) => value.right)`); right {
		t.Error("0.25 passes")
	}
}

// A frame that nobody has scrolled to answers, too.
func TestFrameBelowTheFoldAnswers(t *testing.T) {
	t.Parallel()
	server := teacher(t, "one-step.html", "landscape=bowl&eta=0.05&embed=1", "5000px")
	p := open(t, visit{page: "library.html", unready: true})
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(server.URL)))
	p.run(`new Promise((resolve) => document.readyState === "complete" ? resolve() : addEventListener("load", resolve))`)
	if state := ask[map[string]any](p, `say("state").then(({ value }) => value)`); state["landscape"] != "bowl" || state["eta"] != 0.05 {
		t.Errorf("the frame opens %v", state)
	}
	p.run(`say("set", { eta: 0.25 })`)
	p.until(`heard.some(({ playground, value }) => playground === "state" && value.values.eta === 0.25)`)
}

// A flood of wrong messages is counted and dropped, and the page goes on.
func TestFloodOfMessages(t *testing.T) {
	t.Parallel()
	server := teacher(t, "one-step.html", "embed=1", "0")
	p := open(t, visit{page: "library.html", unready: true})
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(server.URL)))
	p.run(`new Promise((resolve) => document.readyState === "complete" ? resolve() : addEventListener("load", resolve))`)
	p.run(`say("state")`)
	const flood = 20000
	p.run(fmt.Sprintf(`window.refused = 0; for (let i = 0; i < %d; i++) say(i %% 2 ? "fly" : "set", { eta: -1 }).then(() => refused++); 0`, flood))
	p.until(fmt.Sprintf(`refused + heard.reduce((n, { playground, value }) => n + (playground === "dropped" ? value : 0), 0) === %d`, flood))
	if refused := ask[int](p, `refused`); refused > flood/20 {
		t.Errorf("%d of %d wrong messages were answered", refused, flood)
	}
	p.until(`heard.some(({ playground }) => playground === "dropped")`)
	if eta := ask[float64](p, `say("set", { eta: 0.25 }).then(() => say("state")).then(({ value }) => value.eta)`); eta != 0.25 {
		t.Errorf("after the flood η is %v", eta)
	}
}

// In embed mode what surrounds the picture is hidden, and so is what the link
// names; show takes it back.
func TestEmbedHides(t *testing.T) {
	t.Parallel()
	shown := func(page, query string, selectors ...string) []bool {
		p := open(t, visit{page: page, query: query, before: noWebGL})
		defer p.close()
		var all []bool
		for _, s := range selectors {
			all = append(all, ask[bool](p, fmt.Sprintf(`(() => {
				const part = document.querySelector(%q);
				const tab = document.querySelector(`+"`#tab-${part.closest(\"[role=tabpanel]\")?.id}`"+`);
				if (tab?.checkVisibility() && tab.ariaSelected !== "true") tab.click();
				return part.checkVisibility();
			})()`, s)))
		}
		return all
	}
	parts := []string{"body > header", "#text", "#controls", "#figures", `[data-control="eta"]`, "#reset", "#keep"}
	for query, want := range map[string][]bool{
		"":                                {true, true, true, true, true, true, true},
		"?v=1&embed=1":                    {false, false, true, true, true, true, false},
		"?v=1&embed=1&hide=eta,figures":   {false, false, true, false, false, true, false},
		"?v=1&embed=1&show=text,keep":     {false, true, true, true, true, true, true},
		"?v=1&hide=controls,header,reset": {false, true, false, true, false, false, true},
	} {
		if got := shown("one-step.html", query, parts...); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s shows %v of %v, want %v", query, got, parts, want)
		}
	}
	// The seed is a button and a control: its name hides both.
	if got := shown("cauchy-to-newton.html", "?v=1&hide=seed", "#reset", "#seed", `[data-control="seed"]`); fmt.Sprint(got) != "[true false false]" {
		t.Errorf("hide=seed shows %v of the buttons Reset and New seed and the control", got)
	}
}

// What a link hides or shows by a name that is nothing here is told.
func TestEmbedNamesAreTold(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"?v=1&hide=Text": "Text", "?v=1&hide=constructor": "constructor", "?v=1&show=nothing": "nothing", "?v=1&embed=yes": "embed=yes",
		"?v=1&hide=text&show=controls": "", "?v=1&embed=0": "",
	} {
		p := open(t, visit{page: "one-step.html", query: query, before: noWebGL})
		words := ask[string](p, `document.querySelector("#notices [data-subject=link]")?.textContent ?? ""`)
		if (want == "") != (words == "") || !strings.Contains(words, want) {
			t.Errorf("%s: %q", query, words)
		}
		p.close()
	}
}
