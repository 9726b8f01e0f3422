package publish

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
)

// sources matches the list of files of a font in KaTeX's style sheet; the first
// of them is what every browser of ours reads.
var sources = regexp.MustCompile(`src:url\((fonts/[\w-]+\.woff2)\) format\("woff2"\)(?:,url\([^)]*\) format\("\w+"\))*`)

// fonts publishes the fonts of the formulas and keeps KaTeX's style sheet, with
// their addresses, for the bundle.
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
	return failed
}
