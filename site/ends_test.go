package site_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Without a picture the lab still hands out its numbers and the code to embed it.
func TestKeepWithoutAPicture(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "lab.html", before: noWebGL, query: "?v=1&data=moons&layers=4-2"})
	for _, what := range []string{"csv", "embed"} {
		p.until(`!document.querySelector("[data-keep=` + what + `]").disabled`)
	}
	p.run(`playground.step(3)`)
	p.run(`{
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => { blob.text().then((text) => (window.kept = text)); return make.call(URL, blob); };
		document.querySelector("[data-keep=csv]").click();
	}`)
	p.until(`window.kept?.split("\n").length > 3`)
}

// A rule that holds is told as what it is; only a run that went astray has the
// colour of errors.
func TestAGoalIsNoError(t *testing.T) {
	t.Parallel()
	colour := `getComputedStyle(document.querySelector("#notices [data-subject=engine]")).borderLeftColor`
	alarm := `(() => { const box = document.createElement("p"); box.style.color = "var(--alarm)"; document.body.append(box); return getComputedStyle(box).color; })()`
	told := `document.querySelector("#notices [data-subject=engine] p")`

	p := open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&data=moons&layers=4-2"})
	p.fill("#race", deed{"stop-steps": "3"})
	p.run(`playground.play()`)
	p.until(told)
	if got := ask[string](p, colour); got == ask[string](p, alarm) {
		t.Errorf("%q is told in %s, the colour of errors", ask[string](p, told+`.textContent`), got)
	}
	p.close()

	p = open(t, visit{page: "lab.html", before: noPicture, query: "?v=1&data=moons&layers=4-2"})
	p.run(`playground.set({ activation: "identity", loss: "squared-error", method: "sgd", rate: 2 })`)
	p.run(`playground.play()`)
	p.until(told)
	if got, want := ask[string](p, colour), ask[string](p, alarm); got != want {
		t.Errorf("%q is told in %s, want %s", ask[string](p, told+`.textContent`), got, want)
	}
}

// With forced colours Play still differs from the other buttons.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	p := open(t, visit{before: noPicture})
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}},
	})
	p.must(err)
	back := func(id string) string {
		return ask[string](p, `getComputedStyle(document.getElementById("`+id+`")).backgroundColor`)
	}
	if play, step := back("play"), back("step"); play == step {
		t.Errorf("Play and Step are both %s", play)
	}
}

// The keyboard comes to the exercise in two stops, and into a list that scrolls.
func TestSkipLinks(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html", before: noWebGL, width: 320, height: 568})
	p.run(`document.activeElement.blur()`)
	p.press("\t")
	p.press("\t")
	if href := ask[string](p, `document.activeElement.getAttribute("href")`); href != "#exercise" {
		t.Fatalf("the second stop is %q", href)
	}
	p.press("\r")
	p.until(`location.hash === "#exercise"`)
	p.show("more")
	p.run(`document.getElementById("figures").focus()`)
	if !ask[bool](p, `document.activeElement.id === "figures"`) {
		t.Error("the numbers scroll and take no focus")
	}
}
