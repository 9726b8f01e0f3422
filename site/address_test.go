package site_test

import (
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// state reads the values that the page has now.
func (p *tab) state() map[string]any { return ask[map[string]any](p, `playground.state()`) }

// turnTo makes an open page of a run open an address, as Back does, without what it
// has said of the one before.
func (p *tab) turnTo(query string) {
	p.t.Helper()
	p.run(`document.querySelector("#notices [data-subject=link]")?.remove();
		history.replaceState(null, "", location.pathname + ` + strconv.Quote(query) + `);
		dispatchEvent(new PopStateEvent("popstate"))`)
}

// A state goes into the link and comes back the same; the default state needs
// no link.
func TestStateRoundTrip(t *testing.T) {
	t.Parallel()
	p := open(t, visit{before: noPicture})
	if search := ask[string](p, `location.search`); search != "" {
		t.Errorf("the default state has the link %q", search)
	}
	p.run(`playground.set({
		layers: "24-10", activation: "elu", seed: 7, partition: "custom: w1+b1 | w2+b2",
		rate: 0.25, lambda: 0.03, momentum: 0, period: 5, batch: 50, signed: true, speed: "slow",
	})`)
	want := p.state()
	link := ask[string](p, `location.search`)
	if !strings.HasPrefix(link, "?v=2&") || strings.Contains(link, "summaryBatch") {
		t.Errorf("the link is %q", link)
	}
	other := open(t, visit{query: link, before: noPicture})
	if got := other.state(); !maps.Equal(got, want) {
		t.Errorf("%s opened\n%v, want\n%v", link, got, want)
	}
	if again := ask[string](other, `location.search`); again != link {
		t.Errorf("the link %q became %q", link, again)
	}
	if n := ask[int](other, `document.querySelectorAll("#notices [data-subject]:not([data-subject=picture])").length`); n != 0 {
		t.Errorf("a good link opened with %d notices", n)
	}
}

// The default rate depends on the method, so a link that names a method holds
// the rate, even one that is another method's default.
func TestLinkKeepsTheRateOfAMethod(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	rate := p.state()["rate"]
	p.run(`playground.set({ method: "adam" })`)
	if p.state()["rate"] == rate {
		t.Fatal("Adam took over the rate of grouped Newton")
	}
	p.run(`playground.set({ rate: ` + number(rate) + ` })`)
	link := ask[string](p, `location.search`)
	other := open(t, visit{page: "lab.html", query: link, before: noPicture})
	if got := other.state()["rate"]; got != rate {
		t.Errorf("%s opened with rate %v, want %v", link, got, rate)
	}
}

// A link that says nothing of ours opens the default without a word; a broken
// or hostile one opens the default and says so, and nothing of it is executed. Each
// is opened where another state is open; those with escapes are loaded, too, with the
// rivals of lesson 8.
func TestHostileLinks(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	want := p.state()
	for _, c := range []struct {
		query  string
		notice bool
	}{
		{"?utm_source=mail", false},
		{"?v=2", false},
		{"?v=2&fbclid=x", false},
		{"?v=3&rate=0.2", true},
		{"?v=1&rate=NaN", true},
		{"?v=1&rate=1e999", true},
		{"?v=1&rate=0x10", true},
		{"?v=1&rate=", true},
		{"?v=1&rate=0.1&rate=0.2", true},
		{"?v=1&v=1&rate=0.2", true},
		{"?v=1&batch=1.5", true},
		{"?v=1&batch=100000000", true},
		{"?v=1&seed=-1", true},
		{"?v=1&method=__proto__", true},
		{"?v=1&method=SGD", true},
		{"?v=1&method=%20sgd", true},
		{"?v=1&signed=True", true},
		{"?v=1&Rate=0.2", true},
		{"?summarybatch=200", true},
		{"?v=1&rate%20=0.2", true},
		{"?v=1&layers=" + url.QueryEscape("1000000-10"), true}, // the pattern allows it, the engine does not
		{"?v=1&layers=" + strings.Repeat("9", 5000), true},
		{"?v=1&partition=" + url.QueryEscape("custom: w1 | w1"), true},
		{"?v=1&partition=" + url.QueryEscape(`"><img src=x onerror="window.hacked=true">`), true},
		{"?v=1&activation=" + url.QueryEscape(`<script>window.hacked=true</script>`), true},
		{"?v=1&rate=%E0%A4%A", true},
	} {
		opened := func(q *tab) {
			if got := q.state(); !maps.Equal(got, want) {
				q.t.Errorf("%s opened %v", c.query, got)
			}
			words := ask[string](q, `document.getElementById("notices").textContent`)
			if c.notice != strings.Contains(words, "This link is broken") {
				q.t.Errorf("%s: notices %q", c.query, words)
			}
			if ask[bool](q, `"hacked" in window || document.querySelector("#notices img, #notices script") !== null`) {
				q.t.Errorf("%s was executed", c.query)
			}
		}
		p.part(t, fmt.Sprintf("%.40s", c.query), func() {
			p.run(`playground.set({ rate: 0.25 })`)
			p.turnTo(c.query)
			p.until(`playground.state().rate !== 0.25`)
			opened(p)
		})
		if strings.Contains(c.query, "%") {
			t.Run(fmt.Sprintf("%.40s, loaded", c.query), func(t *testing.T) {
				opened(open(t, visit{query: c.query, before: noPicture}))
			})
		}
	}
}

// A speed or a name that scripts set and nobody knows is refused and named.
func TestScriptsNamesAreExact(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture})
	want := p.state()
	for set, says := range map[string]string{
		`{ speed: "Fast" }`: "fast", `{ speed: "toString" }`: "fast", `{ speed: "" }`: "fast",
		`{ Rate: 0.1 }`: "Rate", `{ method: "adam " }`: "adam", `{ adaptive: "TRUE" }`: "true",
	} {
		if got := ask[string](p, `playground.set(`+set+`).then(() => "", (error) => error.message)`); !strings.Contains(got, says) {
			t.Errorf("set(%s): %q", set, got)
		}
	}
	if got := p.state(); !maps.Equal(got, want) {
		t.Errorf("what was refused left %v", got)
	}
}
