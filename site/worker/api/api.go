// Package api holds what the playground's edge answers itself: everything that
// is not a file. It is plain net/http, so its tests need neither a browser nor
// workerd.
//
//	GET /healthz      {"status":"ok","version":"v1.2.0"}
//	GET /api/version  {"version":"v1.2.0","go":"go1.26.1","commit":"0123abcd"}
//
// HEAD is answered like GET. Another method gets 405 with an Allow header, an
// unknown path under /api 404. What fails carries a problem as JSON (RFC 9457):
//
//	{"title":"Not Found","status":404,"detail":"…"}
//
// It repeats nothing of the request, which may be long. edge.mjs adds the
// headers of the site to every answer.
package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
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

// Problem is the body of every answer that is not a success.
type Problem struct {
	Title  string `json:"title"` // that of the status
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// Handler returns the edge's routes. Files serves whatever is not one of
// them: at the edge the platform's assets, which know the site's own page for
// an address that does not exist.
func Handler(build Build, files http.Handler) http.Handler {
	answers := map[string]any{
		"/healthz":     Health{Status: "ok", Version: build.Version},
		"/api/version": Version(build),
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		body, known := answers[path]
		switch {
		case known && (r.Method == http.MethodGet || r.Method == http.MethodHead):
			write(w, "application/json; charset=utf-8", http.StatusOK, body)
		case known:
			w.Header().Set("Allow", "GET, HEAD")
			Fail(w, http.StatusMethodNotAllowed, path+" takes GET or HEAD.")
		case path == "/api" || strings.HasPrefix(path, "/api/"):
			known := slices.Sorted(maps.Keys(answers))
			Fail(w, http.StatusNotFound, "There is nothing at this address; there is "+strings.Join(known, " and ")+".")
		default:
			files.ServeHTTP(w, r)
		}
	})
}

// Fail answers with a problem.
func Fail(w http.ResponseWriter, status int, detail string) {
	write(w, "application/problem+json", status, Problem{http.StatusText(status), status, detail})
}

// write sends one JSON body. None of them may be cached: they tell what runs now.
func write(w http.ResponseWriter, kind string, status int, body any) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// The bodies always encode; what fails here is a visitor who has left.
	_ = json.NewEncoder(w).Encode(body)
}
