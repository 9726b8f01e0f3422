package site_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/pagetest"
)

// Every law and every golden file of the engine holds in the browser, with the best
// loops; those that depend on the loops hold with each set of them. The tests that
// take seconds, and those of what no set changes, run with the best loops alone.
// Examples are left out: in a page the testing package writes an example's output to a
// file, and a page has none to write to.
func TestKernels(t *testing.T) {
	t.Parallel()
	lab, err := pagetest.NewLab("..", filepath.Join("..", "build", "site-test"), browser)
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range pagetest.Rooms {
		t.Run(room.Name, func(t *testing.T) {
			t.Parallel() // a page has one processor
			program, err := lab.Test("./" + room.Name)
			if err != nil {
				t.Fatal(err)
			}
			page, err := lab.Open(pagetest.Place{Folder: room.Name, Reads: room.Reads}, program)
			if err != nil {
				t.Fatal(err)
			}
			defer page.Close()
			for level, name := range pagetest.Levels {
				best := level == len(pagetest.Levels)-1
				if (room.Apart || room.Once == pagetest.Everything) && !best {
					continue
				}
				t.Run(name, func(t *testing.T) {
					args := []string{"-test.run=^(Test|Fuzz)", "-test.v"}
					if !best || room.Apart {
						args = append(args, "-test.short")
					}
					if !best && room.Once != "" {
						args = append(args, "-test.skip="+room.Once)
					}
					if room.Name == "engine/kernel" && level > 0 { // it tries portable Go beside every other set
						args = append(args, "-test.skip=^Test/^portable$|^Test/.*/^portable$")
					}
					r, err := page.Run(level, args...)
					if err != nil {
						t.Fatal(err)
					}
					if room.Name == "engine/kernel" && !strings.Contains(r.Output, "--- PASS: TestProducts/"+name) {
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
	t.Parallel()
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
	for _, room := range pagetest.Rooms {
		kernels, ok := knows[room.Name]
		if !ok {
			t.Errorf("%s has no tests", room.Name)
		} else if kernels == room.Apart {
			t.Errorf("%s: apart is %v, but that it computes with the kernels is %v", room.Name, room.Apart, kernels)
		}
		delete(knows, room.Name)
	}
	for name := range knows {
		t.Errorf("the tests of %s are not run in the page", name)
	}
}
