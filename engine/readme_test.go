package engine_test

import (
	"os"
	"strings"
	"testing"
)

// Every line of Go that the README shows stands in the tested examples.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
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
		t.Fatal("the README shows no Go")
	}
	for _, block := range blocks[1:] {
		code, _, _ := strings.Cut(block, "```")
		for line := range strings.Lines(code) {
			if !known[strings.TrimSpace(line)] {
				t.Errorf("not in example_test.go: %s", line)
			}
		}
	}
}
