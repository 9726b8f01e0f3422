package site_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/session"
	"github.com/cauchy-newton/playground/tools/serve/static"
)

// around is a page that is higher than its window, with a picture of a scene in it.
func around(w http.ResponseWriter, r *http.Request) {
	frames, err := filepath.Glob(filepath.Join(dist, "frame.*.html"))
	if err != nil || len(frames) != 1 {
		http.Error(w, fmt.Sprint(frames, err), http.StatusInternalServerError)
		return
	}
	for name, values := range static.Security() {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Security-Policy") // its script stands in the page
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprintf(w, `<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
		<style>body{margin:0;height:3000px}iframe{display:block;border:0;width:100%%;height:500px;margin-top:100px}</style>
		<input id="field"><iframe id="f" src="%s?scene=%s"></iframe>
		<script>
			var keys = [], f = document.getElementById("f").contentWindow;
			addEventListener("keydown", (e) => keys.push(e.key));
			field.focus({ preventScroll: true });
		</script>`, filepath.Base(frames[0]), r.URL.Query().Get("scene"))
}

// counting counts the events of a picture in its frame.
const counting = `
	addEventListener("canvas-ready", () => window.readyEvents = (window.readyEvents || 0) + 1);
	addEventListener("canvas-error", (e) => window.failed = e.detail);`

// picture opens the picture of the run in a page that is not ours.
func picture(t *testing.T, v visit) *tab {
	t.Parallel()
	v.page, v.query, v.before, v.noisy, v.unready = "around", "?scene=training", counting, true, true
	p := open(t, v)
	p.until(`f.canvasReady`)
	return p
}

// turns waits until the frame has had its turn a few times.
func (p *tab) turns() {
	p.t.Helper()
	p.run(`new Promise((done) => { let n = 0; const tick = () => ++n < 6 ? f.requestAnimationFrame(tick) : done(); tick(); })`)
}

func (p *tab) draws() (n struct{ Draws, Updates, Calls int }) {
	p.t.Helper()
	return ask[struct{ Draws, Updates, Calls int }](p, `f.canvasDraws()`)
}

func TestPictureOnADesktop(t *testing.T) {
	p := picture(t, visit{width: 1200, height: 700})
	if got := ask[int](p, `f.readyEvents`); got != 1 {
		t.Errorf("%d events canvas-ready", got)
	}
	shot := p.shoot("desktop")
	if n := colours(shot, shot.Bounds()); n < 8 {
		t.Errorf("the picture has %d colours", n)
	}
	if !ask[bool](p, `f.canvasAlt().length > 5`) {
		t.Error("canvasAlt says nothing")
	}

	// What goes wrong is written down and changes nothing.
	p.said()
	for _, bad := range []string{`f.canvasReceive("{")`, `f.canvasReceive()`, `f.canvasReceive(7)`, `f.canvasTheme("pink")`} {
		p.run(bad)
		p.turns()
		if said := p.said(); len(said) != 1 || !strings.Contains(said[0], "canvas") {
			t.Errorf("%s writes %q to the console", bad, said)
		}
	}

	// Painted when something changes, and only then.
	before := p.draws()
	p.until(fmt.Sprintf(`f.canvasDraws().updates > 3 + %d`, before.Updates))
	if after := p.draws(); after.Draws != before.Draws {
		t.Errorf("%d pictures became %d without a change", before.Draws, after.Draws)
	}

	// At rest it gets four frames a second, and all of them when something happens.
	p.until(`f.canvasRests`)
	frames := ask[[]float64](p, `new Promise((resolve) => {
		const [n, start] = [f.canvasDraws().updates, performance.now()];
		setTimeout(() => resolve([f.canvasDraws().updates - n, (performance.now() - start) / 250]), 1000);
	})`)
	if frames[0] > frames[1]+1 {
		t.Errorf("at rest %g frames in %g quarters of a second", frames[0], frames[1])
	}
	p.run(`f.canvasTheme("dark")`)
	p.until(fmt.Sprintf(`f.canvasDraws().draws > %d`, before.Draws))
	p.until(`!f.canvasRests`)
	p.until(`f.canvasRests`)

	// The keyboard stays with the page, also after a click on the picture.
	p.must(chromedp.Do(p.ctx, chromedp.MouseClickXY(400, 300), chromedp.KeyEvent("x")))
	if got := ask[string](p, `document.activeElement.id + " " + field.value + " " + keys.join()`); got != "field x x" {
		t.Errorf("after a click on the picture a key goes to %s", got)
	}

	// The wheel scrolls the page.
	_, err := chromedp.Call(p.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventTypeMouseWheel, X: 400, Y: 300, DeltaX: 1, DeltaY: 200, // the protocol wants both
	})
	p.must(err)
	p.until(`scrollY > 50`)

	// A scene that there is not is told.
	p.run(`{ const frame = document.getElementById("f"); frame.src = frame.src.replace("training", "nowhere"); }`)
	p.until(`String(f.failed).includes("nowhere")`)
}

func TestPictureOnAPhone(t *testing.T) {
	p := picture(t, visit{width: 390, height: 700, scale: 3, touch: true})
	if got := ask[int](p, `f.document.querySelector("canvas").width`); got != 1170 {
		t.Errorf("the canvas is %d pixels wide, want 3 · 390", got)
	}
	// A finger that strokes upwards over the picture scrolls the page.
	finger := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
		p.must(err)
	}
	finger(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: 200, Y: 400})
	for y := 390.0; y >= 200; y -= 10 {
		finger(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: 200, Y: y})
	}
	finger(input.DispatchTouchEventTypeTouchEnd)
	p.until(`scrollY > 50`)
	p.until(fmt.Sprintf(`f.canvasDraws().updates > %d`, p.draws().Updates))
}

// After some steps of training the picture shows them, and pointing at it explains.
func TestPointingAtThePicture(t *testing.T) {
	p := picture(t, visit{width: 1200, height: 700, scale: 2})
	session := session.New()
	events := session.Handle(link.Command{Do: "open", State: []byte(`{"layers":"8-10","summaryBatch":100}`)})
	events = append(events, session.Handle(link.Command{Do: "step", N: 12})...)
	for session.Busy() {
		events = append(events, session.Slice(func() bool { return false })...)
	}
	before := p.draws()
	for _, e := range events {
		text, err := json.Marshal(e)
		p.must(err)
		p.run(`f.canvasReceive(` + strconv.Quote(string(text)) + `)`)
	}
	p.until(fmt.Sprintf(`f.canvasDraws().draws > %d`, before.Draws))
	p.until(`f.canvasAlt().includes("12")`)
	p.turns()
	shot := p.shoot("trained")
	if n := colours(shot, shot.Bounds()); n < 50 {
		t.Errorf("the picture of a trained network has %d colours", n)
	}

	// In the lower left of the picture lies H̄: pointing at it
	// explains it, leaving the picture ends that.
	pointAt := func(x, y float64) int {
		p.must(chromedp.Do(p.ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y)))
		p.turns()
		return p.draws().Calls
	}
	away := p.draws().Calls
	if got := pointAt(110, 480); got == away {
		t.Errorf("pointing at H̄ adds nothing to its %d paint calls", got)
	}
	if got := pointAt(110, 50); got != away { // above the picture
		t.Errorf("after leaving the picture it has %d paint calls, before %d", got, away)
	}
	if said := p.said(); len(said) > 0 {
		t.Errorf("on the console: %q", said)
	}
}
