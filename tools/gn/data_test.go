package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cauchy-newton/playground/engine/data"
)

// A module's folder of small files stands in for the digits: they are kept once all of
// them are right, and nothing is kept where one is wrong.
func TestKeep(t *testing.T) {
	source, files := fstest.MapFS{}, data.FullMNIST()
	for i := range files {
		text := fmt.Appendf(nil, "file %d", i)
		source[files[i].Name] = &fstest.MapFile{Data: text, Mode: 0o444} // as Go keeps modules
		files[i].SHA256 = fmt.Sprintf("%x", sha256.Sum256(text))
	}
	folder := filepath.Join(t.TempDir(), "new", "mnist")
	right := source[files[3].Name].Data
	source[files[3].Name].Data = []byte("another")
	if err := keep(folder, source, files); err == nil || !strings.Contains(err.Error(), files[3].Name+": its SHA-256 is ") {
		t.Errorf("a wrong file: error %v", err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("a wrong file left a folder: %v", err)
	}
	source[files[3].Name].Data = right
	for range 2 { // the second time over the first
		if err := keep(folder, source, files); err != nil {
			t.Fatal(err)
		}
		if !complete(os.DirFS(folder), files) {
			t.Error("the kept files are not complete")
		}
	}
	if err := os.WriteFile(filepath.Join(folder, files[0].Name), []byte("half"), 0o666); err != nil {
		t.Fatal(err)
	}
	if complete(os.DirFS(folder), files) {
		t.Error("half a file is taken for the whole")
	}
}

// Gn data mnist finds the digits where Go has the module, and --data mnist60k reads them
// from where they were kept. Without a network it needs the module that the tests of this
// repository have downloaded.
func TestDataMNIST(t *testing.T) {
	t.Setenv(data.CacheVariable, t.TempDir())
	code, _, stderr := gn(context.Background(), "train", "--data", "mnist60k", "--steps", "1")
	if code != failed || !strings.Contains(stderr, "run gn data mnist") {
		t.Errorf("before: exit %d: %s", code, stderr)
	}
	if code, _, stderr := gn(context.Background(), "data", "mnist"); code != done {
		t.Skipf("the module of the digits cannot be downloaded here: %s", stderr)
	}
	if stdout, _ := must(t, "data", "mnist"); !strings.Contains(stdout, "has all digits already") {
		t.Errorf("a second time: %s", stdout)
	}
	stdout, _ := must(t, "train", "--data", "mnist60k?validation=0.1", "--steps", "1")
	if !strings.Contains(stdout, "54000 samples of mnist60k train") {
		t.Errorf("stdout %s", stdout)
	}
	if code, _, stderr := gn(context.Background(), "data", "mnist", "--dir", t.TempDir(), "--from", t.TempDir()); code != failed || !strings.Contains(stderr, "train-images-idx3-ubyte.gz") {
		t.Errorf("an empty folder: exit %d: %s", code, stderr)
	}
}
