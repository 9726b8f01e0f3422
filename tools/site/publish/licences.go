package publish

import (
	"path/filepath"

	"github.com/cauchy-newton/playground/tools/licences/notices"
)

// licencesFile holds the licences of all that the site and its worker contain;
// every page links to it.
const licencesFile = "licences.txt"

// licences gathers the licences of what was just built.
func licences(o Options, w *writer) error {
	parts, err := notices.Linked(o.Root,
		notices.Program{Name: "page (engine)", Package: "wasm/engine", Systems: notices.Browser},
		notices.Program{Name: "page (pictures)", Package: "wasm/canvas", Systems: notices.Browser},
		notices.Program{Name: "worker", Package: "site/worker", Systems: notices.Browser},
	)
	if err != nil {
		return err
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
	parts = append(parts, katex, fonts)
	for _, name := range packages() {
		font, err := notices.Npm(filepath.Join(o.Root, "site", "formula", "node_modules", filepath.FromSlash(name)), "page (text)")
		if err != nil {
			return err
		}
		parts = append(parts, font)
	}
	return w.fixed(licencesFile, notices.Format("the site", notices.Browser, parts))
}
