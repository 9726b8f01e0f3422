//go:build unix

// Package setup_test runs the Makefile and the scripts of this folder as a user
// of a fresh clone who may install nothing.
package setup_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bare returns a folder of commands for PATH: those named, from this system, and
// a package tool that knows no package. Installing fails and leaves a mark.
func bare(t *testing.T, commands ...string) string {
	t.Helper()
	bin := t.TempDir()
	for _, name := range append(commands, "bash", "sed", "dirname", "env") {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, script := range map[string]string{
		"dpkg-query": "exit 1",
		"apt-get":    "touch " + filepath.Join(bin, "installed") + "; exit 1",
		"id":         "echo 1000",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/usr/bin/env bash\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

// in runs a command in the root of the repository with that PATH.
func in(bin string, command ...string) (string, error) {
	c := exec.Command(filepath.Join(bin, command[0]), command[1:]...)
	c.Dir = filepath.Join("..", "..")
	c.Env = append(os.Environ(), "PATH="+bin)
	out, err := c.CombinedOutput()
	return string(out), err
}

// What only serves or only needs npm packages never asks for a package of the
// system; what opens a window asks for no browser.
func TestTargetsNeed(t *testing.T) {
	for target, want := range map[string]string{
		"run":          "node.sh site/formula 18",
		"site":         "node.sh site/formula 18",
		"worker":       "node.sh site/formula 18, node.sh site/worker 20",
		"test-worker":  "node.sh site/formula 18, node.sh site/worker 20",
		"desktop":      "debian.sh window.txt",
		"test-desktop": "debian.sh window.txt, debian.sh packages.txt",
		"test-page":    "node.sh site/formula 18, debian.sh window.txt, debian.sh packages.txt, node.sh site/check 18",
	} {
		out, err := in(bare(t, "make"), "make", "-n", target, "SETUP="+t.TempDir())
		if err != nil {
			t.Fatalf("%s: %v\n%s", target, err, out)
		}
		var steps []string
		for line := range strings.Lines(out) {
			if step, found := strings.CutPrefix(strings.TrimSpace(line), "tools/setup/"); found {
				steps = append(steps, step)
			}
		}
		if got := strings.Join(steps, ", "); got != want {
			t.Errorf("make %s sets up %s, want %s", target, got, want)
		}
	}
}

// Neither the publisher nor the server is linked from C, so they need no compiler.
func TestSiteNeedsNoCompiler(t *testing.T) {
	c := exec.Command("go", "list", "-deps", "-f", "{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}", "./tools/site", "./tools/serve")
	c.Dir = filepath.Join("..", "..")
	c.Env = append(os.Environ(), "CGO_ENABLED=1")
	out, err := c.CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "" {
		t.Errorf("%v: %s", err, out)
	}
}

// An ordinary user reads in one line what to install, and nothing is tried.
func TestMissingPackages(t *testing.T) {
	for list, want := range map[string]string{
		"window.txt":   "gcc libc6-dev libx11-dev libxrandr-dev libxxf86vm-dev libxi-dev libxcursor-dev libxinerama-dev libgl1-mesa-dev",
		"packages.txt": "xvfb xauth libegl1 libgles2 libgl1-mesa-dri chromium-headless-shell",
	} {
		bin := bare(t)
		out, err := in(bin, "bash", "tools/setup/debian.sh", list)
		if err == nil || out != "setup: please install: sudo apt-get install --no-install-recommends "+want+"\n" {
			t.Errorf("%s: %v, %q", list, err, out)
		}
		if _, err := os.Stat(filepath.Join(bin, "installed")); err == nil {
			t.Errorf("%s: the script tried to install", list)
		}
	}
	out, err := in(bare(t), "bash", "tools/setup/node.sh", "site/formula", "18")
	if err == nil || out != "setup: please install: sudo apt-get install --no-install-recommends nodejs npm\n" {
		t.Errorf("without Node.js: %v, %q", err, out)
	}
}

// The README names every package that the window and the tests need.
func TestReadmeNamesThePackages(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"window.txt", "packages.txt"} {
		text, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			name, _, _ := strings.Cut(strings.TrimSpace(line), ":")
			if name != "" && name[0] != '#' && !strings.Contains(string(readme), "`"+name+"`") {
				t.Errorf("%s: the README does not name %s", list, name)
			}
		}
	}
}
