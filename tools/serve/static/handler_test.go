package static_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

var site = fstest.MapFS{
	"index.html":                  {Data: []byte("page")},
	"index.html.gz":               {Data: []byte("page as gzip")},
	"engine.0123456789ab.wasm":    {Data: []byte("program")},
	"engine.0123456789ab.wasm.gz": {Data: []byte("program as gzip")},
	"engine.0123456789ab.wasm.br": {Data: []byte("program as brotli")},
	"_headers":                    {Data: []byte("not a page")},
	"lab.html":                    {Data: []byte("lab")},
	"404.html":                    {Data: []byte("no page")},
}

func ask(t *testing.T, method, target, encodings string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	if encodings != "" {
		r.Header.Set("Accept-Encoding", encodings)
	}
	w := httptest.NewRecorder()
	static.Handler(site).ServeHTTP(w, r)
	return w
}

// A browser gets the smallest copy that it says it can read, and the same type
// whichever it gets.
func TestCoding(t *testing.T) {
	const program = "/engine.0123456789ab.wasm"
	for _, c := range []struct{ target, encodings, coding, body string }{
		{program, "", "", "program"},
		{program, "gzip", "gzip", "program as gzip"},
		{program, "gzip, deflate, br, zstd", "br", "program as brotli"},
		{program, "gzip, br;q=0", "gzip", "program as gzip"},
		{program, "br;q=0.1", "br", "program as brotli"},
		{program, "brotli", "", "program"},
		{"/", "br, gzip", "gzip", "page as gzip"}, // there is no brotli copy
	} {
		w := ask(t, http.MethodGet, c.target, c.encodings)
		if got := w.Header().Get("Content-Encoding"); got != c.coding || w.Body.String() != c.body {
			t.Errorf("%s with %q: coding %q, body %q; want %q, %q", c.target, c.encodings, got, w.Body, c.coding, c.body)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: a cache in between could mix up the copies", c.target)
		}
		want := "application/wasm"
		if c.target == "/" {
			want = "text/html; charset=utf-8"
		}
		if got := w.Header().Get("Content-Type"); got != want {
			t.Errorf("%s: type %q", c.target, got)
		}
	}
}

// A name with a hash is cached for ever, the page is never reused unasked.
func TestCaching(t *testing.T) {
	if got := ask(t, http.MethodGet, "/engine.0123456789ab.wasm", "").Header().Get("Cache-Control"); got != static.Immutable {
		t.Errorf("program: %q", got)
	}
	if got := ask(t, http.MethodGet, "/", "").Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("page: %q", got)
	}
}

// Only published pages are handed out, only to readers, always with the policy.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		method, target string
		status         int
	}{
		{http.MethodGet, "/", 200},
		{http.MethodHead, "/", 200},
		{http.MethodPost, "/", 405},
		{http.MethodGet, "/missing.html", 404},
		{http.MethodGet, "/_headers", 404},
		{http.MethodGet, "/index.html.gz", 404},
		{http.MethodGet, "/../go.mod", 404},
		{http.MethodGet, "/%2e%2e/%2e%2e/etc/passwd", 404},
	} {
		w := ask(t, c.method, c.target, "")
		if w.Code != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.target, w.Code, c.status)
		}
		if w.Header().Get("Content-Security-Policy") == "" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: no security headers", c.method, c.target)
		}
	}
	if body := ask(t, http.MethodHead, "/", "").Body.Len(); body != 0 {
		t.Errorf("HEAD answered %d bytes", body)
	}
}

// A page is found without its ending, as on the host; with a slash behind it,
// what it names would not be.
func TestAddresses(t *testing.T) {
	w := ask(t, http.MethodGet, "/lab", "")
	if w.Code != 200 || w.Body.String() != "lab" || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("/lab: %d, %q", w.Code, w.Body)
	}
	w = ask(t, http.MethodGet, "/lab/?v=1", "")
	if to := w.Header().Get("Location"); w.Code != 307 || to != "/lab?v=1" {
		t.Errorf("/lab/: %d to %q", w.Code, to)
	}
}

// An address without a page answers with the site's own, if it has one.
func TestMissing(t *testing.T) {
	w := ask(t, http.MethodGet, "/no/such/page", "gzip")
	if w.Code != 404 || w.Body.String() != "no page" || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("%d, %q", w.Code, w.Body)
	}
	w = httptest.NewRecorder()
	static.Handler(fstest.MapFS{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/lab", nil))
	if w.Code != 404 {
		t.Errorf("without such a page: %d", w.Code)
	}
}

// Whoever has a copy asks whether it is the newest and gets no second one; each
// coding has a tag of its own, and whoever has a part gets the rest.
func TestConditionalRequests(t *testing.T) {
	written := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	dated := fstest.MapFS{}
	for name, file := range site {
		dated[name] = &fstest.MapFile{Data: file.Data, ModTime: written}
	}
	get := func(target string, header http.Header) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		r.Header = header
		w := httptest.NewRecorder()
		static.Handler(dated).ServeHTTP(w, r)
		return w
	}
	tags := map[string]bool{}
	for _, target := range []string{"/", "/lab", "/engine.0123456789ab.wasm"} {
		for _, coding := range []string{"identity", "gzip", "br"} {
			encodings := []string{coding}
			first := get(target, http.Header{"Accept-Encoding": encodings})
			tag, date := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
			if first.Code != 200 || tag == "" || date != written.Format(http.TimeFormat) {
				t.Fatalf("%s as %s: %d, ETag %s, Last-Modified %q", target, coding, first.Code, tag, date)
			}
			tags[tag] = true
			for _, c := range []struct {
				name, value string
				status      int
			}{
				{"If-None-Match", tag, 304},
				{"If-None-Match", `"another", W/` + tag, 304},
				{"If-None-Match", "*", 304},
				{"If-None-Match", `"another"`, 200},
				{"If-Modified-Since", date, 304},
				{"If-Modified-Since", written.Add(-time.Second).Format(http.TimeFormat), 200},
				{"If-Match", `"another"`, 412},
				{"Range", "bytes=1-2", 206},
				{"Range", "bytes=1000000-", 416},
			} {
				w := get(target, http.Header{"Accept-Encoding": encodings, c.name: {c.value}})
				want := map[int]string{200: first.Body.String(), 206: first.Body.String()[1:3], 304: "", 412: ""}
				if body, fixed := want[c.status]; w.Code != c.status || fixed && w.Body.String() != body {
					t.Errorf("%s as %s, %s: %s: %d with %q, want %d", target, coding, c.name, c.value, w.Code, w.Body, c.status)
				}
				if w.Header().Get("Vary") != "Accept-Encoding" || w.Header().Get("Cross-Origin-Resource-Policy") == "" {
					t.Errorf("%s as %s, %s: %s: headers %v", target, coding, c.name, c.value, w.Header())
				}
			}
		}
	}
	if len(tags) != 6 {
		t.Errorf("%d tags for 6 different bodies", len(tags))
	}
	// What is not there has no tag: it may come.
	if w := get("/no/such/page", http.Header{"If-None-Match": {"*"}}); w.Code != 404 || w.Body.String() != "no page" || w.Header().Get("ETag") != "" {
		t.Errorf("a missing page: %d with %q, ETag %s", w.Code, w.Body, w.Header().Get("ETag"))
	}
}

// Whatever is asked, the answer neither fails nor repeats the question.
func TestOddRequests(t *testing.T) {
	server := httptest.NewServer(static.Handler(site))
	defer server.Close()
	long := strings.Repeat("a", 64<<10)
	for target, status := range map[string]string{
		"/api/%zz":          "400",
		"/%":                "400",
		"/%00":              "404",
		"/%ff%fe":           "404",
		"/lab%2f..%2f..%2f": "307", // the address of the page, written properly
		"//lab":             "200",
		"/" + long:          "404",
		"/api//" + long:     "404",
		"/?" + long:         "200",
	} {
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(connection, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", target)
		answer, err := io.ReadAll(connection)
		connection.Close()
		if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 "+status) || len(answer) > 2000 {
			t.Errorf("%.20s: %d bytes, %v: %.100q, want %s", target, len(answer), err, answer, status)
		}
	}
}
