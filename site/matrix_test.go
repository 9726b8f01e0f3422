package site_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/trial"
)

// room is a package of the engine and what its tests read.
type room struct {
	name  string
	apart bool // it does not compute with the kernels: one set of loops tells all
	reads []string
	once  string // tests that train for seconds to see what is learnt: run with the best loops only
}

// rooms are all packages of the engine that have tests. Their examples are left
// out: in a page the testing package writes an example's output to a file, and
// a page has none to write to.
var rooms = []room{
	{name: "engine", reads: []string{"README.md", "site/library.md", "docs/data.md", "engine/example_test.go"}},
	{name: "engine/archive", apart: true},
	{name: "engine/cubic", apart: true, reads: []string{"engine/cubic/testdata"}},
	{name: "engine/data", apart: true},
	{name: "engine/data/pack", apart: true},
	{name: "engine/exchange", reads: []string{"engine/exchange/testdata", "engine/cubic/testdata", "docs/exchange.md"}},
	{name: "engine/frame", apart: true},
	{name: "engine/graph"},
	{name: "engine/kernel"},
	{name: "engine/kfac"},
	{name: "engine/model"},
	{name: "engine/op"},
	{name: "engine/optim", reads: []string{"engine/exchange/testdata"}},
	{name: "engine/param", apart: true},
	{name: "engine/partition", apart: true},
	{name: "engine/setting", apart: true},
	{name: "engine/spectrum"},
	{name: "engine/summary"},
	{name: "engine/tensor", apart: true},
	{name: "engine/train", once: "TestEveryMethodTrains|TestNetworksLearn|TestAdaptiveTrainsUntuned|TestSizes"},
	{name: "engine/train/trace"},
}

// Every law and every golden file of the engine holds in the browser, with each
// edition of the kernels and without.
func TestKernels(t *testing.T) {
	lab, err := trial.NewLab("..", filepath.Join("..", "build", "site-test"), browser)
	if err != nil {
		t.Fatal(err)
	}
	for level, name := range trial.Levels {
		t.Run(name, func(t *testing.T) {
			for _, room := range rooms {
				if room.apart && level > 0 {
					continue
				}
				t.Run(room.name, func(t *testing.T) {
					t.Parallel()                               // a page has one processor
					program, err := lab.Test("./" + room.name) // linked once, at the first level
					if err != nil {
						t.Fatal(err)
					}
					args := []string{"-test.run=^(Test|Fuzz)", "-test.v"}
					if room.once != "" && level < len(trial.Levels)-1 {
						args = append(args, "-test.skip=^("+room.once+")$")
					}
					place := trial.Place{Folder: room.name, Reads: room.reads}
					r, err := lab.RunAt(place, program, level, args...)
					if err != nil {
						t.Fatal(err)
					}
					if room.name == "engine/kernel" && !strings.Contains(r.Output, "--- PASS: TestProducts/"+name) {
						t.Errorf("the products were not tested with the loops called %s", name)
					}
					if r.Code != 0 || !strings.HasSuffix(r.Output, "PASS\n") {
						t.Errorf("exit code %d:\n%s", r.Code, failures(r.Output))
					}
				})
			}
		})
	}
}

// failures drops the lines of tests that passed.
func failures(output string) string {
	var kept []string
	for line := range strings.Lines(output) {
		word := strings.TrimSpace(line)
		if !strings.HasPrefix(word, "=== ") && !strings.HasPrefix(word, "--- PASS") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// No package is forgotten, and those called apart do not know the kernels.
func TestRooms(t *testing.T) {
	list := exec.Command("go", "list", "-test", "-f", `{{with .ForTest}}{{.}} {{join $.Deps ","}}{{end}}`, "./engine/...")
	list.Dir = ".."
	text, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	knows := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		path, deps, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		name := path[strings.Index(path, "engine"):]
		knows[name] = knows[name] || name == "engine/kernel" || slices.ContainsFunc(strings.Split(deps, ","), func(d string) bool {
			d, _, _ = strings.Cut(d, " [")
			return strings.HasSuffix(d, "/engine/kernel")
		})
	}
	for _, room := range rooms {
		kernels, ok := knows[room.name]
		if !ok {
			t.Errorf("%s has no tests", room.name)
		} else if kernels == room.apart {
			t.Errorf("%s: apart is %v, but that it computes with the kernels is %v", room.name, room.apart, kernels)
		}
		delete(knows, room.name)
	}
	for name := range knows {
		t.Errorf("the tests of %s are not run in the page", name)
	}
}
