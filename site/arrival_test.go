package site_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/cauchy-newton/playground/tools/serve/static"
)

// harms are what may happen to a file on its way, as answers with what the server
// would have sent.
var harms = map[string]func(http.ResponseWriter, *http.Request, *httptest.ResponseRecorder){
	"stalls": func(w http.ResponseWriter, r *http.Request, whole *httptest.ResponseRecorder) {
		w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	},
	"is cut off": func(w http.ResponseWriter, r *http.Request, whole *httptest.ResponseRecorder) {
		w.Header().Del("Content-Length")
		w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
	},
	"breaks off": func(w http.ResponseWriter, r *http.Request, whole *httptest.ResponseRecorder) {
		w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
		panic(http.ErrAbortHandler)
	},
	"is missing": func(w http.ResponseWriter, r *http.Request, whole *httptest.ResponseRecorder) {
		w.Header().Del("Content-Length")
		http.NotFound(w, r)
	},
	"is damaged": func(w http.ResponseWriter, r *http.Request, whole *httptest.ResponseRecorder) {
		content := bytes.Clone(whole.Body.Bytes())
		for i := range min(40, len(content)/2) {
			content[len(content)/2+i] ^= 0x55
		}
		w.Write(content)
	},
}

var hash = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

// serveRoughly serves the site with one file that comes to harm.
func serveRoughly(file, harm string) string {
	site := static.Handler(os.DirFS(dist))
	return serveBelow(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hash.ReplaceAllString(strings.TrimPrefix(r.URL.Path, "/"), ".") != file {
			site.ServeHTTP(w, r)
			return
		}
		r.Header.Del("Accept-Encoding")
		whole := httptest.NewRecorder()
		site.ServeHTTP(whole, r)
		for key, values := range whole.Header() {
			w.Header()[key] = values
		}
		harms[harm](w, r, whole)
	}))
}

// seen is all that a page says, in words, of itself and not of its subject.
const seen = `["arrival", "notices", "still"].map((id) => document.getElementById(id)).filter((box) => box?.checkVisibility()).map((box) => box.textContent).join(" ").trim()`

// arrivals are pages with the files that the pages before them do not have.
var arrivals = []struct{ page, before, files string }{
	{"library.html", "", "theme.js page.css plain.js"},
	{"mnist.html", noWebGL, "page.js engine.js engine.wasm offline.js KaTeX_Main-Regular.woff2"},
	{"one-step.html", "", "lesson.js frame.html frame.css frame.js canvas.wasm"},
	{"index.html", noWebGL, "home.js"},
	{"index.html", "", "one-step-light.png"},
}

// Whatever file of a page does not come as it was published, the page says so in
// words within three seconds, and names it. Every file stalls and meets one other
// harm; with ARRIVAL=all every file meets every harm.
func TestArrival(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(harms))
	turn := 0
	for _, a := range arrivals {
		for file := range strings.FieldsSeq(a.files) {
			chosen := names
			if os.Getenv("ARRIVAL") != "all" {
				chosen = []string{"stalls", names[turn%4]} // "stalls" is the last
				turn++
			}
			if path.Ext(file) == ".png" { // what has come of a picture is shown
				chosen = []string{"stalls", "is missing"}
			}
			t.Run(a.page+", "+file, func(t *testing.T) {
				t.Parallel()
				name := strings.TrimSuffix(file, "-Regular.woff2")
				noted := a.before + `setInterval(() => { if (!document.told && ` + seen + `.includes(` + strconv.Quote(name) + `)) document.told = performance.now(); }, 50);`
				tabs := make([]*tab, len(chosen))
				for i, harm := range chosen {
					tabs[i] = open(t, visit{home: serveRoughly(file, harm), page: a.page, width: 1440, height: 2400, before: noted, offline: file == "offline.js", noisy: true, unready: true, hasty: true})
				}
				for i, p := range tabs {
					p.until(`document.told || performance.now() > 50_000`)
					words, took := ask[string](p, seen), ask[float64](p, `document.told ?? -1`)
					t.Logf("it %s, %.0f ms: %s", chosen[i], took, words)
					if took < 0 || !strings.Contains(words, name) {
						t.Errorf("it %s, and the page says %q", chosen[i], words)
					}
					for _, strange := range []string{"WebAssembly", "compile", "TypeError", "Unexpected", "undefined", "NaN"} {
						if strings.Contains(words, strange) {
							t.Errorf("it %s: %q", chosen[i], words)
						}
					}
					p.close()
				}
			})
		}
	}
}

// The files above are all that the pages ask for, besides further pages, fonts and
// pictures.
func TestArrivalKnowsAllFiles(t *testing.T) {
	t.Parallel()
	site := static.Handler(os.DirFS(dist))
	var asked sync.Map
	address := serveBelow(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Store(hash.ReplaceAllString(strings.TrimPrefix(r.URL.Path, "/"), "."), true)
		site.ServeHTTP(w, r)
	}))
	known := "icon.svg"
	for _, a := range arrivals {
		known += " " + a.files
		p := open(t, visit{home: address, page: a.page, unready: a.page == "library.html"})
		p.until(`document.readyState === "complete"`)
		if words := ask[string](p, seen); words != "" {
			t.Errorf("%s says %q", a.page, words)
		}
		p.close()
	}
	for name := range asked.Range {
		if ext := path.Ext(name.(string)); ext != ".html" && ext != ".woff2" && ext != ".png" && !slices.Contains(strings.Fields(known), name.(string)) {
			t.Errorf("%s has not come to harm", name)
		}
	}
}

// A page that is opened from a file says that it needs a server, and how to have one.
func TestFromAFile(t *testing.T) {
	t.Parallel()
	dist, err := filepath.Abs(dist)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"index.html", "lab.html", "one-step.html"} {
		p := open(t, visit{home: "file://" + filepath.ToSlash(dist) + "/", page: page, noisy: true, unready: true})
		p.until(`document.getElementById("arrival")?.textContent.includes("This page needs a server")`)
		p.until(`document.getElementById("loading").hidden`)
		if words := ask[string](p, seen); !strings.Contains(words, "make run") {
			t.Errorf("%s says %q", page, words)
		}
		p.close()
	}
}
