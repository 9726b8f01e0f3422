package site_test

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/demos/lesson/course"
)

// deed is what a visitor does to the fields of a page: their values by the
// controls' names.
type deed map[string]string

// attempt is one try at an exercise.
type attempt struct {
	set    deed   // controls of the scene
	answer deed   // fields of the exercise
	script string // for an answer that depends on the numbers of the page: returns {name: value} for the fields of the exercise
}

// exercises has for each lesson a try that must be refused and one that must be
// accepted, both made by the page's own fields.
var exercises = map[string]struct{ wrong, right attempt }{
	"method": {
		wrong: attempt{set: deed{"step": "0"}},
		right: attempt{set: deed{"step": "8"}},
	},
	"one-step": {
		wrong: attempt{set: deed{"landscape": "bowl", "x": "-1.9", "y": "-0.6", "step": "10"}}, // Cauchy's own
		right: attempt{set: deed{"landscape": "bowl", "x": "-1.9", "y": "-0.6", "step": "2", "path": "0.0833 1"}},
	},
	"partition-matrix": {
		wrong: attempt{answer: deed{"merged": "16.3"}}, // the two on the diagonal alone
		right: attempt{answer: deed{"merged": "19.4"}},
	},
	"cauchy-to-newton": {
		wrong: attempt{set: deed{"partition": "12-34-56"}},
		right: attempt{set: deed{"partition": "15-23-46"}},
	},
	"network": { // W₁, b₁, W₂, b₂, W₃, b₃
		wrong: attempt{answer: deed{"first": "1", "second": "3"}},
		right: attempt{answer: deed{"first": "6", "second": "4"}},
	},
	"deep": {
		wrong: attempt{set: deed{"depth": "5", "step": "20"}},
		right: attempt{set: deed{"depth": "8", "step": "20"}},
	},
	"change-of-units": {
		wrong: attempt{answer: predict("coincide", "coincide")},
		right: attempt{answer: predict("coincide", "split")},
	},
	"saddles": {
		wrong: attempt{set: deed{"x": "0.6", "y": "0.3"}}, // Newton climbs, but not by enough
		right: attempt{set: deed{"x": "0.7"}},
	},
	"vanishing-ruler": {
		wrong: attempt{set: deed{"activation": "elu", "partition": "per-layer"}},
		right: attempt{set: deed{"activation": "sigmoid", "partition": "per-layer"}},
	},
}

// predict is what is said of grouped Newton and of its rivals after a change of
// units.
func predict(grouped, rivals string) deed {
	d := deed{}
	for _, name := range [...]string{"gradient", "momentum", "sign", "adamu"} {
		d["says-"+name] = grouped
	}
	for _, name := range [...]string{"isotropic", "cauchy", "sgd", "adam"} {
		d["says-"+name] = rivals
	}
	return d
}

// fill types into the fields of the page as a visitor would.
func (p *tab) fill(within string, d deed) {
	p.t.Helper()
	for name, value := range d {
		p.run(fmt.Sprintf(`(() => {
			const field = document.querySelector(%q).querySelector('[data-control="%s"] [data-value]');
			if (field.type === "checkbox") field.checked = %q === "true"; else field.value = %q;
			field.dispatchEvent(new Event("change", { bubbles: true }));
		})()`, within, name, value, value))
	}
}

func (p *tab) try(a attempt) (right bool, words string) {
	p.t.Helper()
	p.fill("#controls", a.set)
	if a.script != "" {
		a.answer = deed{}
		for name, value := range ask[map[string]any](p, a.script) {
			a.answer[name] = fmt.Sprint(value)
		}
	}
	p.fill("#exercise", a.answer)
	p.run(`document.getElementById("check").click()`)
	verdict := ask[[]string](p, `[document.getElementById("verdict").className, document.getElementById("verdict").textContent]`)
	return verdict[0] == "right", verdict[1]
}

// left is how a lesson was left: its link, and what the link must bring back.
type left struct {
	link         string
	state, frame json.RawMessage
	opening      map[string]any // how it opens without the link
}

// solve: a lesson refuses a wrong answer with a hint, accepts a right one with a
// reason, and remembers it.
func solve(p *tab, slug string, opening map[string]any) left {
	e, ok := exercises[slug]
	if !ok {
		p.t.Fatal("no answers to its exercise are known here")
	}
	if got := p.state(); !maps.Equal(got, opening) {
		p.t.Fatalf("it opened with %v and is reset to %v", opening, got)
	}
	if n := ask[int](p, `playground.frame().figures.length`); n == 0 {
		p.t.Error("no figures")
	}
	if right, words := p.try(e.wrong); right || words == "" {
		p.t.Errorf("a wrong answer is judged %t: %q", right, words)
	}
	if ask[bool](p, `(JSON.parse(localStorage.getItem("progress")) ?? []).length > 0`) {
		p.t.Error("a wrong answer counts as solved")
	}
	if right, words := p.try(e.right); !right || words == "" {
		p.t.Fatalf("the right answer is judged %t: %q", right, words)
	}
	if got := ask[string](p, `localStorage.getItem("progress")`); got != `["`+slug+`"]` {
		p.t.Errorf("progress %s", got)
	}
	for name, value := range e.right.set { // the address follows
		if fmt.Sprint(opening[name]) != value {
			p.until(fmt.Sprintf(`new URLSearchParams(location.search).get(%q) === %q`, name, value))
		}
	}
	return left{ask[string](p, `location.search`), ask[json.RawMessage](p, `playground.state()`), ask[json.RawMessage](p, `playground.frame()`), opening}
}

// restored: the link of a lesson has opened its state to the last bit. The page goes
// on as it opens without the link. A typed answer leaves none, and the story plays.
func (l left) restored(p *tab) {
	if l.link == "" && len(p.states()) > 0 {
		p.played()
	}
	if got := ask[json.RawMessage](p, `playground.state()`); string(got) != string(l.state) {
		p.t.Errorf("%s opens the state %s, want %s", l.link, got, l.state)
	}
	if got := ask[json.RawMessage](p, `playground.frame()`); string(got) != string(l.frame) {
		p.t.Errorf("%s opens other numbers", l.link)
	}
	p.run(`playground.set(` + number(l.opening) + `)`)
	if got := p.state(); !maps.Equal(got, l.opening) {
		p.t.Errorf("set to %v it stands at %v", l.opening, got)
	}
}

// A hostile or broken link opens the default with a notice.
func TestBrokenLinksOfLessons(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html", before: noWebGL})
	opening := ask[json.RawMessage](p, `playground.state()`)
	for _, query := range []string{
		"?v=9&eta=0.1", "?v=1&eta=NaN", "?v=1&eta=1e999", "?v=1&eta=0.1&eta=0.2",
		"?v=1&landscape=%3Cscript%3E", "?v=1&x=" + strings.Repeat("9", 5000), "?v=1&v=1", "?v=1&embed=1&hide=nothing-of-ours",
	} {
		p.load("one-step.html" + query)
		if got := ask[json.RawMessage](p, `playground.state()`); string(got) != string(opening) {
			t.Errorf("%.60s opens %s", query, got)
		}
		if n := ask[int](p, `document.querySelectorAll("#notices [data-subject=link]").length`); n != 1 {
			t.Errorf("%.60s is opened with %d notices", query, n)
		}
	}
}

var linkOfValues = regexp.MustCompile(`<a href="(\?[^"]*)"`)

// Every link of the text that names values opens them in a tab of its own, too.
func TestLinksOfTheTextOpenByThemselves(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "library.html", before: noWebGL, unready: true})
	for _, l := range course.Lessons {
		if l.New == nil {
			continue // a race, whose links name presets
		}
		_, page := fetched(t, l.Slug+".html")
		_, article, _ := strings.Cut(page, "<article")
		article, _, _ = strings.Cut(article, "</article>")
		links := linkOfValues.FindAllStringSubmatch(article, -1)
		if !strings.Contains(page, "</article>") {
			t.Fatalf("%s has no text", l.Slug)
		}
		for i, found := range links {
			link := html.UnescapeString(found[1])
			if i > 0 && i < len(links)-1 {
				continue // the first and the last: each is a page to load
			}
			p.load(l.Slug + ".html" + link)
			if n := ask[int](p, `document.querySelectorAll("#notices [data-subject=link]").length`); n != 0 {
				t.Errorf("%s%s is broken", l.Slug, link)
			}
			said, err := url.ParseQuery(link[1:])
			if err != nil {
				t.Fatal(err)
			}
			state := p.state()
			for name := range said {
				if got := fmt.Sprint(state[name]); name != "v" && got != said.Get(name) {
					t.Errorf("%s%s opens %s = %s", l.Slug, link, name, got)
				}
			}
		}
	}
}

// Reset, by its key and by the interface, leads back to what the address opened.
func TestResetReopensTheAddress(t *testing.T) {
	t.Parallel()
	for page, query := range map[string]string{
		"one-step":         "?v=1&landscape=bowl&eta=0.09&hide=controls,undo",
		"cauchy-to-newton": "?kappa=20&step=3",
		"partition-matrix": "?preset=neurons&direction=ones&seed=20",
		"vanishing-ruler":  "?bias=-4",
		"mnist":            "?v=1&rate=0.05&at=3",
	} {
		p := open(t, visit{page: page + ".html", before: noWebGL, query: query})
		opened := p.state()
		step := ask[int](p, `playground.frame()?.step ?? 0`)
		for _, reset := range []string{`document.getElementById("reset").click()`, `playground.reset()`} {
			for name := range opened {
				if field := `document.querySelector("[data-control=` + name + `] [data-value]")`; ask[string](p, field+`?.tagName ?? ""`) == "SELECT" {
					p.run(fmt.Sprintf(`playground.set({ %q: [...%s.options].at(-1).value }).catch(() => {})`, name, field))
				}
			}
			p.run(`playground.step(1).catch(() => {})`)
			if maps.Equal(p.state(), opened) {
				t.Fatalf("%s%s: nothing has changed", page, query)
			}
			p.run(reset)
			p.until(fmt.Sprintf(`(playground.frame()?.step ?? 0) === %d && Object.entries(%s).every(([name, value]) => playground.state()[name] === value)`, step, number(opened)))
		}
		p.close()
	}
}

// clock lets later put the time of a page and its frames forward.
const clock = `{ const now = performance.now.bind(performance); performance.now = () => now() + (top.ahead ?? 0); }`

// later puts the time forward by more than what counts as one change.
func (p *tab) later() {
	p.t.Helper()
	p.run(`window.ahead = (window.ahead ?? 0) + 700`)
}

// Undo takes a change back, reset all of them; a link in the text sets values;
// a saved state opens again and a damaged one is refused in words.
func TestChangesOfALesson(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html", before: noWebGL + clock})
	state := func() string { return string(ask[json.RawMessage](p, `playground.state()`)) }
	p.played()
	opening := state()
	p.fill("#controls", deed{"eta": "0.5"})
	p.until(`location.search.includes("eta=0.5")`)
	p.later() // what changes now is another change
	first := state()
	p.run(`document.querySelector('article a[href*="landscape=bowl"]').click()`)
	if got := ask[string](p, `playground.state().landscape`); got != "bowl" {
		t.Errorf("the link in the text opens the landscape %q", got)
	}
	p.later()
	p.run(`new Promise((resolve) => { addEventListener("popstate", () => setTimeout(resolve), { once: true }); history.back(); })`)
	if got := state(); got != first {
		t.Errorf("Back leads to %s, want %s", got, first)
	}
	p.press("u")
	if got := ask[string](p, `playground.state().landscape`); got != "bowl" {
		t.Errorf("Back undone: the landscape is %q", got)
	}
	p.press("u")
	if got := state(); got != first {
		t.Errorf("undone: %s, want %s", got, first)
	}
	p.press("u")
	if got := state(); got != opening {
		t.Errorf("undone twice: %s, want %s", got, opening)
	}
	if !ask[bool](p, `document.getElementById("undo").disabled`) {
		t.Error("there is still something to undo")
	}
	p.fill("#controls", deed{"eta": "0.25", "landscape": "saddle"})
	p.press("r")
	if got := state(); got != opening {
		t.Errorf("reset: %s, want %s", got, opening)
	}
	// A saved state.
	put := func(content string) string {
		return ask[string](p, fmt.Sprintf(`(async () => {
			document.querySelector("#notices [data-subject=file]")?.remove();
			const before = JSON.stringify(playground.state());
			const input = document.getElementById("open");
			const files = new DataTransfer();
			files.items.add(new File([%q], "state.json"));
			input.files = files.files;
			input.dispatchEvent(new Event("change"));
			const told = () => document.querySelector("#notices [data-subject=file] p")?.textContent ?? "";
			while (!told() && JSON.stringify(playground.state()) === before) await new Promise((resolve) => setTimeout(resolve, 10));
			return told();
		})()`, content))
	}
	if words := put(`{"playground":"state","version":1,"scene":"one-step","values":{"eta":"0.75","landscape":"neuron"}}`); words != "" {
		t.Errorf("a good state is refused: %s", words)
	}
	if got := state(); !strings.Contains(got, "0.75") || !strings.Contains(got, "neuron") {
		t.Errorf("opened: %s", got)
	}
	good := state()
	for _, bad := range []string{``, `{`, `[]`, `{"playground":"state","version":2}`, `{"playground":"state","version":1,"scene":"lab","values":{}}`, `{"playground":"state","version":1,"scene":"one-step","values":{"eta":1}}`, `{"playground":"state","version":1,"scene":"one-step","values":{"eta":"-1"}}`} {
		if words := put(bad); words == "" {
			t.Errorf("%s is taken without a word", bad)
		}
		if got := state(); got != good {
			t.Errorf("%s changed the state to %s", bad, got)
		}
	}
}

// A symbol of a formula and its part of the picture light up together.
func TestSymbols(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html"})
	p.played()
	p.settle()
	at := p.box(".picture")
	plain := p.shoot("plain")
	p.run(`document.querySelector('article .katex-html [data-symbol="hbar"]').dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))`)
	p.settle()
	if n := differing(plain, p.shoot("lit"), at); n < 200 {
		t.Errorf("pointing at a symbol changes %d pixels of the picture", n)
	}
	if title := ask[string](p, `document.querySelector('article .katex-html [data-symbol="hbar"]').title`); !strings.Contains(title, "H̄") || !strings.ContainsAny(title, "0123456789") {
		t.Errorf("the symbol explains itself as %q", title)
	}
	// The picture is pointed at: on the parabola, beside the ring around its lowest point.
	lowest := p.box(`#twins button[aria-label*="lowest point"]`)
	p.must(chromedp.Do(p.ctx, chromedp.MouseEvent("mouseMoved", float64(lowest.Min.X-10), float64(lowest.Min.Y+lowest.Dy()/2))))
	p.settle()
	if lit := ask[[]string](p, `[...document.querySelectorAll("article .lit")].map((e) => e.dataset.symbol)`); !slices.Contains(lit, "hbar") {
		t.Errorf("pointing at the parabola lights %q", lit)
	}
}

// A drag is one change to take back, also by a hand that stops on the way.
func TestADragIsOneChange(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html", width: 1280, height: 720, before: clock})
	eta := func() float64 { return ask[float64](p, `playground.state().eta`) }
	p.played()
	opening := p.state()
	at, ball := p.box("#canvas"), p.box(`#twins button[aria-label^="the ball"]`)
	mouse := func(kind input.DispatchMouseEventType, x float64) {
		_, err := chromedp.Call(p.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: x, Y: float64(ball.Min.Y + ball.Dy()/2), Button: input.MouseButtonLeft, ClickCount: 1,
		})
		p.must(err)
		p.settle()
	}
	x := float64(ball.Min.X + ball.Dx()/2)
	mouse(input.DispatchMouseEventTypeMouseMoved, x)
	mouse(input.DispatchMouseEventTypeMousePressed, x)
	for range 3 {
		before := eta()
		x += 0.05 * float64(at.Dx())
		mouse(input.DispatchMouseEventTypeMouseMoved, x)
		p.until(fmt.Sprintf(`playground.state().eta !== %g`, before))
		p.later() // longer than what else is taken back together
	}
	mouse(input.DispatchMouseEventTypeMouseReleased, x)
	p.press("u")
	if got := p.state(); !maps.Equal(got, opening) {
		t.Errorf("undone: %v, want %v", got, opening)
	}
}

// The words of a figure follow the values, as its number does.
func TestFiguresSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "change-of-units.html", before: noWebGL})
	label := func() string {
		return ask[string](p, `document.querySelector('#figures [data-symbol="rival"] span').textContent`)
	}
	before := label()
	p.run(`playground.set({ rival: "cauchy" })`)
	after := label()
	if !strings.Contains(before, "gradient descent") || strings.Contains(after, "gradient descent") {
		t.Errorf("the figure of the rival is called %q, and with another rival %q", before, after)
	}
}

// Small, large and very large numbers are written as in the pictures: 2.8×10⁶.
func TestNumbersAsInThePictures(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html", before: noWebGL, query: "?v=1&landscape=valley&x=2.37&y=-1.61"})
	for _, x := range []float64{2.37, 4.93} {
		p.run(fmt.Sprintf(`playground.set({ x: %g })`, x))
		texts := ask[[]string](p, `[...document.querySelectorAll("#figures output")].map((o) => o.textContent)`)
		words := strings.Join(texts, ", ")
		if !strings.Contains(words, "×10") || regexp.MustCompile(`\de[+−-]?\d`).MatchString(words) {
			t.Errorf("at x = %g the figures are written %s", x, words)
		}
	}
}

// A decimal comma is read, but not where it may mean thousands.
func TestDecimalComma(t *testing.T) {
	t.Parallel()
	p := open(t, visit{page: "one-step.html", before: noWebGL})
	for _, c := range []struct {
		typed string
		eta   float64 // 0: it is refused
	}{{"0,5", 0.5}, {"0.25", 0.25}, {",125", 0.125}, {"1,5e-1", 0.15}, {"1,234.5", 0}, {"1.234,5", 0}, {"1,234", 0}, {"1,2,3", 0}, {",", 0}} {
		before := ask[float64](p, `playground.state().eta`)
		p.fill("#controls", deed{"eta": c.typed})
		want := c.eta
		if want == 0 {
			want = before
		}
		refused := ask[bool](p, `document.getElementById("complaint-eta").textContent !== ""`)
		if got := ask[float64](p, `playground.state().eta`); got != want || refused != (c.eta == 0) {
			t.Errorf("%s: η = %g, want %g; refused %t", c.typed, got, want, refused)
		}
	}
}
