package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// Manifest lists the files of a published site by the name of their source.
type Manifest struct {
	Files map[string]File `json:"files"`
}

// File is one published file.
type File struct {
	Path   string `json:"path"` // below the root of the site, with the hash in it if there is one
	Bytes  int    `json:"bytes"`
	Gzip   int    `json:"gzip,omitempty"`   // size of the copy Path + ".gz", 0 if there is none
	Brotli int    `json:"brotli,omitempty"` // size of the copy Path + ".br", 0 if there is none

	sum string // as the attribute integrity of HTML has it
}

// writer puts files into the folder of the site and remembers them.
type writer struct {
	out      string
	quality  int
	manifest Manifest
	formulas string // the style sheet of the formulas, with the fonts' addresses
}

// hashed writes a file whose name holds the hash of its content and returns
// that name: "engine.wasm" becomes "engine.0123456789ab.wasm".
func (w *writer) hashed(name string, content []byte) (string, error) {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	target := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	return target, w.put(name, target, content)
}

// fixed writes a file under its own name.
func (w *writer) fixed(name string, content []byte) error { return w.put(name, name, content) }

// plain writes a file that no page asks for, without compressed copies.
func (w *writer) plain(name string, content []byte) error {
	w.manifest.Files[name] = File{Path: name, Bytes: len(content)}
	return replace(filepath.Join(w.out, name), content)
}

func (w *writer) put(name, target string, content []byte) error {
	if !static.Serves(target) {
		return fmt.Errorf("%s: no server of ours hands out files of that kind", target)
	}
	file := filepath.Join(w.out, target)
	if err := replace(file, content); err != nil {
		return err
	}
	hash := sha256.Sum256(content)
	f := File{Path: target, Bytes: len(content), sum: "sha256-" + base64.StdEncoding.EncodeToString(hash[:])}
	var err error
	if f.Gzip, f.Brotli, err = squeeze(file, content, w.quality); err != nil {
		return err
	}
	w.manifest.Files[name] = f
	return nil
}

// replace writes a file atomically, so that a server never hands out half of it. A
// file that has the content already is not touched.
func replace(file string, content []byte) error {
	old, err := os.ReadFile(file)
	if err == nil && bytes.Equal(old, content) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails once it is renamed, as it should
	_, err = tmp.Write(content)
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}

// sweep removes what earlier runs left behind.
func sweep(_ Options, w *writer) error {
	keep := map[string]bool{}
	for _, f := range w.manifest.Files {
		keep[f.Path] = true
		keep[f.Path+".gz"] = f.Gzip > 0
		keep[f.Path+".br"] = f.Brotli > 0
	}
	entries, err := os.ReadDir(w.out)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Type().IsRegular() && !keep[e.Name()] {
			if err := os.Remove(filepath.Join(w.out, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
