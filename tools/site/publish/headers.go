package publish

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// mostRules is how many rules of _headers a host reads: the rest has no effect.
const mostRules = 100

// headers writes the files that a host of static pages reads: _headers, with the
// headers that tools/serve sends by itself, and .assetsignore, what it leaves out.
func headers(_ Options, w *writer) error {
	var out strings.Builder
	out.WriteString("/*\n")
	security := static.Security()
	for _, name := range slices.Sorted(maps.Keys(security)) {
		fmt.Fprintf(&out, "  %s: %s\n", name, security.Get(name))
	}
	out.WriteString("  Cache-Control: no-cache\n")
	var paths []string
	for name, f := range w.manifest.Files {
		if f.Path != name {
			paths = append(paths, f.Path)
		}
	}
	if len(paths) >= mostRules {
		return fmt.Errorf("_headers: %d files need a rule each beside that for all, and hosts read %d", len(paths), mostRules)
	}
	slices.Sort(paths)
	for _, p := range paths {
		// The rule above matches too and headers are joined: take its value back first.
		fmt.Fprintf(&out, "/%s\n  ! Cache-Control\n  Cache-Control: %s\n", p, static.Immutable)
	}
	if err := w.plain("_headers", []byte(out.String())); err != nil {
		return err
	}
	// The host of site/worker compresses by itself; the copies are for others.
	return w.plain(".assetsignore", []byte("*.br\n*.gz\n"))
}
