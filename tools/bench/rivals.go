package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/tools/measure"
	"github.com/cauchy-newton/playground/tools/pagetest"
	"github.com/cauchy-newton/playground/tools/site/publish"
)

// peersFolder holds the other libraries, which npm installs, and the script that
// times them.
const peersFolder = "tools/bench/tfjs"

// libraries are the scripts that the page loads before the contest's.
var libraries = []string{
	"node_modules/@tensorflow/tfjs/dist/tf.min.js",
	"node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
	"node_modules/convnetjs/build/convnet-min.js",
	"contest.js",
}

// The contenders, as the script names them; the engine is first in a list.
const (
	engine = "engine"
	panels = "engine, float32 panels"
	stock  = "TensorFlow.js"
	tuned  = "TensorFlow.js tuned"
)

// pageProduct is the work of that name in the script.
const pageProduct = "product 1000×784×200, a new matrix each call"

// aims are the goals of the page: a work, the rival whose speed is the measure,
// and how much of it is to be reached in float64. The rows of the float32 panels
// have the same bounds and are marked as such.
var aims = []struct {
	work, rival string
	bound       float64
	side        string
	less        string // what the rival does less
}{
	{"gradient of " + measure.Small, stock, 3, engine, ""},
	{"gradient of " + measure.Wide, stock, 10, engine, ""},
	{"gradient of " + measure.Small, tuned, 1, engine, ""},
	{"gradient of " + measure.Small, tuned, 1, panels, ""},
	{"gradient of " + measure.Wide, tuned, 1, engine, ""},
	{"gradient of " + measure.Wide, tuned, 1, panels, ""},
	{"summary of " + measure.Small, tuned, 4, engine, ", which computes H̄ alone"},
	{pageProduct, stock, 0.9, engine, ""},
	{pageProduct, stock, 0.9, panels, ""},
}

// contestants lists the contenders of each work, in the order of the script.
type contestants map[string][]string

// times are milliseconds of each contestant in a work.
type times map[string][]measure.Series

// speed returns that of one side of a work in another's, by round.
func (t times) speed(who contestants, work, side, rival string) (measure.Series, error) {
	i, j := slices.Index(who[work], side), slices.Index(who[work], rival)
	if i < 0 || j < 0 || len(t[work]) != len(who[work]) {
		return nil, fmt.Errorf("the page has no %s beside %s in %s", side, rival, work)
	}
	return t[work][j].Per(t[work][i]), nil
}

// judge returns the goals with the median of the rounds, beside it their range.
func (t times) judge(who contestants) (results []measure.Result, err error) {
	for _, aim := range aims {
		what := "in Chromium, " + aim.work
		if aim.side == panels {
			what += ", float32 panels"
		}
		speed, err := t.speed(who, aim.work, aim.side, aim.rival)
		if err != nil {
			return nil, err
		}
		goal := measure.AtLeast(aim.bound, what+", speed of "+aim.rival+aim.less)
		results = append(results, measure.Result{Goal: goal, Value: speed.Median(), Note: speed.Range()})
	}
	return results, nil
}

// write prints the median of each contestant, and the speed of the engine in it.
func (t times) write(w io.Writer, who contestants) error {
	table := measure.NewTable("work", "contender", "ms", "speed of the engine")
	for _, work := range slices.Sorted(maps.Keys(who)) {
		for i, contender := range who[work] {
			speed, err := t.speed(who, work, engine, contender)
			if err != nil {
				return err
			}
			table.Row(work, contender, t[work][i].Middle(), speed)
		}
	}
	return table.Write(w)
}

// epoch is how an epoch went.
type epoch struct {
	Contender      string
	Seconds        float64
	Loss, Accuracy float64 // on the 1,000 test digits, at the end
}

// search is how Adam's rate was found: by the test loss after an epoch.
type search struct {
	Rate  float64
	Tried string
}

// rivals measures the engine beside TensorFlow.js and ConvNetJS in one page.
func (c *browserCommand) rivals(w io.Writer, browser context.Context, lab *pagetest.Lab) error {
	for _, file := range libraries {
		if _, err := os.Stat(filepath.Join(c.Root, peersFolder, file)); err != nil {
			return fmt.Errorf("%w (npm ci in %s brings it, as make bench-browser does)", err, peersFolder)
		}
	}
	page, end, err := openContest(c.Root, browser, lab)
	if err != nil {
		return err
	}
	defer end()

	var about struct {
		Release string
		SIMD    bool
	}
	if err := ask(page, &about, "contest.prepare()"); err != nil {
		return err
	}
	var adam search
	if err := ask(page, &adam, "contest.search()"); err != nil {
		return err
	}
	var works contestants
	if err := ask(page, &works, "contest.works"); err != nil {
		return err
	}
	measured := times{}
	for name, contenders := range works {
		measured[name] = make([]measure.Series, len(contenders))
	}
	names := slices.Sorted(maps.Keys(works))
	var runs [][]epoch
	for round := range c.Rounds + 1 {
		for _, name := range names {
			var ms []float64
			if err := ask(page, &ms, "contest.round(%q, %g)", name, c.Sample.Seconds()*1e3); err != nil {
				return err
			}
			if round > 0 { // the first warms up
				for i, v := range ms {
					measured[name][i] = append(measured[name][i], v)
				}
			}
		}
		var run []epoch
		if err := ask(page, &run, "contest.epoch()"); err != nil {
			return err
		}
		if round > 0 {
			runs = append(runs, run)
		}
	}

	fmt.Fprintf(w, "TensorFlow.js %s, wasm, SIMD %v, float32; the engine float64 unless said; one thread each; batch 100; medians of %d rounds\n\n",
		about.Release, about.SIMD, c.Rounds)
	if err := measured.write(w, works); err != nil {
		return err
	}
	writeEpochs(w, runs, adam)
	results, err := measured.judge(works)
	if err != nil {
		return err
	}
	return measure.WriteGoals(w, results)
}

// writeEpochs writes the median time of each side; the losses are the same in
// every round.
func writeEpochs(w io.Writer, runs [][]epoch, adam search) {
	fmt.Fprintln(w, "an epoch of 6,000 digits, "+measure.Small+", batch 100, a look at 1,000 test digits every 10 steps;")
	fmt.Fprintln(w, "grouped Newton has a summary of 1,000 digits every 10 steps as well")
	fmt.Fprintf(w, "Adam has the rate %g, the best by the test loss after one epoch (%s)\n", adam.Rate, adam.Tried)
	for i, last := range runs[len(runs)-1] {
		var seconds measure.Series
		for _, run := range runs {
			seconds = append(seconds, run[i].Seconds)
		}
		fmt.Fprintf(w, "  %-28s %.3f s, test loss %.3f, accuracy %.1f %%\n", last.Contender, seconds.Median(), last.Loss, 100*last.Accuracy)
	}
	fmt.Fprintln(w)
}

// openContest starts the engine's program in a page with the other libraries.
func openContest(root string, browser context.Context, lab *pagetest.Lab) (page context.Context, end func(), err error) {
	program, err := lab.Build(engineProgram)
	if err != nil {
		return nil, nil, err
	}
	script, err := publish.Script(root, "tools/pagetest/trial.js")
	if err != nil {
		return nil, nil, err
	}
	html := `<!doctype html><title>contest</title><link rel="icon" href="data:,"><script src="/trial.js"></script>`
	for _, file := range libraries {
		html += `<script src="/` + file + `"></script>`
	}
	files := http.FileServer(http.Dir(filepath.Join(root, peersFolder)))
	serve := func(kind string, content []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Write(content) // it fails only when the browser is gone
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/", files)
	mux.Handle("/{$}", serve("text/html; charset=utf-8", []byte(html)))
	mux.Handle("/trial.js", serve("text/javascript", script))
	mux.Handle("/program.wasm", serve("application/wasm", program))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// An isolated page has a clock of 5 µs instead of 100.
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		mux.ServeHTTP(w, r)
	}))
	tab, cancel := chromedp.NewContext(browser)
	tab, stop := context.WithTimeout(tab, 10*time.Minute)
	end = func() {
		stop()
		cancel()
		server.Close()
	}
	if err := chromedp.Do(tab, chromedp.Navigate(server.URL)); err != nil {
		end()
		return nil, nil, fmt.Errorf("the page: %w", err)
	}
	// The program waits for calls and never ends, unless it fails.
	var ready bool
	err = ask(tab, &ready, `new Promise((resolve, reject) => {
		trial("program.wasm", best, ["contest"], "", {}).then((r) => reject(new Error(r.output)), reject);
		const look = () => (globalThis.engine ? resolve(true) : setTimeout(look, 10));
		look();
	})`)
	if err == nil && !ready {
		err = errors.New("the engine does not start")
	}
	if err != nil {
		end()
		return nil, nil, err
	}
	return tab, end, nil
}

// ask evaluates an expression in the page and reads its value, or that of a promise,
// into v.
func ask(page context.Context, v any, format string, arguments ...any) error {
	text, err := chromedp.Run(page, chromedp.Evaluate[[]byte](fmt.Sprintf(format, arguments...), chromedp.EvalAwaitPromise))
	if err != nil {
		return fmt.Errorf("the page: %w", err)
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("the page: %s: %w", text, err)
	}
	return nil
}
