package publish

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

func newWriter(out string) *writer {
	return &writer{out: out, quality: 5, manifest: Manifest{Files: map[string]File{}}}
}

func write(t *testing.T, out string, content []byte) (*writer, string) {
	t.Helper()
	w := newWriter(out)
	name, err := w.hashed("engine.wasm", content)
	if err != nil {
		t.Fatal(err)
	}
	return w, name
}

// A name follows its content: the same content has the same name, another
// another.
func TestNamesFollowContent(t *testing.T) {
	out := t.TempDir()
	_, first := write(t, out, []byte("one"))
	_, again := write(t, out, []byte("one"))
	_, other := write(t, out, []byte("two"))
	if first != again || first == other {
		t.Errorf("names %q, %q for one content and %q for another", first, again, other)
	}
	if !strings.HasPrefix(first, "engine.") || !strings.HasSuffix(first, ".wasm") {
		t.Errorf("name %q", first)
	}
}

// Whatever a browser unpacks from a copy is the file; a file that is too short
// to gain has none.
func TestCopiesUnpackToTheFile(t *testing.T) {
	out := t.TempDir()
	content := bytes.Repeat([]byte("a network learns digits. "), 1000)
	w, name := write(t, out, content)
	for ext, open := range map[string]func(io.Reader) (io.Reader, error){
		".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	} {
		packed, err := os.ReadFile(filepath.Join(out, name+ext))
		if err != nil {
			t.Fatal(err)
		}
		f := w.manifest.Files["engine.wasm"]
		if n := map[string]int{".gz": f.Gzip, ".br": f.Brotli}[ext]; n != len(packed) || n >= len(content) {
			t.Errorf("%s: the manifest says %d bytes, the copy has %d", ext, n, len(packed))
		}
		r, err := open(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%s unpacks to %d bytes, %v", ext, len(got), err)
		}
	}
	w, name = write(t, out, []byte("short"))
	if f := w.manifest.Files["engine.wasm"]; f.Gzip != 0 || f.Brotli != 0 {
		t.Errorf("a short file has copies: %+v", f)
	}
	if _, err := os.Stat(filepath.Join(out, name+".gz")); err == nil {
		t.Error("there is a copy that the manifest does not know")
	}
}

// A second run writes nothing, and a run after a change leaves nothing of the
// one before.
func TestSecondRun(t *testing.T) {
	out := t.TempDir()
	content := bytes.Repeat([]byte("the same "), 500)
	_, name := write(t, out, content)
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	files := []string{name, name + ".gz", name + ".br"}
	for _, f := range files {
		if err := os.Chtimes(filepath.Join(out, f), past, past); err != nil {
			t.Fatal(err)
		}
	}
	w, _ := write(t, out, content)
	if err := sweep(Options{}, w); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := os.Stat(filepath.Join(out, f))
		if err != nil {
			t.Fatal(err)
		}
		if !info.ModTime().Equal(past) {
			t.Errorf("%s was written again", f)
		}
	}
	w, changed := write(t, out, append(content, '!'))
	if err := sweep(Options{}, w); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), changed) {
			t.Errorf("%s was left behind", e.Name())
		}
	}
	if len(entries) != 3 {
		t.Errorf("%d files, want 3", len(entries))
	}
}

// A host ignores the rules of _headers that are too many, so they are an error here.
func TestRulesOfHeaders(t *testing.T) {
	w := newWriter(t.TempDir())
	for i := range mostRules - 1 {
		w.manifest.Files[fmt.Sprint(i)] = File{Path: fmt.Sprint(i, ".0123456789ab.js")}
	}
	if err := headers(here, w); err != nil {
		t.Error(err)
	}
	w.manifest.Files["one more"] = File{Path: "more.0123456789ab.js"}
	if err := headers(here, w); err == nil {
		t.Error("more rules than a host reads")
	}
}
