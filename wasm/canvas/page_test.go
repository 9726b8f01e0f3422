//go:build !js

package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/demos/session"
)

// around is a page that is higher than its window, with the picture in it.
const around = `<!doctype html><meta name="viewport" content="width=device-width">
<style>body{margin:0;height:3000px}iframe{display:block;border:0;width:100%;height:500px;margin-top:100px}</style>
<input id="field"><iframe id="f" src="frame.html?scene=training"></iframe>
<script>var keys=[];addEventListener("keydown",e=>keys.push(e.key));field.focus({preventScroll:true})</script>`

const frame = `<!doctype html><script src="wasm_exec.js"></script><body><script>
addEventListener("canvas-ready",()=>window.readyEvents=(window.readyEvents||0)+1);
addEventListener("canvas-error",e=>window.failed=e.detail);
const go=new Go();go.importObject.kernel=new Proxy({},{get:()=>()=>0}); // level 0: Go computes by itself
WebAssembly.instantiateStreaming(fetch("canvas.wasm"),go.importObject).then(r=>go.run(r.instance))</script>`

// build compiles the program and serves it with the two pages.
func build(t *testing.T) *httptest.Server {
	t.Helper()
	program := filepath.Join(t.TempDir(), "canvas.wasm")
	compile := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, ".")
	compile.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := compile.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	mux := http.NewServeMux()
	file := func(path, name, kind string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			http.ServeFile(w, r, name)
		})
	}
	text := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, body)
		})
	}
	file("/canvas.wasm", program, "application/wasm")
	file("/wasm_exec.js", filepath.Join(runtime.GOROOT(), "lib/wasm/wasm_exec.js"), "text/javascript")
	text("/frame.html", frame)
	text("/", around)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// browser is a headless Chromium with one page.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu     sync.Mutex
	errors []string // what was written to the console as an error
}

func open(t *testing.T, address string, view chromedp.Action[chromedp.Void]) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, // containers have none to give
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("enable-unsafe-swiftshader", true), // WebGL without a graphics card
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	// Software graphics on a busy machine: whoever needs longer hangs.
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	b.do(view)
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return // the page is closed
			}
			if m.Type == chromedp.ConsoleError || m.IsException() {
				b.mu.Lock()
				b.errors = append(b.errors, m.String())
				b.mu.Unlock()
			}
		}
	}()
	b.do(chromedp.Navigate(address))
	b.until("f.canvasReady")
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%v\non the console: %q", err, b.said())
	}
}

// said returns the errors on the console since it was asked last.
func (b *browser) said() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	said := b.errors
	b.errors = nil
	return said
}

// ask evaluates an expression in the outer page, in which f is the window of
// the frame, and returns its value as JSON.
func (b *browser) ask(expression string) string {
	b.t.Helper()
	script := `(async () => { const f = document.getElementById("f").contentWindow; return ` + expression + ` })()`
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]byte](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v\non the console: %q", expression, err, b.said())
	}
	return string(text)
}

// until waits for an expression to be true.
func (b *browser) until(expression string) {
	b.t.Helper()
	for range 600 {
		if b.ask("Boolean("+expression+")") == "true" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("%s does not come true; on the console: %q", expression, b.said())
}

// settle waits until the frame has had its turn a few times.
func (b *browser) settle() {
	b.t.Helper()
	b.ask(`new Promise(done => { let n = 0; const tick = () => ++n < 6 ? f.requestAnimationFrame(tick) : done(n); tick() })`)
}

// colours counts the different colours of the picture on the screen.
func (b *browser) colours(name string) int {
	b.t.Helper()
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if dir := os.Getenv("PICTURES"); dir != "" { // to look at what a test sees
		if err := os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		b.t.Fatal(err)
	}
	seen := map[[3]uint32]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, bl}] = true
		}
	}
	return len(seen)
}

func TestThePictureInAPage(t *testing.T) {
	server := build(t)
	t.Run("desktop", func(t *testing.T) { desktop(t, server.URL) })
	t.Run("phone", func(t *testing.T) { phone(t, server.URL) })
	t.Run("hovering", func(t *testing.T) { hovering(t, server.URL) })
	t.Run("unknown scene", func(t *testing.T) { unknown(t, server.URL) })
}

func desktop(t *testing.T, address string) {
	b := open(t, address, chromedp.EmulateViewport(1200, 700))
	if got := b.ask("f.readyEvents"); got != "1" {
		t.Errorf("%s events canvas-ready", got)
	}
	if n := b.colours("desktop"); n < 8 {
		t.Errorf("the picture has %d colours", n)
	}
	if got := b.ask("f.canvasAlt().length > 5"); got != "true" {
		t.Error("canvasAlt says nothing")
	}

	// What goes wrong is written down and changes nothing.
	b.said()
	for _, bad := range []string{`f.canvasReceive("{")`, `f.canvasReceive()`, `f.canvasReceive(7)`, `f.canvasTheme("pink")`} {
		b.ask(bad)
		b.settle()
		if said := b.said(); len(said) != 1 || !strings.Contains(said[0], "canvas") {
			t.Errorf("%s writes %q to the console", bad, said)
		}
	}

	// Painted when something changes, and only then.
	before := b.ask("f.canvasDraws().draws")
	updates := b.ask("f.canvasDraws().updates")
	b.until("f.canvasDraws().updates > 3 + " + updates)
	if after := b.ask("f.canvasDraws().draws"); after != before {
		t.Errorf("%s pictures became %s without a change", before, after)
	}
	b.ask(`f.canvasTheme("dark")`)
	b.until("f.canvasDraws().draws > " + before)
	b.settle()
	b.colours("desktop-dark")

	// The keyboard stays with the page, also after a click on the picture.
	b.do(chromedp.MouseClickXY(400, 300), chromedp.KeyEvent("x"))
	if got := b.ask(`document.activeElement.id + " " + field.value + " " + keys.join()`); got != `"field x x"` {
		t.Errorf("after a click on the picture a key goes to %s", got)
	}

	// The wheel scrolls the page.
	_, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventTypeMouseWheel, X: 400, Y: 300, DeltaX: 1, DeltaY: 200, // the protocol wants both
	})
	if err != nil {
		t.Fatal(err)
	}
	b.until("scrollY > 50")
}

func phone(t *testing.T, address string) {
	b := open(t, address, chromedp.EmulateViewport(390, 700, chromedp.EmulateScale(3), chromedp.EmulateMobile, chromedp.EmulateTouch))
	if got := b.ask(`f.document.querySelector("canvas").width`); got != "1170" {
		t.Errorf("the canvas is %s pixels wide, want 3 · 390", got)
	}
	b.colours("phone")
	// A finger that strokes upwards over the picture scrolls the page.
	finger := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		_, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
		if err != nil {
			t.Fatal(err)
		}
	}
	finger(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: 200, Y: 400})
	for y := 390.0; y >= 200; y -= 10 {
		finger(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: 200, Y: y})
		time.Sleep(16 * time.Millisecond) // as fast as a screen reports
	}
	finger(input.DispatchTouchEventTypeTouchEnd)
	b.until("scrollY > 50")
	updates := b.ask("f.canvasDraws().updates")
	b.until("f.canvasDraws().updates > " + updates)
}

// hovering trains a few steps and points at the picture.
func hovering(t *testing.T, address string) {
	b := open(t, address, chromedp.EmulateViewport(1200, 700, chromedp.EmulateScale(2)))
	session := session.New()
	events := session.Handle(link.Command{Do: "open", State: []byte(`{"layers":"8-10","summaryBatch":100}`)})
	events = append(events, session.Handle(link.Command{Do: "step", N: 12})...)
	for session.Busy() {
		events = append(events, session.Slice(func() bool { return false })...)
	}
	before := b.ask("f.canvasDraws().draws")
	for _, e := range events {
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		b.ask("f.canvasReceive(" + strconv.Quote(string(text)) + ")")
	}
	b.until("f.canvasDraws().draws > " + before)
	b.until(`f.canvasAlt().includes("12")`)
	b.settle()
	plain := b.colours("trained")
	if plain < 50 {
		t.Errorf("the picture of a trained network has %d colours", plain)
	}

	// In the lower left of the picture lies H̄: pointing at it explains it, leaving
	// the picture ends that.
	pointAt := func(x, y float64) {
		if err := chromedp.Do(b.ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y)); err != nil {
			t.Fatal(err)
		}
		b.settle()
	}
	calls := func() string { return b.ask("f.canvasDraws().calls") }
	away := calls()
	pointAt(110, 480)
	b.colours("hovered")
	if got := calls(); got == away {
		t.Errorf("pointing at H̄ adds nothing to its %s paint calls", got)
	}
	pointAt(110, 50) // above the picture
	if got := calls(); got != away {
		t.Errorf("after leaving the picture it has %s paint calls, before %s", got, away)
	}
	if said := b.said(); len(said) > 0 {
		t.Errorf("on the console: %q", said)
	}
}

func unknown(t *testing.T, address string) {
	b := open(t, address, chromedp.EmulateViewport(400, 400))
	b.ask(`document.getElementById("f").src = "frame.html?a#scene=nowhere"`)
	b.until(`String(f.failed).includes("nowhere")`)
}
