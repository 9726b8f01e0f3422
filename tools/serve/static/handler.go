// Package static serves a published site: a compressed copy where the browser
// takes one, the right types, caching by the names of the files, tags by which a
// browser asks whether it has the newest, and headers that keep foreign scripts out.
package static

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Immutable is the Cache-Control of a file whose name holds its hash.
const Immutable = "public, max-age=31536000, immutable"

// hashed matches the names that package publish gives.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.[a-z0-9]+$`)

// kinds are the types of the site's files. The system's own table is not
// asked: it differs from machine to machine, and a wrong type for .wasm stops
// streaming.
var kinds = map[string]string{
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".json":  "application/json",
	".wasm":  "application/wasm",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

// Serves reports whether a file of that name is handed out.
func Serves(name string) bool { return kinds[path.Ext(name)] != "" }

// Policy is the content security policy of every page. 'wasm-unsafe-eval' lets
// WebAssembly be compiled and nothing else be evaluated; the style of an element
// may stand in the page, as the formulas need it, sheets only in files of ours.
// A page also says it itself, for hosts that send no headers of ours, so it has
// no directive that counts in a header only. There is no frame-ancestors: anybody
// may frame a page, as a teacher's course does. There is nothing to steal by a
// click, for the site knows nobody and keeps nothing.
var Policy = strings.Join([]string{
	"default-src 'none'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"style-src 'self'",
	"style-src-attr 'unsafe-inline'",
	"font-src 'self'",
	"img-src 'self' data: blob:",
	"connect-src 'self'",
	"worker-src 'self'",
	"frame-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
}, "; ")

// Security returns the headers that every answer carries. A page that is
// cross-origin isolated may frame only what demands the same of its own parts
// (the embedder policy) and lets other origins load it (the resource policy).
func Security() http.Header {
	h := http.Header{}
	h.Set("Content-Security-Policy", Policy)
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	return h
}

// Missing is the file that answers an address at which there is no page.
const Missing = "404.html"

// Handler serves the files of site. "/" is index.html, and /lab answers as
// /lab.html, as it does on the host for which site/worker is made.
func Handler(site fs.FS) http.Handler {
	security := Security()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, values := range security {
			w.Header()[name] = values
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		if path.Ext(name) == "" {
			name += ".html"
		}
		found := true
		// Neither the compressed copies nor _headers are pages.
		kind, ok := kinds[path.Ext(name)]
		if !ok || !exists(site, name) {
			if !exists(site, Missing) {
				http.NotFound(w, r)
				return
			}
			name, kind, found = Missing, kinds[".html"], false
		} else if r.URL.Path != "/" && strings.HasSuffix(r.URL.Path, "/") {
			// What a page names would be looked for below it.
			to := url.URL{Path: path.Clean("/" + r.URL.Path), RawQuery: r.URL.RawQuery}
			http.Redirect(w, r, to.String(), http.StatusTemporaryRedirect)
			return
		}
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Vary", "Accept-Encoding")
		h.Set("Cache-Control", "no-cache")
		if hashed.MatchString(name) {
			h.Set("Cache-Control", Immutable)
		}
		file := name
		for _, c := range []struct{ coding, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
			if exists(site, name+c.ext) && accepts(r, c.coding) {
				h.Set("Content-Encoding", c.coding)
				file = name + c.ext
				break
			}
		}
		content, err := fs.ReadFile(site, file)
		if err != nil {
			http.Error(w, "cannot read the file", http.StatusInternalServerError)
			return
		}
		if found {
			// The copies of a file differ, and so do their tags.
			h.Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(content)))
			var changed time.Time // zero where it is not known
			if info, err := fs.Stat(site, file); err == nil {
				changed = info.ModTime()
			}
			http.ServeContent(w, r, "", changed, bytes.NewReader(content))
			return
		}
		h.Set("Content-Length", strconv.Itoa(len(content)))
		w.WriteHeader(http.StatusNotFound)
		if r.Method == http.MethodGet {
			w.Write(content) // an error means that the browser hung up
		}
	})
}

func exists(site fs.FS, name string) bool {
	_, err := fs.Stat(site, name)
	return err == nil
}

// accepts reports whether the browser takes a content coding: it is listed and
// its quality is not 0.
func accepts(r *http.Request, coding string) bool {
	for _, line := range r.Header.Values("Accept-Encoding") {
		for item := range strings.SplitSeq(line, ",") {
			name, params, err := mime.ParseMediaType("x/" + strings.TrimSpace(item))
			if err != nil || name != "x/"+coding {
				continue
			}
			q, given := params["q"]
			if !given {
				return true
			}
			quality, err := strconv.ParseFloat(q, 64)
			return err == nil && quality > 0
		}
	}
	return false
}
