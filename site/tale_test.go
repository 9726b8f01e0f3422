package site_test

import (
	"fmt"
	"testing"
)

// The story of lesson 8: its states train the lanes as far as they say, on the page's
// own; the visitor's training stays.
func TestRaceStory(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "mnist.html"})
	at := func(slug, what string, step int) {
		t.Helper()
		p.until(fmt.Sprintf(`playground.scene() === %q && playground.frame()?.step === %d`, slug, step))
		p.until(fmt.Sprintf(`document.querySelector(".states [aria-current]").hash === "#%s"`, slug))
		if alt := ask[string](p, `playground.picture().alt`); alt == "" {
			t.Error("there is no picture in words")
		}
	}
	at("guess", "data", 0)
	p.settle()
	p.shoot("guess")
	next := `document.getElementById("after").click()`
	p.run(next)
	at("learn", "data", 60)
	if where := ask[string](p, `location.search + location.hash`); where != "#learn" {
		t.Errorf("the address says %s", where)
	}
	p.settle()
	p.shoot("learn")
	p.run(next)
	at("sizes", "method", 60)
	p.settle()
	p.shoot("sizes")
	p.run(next)
	at("cost", "race", 210)
	p.settle()
	p.shoot("cost")
	p.run(`playground.enter("guess")`)
	at("guess", "data", 0)
	p.run(`playground.step(3)`)
	p.run(`playground.enter("learn")`)
	at("learn", "data", 60)
	p.run(`playground.enter("guess")`)
	at("guess", "data", 60) // it was the visitor's
}
