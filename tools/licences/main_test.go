package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/tools/licences/notices"
)

// The files that the programs embed are those of what they are linked from now, on
// every system.
func TestFilesAreCurrent(t *testing.T) {
	for _, p := range products {
		t.Run(p.Name, func(t *testing.T) {
			parts, err := notices.Linked("../..", p.Program)
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(filepath.Join("../..", p.file))
			if err != nil {
				t.Fatal(err)
			}
			have, want := string(content), string(notices.Format(p.Name, p.Systems, parts))
			if have == want {
				return
			}
			t.Errorf("%s is out of date: run make gen", p.file)
			differ(t, "it lacks", want, have)
			differ(t, "it should not have", have, want)
		})
	}
}

// differ names the headings of a that b has not.
func differ(t *testing.T, say, a, b string) {
	lines := strings.Split(b, "\n")
	for line := range strings.Lines(a) {
		line = strings.TrimSuffix(line, "\n")
		if strings.Contains(line, ": ") && !slices.Contains(lines, line) {
			t.Logf("%s %q", say, line)
		}
	}
}
