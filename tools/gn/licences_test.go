package main

import (
	"context"
	"debug/buildinfo"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The linker says itself which modules are in the program.
func TestLicences(t *testing.T) {
	program := filepath.Join("..", "..", "build", "gn-test", "gn") // kept, so that it is linked only when it has changed
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil || len(info.Deps) == 0 {
		t.Fatalf("%v, modules %v", err, info.Deps)
	}
	for _, line := range [][]string{{"--licences"}, {"train", "--licences"}} {
		code, stdout, stderr := gn(context.Background(), line...)
		if code != done || stderr != "" {
			t.Errorf("%v: exit %d, stderr %q", line, code, stderr)
		}
		for _, d := range info.Deps {
			if !strings.Contains(stdout, "\n"+d.Path+" "+d.Version+": ") {
				t.Errorf("%v: no licence of %s %s", line, d.Path, d.Version)
			}
		}
		for _, want := range []string{"\nGo 1.", "\nMNIST, a subset: ", "Copyright 2009 The Go Authors.", "Attribution-ShareAlike 3.0 Unported"} {
			if !strings.Contains(stdout, want) {
				t.Errorf("%v: %q is missing", line, want)
			}
		}
	}
}

// Licences that cannot be written are a failure.
func TestLicencesUnwritten(t *testing.T) {
	full := errors.New("no space left")
	var said strings.Builder
	code := run(context.Background(), []string{"--licences"}, strings.NewReader(""), broken{full}, &said)
	if code != failed || said.String() != "gn: no space left\n" {
		t.Errorf("exit %d, stderr %q", code, said.String())
	}
}

type broken struct{ error }

func (b broken) Write([]byte) (int, error) { return 0, b.error }
