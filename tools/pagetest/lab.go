package pagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/chromedp/chromedp"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/serve/static"
	"github.com/cauchy-newton/playground/tools/site/publish"
)

// Levels names the loops of the page by level.
var Levels = kernel.PageSets

// Lab opens pages for programs.
type Lab struct {
	root    string // the repository
	folder  string // the compiled programs
	script  []byte
	browser context.Context
}

// NewLab bundles the page's script; root is the repository, browser a running
// Chromium, folder a place for compiled programs.
func NewLab(root, folder string, browser context.Context) (*Lab, error) {
	script, err := publish.Script(root, "tools/pagetest/trial.js")
	if err != nil {
		return nil, fmt.Errorf("pagetest: %w", err)
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, fmt.Errorf("pagetest: %w", err)
	}
	return &Lab{root: root, folder: folder, script: script, browser: browser}, nil
}

// Test compiles the tests of a package for the page and returns the program.
func (l *Lab) Test(pkg string) ([]byte, error) { return l.compile(pkg, "test", "-c") }

// Build compiles a command for the page.
func (l *Lab) Build(pkg string) ([]byte, error) { return l.compile(pkg, "build") }

func (l *Lab) compile(pkg string, args ...string) ([]byte, error) {
	file := filepath.Join(l.folder, strings.NewReplacer("/", "-", ".", "").Replace(args[0]+pkg)+".wasm")
	compile := exec.Command("go", append(args, "-o", file, pkg)...)
	compile.Dir = l.root
	compile.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=", "GOFLAGS=")
	if text, err := compile.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pagetest: go %s %s: %w\n%s", args[0], pkg, err, text)
	}
	return os.ReadFile(file)
}

// Result is how a program ended.
type Result struct {
	Output string
	Code   int
}

// Place is where a program runs. There is no disk in a page: the files that it
// reads are handed to it as texts.
type Place struct {
	Folder string   // it works here, below the root of the repository
	Reads  []string // files, or folders with all that is in them, below the root
}

// Run runs a program that reads no files with the kernels of a level.
func (l *Lab) Run(program []byte, level int, args ...string) (*Result, error) {
	page, err := l.Open(Place{}, program)
	if err != nil {
		return nil, err
	}
	defer page.Close()
	return page.Run(level, args...)
}

// Page is a page with a program, in a process of its own.
type Page struct {
	ctx    context.Context
	folder string
	Close  func()
}

// Open opens a page for a program.
func (l *Lab) Open(place Place, program []byte) (*Page, error) {
	files, err := l.texts(place.Reads)
	if err != nil {
		return nil, fmt.Errorf("pagetest: %w", err)
	}
	server := httptest.NewServer(static.Handler(fstest.MapFS{
		"index.html":   {Data: []byte(`<!doctype html><title>trial</title><link rel="icon" href="data:,"><script src="trial.js"></script>`)},
		"trial.js":     {Data: l.script},
		"program.wasm": {Data: program},
		"files.json":   {Data: files},
	}))
	ctx, cancel := chromedp.NewContext(l.browser, chromedp.WithNewBrowserContext())
	ctx, stop := context.WithTimeout(ctx, 10*time.Minute)
	page := &Page{ctx: ctx, folder: filepath.ToSlash(place.Folder), Close: func() {
		stop()
		cancel()
		server.Close()
	}}
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		page.Close()
		return nil, fmt.Errorf("pagetest: %w", err)
	}
	return page, nil
}

// Run runs the page's program with the kernels of a level; the level must not be
// above the browser's best. It is compiled once, for the first run.
func (p *Page) Run(level int, args ...string) (*Result, error) {
	if args == nil {
		args = []string{}
	}
	words, err := json.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("pagetest: %w", err)
	}
	script := fmt.Sprintf(`best < %d ? Promise.reject(new Error("this browser has level " + best)) : fetch("files.json").then((r) => r.json()).then((files) => trial("program.wasm", %[1]d, %s, %q, files))`, level, words, p.folder)
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]byte](script, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, fmt.Errorf("pagetest: %w", err)
	}
	var r Result
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, fmt.Errorf("pagetest: %s: %w", text, err)
	}
	return &r, nil
}

// texts reads files, and all files of folders, into JSON: the texts by path.
func (l *Lab) texts(names []string) ([]byte, error) {
	texts := map[string]string{}
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(l.root, name), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if !utf8.Valid(text) {
				return fmt.Errorf("%s is no text", path)
			}
			below, err := filepath.Rel(l.root, path)
			texts[filepath.ToSlash(below)] = string(text)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return json.Marshal(texts)
}
