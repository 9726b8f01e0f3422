package data

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// standIn returns small files in place of those of all the digits: n to train and n to
// test with.
func standIn(t *testing.T, n int) (fstest.MapFS, []File) {
	fsys, files := fstest.MapFS{}, FullMNIST()
	for i := range files {
		text := gzipped(t, labels(n))
		if strings.Contains(files[i].Name, "images") {
			text = gzipped(t, images(n))
		}
		fsys[files[i].Name] = &fstest.MapFile{Data: text}
		files[i].SHA256 = fmt.Sprintf("%x", sha256.Sum256(text))
	}
	return fsys, files
}

// Files with the right sums are read; one that is missing, or has another byte, is named.
func TestReadFull(t *testing.T) {
	fsys, files := standIn(t, 7)
	train, test, err := readFull(fsys, files, IDX{})
	if err != nil || train.Len() != 7 || test.Len() != 7 || train.Classes != 10 || train.Name != "mnist60k train" || test.Name != "mnist60k test" {
		t.Fatalf("%v, %v, %v", train, test, err)
	}
	for _, f := range files {
		sound := fsys[f.Name]
		damaged := append([]byte(nil), sound.Data...)
		damaged[len(damaged)-1] ^= 1
		fsys[f.Name] = &fstest.MapFile{Data: damaged}
		if _, _, err := readFull(fsys, files, IDX{}); err == nil || !strings.Contains(err.Error(), f.Name+": its SHA-256 is ") {
			t.Errorf("%s damaged: error %v", f.Name, err)
		}
		delete(fsys, f.Name)
		if _, _, err := readFull(fsys, files, IDX{}); err == nil || !strings.Contains(err.Error(), f.Name+": file does not exist") {
			t.Errorf("%s missing: error %v", f.Name, err)
		}
		fsys[f.Name] = sound
	}
}

// Digits that were not fetched are asked for by the command that fetches them, with
// the folder where they are looked for. A page, which has no disk, says what it has.
func TestFullDigitsAreToBeFetched(t *testing.T) {
	folder := filepath.Join(os.TempDir(), "no such folder")
	t.Setenv(CacheVariable, folder)
	_, _, err := Open("mnist60k", nil)
	wants := []string{"data: mnist60k: not in " + filepath.Join(folder, "mnist"), "run gn data mnist"}
	if runtime.GOOS == "js" {
		wants = []string{"data: mnist60k: a page holds the 6,000 digits of mnist only"}
	}
	for _, want := range wants {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
}
