package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/train"
)

var update = flag.Bool("update", false, "write the tables into docs/results.md")

const results = "../../docs/results"

// place is a table in docs/results.md: the comment before it, its lines, the comment
// behind it.
var place = regexp.MustCompile(`(?s)(<!-- grid ([\w-]+) -->\n)(.*?)(<!-- end -->)`)

// The tables of docs/results.md are those that the files make, one of each grid.
func TestTables(t *testing.T) {
	const file = "../../docs/results.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	made := place.ReplaceAllStringFunc(string(text), func(have string) string {
		parts := place.FindStringSubmatch(have)
		found = append(found, parts[2])
		g, err := find(parts[2])
		if err != nil {
			t.Error(err)
			return have
		}
		lines, err := (&folder{results}).table(g)
		if err != nil {
			t.Error(err)
			return have
		}
		want := parts[1] + strings.Join(lines, "\n") + "\n" + parts[4]
		if want != have && !*update {
			t.Errorf("run go test ./tools/grid -update: the rows of %s make\n%s", parts[2], want)
		}
		return want
	})
	for _, g := range grids {
		if !slices.Contains(found, g.name) {
			t.Errorf("%s has no table of the grid %q", file, g.name)
		}
	}
	if *update && made != string(text) {
		if err := os.WriteFile(file, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Every file is that of a grid, and every row of it is one that the grid makes, with the
// settings as they are now.
func TestFilesAreOfTheGrids(t *testing.T) {
	files, err := filepath.Glob(results + "/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		g, err := find(strings.TrimSuffix(filepath.Base(file), ".jsonl"))
		if err != nil {
			t.Error(err)
			continue
		}
		all, err := (&folder{results}).read(g)
		if err != nil {
			t.Error(err)
			continue
		}
		known, err := g.known(all)
		if err != nil {
			t.Fatal(err)
		}
		if len(known) != all.len() {
			t.Errorf("%s: the grid makes %d of its %d rows: run go run ./tools/grid prune %s", file, len(known), all.len(), g.name)
		}
	}
}

// A part of each grid, with every set of loops and seeds of its own: what has no rate
// neither diverges nor stalls.
func TestSmallPart(t *testing.T) {
	parts := []struct {
		grid     string
		problems []int
		steps    int
		methods  []string
	}{
		{"toy", []int{2, 13, 27, 38, 53, 60}, 120, tuneless},
		{"toy-small-batches", []int{4, 30, 53}, 120, tuneless},
		{"perceptron", []int{0}, 40, tuneless},
		{"wide", []int{0}, 20, tuneless[:1]},
		{"lenet", []int{0}, 4, tuneless[:1]},
		{"robust", []int{0, 4}, 40, tuneless[:1]},
		{"depth", []int{0, 13}, 40, tuneless[:1]},
	}
	defer kernel.Use(kernel.Set())
	for _, set := range kernel.Sets() {
		if err := kernel.Use(set); err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if testing.Short() && part.grid != "toy" {
				continue
			}
			g, err := find(part.grid)
			if err != nil {
				t.Fatal(err)
			}
			for i, k := range part.problems {
				for _, m := range part.methods {
					p := g.problems[k]
					p.steps = part.steps
					c, err := p.configure(m, uint64(701+i))
					if err != nil {
						t.Fatal(err)
					}
					r := row{Seed: c.Seed}
					if c.Filled().Data == "mnist" {
						fewDigits(t, c.Seed)
					}
					if err := p.run(c, &r); err != nil {
						t.Fatalf("%s: %v", p.name, err)
					}
					if r.diverged() || r.stalled() || r.Steps != p.steps {
						t.Errorf("%s, %s, %s, seed %d: loss %g after %d steps, a constant answer has %g: %s",
							set, p.name, m, r.Seed, r.Loss, r.Steps, r.Constant, r.Ended)
					}
				}
			}
		}
	}
}

// fewDigits puts a sixth of the digits in place of all: LeNet's loss of 6,000 takes seconds.
func fewDigits(t *testing.T, seed uint64) {
	set, test, err := data.MNIST()
	if err != nil {
		t.Fatal(err)
	}
	index := make([]int, 1000)
	for i := range index {
		index[i] = i
	}
	t.Cleanup(func() { opened.name = "" })
	opened.name = fmt.Sprint("mnist?seed=", seed)
	opened.set, opened.test = set.Subset("few digits", index), test.Subset("few digits", index[:100])
}

// tuneless are the methods that have no rate.
var tuneless = []string{"method=subspace", "method=grouped-newton"}

// Of early stopping a part runs with the built-in digits: it ends by its patience or its
// passes, and its numbers are those of the best pass.
func TestLongPart(t *testing.T) {
	p := problem{name: "few", settings: "data=mnist batch=600", hidden: "8", long: &stopping{0.2, 1, 6}}
	c, err := p.configure("method=sgd rate=0.1", 701)
	if err != nil {
		t.Fatal(err)
	}
	r := row{Seed: c.Seed}
	if err := p.run(c, &r); err != nil {
		t.Fatal(err)
	}
	const pass = 4800 / 600
	if r.Steps%pass != 0 || r.Steps > 6*pass || r.Best%pass != 0 || r.Best == 0 || r.Steps-r.Best > pass ||
		!(r.Validation > 0.5) || math.Abs(float64(r.Validation-r.Accuracy)) > 0.06 {
		t.Errorf("%+v", r)
	}
	if want := "data=mnist layers=8-10 batch=600 method=sgd partition=canonical rate=0.1 momentum=0.9 passes=6 patience=1 validation=0.2"; !sameFields(p.text(c), want) {
		t.Errorf("settings %q, want those of %q", p.text(c), want)
	}
}

// sameFields tells whether two texts have the same words.
func sameFields(a, b string) bool {
	return slices.Equal(slices.Sorted(strings.FieldsSeq(a)), slices.Sorted(strings.FieldsSeq(b)))
}

// tiny is a grid that a test can run, in a folder of its own.
func tiny(t *testing.T) (*grid, *folder) {
	before := grids
	t.Cleanup(func() { grids = before })
	grids = []grid{{name: "tiny", what: "Tiny", problems: []problem{{name: "moons 4", settings: "data=moons", hidden: "4", steps: 5}}}}
	return &grids[0], &folder{filepath.Join(t.TempDir(), "made")}
}

// A grid that is stopped in the middle of a line goes on; what is done is not run again;
// a rate is chosen by the first seeds, which no table reports.
func TestRunGoesOn(t *testing.T) {
	g, f := tiny(t)
	run := func(seeds string, method ...string) int {
		t.Helper()
		c := runCommand{Grid: g.name, Seeds: seeds, Method: method, Jobs: 1, folder: *f}
		if err := c.Run(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(f.path(g))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(text), "\n")
	}
	if n := run("101:102", "method=sgd"); n != 5*3+2 {
		t.Errorf("%d rows, want those of five rates on three seeds, and two", n)
	}
	file, err := os.OpenFile(f.path(g), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(file, `{"problem":"moo`)
	file.Close()
	if n := run("101:103", "method=sgd"); n != 5*3+3 {
		t.Errorf("%d rows after one more seed", n)
	}
	if n := run("101:103", "method=sgd", "method=grouped-newton"); n != 5*3+6 {
		t.Errorf("%d rows after one more method", n)
	}
	lines, err := f.table(g)
	if err != nil {
		t.Fatal(err)
	}
	table := strings.Join(lines, "\n")
	for _, want := range []string{"| `grouped-newton` | 3 |", "| `sgd rate=0.3` | 3 |"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	if err := (&runCommand{Grid: g.name, Seeds: "1:5", Jobs: 1, folder: *f}).Run(); err == nil {
		t.Error("seeds that choose the rates are reported")
	}
}

// A rate by which a run diverged is not chosen, even if its mean is low.
func TestChoose(t *testing.T) {
	g, f := tiny(t)
	if err := os.MkdirAll(f.Results, 0o755); err != nil {
		t.Fatal(err)
	}
	p, m := &g.problems[0], &method{settings: "method=adam", rates: []float64{0.1, 0.2, 0.3}}
	var text strings.Builder
	for i, rate := range m.rates {
		c, err := p.configure(m.with(rate), 1)
		if err != nil {
			t.Fatal(err)
		}
		for seed := uint64(firstSeed); seed <= lastSeed; seed++ {
			loss, ended := 0.5-0.1*float64(i), ""
			if i == 2 && seed == 2 {
				ended = "diverged"
			}
			fmt.Fprintf(&text, `{"problem":%q,"settings":%q,"seed":%d,"loss":%g,"constant":0.7,"ended":%q}`+"\n", p.name, p.text(c), seed, loss, ended)
		}
	}
	lines := strings.SplitAfter(text.String(), "\n")
	for have, want := range map[string]string{text.String(): "method=adam rate=0.2", strings.Join(lines[1:], ""): ""} {
		if err := os.WriteFile(f.path(g), []byte(have), 0o644); err != nil {
			t.Fatal(err)
		}
		judge, all, err := f.judge(g)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := m.choose(judge, p, all); err != nil || got != want {
			t.Errorf("chose %q, %v; want %q", got, err, want)
		}
	}
}

// A network whose last biases alone are not 0 gives a constant answer: the best one has
// the loss that rows are held against.
func TestConstant(t *testing.T) {
	for _, c := range []train.Config{
		{Data: "blobs?n=301", Layers: "3-4", Batch: 10, SummaryBatch: 10},
		{Data: "teacher?n=300&outputs=2", Layers: "3-2", Loss: "squared-error"},
	} {
		c.SummaryBatch = 10
		set, _, err := data.Open(c.Data, nil)
		if err != nil {
			t.Fatal(err)
		}
		run, err := train.New(c, set, set)
		if err != nil {
			t.Fatal(err)
		}
		theta, w := run.Theta(), set.Outputs()
		clear(theta)
		y := make([]float64, w)
		best := theta[len(theta)-w:]
		for i := range set.Len() {
			set.Targets(y, []int{i})
			for k := range y {
				best[k] += y[k] / float64(set.Len())
			}
		}
		if c.Loss == "" {
			for k := range best {
				best[k] = math.Log(best[k])
			}
		}
		var frame train.Frame
		run.Look(&frame)
		if want, got := float64(frame.TestLoss), constant(set, run.Config().Loss); math.Abs(got-want) > 1e-12*want {
			t.Errorf("%s: %.15g, the network has %.15g", c.Data, got, want)
		}
	}
}

// The interval of paired differences is Student's: for 1, 2, 3 points it is 2 ± 2.48.
func TestPaired(t *testing.T) {
	rows, rivals := make([]row, 4), make([]row, 3)
	for i := range rows {
		rows[i] = row{Seed: uint64(i), Accuracy: number(0.9 + 0.01*float64(i))}
	}
	for i := range rivals {
		rivals[i] = row{Seed: uint64(i + 1), Accuracy: 0.9}
	}
	if got := paired(rows, rivals); got != "+2.00 ± 2.48" {
		t.Errorf("%s", got)
	}
}
