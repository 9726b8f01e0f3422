package rules

import (
	"os"
	"path/filepath"
	"testing"
)

// No switch over names in the repository lets an unknown one mean something.
func TestNamesOfTheRepository(t *testing.T) {
	type file struct {
		pkg, name string
		src       []byte
	}
	var files []file
	words := Words{}
	for _, p := range list(t, "linux") {
		for _, name := range p.Files {
			src, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file{p.Path, p.Path + "/" + name, src})
			if err := words.Collect(p.Path, name, src); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		wrong, err := Names(f.pkg, f.name, f.src, words)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range wrong {
			t.Error(w)
		}
	}
	if !words["engine/setting.SGD"] || len(words) < 50 {
		t.Errorf("%d string constants were found", len(words))
	}
}

func TestNames(t *testing.T) {
	words := Words{}
	if err := words.Collect("engine/setting", "s.go", []byte("package setting\nconst SGD = \"sgd\"\nconst Kind kind = `x`\nconst N = 3")); err != nil {
		t.Fatal(err)
	}
	const (
		head = "package train\nimport (\n\"fmt\"\n\"" + Module + "/engine/setting\"\n)\nfunc f(s, z string) (any, error) {\n"
		tail = "\nreturn nil, nil }\nvar _ = fmt.Sprint(setting.SGD)\n"
	)
	for _, c := range []struct {
		body  string
		wrong bool
	}{
		// The default of engine/train that ran any method as grouped Newton.
		{`var m any; switch s { case setting.SGD: m = 1; default: m = 2 }; _ = m`, true},
		{`switch s { case "a": return 1, nil; default: return 2, nil }`, true},
		{`switch s { case "a": return 1, nil }; return 2, nil`, true},
		{`switch { case s == "a": return 1, nil; case s == "b" || s == "c": return 2, nil; default: return 3, nil }`, true},
		{`switch s { case "a": default: fmt.Print(s) }`, true},
		{`switch setting.SGD { case s: return 1, nil; default: return 2, nil }`, false}, // no case names a word
		{`if s != "" { switch s { case "a": return 1, nil; default: return z, nil } }`, true},
		{`switch s { case "a": return 1, nil; default: return nil, nil }`, false},
		{`switch s { case "a": return 1, nil; default: return nil, fmt.Errorf("%q is none of a", s) }`, false},
		{`switch s { case "a": return 1, nil }; return nil, fmt.Errorf("%q is none of a", s)`, false},
		{`switch s { case "a": return 1, nil; default: panic(s) }`, false},
		{`switch s { case "a": fmt.Print(1) }; return 2, nil`, false}, // what follows is for all
		{`for { switch s { case "a": return 1, nil; default: continue } }`, false},
		{`switch len(s) { case 1: return 1, nil; default: return 2, nil }`, false},
		{`switch { case s == "a" && z == "": return 1, nil; default: return 2, nil }`, false}, // of more than a name
	} {
		wrong, err := Names("engine/train", "a.go", []byte(head+c.body+tail), words)
		if err != nil {
			t.Fatalf("%s: %v", c.body, err)
		}
		if (len(wrong) > 0) != c.wrong {
			t.Errorf("%s: %q", c.body, wrong)
		}
	}
}
