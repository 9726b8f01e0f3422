package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The assembly in the repository is what the generator writes.
func TestCommittedFilesAreCurrent(t *testing.T) {
	files, err := generated()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "..", "engine", "kernel", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("engine/kernel/%s is not what tools/kernelgen writes: make gen", name)
		}
	}
}
