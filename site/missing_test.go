package site_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// noWebGL takes WebGL away, before the page asks for it.
const noWebGL = `{
	const get = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
		return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
	};
}`

// noPicture takes the picture's program away, too: for what concerns the engine alone.
const noPicture = noWebGL + `
if (window !== top) fetch = () => new Promise(() => {});`

// Whatever the browser lacks, the page says so in words, and the text is there.
func TestMissing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, before, words string }{
		{"WebAssembly", `delete window.WebAssembly`, "This browser has no WebAssembly"},
		{"workers", `delete window.Worker`, "This browser has no Web Workers"},
		{"WebGL", noWebGL, "This browser has no WebGL 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, visit{before: c.before, unready: true})
			p.until(`document.querySelector("#notices p")?.textContent.startsWith("` + c.words + `")`)
			p.until(`document.getElementById("loading").hidden`)
			p.shoot("missing")
			if heading := ask[string](p, `document.querySelector("h1").textContent`); heading == "" {
				t.Error("there is no text")
			}
			if c.name != "WebGL" {
				if !ask[bool](p, `[...document.querySelectorAll("#buttons button")].every((b) => b.disabled)`) {
					t.Error("there are buttons that do nothing")
				}
				return
			}
			// Without the picture the training still works.
			p.run(`playground.step(2)`)
			if step := ask[int](p, `playground.frame().step`); step != 2 {
				t.Errorf("step %d", step)
			}
			p.show("more")
			p.until(`(document.querySelector("#matrix tbody td")?.textContent ?? "–") !== "–"`)
		})
	}
}

// An engine that cannot be started is told, not waited for: the worker's
// script is missing, or the program that it loads.
func TestNoEngine(t *testing.T) {
	t.Parallel()
	whole := static.Handler(os.DirFS(dist))
	for _, c := range []struct{ name, missing, words string }{
		{"no worker", ".js", "Engine: engine.js could not be loaded (404)"},
		{"no program", ".wasm", "Engine: engine.wasm could not be loaded (404)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := serveBelow(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/engine.") && strings.HasSuffix(r.URL.Path, c.missing) {
					http.NotFound(w, r)
					return
				}
				whole.ServeHTTP(w, r)
			}))
			p := open(t, visit{home: address, noisy: true, unready: true})
			p.until(`document.getElementById("notices").textContent.includes("` + c.words + `")`)
			p.until(`document.getElementById("loading").hidden`)
			if words := ask[string](p, `document.getElementById("notices").textContent`); !strings.Contains(words, "Reload the page") {
				t.Errorf("the notice offers no way on: %q", words)
			}
			if why := ask[string](p, `playground.play().then(() => "", (error) => error.message)`); why == "" {
				t.Error("play() says that it plays")
			}
		})
	}
}

// A picture that fails after all is told, and the training goes on without it.
func TestNoPicture(t *testing.T) {
	t.Parallel()
	p := open(t, visit{noisy: true, before: `if (window !== top) ` + noWebGL})
	p.until(`document.getElementById("notices").textContent.includes("The training works without the picture")`)
	p.run(`playground.step(2)`)
	if step := ask[int](p, `playground.frame().step`); step != 2 {
		t.Errorf("step %d", step)
	}
}
