// Package docs keeps the tables of the documents that are made of the engine's own
// rows: each stands between two comments that name it, and
//
//	go test ./tools/docs -update
//
// writes it anew.
package docs

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/setting"
)

var update = flag.Bool("update", false, "write the tables into the documents")

// tables makes the lines of each table.
var tables = map[string]func() []string{
	"methods":  methods,
	"settings": settings,
}

// place is a table in a document: the comment before it, its lines, the comment
// behind it.
var place = regexp.MustCompile(`(?s)(<!-- table (\w+) -->\n)(.*?)(<!-- end -->)`)

// Every table stands in a document as its rows make it.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range append(files, "../../README.md") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		made := place.ReplaceAllStringFunc(string(text), func(have string) string {
			parts := place.FindStringSubmatch(have)
			rows, known := tables[parts[2]]
			if !known {
				t.Errorf("%s: there is no table %q", file, parts[2])
				return have
			}
			found[parts[2]] = true
			want := parts[1] + strings.Join(rows(), "\n") + "\n" + parts[4]
			if want != have && !*update {
				t.Errorf("%s: run go test ./tools/docs -update: the rows make\n%s", file, want)
			}
			return want
		})
		if *update && made != string(text) {
			if err := os.WriteFile(file, []byte(made), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name := range tables {
		if !found[name] {
			t.Errorf("no document has the table %q", name)
		}
	}
}

// line is a row of a table; a bar within a cell would end it.
func line(cells ...string) string {
	for i := range cells {
		cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// code quotes names.
func code(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "`, `") + "`"
}

func methods() []string {
	lines := []string{line("method", "`method`", "what it does", "partition", "`rate` is", "settings of its own"), "|---|---|---|---|---|---|"}
	for _, m := range setting.Methods {
		own := slices.DeleteFunc(slices.Clone(m.Uses), func(name string) bool { return name == "partition" || name == "rate" })
		lines = append(lines, line(m.Label, code([]string{m.Name}), m.Help, m.Partition, m.RateName(), code(own)))
	}
	return lines
}

func settings() []string {
	lines := []string{line("setting", "default", "range", "what it is"), "|---|---|---|---|"}
	for _, s := range setting.Settings {
		within := ""
		switch {
		case s.Range != setting.Range{}:
			within = s.Range.String()
		case s.Toggle():
			within = "yes or no"
		case len(s.Words) > 0:
			var words []string
			for _, w := range s.Words {
				words = append(words, fmt.Sprintf("`%s` (%s)", cmp.Or(w.Example, w.Name), w.Label))
			}
			within = strings.Join(words, ", ")
		}
		lines = append(lines, line(code([]string{s.Name}), s.Usual(), within, s.Help))
	}
	return lines
}
