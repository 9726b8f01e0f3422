package publish

import (
	"path/filepath"

	"github.com/cauchy-newton/playground/tools/licences/notices"
)

// licences is the file with the licences of all that the site and its worker
// contain; every page links to it.
const licencesFile = "licences.txt"

// licences gathers them anew: they are those of what was just built.
func licences(o Options, w *writer) error {
	var all []notices.Part
	for _, p := range []notices.Program{
		{Name: "page (engine)", Package: "wasm/engine", Systems: notices.Browser},
		{Name: "page (pictures)", Package: "wasm/canvas", Systems: notices.Browser},
		{Name: "worker", Package: "site/worker", Systems: notices.Browser},
	} {
		parts, err := notices.Linked(o.Root, p)
		if err != nil {
			return err
		}
		all = append(all, parts...)
	}
	const formulas = "page (formulas)"
	katex, err := notices.Npm(filepath.Join(o.Root, "site", "formula", "node_modules", "katex"), formulas)
	if err != nil {
		return err
	}
	fonts, err := notices.File(o.Root, "KaTeX fonts", katex.Version, "site/formula/KaTeX-fonts-OFL.txt", formulas)
	if err != nil {
		return err
	}
	return w.fixed(licencesFile, notices.Format("the site", notices.Merge(append(all, katex, fonts)...)))
}
