package rules

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// Words are the string constants of the repository: "engine/setting.SGD".
type Words map[string]bool

// Collect adds the string constants that a Go file declares.
func (w Words) Collect(pkg, file string, src []byte) error {
	tree, err := parser.ParseFile(token.NewFileSet(), file, src, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for i, value := range spec.Values {
				if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					w[pkg+"."+spec.Names[i].Name] = true
				}
			}
		}
		return true
	})
	return nil
}

// Names returns where a Go file outside the tests lets an unknown name mean
// something, one sentence each: a switch over strings whose default, or what
// follows it where every case returns, is anything but an error, a panic or
// nothing.
func Names(pkg, file string, src []byte, words Words) ([]string, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	imports := importNames(tree)
	isWord := func(e ast.Expr) bool {
		switch e := e.(type) {
		case *ast.BasicLit:
			return e.Kind == token.STRING
		case *ast.Ident:
			return words[pkg+"."+e.Name]
		case *ast.SelectorExpr:
			if x, ok := e.X.(*ast.Ident); ok {
				return words[strings.TrimPrefix(imports[x.Name], Module+"/")+"."+e.Sel.Name]
			}
		}
		return false
	}
	var wrong []string
	ast.Inspect(tree, func(n ast.Node) bool {
		for i, s := range statements(n) {
			if s, ok := s.(*ast.SwitchStmt); ok && overWords(s, isWord) {
				otherwise, found := fallback(s, statements(n)[i+1:])
				if found && !harmless(otherwise) {
					wrong = append(wrong, fmt.Sprintf("%s: an unknown name means something here: return an error that lists the known ones", set.Position(s.Pos())))
				}
			}
		}
		return true
	})
	return wrong, nil
}

// statements returns the list that a node holds.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// overWords reports whether a switch is over strings: it compares with words,
// in the cases of a tag or in every condition.
func overWords(s *ast.SwitchStmt, isWord func(ast.Expr) bool) bool {
	var compares func(ast.Expr) bool
	compares = func(e ast.Expr) bool {
		b, ok := e.(*ast.BinaryExpr)
		if !ok {
			return false
		}
		if b.Op == token.LOR {
			return compares(b.X) && compares(b.Y)
		}
		return b.Op == token.EQL && (isWord(b.X) || isWord(b.Y))
	}
	cases := 0
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			if s.Tag != nil && isWord(e) {
				return true
			}
			if s.Tag != nil || !compares(e) {
				return false
			}
			cases++
		}
	}
	return cases > 0
}

// fallback returns what an unknown name comes to: the default, or what follows
// the switch where no case reaches it.
func fallback(s *ast.SwitchStmt, rest []ast.Stmt) (list []ast.Stmt, found bool) {
	for _, c := range s.Body.List {
		if c := c.(*ast.CaseClause); c.List == nil {
			return c.Body, true
		}
	}
	for _, c := range s.Body.List {
		body := c.(*ast.CaseClause).Body
		if len(body) == 0 {
			return nil, false
		}
		if _, ok := body[len(body)-1].(*ast.ReturnStmt); !ok {
			return nil, false
		}
	}
	return rest, true
}

// harmless reports whether statements give no meaning: there are none, they leave
// with nothing, panic, or return an error.
func harmless(list []ast.Stmt) bool {
	if len(list) == 0 {
		return true
	}
	switch s := list[0].(type) {
	case *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		name, _ := call.Fun.(*ast.Ident)
		return ok && name != nil && name.Name == "panic"
	case *ast.ReturnStmt:
		return slices.ContainsFunc(s.Results, failure) || !slices.ContainsFunc(s.Results, func(e ast.Expr) bool { return !zero(e) })
	}
	return false
}

// zero reports whether a result is written as the zero value of its type.
func zero(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "nil" || e.Name == "false"
	case *ast.BasicLit:
		return e.Value == `""` || e.Value == "0"
	}
	return false
}

// failure reports whether a result makes an error.
func failure(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND && failure(e.X)
	case *ast.CompositeLit:
		name := lastName(e.Type)
		return strings.HasSuffix(name, "Error") || strings.HasSuffix(name, "error")
	case *ast.CallExpr:
		name := lastName(e.Fun)
		return name == "Errorf" || name == "New" || strings.HasSuffix(name, "Error")
	}
	return false
}

// lastName returns the name of an identifier, with or without its package.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
