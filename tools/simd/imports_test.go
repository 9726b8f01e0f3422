package simd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"strings"
	"testing"
)

// Every function that the engine imports is in the module, with its parameters and
// its result, and the module has no other. A missing argument would be 0 in a page:
// a loop that never ends, say.
func TestTheEngineImportsTheModule(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../engine/kernel/native_js.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	words := func(list *ast.FieldList) (out string) {
		if list == nil {
			return ""
		}
		for _, f := range list.List {
			word := "i32 "
			if id, ok := f.Type.(*ast.Ident); ok && id.Name == "float64" {
				word = "f64 "
			}
			out += strings.Repeat(word, max(1, len(f.Names)))
		}
		return out
	}
	imported := map[string]string{}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Doc == nil {
			continue
		}
		for _, c := range f.Doc.List {
			if name, ok := strings.CutPrefix(c.Text, "//go:wasmimport kernel "); ok && name != "level" {
				imported[name] = strings.TrimSpace(words(f.Type.Params) + "-> " + words(f.Type.Results))
			}
		}
	}
	if exported := made(true).Signatures(); len(imported) == 0 || !maps.Equal(imported, exported) {
		t.Errorf("the engine imports\n%v,\nthe module has\n%v", imported, exported)
	}
}
