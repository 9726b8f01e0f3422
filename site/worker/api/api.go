// Package api holds what the playground's edge answers itself: everything that
// is not a file. It is plain net/http, so its tests need neither a browser nor
// workerd.
//
//	GET /healthz      {"status":"ok","version":"v1.2.0"}
//	GET /api/version  {"version":"v1.2.0","go":"go1.26.1","commit":"0123abcd"}
//
// HEAD is answered like GET. Another method gets 405 with an Allow header,
// an unknown path under /api 404; both carry {"error": …} as JSON.
package api

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Build names the program that answers.
type Build struct {
	Version string // a tag or a description of one; "dev" outside a build
	Go      string // runtime.Version()
	Commit  string // abbreviated; empty when not known
}

// Health is the body of /healthz.
type Health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
}

// Version is the body of /api/version.
type Version struct {
	Version string `json:"version"`
	Go      string `json:"go"`
	Commit  string `json:"commit,omitempty"`
}

// Failure is the body of every answer that is not a success.
type Failure struct {
	Error string `json:"error"`
}

// Handler returns the edge's routes. Files serves whatever is not one of
// them: at the edge the platform's assets, which know the site's own page for
// an address that does not exist.
func Handler(build Build, files http.Handler) http.Handler {
	mux := http.NewServeMux()
	answer(mux, "/healthz", Health{Status: "ok", Version: build.Version})
	answer(mux, "/api/version", Version(build))
	mux.HandleFunc("/api", unknown)
	mux.HandleFunc("/api/", unknown)
	mux.Handle("/", files)
	return mux
}

// answer routes GET and HEAD of a path to a fixed body and refuses the rest.
// ServeMux would refuse with a text; this edge speaks JSON throughout.
func answer(mux *http.ServeMux, path string, body any) {
	mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			write(w, http.StatusMethodNotAllowed, Failure{fmt.Sprintf("api: %s takes GET or HEAD, not %s", path, r.Method)})
			return
		}
		write(w, http.StatusOK, body)
	})
}

// unknown is what /api says of a path that it does not have.
func unknown(w http.ResponseWriter, r *http.Request) {
	write(w, http.StatusNotFound, Failure{fmt.Sprintf("api: nothing at %s", r.URL.Path)})
}

// write sends one JSON body. None of them may be cached: they tell what runs now.
func write(w http.ResponseWriter, status int, body any) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// The bodies always encode; what fails here is a visitor who has left.
	_ = json.NewEncoder(w).Encode(body)
}
