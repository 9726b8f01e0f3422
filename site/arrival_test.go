package site_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
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

// rough is a server of the site on which one file comes to harm, and which notes
// what was asked for.
type rough struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

var hash = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

func serveRoughly(t *testing.T, file, harm string) *rough {
	site := static.Handler(os.DirFS(dist))
	s := &rough{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := hash.ReplaceAllString(strings.TrimPrefix(r.URL.Path, "/"), ".")
		s.mu.Lock()
		s.asked = append(s.asked, name)
		s.mu.Unlock()
		if file == "" || name != file {
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
	t.Cleanup(s.CloseClientConnections)
	return s
}

// seen is all that a page says, in words, of itself and not of its subject.
const seen = `["arrival", "notices", "still"].map((id) => document.getElementById(id)).filter((box) => box?.checkVisibility()).map((box) => box.textContent).join(" ").trim()`

// Whatever file of a page does not come as it was published, the page says so in
// words within three seconds, and names it. Every file stalls and meets one other
// harm; with ARRIVAL=all every file meets every harm.
func TestArrival(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(harms))
	turn := 0
	for _, page := range []struct {
		name, before string
		files        string // which the pages before it do not have
	}{
		{"library.html", "", "theme.js page.css plain.js"},
		{"mnist.html", noWebGL, "page.js engine.js engine.wasm offline.js KaTeX_Main-Regular.woff2"},
		{"one-step.html", "", "lesson.js frame.html frame.css frame.js canvas.wasm"},
		{"index.html", noWebGL, "home.js"},
	} {
		for file := range strings.FieldsSeq(page.files) {
			t.Run(page.name+", "+file, func(t *testing.T) {
				chosen := names
				if os.Getenv("ARRIVAL") != "all" {
					chosen = []string{"stalls", names[turn%4]} // "stalls" is the last
					turn++
				}
				name := strings.TrimSuffix(file, "-Regular.woff2")
				noted := page.before + `setInterval(() => { if (!document.told && ` + seen + `.includes(` + strconv.Quote(name) + `)) document.told = performance.now(); }, 50);`
				tabs := make([]*tab, len(chosen))
				for i, harm := range chosen {
					s := serveRoughly(t, file, harm)
					tabs[i] = open(t, visit{home: s.URL + "/", page: page.name, before: noted, noisy: true, unready: true, hasty: true})
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

// The files above are all that the pages ask for.
func TestArrivalKnowsAllFiles(t *testing.T) {
	t.Parallel()
	s := serveRoughly(t, "", "")
	for _, page := range []string{"library.html", "mnist.html", "one-step.html", "index.html"} {
		p := open(t, visit{home: s.URL + "/", page: page, unready: page == "library.html"})
		p.until(`document.readyState === "complete"`)
		if words := ask[string](p, seen); words != "" {
			t.Errorf("%s says %q", page, words)
		}
		p.close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.Sort(s.asked)
	t.Log(slices.Compact(s.asked))
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
