package rules

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Every function is reached by a program, or Unreachable says why not. It takes
// half a minute: the tool reads all that the programs are linked from.
func TestEveryFunctionIsReached(t *testing.T) {
	if testing.Short() || os.Getenv("DEADCODE") == "" {
		t.Skip("make deadcode")
	}
	native, err := Reach(root, "linux", "")
	if err != nil {
		t.Fatal(err)
	}
	browser, err := Reach(root, "js", "wasm", "site/worker")
	if err != nil {
		t.Fatal(err)
	}
	needed := map[string]bool{}
	for _, f := range Unreached(native, browser) {
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
	native := Reached{Files: []string{"a/both.go", "a/native.go"}, Dead: []string{"a/both.go Page", "a/both.go Nobody", "a/native.go Old"}}
	browser := Reached{Files: []string{"a/both.go", "a/page.go"}, Dead: []string{"a/both.go Nobody", "a/both.go Desk", "a/page.go Old"}}
	if got, want := Unreached(native, browser), []string{"a/both.go Nobody", "a/native.go Old", "a/page.go Old"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
