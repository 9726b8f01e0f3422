package rules

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// reached is what the programs of one system are made of: which files are
// compiled, and the functions in them that no program reaches.
type reached struct {
	files []string
	dead  []string // "engine/op/pool.go AvgPool"
}

// reach asks golang.org/x/tools/cmd/deadcode about the programs that match the
// patterns.
func reach(t *testing.T, environment []string, patterns ...string) (r reached) {
	output := func(environment []string, name string, arguments ...string) string {
		command := exec.Command(name, arguments...)
		command.Dir, command.Stderr = root, os.Stderr
		command.Env = append(os.Environ(), environment...)
		out, err := command.Output()
		if err != nil {
			t.Fatalf("%s %s: %v", name, arguments, err)
		}
		return strings.TrimSpace(string(out))
	}
	const format = `{{range .GoFiles}}{{$.ImportPath}}/{{.}}{{"\n"}}{{end}}`
	for name := range strings.Lines(output(environment, "go", append([]string{"list", "-deps", "-f", format}, patterns...)...)) {
		if file, own := strings.CutPrefix(strings.TrimSpace(name), Module+"/"); own {
			r.files = append(r.files, file)
		}
	}
	// The path of the tool: with the environment of a browser, go would build it
	// for one. Twice the memory takes two thirds of the time.
	tool := output(nil, "go", "tool", "-n", "deadcode")
	var packages []struct {
		Funcs []struct {
			Name     string
			Position struct{ File string }
		}
	}
	out := output(append(environment, "GOGC=400"), tool, append([]string{"-json"}, patterns...)...)
	if err := json.Unmarshal([]byte(out), &packages); err != nil {
		t.Fatalf("deadcode: %v", err)
	}
	for _, p := range packages {
		for _, f := range p.Funcs {
			r.dead = append(r.dead, f.Position.File+" "+f.Name)
		}
	}
	return r
}

// unreached returns the functions that no program of any system reaches.
func unreached(systems ...reached) []string {
	all := map[string]bool{}
	for _, s := range systems {
		for _, f := range s.dead {
			all[f] = true
		}
	}
	for _, s := range systems {
		maps.DeleteFunc(all, func(f string, _ bool) bool {
			file, _, _ := strings.Cut(f, " ")
			return slices.Contains(s.files, file) && !slices.Contains(s.dead, f)
		})
	}
	return slices.Sorted(maps.Keys(all))
}

// Every function is reached by a program, or Unreachable says why not. It takes
// half a minute: the tool reads all that the programs are linked from.
func TestEveryFunctionIsReached(t *testing.T) {
	if os.Getenv("DEADCODE") == "" {
		t.Skip("make deadcode")
	}
	var native, browser reached
	t.Run("programs", func(t *testing.T) { // side by side: the tool keeps one processor busy
		t.Run("native", func(t *testing.T) {
			t.Parallel()
			native = reach(t, nil, "./...")
		})
		t.Run("browser", func(t *testing.T) {
			t.Parallel()
			browser = reach(t, []string{"GOOS=js", "GOARCH=wasm"}, "./wasm/...", "./site/worker/...")
		})
	})
	if t.Failed() {
		return // the tool has said why
	}
	needed := map[string]bool{}
	for _, f := range unreached(native, browser) {
		k := slices.IndexFunc(Unreachable, func(u struct{ In, Why string }) bool { return strings.HasPrefix(f, u.In) })
		if k < 0 {
			t.Errorf("%s is reached by no program", f)
			continue
		}
		needed[Unreachable[k].In] = true
	}
	for _, u := range Unreachable {
		if !needed[u.In] {
			t.Errorf("rules.Unreachable names %s, where everything is reached", u.In)
		}
	}
}

// A function lives if a program of one system reaches it.
func TestUnreached(t *testing.T) {
	native := reached{files: []string{"a/both.go", "a/native.go"}, dead: []string{"a/both.go Page", "a/both.go Nobody", "a/native.go Old"}}
	browser := reached{files: []string{"a/both.go", "a/page.go"}, dead: []string{"a/both.go Nobody", "a/both.go Base", "a/page.go Old"}}
	if got, want := unreached(native, browser), []string{"a/both.go Nobody", "a/native.go Old", "a/page.go Old"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
