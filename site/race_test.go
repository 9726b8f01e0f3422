package site_test

import (
	"strings"
	"testing"
)

// The lab: a preset opens its lanes, they race, a lane is chosen, added, dropped,
// and taken back; what is looked at is drawn; a digit is read; a table that the
// visitor brings is learned; a saved race goes on.
func TestLab(t *testing.T) {
	p := open(t, visit{page: "lab.html"})
	p.run(`playground.race.choose("too-fast")`)
	if n := ask[int](p, `playground.lanes().length`); n != 3 {
		t.Fatalf("%d lanes", n)
	}
	p.run(`playground.step(12)`)
	if words := ask[string](p, `playground.picture().alt`); !strings.Contains(words, "A race of 3 runs") || !strings.Contains(words, "Lane 3, SGD") {
		t.Errorf("the picture says %q", words)
	}
	for _, what := range []string{"origins", "promise", "compare", "spectrum", "data", "method"} {
		p.run(`(() => { const c = document.getElementById("control-what"); c.value = "` + what + `"; c.dispatchEvent(new Event("change")); })()`)
		p.until(`document.getElementById("control-what").value === "` + what + `"`)
	}
	p.run(`document.querySelectorAll("#lanes button")[2].click()`)
	p.until(`playground.state().rate === 2 && document.querySelectorAll("#lanes button")[2].getAttribute("aria-pressed") === "true"`)
	p.run(`playground.set({ rate: 0.07 })`)
	p.run(`document.getElementById("lane-undo").click()`)
	p.until(`playground.state().rate === 2`)
	p.run(`document.getElementById("lane-add").click()`)
	p.until(`playground.lanes().length === 4 && document.getElementById("lane-add").disabled`)
	p.run(`document.getElementById("lane-drop").click()`)
	p.until(`playground.lanes().length === 3`)
	p.run(`playground.race.ask(7)`)
	p.until(`document.getElementById("digit-answer").textContent.startsWith("Test image 7, a 7, is read as a ")`)

	rows := strings.Repeat("0.1,0.2,no\\n0.9,0.7,yes\\n0.3,0.1,no\\n0.8,0.9,yes\\n", 10)
	p.run(`playground.race.load([new File(["` + rows + `"], "mine.csv")])`)
	p.until(`playground.state().data === "csv:mine.csv"`)
	if layers := ask[string](p, `playground.state().layers`); layers != "32-16-2" {
		t.Errorf("two classes are answered by %s", layers)
	}
	p.run(`playground.step(5)`)
	if f := ask[float64](p, `playground.frame().work`); !(f > 0) {
		t.Errorf("five steps are a work of %g", f)
	}
	p.run(`playground.race.load([new File(["a,b\n1,"], "broken.csv")]).catch(() => {})`)
	p.run(`playground.step(1)`)
}

// Lesson 8 opens with its rivals, refuses its exercise unsolved, and accepts it
// when the page's own fields have made the summaries cheaper.
func TestLessonOfTheRace(t *testing.T) {
	p := open(t, visit{page: "mnist.html"})
	if n := ask[int](p, `playground.lanes().length`); n != 3 {
		t.Fatalf("%d lanes", n)
	}
	check := func() (class, words string) {
		p.run(`document.getElementById("check").click()`)
		v := ask[[]string](p, `[document.getElementById("verdict").className, document.getElementById("verdict").textContent]`)
		return v[0], v[1]
	}
	if class, words := check(); class != "wrong" || words == "" {
		t.Errorf("unsolved it is judged %q: %s", class, words)
	}
	for name, value := range map[string]string{"summaryBatch": "200", "period": "20"} {
		p.run(`(() => { const c = document.getElementById("control-` + name + `"); c.value = "` + value + `"; c.dispatchEvent(new Event("change")); })()`)
		p.until(`String(playground.state().` + name + `) === "` + value + `"`)
	}
	p.run(`playground.step(150)`)
	if class, words := check(); class != "right" {
		t.Errorf("solved it is judged %q: %s", class, words)
	}
}
