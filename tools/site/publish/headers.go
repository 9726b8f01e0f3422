package publish

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// headers writes the file _headers, from which a host of static pages takes
// the headers that tools/serve sends by itself.
func headers(_ Options, w *writer) error {
	var out strings.Builder
	out.WriteString("/*\n")
	list(&out, static.Security())
	out.WriteString("  Cache-Control: no-cache\n")
	var paths []string
	for name, f := range w.manifest.Files {
		if f.Path != name {
			paths = append(paths, f.Path)
		}
	}
	slices.Sort(paths)
	for _, p := range paths {
		// The rule above matches too and headers are joined: take its value back first.
		fmt.Fprintf(&out, "/%s\n  ! Cache-Control\n  Cache-Control: %s\n", p, static.Immutable)
	}
	return w.plain("_headers", []byte(out.String()))
}

func list(out *strings.Builder, h http.Header) {
	var names []string
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(out, "  %s: %s\n", name, h.Get(name))
	}
}
