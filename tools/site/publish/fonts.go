package publish

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// sources matches the list of files of a font in KaTeX's style sheet; the first
// of them is what every browser of ours reads.
var sources = regexp.MustCompile(`src:url\((fonts/[\w-]+\.woff2)\) format\("woff2"\)(?:,url\([^)]*\) format\("\w+"\))*`)

// faces are the faces of the text and of the controls, of the packages of fontsource.
// The letters that pages are set in first come first: pages ask for them at once.
var faces = []struct{ pkg, family, subset, style string }{
	{"source-serif-4", "Source Serif 4", "latin", "normal"},
	{"inter", "Inter", "latin", "normal"},
	{"source-serif-4", "Source Serif 4", "latin", "italic"},
	{"inter", "Inter", "greek", "normal"},
}

// early is how many of them a page asks for before it knows that it needs them.
const early = 2

// face is the file of a face, by which the manifest knows it too.
func face(i int) string {
	f := faces[i]
	return fmt.Sprintf("%s-%s-wght-%s.woff2", f.pkg, f.subset, f.style)
}

// packages are the npm packages of the faces.
func packages() (all []string) {
	for _, f := range faces {
		if name := "@fontsource-variable/" + f.pkg; !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// rules are those of a package's style sheet, each with the name of its file.
var rules = regexp.MustCompile(`@font-face \{[^}]*src: url\(\./files/([\w-]+\.woff2)\)[^}]*unicode-range: ([^;]*);\s*(?:\}|$)`)

// ranges are the letters for which a browser loads a face of a package.
func ranges(sheet []byte, name string) (string, error) {
	for _, rule := range rules.FindAllStringSubmatch(string(sheet), -1) {
		if rule[1] == name {
			return rule[2], nil
		}
	}
	return "", fmt.Errorf("the style sheet names no %s", name)
}

// typefaces publishes the faces and returns their rules.
func typefaces(o Options, w *writer) (string, error) {
	var out strings.Builder
	for i, f := range faces {
		folder := filepath.Join(o.Root, "site", "formula", "node_modules", "@fontsource-variable", f.pkg)
		sheet := "wght.css"
		if f.style == "italic" {
			sheet = "wght-italic.css"
		}
		names, err := os.ReadFile(filepath.Join(folder, sheet))
		if err != nil {
			return "", fmt.Errorf("%w (is `npm ci` done in site/formula?)", err)
		}
		letters, err := ranges(names, face(i))
		if err != nil {
			return "", err
		}
		content, err := os.ReadFile(filepath.Join(folder, "files", face(i)))
		if err != nil {
			return "", err
		}
		address, err := w.hashed(face(i), content)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "@font-face{font-family:%q;font-style:%s;font-weight:200 900;font-display:swap;src:url(./%s) format(\"woff2\");unicode-range:%s}\n", f.family, f.style, address, letters)
	}
	return out.String(), nil
}

// fonts publishes the fonts of text and formulas, and keeps their style sheet, which is
// KaTeX's too, for the bundle.
func fonts(o Options, w *writer) error {
	dist := filepath.Join(o.Root, "site", "formula", "node_modules", "katex", "dist")
	sheet, err := os.ReadFile(filepath.Join(dist, "katex.min.css"))
	if err != nil {
		return err
	}
	var failed error
	w.formulas = sources.ReplaceAllStringFunc(string(sheet), func(text string) string {
		name := sources.FindStringSubmatch(text)[1]
		content, err := os.ReadFile(filepath.Join(dist, filepath.FromSlash(name)))
		if err != nil {
			failed = err
			return text
		}
		address, err := w.hashed(path.Base(name), content)
		if err != nil {
			failed = err
		}
		return `src:url(./` + address + `) format("woff2")`
	})
	text, err := typefaces(o, w)
	w.formulas += text
	return cmp.Or(failed, err)
}
