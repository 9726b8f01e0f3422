package rules

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Source returns the forbidden calls in a Go file outside the tests, one sentence
// each. pkg is the package's path relative to the module, src the
// file's text.
func Source(pkg, file string, src []byte) ([]string, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	names := importNames(tree)
	var wrong []string
	check := func(at token.Pos, imported, name string) {
		for _, s := range Silences {
			if s.Package == imported && within(pkg, s.In) &&
				(len(s.Names) == 0 || slices.Contains(s.Names, name)) && !slices.Contains(s.Allowed, name) {
				wrong = append(wrong, fmt.Sprintf("%s: %s.%s: %s", set.Position(at), imported, name, s.Why))
			}
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && names[x.Name] != "" {
				check(n.Pos(), names[x.Name], n.Sel.Name)
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok {
				check(n.Pos(), "builtin", f.Name)
			}
		}
		return true
	})
	for _, spec := range tree.Imports {
		if spec.Name != nil && spec.Name.Name == "." {
			wrong = append(wrong, fmt.Sprintf("%s: a dot import hides whose function is called", set.Position(spec.Pos())))
		}
	}
	return wrong, nil
}

// importNames maps the name a file gives to an import to its path.
func importNames(tree *ast.File) map[string]string {
	names := map[string]string{}
	for _, spec := range tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has checked it
		}
		name := path.Base(imported)
		if version := strings.TrimPrefix(name, "v"); version != name && strings.Trim(version, "0123456789") == "" {
			name = path.Base(path.Dir(imported)) // math/rand/v2 is called rand
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imported
	}
	return names
}

// Text returns the forbidden names in a text file, one sentence each. A file with a
// zero byte is not text.
func Text(file string, content []byte) []string {
	if slices.Contains(content, 0) {
		return nil
	}
	var wrong []string
	for _, secret := range Secrets {
		if secret.Files != nil && !secret.Files.MatchString(file) {
			continue
		}
		for number, line := range strings.Split(string(content), "\n") {
			if found := secret.Pattern.FindString(line); found != "" {
				wrong = append(wrong, fmt.Sprintf("%s:%d: %q: %s", file, number+1, found, secret.Why))
			}
		}
	}
	return wrong
}
