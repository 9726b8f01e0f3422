package rules

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/tools/golist"
)

// List returns the packages of the module in root for a system ("linux",
// "js"), those without a file for it included.
func List(root, goos string) ([]Package, error) {
	goarch := map[string]string{"linux": "amd64", "js": "wasm"}[goos]
	type listed struct {
		ImportPath, Dir                                                   string
		GoFiles, IgnoredGoFiles, Imports, TestImports, XTestImports, Deps []string
	}
	// -e: a package that has no file for this system is not a failure. Without cgo
	// the answer does not depend on a C compiler being there.
	packages, err := golist.Run[listed](root, []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=0"},
		"-e", "-json=ImportPath,Dir,GoFiles,IgnoredGoFiles,Imports,TestImports,XTestImports,Deps", "./...")
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	var all []Package
	for _, p := range packages {
		isTest := func(name string) bool { return strings.HasSuffix(name, "_test.go") }
		ignored := slices.DeleteFunc(p.IgnoredGoFiles, isTest)
		for _, name := range ignored {
			imports, err := importsOf(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			p.Imports = append(p.Imports, imports...)
		}
		slices.Sort(p.Imports)
		files := slices.Concat(p.GoFiles, ignored)
		all = append(all, Package{
			Path:      strings.TrimPrefix(p.ImportPath, Module+"/"),
			Imports:   slices.Compact(p.Imports),
			Tests:     slices.Concat(p.TestImports, p.XTestImports),
			Deps:      p.Deps,
			OnlyTests: len(files) == 0,
			Dir:       p.Dir,
			Files:     files,
		})
	}
	return all, nil
}

// importsOf returns what one Go file imports.
func importsOf(file string) ([]string, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	var imports []string
	for _, spec := range tree.Imports {
		imports = append(imports, strings.Trim(spec.Path.Value, "\"`"))
	}
	return imports, nil
}

// Tracked returns the paths of the repository's files relative to root: what
// git tracks, or, outside a git checkout, every file that make has not made.
func Tracked(root string) ([]string, error) {
	command := exec.Command("git", "ls-files", "-z")
	command.Dir = root
	if out, err := command.Output(); err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"), nil
	}
	made := []string{".git", "node_modules", "build", "dist", ".wrangler"}
	var files []string
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(made, d.Name()):
			return filepath.SkipDir
		case d.Type().IsRegular():
			name, err := filepath.Rel(root, path)
			files = append(files, filepath.ToSlash(name))
			return err
		}
		return nil
	})
	return files, err
}
