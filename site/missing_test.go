package site_test

import (
	"strings"
	"testing"
)

// noWebGL takes WebGL away, before the page asks for it.
const noWebGL = `{
	const get = HTMLCanvasElement.prototype.getContext;
	HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
		return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
	};
}`

// Whatever the browser lacks, the page says so in words, and the text is there.
func TestMissing(t *testing.T) {
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
			p.until(`document.querySelector("#matrix tbody td").textContent !== "–"`)
		})
	}
}

// A program that cannot be loaded is told, not waited for.
func TestProgramMissing(t *testing.T) {
	p := open(t, visit{noisy: true, unready: true, before: `{
		const take = window.Worker;
		window.Worker = function () { return new take("no-such-file.js"); };
	}`})
	p.until(`document.getElementById("notices").textContent.includes("worker could not be started")`)
	p.until(`document.getElementById("loading").hidden`)
	if words := ask[string](p, `document.getElementById("notices").textContent`); !strings.Contains(words, "eload the page") {
		t.Errorf("the notice offers no way on: %q", words)
	}
}
