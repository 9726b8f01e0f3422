package site_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// module matches what the linker notes of a module in every program.
var module = regexp.MustCompile(`\ndep\t(\S+)\t(\S+)\t`)

// fetched is the answer to an address of the site.
func fetched(t *testing.T, name string) (kind, body string) {
	t.Helper()
	response, err := http.Get(home + name)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", name, response.StatusCode, err)
	}
	return response.Header.Get("Content-Type"), string(content)
}

// Every page links to the licences of all that the site contains: the modules of
// its programs, KaTeX and its fonts, the fonts of the text, the programs' fonts and the
// digits.
func TestLicences(t *testing.T) {
	t.Parallel()
	for _, name := range pages() {
		if _, page := fetched(t, name); !strings.Contains(page, `<a href="licences.txt">`) {
			t.Errorf("%s has no link to the licences", name)
		}
	}
	kind, text := fetched(t, "licences.txt")
	if kind != "text/plain; charset=utf-8" {
		t.Errorf("the licences are %q", kind)
	}
	wanted := []string{"\nGo 1.", "\nkatex ", "\nKaTeX fonts ", "\n@fontsource-variable/inter ", "\n@fontsource-variable/source-serif-4 ", "\nInter ", "\nDejaVu ", "\nMNIST", "\ngithub.com/syumai/workers v", "Khan Academy and other contributors", "Attribution-ShareAlike 3.0 Unported"}
	dist := dist
	files, err := os.ReadDir(dist)
	if err != nil {
		t.Fatal(err)
	}
	programs, fonts := 0, 0
	for _, f := range files {
		family, font := strings.CutSuffix(f.Name(), ".woff2")
		if font {
			family, _, _ = strings.Cut(family, "-")
			wanted = append(wanted, family)
			fonts++
		}
		if filepath.Ext(f.Name()) != ".wasm" {
			continue
		}
		program, err := os.ReadFile(filepath.Join(dist, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		programs++
		linked := module.FindAllSubmatch(program, -1)
		if len(linked) == 0 {
			t.Errorf("%s names no modules", f.Name())
		}
		for _, m := range linked {
			wanted = append(wanted, "\n"+string(m[1])+" "+string(m[2])+": ")
		}
	}
	if programs != 2 || fonts == 0 {
		t.Errorf("%d programs and %d fonts", programs, fonts)
	}
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}
