package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// The repository obeys, on Linux and in the browser.
func TestImportsOfTheRepository(t *testing.T) {
	for _, goos := range []string{"linux", "js"} {
		t.Run(goos, func(t *testing.T) {
			seen := map[string]bool{}
			for _, p := range list(t, goos) {
				seen[p.Path] = true
				for _, wrong := range Imports(p) {
					t.Error(wrong)
				}
			}
			// A listing that lost the repository would obey every rule.
			for _, room := range Rooms {
				if !slices.ContainsFunc(keys(seen), func(path string) bool { return within(path, room.Name) }) {
					t.Errorf("room %s is empty", room.Name)
				}
			}
		})
	}
}

// No code calls what its folder may not, whatever its build tags.
func TestCallsOfTheRepository(t *testing.T) {
	files := 0
	for _, p := range list(t, "linux") {
		for _, name := range p.Files {
			src, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			wrong, err := Source(p.Path, p.Path+"/"+name, src)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range wrong {
				t.Error(w)
			}
			files++
		}
	}
	if files < len(Rooms) {
		t.Errorf("only %d files read", files)
	}
}

// No text names the machine it was written on.
func TestTextsOfTheRepository(t *testing.T) {
	paths, err := Tracked(root)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(paths, "go.mod") {
		t.Fatalf("%d files without go.mod: not the repository", len(paths))
	}
	for _, path := range paths {
		content, err := os.ReadFile(filepath.Join(root, path))
		if os.IsNotExist(err) {
			continue // tracked, and removed since
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range Text(path, content) {
			t.Error(wrong)
		}
	}
}

// A room may import what it stands on and nothing else: every pair of rooms.
func TestEveryPairOfRooms(t *testing.T) {
	const order = `
		engine/tensor    < engine/strict
		engine/setting   < engine/strict engine/activation
		engine/op        < engine/tensor engine/kernel engine/strict engine/activation
		engine/param     < engine/tensor engine/strict
		engine/graph     < engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/partition < engine/param engine/tensor engine/strict engine/setting engine/activation
		engine/kfac      < engine/graph engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/model     < engine/graph engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/summary   < engine/setting engine/graph engine/partition engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/spectrum  < engine/kernel
		engine/data      < engine/archive
		engine/optim     < engine/setting engine/archive engine/summary engine/kfac engine/model engine/cubic engine/graph engine/partition engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/exchange  < engine/setting engine/archive engine/optim engine/summary engine/kfac engine/model engine/cubic engine/graph engine/partition engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/train     < engine/spectrum engine/archive engine/optim engine/setting engine/frame engine/data engine/summary engine/kfac engine/model engine/cubic engine/graph engine/partition engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/link      < engine/setting engine/frame engine/strict engine/activation
		demos            < engine/link engine/setting engine/frame engine/cubic engine/strict engine/activation
		demos/lesson     < =demos engine/link engine/setting engine/frame engine/data engine/spectrum engine/archive engine/optim engine/summary engine/kfac engine/model engine/cubic engine/graph engine/partition engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		engine/session   < engine
		ebitenui         < engine demos site/lessons
		tools/measure    < engine/setting engine/model engine/summary engine/graph engine/partition engine/op engine/param engine/tensor engine/kernel engine/strict engine/activation
		wasm             < engine demos ebitenui tools/measure site/lessons
		tools            < engine demos tools/measure site/lessons`
	allowed := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(order)) {
		room, below, _ := strings.Cut(strings.TrimSpace(line), "<")
		allowed[strings.TrimSpace(room)] = strings.Fields(below)
	}
	for _, a := range Rooms {
		for _, b := range Rooms {
			wrong := Imports(Package{Path: a.Name + "/x", Imports: []string{Module + "/" + b.Name + "/y"}})
			if may := a.Name == b.Name || anyHolds(allowed[a.Name], b.Name) || slices.Contains(allowed[a.Name], "="+b.Name); may != (len(wrong) == 0) {
				t.Errorf("%s imports %s: %q, want allowed %v", a.Name, b.Name, wrong, may)
			}
		}
	}
}

// Every ban strikes where it holds and only there.
func TestEveryBan(t *testing.T) {
	for _, ban := range Bans {
		// A room in which only this ban can strike.
		in := map[string]string{"": "tools/x", "engine": "engine/op"}[ban.In]
		if in == "" {
			in = ban.In + "/x"
		}
		p := Package{Path: in, Imports: []string{ban.Import}}
		if wrong := Imports(p); !slices.ContainsFunc(wrong, func(w string) bool { return strings.HasSuffix(w, ban.Why) }) {
			t.Errorf("%s imports %s: %q, want %q", p.Path, ban.Import, wrong, ban.Why)
		}
		for _, except := range ban.Except {
			p.Path = except
			for _, w := range Imports(p) {
				if strings.HasSuffix(w, ban.Why) {
					t.Errorf("the exception %s is not one: %s", except, w)
				}
			}
		}
		// What holds everywhere holds for tests.
		wrong := Imports(Package{Path: in, Tests: []string{ban.Import}})
		if (ban.In == "") != (len(wrong) > 0) {
			t.Errorf("a test of %s imports %s: %q", in, ban.Import, wrong)
		}
	}
}

// Every program is kept clean of what it may not carry, however deep.
func TestEveryProgram(t *testing.T) {
	for _, ban := range Programs {
		p := Package{Path: ban.In, Deps: []string{"fmt", ban.Import + "/inside"}}
		if wrong := Imports(p); len(wrong) != 1 || !strings.HasSuffix(wrong[0], ban.Why) {
			t.Errorf("%s depends on %s: %q", ban.In, ban.Import, wrong)
		}
	}
}

func TestViolations(t *testing.T) {
	for _, c := range []struct {
		path, imported, want string // want "" is allowed
	}{
		{"engine/cubic", "gonum.org/v1/gonum/mat", ""},
		{"engine/cubic", "github.com/alecthomas/kong", "engine/cubic may not import github.com/alecthomas/kong: not a module that engine/cubic is supplied with"},
		{"engine/cubic", Module + "/engine/summary", "engine/cubic may not import engine/summary: engine/cubic does not stand on it"},
		{"engine/graph", Module + "/engine/train", "engine/graph may not import engine/train: engine/graph does not stand on it"},
		{"engine/data/pack", "golang.org/x/image/font", "engine/data/pack may not import golang.org/x/image/font: not a module that engine/data is supplied with"},
		{"engine/data", "os", ""},
		{"engine/op", "os", "engine/op may not import os: only data are read from files"},
		{"engine/op", "os/exec", "engine/op may not import os/exec: only data are read from files"},
		{"engine/newcomer", "fmt", "engine/newcomer has no room in rules.Rooms"},
		{"engine/train", "log/slog", "engine/train may not import log/slog: the engine does not print: errors are values"},
		{"engine/train", "math/rand/v2", ""},
		{"demos/plot", "golang.org/x/image/vector", ""},
		{"demos/plot", Module + "/ebitenui", "demos/plot may not import ebitenui: demos does not stand on it"},
		{"ebitenui", "github.com/hajimehoshi/ebiten/v2/text/v2", ""},
		{"site/worker/api", Module + "/engine/op", "site/worker/api may not import engine/op: site/worker does not stand on it"},
		{"site/worker/api", "net/http", ""},
		{"tools/site", "github.com/evanw/esbuild/pkg/api", ""},
	} {
		wrong := Imports(Package{Path: c.path, Imports: []string{c.imported}})
		if got := strings.Join(wrong, "\n"); got != c.want {
			t.Errorf("%s imports %s:\n got %q\nwant %q", c.path, c.imported, got, c.want)
		}
	}
}

// Tests of a whole room may lie beside it: they stand in nobody's way.
func TestOnlyTestsNeedNoRoom(t *testing.T) {
	p := Package{Path: "engine", Tests: []string{Module + "/engine/train", "os"}, OnlyTests: true}
	if wrong := Imports(p); wrong != nil {
		t.Errorf("%q", wrong)
	}
	p.Tests = append(p.Tests, "syscall/js")
	if wrong := Imports(p); len(wrong) != 1 {
		t.Errorf("%q, want the ban on syscall/js", wrong)
	}
}

func TestSource(t *testing.T) {
	for _, c := range []struct {
		pkg, src, want string // want is a regular expression; "" is nothing wrong
	}{
		{"engine/op", `import "fmt"; func f() { fmt.Println() }`, `^a\.go:2:\d+: fmt\.Println: the engine does not print$`},
		{"engine/op", `import p "fmt"; func f() { p.Printf("") }`, `fmt\.Printf`},
		{"demos/plot", `import "fmt"; func f() { fmt.Print() }`, `fmt\.Print: a scene draws`},
		{"engine/op", `import "fmt"; var s = fmt.Sprint(1)`, ``},
		{"tools/gn", `import "fmt"; func f() { fmt.Println() }`, ``},
		{"engine/op", `func f() { println(1) }`, `builtin\.println`},
		{"engine/data", `import "math/rand/v2"; var x = rand.IntN(3)`, `math/rand/v2\.IntN: randomness is an argument`},
		{"demos/toy", `import r "math/rand/v2"; var x = r.Float64`, `math/rand/v2\.Float64`},
		{"engine/data", `import "math/rand/v2"; var x = rand.New(rand.NewPCG(1, 2)).IntN(3)`, ``},
		{"engine/data", `import "math/rand/v2"; func f(r *rand.Rand) int { return r.IntN(3) }`, ``},
		{"engine/op", `import . "fmt"; func f() { Println() }`, `dot import`},
	} {
		wrong, err := Source(c.pkg, "a.go", []byte("package a\n"+c.src))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(wrong, "\n")
		if c.want == "" && got != "" || !regexp.MustCompile(c.want).MatchString(got) {
			t.Errorf("%s in %s: %q, want %q", c.src, c.pkg, got, c.want)
		}
	}
	if _, err := Source("engine/op", "a.go", []byte("not Go")); err == nil || !strings.HasPrefix(err.Error(), "rules: ") {
		t.Errorf("a file that is not Go: %v", err)
	}
}

func TestText(t *testing.T) {
	// Put together here, so that this file does not name them itself.
	slash := string(rune('/'))
	for _, c := range []struct {
		file, text string
		wrong      bool
	}{
		{"README.md", "see " + slash + "home/ada/play", true},
		{"README.md", "`" + slash + "root/go/bin`", true},
		{"a.go", `"` + slash + `Users/ada"`, true},
		{"a.sh", slash + "work/main", true},
		{"a.sh", `c:` + `\Users\ada`, true},
		{"README.md", "site" + slash + "worker, net" + slash + "work/x, https:" + slash + slash + "go.dev" + slash + "home/x", false},
		{"README.md", "serve " + slash + "healthz and " + slash + "tmp/www", false},
		{"README.md", "\x00" + slash + "home/ada/play", false},
		{"site/worker/package-lock.json", `"resolved": "https:"`, true},
		{"other.json", `"resolved": true`, false},
		{"go.mod", "replace a => ../b", true},
		{"go.mod", "require a v1.0.0", false},
	} {
		if wrong := Text(c.file, []byte(c.text)); (len(wrong) > 0) != c.wrong {
			t.Errorf("%s with %q: %q, want wrong %v", c.file, c.text, wrong, c.wrong)
		}
	}
	if wrong := Text("a.md", []byte("fine\nfine\n"+slash+"root/x")); len(wrong) != 1 || !strings.HasPrefix(wrong[0], "a.md:3: ") {
		t.Errorf("%q, want line 3", wrong)
	}
}

// list returns the packages as a system sees them.
func list(t *testing.T, goos string) []Package {
	t.Helper()
	packages, err := List(root, goos)
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// keys returns the keys of a set.
func keys(set map[string]bool) []string {
	var all []string
	for key := range set {
		all = append(all, key)
	}
	return all
}
