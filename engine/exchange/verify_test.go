package exchange

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// files returns every golden file, those of the cubic step with them.
func files(t *testing.T) (paths []string) {
	t.Helper()
	for _, pattern := range []string{"testdata/*.json", "../cubic/testdata/*.json"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		paths = append(paths, found...)
	}
	return paths
}

// Every golden file agrees with what is computed from it.
func TestVerify(t *testing.T) {
	for _, path := range files(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		v, err := Verify(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		worst := v.Worst()
		if !v.Pass() {
			t.Errorf("%s: %s is off by %.1e, more than %.0e", path, worst.What, worst.Error, worst.Tolerance)
		}
		t.Logf("%s: %d checks, worst %s %.1e", filepath.Base(path), len(v.Checks), worst.What, worst.Error)
	}
}
