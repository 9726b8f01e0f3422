package site_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// told gathers at the page's end of the link what the engine tells of each lane:
// its steps, losses and work, in order, whichever worker tells it.
const told = `{
	const told = (globalThis.told = []);
	const own = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage").set;
	Object.defineProperty(Worker.prototype, "onmessage", {
		set(handle) {
			own.call(this, (event) => {
				for (const text of event.data.events ?? []) {
					const { is, lane: opened, frames = [] } = JSON.parse(text);
					if (is === "opened" && !opened) told.length = 0;
					for (const { lane = 0, step, loss, work } of frames) (told[lane] ??= []).push([step, loss, work]);
				}
				handle(event);
			});
		},
	});
}`

// strike runs a script in the page's engine, when the one before it is gone: a
// browser takes its time to end one that loops.
func (p *tab) strike(script string) {
	p.t.Helper()
	own := chromedp.FromContext(p.ctx).BrowserContextID
	for {
		targets, err := chromedp.Targets(p.ctx)
		p.must(err)
		targets = slices.DeleteFunc(targets, func(info *target.Info) bool {
			return info.BrowserContextID != own || !strings.Contains(info.URL, "/engine.")
		})
		if len(targets) == 1 {
			ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(targets[0].TargetID))
			p.t.Cleanup(cancel)
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](script)); err == nil {
				return // and not on its way out
			}
		}
		p.run(`new Promise((resolve) => setTimeout(resolve, 10))`) // until the page's time is over
	}
}

// deaths are the ways in which an engine dies, as scripts in its worker.
var deaths = []struct{ name, script string }{
	{"an exception", `setTimeout(() => { throw new Error("struck") })`},
	{"a panic of the program, as when its memory is full", `setTimeout(() => engineFile())`},
	{"the browser ends it without a word", `setTimeout(() => close())`},
	{"a loop without an end", `setTimeout(() => { for (;;); })`},
}

const noted = `(document.querySelector("#notices [data-subject=restarted] p")?.textContent ?? "")`

// An engine that dies is noticed, and another goes on where it stood: the lanes of
// all methods take the same steps to the bit, none is missing and none comes twice,
// and a line says so. It goes on to play, or ends the steps that were asked for.
func TestEngineDies(t *testing.T) {
	t.Parallel()
	const lab = `?v=1&data=moons&layers=4-2&batch=20&summaryBatch=40&lanes=[{"method":"adam"},{"method":"kfac"},{"method":"lbfgs"}]`
	p := open(t, visit{page: "lab.html", before: told + noPicture, query: lab})
	p.run(`playground.step(200)`)
	want := ask[[][]json.RawMessage](p, `told`)
	p.close()
	for _, death := range deaths {
		t.Run(death.name, func(t *testing.T) {
			p := open(t, visit{page: "lab.html", before: told + noPicture, query: lab})
			p.run(`document.documentElement.dataset.patience = "1"`)
			p.run(`playground.step(20)`)
			p.run(`(globalThis.asked = playground.step(180), 0)`)
			p.until(`playground.frame().step > 50`)
			p.strike(death.script)
			p.run(`asked`)
			if words := ask[string](p, noted); !strings.HasPrefix(words, "The engine stopped and was started again from step ") {
				t.Errorf("the page says %q", words)
			}
			got := ask[[][]json.RawMessage](p, `told`)
			for lane := range want {
				if !slices.EqualFunc(got[lane], want[lane], func(a, b json.RawMessage) bool { return string(a) == string(b) }) {
					t.Errorf("lane %d goes another way: %d frames, want %d", lane, len(got[lane]), len(want[lane]))
				}
			}
			p.run(`document.querySelector("#notices [data-subject=restarted] button").click()`)
			p.run(`playground.play()`)
			p.until(`playground.frame().step > 205`)
			p.strike(death.script)
			p.until(noted + ` && playground.frame().step > 250`)
			p.run(`playground.pause()`)
			if n := ask[int](p, `told.filter((frames) => frames.some(([step], i) => step !== i)).length`); n != 0 {
				t.Errorf("%d lanes have a gap or a step twice", n)
			}
		})
	}
}

// An engine that dies again and again at one place is started twice more, the second
// time to stand still, and then left; a change in between begins the count anew.
// What is on the page stays, and no promise waits for ever.
func TestEngineDiesAgain(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noPicture, query: `?v=1&data=moons&layers=4-2&batch=20`})
	p.run(`playground.step(5)`)
	die := func(until string) {
		t.Helper()
		p.run(`document.querySelector("#notices [data-subject=restarted] button")?.click()`)
		p.strike(deaths[0].script)
		p.until(until)
	}
	die(noted)
	p.run(`playground.set({ rate: 0.5 })`)
	die(noted)
	p.run(`playground.step(1)`)
	die(noted)
	die(noted + `.includes("it stands still, because it stopped twice here")`)
	die(`document.querySelector("#notices [data-subject=engine]")`)
	if words := ask[string](p, `document.querySelector("#notices [data-subject=engine]").textContent`); !strings.Contains(words, "3 times in a row and is not started again") || !strings.Contains(words, "Reload the page") {
		t.Errorf("it is left with the words %q", words)
	}
	if why := ask[string](p, `playground.step(1).then(() => "", (error) => error.message)`); why == "" {
		t.Error("a step of a dead engine resolves")
	}
	if got := ask[string](p, `playground.frame().step + " " + playground.state().rate + " " + document.querySelector("#status [data-step]").textContent`); got != "6 0.5 6" {
		t.Errorf("the page shows %s", got)
	}
}
