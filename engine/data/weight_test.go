//go:build !js

package data

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A program that draws a toy set does not carry the digits: every visitor of a
// lesson would load them.
func TestToysComeWithoutDigits(t *testing.T) {
	program := filepath.Join(t.TempDir(), "toy")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/toy").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	linked, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(linked, mnistPack[5000:5064]) {
		t.Errorf("the program of %d bytes holds the packed digits", len(linked))
	}
	if err := exec.Command(program).Run(); err != nil {
		t.Error(err)
	}
}
