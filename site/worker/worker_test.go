//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	build(t, site)
	base := serve(t, site)

	t.Run("page", func(t *testing.T) {
		r := get(t, base+"/", nil)
		want := read(t, filepath.Join(site, "index.html"))
		if r.status != http.StatusOK || r.body != want {
			t.Errorf("status %d, %d bytes; want 200 and the %d bytes of index.html", r.status, len(r.body), len(want))
		}
		r.hasHeader(t, "Content-Type", "text/html; charset=utf-8")
		r.hasHeader(t, "Cache-Control", "no-cache")
		for name, values := range static.Security() {
			r.hasHeader(t, name, values[0])
		}
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
		get(t, base+"/healthz", nil).decode(t, http.StatusOK, &health)
		if health.Status != "ok" || health.Version == "" {
			t.Errorf("%+v", health)
		}
	})

	t.Run("version", func(t *testing.T) {
		var version api.Version
		get(t, base+"/api/version", nil).decode(t, http.StatusOK, &version)
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
		var failure api.Failure
		get(t, base+"/api/nothing", nil).decode(t, http.StatusNotFound, &failure)
		if failure.Error != "api: nothing at /api/nothing" {
			t.Errorf("%+v", failure)
		}
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

// serve runs `wrangler dev` over a folder of files until the test ends and
// returns its base URL.
func serve(t *testing.T, site string) string {
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
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(body)}
}

// decode reads a JSON reply of the given status into v, which must know every field.
func (r reply) decode(t *testing.T, status int, v any) {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d; body %.200q", r.status, status, r.body)
	}
	r.hasHeader(t, "Content-Type", "application/json; charset=utf-8")
	decoder := json.NewDecoder(strings.NewReader(r.body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		t.Fatalf("%q: %v", r.body, err)
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
