package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// plainHost serves the site below /course/ as a host does that has never heard of
// its headers; it answers any other address below with the site's 404 page.
func plainHost(t *testing.T) string {
	site := static.Handler(os.DirFS(dist))
	mux := http.NewServeMux()
	mux.Handle("/course/", http.StripPrefix("/course", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		site.ServeHTTP(headerless{w}, r)
	})))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/course/"
}

// headerless leaves out of an answer the headers that keep foreign scripts out.
type headerless struct{ http.ResponseWriter }

func (w headerless) WriteHeader(status int) {
	for name := range static.Security() {
		w.Header().Del(name)
	}
	w.ResponseWriter.WriteHeader(status)
}

// Where the host sends no policy the pages say it themselves: everything runs,
// and a script that comes into the page from elsewhere does not.
func TestPolicyWithoutHeaders(t *testing.T) {
	t.Parallel()
	p := open(t, visit{home: plainHost(t), noisy: true})
	p.run(`playground.step(2)`)
	if step := ask[int](p, `playground.frame().step`); step != 2 {
		t.Errorf("step %d", step)
	}
	p.quiet()
	for name, window := range map[string]string{"the page": "window", "the picture's frame": `document.getElementById("canvas").contentWindow`} {
		broken := ask[string](p, `new Promise((resolve) => {
			const inside = `+window+`, page = inside.document;
			page.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
			const script = page.createElement("script");
			script.textContent = "window.foreign = true";
			page.head.append(script);
			if (inside.foreign) resolve("nothing, it ran");
		})`)
		if broken != "script-src-elem" {
			t.Errorf("a script put into %s breaks %s", name, broken)
		}
	}
}

// The page for missing addresses looks as the others do and links to the home
// page, without a script, whatever folder the site lies in and however deep the
// address is; where it cannot know the way it says what to do.
func TestMissingPageAnywhere(t *testing.T) {
	t.Parallel()
	course := plainHost(t)
	p := open(t, visit{page: "library.html", unready: true, noisy: true})
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.must(err)
	for _, c := range []struct {
		root, address string
		lost          bool
	}{
		{course, "nope", false},
		{course, "nope.html?v=1#x", false},
		{course, "a/", false},
		{course, "a/b/nope", false},
		{course, "a/b/c/d/e/f/g/nope", false},
		{course, "a/b/c/d/e/f/g/h/nope", true},
		{home, "nope", false},
		{home, "a/b/nope", false},
		{home, "a/b/c/d/e/f/g/h/nope", true},
	} {
		p.must(chromedp.Do(p.ctx, chromedp.Navigate(c.root+c.address)))
		links := ask[[]string](p, `[...document.querySelectorAll("a")].filter((a) => a.checkVisibility()).map((a) => a.href)`)
		words := ask[string](p, `document.querySelector("main p").innerText`)
		font := ask[string](p, `getComputedStyle(document.body).fontFamily`)
		want := []string{c.root}
		if c.lost {
			want = []string{}
		}
		if fmt.Sprint(links) != fmt.Sprint(want) || strings.Contains(font, "Charter") == c.lost || strings.Contains(words, "take parts off") != c.lost {
			t.Errorf("%s%s links to %v, want %v; it says %q in %s", c.root, c.address, links, want, words, font)
		}
	}
}

// A page that is cross-origin isolated frames a lesson, whose picture is a frame
// of its own, and a run, whose engine is a worker, of another site.
func TestEmbeddedInIsolation(t *testing.T) {
	t.Parallel()
	around := teacher(t, "one-step.html", "v=1&landscape=bowl&embed=1", "0").Config.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		around.ServeHTTP(w, r)
	}))
	defer server.Close()
	p := open(t, visit{page: "library.html", unready: true})
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(strings.Replace(server.URL, "127.0.0.1", "localhost", 1))))
	if !ask[bool](p, `crossOriginIsolated`) {
		t.Fatal("the page around is not isolated: there is nothing to see here")
	}
	answer := func(what string) string {
		p.until(`document.getElementById("lesson").contentWindow.length > 0`) // its picture has a frame
		return ask[string](p, `Promise.race([`+what+`, new Promise((resolve) => setTimeout(() => resolve("no answer"), 60_000))])`)
	}
	if got := answer(`say("state").then(({ value }) => value.landscape)`); got != "bowl" {
		t.Errorf("the lesson answers %q", got)
	}
	p.run(`new Promise((resolve) => {
		const lesson = document.getElementById("lesson");
		lesson.addEventListener("load", resolve);
		lesson.src = "` + home + `mnist.html?v=1&embed=1";
	})`)
	if got := answer(`say("step", 1).then(() => say("frame")).then(({ value }) => String(value.step))`); got != "1" {
		t.Errorf("the run answers %q", got)
	}
}
