// Package overlay adds to the repository what a contributor would add, without
// touching it (go build -overlay), and looks whether it is found everywhere.
package overlay

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// change inserts text into a file, before the only place where something stands;
// before "" makes a file.
type change struct{ file, before, text string }

// tree is the repository with changes.
type tree struct {
	root, list string
}

// changed returns the repository with these changes.
func changed(t *testing.T, changes ...change) tree {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds the engine anew")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	replace, texts := map[string]string{}, map[string]string{}
	for _, c := range changes {
		path := filepath.Join(root, c.file)
		text, ok := texts[path]
		if !ok && c.before != "" {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text = string(content)
		}
		if c.before != "" && strings.Count(text, c.before) != 1 {
			t.Fatalf("%s has %q %d times", c.file, c.before, strings.Count(text, c.before))
		}
		texts[path] = strings.Replace(text, c.before, c.text+c.before, 1)
	}
	dir := t.TempDir()
	for path, text := range texts {
		replace[path] = filepath.Join(dir, strings.ReplaceAll(path, string(filepath.Separator), "_"))
		if err := os.WriteFile(replace[path], []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	tr := tree{root, filepath.Join(dir, "overlay.json")}
	if err := os.WriteFile(tr.list, list, 0o644); err != nil {
		t.Fatal(err)
	}
	return tr
}

// run returns what a command of go prints, run in the tree, and whether it ended well.
// Blanks and line ends are one blank each: tables and help are laid out by width.
func (tr tree) run(command string, args ...string) (string, bool) {
	c := exec.Command("go", append([]string{command, "-overlay", tr.list}, args...)...)
	c.Dir = tr.root
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	return strings.Join(strings.Fields(out.String()), " "), err == nil
}

// prints fails unless the command ends well, or not, and prints all of these.
func (tr tree) prints(t *testing.T, well bool, want []string, command string, args ...string) {
	t.Helper()
	out, ok := tr.run(command, args...)
	for _, w := range want {
		if !strings.Contains(out, w) {
			t.Errorf("go %s %q does not print %q", command, args, w)
			ok = !well
		}
	}
	if ok != well {
		t.Fatalf("go %s %q ends well: %t\n%s", command, args, ok, out)
	}
}
