package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/tools/measure"
	"github.com/cauchy-newton/playground/tools/site/publish"
	"github.com/cauchy-newton/playground/tools/trial"
)

// peersFolder holds the other libraries, which npm installs, and the script that
// times them.
const peersFolder = "tools/peers/tfjs"

// libraries are the scripts that the page loads before the contest's.
var libraries = []string{
	"node_modules/@tensorflow/tfjs/dist/tf.min.js",
	"node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
	"node_modules/convnetjs/build/convnet-min.js",
	"contest.js",
}

// The contenders, as the script names them; the engine stands first in a list.
const (
	stock = "TensorFlow.js"
	tuned = "TensorFlow.js tuned"
)

// aims are the goals of the page: a work, whom it is compared with, and the
// speed to be reached in that one's.
var aims = []struct {
	work, rival string
	bound       float64
}{
	{"gradient of " + measure.Small, stock, 3},
	{"gradient of " + measure.Wide, stock, 10},
	{"gradient of " + measure.Small, tuned, 1},
	{"gradient of " + measure.Wide, tuned, 1},
	{"summary of " + measure.Small, tuned, 4},
	{"product 1000×784×200", stock, 0.9},
}

// epochs is how an epoch went.
type epoch struct {
	Contender      string
	Seconds        float64
	Loss, Accuracy float64 // on the 1,000 test digits, at the end
}

// rivals measures the engine beside TensorFlow.js and ConvNetJS in one page.
func rivals(w io.Writer, root string, browser context.Context, lab *trial.Lab, rounds int, sample time.Duration) error {
	for _, file := range libraries {
		if _, err := os.Stat(filepath.Join(root, peersFolder, file)); err != nil {
			return fmt.Errorf("pagebench: %w (npm ci in %s brings it, as make bench-browser does)", err, peersFolder)
		}
	}
	page, end, err := openContest(root, browser, lab)
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
	var works map[string][]string
	if err := ask(page, &works, "contest.works"); err != nil {
		return err
	}
	times := map[string][]measure.Series{}
	for name, contenders := range works {
		times[name] = make([]measure.Series, len(contenders))
	}
	names := make([]string, 0, len(works))
	for name := range works {
		names = append(names, name)
	}
	slices.Sort(names)
	var runs [][]epoch
	for round := range rounds + 1 {
		for _, name := range names {
			var ms []float64
			if err := ask(page, &ms, "contest.round(%q, %g)", name, sample.Seconds()*1e3); err != nil {
				return err
			}
			if round > 0 { // the first warms up
				for i, v := range ms {
					times[name][i] = append(times[name][i], v)
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

	fmt.Fprintf(w, "TensorFlow.js %s, wasm, SIMD %v, float32; engine float64; one thread each; batch 100; medians of %d rounds\n\n",
		about.Release, about.SIMD, rounds)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "work\tcontender\tms\tspeed of the engine\t")
	for _, name := range names {
		for i, contender := range works[name] {
			fmt.Fprintf(t, "%s\t%s\t%.3g\t%.2f×\t\n", name, contender, times[name][i].Median(), times[name][i].Per(times[name][0]).Median())
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	writeEpochs(w, runs)
	var results []measure.Result
	for _, aim := range aims {
		i := slices.Index(works[aim.work], aim.rival)
		if i < 0 {
			return fmt.Errorf("pagebench: the page has no %s in %s", aim.rival, aim.work)
		}
		results = append(results, measure.Result{
			Goal:  measure.AtLeast(aim.bound, aim.work+", speed of "+aim.rival),
			Value: times[aim.work][i].Per(times[aim.work][0]).Median(),
		})
	}
	return measure.WriteGoals(w, results)
}

// writeEpochs writes the median time of each side; the losses are the same in
// every round.
func writeEpochs(w io.Writer, runs [][]epoch) {
	fmt.Fprintln(w, "an epoch of 6,000 digits, "+measure.Small+", batch 100, a look at 1,000 test digits every 10 steps;")
	fmt.Fprintln(w, "grouped Newton has a summary of 1,000 digits every 10 steps as well")
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
func openContest(root string, browser context.Context, lab *trial.Lab) (page context.Context, end func(), err error) {
	program, err := lab.Build("./wasm/contest")
	if err != nil {
		return nil, nil, err
	}
	script, err := publish.Script(root, "trial.js")
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
			w.Write(content) // the browser hung up: nobody is left to tell
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
		return nil, nil, fmt.Errorf("pagebench: %w", err)
	}
	// The program waits for calls and never ends, unless it fails.
	var ready bool
	err = ask(tab, &ready, `new Promise((resolve, reject) => {
		trial("program.wasm", best, []).then((r) => reject(new Error(r.output)), reject);
		const look = () => (globalThis.engine ? resolve(true) : setTimeout(look, 10));
		look();
	})`)
	if err == nil && !ready {
		err = errors.New("pagebench: the engine does not start")
	}
	if err != nil {
		end()
		return nil, nil, err
	}
	return tab, end, nil
}

// ask evaluates an expression in the page and reads its value, or that of the
// promise that it is, into v.
func ask(page context.Context, v any, format string, arguments ...any) error {
	text, err := chromedp.Run(page, chromedp.Evaluate[[]byte](fmt.Sprintf(format, arguments...), chromedp.EvalAwaitPromise))
	if err != nil {
		return fmt.Errorf("pagebench: %w", err)
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("pagebench: %s: %w", text, err)
	}
	return nil
}
