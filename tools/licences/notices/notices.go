// Package notices gathers the licences of what a program is linked from and what
// is bundled with it: the modules and the Go standard library by `go list`, with
// the notices that stand in comments of their sources; embedded files and npm
// packages by the tables of this package. Whatever has no licence is an error.
//
//	parts, err := notices.Linked(root, notices.Program{Name: "gn", Package: "tools/gn", Systems: notices.Native})
//	text := notices.Format("gn", notices.Native, parts)
//
// Existing programs for this (google/go-licenses) know neither the standard
// library, nor notices in comments, nor several systems at once, nor fonts.
package notices

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Part is something that others have written.
type Part struct {
	Name, Version string
	Texts         []Text
	Uses          []string // the programs that contain it
}

// Text is a licence, or a notice in a source.
type Text struct{ From, Body string }

// licences matches the names of files that hold a licence.
var licences = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|patents)([-._]|$)`)

// folders matches the names of folders that hold nothing else.
var folders = regexp.MustCompile(`(?i)licen[cs]es$`)

// inFolder returns the licences that lie in dir, a folder of the module or package
// at root. None is not an error.
func inFolder(root, dir string) ([]Text, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all []Text
	for _, e := range entries {
		file := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir() && folders.MatchString(e.Name()):
			inside, err := os.ReadDir(file)
			if err != nil {
				return nil, err
			}
			for _, e := range inside {
				if !e.Type().IsRegular() {
					continue
				}
				if all, err = add(all, root, filepath.Join(file, e.Name())); err != nil {
					return nil, err
				}
			}
		case e.Type().IsRegular() && licences.MatchString(e.Name()) && filepath.Ext(e.Name()) != ".go":
			if all, err = add(all, root, file); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// add appends the text of a file, named as it is below root.
func add(all []Text, root, file string) ([]Text, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	name, err := filepath.Rel(root, file)
	if err != nil {
		return nil, err
	}
	return append(all, Text{filepath.ToSlash(name), string(body)}), nil
}

// Npm is a package that npm has installed in folder, used in a program.
func Npm(folder, use string) (Part, error) {
	content, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return Part{}, fmt.Errorf("notices: %w", err)
	}
	var about struct{ Name, Version string }
	if err := json.Unmarshal(content, &about); err != nil {
		return Part{}, fmt.Errorf("notices: %s: %w", folder, err)
	}
	texts, err := inFolder(folder, folder)
	if err == nil && len(texts) == 0 {
		err = fmt.Errorf("no licence in %s", folder)
	}
	if err != nil {
		return Part{}, fmt.Errorf("notices: npm package %s: %w", about.Name, err)
	}
	return Part{about.Name, about.Version, texts, []string{use}}, nil
}

// File is a part whose licence is one file of the repository at root.
func File(root, name, version, licence, use string) (Part, error) {
	texts, err := add(nil, root, filepath.Join(root, filepath.FromSlash(licence)))
	if err != nil {
		return Part{}, fmt.Errorf("notices: %s: %w", name, err)
	}
	return Part{name, version, texts, []string{use}}, nil
}

// Format writes the licences of a product for some systems: the list of its parts,
// our own code and Go first, then every text once, below the names of all parts
// that it belongs to.
func Format(product string, systems []string, parts []Part) []byte {
	rank := func(p Part) int { return slices.Index([]string{"Go", Own}, p.Name) }
	slices.SortFunc(parts, func(a, b Part) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	var out strings.Builder
	fmt.Fprintf(&out, "What %s contains, where, and under which licences\n(%s)\n\n", product, strings.Join(systems, ", "))
	width := 0
	for _, p := range parts {
		width = max(width, len([]rune(p.title())))
	}
	for _, p := range parts {
		fmt.Fprintf(&out, "  %-*s  %s\n", width, p.title(), strings.Join(p.Uses, ", "))
	}
	line := strings.Repeat("=", 80)
	seen := map[string]bool{}
	for i, p := range parts {
		for _, t := range p.Texts {
			body := tidy(t.Body)
			if seen[body] {
				continue
			}
			seen[body] = true
			fmt.Fprintf(&out, "\n%s\n", line)
			for _, q := range parts[i:] {
				for _, u := range q.Texts {
					if tidy(u.Body) == body {
						fmt.Fprintf(&out, "%s: %s\n", q.title(), u.From)
					}
				}
			}
			fmt.Fprintf(&out, "%s\n\n%s\n", line, body)
		}
	}
	return []byte(out.String())
}

func (p Part) title() string { return strings.TrimSpace(p.Name + " " + p.Version) }

// tidy drops the space at the ends of a text and of its lines, and nothing else.
func tidy(body string) string {
	var lines []string
	for line := range strings.Lines(strings.TrimPrefix(body, "\ufeff")) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n\f"))
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
