// Package site_test opens the published playground in a real browser.
package site_test

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/tools/pagetest"
	"github.com/cauchy-newton/playground/tools/serve/static"
	"github.com/cauchy-newton/playground/tools/site/publish"
)

// home is the address of the published site, dist its folder, browser a running
// Chromium; profiles are those that no test uses now, nil is one to be made.
var (
	home     string
	browser  context.Context
	dist     = filepath.Join("..", "build", "site-test", "dist")
	profiles = make(chan context.Context, 3)
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// run publishes the site, serves it, starts Chromium, and runs the tests.
func run(m *testing.M) (int, error) {
	// A folder of its own: nobody's dist changes under a running server. The
	// programs stay there, so a second run links nothing.
	_, err := publish.Site(publish.Options{Root: "..", Out: dist, Work: filepath.Dir(dist), Quality: 4})
	if err != nil {
		return 0, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", static.Handler(os.DirFS(dist)))
	mux.HandleFunc("/around", around)
	mux.HandleFunc("/below/{test}/", func(w http.ResponseWriter, r *http.Request) {
		if site, ok := below.Load(r.PathValue("test")); ok {
			http.StripPrefix("/below/"+r.PathValue("test"), site.(http.Handler)).ServeHTTP(w, r)
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	home = server.URL + "/"

	var end func()
	browser, end, err = pagetest.Chromium(
		chromedp.Flag("renderer-process-limit", "1"), // to a profile
		// The optimising compiler takes as long as what it speeds up here.
		chromedp.Flag("js-flags", "--no-wasm-tier-up --no-wasm-dynamic-tiering"),
		chromedp.Flag("disable-gpu-rasterization", true), // there is none, and its imitation is slower
	)
	if err != nil {
		return 0, err
	}
	defer end()
	// Tests wait for the screen and for each other's processes: two processors have
	// time for three.
	if err := flag.Set("test.parallel", strconv.Itoa(cap(profiles))); err != nil {
		return 0, err
	}
	for range cap(profiles) {
		profiles <- nil
	}
	return m.Run(), nil
}

// below are the sites that tests serve in folders of home by the folders' names.
var below sync.Map

// serveBelow serves another site in a folder of home, so that its pages run in the
// profile's process too, and returns its address.
func serveBelow(site http.Handler) string {
	name := rand.Text()
	below.Store(name, site)
	return home + "below/" + name + "/"
}

// newProfile makes a profile: storage, and a process in which all its pages of the
// site run. Its own page holds the compiled programs, which Chromium then takes for
// every other page of the process instead of compiling them again.
func newProfile() (context.Context, error) {
	programs, err := filepath.Glob(filepath.Join(dist, "*.wasm"))
	if err != nil {
		return nil, err
	}
	for i, path := range programs {
		programs[i] = fmt.Sprintf("WebAssembly.compileStreaming(fetch(%q))", filepath.Base(path))
	}
	profile, _ := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	if err := chromedp.Do(profile, chromedp.Navigate(home+"licences.txt")); err != nil {
		return nil, err
	}
	_, err = chromedp.Run(profile, chromedp.Evaluate[chromedp.Void]("Promise.all(["+strings.Join(programs, ",")+"]).then((programs) => { window.programs = programs })", chromedp.EvalAwaitPromise))
	return profile, err
}

// held are the profiles in use by the names of the tests that took them.
var held sync.Map

// profile returns the profile of a test until it ends: its own, with nothing in
// storage, or that of the test around it.
func profile(t testing.TB) context.Context {
	for name := t.Name(); name != "."; name = path.Dir(name) {
		if p, ok := held.Load(name); ok {
			return p.(context.Context)
		}
	}
	p := <-profiles
	if p == nil {
		var err error
		if p, err = newProfile(); err != nil {
			profiles <- nil
			t.Fatal(err)
		}
	}
	held.Store(t.Name(), p)
	t.Cleanup(func() {
		_, err := chromedp.Call(p, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: strings.TrimSuffix(home, "/"), StorageTypes: "local_storage,service_workers,cache_storage"})
		if err != nil {
			t.Error(err)
		}
		held.Delete(t.Name())
		profiles <- p
	})
	return p
}

// tab is a page of a profile.
type tab struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	errors []string // what the console said that it should not have
	close  func()   // before the test is over, which closes it anyway
}

// visit describes how a page is opened. The zero value is a desktop.
type visit struct {
	home          string // of another server
	page          string // the file; "" is that of the run on digits
	query         string
	width, height int64   // of the viewport; 0 is 1440×900
	scale         float64 // device pixels to a CSS pixel; 0 is 1
	touch         bool    // a phone
	before        string  // a script that runs in every frame before the page's own
	offline       bool    // the browser keeps the page for visits without a network
	noisy         bool    // errors on the console belong to the test
	unready       bool    // do not wait for playground.ready,
	hasty         bool    // nor for the files that the page names
}

// seldom gives the picture some twelve frames a second: software graphics take a
// processor for sixty.
const seldom = `if (/frame[.\w]*[.]html$/.test(location.pathname)) {
	const paint = requestAnimationFrame.bind(window);
	window.requestAnimationFrame = (frame) => setTimeout(() => paint(frame), 65);
}`

// open opens the page. When the test is over it fails if the console held an
// error.
func open(t testing.TB, v visit) *tab {
	t.Helper()
	if v.width == 0 {
		v.width, v.height = 1440, 900
	}
	ctx, cancel := chromedp.NewContext(profile(t), chromedp.WithNewWindow(false))
	t.Cleanup(cancel)
	// Software graphics on a busy machine: whoever needs longer hangs.
	ctx, stop := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(stop)
	p := &tab{t: t, ctx: ctx, close: func() { go cancel() }}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return // the page is closed
			}
			if m.Type == chromedp.ConsoleError || m.IsException() {
				p.mu.Lock()
				p.errors = append(p.errors, m.String())
				p.mu.Unlock()
			}
		}
	}()
	screen := []chromedp.EmulateViewportOption{chromedp.EmulateScale(cmp.Or(v.scale, 1))}
	if v.touch {
		screen = append(screen, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	p.must(chromedp.Do(ctx, chromedp.EmulateViewport(v.width, v.height, screen...)))
	// A tab that is not the window's first is drawn, too.
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.must(err)
	if !v.offline {
		v.before += "; delete Navigator.prototype.serviceWorker" // it fetches every file there is
	}
	_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: seldom + ";" + v.before})
	p.must(err)
	address := cmp.Or(v.home, home) + cmp.Or(v.page, "mnist.html") + v.query
	if v.hasty {
		_, err := chromedp.Call(ctx, page.Navigate, page.NavigateParams{URL: address})
		p.must(err)
	} else {
		p.must(chromedp.Do(ctx, chromedp.Navigate(address)))
	}
	if !v.unready {
		p.run("playground.ready")
	}
	if !v.noisy {
		t.Cleanup(p.quiet)
	}
	return p
}

// load opens another page of the site in the tab, which takes less than another tab.
func (p *tab) load(address string) {
	p.t.Helper()
	p.run(`window.left = true`)
	p.must(chromedp.Do(p.ctx, chromedp.Navigate(home+address)))
	p.until(`!window.left && window.playground`)
	p.run(`playground.ready`)
}

// show opens the tab of a panel beside the picture, if it is not open.
func (p *tab) show(panel string) {
	p.t.Helper()
	p.run(fmt.Sprintf(`(() => {
		const tab = document.getElementById("tab-%s");
		if (tab.ariaSelected !== "true") tab.click();
	})()`, panel))
}

// said returns the errors on the console since it was asked last.
func (p *tab) said() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	said := p.errors
	p.errors = nil
	return said
}

// quiet fails the test for what the console says.
func (p *tab) quiet() {
	p.t.Helper()
	for _, e := range p.said() {
		p.t.Errorf("on the console: %s", e)
	}
}

func (p *tab) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// run evaluates a script, waits for its promise, and drops its value.
func (p *tab) run(script string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Evaluate[chromedp.Void](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
}

// ask evaluates a script, waits for its promise, and returns its value.
func ask[T any](p *tab, script string) T {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]byte](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	var value T
	if err := json.Unmarshal(text, &value); err != nil {
		p.t.Fatalf("%s answered %s: %v", script, text, err)
	}
	return value
}

// until waits for a condition of the page.
func (p *tab) until(condition string) {
	p.t.Helper()
	p.run(`new Promise((resolve, reject) => {
		const end = performance.now() + 60_000;
		const look = () => (` + condition + `) ? resolve() : performance.now() > end ? reject(new Error("it never came true")) : setTimeout(look, 10);
		look();
	})`)
}

// press types one key, with whatever has the focus.
func (p *tab) press(key string) {
	p.t.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent(key)))
}

// number writes a number of the page as JavaScript does.
func number(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // it came out of JSON
	}
	return string(text)
}
