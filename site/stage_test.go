package site_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// A graphics context that is lost costs the picture a second: it begins anew
// and shows the same run, and training goes on.
func TestContextLoss(t *testing.T) {
	t.Parallel()
	p := open(t, visit{width: 800, height: 600})
	p.run(`playground.step(15)`)
	p.settle()
	before := ask[string](p, `playground.picture().alt`)
	p.run(`(() => {
		const inner = document.getElementById("canvas").contentWindow;
		inner.mark = true;
		inner.document.querySelector("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
	})()`)
	p.until(`!document.getElementById("canvas").contentWindow.mark && playground.picture().draws > 0`)
	p.settle()
	if after := ask[string](p, `playground.picture().alt`); after != before {
		t.Errorf("the picture says\n%s\nand before the loss\n%s", after, before)
	}
	at := p.box(".picture")
	if n := colours(p.shoot("again"), at); n < 20 {
		t.Errorf("the new picture has %d colours: it is blank", n)
	}
	p.run(`playground.step(1)`)
	p.until(`/step 16\b/i.test(playground.picture().alt)`)
}

// dense waits until the picture has as many pixels as the screen.
func (p *tab) dense() {
	p.t.Helper()
	p.until(`(() => {
		const inner = document.getElementById("canvas").contentWindow;
		const canvas = inner.document.querySelector("canvas");
		return inner.canvasReady && canvas.width === devicePixelRatio * inner.document.body.clientWidth;
	})()`)
}

// A zoom changes the density of pixels, and the picture is drawn for the new
// one: as many pixels as the screen has.
func TestDensity(t *testing.T) {
	t.Parallel()
	p := open(t, visit{width: 800, height: 600})
	p.run(`playground.step(3)`)
	p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(800, 600, chromedp.EmulateScale(2))))
	p.dense()
	p.until(`/step 3\b/i.test(playground.picture().alt)`)
}

// A lesson whose frame is loaded again, or whose program dies, goes on where it was,
// with everything that can be taken back.
func TestALessonOutlivesItsProgram(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ before, kill string }{
		"reload":              {"", `inner.location.reload()`},
		"reload, not drawn":   {noWebGL, `inner.location.reload()`},
		"the program crashes": {"", `inner.dispatchEvent(new inner.Event("pointermove"))`},
	} {
		p := open(t, visit{page: "cauchy-to-newton.html", query: "?v=1&kappa=20", before: c.before, noisy: true})
		opened := ask[string](p, `JSON.stringify(playground.state())`)
		p.run(`playground.step(2)`)
		p.run(`new Promise((resolve) => setTimeout(resolve, 700))`) // a later change is another one
		stepped := ask[string](p, `JSON.stringify(playground.state())`)
		p.run(`playground.set({ kappa: 7, speed: "slower" })`)
		set := ask[string](p, `JSON.stringify(playground.state())`)
		p.run(`(() => {
			const inner = document.getElementById("canvas").contentWindow;
			inner.mark = true;
			` + c.kill + `;
		})()`)
		p.until(`!document.getElementById("canvas").contentWindow.mark && document.getElementById("canvas").contentWindow.canvasReady`)
		p.run(`playground.pause()`)
		for _, c := range []struct{ key, want string }{{"", set}, {"u", stepped}, {"u", opened}, {"r", opened}} {
			if c.key != "" {
				p.press(c.key)
			}
			if got := ask[string](p, `JSON.stringify(playground.state())`); got != c.want {
				t.Errorf("%s: after %q the state is %s, want %s", name, c.key, got, c.want)
			}
		}
		if words := ask[string](p, `document.querySelector("#notices [data-subject=picture]")?.textContent ?? ""`); c.before == "" && words != "" {
			t.Errorf("%s: the page says %q", name, words)
		}
		p.close()
	}
}

// A page that Back takes from the browser's cache answers as before: its frame
// was hidden and is shown again, without being loaded.
func TestBackFromTheCache(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "change-of-units.html"})
	before := ask[int](p, `playground.state().step ?? 0`)
	p.run(`(() => {
		const inner = document.getElementById("canvas").contentWindow;
		for (const name of ["pagehide", "pageshow"]) inner.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
	})()`)
	p.run(`document.getElementById("step").click()`)
	if at := ask[int](p, `playground.state().step`); at != before+1 {
		t.Errorf("after Back a step leads from %d to %d", before, at)
	}
	if words := ask[string](p, `document.getElementById("notices").textContent`); words != "" {
		t.Errorf("after Back the page says %q", words)
	}
}
