// Package overlay adds something to a copy of the sources that only the compiler
// sees, and looks for it wherever it should be found.
package overlay

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// root is the folder of the module.
const root = "../.."

// overlay writes files over those of the module, or beside them, and returns the
// flag with which the go command sees them.
func overlay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for path, text := range files {
		full, err := filepath.Abs(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		replace[full] = filepath.Join(dir, strings.ReplaceAll(path, "/", "+"))
		if err := os.WriteFile(replace[full], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, list, 0o600); err != nil {
		t.Fatal(err)
	}
	return "-overlay=" + name
}

// changed returns a file of the module with a text put before another.
func changed(t *testing.T, path, before, text string) string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(file), before) != 1 {
		t.Fatalf("%s holds %q %d times", path, before, strings.Count(string(file), before))
	}
	return strings.Replace(string(file), before, text+before, 1)
}

// command runs the go command in the module and returns what it says.
func command(t *testing.T, args ...string) (said string, err error) {
	t.Helper()
	run := exec.Command("go", args...)
	run.Dir = root
	out, err := run.CombinedOutput()
	return strings.Join(strings.Fields(string(out)), " "), err
}

// expected is what a go command is to say, and whether it fails.
type expected struct {
	args, says []string
	errs       bool
}

func expect(t *testing.T, all []expected) {
	t.Helper()
	for _, want := range all {
		said, err := command(t, want.args...)
		if (err != nil) != want.errs {
			t.Errorf("go %s: %v\n%s", strings.Join(want.args, " "), err, said)
			continue
		}
		for _, text := range want.says {
			if !strings.Contains(said, text) {
				t.Errorf("go %s does not say %q:\n%s", strings.Join(want.args, " "), text, said)
			}
		}
	}
}
