package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

var build = Build{Version: "v1.2.0", Go: "go1.26.1", Commit: "0123abcd"}

// ask sends one request to a Handler whose files answer 418.
func ask(method, path string) *httptest.ResponseRecorder {
	files := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusTeapot) })
	w := httptest.NewRecorder()
	Handler(build, files).ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w
}

func TestAnswers(t *testing.T) {
	long := strings.Repeat("a", 64<<10)
	const nothing = `{"title":"Not Found","status":404,"detail":"There is nothing at this address; there is /api/version and /healthz."}`
	wrongMethod := func(path string) string {
		return `{"title":"Method Not Allowed","status":405,"detail":"` + path + ` takes GET or HEAD."}`
	}
	for _, c := range []struct {
		method, path string
		status       int
		body         string // exact, without the final newline
	}{
		{"GET", "/healthz", 200, `{"status":"ok","version":"v1.2.0"}`},
		{"HEAD", "/healthz", 200, `{"status":"ok","version":"v1.2.0"}`},
		{"GET", "/api/version", 200, `{"version":"v1.2.0","go":"go1.26.1","commit":"0123abcd"}`},
		{"GET", "/api/version?x=1", 200, `{"version":"v1.2.0","go":"go1.26.1","commit":"0123abcd"}`},
		{"POST", "/healthz", 405, wrongMethod("/healthz")},
		{"DELETE", "/api/version", 405, wrongMethod("/api/version")},
		{"GET", "/api", 404, nothing},
		{"GET", "/api/", 404, nothing},
		{"GET", "/api/versions", 404, nothing},
		{"POST", "/api/train/now", 404, nothing},
		{"GET", "/api//version", 404, nothing},
		{"GET", "/api/%00%ff", 404, nothing},
		{long, "/healthz", 405, wrongMethod("/healthz")},
		{"GET", "/api/" + long, 404, nothing},
	} {
		w := ask(c.method, c.path)
		if w.Code != c.status {
			t.Errorf("%.9s %.20s: status %d, want %d", c.method, c.path, w.Code, c.status)
		}
		if got := strings.TrimSuffix(w.Body.String(), "\n"); got != c.body {
			t.Errorf("%.9s %.20s: body %s, want %s", c.method, c.path, got, c.body)
		}
		kind := map[bool]string{true: "application/json; charset=utf-8", false: "application/problem+json"}[c.status == 200]
		if got := w.Header().Get("Content-Type"); got != kind {
			t.Errorf("%.9s %.20s: type %q, want %q", c.method, c.path, got, kind)
		}
		if got := w.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%.9s %.20s: cache control %q", c.method, c.path, got)
		}
		if got, want := w.Header().Get("Allow"), map[bool]string{true: "GET, HEAD"}[c.status == 405]; got != want {
			t.Errorf("%.9s %.20s: Allow %q, want %q", c.method, c.path, got, want)
		}
	}
}

// What is not an answer is a file.
func TestEverythingElseIsAFile(t *testing.T) {
	for _, path := range []string{"/", "/index.html", "/engine.wasm", "/healthz/", "/apiversion", "/no/such/page"} {
		if w := ask("GET", path); w.Code != http.StatusTeapot {
			t.Errorf("GET %s: status %d, want the files' answer", path, w.Code)
		}
	}
}

// A build whose commit is not known says nothing rather than "".
func TestUnknownCommitIsLeftOut(t *testing.T) {
	text, err := json.Marshal(Version{Version: "dev", Go: "go1.26.1"})
	if err != nil || string(text) != `{"version":"dev","go":"go1.26.1"}` {
		t.Errorf("%s, %v", text, err)
	}
}
