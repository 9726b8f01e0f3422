package notices

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/tools/golist"
)

// Program is a program of this repository and the systems it is built for.
type Program struct {
	Name    string
	Package string   // its folder
	Systems []string // GOOS/GOARCH
}

// Native are the systems of the programs that run without a browser.
var Native = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// Browser is the system of the page and of the worker.
var Browser = []string{"js/wasm"}

// listed is a package as go list prints it.
type listed struct {
	ImportPath, Dir string
	Standard        bool
	Module          *struct {
		Path, Version, Dir string
		Main               bool
	}
	GoFiles, CgoFiles, CFiles, CXXFiles, MFiles, HFiles, FFiles, SFiles, EmbedFiles []string
}

// compiled are the files that the compilers read.
func (p listed) compiled() []string {
	return slices.Concat(p.GoFiles, p.CgoFiles, p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles)
}

// Linked returns what programs are linked from on any of their systems: this
// repository, the Go standard library, the modules, and the embedded files that
// others have made.
func Linked(root string, programs ...Program) ([]Part, error) {
	g := gatherer{root: root, parts: map[string]*Part{}, groups: map[string]groups{}, seen: map[string]bool{}}
	numbers := strings.Split(strings.TrimPrefix(runtime.Version(), "go"), ".")
	g.goVersion = strings.Join(numbers[:min(2, len(numbers))], ".")
	for _, p := range programs {
		g.use = p.Name
		for _, system := range p.Systems {
			if err := g.list(p.Package, system); err != nil {
				return nil, fmt.Errorf("notices: %s: %w", p.Package, err)
			}
		}
	}
	var all []Part
	for name, p := range g.parts {
		if len(p.Texts) == 0 {
			return nil, fmt.Errorf("notices: %s has no licence", name)
		}
		p.Texts = append(p.Texts, g.groups[name].texts()...)
		all = append(all, *p)
	}
	return all, nil
}

// gatherer holds the parts while packages are read.
type gatherer struct {
	root      string
	use       string // the program that is read
	goVersion string // without that of the patch
	parts     map[string]*Part
	groups    map[string]groups // the notices in the sources of each part
	seen      map[string]bool   // files and folders that were read
}

// list reads the packages that a program is linked from on one system.
func (g *gatherer) list(folder, system string) error {
	goos, goarch, _ := strings.Cut(system, "/")
	// The window is built with cgo where it has to be; listing needs no C compiler.
	packages, err := golist.Run[listed](g.root, []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=1", "GOFLAGS=", "GOEXPERIMENT="},
		"-deps", "-json=ImportPath,Dir,Standard,Module,GoFiles,CgoFiles,CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles,EmbedFiles", "./"+folder)
	if err != nil {
		return fmt.Errorf("%s: %w", system, err)
	}
	for _, p := range packages {
		if err := g.take(p); err != nil {
			return err
		}
	}
	return nil
}

// take adds one package to the part that it belongs to.
func (g *gatherer) take(p listed) error {
	switch {
	case p.Standard:
		g.part("Go", g.goVersion).Texts = []Text{{"LICENSE", goLicence}, {"PATENTS", goPatents}}
		return g.sources(p, "Go")
	case p.Module.Main:
		return g.ours(p)
	default:
		return g.module(p)
	}
}

// part returns the part of a name, which is made if there is none, and notes that the
// program contains it.
func (g *gatherer) part(name, version string) *Part {
	p := g.parts[name]
	if p == nil {
		p = &Part{Name: name, Version: version}
		g.parts[name], g.groups[name] = p, groups{}
	}
	if !slices.Contains(p.Uses, g.use) {
		p.Uses = append(p.Uses, g.use)
	}
	return p
}

// ours takes a package of this repository: its licence, and those of the files of
// others that are embedded in it.
func (g *gatherer) ours(p listed) error {
	if err := g.file(g.part(Own, ""), g.root, "LICENSE"); err != nil {
		return err
	}
	_, folder, _ := strings.Cut(p.ImportPath, p.Module.Path+"/")
	for _, name := range p.EmbedFiles {
		file := path.Join(folder, name)
		i := slices.IndexFunc(embedded, func(e embed) bool { ok, _ := path.Match(e.files, file); return ok })
		if i < 0 {
			return fmt.Errorf("nobody has said whose %s is; it belongs in the table of tools/licences/notices", file)
		}
		e := embedded[i]
		for _, licence := range e.licences {
			if err := g.file(g.part(e.name, e.version), g.root, licence); err != nil {
				return err
			}
		}
	}
	return nil
}

// file adds a text to a part, once.
func (g *gatherer) file(to *Part, root, name string) error {
	if g.seen[to.Name+" "+name] {
		return nil
	}
	g.seen[to.Name+" "+name] = true
	var err error
	to.Texts, err = add(to.Texts, root, filepath.Join(root, filepath.FromSlash(name)))
	return err
}

// module takes a package of a module: the licences in its folder and in those
// above it, those of what the module has copied, and the notices in its sources.
func (g *gatherer) module(p listed) error {
	root := p.Module.Dir
	to := g.part(p.Module.Path, p.Module.Version)
	for dir := p.Dir; len(dir) >= len(root); dir = filepath.Dir(dir) {
		if g.seen[dir] {
			continue
		}
		g.seen[dir] = true
		texts, err := inFolder(root, dir)
		if err != nil {
			return err
		}
		for _, t := range texts {
			if unused[to.Name+"/"+t.From] == "" {
				to.Texts = append(to.Texts, t)
			}
		}
	}
	for _, c := range copied {
		if !strings.HasPrefix(p.ImportPath, c.by) {
			continue
		}
		of, from := to, root
		if c.name != "" {
			of, from = g.part(c.name, ""), g.root
		}
		if err := g.file(of, from, c.licence); err != nil {
			return err
		}
	}
	return g.sources(p, to.Name)
}

// sources takes the notices in the sources of a package.
func (g *gatherer) sources(p listed, part string) error {
	for _, name := range p.compiled() {
		file := filepath.Join(p.Dir, name)
		if g.seen[file] {
			continue
		}
		g.seen[file] = true
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		g.groups[part].add(p.ImportPath, string(content))
	}
	return nil
}
