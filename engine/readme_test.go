package engine_test

import (
	"os"
	"strings"
	"testing"
)

// Every line of Go that the README and the page about the library show stands in
// the tested examples.
func TestReadme(t *testing.T) {
	for _, name := range []string{"../README.md", "../site/library.md"} {
		shows(t, name)
	}
}

func shows(t *testing.T, name string) {
	readme, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(example)) {
		known[strings.TrimSpace(line)] = true
	}
	blocks := strings.Split(string(readme), "```go\n")
	if len(blocks) < 2 {
		t.Fatalf("%s shows no Go", name)
	}
	for _, block := range blocks[1:] {
		code, _, _ := strings.Cut(block, "```")
		for line := range strings.Lines(code) {
			if !known[strings.TrimSpace(line)] {
				t.Errorf("%s: not in example_test.go: %s", name, line)
			}
		}
	}
}
