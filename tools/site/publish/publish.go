// Package publish turns the sources of the site into the files that a web
// server hands out: it compiles the two browser programs, bundles scripts and
// styles, renders the pages with the controls of the scene, and lays a gzip
// and a brotli copy beside everything that shrinks.
//
// Every file that a page refers to carries a hash of its content in its name,
// so it can be cached for ever; the page itself and the offline worker keep
// their names, and a browser asks each time whether they have changed.
package publish

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Options says where the sources are and where the site goes.
type Options struct {
	Root    string // the repository
	Out     string // the folder of the site; whatever else lies in it is removed
	Work    string // keeps the compiled programs between runs
	Quality int    // of brotli, 0 to 11; above 9 the first run takes a minute longer
	Address string // at which the site will be found, with a slash at its end; "" if that is not known
}

// Site publishes the site and returns its manifest. Running it again without a
// change writes nothing.
func Site(o Options) (*Manifest, error) {
	w := &writer{out: o.Out, quality: o.Quality, manifest: Manifest{Files: map[string]File{}}}
	err := os.MkdirAll(o.Out, 0o755)
	for _, step := range []func(Options, *writer) error{programs, fonts, styles, scripts, stage, stills, pages, licences, offline, headers, list, sweep} {
		if err == nil {
			err = step(o, w)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return &w.manifest, nil
}

// list writes the manifest.
func list(_ Options, w *writer) error {
	text, err := json.MarshalIndent(&w.manifest, "", "  ")
	if err != nil {
		return err
	}
	return w.plain("manifest.json", text)
}

// source reads a file of site/.
func source(o Options, name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(o.Root, "site", filepath.FromSlash(name)))
}
