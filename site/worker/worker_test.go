//go:build unix

package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cauchy-newton/playground/site/worker/api"
	"github.com/cauchy-newton/playground/tools/serve/static"
	"github.com/cauchy-newton/playground/tools/site/publish"
)

// freePlan is what Cloudflare's free plan takes of a worker, gzipped.
const freePlan = 3 << 20

// TestWorkerInWorkerd starts the worker over the published site in the real
// workerd and asks for one thing of each kind.
func TestWorkerInWorkerd(t *testing.T) {
	site := t.TempDir()
	// The edge compresses by itself: the smallest effort will do here.
	manifest, err := publish.Site(publish.Options{Root: "../..", Out: site, Work: "../../build/wasm", Quality: 1})
	if err != nil {
		t.Fatal(err)
	}
	program := manifest.Files["engine.wasm"].Path
	before := checksums(t, site)
	build(t, site)
	base := serve(t, ".", site)

	t.Run("page", func(t *testing.T) {
		r := get(t, base+"/", nil)
		want := read(t, filepath.Join(site, "index.html"))
		if r.status != http.StatusOK || r.body != want {
			t.Errorf("status %d, %d bytes; want 200 and the %d bytes of index.html", r.status, len(r.body), len(want))
		}
		r.hasHeader(t, "Content-Type", "text/html; charset=utf-8")
		r.hasHeader(t, "Cache-Control", "no-cache")
		r.isSecure(t)
	})

	t.Run("licences", func(t *testing.T) {
		r := get(t, base+"/licences.txt", nil)
		r.hasHeader(t, "Content-Type", "text/plain; charset=utf-8")
		modules := regexp.MustCompile(`\ndep\t(\S+)\t(\S+)\t`).FindAllStringSubmatch(read(t, "build/app.wasm"), -1)
		if r.status != http.StatusOK || len(modules) == 0 {
			t.Errorf("status %d; the worker has %d modules", r.status, len(modules))
		}
		for _, m := range modules { // as the linker says itself
			if !strings.Contains(r.body, "\n"+m[1]+" "+m[2]+": ") {
				t.Errorf("none of %s %s", m[1], m[2])
			}
		}
	})

	t.Run("unchanged page", func(t *testing.T) {
		tag := get(t, base+"/", nil).header.Get("ETag")
		r := get(t, base+"/", http.Header{"If-None-Match": {tag}})
		if tag == "" || r.status != http.StatusNotModified || r.body != "" {
			t.Errorf("ETag %q: status %d with %d bytes, want 304 and none", tag, r.status, len(r.body))
		}
	})

	t.Run("wasm", func(t *testing.T) {
		plain := get(t, base+"/"+program, http.Header{"Accept-Encoding": {"identity"}})
		plain.hasHeader(t, "Cache-Control", static.Immutable)
		if plain.status != http.StatusOK || !strings.HasPrefix(plain.body, "\x00asm") {
			t.Fatalf("status %d, %d bytes: not a wasm file", plain.status, len(plain.body))
		}
		plain.hasHeader(t, "Content-Type", "application/wasm") // what streaming instantiation insists on
		packed := get(t, base+"/"+program, http.Header{"Accept-Encoding": {"gzip"}})
		packed.hasHeader(t, "Content-Type", "application/wasm")
		if got := packed.header.Get("Content-Encoding"); got != "gzip" || len(packed.body) >= len(plain.body)/2 {
			t.Errorf("encoding %q, %d of %d bytes: want gzip and less than half", got, len(packed.body), len(plain.body))
		}
	})

	t.Run("health", func(t *testing.T) {
		var health api.Health
		get(t, base+"/healthz", nil).decode(t, "application/json; charset=utf-8", http.StatusOK, &health)
		if health.Status != "ok" || health.Version == "" {
			t.Errorf("%+v", health)
		}
	})

	t.Run("version", func(t *testing.T) {
		var version api.Version
		get(t, base+"/api/version", nil).decode(t, "application/json; charset=utf-8", http.StatusOK, &version)
		if version.Go != runtime.Version() || version.Version == "" {
			t.Errorf("%+v, want %s and some version", version, runtime.Version())
		}
		// Outside a git checkout the commit is not known, and the worker says so.
		if head, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output(); err == nil {
			if want := strings.TrimSpace(string(head)); version.Commit != want {
				t.Errorf("commit %q, want %q", version.Commit, want)
			}
		}
	})

	t.Run("not found", func(t *testing.T) {
		get(t, base+"/api/nothing", nil).isProblem(t, http.StatusNotFound)
		// A visitor and a program both get the site's own page, one by the
		// platform and one through Go.
		want := read(t, filepath.Join(site, "404.html"))
		for _, mode := range []string{"navigate", "cors"} {
			r := get(t, base+"/no/such/page", http.Header{"Sec-Fetch-Mode": {mode}})
			if r.status != http.StatusNotFound || r.body != want {
				t.Errorf("%s: status %d, body %.60q; want 404 and the site's page", mode, r.status, r.body)
			}
			r.hasHeader(t, "Content-Type", "text/html; charset=utf-8")
		}
	})

	t.Run("precompressed copies stay at home", func(t *testing.T) {
		if r := get(t, base+"/"+program+".br", nil); r.status != http.StatusNotFound {
			t.Errorf("status %d, want 404", r.status)
		}
	})

	t.Run("other methods", func(t *testing.T) {
		response, err := http.Post(base+"/healthz", "text/plain", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("status %d, Allow %q", response.StatusCode, response.Header.Get("Allow"))
		}
	})

	// What fails before the program is asked, or in a program that does not expect
	// it, as the bytes of a request, for no client would send them.
	t.Run("odd requests", func(t *testing.T) {
		long := strings.Repeat("a", 60_000)
		for _, c := range []struct {
			head   string // up to the first header that every request has
			status int
		}{
			{"GET /api/%zz HTTP/1.1", 400},
			{"GET /api/% HTTP/1.1", 400},
			{"POST /api/version/%4 HTTP/1.1", 400},
			{"GET /api/version%zz?q=%zz HTTP/1.1\r\nSec-Fetch-Mode: cors", 400},
			{"GET /api/%00 HTTP/1.1", 404},
			{"GET /api/%ff%fe HTTP/1.1", 404},
			{"GET /api/\xff\xfe HTTP/1.1", 404},
			{"GET /api/nothing HTTP/1.1\r\nX-Odd: \xff\xfe\r\nCookie: ;;=", 404},
			{"GET /api//version HTTP/1.1", 404},
			{"GET /api/" + long + " HTTP/1.1", 404},
			{"GET /api//" + long + " HTTP/1.1", 404},
			{"PROPFIND /api/" + long + " HTTP/1.1", 404},
			{"TRACE /api/version HTTP/1.1", 405},
			{"PROPFIND /healthz HTTP/1.1", 405},
			{"POST /healthz HTTP/1.1\r\nContent-Length: -1", 0},
			{"BREW /api/version HTTP/1.1", 0},
			{"GET /api/" + long + long + " HTTP/1.1", 0},
			{"GET http://[::1/api/version HTTP/1.1", 0},
			{"OPTIONS * HTTP/1.1", 0},
			{"GET /healthz HTTP/1.1\r\nHost: a{b}", 0},
		} {
			r := raw(t, base, c.head)
			answer := fmt.Sprint(r.header, r.body)
			if leaks(answer) {
				t.Errorf("%.60q: the answer tells of the machine: %.300q", c.head, answer)
			}
			if strings.Contains(answer, long[:100]) {
				t.Errorf("%.60q: the answer repeats the address", c.head)
			}
			if c.status != 0 {
				r.isProblem(t, c.status)
			} else if r.status < 400 { // the platform refuses by itself, without asking the worker
				t.Errorf("%.60q: status %d, want a refusal", c.head, r.status)
			}
		}
	})

	t.Run("size", func(t *testing.T) {
		var packed bytes.Buffer
		zip := gzip.NewWriter(&packed)
		fmt.Fprint(zip, read(t, "build/app.wasm"))
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		if packed.Len() > freePlan {
			t.Errorf("%d bytes gzipped, the free plan takes %d", packed.Len(), freePlan)
		}
	})

	if after := checksums(t, site); !maps.Equal(before, after) {
		t.Errorf("the worker changed the site's files: %v before, %v after", before, after)
	}
}

// TestFailingPrograms starts programs that fail, with the entry and the build of
// the real one: whatever happens in one is a problem for the visitor and a line
// in the log.
func TestFailingPrograms(t *testing.T) {
	site := t.TempDir()
	headers := "/*\n"
	for name := range static.Security() {
		headers += "  " + name + ": " + static.Security().Get(name) + "\n"
	}
	write(t, filepath.Join(site, "_headers"), headers+"/x\n  X-Other: of one file\n")
	build(t, site)
	for name, c := range map[string]struct {
		program func(file string)
		ways    []string
	}{
		"in a request": {func(file string) {
			command := exec.Command("go", "build", "-o", file, "./testdata/failing")
			command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
			if out, err := command.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		}, []string{"panic", "exit", "status", "header"}},
		// A module that imports the function "b" of the module "a", which nobody has.
		"at the start": {func(file string) {
			write(t, file, "\x00asm\x01\x00\x00\x00"+"\x01\x04\x01\x60\x00\x00"+"\x02\x07\x01\x01a\x01b\x00\x00")
		}, []string{"version"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, file := range []string{"wrangler.jsonc", "edge.mjs", "build/wasm_exec.js", "build/runtime.mjs", "build/headers.txt"} {
				write(t, filepath.Join(dir, file), read(t, file))
			}
			c.program(filepath.Join(dir, "build", "app.wasm"))
			base := serve(t, dir, site)
			for _, way := range c.ways {
				r := get(t, base+"/api/"+way, nil)
				if leaks(r.body) || strings.Contains(r.body, "nobody should read") {
					t.Errorf("%s: the answer tells what failed: %.300q", way, r.body)
				}
				r.isProblem(t, http.StatusInternalServerError)
				r.hasHeader(t, "X-Other", "")
			}
		})
	}
}

// raw sends a request as it stands, with a Host if it has none, and reads the answer.
func raw(t *testing.T, base, head string) reply {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(head, "\r\nHost: ") {
		head += "\r\nHost: playground.example"
	}
	fmt.Fprintf(connection, "%s\r\n\r\n", head)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatalf("%.60q: %v", head, err)
	}
	return readReply(t, response)
}

// leaks reports whether an answer holds a stack or a path of the machine.
func leaks(answer string) bool {
	here, err := os.Getwd()
	return err != nil || strings.Contains(answer, here) || regexp.MustCompile(`(?m)^\s+at |file://|wasm_exec|\.mjs|goroutine`).MatchString(answer)
}

// checksums returns the hash of each file of a folder.
func checksums(t *testing.T, folder string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			sums[path] = fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, path))))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// build makes the worker over a folder of files.
func build(t *testing.T, site string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "./build.sh")
	command.Env = append(os.Environ(), "DIST="+site)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build.sh: %v\n%s", err, out)
	}
}

// serve runs `wrangler dev` in the folder of a worker, over a folder of files,
// until the test ends and returns its base URL.
func serve(t *testing.T, worker, site string) string {
	t.Helper()
	wrangler, err := filepath.Abs("node_modules/.bin/wrangler")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(wrangler); err != nil {
		t.Fatal("wrangler is not installed; `make setup` does it: ", err)
	}
	log, err := os.Create(filepath.Join(t.TempDir(), "wrangler.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("wrangler said:\n%s", read(t, log.Name()))
		}
		log.Close()
	})

	command := exec.Command(wrangler, "dev", "--local", "--ip", "127.0.0.1", "--port", freePort(t),
		"--inspector-port", "0", "--show-interactive-dev-session=false",
		"--assets", site, "--persist-to", t.TempDir())
	command.Dir = worker
	command.Env = append(os.Environ(), "CI=1", "CLOUDFLARE_CF_FETCH_ENABLED=false", // needs no network
		"WRANGLER_LOG_PATH="+t.TempDir())
	command.Stdout, command.Stderr = log, log
	// wrangler starts node, workerd and the build: one group, so that all of
	// them can be ended together and none outlives the test.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	t.Cleanup(func() { stop(t, command.Process.Pid, ended) })

	// Ready is the line that wrangler prints when workerd listens.
	ready := regexp.MustCompile(`Ready on (http://\S+)`)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // generous: the machine may be busy
	defer cancel()
	for {
		if found := ready.FindStringSubmatch(read(t, log.Name())); found != nil {
			return found[1]
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatal("wrangler ended before it was ready: ", err)
		case <-ctx.Done():
			t.Fatal("wrangler was not ready: ", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// stop ends a process group the polite way and proves that nothing of it is left.
func stop(t *testing.T, group int, ended chan error) {
	t.Helper()
	_ = syscall.Kill(-group, syscall.SIGTERM) // fails only when all have gone already
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("wrangler ignored SIGTERM")
	}
	for patience := 100; patience > 0; patience-- {
		if errors.Is(syscall.Kill(-group, 0), syscall.ESRCH) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = syscall.Kill(-group, syscall.SIGKILL)
	t.Error("processes of wrangler's group outlived it")
}

// freePort asks the system for a port that nobody uses.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// reply is an answer read to its end, as it came over the wire.
type reply struct {
	status int
	header http.Header
	body   string
}

// get asks once. It neither follows redirects nor unpacks a body.
func get(t *testing.T, url string, header http.Header) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(request.Header, header)
	response, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	return readReply(t, response)
}

func readReply(t *testing.T, response *http.Response) reply {
	t.Helper()
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(body)}
}

// isProblem checks that a reply is a problem of the given status, as JSON.
func (r reply) isProblem(t *testing.T, status int) {
	t.Helper()
	var problem api.Problem
	r.decode(t, "application/problem+json", status, &problem)
	if problem.Status != status || problem.Title != http.StatusText(status) || problem.Detail == "" {
		t.Errorf("%+v", problem)
	}
}

// decode reads a JSON reply of the given type and status, with the site's own
// headers, into v, which must know every field.
func (r reply) decode(t *testing.T, kind string, status int, v any) {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d; body %.200q", r.status, status, r.body)
	}
	r.hasHeader(t, "Content-Type", kind)
	r.hasHeader(t, "Cache-Control", "no-store")
	r.isSecure(t)
	decoder := json.NewDecoder(strings.NewReader(r.body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		t.Fatalf("%q: %v", r.body, err)
	}
}

// isSecure checks the headers that every answer of the site carries.
func (r reply) isSecure(t *testing.T) {
	t.Helper()
	for name := range static.Security() {
		r.hasHeader(t, name, static.Security().Get(name))
	}
}

// hasHeader checks one header.
func (r reply) hasHeader(t *testing.T, name, want string) {
	t.Helper()
	if got := r.header.Get(name); got != want {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}

// read returns a file's content.
func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// write makes a file, and the folder that it lies in.
func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
