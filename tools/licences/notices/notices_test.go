package notices

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository writes files into a folder and returns it.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const cNotice = "/*\n * Copyright (c) 2001 A C Author\n *\n * 1. This notice may not be removed.\n */\n"

// small is a repository with two modules, of which one is linked on Windows alone.
func small() map[string]string {
	return map[string]string{
		"LICENSE":           "Ours.\n",
		"go.mod":            "module here\n\ngo 1.26\n\nrequire (\n\tthere.example/a v1.2.3\n\tthere.example/b v0.1.0\n)\n\nreplace there.example/a => ./a\n\nreplace there.example/b => ./b\n",
		"tool/main.go":      "package main\n\nimport _ \"there.example/a/used\"\n\nfunc main() {}\n",
		"tool/windows.go":   "//go:build windows\n\npackage main\n\nimport _ \"there.example/b\"\n",
		"a/go.mod":          "module there.example/a\n",
		"a/LICENSE.md":      "Licence of a. Copyright 2001 A.\n",
		"a/NOTICES/MIT":     "not a licence by its folder\n",
		"a/LICENSES/MIT":    "Licence in a folder.\n",
		"a/used/COPYING":    "Licence of the used package.\n",
		"a/used/used.go":    "// Copyright 2001 A.\n// All rights are in the LICENSE file.\n\n// Package used does something.\npackage used\n",
		"a/used/more.go":    "// Copyright 2003 A.\n// All rights are in the LICENSE file.\n\npackage used\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint // Copyright in the middle of a line is no comment of its own.\n",
		"a/used/f_amd64.s":  cNotice,
		"a/used/no_test.go": "// Copyright 2009 A Tester.\n\npackage used\n",
		"a/other/LICENSE":   "Licence of a package that nobody imports.\n",
		"a/other/other.go":  "package other\n",
		"b/go.mod":          "module there.example/b\n",
		"b/Licence":         "Licence of a. Copyright 2002 A.\n",
		"b/b.go":            "package b\n",
	}
}

var tool = Program{Name: "tool", Package: "tool", Systems: []string{"linux/amd64", "windows/amd64"}}

var line = strings.Repeat("=", 80)

// What is linked on any of the systems is there whole, once, and nothing else.
func TestLinked(t *testing.T) {
	parts, err := Linked(repository(t, small()), tool)
	if err != nil {
		t.Fatal(err)
	}
	text := string(Format("it", tool.Systems, parts))
	for _, want := range []string{
		"\n  Cauchy–Newton playground  tool\n  Go 1.", "\n  there.example/a v1.2.3    tool\n  there.example/b v0.1.0    tool\n",
		"Ours.", "Copyright 2009 The Go Authors.\n",
		"there.example/a v1.2.3: LICENSE.md\n", "\nLicence of a. Copyright 2001 A.\n",
		"there.example/b v0.1.0: Licence\n", "\nLicence of a. Copyright 2002 A.\n", // the holder's line differs
		"there.example/a v1.2.3: LICENSES/MIT\n", "\nLicence in a folder.\n",
		"there.example/a v1.2.3: used/COPYING\n", "\nLicence of the used package.\n",
		"there.example/a v1.2.3: in the sources of there.example/a/used\n" + line + "\n\nCopyright 2001 A.\nCopyright 2003 A.\n\nAll rights are in the LICENSE file.\n",
		"\nCopyright (c) 2001 A C Author\n\n1. This notice may not be removed.\n",
	} {
		if n := strings.Count(text, want); n != 1 {
			t.Errorf("%q is there %d times", want, n)
		}
	}
	for _, wrong := range []string{"nobody imports", "Tester", "not a licence", "middle of a line", "Package used"} {
		if strings.Contains(text, wrong) {
			t.Errorf("%q is there", wrong)
		}
	}
	linux := tool
	linux.Systems = linux.Systems[:1]
	if parts, err = Linked(repository(t, small()), linux); err != nil || strings.Contains(string(Format("it", tool.Systems, parts)), "there.example/b") {
		t.Errorf("%v; a module of Windows in a program for Linux", err)
	}
}

// Texts that are equal stand below the names of all that they belong to.
func TestEqualTexts(t *testing.T) {
	parts := []Part{
		{Name: "a", Version: "v1", Texts: []Text{{"LICENSE", "The terms.  \r\n"}}, Uses: []string{"x"}},
		{Name: "b", Texts: []Text{{"COPYING", "The terms.\n"}}, Uses: []string{"x", "y"}},
	}
	want := "What it contains, where, and under which licences\n(linux/amd64, windows/amd64)\n\n  a v1  x\n  b     x, y\n\n" + line + "\na v1: LICENSE\nb: COPYING\n" + line + "\n\nThe terms.\n"
	if got := string(Format("it", tool.Systems, parts)); got != want {
		t.Errorf("%s", got)
	}
}

// Whatever has no licence is named and refused.
func TestNoLicence(t *testing.T) {
	for want, change := range map[string]func(map[string]string){
		"there.example/b has no licence": func(f map[string]string) { delete(f, "b/Licence") },
		"LICENSE":                        func(f map[string]string) { delete(f, "LICENSE") },
		"tool/font.ttf":                  func(f map[string]string) { f["tool/font.ttf"] = "a font"; f["tool/embed.go"] = embedding },
		"there.example/gone":             func(f map[string]string) { f["tool/gone.go"] = "package main\n\nimport _ \"there.example/gone\"\n" },
	} {
		files := small()
		change(files)
		parts, err := Linked(repository(t, files), tool)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v with %d parts, want one about %s", err, len(parts), want)
		}
	}
	if _, err := Npm(repository(t, map[string]string{"package.json": `{"name":"bare","version":"1.0.0"}`}), "page"); err == nil || !strings.Contains(err.Error(), "bare") {
		t.Errorf("an npm package without a licence: %v", err)
	}
}

const embedding = "package main\n\nimport _ \"embed\"\n\n//go:embed font.ttf\nvar font []byte\n"

// A notice goes from the first paragraph with a claim to the last with terms, and
// a comment that claims nothing has none.
func TestNotice(t *testing.T) {
	for comment, want := range map[string]string{
		"F is x².\n\n====\nCopyright (C) 1993 by Sun.\n\nFreely granted, provided\nthis notice is kept.\n====\n\nMethod: none.": "====\nCopyright (C) 1993 by Sun.\n\nFreely granted, provided\nthis notice is kept.\n====",
		"This code is from elsewhere. MIT license.":              "This code is from elsewhere. MIT license.",
		"SPDX-FileCopyrightText: 2002 Somebody":                  "SPDX-FileCopyrightText: 2002 Somebody",
		"© 2010 Somebody":                                        "© 2010 Somebody",
		"COPYRIGHT 1990 SOMEBODY":                                "COPYRIGHT 1990 SOMEBODY",
		"copyright is a sign in the upper half of Latin-1":       "",
		"F removes the copyright line that stands before a text": "",
		"F is free of errors.":                                   "",
	} {
		if got := notice(comment); got != want {
			t.Errorf("%q\n has %q\nwant %q", comment, got, want)
		}
	}
}

// Comments of every kind lose their marks and keep their paragraphs.
func TestComments(t *testing.T) {
	source := "// One.\n//\n// Two.\n\n/* Three. */\nx := 1 // not this\n/****\n * Four.\n *\n *   five\n ****/\n\t//Six.\n"
	got := strings.Join(comments(source), "|")
	if want := "One.\n\nTwo.|Three.|Four.\n\n  five|Six."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The copies of Go's licence are those of the Go that runs here, if it has them.
func TestGoLicence(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name, copied := range map[string]string{"LICENSE": goLicence, "PATENTS": goPatents} {
		original, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || string(original) != copied {
			t.Errorf("%s is another: %v", name, err)
		}
	}
}
